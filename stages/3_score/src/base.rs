//! The accounts to score: the stored histories enter in one ordered pass, one row each leaves.

use clv::{DAYS_PER_WEEK, Purchase};
use rusqlite::{Connection, Row};
use store::{Store, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::alike::firmographics::Firmographics;
use crate::coming::growth::{GrowthCounts, Trend};
use crate::coming::months::MonthTable;
use crate::log::category_log::spends;
use crate::log::order_log::{DayEntry, entries};
use crate::log::ranges::{read_last_id, read_ranges};
use crate::log::serving::services;
use crate::log::windows::{Assumptions, WindowSum, Windows, new_year_of};
use crate::log::words::Words;
use crate::totals::base_totals::BaseTotals;

/// Accounts whose orders a model is chosen by: enough to tell models apart, and a choice among
/// them all takes seconds.
const SAMPLE: i64 = 40_000;

/// An account with at least one purchase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Customer {
    pub(crate) account_id: i64,
    pub(crate) first_day: Day,
    pub(crate) last_day: Day,
    pub(crate) order_count: u32,
    pub(crate) order_days: u32,
    pub(crate) kept_minor: i64,
    /// Kept orders and refunds that belong to no order together.
    pub(crate) revenue_minor: i64,
    pub(crate) known_minor: i64,
    pub(crate) goods_minor: i64,
    pub(crate) shipping_minor: i64,
    /// Cost to serve so far, shipping included.
    pub(crate) served_minor: i64,
    /// Contribution so far.
    pub(crate) past_minor: i64,
    pub(crate) repeat_mean_minor: f64,
    pub(crate) year_spend_minor: i64,
    pub(crate) year_value_minor: i64,
    pub(crate) last_year: WindowSum,
    /// Revenue of the year before that.
    pub(crate) year_before_minor: i64,
    /// Whether it is growing, where that can be told.
    pub(crate) trend: Option<Trend>,
    pub(crate) firm: Firmographics,
    /// Where its spends by category begin in [`CustomerBase::spends`].
    first_spend: u32,
    spend_count: u32,
}

/// An account without a purchase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prospect {
    pub(crate) account_id: i64,
    pub(crate) firm: Firmographics,
}

/// All accounts to score, by rising id.
pub(crate) struct CustomerBase {
    pub(crate) customers: Vec<Customer>,
    pub(crate) prospects: Vec<Prospect>,
    pub(crate) totals: BaseTotals,
    /// What the numbers of countries and industries mean.
    pub(crate) words: Words,
    /// The order log of a sample of customers, by customer and day.
    pub(crate) sample: Vec<Purchase>,
    /// Revisions of all accounts together: they rise with every change.
    pub(crate) revisions: i64,
    /// Accounts whose country, industry and size are known.
    pub(crate) known: [usize; 3],
    /// Sum of the logarithms of all gaps between order days, in weeks.
    pub(crate) ln_gap_sum: f64,
    spends: Vec<(u32, i64)>,
}

impl CustomerBase {
    /// What a customer spent by category.
    pub(crate) fn spends_of(&self, customer: &Customer) -> &[(u32, i64)] {
        let begin = customer.first_spend as usize;
        &self.spends[begin..begin + customer.spend_count as usize]
    }
}

/// What reading needs to know.
struct Reading<'a> {
    as_of: Day,
    new_year: Day,
    assumed: &'a Assumptions,
    months: MonthTable,
    /// Every account whose id this divides is in the sample.
    sample_every: i64,
}

/// Reads every account to score; its histories must be up to date.
pub(crate) fn read_base(
    store: &Store,
    as_of: Day,
    assumed: &Assumptions,
) -> Result<CustomerBase, ScoreError> {
    let last_id = read_last_id(store)?;
    let reading = Reading {
        as_of,
        new_year: new_year_of(as_of),
        assumed,
        months: MonthTable::until(as_of),
        sample_every: last_id / SAMPLE + 1,
    };
    let mut whole = CustomerBase::new(&reading);
    let read = |db: &Connection, range| read_part(db, &reading, range);
    read_ranges(store, last_id, read, |part| whole.take_in(part))?;
    Ok(whole)
}

/// Reads one account as a base of its own.
pub(crate) fn read_one(
    db: &Connection,
    as_of: Day,
    assumed: &Assumptions,
    account_id: i64,
) -> Result<CustomerBase, ScoreError> {
    let reading = Reading {
        as_of,
        new_year: new_year_of(as_of),
        assumed,
        months: MonthTable::until(as_of),
        sample_every: i64::MAX,
    };
    read_part(db, &reading, [account_id, account_id + 1])
}

fn read_part(
    db: &Connection,
    reading: &Reading<'_>,
    [from, below]: [i64; 2],
) -> Result<CustomerBase, ScoreError> {
    let mut part = CustomerBase::new(reading);
    let mut statement = db.prepare_cached(include_str!("../sql/base.read.sql"))?;
    let mut rows = statement.query([from, below])?;
    let mut log = Vec::new();
    while let Some(row) = rows.next()? {
        part.push(row, reading, &mut log)?;
    }
    Ok(part)
}

