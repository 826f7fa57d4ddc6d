//! What happened with one account: orders, touches, calls, events and moves between segments.
//!
//! Enters: an account's id. Leaves: its newest happenings in plain words, newest first.

use std::collections::BTreeMap;

use act::ActError;
use serde::Serialize;
use store::StoreError;
use store::rusqlite::{Connection, Error, Row};
use terms::{
    CallOutcome, Channel, Day, InteractionKind, LifecycleStage, OpportunityStage, TouchState,
};

/// Happenings shown on one record; older ones stay in the export.
const HAPPENINGS_MOST: u32 = 200;

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineItem {
    /// When.
    pub day: Day,
    /// order, touch, call, event, referral, opportunity, logged or placed: for the sign beside it.
    pub kind: String,
    /// What, in a few words.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// The money in it, if any.
    pub amount_minor: Option<i64>,
}

/// One row as stored: codes in place of words.
struct Happening {
    day: Day,
    /// The sort and, after a colon, which of it.
    kind: String,
    title: String,
    detail: String,
    amount_minor: Option<i64>,
    quantity: Option<f64>,
    minutes: Option<f64>,
    until: Option<Day>,
}

pub(crate) fn read_timeline(
    db: &Connection,
    account_id: i64,
) -> Result<Vec<TimelineItem>, StoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/customer.timeline.sql"))?;
    let rows = statement.query_map((account_id, HAPPENINGS_MOST), read_happening)?;
    rows.map(|row| Ok(in_words(row?))).collect()
}

/// The last day somebody of ours spoke with the account or wrote to it personally.
pub(crate) fn read_last_contact(
    db: &Connection,
    account_id: i64,
    as_of: Day,
) -> Result<Option<Day>, ActError> {
    let days = act::read_last_contacts(db, &[account_id], as_of)?;
    Ok(days.get(&account_id).copied())
}

fn read_happening(row: &Row<'_>) -> Result<Happening, Error> {
    Ok(Happening {
        day: Day::from_number(row.get(0)?),
        kind: row.get(1)?,
        title: row.get(2)?,
        detail: row.get(3)?,
        amount_minor: row.get(4)?,
        quantity: row.get(5)?,
        minutes: row.get(6)?,
        until: row.get::<_, Option<i32>>(7)?.map(Day::from_number),
    })
}

/// Turns the stored codes of a happening into the words of the screen.
fn in_words(one: Happening) -> TimelineItem {
    let (sort, which) = one.kind.split_once(':').unwrap_or((&one.kind, ""));
    let (title, detail) = match sort {
        "touch" => touch_words(which, &one),
        "call" => (
            format!("Call: {}", word_of(&one.title, CallOutcome::word)),
            one.detail.clone(),
        ),
        "event" => event_words(which, &one),
        "points" => (
            format!("{} points: {}", one.detail, act::points_word(which)),
            String::new(),
        ),
        "referral" => (referral_words(which, &one.title), one.detail.clone()),
        "opportunity" => opportunity_words(which, &one),
        "logged" => (logged_words(which), said_words(&one)),
        "placed" if which == "cell" => (
            format!("Moved to value segment {}", one.title),
            String::new(),
        ),
        "placed" => (
            format!("Stage: {}", word_of(&one.title, LifecycleStage::word)),
            String::new(),
        ),
        _ => (one.title.clone(), one.detail.clone()),
    };
    TimelineItem {
        day: one.day,
        kind: sort.to_owned(),
        title,
        detail,
        amount_minor: one.amount_minor,
    }
}

fn referral_words(which: &str, friend: &str) -> String {
    match (which, friend) {
        ("came", _) => "Came through another customer".into(),
        (_, "") => "Brought a new customer".into(),
        (_, friend) => format!("Brought a new customer: {friend}"),
    }
}

fn touch_words(channel: &str, one: &Happening) -> (String, String) {
    let (code, why) = one.detail.split_once(": ").unwrap_or((&one.detail, ""));
    let state = word_of(code, TouchState::word);
    let title = format!("{}: {}", word_of(channel, Channel::word), one.title);
    if why.is_empty() {
        return (title, state);
    }
    (title, format!("{state}: {why}"))
}

