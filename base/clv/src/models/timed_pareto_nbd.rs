//! Pareto/NBD with covariates that change over time: prices, campaigns, seasons by segment.
//!
//! Enters: customers seen through covariates. Leaves: how each covariate moves ordering and
//! leaving, chances of being active, expected orders under values to come.

use crate::fit::edges::refuse_unfittable;
use crate::fit::fitted::{FitError, Fitted};
use crate::fit::params::{ParamError, check_positive};
use crate::folded::FoldedHistories;
use crate::history::{DAYS_PER_WEEK, History};
use crate::models::covariate_effects::{CovariateScale, by_count, check_effects, maximise_effects};
use crate::models::orders_ahead::{OrdersAhead, Stretch};
use crate::models::timed_covariates::{CovariatePath, Piece, TimedCustomer};
use crate::models::timed_curve::{curve, terms};

/// A Pareto/NBD whose rates follow covariates over time.
///
/// # The story
/// As the Pareto/NBD, but at a moment with covariates z(t) a customer orders e^(γ·z(t)) times
/// as often, and leaves e^(g·z(t)) times as readily, as at zero. With A(y) = ∫e^(γ·z) and
/// B(y) = ∫e^(g·z) for elapsed time the model is the Pareto/NBD on two clocks; its one integral
/// over the moment of leaving is taken piece by piece.
///
/// Source: Bachmann, Meierer & Näf 2021, "The Role of Time-Varying Contextual Factors in Latent
/// Attrition Models", Marketing Science 40(4), 783–809.
///
/// ```
/// use clv::{CovariatePath, Purchase, TimedParetoNbd, timed_customers};
///
/// // A campaign from day 100 to day 140, and again from day 200.
/// let path = CovariatePath::new(vec![
///     (0, vec![0.0]),
///     (100, vec![1.0]),
///     (140, vec![0.0]),
///     (200, vec![1.0]),
/// ])
/// .unwrap();
/// let log = [0, 30, 105, 120].map(|day| Purchase { customer: 7, day, amount: 20.0 });
/// let customers = timed_customers(&log, 190, &[path.clone()], |_| 0).unwrap();
/// let model = TimedParetoNbd::new([0.9, 8.0, 0.8, 40.0], vec![0.5], vec![0.0])?;
/// let orders = |until| model.expected_orders(&customers[0], &path, 190, until);
/// let (plain, campaign) = (orders(200) / 10.0, (orders(230) - orders(200)) / 30.0);
/// assert!(campaign > 1.4 * plain, "e^0.5 times as many orders, less those who leave");
/// # Ok::<(), clv::ParamError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TimedParetoNbd {
    baseline: [f64; 4],
    on_orders: Vec<f64>,
    on_leaving: Vec<f64>,
}

impl TimedParetoNbd {
    /// A model with known r, α, s, β (weeks) and effects, one each per covariate.
    pub fn new(
        baseline: [f64; 4],
        on_orders: Vec<f64>,
        on_leaving: Vec<f64>,
    ) -> Result<Self, ParamError> {
        let names = ["r", "alpha", "s", "beta"];
        check_positive(&std::array::from_fn::<_, 4, _>(|i| (names[i], baseline[i])))?;
        check_effects(&on_orders, &on_leaving)?;
        Ok(Self {
            baseline,
            on_orders,
            on_leaving,
        })
    }

    /// The parameters r, α, s, β at covariates of zero.
    pub fn baseline(&self) -> [f64; 4] {
        self.baseline
    }

    /// By how much, in logarithms, a unit of each covariate moves the order rate.
    pub fn effects_on_orders(&self) -> &[f64] {
        &self.on_orders
    }

    /// By how much, in logarithms, a unit of each covariate moves the rate of leaving.
    pub fn effects_on_leaving(&self) -> &[f64] {
        &self.on_leaving
    }

    /// Finds baseline and effects that make the observed base most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: customers in; standard errors in the order r, α, s, β, effects on orders,
    ///   effects on leaving.
    /// - Units: weeks; covariates in any unit, effects per unit.
    /// - Range: effects up to a factor of 10,000 between the least and the largest value. What ran
    ///   to an edge is noted and has an infinite standard error; where nobody is seen to leave,
    ///   effects on leaving are zero.
    /// - Errors: [`FitError`] as for the Pareto/NBD.
    /// - Source: Bachmann, Meierer & Näf 2021.
    /// - Checked: `tests/published.rs`; −5752.94 or better on the simulated apparel shop.
    pub fn fit(customers: &[TimedCustomer]) -> Result<Fitted<Self>, FitError> {
        let histories: Vec<History> = customers.iter().map(plain_history).collect();
        let base = FoldedHistories::fold(&histories);
        refuse_unfittable(&base)?;
        by_count!(customers[0].at_orders.len(), fit_effects(customers, &base))
    }

    /// Log-likelihood of a base: of the ordered purchase times, without `x!`.
    ///
    /// - Formula: sum of `ln{ Γ(r+x)α^rβ^s/Γ(r) · e^(γ·Σz(orders)) · [(α+A(T))^−(r+x)
    ///   (β+B(T))^−s + s·∫_{t_x}^{T} (α+A(y))^−(r+x) (β+B(y))^−(s+1) e^(g·z(y)) dy] }`.
    /// - Shape: customers in, one number out.
    /// - Units: weeks.
    /// - Range: finite for every customer and parameter.
    /// - Errors: none; zero for nobody.
    /// - Source: Bachmann, Meierer & Näf 2021, appendix.
    /// - Checked: `tests/published.rs`; −5777.83204 at published parameters.
    pub fn log_likelihood(&self, customers: &[TimedCustomer]) -> f64 {
        by_count!(self.on_orders.len(), likelihood(self, customers))
    }