impl CustomerBase {
    fn new(reading: &Reading<'_>) -> Self {
        Self {
            customers: Vec::new(),
            prospects: Vec::new(),
            totals: BaseTotals::new(&reading.months),
            words: Words::default(),
            sample: Vec::new(),
            ln_gap_sum: 0.0,
            revisions: 0,
            known: [0; 3],
            spends: Vec::new(),
        }
    }

    /// Puts a part with larger ids behind its own.
    fn take_in(&mut self, part: CustomerBase) {
        let numbers = self.words.take_in(&part.words);
        let own = |firm: Firmographics| Firmographics {
            country: numbers[firm.country as usize],
            industry: numbers[firm.industry as usize],
            ..firm
        };
        let (spends, customers) = (self.spends.len() as u32, self.customers.len() as u32);
        let theirs = part.customers.into_iter().map(|one| Customer {
            firm: own(one.firm),
            first_spend: one.first_spend + spends,
            ..one
        });
        self.customers.extend(theirs);
        let theirs = part.prospects.into_iter().map(|one| Prospect {
            firm: own(one.firm),
            ..one
        });
        self.prospects.extend(theirs);
        let theirs = part.sample.into_iter().map(|one| Purchase {
            customer: one.customer + customers,
            ..one
        });
        self.sample.extend(theirs);
        self.spends.extend(part.spends);
        self.totals.take_in(&part.totals);
        self.ln_gap_sum += part.ln_gap_sum;
        self.revisions += part.revisions;
        self.add_known(part.known);
    }

    /// Adds an account; its order log is unpacked once, into `log`.
    fn push(
        &mut self,
        row: &Row<'_>,
        reading: &Reading<'_>,
        log: &mut Vec<DayEntry>,
    ) -> rusqlite::Result<()> {
        let account_id = row.get(0)?;
        self.revisions += row.get::<_, i64>(14)?;
        let firm = self.read_firm(row)?;
        let bytes = |at| {
            row.get_ref(at)
                .map(|cell| cell.as_blob().unwrap_or_default())
        };
        log.clear();
        log.extend(entries(bytes(11)?));
        let served = services(bytes(12)?);
        let windows = Windows::of(
            reading.as_of,
            reading.new_year,
            log.iter().copied(),
            served,
            &reading.assumed.rates,
        );
        self.totals.add(log, reading.as_of, &reading.months);
        let (Some(first_day), Some(last_day)) = (row.get(5)?, row.get(6)?) else {
            self.prospects.push(Prospect { account_id, firm });
            return Ok(());
        };
        let [first_day, last_day] = [first_day, last_day].map(Day::from_number);
        let first_spend = self.spends.len() as u32;
        self.spends.extend(spends(bytes(13)?));
        let margin_share = reading.assumed.margin_share;
        let growth = GrowthCounts::of(reading.as_of, first_day, log.iter().copied());
        self.customers.push(Customer {
            account_id,
            first_day,
            last_day,
            order_count: row.get(7)?,
            order_days: row.get(8)?,
            kept_minor: row.get(9)?,
            revenue_minor: windows.ever.revenue_minor,
            known_minor: windows.ever.known_minor,
            goods_minor: windows.ever.goods_minor,
            shipping_minor: windows.served.shipping_minor,
            served_minor: windows.ever.served_minor,
            past_minor: windows.ever.contribution_minor(margin_share),
            repeat_mean_minor: row.get(10)?,
            year_spend_minor: windows.calendar_year.revenue_minor,
            year_value_minor: windows.calendar_year.contribution_minor(margin_share),
            last_year: windows.last_year,
            year_before_minor: windows.year_before.revenue_minor,
            trend: growth.growth().map(|growth| growth.trend),
            firm,
            first_spend,
            spend_count: self.spends.len() as u32 - first_spend,
        });
        self.add_rhythm(account_id, log, reading.sample_every);
        Ok(())
    }

    /// What a row tells of its account besides its orders.
    fn read_firm(&mut self, row: &Row<'_>) -> rusqlite::Result<Firmographics> {
        let text = |at| {
            row.get_ref(at)
                .map(|cell| cell.as_str().unwrap_or_default())
        };
        let employees: Option<i64> = row.get(4)?;
        let firm = Firmographics {
            is_firm: text(1)? == "firm",
            country: self.words.id(text(2)?),
            industry: self.words.id(text(3)?),
            employees: employees.and_then(|count| u32::try_from(count).ok()),
        };
        self.add_known(firm.known().map(usize::from));
        Ok(firm)
    }

    fn add_known(&mut self, more: [usize; 3]) {
        for (known, more) in self.known.iter_mut().zip(more) {
            *known += more;
        }
    }

    /// Adds the newest customer's gaps, and its purchases where it is in the sample.
    fn add_rhythm(&mut self, account_id: i64, log: &[DayEntry], sample_every: i64) {
        let customer = self.customers.len() as u32 - 1;
        let is_sampled = account_id % sample_every == 0;
        let mut before: Option<i32> = None;
        for &DayEntry { day, net_minor, .. } in log.iter().filter(|entry| entry.orders > 0) {
            if let Some(gap) = before.map(|before| day - before).filter(|gap| *gap > 0) {
                self.ln_gap_sum += (f64::from(gap) / DAYS_PER_WEEK).ln();
            }
            before = Some(day);
            if is_sampled {
                let amount = net_minor as f64;
                self.sample.push(Purchase {
                    customer,
                    day,
                    amount,
                });
            }
        }
    }
}
