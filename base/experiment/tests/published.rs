//! Enters: published figures with their inputs. Leaves: one test per method, every row of it checked.

use crate::data::{Row, all_rows, number, numbers, own_rows};
use experiment::cap::cap_outcomes;
use experiment::chances::{SharePrior, share_chances};
use experiment::cuped::cuped;
use experiment::exact::{boschloo, fisher};
use experiment::lift::Lift;
use experiment::multiple::{benjamini_hochberg, holm};
use experiment::paired::{paired_lift, sign_flip_p};
use experiment::permutation::permutation_exact;
use experiment::pooling::{SegmentEffects, SpreadMethod, between_variance, pooled_effect};
use experiment::power::{
    Demand, minimum_detectable_difference, sample_size_for_means, sample_size_for_shares,
    test_and_roll_size,
};
use experiment::proportion::{Proportion, miettinen_nurminen, newcombe, pooled_z_p, wilson};
use experiment::regression::{RobustError, lin_regression};
use experiment::relative::relative_lift;
use experiment::sample::Sample;
use experiment::sequential::{look_at, sample_ratio_over_days};
use experiment::shrink::{Belief, believe_after, shrink_segments};
use experiment::srm::sample_ratio;
use experiment::welch::{welch, welch_from_values};
use serde_json::Value;

/// Checks every row of a method that carries its inputs, in the own table and in the full one.
fn check_method(method: &str, expected_rows: usize, figure: impl Fn(&Row, &Value) -> f64) {
    let own: Vec<Row> = own_rows()
        .into_iter()
        .filter(|row| row.method == method)
        .collect();
    assert_eq!(
        own.len(),
        expected_rows,
        "rows of {method} beside the tests"
    );
    let further = all_rows()
        .unwrap_or_default()
        .into_iter()
        .filter(|row| row.method == method);
    for row in own.into_iter().chain(further) {
        let inputs = row.json();
        if !inputs.is_null() {
            row.check(figure(&row, &inputs));
        }
    }
}

fn sums(arm: &Value) -> Sample {
    Sample::from_sums(
        arm["n"].as_u64().unwrap(),
        number(&arm["sum"]),
        number(&arm["sum_squares"]),
    )
    .unwrap()
}

fn counts(arm: &Value) -> (u64, u64) {
    (arm[0].as_u64().unwrap(), arm[1].as_u64().unwrap())
}

fn proportion(arm: &Value) -> Proportion {
    let (yes, n) = counts(arm);
    Proportion::new(yes, n).unwrap()
}

/// The named figure of a lift.
pub(crate) fn of_lift(quantity: &str, lift: &Lift) -> f64 {
    match quantity {
        "estimate" => lift.estimate,
        "standard_error" => lift.standard_error,
        "ci95_low" => lift.interval.low,
        "ci95_high" => lift.interval.high,
        "p_value" | "p_value_t_n_minus_4" | "p_two_sided" => lift.p_value,
        "one_sided_p_greater" => lift.p_above(0.0),
        other => panic!("no figure called {other}"),
    }
}

fn end_of(quantity: &str, interval: experiment::Interval) -> f64 {
    if quantity == "ci95_low" {
        interval.low
    } else {
        interval.high
    }
}

fn pre_post(inputs: &Value) -> (Vec<f64>, Vec<f64>, Vec<bool>) {
    let treated = numbers(&inputs["treated"])
        .iter()
        .map(|&z| z == 1.0)
        .collect();
    (numbers(&inputs["pre"]), numbers(&inputs["post"]), treated)
}

#[test]
fn welch_two_sided_equals_gbstats() {
    check_method("welch_two_sided", 5, |row, inputs| {
        of_lift(
            &row.quantity,
            &welch(&sums(&inputs["treated"]), &sums(&inputs["control"]), 0.95).unwrap(),
        )
    });
}

#[test]
fn welch_relative_delta_method_equals_gbstats() {
    check_method("welch_relative_delta_method", 5, |row, inputs| {
        of_lift(
            &row.quantity,
            &relative_lift(&sums(&inputs["treated"]), &sums(&inputs["control"]), 0.95).unwrap(),
        )
    });
}