    /// Chance that a customer has not left for good.
    ///
    /// - Formula: the first term of the likelihood's bracket over both.
    /// - Shape: one customer in, one chance out.
    /// - Units: a share 0..=1.
    /// - Range: 1 on the day of an order, falling with silence.
    /// - Errors: none.
    /// - Source: Bachmann, Meierer & Näf 2021, appendix.
    /// - Checked: `tests/timed.rs`; the Pareto/NBD's without effects.
    pub fn p_alive(&self, customer: &TimedCustomer) -> f64 {
        by_count!(self.on_orders.len(), ln_active_share(self, customer))
            .exp()
            .min(1.0)
    }

    /// Expected orders after `as_of` and up to the end of the day `until`, under the values the
    /// path has for that time.
    ///
    /// - Formula: chance active × `(r+x)/(α+A) · ∫ e^(γ·z(t)) ((β+B)/(β+B(t)))^s dt`, exact on
    ///   every piece.
    /// - Shape: one customer, the path and a window in, one mean out.
    /// - Units: days in, orders out.
    /// - Range: zero or more; zero for an empty window.
    /// - Errors: none.
    /// - Source: Bachmann, Meierer & Näf 2021, appendix.
    /// - Checked: `tests/timed.rs`; the Pareto/NBD's without effects.
    pub fn expected_orders(
        &self,
        customer: &TimedCustomer,
        path: &CovariatePath,
        as_of: i32,
        until: i32,
    ) -> f64 {
        let weeks = f64::from(until - as_of) / DAYS_PER_WEEK;
        self.ahead(customer, path, as_of, weeks)
            .expected_orders(weeks)
    }

    /// What is to come of a customer in the `horizon` weeks after `as_of`, under the values the path
    /// has for that time: everything that a model tells of single customers.
    pub fn ahead(
        &self,
        customer: &TimedCustomer,
        path: &CovariatePath,
        as_of: i32,
        horizon: f64,
    ) -> OrdersAhead {
        let [r, alpha, s, beta] = self.baseline;
        let past = || customer.pieces();
        let elapsed = |effects: &[f64]| -> f64 {
            past()
                .map(|piece| factor(effects, piece) * piece.weeks)
                .sum()
        };
        let days = (horizon * DAYS_PER_WEEK).ceil().max(0.0) as i32;
        let stretches = path.pieces(as_of, as_of.saturating_add(days)).into_iter();
        OrdersAhead {
            p_alive: self.p_alive(customer),
            shape: r + f64::from(customer.x),
            weeks: alpha + elapsed(&self.on_orders),
            s,
            level: beta + elapsed(&self.on_leaving),
            stretches: stretches
                .map(|piece| Stretch {
                    weeks: piece.weeks,
                    orders: factor(&self.on_orders, &piece),
                    leaving: factor(&self.on_leaving, &piece),
                })
                .collect(),
        }
    }

    /// Logarithms of r, α, s, β, then the effects as they are.
    fn ln_theta<const N: usize>(&self) -> [f64; N] {
        let count = (N - 4) / 2;
        std::array::from_fn(|i| match i {
            0..4 => self.baseline[i].ln(),
            i if i < 4 + count => self.on_orders[i - 4],
            _ => self.on_leaving[i - 4 - count],
        })
    }
}

/// The factor by which a piece's covariates move a rate.
fn factor(effects: &[f64], piece: &Piece) -> f64 {
    let sum: f64 = effects
        .iter()
        .zip(&piece.values)
        .map(|(effect, z)| effect * z)
        .sum();
    sum.exp()
}

fn likelihood<const N: usize>(model: &TimedParetoNbd, customers: &[TimedCustomer]) -> f64 {
    curve(customers, &model.ln_theta::<N>()).value
}

/// Logarithm of the bracket's first term over the whole.
fn ln_active_share<const N: usize>(model: &TimedParetoNbd, customer: &TimedCustomer) -> f64 {
    let (active, all) = terms(customer, &model.ln_theta::<N>());
    active.value - all.value
}

/// The history without its covariates.
fn plain_history(customer: &TimedCustomer) -> History {
    let weeks = |pieces: &[Piece]| pieces.iter().map(|piece| piece.weeks).sum::<f64>();
    let t_x = weeks(&customer.until_last);
    match History::new(customer.x, t_x, t_x + weeks(&customer.since_last)) {
        Ok(history) => history,
        Err(why) => unreachable!("order days that rise up to the as-of day: {why}"),
    }
}

fn fit_effects<const N: usize>(
    customers: &[TimedCustomer],
    base: &FoldedHistories,
) -> Result<Fitted<TimedParetoNbd>, FitError> {
    let pieces = customers.iter().flat_map(TimedCustomer::pieces);
    let scale = CovariateScale::of(pieces.map(|piece| piece.values.as_slice()));
    let scaled: Vec<TimedCustomer> = customers.iter().map(|own| own.scaled(&scale)).collect();
    let mut fitted = maximise_effects::<N>(base, &scale, |at| curve(&scaled, at))?;
    fitted.folded_rows = customers.len();
    Ok(fitted.map(|effects| TimedParetoNbd {
        baseline: effects.baseline,
        on_orders: effects.on_orders,
        on_leaving: effects.on_leaving,
    }))
}
