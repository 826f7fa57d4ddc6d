//! The customer base of a file: histories and spends of everybody who had ordered by a day.
//!
//! Enters: an order log or a summary table, and the day. Leaves: columns for the models, and the
//! sorted log where it is asked for.

use clv::{FoldedHistories, Purchase, Summary, summarise};
use terms::Day;

use crate::error::AnalystError;
use crate::input::{Content, Input};
use crate::keys::CustomerKeys;
use crate::order_log::LeftOut;

/// A customer base.
#[derive(Debug)]
pub struct Base {
    /// What messages call its file.
    pub name: String,
    /// The customers' keys; [`Summary::customers`] says whose row is whose.
    pub keys: CustomerKeys,
    /// One row per customer.
    pub summary: Summary,
    /// The same, equal histories folded.
    pub folded: FoldedHistories,
    /// All purchases by customer and day, those after the as-of day included; only where asked for.
    pub log: Option<Vec<Purchase>>,
    /// The last day that counts; a summary table has none.
    pub as_of: Option<Day>,
    /// Whether any customer has an amount.
    pub has_money: bool,
    /// What the reader of the figures should know.
    pub notes: Vec<String>,
    /// Rows of the file that are no order.
    pub left_out: LeftOut,
}

impl Base {
    /// Reads a file as of the end of `until`, or of its last day; keeps the log if asked to.
    ///
    /// # Errors
    /// When the file cannot be read, or nobody had ordered by then.
    pub fn read(input: &Input, until: Option<Day>, keep_log: bool) -> Result<Base, AnalystError> {
        let name = input.name();
        let log = match input.read()? {
            Content::Table(keys, summary) => return Base::of_table(input, until, keys, summary),
            Content::Log(log) => log,
        };
        let Some(last) = log.last_day() else {
            return Err(match log.left_out.words() {
                why if why.is_empty() => AnalystError::Empty(name),
                why => AnalystError::NoOrder {
                    path: name,
                    why: why.join("; "),
                },
            });
        };
        let left_out = log.left_out.clone();
        let mut notes = left_out.words();
        notes.extend_from_slice(&log.notes);
        let as_of = until.unwrap_or(Day::from_number(last));
        let (keys, purchases) = log.sorted();
        let summary = summarise(purchases.iter().copied(), as_of.number())?;
        if summary.customers.is_empty() {
            let first = purchases.iter().map(|one| one.day).min().unwrap_or(last);
            return Err(AnalystError::NobodyYet {
                path: name,
                until: as_of.to_string(),
                first: Day::from_number(first).to_string(),
            });
        }
        if as_of.number() < last {
            notes.push(format!(
                "orders after {as_of} were not used; the file goes on to {}",
                Day::from_number(last)
            ));
        }
        notes.extend(slips(&purchases, as_of.number()));
        let mut base = Base::of(name, keys, summary, keep_log.then_some(purchases));
        (base.as_of, base.notes, base.left_out) = (Some(as_of), notes, left_out);
        Ok(base)
    }

    fn of_table(
        input: &Input,
        until: Option<Day>,
        keys: CustomerKeys,
        summary: Summary,
    ) -> Result<Base, AnalystError> {
        let path = input.name();
        if summary.customers.is_empty() {
            return Err(AnalystError::Empty(path));
        }
        if until.is_some() {
            let what = "--until";
            return Err(AnalystError::NeedsLog { path, what });
        }
        let mut base = Base::of(path, keys, summary, None);
        if input.time_unit.is_none() {
            let ages = base.summary.histories.iter().map(|one| one.t_obs());
            base.notes.push(format!(
                "ages were taken for weeks, the oldest customer came {:.1} weeks ago; say \
                 --time-unit day if they are days, or week if not",
                ages.fold(0.0, f64::max)
            ));
        }
        Ok(base)
    }

    fn of(name: String, keys: CustomerKeys, summary: Summary, log: Option<Vec<Purchase>>) -> Base {
        let folded = FoldedHistories::fold(&summary.histories);
        let has_money = summary.all_spends.iter().any(|spend| spend.mean() > 0.0);
        Base {
            name,
            keys,
            summary,
            folded,
            log,
            as_of: None,
            has_money,
            notes: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.summary.customers.len()
    }

    /// The key of the customer in this row.
    #[must_use]
    pub fn key(&self, row: usize) -> std::borrow::Cow<'_, str> {
        self.keys.key(self.summary.customers[row])
    }

    /// The log and the as-of day, or why `what` cannot be done without them.
    ///
    /// # Errors
    /// When the file is a summary table.
    pub fn orders(&self, what: &'static str) -> Result<(&[Purchase], Day), AnalystError> {
        match (&self.log, self.as_of) {
            (Some(log), Some(as_of)) => Ok((log, as_of)),
            _ => Err(AnalystError::NeedsLog {
                path: self.name.clone(),
                what,
            }),
        }
    }

    /// The sum of log gaps that the regular models need; a summary table does not know it.
    #[must_use]
    pub fn ln_gap_sum(&self) -> Option<f64> {
        self.as_of.map(|_| self.summary.ln_gap_sums.iter().sum())
    }
}

/// Orders below which no day stands out.
const FEWEST_TO_STAND_OUT: usize = 100;

/// One order in so many may lie far from the others before these count as a stretch of their own.
const FEW: usize = 1_000;

/// Days by which the last orders, and the first, must lie apart from nearly all others to look
/// like slips: a business that begins or ends slowly takes a year or two, not more.
const FAR_AFTER: i32 = 2 * 365;
const FAR_BEFORE: i32 = 10 * 365;

/// What is to be said when a few orders lie years from all others, as mistyped dates do: they
/// would make everybody look gone, or ages old.
fn slips(purchases: &[Purchase], as_of: i32) -> Vec<String> {
    let known = purchases.iter().map(|one| one.day);
    let mut days: Vec<i32> = known.filter(|day| *day <= as_of).collect();
    let few = (days.len() / FEW).max(1);
    if days.len() < FEWEST_TO_STAND_OUT {
        return Vec::new();
    }
    let at_end = days.len() - 1 - few;
    let early = *days.select_nth_unstable(few).1;
    let first = days[..few].iter().copied().min().unwrap_or(early);
    let late = *days.select_nth_unstable(at_end).1;
    let last = days[at_end..].iter().copied().max().unwrap_or(late);
    let day = Day::from_number;
    let mut words = Vec::new();
    if last - late > FAR_AFTER && last == as_of {
        words.push(format!(
            "nearly all orders are of {} or before, but the last is of {}; if that is a slip, give \
             --until {}",
            day(late),
            day(last),
            day(late)
        ));
    }
    if early - first > FAR_BEFORE {
        words.push(format!(
            "nearly all orders are of {} or later, but the first is of {}; if that is a slip, \
             correct the row or leave it out",
            day(early),
            day(first)
        ));
    }
    words
}
