//! A row as something that happened with a customer: a call, a visit, an answer, a subscription.
//!
//! Enters: cells by meaning, and who it was with. Leaves: one or several [`ReceivedEvent`]s.

use terms::{Currency, Day};

use crate::columns::kind::Kind;
use crate::columns::target::Target;
use crate::values::amount::Amount;
use crate::values::cells::Cells;

/// One thing that happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ReceivedEvent {
    pub(crate) kind: &'static str,
    pub(crate) day: Option<Day>,
    pub(crate) until_day: Option<Day>,
    pub(crate) subject: String,
    pub(crate) detail: String,
    pub(crate) quantity: Option<f64>,
    pub(crate) minutes: Option<f64>,
    pub(crate) amount_minor: Option<i64>,
}

/// Kinds of events by the words that rows call them.
const KINDS: &[(&str, &[&str])] = &[
    ("ad_click", &["ad_click", "ad click", "advert"]),
    ("cart", &["cart", "basket", "warenkorb"]),
    (
        "first_use",
        &["first_use", "first use", "first_login", "first login"],
    ),
    ("referral", &["referral", "recommend", "referred"]),
    ("reply", &["reply", "replied"]),
    ("lead", &["lead"]),
    ("call", &["call", "phone", "anruf", "telefon"]),
    (
        "visit",
        &["visit", "meeting", "besuch", "appointment", "termin"],
    ),
    ("ticket", &["ticket", "case", "support"]),
    ("return", &["return", "rma"]),
    ("registration", &["regist"]),
    ("survey", &["survey", "nps", "feedback", "answer"]),
    ("usage", &["usage", "login", "session"]),
    ("subscription", &["subscri", "renewal"]),
    (
        "interest",
        &["interest", "enquir", "inquir", "download", "demo"],
    ),
    ("consent", &["consent", "opt"]),
];

/// What a row tells. Nothing without a word of what it was is nothing.
pub(crate) fn read_events(cells: &mut Cells<'_>, currency: Currency) -> Vec<ReceivedEvent> {
    if cells.layout.kind == Kind::Deals {
        return vec![read_deal(cells, currency)];
    }
    let kind = kind_of_row(cells);
    let mut event = ReceivedEvent {
        kind,
        day: day(cells, Target::ActivityDate),
        until_day: day(cells, Target::ActivityUntil),
        subject: joined(
            cells,
            &[
                Target::ActivitySubject,
                Target::ProductName,
                Target::ProductId,
            ],
        ),
        detail: joined(cells, &[Target::ActivityDetail, Target::Note]),
        quantity: number(cells, Target::ActivityQuantity)
            .or_else(|| number(cells, Target::Quantity)),
        minutes: number(cells, Target::ActivityMinutes),
        amount_minor: money(cells, Target::ActivityAmount, currency),
    };
    match kind {
        "consent" => {
            read_consent_event(cells, &mut event);
            vec![event]
        }
        "subscription" if cells.says(Target::ActivityKind, &["cancel"]) => {
            event.detail = joined_texts("cancelled", &event.detail);
            vec![event]
        }
        "survey" => read_answers(cells, event),
        "interest" => split_interests(event),
        _ => vec![event],
    }
}