/// Where an opportunity stood, and what was to be done or why it ended.
fn opportunity_words(stage: &str, one: &Happening) -> (String, String) {
    let stage: String = word_of(stage, OpportunityStage::word);
    let until = one.until.map(|day| format!("expected {}", day.words()));
    let told = (!one.detail.is_empty()).then(|| one.detail.clone());
    let parts: Vec<String> = [told, until].into_iter().flatten().collect();
    (
        format!("Opportunity, {}: {}", stage.to_lowercase(), one.title),
        parts.join(", "),
    )
}

/// The note of a contact, then its answers under their questions.
fn said_words(one: &Happening) -> String {
    let answers: BTreeMap<String, String> = serde_json::from_str(&one.title).unwrap_or_default();
    let answers = answers
        .into_iter()
        .map(|(question, answer)| format!("{question} {answer}"));
    let note = (!one.detail.is_empty()).then(|| one.detail.clone());
    let parts: Vec<String> = note.into_iter().chain(answers).collect();
    parts.join(" · ")
}

/// What somebody of ours logged by hand, and who turned to whom.
fn logged_words(code: &str) -> String {
    match (code.strip_prefix("in_"), code) {
        (Some("call"), _) => "They called us".into(),
        (Some("message"), _) => "They wrote to us".into(),
        (Some("visit"), _) => "They came to see us".into(),
        (_, "note") | (Some(_), _) => "Note".into(),
        (None, code) => word_of(code, InteractionKind::word),
    }
}

/// What an event of a file is called, and what the file says about it.
fn event_words(kind: &str, one: &Happening) -> (String, String) {
    let name = match kind {
        "call" => "Call with us",
        "note" => "Note",
        "visit" => "Visit",
        "ticket" => "Support ticket",
        "return" => "Returned goods",
        "registration" => "Registered",
        "interest" => "Showed interest",
        "ad_click" => "Clicked an advertisement",
        "cart" => "Filled a cart",
        "first_use" => "First use",
        "lead" => "Asked for the first time",
        "referral" => "Recommended us",
        "reply" => "Answered us",
        "survey" => "Answered a question",
        "usage" => "Used",
        "subscription" => "Subscription",
        "consent" => "Consent",
        "agreed" => "Agreed to",
        other => other,
    };
    let title = if one.title.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {}", one.title)
    };
    let quantity = one.quantity.map(|quantity| match kind {
        "usage" => format!("{quantity} times"),
        "survey" => format!("score {quantity}"),
        _ => format!("{quantity}"),
    });
    let minutes = one.minutes.map(|minutes| format!("{minutes:.0} minutes"));
    let until = one.until.map(|day| format!("until {}", day.words()));
    let told = (!one.detail.is_empty()).then(|| one.detail.clone());
    let parts: Vec<String> = [told, quantity, minutes, until]
        .into_iter()
        .flatten()
        .collect();
    (title, parts.join(", "))
}

/// The screen word of a stored code; the code itself when a newer program wrote it.
fn word_of<T: std::str::FromStr>(code: &str, word: fn(T) -> &'static str) -> String {
    code.parse()
        .map_or_else(|_| code.to_owned(), |one| word(one).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Happening, in_words};
    use terms::Day;

    #[test]
    fn codes_become_words_a_person_reads() {
        for (kind, title, detail, numbers, words) in [
            (
                "event:call",
                "prices",
                "asked back",
                (None, Some(12.0)),
                ("Call with us: prices", "asked back, 12 minutes"),
            ),
            (
                "event:survey",
                "How happy?",
                "fine",
                (Some(4.0), None),
                ("Answered a question: How happy?", "fine, score 4"),
            ),
            (
                "event:usage",
                "reports",
                "",
                (Some(10.0), None),
                ("Used: reports", "10 times"),
            ),
            ("event:return", "", "", (None, None), ("Returned goods", "")),
            (
                "touch:letter",
                "Win back",
                "withheld: left alone on purpose",
                (None, None),
                (
                    "Letter: Win back",
                    "Not contacted on purpose: left alone on purpose",
                ),
            ),
            (
                "placed:cell",
                "P5F1",
                "",
                (None, None),
                ("Moved to value segment P5F1", ""),
            ),
            (
                "order",
                "Order 7",
                "2 lines",
                (None, None),
                ("Order 7", "2 lines"),
            ),
        ] {
            let item = in_words(Happening {
                day: Day::from_number(0),
                kind: kind.into(),
                title: title.into(),
                detail: detail.into(),
                amount_minor: None,
                quantity: numbers.0,
                minutes: numbers.1,
                until: None,
            });
            assert_eq!((item.title.as_str(), item.detail.as_str()), words, "{kind}");
        }
    }
}
