//! Customer-base analysis: who still buys, how often, for how much, and what that is worth.
//!
//! Order dates enter, chances, expectations and values leave: columns in, columns out. The
//! crate does no input or output, takes no clock, and draws at random only from a seed it is
//! given; the same columns give the same bits, however many cores there are.
//!
//! # The question
//! Without a contract nobody says goodbye. A customer who ordered six times and then fell
//! silent may have left, or may order tomorrow; one who ordered once may come back. The models
//! here are stories of how such customers behave. Fitted to a whole base they answer, for each
//! customer: how likely is it that they still buy, how many orders are to be expected, how
//! much will an order be, and what is all this worth today?
//!
//! # From a log to values
//! ```
//! use clv::{
//!     BaseModel, Discounting, FoldedHistories, GammaGamma, Purchase, WEEKS_PER_YEAR,
//!     expected_values, summarise,
//! };
//!
//! // Forty customers; customer c orders every 10 + c days, and every third soon stops.
//! let log = (0..40u32).flat_map(|customer| {
//!     let every = 10 + customer as i32;
//!     let orders = if customer % 3 == 0 { 3 } else { 360 / every };
//!     (0..orders).map(move |order| Purchase {
//!         customer,
//!         day: order * every,
//!         amount: f64::from(20 + customer % 7 + order as u32 % 3),
//!     })
//! });
//! let summary = summarise(log, 365)?;
//!
//! let base = FoldedHistories::fold(&summary.histories);
//! let (model, note) = BaseModel::choose(&base);
//! println!("{note}");
//!
//! let spend = GammaGamma::fit(&summary.repeat_spends)?.params;
//! let per_order: Vec<f64> = summary
//!     .repeat_spends
//!     .iter()
//!     .map(|own| spend.expected_mean_spend(own.count(), own.mean()))
//!     .collect();
//!
//! // The next twelve months at ten percent a year.
//! let discounting = Discounting::yearly(WEEKS_PER_YEAR, 0.10)?;
//! let values = expected_values(&model, &base, &per_order, &discounting);
//!
//! let p_alive = base.expand(&base.map(|history| model.p_alive(history)));
//! assert!(p_alive[1] > 0.5 && p_alive[0] < 0.2, "customer 0 stopped long ago");
//! assert!(values[1] > 10.0 * values[0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The stories
//! **Orders come at random, at everybody's own rate.** A customer with rate λ orders as a
//! Poisson process; the rates of a base differ as a gamma distribution. That alone is the NBD
//! ([`Nbd`]): somebody with x repeat orders in T weeks is expected to go on at (r+x)/(α+T) a
//! week, between the own pace and the base's.
//!
//! **And people leave.** The models differ in when. In the [`ParetoNbd`] at any moment, unseen;
//! in the [`BgNbd`] after a repeat order; in the [`MbgNbd`] after any order, the first included.
//! A long silence is then either bad luck or the end, and the likelihoods of the two give the
//! chance of being active. The [`GGompertzNbd`] lets the chance to leave rise with age, the
//! [`CorrelatedParetoNbd`] lets busy customers leave sooner or later than quiet ones, and the
//! [`CovariateParetoNbd`] lets segment, region or first channel move both rates, and the
//! [`TimedParetoNbd`] prices, campaigns and whatever else changes over time.
//!
//! **Some are regular.** Those who restock do not order at random but evenly; the [`Cnbd`]
//! models take several Poisson steps for one order, and judge silence more sharply.
//!
//! **Some can order only at times.** At yearly appeals or seasons, the [`BgBb`] counts
//! opportunities instead of weeks. With a contract leaving is seen, and the [`Sbg`] explains
//! why renewal rates rise with age although nobody becomes more loyal.
//!
//! **Years have seasons.** A [`Season`] is a clock that runs faster in busy weeks. On it every
//! model holds as it stands, so [`Seasoned`] learns the two together, and says so when the weeks
//! differ no more than chance would have it.
//!
//! **Files begin in the middle.** A first order in the file need not be the first ever;
//! [`CutStart`] sees whether customers were there before, and corrects the likelihood.
//!
//! **And money.** [`GammaGamma`] draws everybody's mean spend towards the base's, the less the
//! more orders are known; [`ShrunkMean`] does so with refunds and orders below cost. Where most
//! come to nothing and the others differ by factors, [`Ziln`] says both in one distribution.
//! [`choose_spend`] takes what foretold the amounts of the past best.
//!
//! # Which model
//! | model | leaves | needs | log-likelihood on CDNOW |
//! |--|--|--|--|
//! | [`ParetoNbd`] | at any moment | 50 repeat customers | −9594.976 |
//! | [`MbgNbd`] | after any order | the same | −9582.136 |
//! | [`BgNbd`] | after a repeat order | the same | −9582.429 |
//! | [`Cnbd`] with k = 2 | after an order, even gaps | the same | −9853.253 |
//! | [`CorrelatedParetoNbd`] | tied to the order rate | the same | −9591.666 |
//! | [`GGompertzNbd`] | more readily with age | the same | −9594.976 |
//! | [`Nbd`] | never | the same | −9763.658 |
//! | [`SimpleRule`] | doubt grows with silence | nothing | - |
//!
//! [`choose_by_backtest`] lets [`CANDIDATES`] foretell stretches of the past they have not seen,
//! and gives weight to others than the Pareto/NBD only where that is clearly better. A base too
//! large for one log is chosen for by a sample, fitted as a whole ([`Choice::refit`]), and asked
//! history by history and customer by customer ([`Forecast::by_history`], [`Forecast::by_days`]).
//! [`BaseModel::choose`] does without a log: the simple rule under 50 repeat customers, a fit
//! steadied by what is usual elsewhere ([`PosteriorModel::fit_with_prior`]) under 200, likelihood
//! alone above, the NBD where nobody is seen to leave. Both say why in plain words. Likelihoods
//! alone do not decide: on CDNOW the Pareto/NBD's is the lower one, and its forecast the better.
//!
//! # How sure
//! Every fit has standard errors. [`PosteriorModel::posterior`] gives draws of the parameters,
//! from which the interval of whatever is predicted follows: from fifty customers by sampling,
//! from a million by a normal approximation that has passed its check. It is there for the NBD, the
//! BG/NBD, the MBG/NBD, the GGompertz/NBD and the Pareto/NBD, tied or not, and for a given
//! regularity for the CNBD models ([`Cnbd::posterior`]), whose draws leave out how sure that
//! regularity is. How far the orders of one customer may lie from what is expected,
//! [`BaseModel::order_range`] says, and for their money [`BaseModel::value_range`]; where a
//! forecast of several models gives chance and level, [`BaseModel::coming_orders_at`]; for all
//! customers together, widened by how the past was
//! missed, [`TotalRange`].
//! ```
//! use clv::{FoldedHistories, History, MbgNbd, OrderModel, PosteriorModel};
//!
//! let histories: Vec<History> = (0..80u32)
//!     .map(|at| match at % 3 {
//!         0 => History::new(0, 0.0, 30.0 + f64::from(at % 20)),
//!         1 => History::new(2, 9.0, 40.0),
//!         _ => History::new(5, 33.0, 36.0 + f64::from(at % 7)),
//!     })
//!     .collect::<Result<_, _>>()?;
//! let base = FoldedHistories::fold(&histories);
//! let posterior = MbgNbd::posterior(&base, 400, 1)?;
//! let (low, high) = posterior.interval(0.9, |model| model.p_alive(&histories[1]));
//! assert!(0.0 < low && low < high && high < 1.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Symbols
//! | symbol | code | meaning |
//! |--|--|--|
//! | x | [`History::x`] | repeat orders: order days after the first |
//! | t_x | [`History::t_x`] | age at last order: weeks from first to last order |
//! | T | [`History::t_obs`] | customer age: weeks from first order to the as-of date |
//! | t | `horizon` | weeks to look ahead |
//! | λ | | a customer's own order rate while active; gamma(r, α) over the base |
//! | μ | | a customer's own rate of leaving; gamma(s, β) over the base |
//! | p | | a customer's own chance to leave after an order; beta(a, b) over the base |
//! | k | [`Cnbd::k`] | Poisson steps per order: the regularity |
//! | z | [`Spend::mean`] | a customer's mean spend per order day |
//! | ν | | a customer's own spend rate; gamma(q, v) over the base |
//! | δ | | continuous discount rate per week |
//! | m | [`Season::multiplier`] | how fast the clock runs in a week of the year |
//! | γ, g | [`TimedParetoNbd`] | effects of covariates on ordering and leaving |
//!
//! # How it is computed
//! Equal histories are folded ([`FoldedHistories`]). Every likelihood comes with exact first
//! and second derivatives, so a fit is a dozen Newton steps in the logarithms of the
//! parameters, and the standard errors come for free. Integrals over the moment of leaving are
//! Gauss–Legendre sums in log time, exact to the last digits without hypergeometric functions;
//! where a closed form divides by zero (a = 1, s = 1) it is written so that it does not. All
//! models of order timing answer through one trait, [`OrderModel`].
//!
//! Over 200 simulated bases a model, the 95 % intervals of most parameters hold the truth 92 to 97
//! times in 100, which is what chance makes of 95 in so few bases: over 2,000 those of Gamma-Gamma
//! and BG/BB hold it 95 to 96 times. `cargo run --example recovery` prints the table.
//!
//! # Units
//! Time is in weeks (days / 7), so that parameters read like those in the papers; changing the
//! unit changes no prediction. Money is in whatever unit comes in. Rates of interest are yearly.
//!
//! # What never happens
//! No starting values, penalties or tolerances are asked for. No result is NaN or infinite (but the
//! standard error of an effect that the base says nothing of): a
//! base that cannot be fitted is a [`FitError`] that says what to do, a fit at the edge of its
//! model carries a [`FitNote`], an impossible history is a [`HistoryError`].

