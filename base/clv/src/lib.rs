//! Customer-base analysis: who still buys, how often, for how much, and what that is worth.
//!
//! Order dates enter, chances, expectations and values leave: columns in, columns out. The
//! crate does no input or output, takes no clock and owns no randomness; the same columns
//! give the same bits, however many cores there are.
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
//! # Symbols
//! | symbol | code | meaning |
//! |--|--|--|
//! | x | [`History::x`] | repeat orders: order days after the first |
//! | t_x | [`History::t_x`] | age at last order: weeks from first to last order |
//! | T | [`History::t_obs`] | customer age: weeks from first order to the as-of date |
//! | t | `horizon` | weeks to look ahead |
//! | λ | | a customer's own order rate while active; gamma(r, α) over the base |
//! | p | | a customer's own chance to leave after an order; beta(a, b) over the base |
//! | z | [`Spend::mean`] | a customer's mean spend per order day |
//! | ν | | a customer's own spend rate; gamma(q, v) over the base |
//!
//! # Which model
//! | model | leaves when | needs | look at |
//! |--|--|--|--|
//! | [`BgNbd`] | after a repeat order | 30 repeat customers | Fader, Hardie & Lee 2005 |
//! | [`SimpleRule`] | doubt grows with silence | nothing | stated in its file |
//! | [`GammaGamma`] | - | spend per order | Fader & Hardie 2013 |
//!
//! [`BaseModel::choose`] takes the decision and says why in plain words.
//!
//! # Units
//! Time is in weeks (days / 7), so that parameters read like those in the papers; changing the
//! unit changes no prediction. Money is in whatever unit comes in. Rates of interest are yearly.
//!
//! # What never happens
//! No starting values, penalties or tolerances are asked for. No result is NaN or infinite: a
//! base that cannot be fitted is a [`FitError`] that says what to do, a fit at the edge of its
//! model carries a [`FitNote`], an impossible history is a [`HistoryError`].

mod active_customer;
mod base_model;
mod beta_geometric;
mod bg_bb;
mod bg_nbd;
mod candidate;
mod choice;
mod cnbd;
mod correlated_pareto_nbd;
mod curve;
mod departure;
mod fallback;
mod fitted;
mod folded;
mod gamma_gamma;
mod ggompertz_nbd;
mod history;
mod mbg_nbd;
mod minimise;
mod nbd;
mod params;
mod pareto_nbd;
mod pareto_nbd_curve;
mod quadrature;
mod sbg;
mod scores;
mod special;
mod spend;
mod summary;
mod value;

#[cfg(test)]
mod testing;

pub use base_model::{BaseModel, FEWEST_REPEATERS};
pub use bg_bb::{BgBb, Opportunities, OpportunitiesError};
pub use bg_nbd::BgNbd;
pub use candidate::{CANDIDATES, Candidate};
pub use choice::{Choice, Trial, choose_by_backtest};
pub use cnbd::{Cnbd, FirstOrder, GREATEST_K};
pub use correlated_pareto_nbd::CorrelatedParetoNbd;
pub use fallback::SimpleRule;
pub use fitted::{FitError, FitNote, Fitted};
pub use folded::{FoldedHistories, FoldedRow};
pub use gamma_gamma::GammaGamma;
pub use ggompertz_nbd::GGompertzNbd;
pub use history::{DAYS_PER_WEEK, History, HistoryError, WEEKS_PER_YEAR};
pub use mbg_nbd::MbgNbd;
pub use nbd::Nbd;
pub use params::ParamError;
pub use pareto_nbd::ParetoNbd;
pub use sbg::{Contracts, Sbg};
pub use scores::Scores;
pub use spend::{Spend, SpendError};
pub use summary::{Purchase, Summary, SummaryError, count_order_days, summarise};
pub use value::{CashMoment, DiscountError, Discounting, expected_values};
