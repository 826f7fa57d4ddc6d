//! The rows of the Value page's lists: stored scores enter, names, figures and words leave.

use anyhow::Result;
use score::{LongList, SizeTier, TierMove};
use serde::Serialize;
use store::rusqlite::{Connection, Error, Row};
use terms::{Day, ValueSegment};

use crate::customers::shown_name;
use crate::value_list::ValueList;

/// One page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct ValueListPage {
    /// Which list.
    pub list: ValueList,
    /// What it is called.
    pub title: &'static str,
    /// What its own figure is called.
    pub figure: &'static str,
    /// How many are on the whole list; none where there are more than are kept as coming first and
    /// the score did not count them.
    pub total: Option<u64>,
    /// This page.
    pub rows: Vec<ValueRow>,
    /// Where the next page begins; none on the last.
    pub next: Option<(f64, i64)>,
}

/// One account of a list.
#[derive(Clone, Debug, Serialize)]
pub struct ValueRow {
    /// The account's id.
    pub account_id: i64,
    /// Its name, or a stand-in made of its number.
    pub name: String,
    /// Its customer number.
    pub number: String,
    /// Its value segment; none for prospects.
    pub cell: Option<ValueSegment>,
    /// Days since the last order; none for prospects.
    pub days_since_last_order: Option<i64>,
    /// Contribution to date.
    pub past_value_minor: i64,
    /// Contribution expected in the next twelve months.
    pub expected_value_minor: i64,
    /// Chance that it is still active.
    pub p_alive: f64,
    /// What the list is about.
    pub figure: Figure,
    /// Why it is here, or what else to know; may be empty.
    pub words: String,
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Money, in minor units.
    Money(i64),
    /// Money that is only known to lie somewhere, in minor units.
    MoneyRange {
        /// Hardly less.
        low: i64,
        /// Most likely.
        middle: i64,
        /// Hardly more.
        high: i64,
    },
    /// Days.
    Days(i64),
    /// A share or chance, 0..=1.
    Share(f64),
}

/// One page of a list, its largest first.
///
/// # Errors
/// When the database refuses.
pub fn read_value_list(
    db: &Connection,
    list: ValueList,
    after: Option<(f64, i64)>,
    most: u32,
) -> Result<ValueListPage> {
    // Who comes first is kept; only a page that they do not fill, although there are others
    // behind them, is looked for among all.
    let (mut rows, mut is_whole) = (Vec::new(), false);
    if let Some(front) = list.front() {
        rows = read_rows(db, list, Some(front), after, most)?;
        is_whole = rows.len() == most as usize || count_front(db, front)?.is_some();
    }
    if !is_whole {
        rows = read_rows(db, list, None, after, most)?;
    }
    for (row, _) in &mut rows {
        add_words(db, list, row)?;
    }
    let full = rows.len() == most as usize;
    let last = rows.last().filter(|_| full);
    Ok(ValueListPage {
        list,
        title: list.title(),
        figure: list.figure(),
        total: count_listed(db, list)?,
        next: last.map(|(row, value)| (*value, row.account_id)),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
    })
}

/// How many a list holds, as far as the score counted them or its front is all of it; counting
/// longer ones would be a look at everybody.
fn count_listed(db: &Connection, list: ValueList) -> Result<Option<u64>> {
    let Some(figures) = score::read_figures(db)? else {
        return Ok(None);
    };
    let since = figures.since.as_ref();
    Ok(match list {
        ValueList::AtRisk => Some(figures.at_risk.accounts),
        ValueList::Growing => Some(figures.trends.growing),
        ValueList::CouldGrow => Some(figures.potential.accounts),
        ValueList::BestGained => since.map(|since| since.best_gained),
        ValueList::BestLost => since.map(|since| since.best_lost),
        ValueList::Best(_) => Some(figures.customers),
        ValueList::TierUp => Some(grown(&figures.tier_moves)),
        ValueList::Slowing => count_front(db, LongList::Slowing)?,
        ValueList::LikeBest => count_front(db, LongList::Likeness)?,
    })
}

/// Customers who were of some size and are of a larger one.
fn grown(moves: &[TierMove]) -> u64 {
    let up = moves
        .iter()
        .filter(|one| one.from != SizeTier::None && one.to > one.from);
    up.map(|one| one.accounts).sum()
}