#[test]
fn proportion_relative_welch_equals_gbstats() {
    let sample = |arm: &Value| {
        let (yes, n) = counts(arm);
        Sample::from_count(yes, n).unwrap()
    };
    check_method("proportion_relative_welch", 4, |row, inputs| {
        of_lift(
            &row.quantity,
            &relative_lift(
                &sample(&inputs["treated"]),
                &sample(&inputs["control"]),
                0.95,
            )
            .unwrap(),
        )
    });
}

#[test]
fn newcombe_wilson_difference_equals_statsmodels() {
    check_method("newcombe_wilson_difference", 4, |row, inputs| {
        let arms = (
            proportion(&inputs["treated"]),
            proportion(&inputs["control"]),
        );
        end_of(&row.quantity, newcombe(arms.0, arms.1, 0.95).unwrap())
    });
}

#[test]
fn miettinen_nurminen_difference_equals_score_inversion_by_scipy() {
    check_method("miettinen_nurminen_difference", 4, |row, inputs| {
        let arms = (
            proportion(&inputs["treated"]),
            proportion(&inputs["control"]),
        );
        end_of(
            &row.quantity,
            miettinen_nurminen(arms.0, arms.1, 0.95).unwrap(),
        )
    });
}

#[test]
fn wilson_interval_equals_statsmodels() {
    check_method("wilson_interval", 4, |row, inputs| {
        let (yes, n) = (
            inputs["successes"].as_u64().unwrap(),
            inputs["n"].as_u64().unwrap(),
        );
        end_of(
            &row.quantity,
            wilson(Proportion::new(yes, n).unwrap(), 0.95).unwrap(),
        )
    });
}

#[test]
fn pooled_z_two_sided_equals_statsmodels() {
    check_method("pooled_z_two_sided", 2, |_, inputs| {
        pooled_z_p(
            proportion(&inputs["treated"]),
            proportion(&inputs["control"]),
        )
    });
}

#[test]
fn cuped_equals_numpy_and_scipy() {
    let figure = |row: &Row, inputs: &Value| {
        let (pre, post, treated) = pre_post(inputs);
        let result = cuped(&post, &pre, &treated, 0.95).unwrap();
        match row.quantity.as_str() {
            "theta_pooled" => result.theta,
            "variance_ratio_adjusted_over_raw" => result.variance_ratio,
            quantity => of_lift(quantity, &result.lift),
        }
    };
    check_method("cuped", 3, figure);
    check_method("cuped_welch", 3, figure);
}

#[test]
fn lin_interacted_regression_equals_statsmodels() {
    let figure = |error: RobustError| {
        move |row: &Row, inputs: &Value| {
            let (pre, post, treated) = pre_post(inputs);
            let result = lin_regression(&post, &treated, &[&pre], error, 0.95).unwrap();
            of_lift(&row.quantity, &result.lift)
        }
    };
    check_method("lin_interacted_regression", 1, figure(RobustError::Hc3));
    check_method("lin_interacted_regression_hc2", 2, figure(RobustError::Hc2));
    check_method("lin_interacted_regression_hc3", 2, figure(RobustError::Hc3));
}