fn kind_of_row(cells: &Cells<'_>) -> &'static str {
    if cells.layout.event_kind != "activity" {
        return cells.layout.event_kind;
    }
    let told = KINDS
        .iter()
        .find(|(_, words)| cells.says(Target::ActivityKind, words));
    told.map_or("note", |(kind, _)| kind)
}

/// A possible sale is an interest in what it is about.
fn read_deal(cells: &mut Cells<'_>, currency: Currency) -> ReceivedEvent {
    ReceivedEvent {
        kind: "interest",
        day: day(cells, Target::DealCreated).or_else(|| day(cells, Target::DealClose)),
        until_day: day(cells, Target::DealClose),
        subject: joined(cells, &[Target::DealName, Target::ProductName]),
        detail: joined(cells, &[Target::DealStage, Target::Note]),
        quantity: None,
        minutes: None,
        amount_minor: money(cells, Target::DealAmount, currency),
    }
}

/// Consents say on which channel and whether yes or no.
fn read_consent_event(cells: &mut Cells<'_>, event: &mut ReceivedEvent) {
    if let Some(channel) = cells.text(Target::ActivityChannel) {
        event.subject = channel;
    } else if event.subject.is_empty() {
        event.subject = "email".into();
    }
    let left = cells.text(Target::Kept("consent.optout_time")).is_some()
        || cells
            .text(Target::OptOutEmail)
            .and_then(|word| crate::values::consent::read_consent(&word))
            == Some(true);
    if left {
        event.detail = "no".into();
    } else if let Some(word) = cells.text(Target::ConsentEmail) {
        event.detail = word;
    }
    let agreed = crate::values::consent::read_consent(&event.detail);
    event.detail = match agreed {
        Some(true) => "yes".into(),
        Some(false) => "no".into(),
        None => std::mem::take(&mut event.detail),
    };
}

/// A survey with a column a question tells an answer a column.
fn read_answers(cells: &Cells<'_>, event: ReceivedEvent) -> Vec<ReceivedEvent> {
    let free = cells.layout.free_columns();
    let answers = free.filter_map(|(at, name)| {
        let answer = cells.row.cell(at)?.trim();
        (!answer.is_empty()).then(|| ReceivedEvent {
            subject: name.to_owned(),
            detail: answer.to_owned(),
            quantity: None,
            ..event.clone()
        })
    });
    let mut events: Vec<ReceivedEvent> = answers.collect();
    if events.is_empty() || !event.detail.is_empty() || event.quantity.is_some() {
        events.insert(0, event);
    }
    events
}

/// `Pumps; Valves` are two interests.
fn split_interests(event: ReceivedEvent) -> Vec<ReceivedEvent> {
    let subjects: Vec<String> = event
        .subject
        .split([';', ',', '|'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    if subjects.len() < 2 {
        return vec![event];
    }
    let one = |subject| ReceivedEvent {
        subject,
        ..event.clone()
    };
    subjects.into_iter().map(one).collect()
}

fn day(cells: &mut Cells<'_>, target: Target) -> Option<Day> {
    cells.day(target, false).ok().flatten()
}

fn number(cells: &mut Cells<'_>, target: Target) -> Option<f64> {
    if target == Target::ActivityMinutes
        && let Some(minutes) = cells.text(target).and_then(|text| clock_minutes(&text))
    {
        return Some(minutes);
    }
    let number = cells.decimal(target, false).ok().flatten()?;
    Some(number.as_f64())
}

/// `00:12:30` and `12:30` are minutes and seconds, with hours in front where there are three.
fn clock_minutes(text: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = text
        .split(':')
        .map(|part| part.trim().parse().ok())
        .collect();
    match parts?.as_slice() {
        [hours, minutes, seconds] => Some(hours * 60.0 + minutes + seconds / 60.0),
        [minutes, seconds] => Some(minutes + seconds / 60.0),
        _ => None,
    }
}

fn money(cells: &mut Cells<'_>, target: Target, currency: Currency) -> Option<i64> {
    let amount = cells.decimal(target, false).ok().flatten()?;
    Amount::from(amount).minor(currency.decimals())
}

/// Two texts parted by a dot in the middle; one alone where the other is empty.
fn joined_texts(one: &str, other: &str) -> String {
    let parts = [one, other].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// All texts with these meanings, parted by a dot in the middle.
fn joined(cells: &Cells<'_>, targets: &[Target]) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for cell in targets.iter().flat_map(|target| cells.texts(*target)) {
        if !parts.contains(&cell) {
            parts.push(cell);
        }
    }
    parts.join(" · ")
}
