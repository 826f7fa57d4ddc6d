//! The customer list: search, filter, sort and page through scored accounts.
//!
//! Enters: what the person typed and chose. Leaves: one page of rows and where the next begins.

use std::rc::Rc;

use score::LongList;
use serde::{Deserialize, Serialize};
use store::StoreError;
use store::rusqlite::types::Value;
use store::rusqlite::{self, Connection, Row};
use terms::{AccountKind, LifecycleStage, ValueSegment};

use crate::search::question;
use crate::value_row::front_place;

/// What the list is ordered by, largest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerSort {
    /// Expected value of the next twelve months.
    #[default]
    Expected,
    /// Past value.
    Past,
    /// Spend to date.
    Spend,
    /// Days since the last order.
    Silence,
}

impl CustomerSort {
    /// Every order the list can have.
    pub const ALL: [CustomerSort; 4] = [Self::Expected, Self::Past, Self::Spend, Self::Silence];

    /// The code it has in addresses and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Past => "past",
            Self::Spend => "spend",
            Self::Silence => "silence",
        }
    }

    fn column(self) -> &'static str {
        match self {
            Self::Expected => "s.expected_value_minor",
            Self::Past => "s.past_value_minor",
            Self::Spend => "s.total_spend_minor",
            Self::Silence => "COALESCE(s.days_since_last_order, -1)",
        }
    }

    /// Where it is kept who comes first; nowhere for silence.
    fn front(self) -> Option<LongList> {
        match self {
            Self::Expected => Some(LongList::Expected),
            Self::Past => Some(LongList::Past),
            Self::Spend => Some(LongList::Spend),
            Self::Silence => None,
        }
    }
}

impl std::str::FromStr for CustomerSort {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::code).join(", ");
        Self::ALL
            .into_iter()
            .find(|sort| sort.code() == text)
            .ok_or_else(|| format!("«{text}» is no order of the list; known are {}", known()))
    }
}

/// What to show.
#[derive(Clone, Debug, Default)]
pub struct CustomerQuery {
    /// Words of names, numbers and addresses, or their beginnings; all have to match.
    pub search: String,
    /// Only this value segment.
    pub cell: Option<ValueSegment>,
    /// Only this lifecycle stage.
    pub stage: Option<LifecycleStage>,
    /// Only those who order mostly by this channel, named as the files name it.
    pub channel: Option<String>,
    /// Only these accounts, as a rule found them.
    pub members: Option<Vec<i64>>,
    /// Only this kind; vendors, partners and own staff, who are never scored, are found by it alone.
    pub kind: Option<AccountKind>,
    /// Largest first by this.
    pub sort: CustomerSort,
    /// Where the page begins: the cursor a page before gave.
    pub after: Option<(i64, i64)>,
    /// Rows on a page.
    pub most: u32,
}

/// One row of the list.
#[derive(Clone, Debug, Serialize)]
pub struct CustomerRow {
    /// The account's id.
    pub account_id: i64,
    /// Its name, or «Customer 17850» when only a number is known.
    pub name: String,
    /// Its customer number.
    pub number: String,
    /// Firm or household.
    pub kind: String,
    /// Its value segment; none for prospects.
    pub cell: Option<String>,
    /// Its lifecycle stage's code.
    pub stage: Option<String>,
    /// Days since the last order; none for prospects.
    pub days_since_last_order: Option<i64>,
    /// Orders to date.
    pub order_count: i64,
    /// Spend to date.
    pub total_spend_minor: i64,
    /// Contribution to date.
    pub past_value_minor: i64,
    /// Whether the contribution rests on the usual margin because costs are unknown.
    pub past_is_estimated: bool,
    /// Contribution expected in the next twelve months.
    pub expected_value_minor: i64,
    /// Chance that the account is still active.
    pub p_alive: f64,
}

/// One page of the list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CustomerList {
    /// All that match, not only this page.
    pub total: i64,
    /// This page.
    pub rows: Vec<CustomerRow>,
    /// Where the next page begins; none on the last.
    pub next: Option<(i64, i64)>,
}