#[test]
fn srm_chi_square_equals_gbstats() {
    check_method("srm_chi_square", 2, |_, inputs| {
        let counts: Vec<u64> = inputs["counts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|x| x.as_u64().unwrap())
            .collect();
        sample_ratio(&counts, &numbers(&inputs["weights"]))
            .unwrap()
            .p_value
    });
}

#[test]
fn fisher_and_boschloo_exact_two_sided_equal_scipy() {
    let arms = |inputs: &Value| {
        (
            proportion(&inputs["treated"]),
            proportion(&inputs["control"]),
        )
    };
    check_method("fisher_exact_two_sided", 2, |_, inputs| {
        fisher(arms(inputs).0, arms(inputs).1)
    });
    check_method("boschloo_exact_two_sided", 2, |_, inputs| {
        boschloo(arms(inputs).0, arms(inputs).1).unwrap()
    });
}

#[test]
fn permutation_mean_difference_exact_equals_scipy() {
    check_method("permutation_mean_difference_exact", 3, |row, inputs| {
        let p =
            permutation_exact(&numbers(&inputs["treated"]), &numbers(&inputs["control"])).unwrap();
        match row.quantity.as_str() {
            "p_greater" => p.greater,
            "p_two_sided_doubled" => p.two_sided_doubled,
            _ => p.two_sided_absolute,
        }
    });
}

#[test]
fn sample_sizes_equal_statsmodels() {
    let demand =
        |inputs: &Value| Demand::new(number(&inputs["alpha"]), number(&inputs["power"])).unwrap();
    check_method("sample_size_two_sample_t", 1, |_, inputs| {
        sample_size_for_means(number(&inputs["effect_size_d"]), demand(inputs)).unwrap()
    });
    check_method("sample_size_proportions_arcsine", 1, |_, inputs| {
        sample_size_for_shares(number(&inputs["p1"]), number(&inputs["p0"]), demand(inputs))
            .unwrap()
    });
    check_method("minimum_detectable_difference_normal", 2, |_, inputs| {
        let (n, share) = (
            number(&inputs["customers"]),
            number(&inputs["holdout_share"]),
        );
        let (contacted, control) = (
            (n * (1.0 - share)).round() as u64,
            (n * share).round() as u64,
        );
        minimum_detectable_difference(contacted, control, number(&inputs["sd"]), demand(inputs))
            .unwrap()
    });
}

#[test]
fn test_and_roll_size_symmetric_equals_the_closed_form() {
    check_method("test_and_roll_size_symmetric", 3, |_, inputs| {
        let population = inputs["population"].as_u64().unwrap();
        test_and_roll_size(
            population,
            number(&inputs["response_sd"]),
            number(&inputs["prior_sd"]),
        )
        .unwrap()
    });
}

#[test]
fn holm_and_benjamini_hochberg_equal_statsmodels() {
    let place = |row: &Row| row.quantity[2..3].parse::<usize>().unwrap();
    check_method("holm_adjusted_p", 3, |row, inputs| {
        holm(&numbers(&inputs["p"])).unwrap()[place(row)]
    });
    check_method("benjamini_hochberg_adjusted_p", 3, |row, inputs| {
        benjamini_hochberg(&numbers(&inputs["p"])).unwrap()[place(row)]
    });
}

#[test]
fn between_segment_spread_equals_statsmodels_and_scipy() {
    let segments = |inputs: &Value| {
        SegmentEffects::new(
            &numbers(&inputs["effects"]),
            &numbers(&inputs["standard_errors"]),
        )
        .unwrap()
    };
    let spread = |inputs: &Value, method| between_variance(&segments(inputs), method).unwrap();
    check_method("dersimonian_laird_tau2", 2, |_, inputs| {
        spread(inputs, SpreadMethod::DerSimonianLaird)
    });
    check_method("paule_mandel_tau2", 2, |_, inputs| {
        spread(inputs, SpreadMethod::PauleMandel)
    });
    check_method("reml_tau", 2, |_, inputs| {
        spread(inputs, SpreadMethod::Reml).sqrt()
    });
    check_method("fixed_effect_pooled", 4, |row, inputs| {
        let pooled = pooled_effect(&segments(inputs), 0.0).unwrap();
        if row.quantity == "mean" {
            pooled.mean
        } else {
            pooled.standard_error
        }
    });
    check_method("reml_mean", 2, |_, inputs| {
        pooled_effect(&segments(inputs), spread(inputs, SpreadMethod::Reml))
            .unwrap()
            .mean
    });
    check_method("empirical_bayes_segment_effect", 4, |row, inputs| {
        let place = row.quantity[7..8].parse::<usize>().unwrap();
        shrink_segments(&segments(inputs), SpreadMethod::Reml).unwrap()[place]
            .belief
            .mean
    });
}

/// The named figure of a belief.
fn of_belief(quantity: &str, belief: Belief) -> f64 {
    match quantity {
        "posterior_mean" | "estimate" => belief.mean,
        "posterior_sd" => belief.sd,
        "chance_to_win" => belief.chance_above(0.0),
        "ci95_low" => belief.interval(0.95).unwrap().low,
        "ci95_high" => belief.interval(0.95).unwrap().high,
        "risk_choose_control" => belief.loss_of_leaving_alone(),
        "risk_choose_treated" => belief.loss_of_contacting(),
        other => panic!("no figure called {other}"),
    }
}

fn prior_of(inputs: &Value) -> Belief {
    Belief {
        mean: number(&inputs["prior_mean"]),
        sd: number(&inputs["prior_variance"]).sqrt(),
    }
}

#[test]
fn normal_prior_effect_equals_scipy() {
    check_method("normal_prior_effect", 3, |row, inputs| {
        let error = number(&inputs["variance"]).sqrt();
        of_belief(
            &row.quantity,
            believe_after(prior_of(inputs), number(&inputs["estimate"]), error).unwrap(),
        )
    });
}

#[test]
fn gaussian_effect_bayes_equals_gbstats() {
    check_method("gaussian_effect_bayes", 6, |row, inputs| {
        let lift =
            relative_lift(&sums(&inputs["treated"]), &sums(&inputs["control"]), 0.95).unwrap();
        of_belief(
            &row.quantity,
            believe_after(prior_of(inputs), lift.estimate, lift.standard_error).unwrap(),
        )
    });
}

#[test]
fn winsorised_welch_equals_scipy() {
    check_method(
        "winsorised_95_pooled_linear_quantile_welch",
        2,
        |row, inputs| {
            let capped = cap_outcomes(
                &numbers(&inputs["treated"]),
                &numbers(&inputs["control"]),
                0.95,
            )
            .unwrap();
            assert!((capped.cap - number(&inputs["cap"])).abs() < 1e-9);
            of_lift(
                &row.quantity,
                &welch_from_values(&capped.contacted, &capped.control, 0.95).unwrap(),
            )
        },
    );
}

#[test]
fn matched_pairs_equal_scipy_and_full_enumeration() {
    check_method("matched_pairs_t", 3, |row, inputs| {
        let pairs = (numbers(&inputs["treated"]), numbers(&inputs["control"]));
        of_lift(
            &row.quantity,
            &paired_lift(&pairs.0, &pairs.1, 0.95).unwrap(),
        )
    });
    check_method("matched_pairs_sign_flip_exact", 1, |_, inputs| {
        sign_flip_p(&numbers(&inputs["treated"]), &numbers(&inputs["control"])).unwrap()
    });
}

#[test]
fn beta_binomial_chances_equal_scipy_quadrature() {
    let chances = |inputs: &Value| {
        let weight =
            |place: usize| u32::try_from(inputs["prior"][place].as_u64().unwrap()).unwrap();
        let prior = SharePrior {
            yes: weight(0),
            no: weight(1),
        };
        share_chances(
            proportion(&inputs["treated"]),
            proportion(&inputs["control"]),
            prior,
        )
        .unwrap()
    };
    check_method("beta_binomial_chance_to_win", 2, |_, inputs| {
        chances(inputs).chance_to_win
    });
    check_method(
        "beta_binomial_expected_loss_choose_treated",
        2,
        |_, inputs| chances(inputs).loss_of_contacting,
    );
}

/// An arm given as sums, or as a count of yes.
fn any_arm(arm: &Value) -> Sample {
    if arm.is_array() {
        let (yes, n) = counts(arm);
        return Sample::from_count(yes, n).unwrap();
    }
    sums(arm)
}

#[test]
fn asymptotic_confidence_sequence_equals_gbstats() {
    check_method("asymptotic_confidence_sequence", 14, |row, inputs| {
        let (treated, control) = (any_arm(&inputs["treated"]), any_arm(&inputs["control"]));
        let compare = if inputs["difference"] == "relative" {
            relative_lift
        } else {
            welch
        };
        let lift = compare(&treated, &control, 0.95).unwrap();
        let tuning = inputs["tuning_n"].as_u64().unwrap();
        let look = look_at(&lift, treated.n() + control.n(), tuning, 0.95).unwrap();
        if row.quantity == "p_value" {
            look.p_value
        } else {
            end_of(&row.quantity, look.interval)
        }
    });
}

#[test]
fn sequential_srm_equals_the_formula_of_gbstats() {
    check_method("sequential_srm_dirichlet_multinomial", 1, |_, inputs| {
        let day = |day: &Value| {
            day.as_array()
                .unwrap()
                .iter()
                .map(|x| x.as_u64().unwrap())
                .collect::<Vec<u64>>()
        };
        let daily: Vec<Vec<u64>> = inputs["daily_counts"]
            .as_array()
            .unwrap()
            .iter()
            .map(day)
            .collect();
        let concentration = number(&inputs["dirichlet_concentration"]);
        sample_ratio_over_days(&daily, &numbers(&inputs["weights"]), concentration).unwrap()
    });
}
