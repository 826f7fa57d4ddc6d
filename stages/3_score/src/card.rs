//! The finished columns of a base put together: figures enter, one score row per account leaves.

use rayon::prelude::*;
use terms::{Day, ValueSegment};

use crate::alike::potential::Potential;
use crate::base::{Customer, CustomerBase};
use crate::coming::future::Future;
use crate::coming::growth::Trend;
use crate::coming::worth::Worth;
use crate::learnt::Learnt;
use crate::past::best::{BestBy, CHOSEN_BIT, Cut, Pareto};
use crate::past::parts::Parts;
use crate::past::tiers::TierBounds;
use crate::scores::Score;
use crate::settings::ScoreSettings;
use crate::totals::figures::{CellFigures, Levers, Sum, Trends};

/// What was found about every customer, column by column in the order of the base.
pub(crate) struct Findings {
    pub(crate) learnt: Learnt,
    pub(crate) future: Future,
    pub(crate) worths: Vec<Worth>,
    pub(crate) potentials: Vec<Potential>,
    /// The bits of `scores.best`.
    pub(crate) best: Vec<u8>,
    pub(crate) bounds: TierBounds,
}

/// Everything a score row is made of.
pub(crate) struct ScoreCard<'a> {
    base: &'a CustomerBase,
    found: &'a Findings,
    as_of: Day,
    by_silence: Parts,
    by_orders: Parts,
    by_spend: Parts,
    by_past: Parts,
    by_future: Parts,
}

impl<'a> ScoreCard<'a> {
    /// Cuts the base into fifths by every figure that has them, and into the rows and columns of
    /// the grid.
    pub(crate) fn new(
        base: &'a CustomerBase,
        found: &'a Findings,
        as_of: Day,
        grid_size: u8,
    ) -> Self {
        let column = |of: fn(&Customer) -> i64| base.customers.iter().map(of).collect::<Vec<i64>>();
        let expected = || found.worths.iter().map(expected_minor).collect();
        // The later the last day, the shorter the silence, the better.
        let ((by_silence, by_orders), (by_spend, (by_past, by_future))) = rayon::join(
            || {
                rayon::join(
                    || Parts::fifths(column(|one| one.last_day.number().into())),
                    || Parts::fifths(column(|one| one.order_count.into())),
                )
            },
            || {
                let by_spend = Parts::fifths(column(|one| one.revenue_minor));
                let by_past = Parts::of(column(|one| one.past_minor), grid_size);
                (by_spend, (by_past, Parts::of(expected(), grid_size)))
            },
        );
        Self {
            base,
            found,
            as_of,
            by_silence,
            by_orders,
            by_spend,
            by_past,
            by_future,
        }
    }

    /// Accounts on the card.
    pub(crate) fn len(&self) -> usize {
        self.base.customers.len() + self.base.prospects.len()
    }

