//! GET /triggers: messages that leave by themselves. GET /triggers/{code}: one of them. POST …/on,
//! …/off and …/text change it; POST /triggers/alert writes to a list; POST /triggers/event tells of
//! something by hand.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::{Happening, TriggerLine, TriggerRecord};
use plan::{AnswerLine, ListLine};
use serde::Deserialize;
use terms::Arm;

use crate::frame::Frame;
use crate::pages::customers::encoded;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// What the page says after something was done.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Said {
    done: String,
    count: u64,
}

#[derive(Template)]
#[template(path = "triggers.html")]
struct TriggersPage {
    frame: Frame,
    m: Paint,
    triggers: Vec<TriggerLine>,
    lists: Vec<ListLine>,
    kinds: &'static [(&'static str, &'static str)],
}

/// What can be told by hand, and its words.
const KINDS: &[(&str, &str)] = &[
    ("cart", "Filled a cart"),
    ("ad_click", "Clicked an advertisement"),
    ("first_use", "Used it for the first time"),
    ("usage", "Used something"),
    ("lead", "Asked for the first time"),
    ("referral", "Recommended us"),
    ("reply", "Answered us"),
    ("return", "Sent something back"),
    ("subscription", "Has a subscription until …"),
    ("subscription_cancelled", "Cancelled a subscription"),
];

#[derive(Template)]
#[template(path = "trigger.html")]
struct TriggerPage {
    frame: Frame,
    m: Paint,
    one: TriggerRecord,
}

/// GET /triggers
pub(crate) async fn list(State(app): State<App>, Query(said): Query<Said>) -> Response {
    app.page(move |app| {
        let house = &app.house;
        Ok(TriggersPage {
            frame: Frame::new(house, "campaigns")
                .with_tip_of(house, "triggers")
                .with_notice(notice(&said)),
            m: Paint::new(house.business()?.currency),
            triggers: desk::list_triggers(house)?,
            lists: desk::list_lists(house)?,
            kinds: KINDS,
        })
    })
    .await
}

/// GET /triggers/{code}
pub(crate) async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(said): Query<Said>,
) -> Response {
    app.page(move |app| {
        Ok(TriggerPage {
            frame: Frame::new(&app.house, "campaigns")
                .without_tip()
                .with_notice(notice(&said)),
            m: Paint::new(app.house.business()?.currency),
            one: desk::read_trigger(&app.house, &code)?,
        })
    })
    .await
}

/// POST /triggers/{code}/on
pub(crate) async fn turn_on(State(app): State<App>, Path(code): Path<String>) -> Response {
    app.then(move |app| {
        let count = switch_on(app, &code)?;
        Ok(format!(
            "/triggers/{}?done=on&count={count}",
            encoded(&code)
        ))
    })
    .await
}

/// Turns it on, and lets what starts at once leave; gives how many entered.
pub(crate) fn switch_on(app: &App, code: &str) -> Result<u64, PageError> {
    let started = desk::turn_on_trigger(&app.house, code)?;
    app.button.keep_up()?;
    let of = started.entered.iter().filter(|(of, _)| of == code);
    Ok(of.map(|(_, entered)| entered).sum())
}

/// POST /triggers/{code}/off
pub(crate) async fn turn_off(State(app): State<App>, Path(code): Path<String>) -> Response {
    app.then(move |app| {
        desk::turn_off_trigger(&app.house, &code)?;
        Ok(format!("/triggers/{}?done=off", encoded(&code)))
    })
    .await
}

/// The text of a trigger's file, and its name where it is a new one.
#[derive(Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    code: String,
    text: String,
}

/// POST /triggers/{code}/text
pub(crate) async fn write(
    State(app): State<App>,
    Path(code): Path<String>,
    Form(form): Form<Written>,
) -> Response {
    app.then(move |app| {
        let code = match form.code.trim() {
            "" => code,
            new => new.to_owned(),
        };
        desk::save_trigger(&app.house, &code, &form.text)?;
        Ok(format!("/triggers/{}?done=saved", encoded(&code)))
    })
    .await
}

/// POST /triggers/alert
pub(crate) async fn alert(State(app): State<App>, Form(form): Form<plan::Alert>) -> Response {
    app.then(move |app| {
        let count = desk::send_alert(&app.house, &form)?;
        app.button.keep_up()?;
        Ok(format!("/triggers?done=alert&count={count}"))
    })
    .await
}

/// POST /triggers/event
pub(crate) async fn tell(State(app): State<App>, Form(form): Form<Happening>) -> Response {
    app.then(move |app| {
        desk::keep_happenings(&app.house, &[form])?;
        app.button.take_happenings();
        Ok("/triggers?done=told".into())
    })
    .await
}

fn notice(said: &Said) -> Option<String> {
    let waiting = match said.count {
        1 => "One customer enters".into(),
        count => format!(
            "{} customers enter",
            terms::count_words(count.cast_signed())
        ),
    };
    Some(match said.done.as_str() {
        "on" if said.count == 0 => "On from today. Whatever happened before is left alone.".into(),
        "on" => format!("On from today. {waiting} at once: it happened today."),
        "off" => "Off. Nobody enters any more, and what has not left stays here.".into(),
        "saved" => "Kept. Whoever enters from now on gets the new text; who is in already keeps the old one.".into(),
        "alert" if said.count == 0 => "Everybody on the list was told this today already.".into(),
        "alert" => format!("{waiting}; the mails leave within a minute."),
        "told" => "Kept. It is on the timeline within a minute.".into(),
        _ => return None,
    })
}

impl TriggerPage {
    /// Every answer with its line for those who have not answered, so that they add up.
    fn answers(&self) -> impl Iterator<Item = &AnswerLine> {
        let report = &self.one.answers;
        report.lines.iter().chain([&report.silent])
    }

    /// Who ordered again, by arm, in words.
    fn came_back(&self) -> Vec<(&'static str, u64, u64)> {
        let arms = self.one.view.iter().flat_map(|view| &view.came_back);
        arms.map(|(arm, all, back)| match arm {
            Arm::Contacted => ("Written to", *all, *back),
            Arm::Control => ("Left alone", *all, *back),
        })
        .collect()
    }
}
