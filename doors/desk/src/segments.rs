//! Segments of the owner's own: rules enter, the customers they are true of leave.

use anyhow::Result;
use clean::Correction;
use segment::{FactName, Field, HappeningKind, Rule, SavedSegment};
use serde::Serialize;
use store::rusqlite::Connection;

use crate::{House, Refusal};

/// A segment with how many are in it now.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentLine {
    /// The segment.
    #[serde(flatten)]
    pub segment: SavedSegment,
    /// Customers its rule is true of today.
    pub members: usize,
}

/// What rules can ask for: the name in a rule and the word on screen.
#[derive(Clone, Debug, Serialize)]
pub struct RuleWords {
    /// Of an account itself.
    pub facts: Vec<(&'static str, &'static str)>,
    /// Things that happen with it.
    pub happenings: Vec<(&'static str, &'static str)>,
    /// What can be asked of such a thing.
    pub fields: Vec<(&'static str, &'static str)>,
}

/// The customers a rule is true of as of today, by rising id.
///
/// # Errors
/// When the rule cannot be read or the database refuses.
pub fn members_of(house: &House, rule: &str) -> Result<Vec<i64>> {
    let rule = Rule::read(rule, house.business()?.currency).map_err(told)?;
    let as_of = house.as_of();
    Ok(house
        .store
        .read(|db| segment::read_members(db, &rule, as_of))?)
}

/// Every segment with a name, with how many are in it.
///
/// # Errors
/// When the database refuses.
pub fn list_segments(house: &House) -> Result<Vec<SegmentLine>> {
    let segments = house.store.read(segment::read_segments)?;
    let lines = segments.into_iter().map(|segment| {
        Ok(SegmentLine {
            members: members_of(house, &segment.rule)?.len(),
            segment,
        })
    });
    lines.collect()
}

/// Gives a rule a name; says who is in it.
///
/// # Errors
/// When name or rule cannot be used or the database refuses.
pub fn save_segment(house: &House, name: &str, rule: &str) -> Result<Vec<i64>> {
    let members = members_of(house, rule)?;
    let currency = house.business()?.currency;
    segment::write_segment(&house.store, name, rule, currency, &house.now()).map_err(told)?;
    Ok(members)
}

/// Puts labels on every customer a rule is true of; says how many got at least one new.
///
/// # Errors
/// When the rule or a label cannot be used or the database refuses.
pub fn label_members(house: &House, rule: &str, labels: &[String]) -> Result<usize> {
    let labels: Vec<&str> = labels.iter().map(|label| label.trim()).collect();
    let labels: Vec<&str> = labels
        .into_iter()
        .filter(|label| !label.is_empty())
        .collect();
    if labels.is_empty() {
        return Err(Refusal::Usage("a label is missing".into()).into());
    }
    let mut labelled = 0;
    for id in members_of(house, rule)? {
        let held = house.store.read(|db| read_labels(db, id))?;
        let new = labels.iter().filter(|label| !holds(&held, label));
        let corrections: Vec<Correction> = new.map(|label| label_change("", label)).collect();
        if !corrections.is_empty() {
            clean::correct(&house.store, id, &corrections, &house.now())?;
            labelled += 1;
        }
    }
    Ok(labelled)
}

/// Calls a label something else, on everybody who has it; says on how many.
///
/// # Errors
/// When nobody has the label, the new one is empty, or the database refuses.
pub fn rename_label(house: &House, was: &str, now: &str) -> Result<usize> {
    let (was, now) = (was.trim(), now.trim());
    if now.is_empty() {
        return Err(Refusal::Usage("the new label is empty".into()).into());
    }
    let members = house.store.read(|db| {
        let sql = include_str!("../sql/segments.labelled.sql");
        let mut statement = db.prepare_cached(sql)?;
        let ids = statement.query_map([was], |row| row.get(0))?;
        Ok::<Vec<i64>, anyhow::Error>(ids.collect::<Result<_, _>>()?)
    })?;
    if members.is_empty() {
        return Err(Refusal::NotFound(format!("nobody has the label «{was}»")).into());
    }
    for id in &members {
        let change = label_change(was, now);
        clean::correct(&house.store, *id, &[change], &house.now())?;
    }
    Ok(members.len())
}

/// Every label with how many customers have it, by its name.
///
/// # Errors
/// When the database refuses.
pub fn list_labels(house: &House) -> Result<Vec<(String, i64)>> {
    house.store.read(|db| {
        let sql = include_str!("../sql/segments.labels.sql");
        let mut statement = db.prepare_cached(sql)?;
        let labels = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(labels.collect::<Result<_, _>>()?)
    })
}

fn read_labels(db: &Connection, account_id: i64) -> Result<Vec<String>> {
    let sql = include_str!("../sql/segments.labels_of.sql");
    let mut statement = db.prepare_cached(sql)?;
    let labels = statement.query_map([account_id], |row| row.get(0))?;
    Ok(labels.collect::<Result<_, _>>()?)
}

fn holds(held: &[String], label: &str) -> bool {
    held.iter().any(|one| one == label)
}

fn label_change(was: &str, value: &str) -> Correction {
    Correction {
        field: "tag".into(),
        person_id: None,
        was: was.into(),
        value: value.into(),
    }
}

/// What rules can ask for.
#[must_use]
pub fn rule_words() -> RuleWords {
    let fields = Field::NAMES.iter().map(|(field, names)| {
        let word = match field {
            Field::Subject => "product, question or topic",
            Field::Detail => "answer, outcome or text",
            Field::Category => "category of the goods, of purchases",
            Field::Channel => "how it came, of purchases",
            Field::Quantity => "score, uses, how many",
            Field::Minutes => "minutes it took",
            Field::Amount => "money in it",
        };
        (names[0], word)
    });
    RuleWords {
        facts: FactName::ALL
            .map(|fact| (fact.code(), fact.word()))
            .to_vec(),
        happenings: HappeningKind::ALL
            .map(|kind| (kind.code(), kind.word()))
            .to_vec(),
        fields: fields.collect(),
    }
}

/// A rule that cannot be read is the writer's to mend; the rest is ours.
fn told(error: segment::SegmentError) -> anyhow::Error {
    match error {
        segment::SegmentError::Rule(_) => Refusal::Usage(error.to_string()).into(),
        other => other.into(),
    }
}
