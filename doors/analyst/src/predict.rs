//! What is to be expected of every customer.
//!
//! Enters: a base and its models, a horizon, a discount. Leaves: for each customer the chance
//! active, expected orders with their ranges, spend and value.

use clv::{BaseModel, DAYS_PER_WEEK, Discounting, GammaGamma, OrderSize, Spend, TotalRange};
use rayon::prelude::*;

use crate::base::Base;
use crate::engine::{CustomerModel, Engine, Outlook, ranges_of};
use crate::error::AnalystError;
use crate::time_unit::TimeUnit;

/// Customers that are added up together.
const PART_ROWS: usize = 1 << 14;

/// How far to look, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct PredictOptions {
    /// Days to look ahead.
    pub horizon_days: f64,
    /// What money at each moment of the horizon is worth today.
    pub discounting: Discounting,
    /// Whether the ranges of orders are worked out, which takes most of the time.
    pub with_ranges: bool,
    /// The unit that ages are told in.
    pub time_unit: TimeUnit,
}

impl PredictOptions {
    /// So many days ahead with a discount a year, 0.1 for ten percent, with ranges and weeks.
    ///
    /// # Errors
    /// When horizon or discount cannot be used.
    pub fn yearly(horizon_days: f64, yearly_discount: f64) -> Result<Self, AnalystError> {
        Ok(PredictOptions {
            horizon_days,
            discounting: Discounting::yearly(horizon_days / DAYS_PER_WEEK, yearly_discount)?,
            with_ranges: true,
            time_unit: TimeUnit::Week,
        })
    }
}

/// What is to be expected of every customer of a base.
#[derive(Debug)]
pub struct Predictions<'a> {
    pub(crate) base: &'a Base,
    pub(crate) options: PredictOptions,
    engine: &'a Engine,
    spend: Option<GammaGamma>,
    /// Mean spend of each customer's orders by another model of spend, where one was chosen.
    sizes: Option<Vec<f64>>,
    /// Per folded history, or per customer where covariates tell them apart.
    outlooks: Vec<Outlook>,
    is_folded: bool,
}

/// What is to be expected of one customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CustomerOutlook {
    /// Chance still active.
    pub p_alive: f64,
    /// Expected orders within the horizon.
    pub expected_orders: f64,
    /// Lower and upper ends of the 80 % and of the 95 % range of orders.
    pub order_ranges: Option<[u32; 4]>,
    /// The whole number of orders to name: half of such customers order no more.
    pub whole_orders: Option<u32>,
    /// Expected spend per order; none without money.
    pub expected_spend: Option<f64>,
    /// Expected value: discounted orders times spend; none without money.
    pub expected_value: Option<f64>,
}

impl<'a> Predictions<'a> {
    /// Works them out, once for each distinct history.
    ///
    /// # Errors
    /// When horizon or discount cannot be used, or a covariate drives a rate out of its range.
    pub fn of(
        base: &'a Base,
        engine: &'a Engine,
        spend: Option<GammaGamma>,
        options: PredictOptions,
    ) -> Result<Self, AnalystError> {
        let weeks = options.horizon_days / DAYS_PER_WEEK;
        let discounting = &options.discounting;
        let with_ranges = options.with_ranges;
        let outlooks = match engine {
            Engine::Base(model) => base
                .folded
                .map(|history| Outlook::of(model, history, weeks, discounting, with_ranges)),
            Engine::Covariates { .. } | Engine::Timed(_) => (0..base.customers())
                .into_par_iter()
                .map(|row| {
                    let own =
                        engine
                            .of_customer(row, weeks)
                            .map_err(|why| AnalystError::Parameters {
                                path: format!("the model of customer «{}»", base.key(row)),
                                why: why.to_string(),
                            })?;
                    let history = &base.summary.histories[row];
                    Ok(own.outlook(history, weeks, discounting, with_ranges))
                })
                .collect::<Result<Vec<Outlook>, AnalystError>>()?,
        };
        Ok(Predictions {
            base,
            options,
            engine,
            spend,
            sizes: None,
            outlooks,
            is_folded: engine.is_same_for_all(),
        })
    }

    /// The same with the chances and the expected orders of a chosen forecast, one per customer, and
    /// the whole numbers it names, where ranges are asked for: value follows in proportion, ranges
    /// are those of the model at the forecast's level.
    #[must_use]
    pub fn following(
        self,
        model: &BaseModel,
        chances: &[f64],
        expected: &[f64],
        named: &[f64],
    ) -> Self {
        let weeks = self.options.horizon_days / DAYS_PER_WEEK;
        let outlooks = (0..self.base.customers())
            .into_par_iter()
            .map(|row| {
                let history = &self.base.summary.histories[row];
                let mut outlook = *self.outlook(row);
                outlook.discounted = match outlook.orders > 0.0 {
                    true => outlook.discounted * (expected[row] / outlook.orders),
                    false => expected[row],
                };
                (outlook.p_alive, outlook.orders) = (chances[row], expected[row]);
                if self.options.with_ranges {
                    let coming =
                        model.coming_orders_at(history, weeks, chances[row], expected[row]);
                    outlook.ranges = ranges_of(&coming);
                    outlook.median = named[row] as u32;
                }
                outlook
            })
            .collect();
        Predictions {
            outlooks,
            is_folded: false,
            ..self
        }
    }