mod choosing;
mod clock;
mod draws;
mod fit;
mod folded;
mod history;
mod models;
mod money;
mod ranges;
mod summary;

#[cfg(test)]
mod testing;

pub use choosing::by_customer::{ByDays, ByHistory};
pub use choosing::candidate::{CANDIDATES, Candidate};
pub use choosing::choice::{Choice, choose_by_backtest};
pub use choosing::forecast::Forecast;
pub use choosing::method::{Baseline, Method};
pub use choosing::scores::Scores;
pub use choosing::trial::{Calibration, Trial};
pub use clock::cut_start::{CutStart, StartFinding};
pub use clock::season::{OrdersByDay, SEASON_WEEKS, Season};
pub use clock::season_fit::{SeasonFinding, SeasonalModel, Seasoned};
pub use draws::posterior::{Posterior, PosteriorModel};
pub use draws::posterior_method::PosteriorMethod;
pub use fit::fitted::{FitError, FitNote, Fitted};
pub use fit::params::ParamError;
pub use folded::{FoldedHistories, FoldedRow};
pub use history::{DAYS_PER_WEEK, History, HistoryError, WEEKS_PER_YEAR};
pub use models::after_order::{AfterOrder, FirstOrder, Variety};
pub use models::base_model::{BaseModel, FEWEST_REPEATERS};
pub use models::bg_bb::{BgBb, Opportunities, OpportunitiesError};
pub use models::bg_nbd::{Bg, BgNbd, RandomTiming};
pub use models::cnbd::{Cnbd, GREATEST_K, Regular};
pub use models::correlated_pareto_nbd::CorrelatedParetoNbd;
pub use models::covariate_effects::MOST_COVARIATES;
pub use models::covariate_pareto_nbd::{CovariateError, CovariateParetoNbd};
pub use models::fallback::SimpleRule;
pub use models::ggompertz_nbd::GGompertzNbd;
pub use models::mbg_nbd::{Mbg, MbgNbd};
pub use models::nbd::Nbd;
pub use models::order_model::{OrderModel, Rhythm};
pub use models::orders_ahead::OrdersAhead;
pub use models::pareto_nbd::ParetoNbd;
pub use models::sbg::{Contracts, Sbg};
pub use models::timed_covariates::{
    CovariatePath, CovariatePathError, TimedCustomer, timed_customers,
};
pub use models::timed_pareto_nbd::TimedParetoNbd;
pub use money::gamma_gamma::GammaGamma;
pub use money::shrunk_mean::ShrunkMean;
pub use money::spend::{Spend, SpendError};
pub use money::spend_model::{SpendChoice, SpendKind, SpendModel, SpendTrial, choose_spend};
pub use money::spend_record::{SpendIndex, SpendRecord, spend_records};
pub use money::spend_trend::{Slope, SpendTrend, test_spend_trend};
pub use money::value::{CashMoment, DiscountError, Discounting, expected_values};
pub use money::ziln::Ziln;
pub use ranges::coming_orders::ComingOrders;
pub use ranges::order_range::OrderRange;
pub use ranges::total_range::TotalRange;
pub use ranges::value_range::OrderSize;
pub use summary::{Purchase, Summary, SummaryError, count_order_days, summarise};