fn read_rows(
    db: &Connection,
    list: ValueList,
    front: Option<LongList>,
    after: Option<(f64, i64)>,
    most: u32,
) -> Result<Vec<(ValueRow, f64)>> {
    let (place, order) = match front {
        Some(front) => (front_place(front), "f.value"),
        None => ("scores s".to_owned(), list.order()),
    };
    let sql = include_str!("../sql/value_list.rows.sql")
        .replace(
            "s.best >= 32 AND s.at_risk_minor > 0 /*which*/",
            list.condition(),
        )
        .replace("scores s /*from*/", &place)
        .replace("s.at_risk_minor /*sort*/", order);
    let as_of = score::read_latest_run(db)?.map(|run| run.as_of);
    let (value, id) = after.unzip();
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map((value, id, most), |row| {
        Ok((read_row(row, list, as_of)?, row.get(17)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Scores of those who come first in a list, in its order: words of SQL made here alone.
pub(crate) fn front_place(front: LongList) -> String {
    let list = front.number();
    format!("score_fronts f CROSS JOIN scores s ON s.account_id = f.account_id AND f.list = {list}")
}

/// How many a list holds whose front is all of it; none for longer ones.
fn count_front(db: &Connection, front: LongList) -> Result<Option<u64>> {
    let sql = include_str!("../sql/value_list.front.sql");
    let mut statement = db.prepare_cached(sql)?;
    let held: i64 = statement.query_row([front.number()], |row| row.get(0))?;
    Ok((held < score::FRONT_LENGTH as i64).then_some(held.cast_unsigned()))
}

fn read_row(row: &Row<'_>, list: ValueList, as_of: Option<Day>) -> Result<ValueRow, Error> {
    let (account_id, number): (i64, String) = (row.get(0)?, row.get(2)?);
    let order_count: i64 = row.get(16)?;
    let words = match list {
        ValueList::CouldGrow => row.get::<_, Option<String>>(13)?.unwrap_or_default(),
        ValueList::TierUp => tier_words(row.get(14)?, row.get(15)?),
        _ => String::new(),
    };
    Ok(ValueRow {
        account_id,
        name: shown_name(row.get(1)?, &number, account_id),
        number,
        cell: ValueSegment::new(row.get(3)?, row.get(4)?)
            .ok()
            .filter(|_| order_count > 0),
        days_since_last_order: row.get(5)?,
        past_value_minor: row.get(6)?,
        expected_value_minor: row.get(7)?,
        p_alive: row.get(8)?,
        figure: read_figure(row, list, as_of)?,
        words,
    })
}

fn read_figure(row: &Row<'_>, list: ValueList, as_of: Option<Day>) -> Result<Figure, Error> {
    Ok(match list {
        ValueList::LikeBest => Figure::Share(row.get(17)?),
        ValueList::CouldGrow => Figure::MoneyRange {
            low: row.get(10)?,
            middle: row.get(11)?,
            high: row.get(12)?,
        },
        ValueList::Best(score::BestBy::Longest) => {
            let first = Day::from_number(-row.get::<_, i32>(17)?);
            Figure::Days(as_of.map_or(0, |day| (day - first).into()))
        }
        _ => Figure::Money(row.get(17)?),
    })
}

fn tier_words(before: i64, now: i64) -> String {
    let word = |tier| match tier {
        1 => "small",
        2 => "medium",
        3 => "large",
        _ => "none",
    };
    format!("from {} to {}", word(before), word(now))
}

/// Facts of a likeness in a list: the two that say most; the customer's page has all of them.
const FACTS_MOST: usize = 2;

/// What has to be looked up account by account, for the few rows of a page.
fn add_words(db: &Connection, list: ValueList, row: &mut ValueRow) -> Result<()> {
    match list {
        ValueList::CouldGrow if !row.words.is_empty() => {
            row.words = format!("most of it in {}", row.words);
        }
        ValueList::LikeBest => {
            let mut facts = score::why_likeness(db, row.account_id)?;
            facts.truncate(FACTS_MOST);
            row.words = facts.join(" ");
        }
        ValueList::Slowing => row.words = satisfaction_words(db, row.account_id)?,
        _ => {}
    }
    Ok(())
}

fn satisfaction_words(db: &Connection, account_id: i64) -> Result<String> {
    Ok(match score::read_satisfaction(db, account_id)? {
        None => "never asked how satisfied it is".into(),
        Some(told) => {
            let score = told.score.map(|score| format!("{score}"));
            let answer = Some(told.answer).filter(|answer| !answer.is_empty());
            let said = answer.or(score).unwrap_or_default();
            format!("answered «{said}» on {}", told.day.words())
        }
    })
}
