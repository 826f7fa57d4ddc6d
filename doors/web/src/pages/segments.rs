//! GET /segments: the owner's own segments, and a rule put together piece by piece. POST /segments
//! gives a rule a name; POST /segments/{id}/remove forgets it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::{CustomerList, CustomerQuery, RuleWords, SegmentLine};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::customers::encoded;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// Customers shown of a rule that is being put together.
const SHOWN: u32 = 8;

/// The comparisons and their words.
const SIGNS: [(&str, &str); 6] = [
    ("=", "is"),
    ("~", "contains"),
    (">", "is more than"),
    (">=", "is at least"),
    ("<", "is less than"),
    ("<=", "is at most"),
];

/// What the address says: the rule so far, and a condition to add to it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    rule: String,
    join: String,
    thing: String,
    field: String,
    sign: String,
    value: String,
    days: String,
    done: String,
}

#[derive(Template)]
#[template(path = "segments.html")]
struct SegmentsPage {
    frame: Frame,
    m: Paint,
    segments: Vec<SegmentLine>,
    labels: Vec<(String, i64)>,
    words: RuleWords,
    signs: [(&'static str, &'static str); 6],
    rule: String,
    problem: Option<String>,
    found: Option<CustomerList>,
    list_address: String,
}

/// GET /segments
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| draw(app, &wanted)).await
}

fn draw(app: &App, wanted: &Wanted) -> Result<SegmentsPage, PageError> {
    let house = &app.house;
    let added = wanted.rule_with_condition();
    let (rule, problem) = match added {
        Ok(rule) => (rule, None),
        Err(problem) => (wanted.rule.trim().to_owned(), Some(problem)),
    };
    let (found, unreadable) = match look(app, &rule) {
        Ok(found) => (found, None),
        Err(PageError::Invalid(words)) => (None, Some(words)),
        Err(other) => return Err(other),
    };
    let notice = match wanted.done.as_str() {
        "saved" => Some("Kept. Its customers are found anew every time it is opened.".into()),
        "labelled" => Some("Labelled. Each label stands in the history of its customer and can be taken back there.".into()),
        "renamed" => Some("Renamed on everybody who has it.".into()),
        "removed" => Some("Forgotten; its customers stay what they are.".into()),
        _ => None,
    };
    Ok(SegmentsPage {
        frame: Frame::new(house, "customers")
            .with_tip_of(house, "segments")
            .with_notice(notice),
        m: Paint::new(house.business()?.currency),
        segments: desk::list_segments(house)?,
        labels: desk::list_labels(house)?,
        words: desk::rule_words(),
        signs: SIGNS,
        list_address: format!("/customers?rule={}", encoded(&rule)),
        rule,
        problem: problem.or(unreadable),
        found,
    })
}

/// The first customers a rule is true of; none of no rule.
fn look(app: &App, rule: &str) -> Result<Option<CustomerList>, PageError> {
    if rule.is_empty() {
        return Ok(None);
    }
    let query = CustomerQuery {
        members: Some(desk::members_of(&app.house, rule)?),
        most: SHOWN,
        ..CustomerQuery::default()
    };
    Ok(Some(app.house.store.read(|db| desk::list(db, &query))?))
}

impl Wanted {
    /// The rule with the condition of the form added to it.
    fn rule_with_condition(&self) -> Result<String, String> {
        let rule = self.rule.trim();
        if self.thing.is_empty() {
            return Ok(rule.to_owned());
        }
        let condition = self.condition()?;
        Ok(match (rule, self.join.as_str()) {
            ("", "and not" | "or not") => format!("not {condition}"),
            ("", _) => condition,
            (rule, join @ ("and" | "or" | "and not" | "or not")) => {
                format!("{rule} {join} {condition}")
            }
            (rule, _) => format!("{rule} and {condition}"),
        })
    }

    fn condition(&self) -> Result<String, String> {
        let is_happening = segment::HappeningKind::ALL
            .iter()
            .any(|kind| kind.code() == self.thing);
        let mut words = vec![self.thing.clone()];
        if !is_happening || !self.field.is_empty() {
            if self.value.trim().is_empty() {
                return Err("Say what it is compared with.".into());
            }
            if is_happening {
                words.push(self.field.clone());
            }
            words.extend([self.sign.clone(), quoted(self.value.trim())]);
        }
        if is_happening && let Some((ahead, days)) = self.days_wanted()? {
            words.push(format!("within {ahead}{days} days"));
        }
        Ok(words.join(" "))
    }