impl CustomerRow {
    /// The words for its stage.
    #[must_use]
    pub fn stage_word(&self) -> &str {
        self.stage
            .as_deref()
            .and_then(|code| code.parse::<LifecycleStage>().ok())
            .map_or("", LifecycleStage::word)
    }
}

/// One page of customers.
///
/// # Errors
/// When the database refuses.
pub fn list(db: &Connection, query: &CustomerQuery) -> Result<CustomerList, StoreError> {
    let search = query.search.trim();
    let words = question(search);
    if words.is_none() && !search.is_empty() {
        return Ok(CustomerList::default());
    }
    let filters = Filters::of(query, words);
    let total = count(db, &filters)?;
    // Without a narrower place to look, it is kept who comes first; only a page that they do not
    // fill is looked for among all.
    let front = query.sort.front().filter(|_| filters.place() == ALL_SCORES);
    let mut rows = front.map_or(Ok(Vec::new()), |front| {
        read_page(db, query, &filters, Some(front))
    })?;
    if rows.len() < query.most as usize {
        rows = read_page(db, query, &filters, None)?;
    }
    let full = rows.len() == query.most as usize;
    let next = rows
        .last()
        .filter(|_| full)
        .map(|(row, value)| (*value, row.account_id));
    Ok(CustomerList {
        total,
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        next,
    })
}

/// One page of those who match, each with what the list is ordered by.
fn read_page(
    db: &Connection,
    query: &CustomerQuery,
    filters: &Filters,
    front: Option<LongList>,
) -> Result<Vec<(CustomerRow, i64)>, StoreError> {
    let (place, column) = match front {
        Some(front) => (front_place(front), "f.value"),
        None => (filters.place().to_owned(), query.sort.column()),
    };
    let matching = matching(&place).replace(SORT_PLACE, &format!("{column} AS sort_value"));
    let sql = include_str!("../sql/customers.list.sql").replace(MATCHING_PLACE, &matching);
    let (value, id) = query.after.unzip();
    let mut statement = db.prepare_cached(&sql)?;
    let page = rusqlite::params![
        filters.cell,
        filters.stage,
        filters.words,
        filters.channel,
        filters.members,
        filters.kind,
        value,
        id,
        query.most
    ];
    let rows = statement.query_map(page, |row| Ok((read_row(row)?, row.get(13)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where the list and the count take the accounts that match from.
const MATCHING_PLACE: &str = "(SELECT account_id, expected_value_minor AS sort_value FROM scores)";
/// No place narrower than every score.
const ALL_SCORES: &str = "scores s";
/// The column the list is ordered by, until another is asked for.
const SORT_PLACE: &str = "s.expected_value_minor AS sort_value";

/// What is asked for, as it is bound: ?1 to ?6 of the statement that says who matches.
struct Filters {
    cell: Option<String>,
    stage: Option<&'static str>,
    words: Option<String>,
    channel: Option<String>,
    members: Option<Rc<Vec<Value>>>,
    kind: Option<&'static str>,
    /// Whether accounts of the kind are scored at all.
    is_scored: bool,
}

impl Filters {
    fn of(query: &CustomerQuery, words: Option<String>) -> Filters {
        let ids = |ids: &Vec<i64>| Rc::new(ids.iter().map(|id| Value::Integer(*id)).collect());
        Filters {
            cell: query.cell.map(|cell| cell.to_string()),
            stage: query.stage.map(LifecycleStage::code),
            words,
            channel: query.channel.clone(),
            members: query.members.as_ref().map(ids),
            kind: query.kind.map(AccountKind::code),
            is_scored: query.kind.is_none_or(AccountKind::is_marketed_to),
        }
    }

    /// Where few of the scores have to be looked at: by the words, else by rule, segment or stage,
    /// else everywhere.
    fn place(&self) -> &'static str {
        if !self.is_scored {
            "(SELECT id AS account_id, 0 AS expected_value_minor, 0 AS past_value_minor,
                     0 AS total_spend_minor, NULL AS days_since_last_order
              FROM accounts WHERE kind = ?6) s"
        } else if self.words.is_some() {
            // Who was typed in a moment ago has no score yet.
            "(SELECT w.rowid AS account_id, COALESCE(n.expected_value_minor, 0) AS expected_value_minor,
                     COALESCE(n.past_value_minor, 0) AS past_value_minor,
                     COALESCE(n.total_spend_minor, 0) AS total_spend_minor, n.days_since_last_order
              FROM (SELECT rowid FROM search_words WHERE search_words MATCH ?3) w
              CROSS JOIN accounts b ON b.id = w.rowid
              LEFT JOIN scores n ON n.account_id = w.rowid
              WHERE n.account_id IS NOT NULL OR b.kind IN ('firm', 'household')) s"
        } else if self.members.is_some() {
            // A rule may name vendors, partners and staff, who have no score.
            "(SELECT r.value AS account_id, COALESCE(n.expected_value_minor, 0) AS expected_value_minor,
                     COALESCE(n.past_value_minor, 0) AS past_value_minor,
                     COALESCE(n.total_spend_minor, 0) AS total_spend_minor, n.days_since_last_order
              FROM rarray(?5) r LEFT JOIN scores n ON n.account_id = r.value) s"
        } else if self.cell.is_some() {
            "memberships m CROSS JOIN scores s ON s.account_id = m.account_id
                AND m.family = 'cell' AND m.value = ?1 AND m.until_day IS NULL"
        } else if self.stage.is_some() {
            "memberships m CROSS JOIN scores s ON s.account_id = m.account_id
                AND m.family = 'stage' AND m.value = ?2 AND m.until_day IS NULL"
        } else {
            ALL_SCORES
        }
    }
}

