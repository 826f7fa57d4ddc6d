//! The Run page: the dry run, the button, live progress, the hold and its undo.

use askama::Template;
use axum::Json;
use axum::extract::{Query, RawForm, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use desk::Choices;
use serde::{Deserialize, Serialize};
use terms::ValueSegment;

use crate::button::Doing;
use crate::frame::Frame;
use crate::pages::run_plan::PlanView;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "run.html")]
struct RunPage {
    frame: Frame,
    m: Paint,
    heading: &'static str,
    lead: String,
    state: RunState,
    refresh: bool,
    idle: bool,
    plan: Option<PlanView>,
    receipt: Option<ReceiptView>,
    problem: Option<String>,
    hold: u32,
}

/// What is going on, ready to be drawn.
enum RunState {
    Idle,
    Working {
        words: String,
        left: String,
        done: u64,
        total: u64,
        code: &'static str,
    },
    Holding {
        turn_id: i64,
        words: String,
        code: &'static str,
    },
}

/// A receipt, ready to be drawn.
struct ReceiptView {
    day: String,
    lines: Vec<String>,
    open: Vec<String>,
    files: Vec<(String, String)>,
}

/// What the progress bar asks for.
#[derive(Serialize)]
pub(crate) struct ProgressNow {
    state: &'static str,
    words: String,
    left: String,
    done: u64,
    total: u64,
}

/// The turn a form is about.
#[derive(Deserialize)]
pub(crate) struct OfTurn {
    turn: i64,
}

/// Whether a press was just taken back, or became a look at other choices.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    undone: Option<u8>,
    changed: Option<u8>,
    /// Where to go once the work is done: `data`.
    then: String,
}

impl Wanted {
    fn notice(&self) -> Option<String> {
        let words = match (self.undone, self.changed) {
            (Some(_), _) => "Undone: nothing was sent.",
            (_, Some(_)) => {
                "You had changed what is chosen, so this is the plan with your changes. Nothing was \
                 sent; press again to run it."
            }
            _ => return None,
        };
        Some(words.to_owned())
    }
}

/// GET /run; after a file was read, on to the page that says what was made of it.
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.answer(move |app| {
        let page = draw(app)?;
        if page.idle && page.problem.is_none() && wanted.then == "data" {
            return Ok(Redirect::to("/data").into_response());
        }
        let notice = wanted.notice().filter(|_| page.idle);
        let page = RunPage {
            frame: page.frame.with_notice(notice),
            ..page
        };
        Ok(Html(page.render()?).into_response())
    })
    .await
}

/// GET /run/progress
pub(crate) async fn progress(State(app): State<App>) -> Json<ProgressNow> {
    Json(match state_of(&app) {
        RunState::Idle => ProgressNow {
            state: "idle",
            words: String::new(),
            left: String::new(),
            done: 0,
            total: 0,
        },
        RunState::Working {
            words,
            left,
            done,
            total,
            code,
        } => ProgressNow {
            state: code,
            words,
            left,
            done,
            total,
        },
        RunState::Holding { words, code, .. } => ProgressNow {
            state: code,
            words,
            left: String::new(),
            done: 0,
            total: 0,
        },
    })
}

/// POST /run/rehearse
pub(crate) async fn rehearse(State(app): State<App>, RawForm(form): RawForm) -> Response {
    app.then(move |app| {
        app.button.rehearse(choices(&form, app)?);
        Ok("/run".into())
    })
    .await
}

/// POST /run/press: a second press while one holds or runs changes nothing. Whoever changed a choice
/// since the plan was drawn sees the plan with it first: the button does what it says, or nothing.
pub(crate) async fn press(State(app): State<App>, RawForm(form): RawForm) -> Response {
    app.then(move |app| {
        let choices = choices(&form, app)?;
        if has(&form, "seen") && !is_as_seen(app, &choices) {
            app.button.rehearse(choices);
            return Ok("/run?changed=1".into());
        }
        app.button.press(&choices)?;
        Ok("/run".into())
    })
    .await
}

/// Whether the plan on the page was drawn for just these choices.
fn is_as_seen(app: &App, choices: &Choices) -> bool {
    app.button.rehearsal().is_some_and(|seen| {
        let (made_for, rehearsal) = &*seen;
        let shown: Vec<ValueSegment> = rehearsal.proposal.chosen().map(|line| line.cell).collect();
        let asked = choices.cells.as_deref().unwrap_or_default();
        shown.len() == asked.len()
            && shown.iter().all(|cell| asked.contains(cell))
            && made_for.allow_large == choices.allow_large
            && rehearsal.proposal.budget_minor
                == choices
                    .budget_minor
                    .unwrap_or(rehearsal.proposal.budget_minor)
    })
}

/// POST /run/undo
pub(crate) async fn undo(State(app): State<App>, axum::Form(form): axum::Form<OfTurn>) -> Response {
    app.then(move |app| {
        if app.button.undo(form.turn)? {
            return Ok("/run?undone=1".into());
        }
        Err(PageError::Invalid(
            "Too late to undo: the run has started or was undone before.".into(),
        ))
    })
    .await
}

/// POST /run/now
pub(crate) async fn start_now(
    State(app): State<App>,
    axum::Form(form): axum::Form<OfTurn>,
) -> Response {
    app.then(move |app| {
        app.button.start_now(form.turn);
        Ok("/run".into())
    })
    .await
}

