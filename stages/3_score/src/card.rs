//! The finished columns of a base put together: figures enter, one score row per account leaves.

use terms::Day;

use crate::base::CustomerBase;
use crate::fifths::Fifths;
use crate::future::Future;
use crate::scores::Score;
use crate::value::Worth;

/// Everything a score row is made of.
pub(crate) struct ScoreCard<'a> {
    base: &'a CustomerBase,
    future: &'a Future,
    worth: &'a Worth,
    as_of: Day,
    by_silence: Fifths,
    by_orders: Fifths,
    by_spend: Fifths,
    by_past: Fifths,
    by_future: Fifths,
}

impl<'a> ScoreCard<'a> {
    /// Cuts the base into fifths by every figure that has them.
    pub(crate) fn new(
        base: &'a CustomerBase,
        future: &'a Future,
        worth: &'a Worth,
        as_of: Day,
    ) -> Self {
        Self {
            base,
            future,
            worth,
            as_of,
            // The later the last day, the shorter the silence, the better.
            by_silence: Fifths::of(
                base.last_days
                    .iter()
                    .map(|day| day.number().into())
                    .collect(),
            ),
            by_orders: Fifths::of(
                base.order_count
                    .iter()
                    .map(|count| (*count).into())
                    .collect(),
            ),
            by_spend: Fifths::of(base.revenue_minor.clone()),
            by_past: Fifths::of(worth.past_minor.clone()),
            by_future: Fifths::of(worth.expected_minor.clone()),
        }
    }

    /// Accounts on the card.
    pub(crate) fn len(&self) -> usize {
        self.base.len() + self.base.prospects.len()
    }

    /// The rows of all accounts by rising id, as made by this run.
    pub(crate) fn rows(&self, run_id: i64) -> impl Iterator<Item = Score> {
        let mut customers = (0..self.base.len()).peekable();
        let mut prospects = self.base.prospects.iter().copied().peekable();
        std::iter::from_fn(move || match (customers.peek(), prospects.peek()) {
            (Some(&at), Some(&prospect)) if prospect < self.base.account_ids[at] => {
                prospects.next().map(|id| prospect_score(id, run_id))
            }
            (Some(_), _) => customers.next().map(|at| self.customer_score(at, run_id)),
            (None, _) => prospects.next().map(|id| prospect_score(id, run_id)),
        })
    }

    fn customer_score(&self, at: usize, run_id: i64) -> Score {
        let order_count = self.base.order_count[at];
        let mean_order = self.base.kept_minor[at] as f64 / f64::from(order_count.max(1));
        Score {
            account_id: self.base.account_ids[at],
            run_id,
            days_since_last_order: Some(self.as_of - self.base.last_days[at]),
            order_count,
            repeat_count: self.base.order_days[at].saturating_sub(1),
            total_spend_minor: self.base.revenue_minor[at],
            past_value_minor: self.worth.past_minor[at],
            past_is_estimated: self.worth.past_is_estimated[at],
            p_alive: self.future.p_alive[at],
            expected_orders: self.future.expected_orders[at],
            expected_value_minor: self.worth.expected_minor[at],
            mean_order_minor: mean_order.round() as i64,
            rfm: self.rfm(at),
            past_fifth: self.by_past.fifth(self.worth.past_minor[at]),
            future_fifth: self.by_future.fifth(self.worth.expected_minor[at]),
        }
    }

    /// Three digits: the fifths by silence, by orders and by spend.
    fn rfm(&self, at: usize) -> u32 {
        let by_silence = self
            .by_silence
            .fifth(self.base.last_days[at].number().into());
        let by_orders = self.by_orders.fifth(self.base.order_count[at].into());
        let by_spend = self.by_spend.fifth(self.base.revenue_minor[at]);
        100 * u32::from(by_silence) + 10 * u32::from(by_orders) + u32::from(by_spend)
    }
}

/// Somebody who never ordered has zeros everywhere and no fifth.
fn prospect_score(account_id: i64, run_id: i64) -> Score {
    Score {
        account_id,
        run_id,
        ..Score::default()
    }
}
