//! One customer: who they are, what they are worth and why, and everything that happened.
//!
//! Enters: an account's id. Leaves: one record a page, a command and the API show alike.

use anyhow::Result;
use score::{Outlook, Satisfaction};
use serde::Serialize;
use store::StoreError;
use store::rusqlite::{Connection, OptionalExtension, Row};
use terms::{Channel, Day, LifecycleStage};

use crate::House;
use crate::customers::shown_name;
use crate::months::every_month;
use crate::timeline::{TimelineItem, read_last_contact, read_timeline};

/// Everything known about one account.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerRecord {
    /// The account's id.
    pub account_id: i64,
    /// Its name, or a stand-in made of its number.
    pub name: String,
    /// Its customer number.
    pub number: String,
    /// Firm or household, as a word.
    pub kind: String,
    /// Country, industry and size, as far as known.
    pub about: Vec<String>,
    /// Its value segment.
    pub cell: Option<String>,
    /// Its lifecycle stage, as a word.
    pub stage: Option<String>,
    /// Its score; none before the first scoring.
    pub score: Option<CustomerScore>,
    /// What last caught its interest.
    pub last_product: String,
    /// The category it buys most of.
    pub top_category: String,
    /// The day of its first order.
    pub first_day: Option<Day>,
    /// Who works or lives there.
    pub people: Vec<PersonLine>,
    /// How it can be reached.
    pub contact_points: Vec<ContactLine>,
    /// What it allowed and refused.
    pub consents: Vec<ConsentLine>,
    /// Facts behind the score, in plain words.
    pub why: Vec<String>,
    /// What changed since the score before, and by what; empty at a first score.
    pub what_changed: Vec<String>,
    /// Where there is more to sell, in plain words; empty where there is none.
    pub why_potential: Vec<String>,
    /// What is to be expected, with ranges, levers and the history of the chance.
    pub outlook: Option<Outlook>,
    /// How satisfied it said it is, if it was ever asked.
    pub satisfaction: Option<Satisfaction>,
    /// Revenue per month over the last three years.
    pub months: Vec<(String, i64)>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineItem>,
    /// Which source rows speak of it and which rule joined them.
    pub provenance: Vec<ProvenanceLine>,
}

/// The score of one account.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerScore {
    /// Days since the last order.
    pub days_since_last_order: Option<i64>,
    /// Orders to date.
    pub order_count: i64,
    /// Spend to date.
    pub total_spend_minor: i64,
    /// Contribution to date.
    pub past_value_minor: i64,
    /// Whether that rests on the usual margin.
    pub past_is_estimated: bool,
    /// Contribution expected in the next twelve months.
    pub expected_value_minor: i64,
    /// Orders expected in the next twelve months.
    pub expected_orders: f64,
    /// Chance still active.
    pub p_alive: f64,
    /// Mean order.
    pub mean_order_minor: i64,
    /// Three digits: days since last order, orders, spend; 5 is best.
    pub rfm: i64,
    /// The tenth of all customers it is in by contribution to date, 10 the best; none for prospects.
    pub tenth: Option<u8>,
}

/// The tenth of all customers a contribution falls into, from what the last of each tenth brings.
///
/// - Formula: `11 − k` for the least k of 1..=10 with `value >= bar of the best 10·k %`
/// - Shape: one value and 101 bars in, one tenth out
/// - Units: minor units in
/// - Range: 1..=10, 10 the best; equal values share the better tenth
/// - Errors: none where there are fewer bars
/// - Source: own choice of what to do with ties, the kind one
/// - Checked: `a_tenth_is_found_by_its_bars`
fn tenth_of(value_minor: i64, bars: &[i64]) -> Option<u8> {
    (1..=10_u8)
        .find(|tenth| {
            let bar = bars.get(usize::from(*tenth) * 10);
            bar.is_some_and(|bar| value_minor >= *bar)
        })
        .map(|tenth| 11 - tenth)
}

/// One person of the account.
#[derive(Clone, Debug, Serialize)]
pub struct PersonLine {
    /// Title, first and last name.
    pub name: String,
    /// What they do there.
    pub role: String,
}

/// One way to reach the account.
#[derive(Clone, Debug, Serialize)]
pub struct ContactLine {
    /// E-mail, phone or post.
    pub kind: String,
    /// As its owner writes it.
    pub value: String,
    /// Unverified, valid, bouncing, dead or moved.
    pub state: String,
    /// Whether it must not be used.
    pub suppressed: bool,
}

/// One consent or refusal.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentLine {
    /// The channel, as a word.
    pub channel: String,
    /// Granted or refused.
    pub granted: bool,
    /// Since when, where known.
    pub day: Option<Day>,
    /// Where it was read.
    pub proof: String,
}

