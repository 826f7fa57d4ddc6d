//! Folding: equal histories are counted, not repeated.
//!
//! Enters: one history per customer. Leaves: distinct histories with counts, and for every
//! customer the row that stands for it, so that what is computed per row maps back.

use crate::history::{DAYS_PER_WEEK, History};
use rayon::prelude::*;

/// A distinct history and the number of customers who share it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoldedRow {
    /// The shared history.
    pub history: History,
    /// Customers who have it; at least one.
    pub count: u32,
}

/// A customer base with equal `(x, t_x, T)` rows folded into one.
///
/// By the day, a million customers have about a third as many distinct histories, by the week
/// a twentieth; fitting and predicting cost only the distinct ones. Rows are sorted by
/// `(x, t_x, T)`.
///
/// ```
/// use clv::{FoldedHistories, History};
///
/// let one_timer = History::new(0, 0.0, 10.0)?;
/// let regular = History::new(4, 9.0, 10.0)?;
/// let folded = FoldedHistories::fold(&[one_timer, regular, one_timer]);
/// assert_eq!(folded.rows().len(), 2);
/// let orders = folded.map(|history| history.x());
/// assert_eq!(folded.expand(&orders), [0, 4, 0]);
/// # Ok::<(), clv::HistoryError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoldedHistories {
    rows: Vec<FoldedRow>,
    row_of_customer: Vec<u32>,
    repeat_counts: Vec<(u32, f64)>,
}

impl FoldedHistories {
    /// Folds equal histories; customers keep their order in what [`expand`](Self::expand) gives.
    ///
    /// # Panics
    /// With more than 4,294,967,295 customers, since rows are numbered by 32 bits.
    pub fn fold(histories: &[History]) -> Self {
        assert!(
            u32::try_from(histories.len()).is_ok(),
            "a base has at most 2^32 − 1 customers"
        );
        let packed: Option<Vec<(u64, u32)>> = (0u32..)
            .zip(histories)
            .map(|(at, history)| Some((day_key(history)?, at)))
            .collect();
        match packed {
            Some(mut keys) => {
                keys.par_sort_unstable();
                Self::collect(histories, keys.len(), |at| keys[at].1)
            }
            None => {
                let mut order: Vec<u32> = (0u32..).take(histories.len()).collect();
                order.par_sort_unstable_by_key(|&at| (bit_key(&histories[at as usize]), at));
                Self::collect(histories, order.len(), |at| order[at])
            }
        }
    }

    /// Gathers runs of equal histories, given the customers in sorted order.
    fn collect(histories: &[History], len: usize, customer_at: impl Fn(usize) -> u32) -> Self {
        let mut rows: Vec<FoldedRow> = Vec::new();
        let mut row_of_customer = vec![0; len];
        for at in 0..len {
            let customer = customer_at(at) as usize;
            let history = histories[customer];
            match rows.last_mut() {
                Some(row) if row.history == history => row.count += 1,
                _ => rows.push(FoldedRow { history, count: 1 }),
            }
            row_of_customer[customer] = rows.len() as u32 - 1;
        }
        let repeat_counts = customers_by_repeats(&rows);
        Self {
            rows,
            row_of_customer,
            repeat_counts,
        }
    }

    /// The distinct histories, sorted by `(x, t_x, T)` as they were folded.
    pub fn rows(&self) -> &[FoldedRow] {
        &self.rows
    }

    /// Customers in the base.
    pub fn customers(&self) -> usize {
        self.row_of_customer.len()
    }

    /// Whether nobody is in the base.
    pub fn is_empty(&self) -> bool {
        self.row_of_customer.is_empty()
    }