/// What the form chose. Without the plan in view, and when asked for, the suggestion is meant; with
/// it in view, no tick means nobody.
fn choices(form: &[u8], app: &App) -> Result<Choices, PageError> {
    let cells: Vec<ValueSegment> = fields(form, "cell")
        .map(|cell| {
            cell.parse()
                .map_err(|error: terms::ValueSegmentError| PageError::Invalid(error.to_string()))
        })
        .collect::<Result<_, _>>()?;
    let is_chosen = (has(form, "seen") || !cells.is_empty()) && !has(form, "suggested");
    let budget = fields(form, "budget")
        .next()
        .filter(|text| !text.is_empty());
    Ok(Choices {
        cells: is_chosen.then_some(cells),
        allow_large: has(form, "large"),
        budget_minor: budget.map(|text| budget_minor(&text, app)).transpose()?,
        ..Choices::default()
    })
}

/// The values of one field of a form, as they were sent; those read here hold no signs to unescape.
fn fields<'form>(form: &'form [u8], name: &'form str) -> impl Iterator<Item = String> + 'form {
    form.split(|byte| *byte == b'&')
        .filter_map(move |pair| {
            let text = std::str::from_utf8(pair).ok()?;
            text.strip_prefix(name)?.strip_prefix('=')
        })
        .map(|value| {
            value
                .replace("%2C", ",")
                .replace('+', " ")
                .trim()
                .to_owned()
        })
}

fn has(form: &[u8], name: &str) -> bool {
    fields(form, name).next().is_some()
}

/// The budget as it was typed, in whole units of the currency or with its cents.
fn budget_minor(text: &str, app: &App) -> Result<i64, PageError> {
    let unit = 10_f64.powi(app.house.business()?.currency.decimals() as i32);
    let number: Option<f64> = text.replace(',', "").parse().ok();
    let budget = number.filter(|number| number.is_finite() && *number >= 0.0);
    let wrong = || PageError::Invalid(format!("«{text}» is no budget; write an amount like 250."));
    Ok((budget.ok_or_else(wrong)? * unit).round() as i64)
}

fn draw(app: &App) -> Result<RunPage, PageError> {
    let state = state_of(app);
    let idle = matches!(state, RunState::Idle);
    let rehearsal = app.button.rehearsal();
    let (heading, lead) = match (&state, &rehearsal) {
        (RunState::Working { .. }, _) => ("Working", "Regulars is at it.".to_owned()),
        (RunState::Holding { .. }, _) => ("Pressed", "Nothing has left the house yet.".to_owned()),
        (_, Some(seen)) => (
            "What will happen",
            format!(
                "A dry run as of {}. Nothing has been sent.",
                seen.1.proposal.as_of.words()
            ),
        ),
        _ => (
            "Run",
            "Score everybody, place everybody, write to the right few.".to_owned(),
        ),
    };
    Ok(RunPage {
        frame: Frame::new(&app.house, "run"),
        m: Paint::new(app.house.business()?.currency),
        heading,
        lead,
        refresh: !idle,
        idle,
        plan: rehearsal.map(|seen| PlanView::of(&seen.0, &seen.1)),
        receipt: if idle { last_receipt(app)? } else { None },
        problem: app.button.problem(),
        hold: app.house.config.run.hold_minutes,
        state,
    })
}

fn state_of(app: &App) -> RunState {
    match app.button.doing() {
        Doing::Idle => RunState::Idle,
        Doing::Working {
            step,
            done,
            total,
            since,
        } => {
            let left = time_left(done, total, since.elapsed().as_secs_f64());
            RunState::Working {
                words: sentence(&step),
                left,
                done,
                total,
                code: "working",
            }
        }
        Doing::Holding(turn) => {
            let seconds = turn
                .hold_until
                .parse::<jiff::Timestamp>()
                .map_or(0, |until| {
                    (until.as_second() - jiff::Timestamp::now().as_second()).max(0)
                });
            let words = match seconds {
                0 => "Starting now.".into(),
                s if s < 90 => format!("Starts in {s} seconds."),
                s => format!("Starts in {} minutes.", s.div_euclid(60) + 1),
            };
            RunState::Holding {
                turn_id: turn.id,
                words,
                code: "holding",
            }
        }
    }
}

/// The step as the start of a sentence.
fn sentence(step: &str) -> String {
    let mut letters = step.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn time_left(done: u64, total: u64, seconds: f64) -> String {
    if total == 0 || done == 0 || seconds < 1.0 {
        return String::new();
    }
    let left = seconds / done as f64 * total.saturating_sub(done) as f64;
    match left {
        s if s < 60.0 => format!("about {s:.0} seconds left"),
        s => format!("about {:.0} minutes left", s / 60.0),
    }
}

/// The receipt of the newest finished turn, with its files.
fn last_receipt(app: &App) -> Result<Option<ReceiptView>, PageError> {
    let turns = app.house.store.turns(1)?;
    let Some((turn, words)) = turns
        .first()
        .and_then(|turn| Some((turn, desk::read_receipt(turn)?)))
    else {
        return Ok(None);
    };
    let files = words.files.into_iter().map(|(folder, name)| {
        let address = format!("/files/{folder}/{name}");
        (name, address)
    });
    Ok(Some(ReceiptView {
        day: turn.as_of.words(),
        files: files.collect(),
        lines: words.lines,
        open: words.open,
    }))
}