/// One source row that speaks of the account.
#[derive(Clone, Debug, Serialize)]
pub struct ProvenanceLine {
    /// The file.
    pub source: String,
    /// The row in it.
    pub row_no: i64,
    /// Why it belongs here, in plain words.
    pub rule: String,
    /// The source's number.
    pub source_id: i64,
}

/// Days of revenue in the chart: three years.
const CHART_DAYS: i32 = 3 * 365;

/// The record of one account; none when there is no such account.
///
/// # Errors
/// When the database refuses.
pub fn read_customer(house: &House, account_id: i64) -> Result<Option<CustomerRecord>> {
    let business = house.business()?;
    let start = house
        .store
        .setting::<Option<i32>>(crate::inbox::HISTORY_START)?;
    let start = start.flatten().map(Day::from_number);
    house.store.read(|db| {
        let Some(mut record) = read_facts(db, account_id, house.as_of())? else {
            return Ok(None);
        };
        record
            .about
            .extend(least_tenure(record.first_day, start, house.as_of()));
        record.about.push(contact_words(read_last_contact(
            db,
            account_id,
            house.as_of(),
        )?));
        record.why = score::why(db, account_id, &business)?;
        record.what_changed = score::what_changed(db, account_id, &business)?;
        record.why_potential = score::why_potential(db, account_id, &business)?;
        record.outlook = score::read_outlook(db, account_id)?;
        if let Some(score) = record.score.as_mut().filter(|score| score.order_count > 0) {
            score.tenth = read_tenth(db, score.past_value_minor)?;
        }
        record.satisfaction = score::read_satisfaction(db, account_id)?;
        Ok(Some(record))
    })
}

fn read_tenth(db: &Connection, past_value_minor: i64) -> Result<Option<u8>> {
    let curves = score::read_figures(db)?.map(|figures| figures.pareto);
    let mut curves = curves.into_iter().flatten();
    let by_profit = curves.find(|curve| curve.by == score::BestBy::EverContribution);
    Ok(by_profit.and_then(|curve| tenth_of(past_value_minor, &curve.bars)))
}

/// A newsletter to everybody, a note or a form is no personal contact, so it does not count here.
fn contact_words(last: Option<Day>) -> String {
    last.map_or_else(
        || "no call, visit or message on record".into(),
        |day| format!("last personal contact {}", day.words()),
    )
}

/// Whoever ordered soon after a history begins all at once was probably a customer before.
fn least_tenure(first: Option<Day>, start: Option<Day>, as_of: Day) -> Option<String> {
    /// Days after the start in which a first order is probably not the first.
    const SOON: i32 = 90;
    let (first, start) = (first?, start?);
    let months = (as_of.number() - first.number()) / 30;
    (first.number() - start.number() < SOON)
        .then(|| format!("customer for at least {months} months; older orders are missing"))
}

