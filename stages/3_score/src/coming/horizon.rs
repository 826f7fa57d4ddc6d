//! How far ahead a run looks: a horizon and a rate enter, the few moments leave at which a curve of
//! expected orders must be known for everything that is asked about it.

use clv::{DAYS_PER_WEEK, DiscountError, Discounting};

use crate::coming::worth::LEVER_PULL;

/// A horizon, in all the ways it is asked about.
pub(crate) struct Horizon {
    pub(crate) days: i32,
    moments: Vec<Moment>,
    weeks: f64,
}

/// A moment ahead, and what the orders up to it count for in the two discounted sums.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    weeks: f64,
    discounted: f64,
    slower: f64,
}

/// Moments of one year: the end and five points inside, which is what interpolation needs to be
/// as exact as the discounting itself. More years are too many points for one polynomial.
const MOMENTS_OF_A_YEAR: usize = 6;

impl Horizon {
    /// A horizon of some days, at a discount rate a year.
    ///
    /// A customer whose life is longer by a share g has left by t as often as others by t/(1+g).
    /// Its discounted orders are then (1+g) times those of others up to h/(1+g) at the rate
    /// (1+r)^(1+g) − 1, by substitution in `∫ λ S(t/(1+g)) e^(−δt) dt`.
    pub(crate) fn new(days: i32, yearly_discount: f64) -> Result<Self, DiscountError> {
        let weeks = f64::from(days) / DAYS_PER_WEEK;
        let longer = 1.0 + LEVER_PULL;
        let rate = (longer * yearly_discount.ln_1p()).exp_m1();
        let discounting = Discounting::yearly(weeks, yearly_discount)?;
        let slower = Discounting::yearly(weeks / longer, rate)?;
        let moments = match moments_of(&discounting) {
            year if year.len() == MOMENTS_OF_A_YEAR => interpolated(&discounting, &slower, &year),
            many => side_by_side(&discounting, &slower, many),
        };
        Ok(Self {
            days,
            moments,
            weeks,
        })
    }

    /// Everything asked about a curve of orders expected up to a number of weeks; the curve
    /// begins at zero. First the orders within the horizon, second the same discounted, third
    /// those of somebody whose life is a tenth longer, discounted and over one and a tenth.
    ///
    /// - Formula: `Σ w E(t)` over the moments, once with each set of weights
    /// - Shape: a curve in, three sums out
    /// - Units: weeks in, orders out
    /// - Range: zero or more for a curve that rises
    /// - Errors: none
    /// - Source: Gaussian quadrature, and Lagrange interpolation between its points
    /// - Checked: `sums_are_those_of_the_discounting_itself`
    pub(crate) fn sums(&self, curve: impl Fn(f64) -> f64) -> [f64; 3] {
        let [mut whole, mut discounted, mut slower] = [0.0; 3];
        for moment in &self.moments {
            let orders = curve(moment.weeks);
            if moment.weeks == self.weeks {
                whole = orders;
            }
            discounted += moment.discounted * orders;
            slower += moment.slower * orders;
        }
        [whole, discounted, slower]
    }
}

/// The moments at which a discounting asks for orders.
fn moments_of(discounting: &Discounting) -> Vec<f64> {
    let moments = std::cell::RefCell::new(Vec::new());
    discounting.discounted_orders(|weeks| {
        moments.borrow_mut().push(weeks);
        0.0
    });
    moments.into_inner()
}

/// What a discounting multiplies the orders up to a moment by.
fn weight_at(discounting: &Discounting, moment: f64) -> f64 {
    discounting.discounted_orders(|weeks| f64::from(u8::from(weeks == moment)))
}

/// The same moments for both: the slower sum is that of the polynomial through the curve's values
/// at them and zero at the beginning, which is again a weighted sum of these values.
fn interpolated(discounting: &Discounting, slower: &Discounting, moments: &[f64]) -> Vec<Moment> {
    let basis = |own: f64, weeks: f64| {
        let others = moments.iter().filter(|other| **other != own);
        let through_zero = weeks / own;
        others.fold(through_zero, |product, other| {
            product * (weeks - other) / (own - other)
        })
    };
    let moment = |weeks: f64| Moment {
        weeks,
        discounted: weight_at(discounting, weeks),
        slower: slower.discounted_orders(|at| basis(weeks, at)),
    };
    moments.iter().copied().map(moment).collect()
}

/// The moments of both, each for itself.
fn side_by_side(discounting: &Discounting, slower: &Discounting, moments: Vec<f64>) -> Vec<Moment> {
    let mut all = moments;
    all.extend(moments_of(slower));
    all.sort_by(f64::total_cmp);
    all.dedup();
    let moment = |weeks: f64| Moment {
        weeks,
        discounted: weight_at(discounting, weeks),
        slower: weight_at(slower, weeks),
    };
    all.into_iter().map(moment).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Discounting, Horizon};
    use clv::{BaseModel, History, MbgNbd, ParetoNbd};

    #[test]
    fn sums_are_those_of_the_discounting_itself() {
        let models = [
            BaseModel::ParetoNbd(ParetoNbd::new(0.553, 10.578, 0.606, 11.669).unwrap()),
            BaseModel::MbgNbd(MbgNbd::new(0.5, 6.0, 0.8, 2.5).unwrap()),
        ];
        let histories = [
            (0, 0.0, 0.0),
            (0, 0.0, 40.0),
            (2, 30.4, 38.9),
            (26, 77.0, 78.0),
        ];
        for (days, rate) in [(365, 0.10), (90, 0.25), (1_095, 0.10), (365, 0.0)] {
            let horizon = Horizon::new(days, rate).unwrap();
            let weeks = f64::from(days) / 7.0;
            let plain = Discounting::yearly(weeks, rate).unwrap();
            let slower_rate = (1.1 * rate.ln_1p()).exp_m1();
            let slower = Discounting::yearly(weeks / 1.1, slower_rate).unwrap();
            for (model, (x, t_x, t)) in models
                .iter()
                .flat_map(|one| histories.map(|row| (one, row)))
            {
                let history = History::new(x, t_x, t).unwrap();
                let curve = |weeks| model.expected_orders_if_active(&history, weeks);
                let [whole, discounted, longer] = horizon.sums(curve);
                assert!((whole / curve(weeks) - 1.0).abs() < 1e-12);
                assert!((discounted / plain.discounted_orders(curve) - 1.0).abs() < 1e-12);
                let off = longer / slower.discounted_orders(curve) - 1.0;
                assert!(off.abs() < 2e-4, "{days} {x} {t_x} {t}: {off}");
            }
        }
    }
}
