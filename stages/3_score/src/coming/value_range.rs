//! How far the money of one customer may lie from its expectation: the chance of every number of
//! orders and what is known of its spends enter, quantiles of the sum leave.

use clv::{ComingOrders, GammaGamma};
use statrs::function::beta::beta_reg;

use crate::coming::money_range::MoneyRange;

/// Orders between which the sum is added up number by number; wider, the numbers themselves are
/// spread so far that the spread of single orders no longer matters.
const WIDEST: u32 = 1_500;

/// Halvings when a quantile is looked for: right to a thousandth of a percent.
const HALVINGS: u32 = 40;

/// What is known of a customer's spends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnSpend {
    pub(crate) model: Option<GammaGamma>,
    pub(crate) order_days: u32,
    /// Mean spend of these days.
    pub(crate) mean_minor: f64,
    /// What an order is expected to bring.
    pub(crate) expected_minor: f64,
}

/// The sum of a customer's coming orders as a distribution.
pub(crate) struct ComingSpend {
    /// Chance of each number of orders, from `fewest` on.
    chances: Vec<f64>,
    fewest: u32,
    spend: OwnSpend,
}

impl ComingSpend {
    /// The distribution of what these orders bring; none for customers too busy to add up.
    pub(crate) fn of(orders: &ComingOrders<'_>, spend: OwnSpend) -> Option<Self> {
        let range = orders.range(0.9999);
        if range.high - range.low > WIDEST {
            return None;
        }
        let mut chances = orders.distribution();
        chances.truncate(range.high as usize + 1);
        chances.drain(..(range.low as usize).min(chances.len()));
        Some(Self {
            chances,
            fewest: range.low,
            spend,
        })
    }

    /// Chance that the sum is at most this.
    ///
    /// - Formula: `Σ P(n) I_{s/(s+V)}(pn, q+px)` with `V = v + x·z`: n orders of a customer whose
    ///   own rate of spending is gamma(q+px, V) sum up to V times a beta-prime variable; without a
    ///   spend model every order is the mean.
    /// - Shape: an amount in, a chance out
    /// - Units: minor units in, a share out
    /// - Range: 0..=1, rising with the amount
    /// - Errors: none
    /// - Source: compound of the order model and Gamma-Gamma, Fader & Hardie 2013, note 025
    /// - Checked: `sums_have_the_quantiles_of_simulated_ones`
    fn chance_up_to(&self, amount: f64) -> f64 {
        let each = self.chances.iter().zip(self.fewest..);
        each.map(|(chance, n)| chance * self.chance_of(n, amount))
            .sum()
    }

    /// Chance that exactly so many orders sum up to at most this.
    fn chance_of(&self, orders: u32, amount: f64) -> f64 {
        if orders == 0 {
            return 1.0;
        }
        let n = f64::from(orders);
        let Some(model) = self.spend.model else {
            return f64::from(u8::from(n * self.spend.expected_minor <= amount));
        };
        if amount <= 0.0 {
            return 0.0;
        }
        let [p, q, v] = model.parameters().map(|(_, value)| value);
        let x = f64::from(self.spend.order_days);
        let scale = v + x * self.spend.mean_minor.max(0.0);
        beta_reg(p * n, q + p * x, amount / (amount + scale)).clamp(0.0, 1.0)
    }

    /// The amount that the sum is at most with this chance.
    fn quantile(&self, share: f64) -> f64 {
        let whole: f64 = self.chances.iter().sum();
        let wanted = share * whole;
        if self.chance_up_to(0.0) >= wanted {
            return 0.0;
        }
        let mut high = self.spend.expected_minor.max(1.0);
        while self.chance_up_to(high) < wanted && high < 1e15 {
            high *= 2.0;
        }
        let mut low = 0.0;
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if self.chance_up_to(middle) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }

    /// Quantiles around an expectation; `scale` turns a unit of spend into what is asked for.
    pub(crate) fn range(&self, expected: f64, scale: f64) -> MoneyRange {
        let at = |share| (self.quantile(share) * scale).round() as i64;
        let sorted = |tail: f64| {
            let ends = [at(tail), at(1.0 - tail)];
            [ends[0].min(ends[1]), ends[0].max(ends[1])]
        };
        let ([low80, high80], [low95, high95]) = (sorted(0.10), sorted(0.025));
        MoneyRange {
            minor: expected.round() as i64,
            low80,
            high80,
            low95,
            high95,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{ComingSpend, OwnSpend};
    use clv::{BaseModel, GammaGamma, History, Nbd};

    #[test]
    fn sums_have_the_quantiles_of_simulated_ones() {
        // p = 1: spends are exponential, so that single orders are easy to draw.
        let spend_model = GammaGamma::new(1.0, 4.0, 3_000.0).unwrap();
        let model = BaseModel::Nbd(Nbd::new(2.0, 20.0).unwrap());
        let history = History::new(6, 40.0, 52.0).unwrap();
        let (order_days, mean_minor) = (7, 1_200.0);
        let spend = OwnSpend {
            model: Some(spend_model),
            order_days,
            mean_minor,
            expected_minor: spend_model.expected_mean_spend(order_days, mean_minor),
        };
        let coming = ComingSpend::of(&model.coming_orders(&history, 26.0), spend).unwrap();
        let mut seed = 88_172_645_463_325_252_u64;
        let mut uniform = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            ((seed >> 11) as f64 / (1_u64 << 53) as f64).max(1e-15)
        };
        // Gamma variables of whole shape are sums of exponential ones.
        let gamma = |shape: u32, uniform: &mut dyn FnMut() -> f64| -> f64 {
            (0..shape).map(|_| -uniform().ln()).sum()
        };
        let mut sums: Vec<f64> = (0..20_000)
            .map(|_| {
                let rate = gamma(8, &mut uniform) / 72.0;
                let own = gamma(11, &mut uniform) / (3_000.0 + 7.0 * 1_200.0);
                let (mut time, mut sum) = (-uniform().ln() / rate, 0.0);
                while time < 26.0 {
                    sum += -uniform().ln() / own;
                    time += -uniform().ln() / rate;
                }
                sum
            })
            .collect();
        sums.sort_by(f64::total_cmp);
        for share in [0.1, 0.5, 0.9, 0.975] {
            let simulated = sums[(share * 20_000.0) as usize];
            let quantile = coming.quantile(share);
            let off = (quantile - simulated).abs() / sums[18_000];
            assert!(off < 0.03, "{share}: {quantile} and {simulated}");
        }
    }

    #[test]
    fn sums_without_a_spend_model_follow_the_number_of_orders() {
        let model = BaseModel::Nbd(Nbd::new(2.0, 20.0).unwrap());
        let history = History::new(6, 40.0, 52.0).unwrap();
        let spend = OwnSpend {
            model: None,
            order_days: 7,
            mean_minor: 50.0,
            expected_minor: 50.0,
        };
        let coming = ComingSpend::of(&model.coming_orders(&history, 26.0), spend).unwrap();
        let (low, high) = model.order_range(&history, 26.0, 0.8);
        let range = coming.range(144.0, 1.0);
        // The chance of so many orders or fewer may lie on either side of the quantile by a hair.
        assert!((range.low80 - i64::from(low) * 50).abs() <= 50);
        assert!((range.high80 - i64::from(high) * 50).abs() <= 50);
        assert!(range.low95 <= range.low80 && range.high80 <= range.high95);
    }
}