/// Who an account is and what happened with it; without what the score makes of that.
fn read_facts(
    db: &Connection,
    account_id: i64,
    as_of: Day,
) -> Result<Option<CustomerRecord>, StoreError> {
    let account = db
        .prepare_cached(include_str!("../sql/customer.account.sql"))?
        .query_row([account_id], read_account)
        .optional()?;
    let Some(mut record) = account else {
        return Ok(None);
    };
    record.people = read_many(
        db,
        include_str!("../sql/customer.people.sql"),
        account_id,
        read_person,
    )?;
    record.contact_points = read_many(
        db,
        include_str!("../sql/customer.contact_points.sql"),
        account_id,
        read_contact,
    )?;
    record.consents = read_many(
        db,
        include_str!("../sql/customer.consents.sql"),
        account_id,
        read_consent,
    )?;
    record.provenance = read_many(
        db,
        include_str!("../sql/customer.provenance.sql"),
        account_id,
        read_provenance,
    )?;
    record.timeline = read_timeline(db, account_id)?;
    let months: Vec<(String, i64)> = db
        .prepare_cached(include_str!("../sql/customer.months.sql"))?
        .query_map((account_id, (as_of - CHART_DAYS).number()), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    record.months = every_month(months, |month| (month, 0));
    Ok(Some(record))
}

fn read_many<T>(
    db: &Connection,
    sql: &str,
    account_id: i64,
    read: fn(&Row<'_>) -> Result<T, store::rusqlite::Error>,
) -> Result<Vec<T>, StoreError> {
    Ok(db
        .prepare_cached(sql)?
        .query_map([account_id], read)?
        .collect::<Result<_, _>>()?)
}

fn read_account(row: &Row<'_>) -> Result<CustomerRecord, store::rusqlite::Error> {
    let account_id = row.get(0)?;
    let number: String = row.get(2)?;
    let kind: String = row.get(3)?;
    let stage: Option<String> = row.get(8)?;
    let employees: Option<i64> = row.get(6)?;
    let mut about = vec![row.get::<_, String>(5)?, row.get::<_, String>(4)?];
    about.extend(employees.map(|count| format!("{count} employees")));
    about.retain(|text| !text.is_empty());
    Ok(CustomerRecord {
        account_id,
        name: shown_name(row.get(1)?, &number, account_id),
        number,
        kind: kind
            .parse::<terms::AccountKind>()
            .map_or(kind, |kind| kind.word().into()),
        about,
        cell: row.get(7)?,
        stage: stage
            .and_then(|code| code.parse().ok())
            .map(|one: LifecycleStage| one.word().into()),
        score: read_score(row)?,
        first_day: row.get::<_, Option<i32>>(19)?.map(Day::from_number),
        last_product: row.get::<_, Option<String>>(20)?.unwrap_or_default(),
        top_category: row.get::<_, Option<String>>(21)?.unwrap_or_default(),
        people: Vec::new(),
        contact_points: Vec::new(),
        consents: Vec::new(),
        why: Vec::new(),
        what_changed: Vec::new(),
        why_potential: Vec::new(),
        outlook: None,
        satisfaction: None,
        months: Vec::new(),
        timeline: Vec::new(),
        provenance: Vec::new(),
    })
}

fn read_score(row: &Row<'_>) -> Result<Option<CustomerScore>, store::rusqlite::Error> {
    let Some(order_count) = row.get::<_, Option<i64>>(10)? else {
        return Ok(None);
    };
    Ok(Some(CustomerScore {
        days_since_last_order: row.get(9)?,
        order_count,
        total_spend_minor: row.get(11)?,
        past_value_minor: row.get(12)?,
        past_is_estimated: row.get(13)?,
        expected_value_minor: row.get(14)?,
        expected_orders: row.get(15)?,
        p_alive: row.get(16)?,
        mean_order_minor: row.get(17)?,
        rfm: row.get(18)?,
        tenth: None,
    }))
}

fn read_person(row: &Row<'_>) -> Result<PersonLine, store::rusqlite::Error> {
    let parts: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
    let name = parts
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    Ok(PersonLine {
        name,
        role: row.get(3)?,
    })
}

fn read_contact(row: &Row<'_>) -> Result<ContactLine, store::rusqlite::Error> {
    let kind: String = row.get(0)?;
    let word = match kind.as_str() {
        "email" => "E-mail",
        "phone" => "Phone",
        "post" => "Post",
        other => other,
    };
    Ok(ContactLine {
        kind: word.to_owned(),
        value: row.get(1)?,
        state: row.get(2)?,
        suppressed: row.get(3)?,
    })
}

fn read_consent(row: &Row<'_>) -> Result<ConsentLine, store::rusqlite::Error> {
    let code: String = row.get(0)?;
    Ok(ConsentLine {
        channel: code
            .parse()
            .map_or(code, |channel: Channel| channel.word().into()),
        granted: row.get::<_, String>(1)? == "granted",
        day: row.get::<_, Option<i32>>(2)?.map(Day::from_number),
        proof: row.get(3)?,
    })
}

fn read_provenance(row: &Row<'_>) -> Result<ProvenanceLine, store::rusqlite::Error> {
    let rule: String = row.get(2)?;
    let words = match rule.as_str() {
        "new" => "first seen here",
        "number" => "same customer number",
        "email" => "same e-mail address",
        "phone_name" => "same phone and name",
        "company" => "same company",
        "address" => "same name at the same address",
        "name" => "same name",
        other => other,
    };
    let rule = words.to_owned();
    Ok(ProvenanceLine {
        source: row.get(0)?,
        row_no: row.get(1)?,
        rule,
        source_id: row.get(3)?,
    })
}

#[cfg(test)]
mod tests {
    use super::tenth_of;

    #[test]
    fn a_tenth_is_found_by_its_bars() {
        // A hundred customers who brought 100, 99, ..., 1: the last of the best k % brought 101 - k.
        let bars: Vec<i64> = (0..=100).map(|percent| 101 - percent).collect();
        for (value, tenth) in [
            (100, 10),
            (91, 10),
            (90, 9),
            (50, 5),
            (11, 2),
            (10, 1),
            (1, 1),
        ] {
            assert_eq!(tenth_of(value, &bars), Some(tenth), "{value}");
        }
        assert_eq!(tenth_of(5, &[]), None);
    }
}