    /// Customers with at least one repeat order.
    pub fn repeaters(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.history.x() > 0)
            .map(|row| row.count as usize)
            .sum()
    }

    /// Repeat orders of the whole base.
    ///
    /// - Formula: `Σ x · count`.
    /// - Shape: one total out.
    /// - Units: orders.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/rfm.rs`, 2457 for CDNOW.
    pub fn repeat_orders(&self) -> f64 {
        self.repeat_counts
            .iter()
            .map(|&(x, customers)| f64::from(x) * customers)
            .sum()
    }

    /// Customer age summed over the whole base, in weeks.
    ///
    /// - Formula: `Σ T · count`.
    /// - Shape: one total out.
    /// - Units: weeks.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/small_bases.rs`.
    pub fn observed_weeks(&self) -> f64 {
        self.rows
            .iter()
            .map(|row| row.history.t_obs() * f64::from(row.count))
            .sum()
    }

    /// Computes a value per distinct history, in parallel, in the order of [`rows`](Self::rows).
    pub fn map<T: Send>(&self, value: impl Fn(&History) -> T + Sync) -> Vec<T> {
        self.rows
            .par_iter()
            .map(|row| value(&row.history))
            .collect()
    }

    /// Maps one value per row back to one value per customer, in the customers' order.
    ///
    /// # Panics
    /// When `per_row` has another length than [`rows`](Self::rows).
    pub fn expand<T: Copy + Send + Sync>(&self, per_row: &[T]) -> Vec<T> {
        assert_eq!(per_row.len(), self.rows.len(), "one value per folded row");
        self.row_of_customer
            .par_iter()
            .map(|&row| per_row[row as usize])
            .collect()
    }

    /// The folded row of a customer, by the customer's position.
    pub fn row_of(&self, customer: usize) -> usize {
        self.row_of_customer[customer] as usize
    }

    /// Adds a value per row up over all customers; the order of summation is fixed, so that
    /// the same base gives the same bits on any machine.
    ///
    /// - Formula: `Σ value · count`.
    /// - Shape: a value per history in, one total out.
    /// - Units: those of the value.
    /// - Range: that of the value, summed.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/small_bases.rs`.
    pub fn total(&self, value: impl Fn(&History) -> f64 + Sync) -> f64 {
        self.map(value)
            .iter()
            .zip(&self.rows)
            .map(|(value, row)| value * f64::from(row.count))
            .sum()
    }

    /// The same customers and rows with other spans; repeats must stay what they are.
    pub(crate) fn with_rows(&self, history: impl Fn(&History) -> History + Sync) -> Self {
        let retimed = self.map(history);
        let rows = retimed.into_iter().zip(&self.rows);
        Self {
            rows: rows
                .map(|(history, row)| FoldedRow {
                    history,
                    count: row.count,
                })
                .collect(),
            row_of_customer: self.row_of_customer.clone(),
            repeat_counts: self.repeat_counts.clone(),
        }
    }

    /// Every `stride`-th row: a sketch of the base, good for a first guess at parameters.
    pub(crate) fn thinned(&self, stride: usize) -> Self {
        let rows: Vec<FoldedRow> = self.rows.iter().step_by(stride).copied().collect();
        let customers: usize = rows.iter().map(|row| row.count as usize).sum();
        let repeat_counts = customers_by_repeats(&rows);
        Self {
            rows,
            row_of_customer: vec![0; customers],
            repeat_counts,
        }
    }

    /// Distinct repeat counts with their customers, rising: the terms of a likelihood that
    /// depend on `x` alone are computed once per entry.
    pub(crate) fn repeat_counts(&self) -> &[(u32, f64)] {
        &self.repeat_counts
    }
}

fn customers_by_repeats(rows: &[FoldedRow]) -> Vec<(u32, f64)> {
    let mut counts: Vec<(u32, f64)> = Vec::new();
    for row in rows {
        match counts.last_mut() {
            Some((x, customers)) if *x == row.history.x() => *customers += f64::from(row.count),
            _ => counts.push((row.history.x(), f64::from(row.count))),
        }
    }
    counts
}

/// Packs a history of whole days into 64 bits that sort like `(x, t_x, T)`: 24 bits of
/// repeats, 20 bits of days each. `None` when it is not in whole days or does not fit.
fn day_key(history: &History) -> Option<u64> {
    let t_x = whole_days(history.t_x())?;
    let t_obs = whole_days(history.t_obs())?;
    (history.x() < 1 << 24).then(|| u64::from(history.x()) << 40 | t_x << 20 | t_obs)
}

/// The days of a span that is exactly what dividing whole days by seven gives.
fn whole_days(weeks: f64) -> Option<u64> {
    let days = (weeks * DAYS_PER_WEEK).round();
    (days / DAYS_PER_WEEK == weeks && days < f64::from(1 << 20)).then_some(days as u64)
}

/// The bits of non-negative floats sort like the floats, so any history has an exact key.
fn bit_key(history: &History) -> (u32, u64, u64) {
    (
        history.x(),
        history.t_x().to_bits(),
        history.t_obs().to_bits(),
    )
}
