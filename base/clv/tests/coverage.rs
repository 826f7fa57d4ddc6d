//! How often intervals of parameters hold the planted truth, model by model.

use crate::simulated::{
    Behaviour, after_order_customer, contract_of, correlated_customer, ggompertz_customer,
    nbd_customer, opportunities_of, pareto_nbd_customer, spend_of, timed_customer, value_of,
};
use clv::{
    BgBb, BgNbd, Cnbd, CorrelatedParetoNbd, CovariateParetoNbd, CovariatePath, FirstOrder,
    FitError, Fitted, FoldedHistories, GGompertzNbd, GammaGamma, History, MbgNbd, Nbd,
    Opportunities, ParetoNbd, PosteriorModel, Purchase, Sbg, TimedParetoNbd, Ziln, timed_customers,
};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use rayon::prelude::*;

/// A model, the truth planted in it, and how a base of it is simulated and fitted.
pub(crate) struct Study {
    pub(crate) model: &'static str,
    pub(crate) truth: Vec<(&'static str, f64)>,
    fit: fn(&mut Pcg64) -> Result<Found, FitError>,
}

/// Estimates with the standard errors of their logarithms.
struct Found {
    values: Vec<f64>,
    ln_errors: Option<Vec<f64>>,
}

/// What came of a study.
pub(crate) struct Outcome {
    /// Bases whose fit has standard errors; the others lie at an edge of the model.
    pub(crate) inside: usize,
    /// Per parameter: mean of ln(found/planted), and the share of 95 % intervals that hold the
    /// truth.
    pub(crate) parameters: Vec<(f64, f64)>,
}

impl Study {
    /// Simulates and fits so many bases.
    pub(crate) fn run(&self, bases: u64) -> Outcome {
        let found: Vec<Found> = (0..bases)
            .into_par_iter()
            .filter_map(|base| (self.fit)(&mut Pcg64::seed_from_u64(1000 + base)).ok())
            .collect();
        let sound: Vec<(&Found, &Vec<f64>)> = found
            .iter()
            .filter_map(|own| Some((own, own.ln_errors.as_ref()?)))
            .collect();
        let parameters = self.truth.iter().enumerate().map(|(at, (_, planted))| {
            let (mut off, mut held) = (0.0, 0.0);
            for (own, errors) in &sound {
                let distance = (own.values[at] / planted).ln();
                off += distance;
                held += f64::from(u8::from(distance.abs() < 1.96 * errors[at]));
            }
            let all = sound.len() as f64;
            (off / all, held / all)
        });
        Outcome {
            parameters: parameters.collect(),
            inside: sound.len(),
        }
    }
}

fn found<M>(fit: Fitted<M>, values: impl Fn(&M) -> Vec<f64>) -> Found {
    let values = values(&fit.params);
    let relative = |errors: Vec<f64>| errors.iter().zip(&values).map(|(e, v)| e / v).collect();
    Found {
        ln_errors: fit.standard_errors.map(relative),
        values,
    }
}

fn named(parameters: &[(&'static str, f64)]) -> Vec<f64> {
    parameters.iter().map(|(_, value)| *value).collect()
}

/// A base of so many customers who joined in the first half of two years.
fn base_of(customers: usize, mut one: impl FnMut(f64) -> History) -> FoldedHistories {
    let weeks = |at: usize| 52.0 + 52.0 * at as f64 / customers as f64;
    let histories: Vec<History> = (0..customers).map(|at| one(weeks(at))).collect();
    FoldedHistories::fold(&histories)
}

const ORDERS: [f64; 2] = [0.9, 8.0];
const AFTER: [f64; 4] = [0.9, 6.0, 0.9, 3.0];
const PARETO: [f64; 4] = [0.9, 8.0, 0.8, 20.0];
const TIED: [f64; 5] = [0.9, 1.5, 0.9, 2.0, 1.6];
const TIMED: [f64; 4] = [1.2, 20.0, 0.9, 40.0];
const TIMED_EFFECTS: [f64; 2] = [0.6, 0.5];
const GOMPERTZ: [f64; 5] = [0.9, 8.0, 0.05, 0.8, 2.0];
const SPEND: [f64; 3] = [4.0, 3.0, 25.0];
const VALUES: [f64; 3] = [0.4, 3.0, 1.2];
const CHANCES: [f64; 4] = [1.2, 0.75, 0.7, 2.8];
const CONTRACT: [f64; 2] = [0.7, 1.2];

fn after_order(rng: &mut Pcg64, stages: u32, leave_at_once: bool) -> (FoldedHistories, f64) {
    let behaviour = Behaviour {
        truth: AFTER,
        stages,
        leave_at_once,
    };
    let mut ln_gaps = 0.0;
    let base = base_of(1_500, |weeks| {
        let (history, gaps, _) = after_order_customer(rng, &behaviour, weeks, 0.0);
        ln_gaps += gaps;
        history
    });
    (base, ln_gaps)
}

fn fit_with_covariate(rng: &mut Pcg64) -> Result<Found, FitError> {
    let [r, alpha, s, beta] = PARETO;
    let (mut histories, mut covariates) = (Vec::new(), Vec::new());
    for at in 0..2_500 {
        let z = f64::from(at % 2);
        let theta = [r, alpha / f64::exp(0.5 * z), s, beta / f64::exp(-0.7 * z)];
        histories.push(pareto_nbd_customer(rng, theta, 52.0 + f64::from(at % 52)));
        covariates.push(vec![z]);
    }
    let fit = CovariateParetoNbd::fit(&histories, &covariates).map_err(|_| FitError::Empty)?;
    let model = &fit.params;
    let effects = model
        .effects_on_orders()
        .iter()
        .chain(model.effects_on_leaving());
    let mut values = named(&model.baseline().parameters());
    // Effects are logarithms already: compared as factors.
    values.extend(effects.map(|effect| effect.exp()));
    let ln_errors = fit.standard_errors.map(|errors| {
        let of = |(at, error): (usize, &f64)| if at < 4 { error / values[at] } else { *error };
        errors.iter().enumerate().map(of).collect()
    });
    Ok(Found { values, ln_errors })
}

/// Campaigns of 40 days in every 120, which move orders and leaving.
fn fit_with_campaigns(rng: &mut Pcg64) -> Result<Found, FitError> {
    let as_of = 1_000;
    let steps = (0..26).map(|at| (at * 40, vec![f64::from(at % 3 == 0)]));
    let path = CovariatePath::new(steps.collect()).unwrap();
    let log: Vec<Purchase> = (0..2_500)
        .flat_map(|customer| {
            let first = rng.random_range(0..500);
            let seen = (customer, first, as_of);
            timed_customer(rng, (TIMED, TIMED_EFFECTS), &path, seen)
        })
        .collect();
    let customers = timed_customers(&log, as_of, &[path], |_| 0).unwrap();
    let fit = TimedParetoNbd::fit(&customers)?;
    let model = &fit.params;
    let mut values = model.baseline().to_vec();
    let effects = model.effects_on_orders().iter();
    // Effects are logarithms already: compared as factors.
    values.extend(
        effects
            .chain(model.effects_on_leaving())
            .map(|own| own.exp()),
    );
    let ln_errors = fit.standard_errors.map(|errors| {
        let of = |(at, error): (usize, &f64)| if at < 4 { error / values[at] } else { *error };
        errors.iter().enumerate().map(of).collect()
    });
    Ok(Found { values, ln_errors })
}

fn truth<const N: usize>(names: [&'static str; N], values: [f64; N]) -> Vec<(&'static str, f64)> {
    names.into_iter().zip(values).collect()
}

/// One study per model.
pub(crate) fn studies() -> Vec<Study> {
    let mut studies = studies_of_leaving_after_orders();
    studies.extend(studies_of_leaving_at_any_moment());
    studies.extend(studies_of_contracts_and_money());
    studies
}

/// The NBD, in which nobody leaves, and the models in which customers leave after an order.
fn studies_of_leaving_after_orders() -> Vec<Study> {
    let after = || truth(["r", "alpha", "a", "b"], AFTER);
    vec![
        Study {
            model: "NBD",
            truth: truth(["r", "alpha"], ORDERS),
            fit: |rng| {
                let base = base_of(1_000, |weeks| nbd_customer(rng, ORDERS, weeks));
                Ok(found(Nbd::fit(&base)?, |model| named(&model.parameters())))
            },
        },
        Study {
            model: "BG/NBD",
            truth: after(),
            fit: |rng| {
                let (base, _) = after_order(rng, 1, false);
                Ok(found(BgNbd::fit(&base)?, |model| {
                    named(&model.parameters())
                }))
            },
        },
        Study {
            model: "MBG/NBD",
            truth: after(),
            fit: |rng| {
                let (base, _) = after_order(rng, 1, true);
                Ok(found(MbgNbd::fit(&base)?, |model| {
                    named(&model.parameters())
                }))
            },
        },
        Study {
            model: "BG/CNBD-2",
            truth: after(),
            fit: |rng| {
                let (base, gaps) = after_order(rng, 2, false);
                let fit = Cnbd::fit_with_k(&base, gaps, FirstOrder::Stays, 2)?;
                Ok(found(fit, |model| named(&model.parameters())))
            },
        },
        Study {
            model: "MBG/CNBD-3",
            truth: after(),
            fit: |rng| {
                let (base, gaps) = after_order(rng, 3, true);
                let fit = Cnbd::fit_with_k(&base, gaps, FirstOrder::MayLeave, 3)?;
                Ok(found(fit, |model| named(&model.parameters())))
            },
        },
    ]
}

/// The models in which customers leave at any moment.
fn studies_of_leaving_at_any_moment() -> Vec<Study> {
    vec![
        Study {
            model: "Pareto/NBD",
            truth: truth(["r", "alpha", "s", "beta"], PARETO),
            fit: |rng| {
                let base = base_of(2_000, |weeks| pareto_nbd_customer(rng, PARETO, weeks));
                Ok(found(ParetoNbd::fit(&base)?, |model| {
                    named(&model.parameters())
                }))
            },
        },
        Study {
            model: "Pareto/NBD, covariate",
            truth: truth(
                ["r", "alpha", "s", "beta", "orders", "leaving"],
                [0.9, 8.0, 0.8, 20.0, 0.5_f64.exp(), (-0.7_f64).exp()],
            ),
            fit: fit_with_covariate,
        },
        Study {
            model: "Pareto/NBD, over time",
            truth: {
                let [r, alpha, s, beta] = TIMED;
                let [orders, leaving] = TIMED_EFFECTS.map(f64::exp);
                truth(
                    ["r", "alpha", "s", "beta", "orders", "leaving"],
                    [r, alpha, s, beta, orders, leaving],
                )
            },
            fit: fit_with_campaigns,
        },
        Study {
            model: "Pareto/NBD, correlated",
            truth: truth(["r", "alpha", "s", "beta", "kappa"], TIED),
            fit: |rng| {
                let base = base_of(4_000, |weeks| correlated_customer(rng, TIED, weeks));
                let fit = CorrelatedParetoNbd::fit(&base)?;
                Ok(found(fit, |model| named(&model.parameters())))
            },
        },
        Study {
            model: "GGompertz/NBD",
            truth: truth(["r", "alpha", "b", "s", "beta"], GOMPERTZ),
            fit: |rng| {
                let base = base_of(4_000, |weeks| ggompertz_customer(rng, GOMPERTZ, weeks));
                Ok(found(GGompertzNbd::fit(&base)?, |model| {
                    named(&model.parameters())
                }))
            },
        },
    ]
}

/// Chances to order, contracts, spend and value.
fn studies_of_contracts_and_money() -> Vec<Study> {
    vec![
        Study {
            model: "BG/BB",
            truth: truth(["alpha", "beta", "gamma", "delta"], CHANCES),
            fit: |rng| {
                let mut all: Vec<Opportunities> = (0..3_000)
                    .map(|_| opportunities_of(rng, CHANCES, 8))
                    .collect();
                all.sort_unstable();
                let alike = all.chunk_by(|one, other| one == other);
                let base: Vec<_> = alike.map(|own| (own[0], own.len() as u32)).collect();
                Ok(found(BgBb::fit(&base)?, |model| named(&model.parameters())))
            },
        },
        Study {
            model: "sBG",
            truth: truth(["alpha", "beta"], CONTRACT),
            fit: |rng| {
                let base: Vec<_> = (0..2_000).map(|_| contract_of(rng, CONTRACT, 8)).collect();
                Ok(found(Sbg::fit(&base)?, |model| named(&model.parameters())))
            },
        },
        Study {
            model: "Gamma-Gamma",
            truth: truth(["p", "q", "v"], SPEND),
            fit: |rng| {
                let spends: Vec<_> = (0..1_500)
                    .map(|at| spend_of(rng, SPEND, 1 + at % 6))
                    .collect();
                Ok(found(GammaGamma::fit(&spends)?, |model| {
                    named(&model.parameters())
                }))
            },
        },
        Study {
            model: "ZILN",
            truth: truth(["chance", "location", "scale"], VALUES),
            fit: |rng| {
                let values: Vec<f64> = (0..1_000).map(|_| value_of(rng, VALUES)).collect();
                Ok(found(Ziln::fit(&values)?, |model| {
                    named(&model.parameters())
                }))
            },
        },
    ]
}

/// Share of posterior 90 % intervals from small bases that hold the truth, when the truth is
/// drawn from what is usual.
pub(crate) fn posterior_coverage(bases: u64, customers: usize) -> f64 {
    use rand_distr::{Distribution, LogNormal};
    let held: Vec<f64> = (0..bases)
        .into_par_iter()
        .filter_map(|number| {
            let rng = &mut Pcg64::seed_from_u64(5000 + number);
            let mut usual = |centre: f64, deviation: f64| {
                LogNormal::new(centre.ln(), deviation).unwrap().sample(rng)
            };
            let r = usual(0.8, 1.0);
            let truth = [r, r * 6.0, usual(0.6, 1.0), usual(0.6 * 52.0, 1.2)];
            let histories: Vec<History> = (0..customers)
                .map(|_| pareto_nbd_customer(rng, truth, 52.0))
                .collect();
            let posterior = ParetoNbd::posterior(&FoldedHistories::fold(&histories), 400, number);
            let posterior = posterior.ok()?;
            let inside = truth.iter().enumerate().filter(|(at, planted)| {
                let (low, high) = posterior.interval(0.9, |model| model.parameters()[*at].1);
                (low..=high).contains(*planted)
            });
            Some(inside.count() as f64 / 4.0)
        })
        .collect();
    held.iter().sum::<f64>() / held.len() as f64
}