    /// The rows of all accounts by rising id.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Score> {
        let mut customers = (0..self.base.customers.len()).peekable();
        let mut prospects = (0..self.base.prospects.len()).peekable();
        std::iter::from_fn(move || {
            let customer_id = customers
                .peek()
                .map(|at| self.base.customers[*at].account_id);
            let prospect_id = prospects
                .peek()
                .map(|at| self.base.prospects[*at].account_id);
            match (customer_id, prospect_id) {
                (None, None) => None,
                (Some(customer), prospect) if prospect.is_none_or(|id| customer < id) => {
                    customers.next().map(|at| self.customer_score(at))
                }
                _ => prospects.next().map(|at| self.prospect_score(at)),
            }
        })
    }

    fn customer_score(&self, at: usize) -> Score {
        let customer = &self.base.customers[at];
        let worth = &self.found.worths[at];
        let potential = &self.found.potentials[at];
        let mean_order = customer.kept_minor as f64 / f64::from(customer.order_count.max(1));
        let (past_fifth, future_fifth) = self.cell(at);
        Score {
            account_id: customer.account_id,
            days_since_last_order: Some(self.as_of - customer.last_day),
            order_count: customer.order_count,
            repeat_count: customer.order_days.saturating_sub(1),
            total_spend_minor: customer.revenue_minor,
            past_value_minor: customer.past_minor,
            past_is_estimated: customer.revenue_minor != customer.known_minor,
            p_alive: worth.p_alive,
            expected_orders: worth.expected_orders,
            expected_value_minor: expected_minor(worth),
            mean_order_minor: mean_order.round() as i64,
            rfm: self.rfm(customer),
            past_fifth,
            future_fifth,
            first_day: Some(customer.first_day),
            year_spend_minor: customer.year_spend_minor,
            year_value_minor: customer.year_value_minor,
            served_minor: customer.served_minor,
            at_risk_minor: worth.at_risk_minor.round() as i64,
            trend: customer.trend.map(Trend::number),
            potential_low_minor: potential.low_minor,
            potential_minor: potential.middle_minor,
            potential_high_minor: potential.high_minor,
            potential_category: (potential.category != 0).then_some(potential.category),
            size_tier: self
                .found
                .bounds
                .tier(customer.last_year.revenue_minor)
                .number(),
            best: self.found.best[at],
            likeness: None,
        }
    }

    /// Somebody who never ordered has zeros everywhere, no place in the grid, and a likeness.
    fn prospect_score(&self, at: usize) -> Score {
        let prospect = &self.base.prospects[at];
        let model = self.found.learnt.likeness.as_ref();
        Score {
            account_id: prospect.account_id,
            likeness: model.and_then(|model| model.chance(&prospect.firm, &self.base.words)),
            ..Score::default()
        }
    }

    fn cell(&self, at: usize) -> (u8, u8) {
        let past = self.by_past.digit(self.base.customers[at].past_minor);
        let future = self.by_future.digit(expected_minor(&self.found.worths[at]));
        (past, future)
    }

    /// Three digits: the fifths by silence, by orders and by spend.
    fn rfm(&self, customer: &Customer) -> u32 {
        let by_silence = self.by_silence.digit(customer.last_day.number().into());
        let by_orders = self.by_orders.digit(customer.order_count.into());
        let by_spend = self.by_spend.digit(customer.revenue_minor);
        100 * u32::from(by_silence) + 10 * u32::from(by_orders) + u32::from(by_spend)
    }

    /// The figures of every cell that somebody is in.
    pub(crate) fn cells(&self) -> Vec<CellFigures> {
        let mut cells: Vec<CellFigures> = ValueSegment::all()
            .map(|cell| CellFigures {
                cell,
                accounts: 0,
                past_value_minor: 0,
                expected_value_minor: 0,
                at_risk_minor: 0,
                potential_minor: 0,
                levers: Levers::default(),
            })
            .collect();
        for (at, worth) in self.found.worths.iter().enumerate() {
            let (past, future) = self.cell(at);
            let one = &mut cells[usize::from(past - 1) * 5 + usize::from(future - 1)];
            one.accounts += 1;
            one.past_value_minor += self.base.customers[at].past_minor;
            one.expected_value_minor += expected_minor(worth);
            one.at_risk_minor += worth.at_risk_minor.round() as i64;
            let potential = &self.found.potentials[at];
            if potential.could_grow() {
                one.potential_minor += potential.middle_minor;
            }
            one.levers.add(&levers_of(worth));
        }
        cells.retain(|cell| cell.accounts > 0);
        cells
    }

    /// What doubt has taken off the expected value of those with this bit; of all with none.
    pub(crate) fn at_risk(&self, bit: u8) -> Sum {
        let mut sum = Sum::default();
        for (worth, bits) in self.found.worths.iter().zip(&self.found.best) {
            let minor = worth.at_risk_minor.round() as i64;
            if bits & bit == bit && minor > 0 {
                sum.accounts += 1;
                sum.minor += minor;
            }
        }
        sum
    }

    /// How many are growing and slowing.
    pub(crate) fn trends(&self) -> Trends {
        let mut trends = Trends::default();
        for customer in &self.base.customers {
            match customer.trend {
                Some(Trend::Growing) => trends.growing += 1,
                Some(Trend::Steady) => trends.steady += 1,
                Some(Trend::Slowing) => trends.slowing += 1,
                None => trends.unknown += 1,
            }
        }
        trends
    }
}

/// Expected value as it is stored.
pub(crate) fn expected_minor(worth: &Worth) -> i64 {
    worth.expected_minor.round() as i64
}

/// The levers as they are stored.
pub(crate) fn levers_of(worth: &Worth) -> Levers {
    Levers {
        order_size_minor: worth.order_size_minor.round() as i64,
        frequency_minor: worth.frequency_minor.round() as i64,
        lifetime_minor: worth.lifetime_minor.round() as i64,
    }
}

/// Who is best by each definition and by the owner's choice, and the curve of each.
pub(crate) fn find_best(
    base: &CustomerBase,
    as_of: Day,
    settings: &ScoreSettings,
) -> (Vec<u8>, Vec<Pareto>, Cut) {
    let values = |by: BestBy| base.customers.iter().map(move |one| by.value(one, as_of));
    let found: Vec<(BestBy, Pareto, Cut)> = BestBy::ALL
        .into_par_iter()
        .map(|by| {
            let mut values: Vec<i64> = values(by).collect();
            let cut = Cut::of(by, &mut values, settings.best_share);
            (by, Pareto::of(by, values), cut)
        })
        .collect();
    let mut best = vec![0; base.customers.len()];
    let mut curves = Vec::new();
    let mut chosen = Cut::of(settings.best_by, &mut [], 1.0);
    for (by, curve, cut) in found {
        let is_chosen = by == settings.best_by;
        let chosen_bit = if is_chosen { CHOSEN_BIT } else { 0 };
        cut.mark(values(by), &mut best, by.bit() | chosen_bit);
        if is_chosen {
            chosen = cut;
        }
        curves.push(curve);
    }
    (best, curves, chosen)
}
