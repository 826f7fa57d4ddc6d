//! GET /review: two customers side by side that may be one. POST /review: what somebody says.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use clean::{ReviewPair, ReviewSide};
use serde::Deserialize;

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// Pairs counted on the page; nobody looks further ahead.
const PAIRS_MOST: u32 = 200;

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    m: Paint,
    waiting: usize,
    last: Option<LastSaid>,
    pair: Option<PairView>,
}

/// What was said last, with what takes it back.
struct LastSaid {
    words: &'static str,
    account: i64,
    step: i64,
}

/// A pair, ready to be drawn.
struct PairView {
    chance: String,
    value: i64,
    left: ReviewSide,
    right: ReviewSide,
    rows: Vec<FieldRow>,
}

/// One field of both.
struct FieldRow {
    field: String,
    left: String,
    right: String,
    finding: String,
    class: &'static str,
}

/// What the page was asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    step: Option<i64>,
    #[serde(default)]
    of: i64,
    #[serde(default)]
    says: String,
    #[serde(default)]
    undone: Option<u8>,
}

/// What somebody said of a pair.
#[derive(Deserialize)]
pub(crate) struct Said {
    one: i64,
    other: i64,
    says: String,
}

/// GET /review
pub(crate) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    app.page(move |app| {
        let store = &app.house.store;
        let pairs = store
            .read(|db| clean::read_queue(db, PAIRS_MOST))
            .map_err(anyhow::Error::from)?;
        let m = Paint::new(app.house.business()?.currency);
        let last = asked.step.map(|step| LastSaid {
            words: match asked.says.as_str() {
                "same" => "The two are one customer now.",
                _ => "They stay two, whatever is imported.",
            },
            account: asked.of,
            step,
        });
        Ok(ReviewPage {
            frame: Frame::new(&app.house, "data")
                .without_tip()
                .with_notice(asked.undone.map(|_| "Taken back: they wait again.".into())),
            m,
            last,
            waiting: pairs.len(),
            pair: pairs.into_iter().next().map(|pair| PairView::of(pair, m)),
        })
    })
    .await
}

/// POST /review
pub(crate) async fn say(State(app): State<App>, Form(said): Form<Said>) -> Response {
    app.then(move |app| {
        let (store, now) = (&app.house.store, app.house.now());
        let step = match said.says.as_str() {
            "same" => Some(clean::merge(store, said.one, said.other, &now)),
            "apart" => Some(clean::say_apart(store, said.one, said.other, &now)),
            "later" => {
                clean::put_off(store, said.one, said.other, &now).map_err(anyhow::Error::from)?;
                None
            }
            other => return Err(PageError::Invalid(format!("«{other}» is no answer here."))),
        };
        match step.transpose().map_err(told)? {
            Some(step) => Ok(format!(
                "/review?step={step}&of={}&says={}",
                said.one, said.says
            )),
            None => Ok("/review".into()),
        }
    })
    .await
}

/// What a person did wrong is said plainly; the rest is our fault.
pub(crate) fn told(error: clean::CleanError) -> PageError {
    match error {
        clean::CleanError::Store(_) => PageError::from(anyhow::Error::from(error)),
        clean::CleanError::NoSuchAccount(_) | clean::CleanError::NoSuchStep(_) => {
            PageError::NotFound(error.to_string())
        }
        _ => PageError::Invalid(error.to_string()),
    }
}

impl PairView {
    fn of(pair: ReviewPair, m: Paint) -> Self {
        let fields = pair.left.fields.iter().zip(&pair.right.fields);
        let rows = fields.filter(|((_, left), (_, right))| !(left.is_empty() && right.is_empty()));
        let rows = rows.map(|((field, left), (_, right))| {
            let reason = pair.reasons.iter().find(|reason| reason.field == *field);
            FieldRow {
                field: (*field).to_owned(),
                left: left.clone(),
                right: right.clone(),
                finding: reason
                    .map(|reason| reason.finding.clone())
                    .unwrap_or_default(),
                class: match reason.and_then(|reason| reason.speaks_for) {
                    Some(true) => "good",
                    Some(false) => "bad",
                    None => "",
                },
            }
        });
        PairView {
            chance: m.percent(pair.probability),
            value: pair.value_minor,
            rows: rows.collect(),
            left: pair.left,
            right: pair.right,
        }
    }
}
