//! A trigger and how far it has looked in; the occasions that are new out. Reads what changed alone.

use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, Params, Row};
use store::rusqlite;
use terms::Day;

use crate::trigger::days::origins_of;
use crate::trigger::file::{Again, Start};
use crate::trigger::marks::Marks;
use crate::{PlanError, Trigger};

/// The kinds of events by which somebody becomes a lead.
const LEAD_KINDS: [&str; 3] = ["lead", "interest", "registration"];

/// Something that happened to one customer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Occasion {
    pub(crate) account_id: i64,
    pub(crate) day: Day,
    pub(crate) about_day: Option<Day>,
    pub(crate) subject: String,
    pub(crate) quantity: Option<f64>,
    pub(crate) amount_minor: Option<i64>,
    pub(crate) namespace: String,
    pub(crate) order_key: String,
    /// What tells it from other occasions of the same customer.
    pub(crate) key: String,
}

/// From which day on occasions count, how far was looked before, and what "now" means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Since {
    pub(crate) on_since: Day,
    pub(crate) marks: Marks,
    pub(crate) as_of: Day,
}

/// The occasions that are new, the oldest first.
pub(crate) fn find_occasions(
    db: &Connection,
    trigger: &Trigger,
    since: Since,
) -> Result<Vec<Occasion>, PlanError> {
    let found = match &trigger.start {
        Start::Event { kinds, subject } => read_events(db, since, kinds, subject)?,
        Start::Uses { reach, .. } => read_uses(db, since, trigger)?
            .into_iter()
            .map(|one| Occasion {
                key: format!("{reach} {}", one.subject),
                ..one
            })
            .collect(),
        Start::Order { first, product } => {
            let (from, until) = (since.on_since.number(), since.as_of.number());
            let row = (
                since.marks.order,
                from,
                until,
                first,
                product.to_lowercase(),
            );
            read(db, include_str!("../../sql/find.orders.sql"), row)?
        }
        Start::Until { kinds, days_before } => read_untils(db, since, kinds, *days_before)?,
        Start::Anniversary { days_before } => {
            let sql = include_str!("../../sql/find.first_orders.sql");
            let earliest = first_day(db, include_str!("../../sql/find.earliest_order.sql"))?;
            read_returns(db, since, *days_before, sql, earliest)?
        }
        Start::Birthday { days_before } => {
            let sql = include_str!("../../sql/find.birthdays.sql");
            let earliest = first_day(db, include_str!("../../sql/find.earliest_birthday.sql"))?;
            read_returns(db, since, *days_before, sql, earliest)?
        }
        Start::Stage { stages } => {
            let codes = texts(stages.iter().map(|stage| stage.code()));
            let from = since.marks.day.max(since.on_since).number();
            let row = (codes, from, since.as_of.number());
            read(db, include_str!("../../sql/find.stages.sql"), row)?
        }
        Start::Lead => read_leads(db, since)?,
        Start::Alert => Vec::new(),
    };
    let once = trigger.again == Again::Never && !matches!(trigger.start, Start::Uses { .. });
    Ok(match once {
        true => found
            .into_iter()
            .map(|one| Occasion {
                key: "once".into(),
                ..one
            })
            .collect(),
        false => found,
    })
}

fn read_events(
    db: &Connection,
    since: Since,
    kinds: &[String],
    subject: &str,
) -> Result<Vec<Occasion>, PlanError> {
    let kinds = texts(kinds.iter().map(String::as_str));
    let (from, until) = (since.on_since.number(), since.as_of.number());
    let row = (
        since.marks.event,
        kinds,
        from,
        until,
        subject.to_lowercase(),
    );
    read(db, include_str!("../../sql/find.events.sql"), row)
}

/// Things whose uses so far reached the number with what is new.
fn read_uses(db: &Connection, since: Since, trigger: &Trigger) -> Result<Vec<Occasion>, PlanError> {
    let Start::Uses {
        kinds,
        subject,
        reach,
        below,
    } = &trigger.start
    else {
        return Ok(Vec::new());
    };
    let kinds = texts(kinds.iter().map(String::as_str));
    let (from, until) = (since.on_since.number(), since.as_of.number());
    let row = (
        since.marks.event,
        kinds,
        from,
        until,
        subject.to_lowercase(),
        reach,
        below.unwrap_or(f64::MAX),
    );
    read(db, include_str!("../../sql/find.uses.sql"), row)
}

/// Days to come that have moved into view, and those just told of that are in view already.
fn read_untils(
    db: &Connection,
    since: Since,
    kinds: &[String],
    days_before: i32,
) -> Result<Vec<Occasion>, PlanError> {
    let row = (
        texts(kinds.iter().map(String::as_str)),
        days_before,
        since.as_of.number(),
        since.marks.day.number(),
        since.marks.event,
        since.on_since.number(),
    );
    read(db, include_str!("../../sql/find.untils.sql"), row)
}

/// Anniversaries of the days since the last look, `days_before` ahead.
fn read_returns(
    db: &Connection,
    since: Since,
    days_before: i32,
    sql: &str,
    earliest: Option<Day>,
) -> Result<Vec<Occasion>, PlanError> {
    let mut found = Vec::new();
    let Some(earliest) = earliest else {
        return Ok(found);
    };
    let mut day = (since.marks.day + 1).max(since.on_since);
    while day <= since.as_of {
        let anniversary = day + days_before;
        for (years, origin) in origins_of(anniversary, earliest) {
            let of_day = read(db, sql, [origin.number()])?;
            found.extend(of_day.into_iter().map(|one| Occasion {
                day,
                about_day: Some(anniversary),
                quantity: Some(years as f64),
                key: format!("{} {}", anniversary.date().year(), one.key),
                ..one
            }));
        }
        day = day + 1;
    }
    Ok(found)
}

fn read_leads(db: &Connection, since: Since) -> Result<Vec<Occasion>, PlanError> {
    let kinds = texts(LEAD_KINDS.into_iter());
    let (from, until) = (since.on_since.number(), since.as_of.number());
    let row = (since.marks.event, kinds, from, until, since.marks.account);
    read(db, include_str!("../../sql/find.leads.sql"), row)
}

fn first_day(db: &Connection, sql: &str) -> Result<Option<Day>, PlanError> {
    let day: Option<i32> = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(day.map(Day::from_number))
}

fn read(db: &Connection, sql: &str, row: impl Params) -> Result<Vec<Occasion>, PlanError> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(row, occasion)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn occasion(row: &Row<'_>) -> rusqlite::Result<Occasion> {
    Ok(Occasion {
        account_id: row.get(0)?,
        day: Day::from_number(row.get(1)?),
        about_day: row.get::<_, Option<i32>>(2)?.map(Day::from_number),
        subject: row.get(3)?,
        quantity: row.get(4)?,
        amount_minor: row.get(5)?,
        namespace: row.get(6)?,
        order_key: row.get(7)?,
        key: row.get(8)?,
    })
}

/// These words as a table the statements can join.
fn texts<'w>(words: impl Iterator<Item = &'w str>) -> Rc<Vec<Value>> {
    Rc::new(words.map(|word| Value::from(word.to_owned())).collect())
}
