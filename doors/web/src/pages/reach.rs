//! GET /reach: returned mail and post, calls because an address failed, who may be archived. The
//! forms on it: letter numbers as they are scanned, files of either, and what somebody decides.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::Response;
use clean::{ArchiveProposal, BounceReport, CallTask, ReturnReason, ReturnReport};
use desk::LeftBehind;
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::review::told;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "reach.html")]
struct ReachPage {
    frame: Frame,
    m: Paint,
    reasons: [ReturnReason; 6],
    tasks: Vec<CallTask>,
    proposals: Vec<ArchiveProposal>,
    left_behind: Vec<LeftBehind>,
    closed: Option<i64>,
}

/// What the page was asked for: the sentence about what was done last.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: Option<String>,
    /// The call that was closed last, so that it can be opened again.
    #[serde(default)]
    closed: Option<i64>,
}

/// GET /reach
pub(crate) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    app.page(move |app| {
        let as_of = app.house.as_of();
        let (tasks, proposals) = app
            .house
            .store
            .read(|db| {
                Ok::<_, clean::CleanError>((
                    clean::read_tasks(db)?,
                    clean::read_proposals(db, as_of)?,
                ))
            })
            .map_err(told)?;
        Ok(ReachPage {
            frame: Frame::new(&app.house, "data")
                .without_tip()
                .with_notice(asked.done),
            m: Paint::new(app.house.business()?.currency),
            reasons: ReturnReason::ALL,
            tasks,
            proposals,
            left_behind: desk::read_left_behind(&app.house)?,
            closed: asked.closed,
        })
    })
    .await
}

/// Letters as they are scanned: one number a line.
#[derive(Deserialize)]
pub(crate) struct Scanned {
    letters: String,
    #[serde(default)]
    reason: String,
}

/// POST /reach/letters
pub(crate) async fn letters(State(app): State<App>, Form(scanned): Form<Scanned>) -> Response {
    app.then(move |app| {
        let reason = ReturnReason::read(&scanned.reason);
        let numbers = scanned.letters.split_whitespace();
        let letters: Vec<_> = numbers.map(|number| (number.to_owned(), reason)).collect();
        let report =
            clean::take_returned(&app.house.store, &letters, &app.house.now()).map_err(told)?;
        Ok(back(&letter_words(&report)))
    })
    .await
}

/// POST /reach/files: returned mails, mailbox files, and lists of letter numbers.
pub(crate) async fn files(State(app): State<App>, mut form: Multipart) -> Response {
    let mut files = Vec::new();
    loop {
        match form.next_field().await {
            Ok(Some(field)) => match field.bytes().await {
                Ok(bytes) if !bytes.is_empty() => files.push(bytes),
                Ok(_) => {}
                Err(error) => return PageError::Invalid(error.to_string()).answer(&app.house),
            },
            Ok(None) => break,
            Err(error) => return PageError::Invalid(error.to_string()).answer(&app.house),
        }
    }
    app.then(move |app| {
        let (store, now) = (&app.house.store, app.house.now());
        let mut mails = BounceReport::default();
        let mut words = Vec::new();
        for bytes in files {
            let text = String::from_utf8_lossy(&bytes);
            let letters = clean::letters_in(&text);
            // A list of letters has a number on nearly every line; a mail has none at all.
            if !letters.is_empty() && letters.len() * 2 >= text.lines().count().saturating_sub(1) {
                let report = clean::take_returned(store, &letters, &now).map_err(told)?;
                words.push(letter_words(&report));
            } else {
                clean::take_bounce_bytes(store, &bytes, &now, &mut mails).map_err(told)?;
            }
        }
        if mails.messages > 0 {
            words.push(mail_words(&mails));
        }
        Ok(back(&words.join(" ")))
    })
    .await
}

/// POST /reach/{id}/archive
pub(crate) async fn archive(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        let house = &app.house;
        let step = clean::archive(&house.store, id, house.as_of(), &house.now()).map_err(told)?;
        Ok(back(&format!(
            "Archived as step {step}. It can be brought back for thirty days in the history of customer {id}."
        )))
    })
    .await
}

/// POST /reach/{id}/keep
pub(crate) async fn keep(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        clean::keep(&app.house.store, id, &app.house.now()).map_err(told)?;
        Ok(back("Kept as it is."))
    })
    .await
}

/// What came of a call.
#[derive(Deserialize)]
pub(crate) struct Outcome {
    outcome: String,
}

/// POST /reach/tasks/{id}
pub(crate) async fn close_task(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(form): Form<Outcome>,
) -> Response {
    app.then(move |app| {
        let store = &app.house.store;
        if form.outcome == "open" {
            clean::reopen_task(store, id).map_err(told)?;
            return Ok(back("The call is on the list again."));
        }
        clean::close_task(store, id, &form.outcome, &app.house.now()).map_err(told)?;
        Ok(format!("/reach?closed={id}"))
    })
    .await
}

fn back(words: &str) -> String {
    let escaped: String = words
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("/reach?done={escaped}")
}

fn letter_words(report: &ReturnReport) -> String {
    let mut words = vec![format!("{} returned letters taken in.", report.taken.len())];
    if !report.known.is_empty() {
        words.push(format!("{} were taken in before.", report.known.len()));
    }
    if !report.unknown.is_empty() {
        words.push(format!(
            "No letter has the number {}.",
            report.unknown.join(", ")
        ));
    }
    words.join(" ")
}

fn mail_words(report: &BounceReport) -> String {
    let classes: Vec<String> = report
        .by_class
        .iter()
        .map(|(class, count)| format!("{count} {class}"))
        .collect();
    format!(
        "{} messages read ({}); {} customers concerned.",
        report.messages,
        classes.join(", "),
        report.accounts
    )
}