    /// Days back, or ahead where a minus stands before them.
    fn days_wanted(&self) -> Result<Option<(&'static str, u32)>, String> {
        let text = self.days.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let (ahead, digits) = match text.strip_prefix('+') {
            Some(digits) => ("next ", digits),
            None => ("", text),
        };
        match digits.trim().parse() {
            Ok(days) => Ok(Some((ahead, days))),
            Err(_) => Err(format!("«{text}» is no number of days.")),
        }
    }
}

/// A value that stays one, whatever it holds.
fn quoted(value: &str) -> String {
    let quote = if value.contains('"') { '\'' } else { '"' };
    let is_plain = |one: char| one.is_alphanumeric() || "._-/:%".contains(one);
    if value.chars().all(is_plain) {
        value.to_owned()
    } else {
        format!("{quote}{value}{quote}")
    }
}

/// A rule and the name it gets.
#[derive(Deserialize)]
pub(crate) struct Named {
    name: String,
    rule: String,
}

/// POST /segments
pub(crate) async fn save(State(app): State<App>, Form(form): Form<Named>) -> Response {
    app.then(move |app| {
        desk::save_segment(&app.house, &form.name, &form.rule)?;
        Ok(format!("/segments?done=saved&rule={}", encoded(&form.rule)))
    })
    .await
}

/// A rule and the labels its customers get, parted by commas.
#[derive(Deserialize)]
pub(crate) struct Labelled {
    labels: String,
    rule: String,
}

/// POST /segments/label
pub(crate) async fn label(State(app): State<App>, Form(form): Form<Labelled>) -> Response {
    app.then(move |app| {
        let labels: Vec<String> = form.labels.split(',').map(str::to_owned).collect();
        desk::label_members(&app.house, &form.rule, &labels)?;
        Ok(format!(
            "/segments?done=labelled&rule={}",
            encoded(&form.rule)
        ))
    })
    .await
}

/// A label and what it is called from now on.
#[derive(Deserialize)]
pub(crate) struct Renamed {
    was: String,
    now: String,
}

/// POST /segments/rename
pub(crate) async fn rename(State(app): State<App>, Form(form): Form<Renamed>) -> Response {
    app.then(move |app| {
        desk::rename_label(&app.house, &form.was, &form.now)?;
        Ok("/segments?done=renamed".into())
    })
    .await
}

/// POST /segments/{id}/remove
pub(crate) async fn remove(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        let found = app
            .house
            .store
            .read(|db| segment::read_segment(db, id))
            .map_err(anyhow::Error::from)?;
        let rule = found.map(|found| found.rule).unwrap_or_default();
        segment::delete_segment(&app.house.store, id).map_err(anyhow::Error::from)?;
        // The rule stays on the page, so that a slip of the finger can be saved again.
        Ok(format!("/segments?done=removed&rule={}", encoded(&rule)))
    })
    .await
}

pub(crate) fn read(app: &App) -> Result<Vec<SegmentLine>, PageError> {
    Ok(desk::list_segments(&app.house)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Wanted;

    #[test]
    fn conditions_of_the_form_become_a_rule_that_can_be_read() {
        let wanted = |thing: &str, field: &str, sign: &str, value: &str, days: &str| Wanted {
            rule: "spend > 500".into(),
            join: "and".into(),
            thing: thing.into(),
            field: field.into(),
            sign: sign.into(),
            value: value.into(),
            days: days.into(),
            done: String::new(),
        };
        for (form, rule) in [
            (
                wanted("city", "", "=", "North End", ""),
                "spend > 500 and city = \"North End\"",
            ),
            (
                wanted("visit", "", "=", "", "90"),
                "spend > 500 and visit within 90 days",
            ),
            (
                wanted("subscription", "", "=", "", "+30"),
                "spend > 500 and subscription within next 30 days",
            ),
            (
                wanted("survey", "score", "<=", "6", "365"),
                "spend > 500 and survey score <= 6 within 365 days",
            ),
            (
                wanted("tag", "", "=", "a \"b\" or tag = c", ""),
                "spend > 500 and tag = 'a \"b\" or tag = c'",
            ),
        ] {
            assert_eq!(form.rule_with_condition().unwrap(), rule);
            segment::Rule::read(rule, terms::Currency::EUR).unwrap();
        }
        assert!(
            wanted("city", "", "=", " ", "")
                .rule_with_condition()
                .is_err()
        );
        assert!(
            wanted("visit", "", "=", "", "soon")
                .rule_with_condition()
                .is_err()
        );
    }
}
