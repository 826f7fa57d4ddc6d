//! A day of the past from which the days after it are foretold.
//!
//! Enters: the order log, a day, a window. Leaves: what was known on the day, and what came.

use crate::choosing::behaviour::{FEATURES, OrderDays, View, behaviour_row, merge_order_days};
use crate::choosing::boosting::Row;
use crate::folded::FoldedHistories;
use crate::history::{DAYS_PER_WEEK, History};
use crate::money::spend::Spend;
use crate::summary::{Purchase, Summary, SummaryError, summarise};
use rayon::prelude::*;

/// Customers that forecasts are judged on at most: every n-th of larger bases. The error of a
/// mean over so many is below one percent, that of the difference of two methods far smaller.
const MOST_JUDGED: usize = 20_000;

/// Share of the customers who must have come back for a base to have shown its rhythm: on the
/// 19-week-old CDNOW base, where corrections mislead, a third have.
const RHYTHM_SHOWN: f64 = 0.4;

/// What was known on a day, and what came in the window after it.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// The day, the first day of the log, the window.
    pub(crate) view: View,
    /// Everybody known on that day.
    pub(crate) base: FoldedHistories,
    /// Sum of the logarithms of all gaps.
    pub(crate) ln_gap_sum: f64,
    /// The customers judged, one entry each in the columns below.
    pub(crate) customers: Vec<u32>,
    /// Their histories.
    pub(crate) histories: Vec<History>,
    /// The same, folded: what a model says is worked out once for all who are alike.
    pub(crate) judged: FoldedHistories,
    /// Their spend on all order days.
    pub(crate) spends: Vec<Spend>,
    /// Their order days.
    pub(crate) days: Vec<OrderDays>,
    /// Their features.
    pub(crate) rows: Vec<Row<FEATURES>>,
    /// Whether most customers known then were as old as some are today.
    pub(crate) speaks_for_newcomers: bool,
    /// Order days in the window after.
    pub(crate) came: Vec<f64>,
    /// Money in the window after.
    pub(crate) money: Vec<f64>,
}

impl Origin {
    /// Looks at the log as of a day, and at what came up to `window_days` later; a tenth of
    /// today's customers are younger than `young_age_days`.
    pub(crate) fn look(
        log: &[Purchase],
        view: View,
        young_age_days: i32,
    ) -> Result<Self, SummaryError> {
        let known = summarise(log.iter().copied(), view.as_of)?;
        let owners: Vec<&[Purchase]> = log
            .chunk_by(|one, other| one.customer == other.customer)
            .filter(|own| own[0].day <= view.as_of)
            .collect();
        Ok(Self::of(&known, &owners, view, young_age_days))
    }

    fn of(known: &Summary, owners: &[&[Purchase]], view: View, young_age_days: i32) -> Self {
        let stride = owners.len().div_ceil(MOST_JUDGED).max(1);
        let judged = || (0..owners.len()).step_by(stride);
        let days: Vec<OrderDays> = judged()
            .collect::<Vec<_>>()
            .par_iter()
            .map(|&at| merge_order_days(owners[at], i32::MIN, view.as_of))
            .collect();
        let until = view.as_of.saturating_add(view.window_days);
        let after: Vec<OrderDays> = judged()
            .map(|at| merge_order_days(owners[at], view.as_of, until))
            .collect();
        let old_enough = known
            .first_days
            .iter()
            .filter(|first| view.as_of - **first >= young_age_days)
            .count();
        let histories: Vec<History> = judged().map(|at| known.histories[at]).collect();
        let spent = |days: &OrderDays| days.iter().map(|(_, amount)| amount).sum();
        Self {
            view,
            base: FoldedHistories::fold(&known.histories),
            ln_gap_sum: known.ln_gap_sums.iter().sum(),
            customers: judged().map(|at| known.customers[at]).collect(),
            judged: FoldedHistories::fold(&histories),
            histories,
            spends: judged().map(|at| known.all_spends[at]).collect(),
            rows: days
                .par_iter()
                .map(|own| behaviour_row(own, &view))
                .collect(),
            speaks_for_newcomers: 2 * old_enough >= known.first_days.len(),
            came: after.iter().map(|own| own.len() as f64).collect(),
            money: after.iter().map(spent).collect(),
            days,
        }
    }

    /// Weeks of the window.
    pub(crate) fn weeks(&self) -> f64 {
        f64::from(self.view.window_days) / DAYS_PER_WEEK
    }

    /// Whether what is learnt here holds today: many customers had come back by then and so
    /// shown a rhythm, or most were of an age that customers have today as well. In a closed
    /// group of newcomers neither is so, and how newcomers behave does not last.
    pub(crate) fn is_mature(&self) -> bool {
        let shown = self.base.repeaters() as f64 >= RHYTHM_SHOWN * self.base.customers() as f64;
        shown || self.speaks_for_newcomers
    }
}