/// The statement that says who of a place matches.
fn matching(place: &str) -> String {
    let sql = include_str!("../sql/customers.matching.sql");
    format!("({})", sql.replace("scores s /*from*/", place))
}

/// How many match. Without a search the totals of the last placing say so without a scan.
fn count(db: &Connection, filters: &Filters) -> Result<i64, StoreError> {
    let of_family = include_str!("../sql/customers.count_placed.sql");
    let is_plain = filters.words.is_none()
        && filters.channel.is_none()
        && filters.members.is_none()
        && filters.kind.is_none();
    match (&filters.cell, filters.stage) {
        (None, None) if is_plain => {
            one_number(db, include_str!("../sql/customers.count_all.sql"), ())
        }
        (Some(cell), None) if is_plain => one_number(db, of_family, ("cell", cell)),
        (None, Some(stage)) if is_plain => one_number(db, of_family, ("stage", stage)),
        _ => {
            let sql = include_str!("../sql/customers.count.sql")
                .replace(MATCHING_PLACE, &matching(filters.place()));
            let values = rusqlite::params![
                filters.cell,
                filters.stage,
                filters.words,
                filters.channel,
                filters.members,
                filters.kind
            ];
            one_number(db, &sql, values)
        }
    }
}

fn one_number(
    db: &Connection,
    sql: &str,
    values: impl store::rusqlite::Params,
) -> Result<i64, StoreError> {
    Ok(db
        .prepare_cached(sql)?
        .query_row(values, |row| row.get(0))?)
}

/// The name to show: what is known, else the number, never an empty cell.
pub(crate) fn shown_name(name: String, number: &str, id: i64) -> String {
    match (name.is_empty(), number.is_empty()) {
        (false, _) => name,
        (true, false) => format!("Customer {number}"),
        (true, true) => format!("Account {id}"),
    }
}

fn read_row(row: &Row<'_>) -> Result<CustomerRow, store::rusqlite::Error> {
    let number: String = row.get(2)?;
    let account_id = row.get(0)?;
    Ok(CustomerRow {
        account_id,
        name: shown_name(row.get(1)?, &number, account_id),
        number,
        kind: row.get(3)?,
        cell: row.get(4)?,
        stage: row.get(5)?,
        days_since_last_order: row.get(6)?,
        order_count: row.get(7)?,
        total_spend_minor: row.get(8)?,
        past_value_minor: row.get(9)?,
        past_is_estimated: row.get(10)?,
        expected_value_minor: row.get(11)?,
        p_alive: row.get(12)?,
    })
}