    /// The same with the mean spends of another model of spend, one per customer.
    #[must_use]
    pub fn with_sizes(self, sizes: Vec<f64>) -> Self {
        Predictions {
            sizes: Some(sizes),
            ..self
        }
    }

    fn outlook(&self, row: usize) -> &Outlook {
        let at = if self.is_folded {
            self.base.folded.row_of(row)
        } else {
            row
        };
        &self.outlooks[at]
    }

    /// What is to be expected of the customer in this row.
    #[must_use]
    pub fn customer(&self, row: usize) -> CustomerOutlook {
        let outlook = self.outlook(row);
        let spend = self.expected_spend(row);
        CustomerOutlook {
            p_alive: outlook.p_alive,
            expected_orders: outlook.orders,
            order_ranges: self.options.with_ranges.then_some(outlook.ranges),
            whole_orders: self.options.with_ranges.then_some(outlook.median),
            expected_spend: spend,
            expected_value: spend.map(|spend| spend * outlook.discounted),
        }
    }

    /// The mean spend to expect: by the model, or else the customer's own mean.
    fn expected_spend(&self, row: usize) -> Option<f64> {
        if !self.base.has_money {
            return None;
        }
        let own: &Spend = &self.base.summary.repeat_spends[row];
        Some(match self.spend {
            _ if self.sizes.is_some() => self.sizes.as_ref()?[row],
            Some(model) => model.expected_mean_spend(own.count(), own.mean()),
            None => self.base.summary.all_spends[row].mean(),
        })
    }

    /// What is known of the size of a customer's orders; none without money.
    fn order_size(&self, row: usize) -> Option<OrderSize> {
        let spend = self.expected_spend(row)?;
        Some(match self.spend {
            Some(model) => OrderSize::of(&model, &self.base.summary.repeat_spends[row], spend),
            None => OrderSize::fixed(spend),
        })
    }

    fn model_of(&self, row: usize) -> CustomerModel {
        let weeks = self.options.horizon_days / DAYS_PER_WEEK;
        match self.engine.of_customer(row, weeks) {
            Ok(model) => model,
            Err(why) => unreachable!("the outlook was worked out by this very model: {why}"),
        }
    }

    /// Lower and upper ends of the 80 % and of the 95 % range of a customer's value; none without
    /// money or where no ranges were asked for.
    #[must_use]
    pub fn value_ranges(&self, row: usize) -> Option<[f64; 4]> {
        if !self.options.with_ranges {
            return None;
        }
        let size = self.order_size(row)?;
        let (model, history) = (self.model_of(row), &self.base.summary.histories[row]);
        let outlook = self.outlook(row);
        let worth = outlook.worth_of_an_order();
        let weeks = self.options.horizon_days / DAYS_PER_WEEK;
        let ends = |coverage| model.value_range(history, weeks, outlook, &size, coverage);
        let ((low_80, high_80), (low_95, high_95)) = (ends(0.80), ends(0.95));
        Some([low_80, high_80, low_95, high_95].map(|end| worth * end))
    }

    /// The ranges of all orders and of all value together, widened by how the totals of the past
    /// were missed.
    #[must_use]
    pub fn total_ranges(&self, past_ratios: &[f64], coverage: f64) -> (TotalRange, TotalRange) {
        let variances = self.order_variances();
        let (mut orders, mut money) = (0.0, 0.0);
        for (row, variance) in variances.into_iter().enumerate() {
            orders += variance;
            if let Some(size) = self.order_size(row) {
                let outlook = self.outlook(row);
                let worth = outlook.worth_of_an_order();
                money += worth * worth * size.variance_of_sum(outlook.orders, variance);
            }
        }
        let (total, value) = self.totals();
        let of = |expected, variance| TotalRange::of(expected, variance, past_ratios, coverage);
        (of(total, orders), of(value, money))
    }

    /// Variance of each customer's orders.
    fn order_variances(&self) -> Vec<f64> {
        let weeks = self.options.horizon_days / DAYS_PER_WEEK;
        let folded = &self.base.folded;
        match self.engine {
            Engine::Base(model) => {
                folded.expand(&folded.map(|history| model.order_variance(history, weeks)))
            }
            Engine::Covariates { .. } | Engine::Timed(_) => (0..self.base.customers())
                .into_par_iter()
                .map(|row| {
                    let history = &self.base.summary.histories[row];
                    self.model_of(row).order_variance(history, weeks)
                })
                .collect(),
        }
    }

    /// Expected orders and value of all customers together.
    ///
    /// - Formula: sums over customers
    /// - Shape: all customers in, orders and value out
    /// - Units: orders; the money of the file
    /// - Range: zero or more for orders
    /// - Errors: none; the value is 0 without money
    /// - Source: definition
    /// - Checked: `tests/files.rs`
    #[must_use]
    pub fn totals(&self) -> (f64, f64) {
        let rows = self.base.customers();
        // Fixed parts, each added up in order, so that the same base gives the same bits.
        let parts: Vec<(f64, f64)> = (0..rows.div_ceil(PART_ROWS))
            .into_par_iter()
            .map(|part| {
                let own = part * PART_ROWS..((part + 1) * PART_ROWS).min(rows);
                own.fold((0.0, 0.0), |(orders, value), row| {
                    let one = self.customer(row);
                    (
                        orders + one.expected_orders,
                        value + one.expected_value.unwrap_or(0.0),
                    )
                })
            })
            .collect();
        parts
            .into_iter()
            .fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
    }
}
