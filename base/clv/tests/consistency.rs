//! Models against each other: limits that must agree, and what must hold for all of them.

use crate::logs::{CDNOW_CALIBRATION_END, cdnow};
use clv::{
    BaseModel, BgNbd, CANDIDATES, Cnbd, CorrelatedParetoNbd, FirstOrder, FoldedHistories,
    GGompertzNbd, History, MbgNbd, Nbd, OrderModel, ParetoNbd, SimpleRule,
};

fn histories() -> Vec<History> {
    [
        (0, 0.0, 20.0),
        (1, 3.0, 30.0),
        (6, 25.0, 30.0),
        (40, 80.0, 81.0),
    ]
    .map(|(x, t_x, t_obs)| History::new(x, t_x, t_obs).unwrap())
    .to_vec()
}

fn assert_near(one: f64, other: f64, what: &str) {
    assert!((one / other - 1.0).abs() < 1e-6, "{what}: {one} {other}");
}

#[test]
fn models_without_leaving_equal_the_nbd() {
    let nbd = Nbd::new(0.6, 9.0).unwrap();
    let bg = BgNbd::new(0.6, 9.0, 1e-12, 3.0).unwrap();
    let mbg = MbgNbd::new(0.6, 9.0, 1e-12, 3.0).unwrap();
    let pareto = ParetoNbd::new(0.6, 9.0, 1e-11, 5.0).unwrap();
    let base = FoldedHistories::fold(&histories());
    for likelihood in [
        bg.log_likelihood(&base),
        mbg.log_likelihood(&base),
        pareto.log_likelihood(&base),
    ] {
        assert_near(likelihood, nbd.log_likelihood(&base), "likelihood");
    }
    for history in &histories()[..3] {
        let expected = nbd.expected_orders(history, 12.0);
        assert_near(bg.expected_orders(history, 12.0), expected, "BG/NBD");
        assert_near(mbg.expected_orders(history, 12.0), expected, "MBG/NBD");
        assert_near(
            pareto.expected_orders(history, 12.0),
            expected,
            "Pareto/NBD",
        );
        for n in [0, 2] {
            let chance = nbd.order_probability(history, 12.0, n);
            assert_near(pareto.order_probability(history, 12.0, n), chance, "P(n)");
        }
    }
}

#[test]
fn one_stage_erlang_models_equal_bg_and_mbg_nbd() {
    let theta = [0.3, 5.0, 0.8, 2.5];
    let [r, alpha, a, b] = theta;
    let base = FoldedHistories::fold(&histories());
    let bg = BgNbd::new(r, alpha, a, b).unwrap();
    let one = Cnbd::new(FirstOrder::Stays, 1, theta).unwrap();
    assert_eq!(one.log_likelihood(&base, 77.0), bg.log_likelihood(&base));
    let mbg = MbgNbd::new(r, alpha, a, b).unwrap();
    let one = Cnbd::new(FirstOrder::MayLeave, 1, theta).unwrap();
    assert_eq!(one.log_likelihood(&base, 77.0), mbg.log_likelihood(&base));
    for history in histories() {
        assert_eq!(one.p_alive(&history), mbg.p_alive(&history));
        assert_eq!(
            one.expected_orders(&history, 9.0),
            mbg.expected_orders(&history, 9.0)
        );
    }
}

#[test]
fn pareto_nbd_at_s_equal_one_has_a_finite_expectation() {
    let at = |s| {
        ParetoNbd::new(0.5, 10.0, s, 12.0)
            .unwrap()
            .expected_orders_of_new(52.0)
    };
    assert_near(at(1.0), (at(1.0 - 1e-5) + at(1.0 + 1e-5)) / 2.0, "s = 1");
}

#[test]
fn pareto_nbd_probabilities_add_up_to_one_and_to_the_expectation() {
    let model = ParetoNbd::new(0.55, 10.6, 0.6, 11.7).unwrap();
    for history in histories() {
        let chances: Vec<f64> = (0..400)
            .map(|n| model.order_probability(&history, 26.0, n))
            .collect();
        let mean: f64 = (0..)
            .zip(&chances)
            .map(|(n, share)| f64::from(n) * share)
            .sum();
        assert_near(chances.iter().sum(), 1.0, "sum");
        assert_near(mean, model.expected_orders(&history, 26.0), "mean");
    }
    let window = |n| model.order_probability_between(10.0, 36.0, n);
    let mean: f64 = (1..400).map(|n| f64::from(n) * window(n)).sum();
    let expected = model.expected_orders_of_new(36.0) - model.expected_orders_of_new(10.0);
    assert_near(mean, expected, "window");
}

#[test]
fn changing_the_unit_of_time_changes_no_prediction() {
    let weeks = cdnow(CDNOW_CALIBRATION_END);
    let in_days: Vec<History> = weeks
        .histories
        .iter()
        .map(|week| {
            let days = |span: f64| (span * 7.0).round();
            History::new(week.x(), days(week.t_x()), days(week.t_obs())).unwrap()
        })
        .collect();
    let gaps: f64 = weeks.ln_gap_sums.iter().sum();
    let (base, day_base) = (
        FoldedHistories::fold(&weeks.histories),
        FoldedHistories::fold(&in_days),
    );
    let day_gaps = gaps + base.repeat_orders() * 7.0_f64.ln();
    for candidate in &CANDIDATES[..5] {
        let (by_week, by_day) = (
            candidate.fit(&base, gaps).unwrap(),
            candidate.fit(&day_base, day_gaps).unwrap(),
        );
        for (week, day) in weeks.histories.iter().zip(&in_days).step_by(97) {
            let orders = by_week.params.expected_orders(week, 39.0);
            assert_near(
                by_day.params.expected_orders(day, 273.0),
                orders,
                candidate.name(),
            );
        }
    }
}

#[test]
fn overdue_is_certain_for_nobody_on_the_day_and_grows_with_silence() {
    let base = FoldedHistories::fold(&cdnow(CDNOW_CALIBRATION_END).histories);
    for candidate in CANDIDATES {
        let model = candidate.fit(&base, 0.0).unwrap().params;
        let at = |silence| model.chance_of_silence(&History::new(4, 20.0, 20.0 + silence).unwrap());
        assert_eq!(at(0.0), 1.0, "{}", candidate.name());
        assert!(at(2.0) > at(8.0) && at(8.0) > at(40.0) && at(40.0) > 0.0);
        let often = History::new(20, 20.0, 30.0).unwrap();
        let seldom = History::new(2, 20.0, 30.0).unwrap();
        assert!(model.usual_gap(&often) < model.usual_gap(&seldom));
        assert!(model.chance_of_silence(&often) < model.chance_of_silence(&seldom));
    }
}

#[test]
fn parameters_survive_a_file_for_every_model() {
    let base = FoldedHistories::fold(&cdnow(CDNOW_CALIBRATION_END).histories);
    for candidate in CANDIDATES {
        let model = candidate.fit(&base, 0.0).unwrap().params;
        let text = serde_json::to_string(&model).unwrap();
        let back = serde_json::from_str::<BaseModel>(&text).unwrap();
        assert_eq!(back.name(), model.name());
        for ((name, read), (_, written)) in back.parameters().into_iter().zip(model.parameters()) {
            assert_near(read, written, name);
        }
    }
}

#[test]
fn correlated_pareto_nbd_without_a_tie_is_the_pareto_nbd() {
    let theta = [0.55, 10.6, 0.6, 11.7];
    let [r, alpha, s, beta] = theta;
    let tied = CorrelatedParetoNbd::new(theta, 1.0).unwrap();
    let apart = ParetoNbd::new(r, alpha, s, beta).unwrap();
    let base = FoldedHistories::fold(&histories());
    assert_near(
        tied.log_likelihood(&base),
        apart.log_likelihood(&base),
        "likelihood",
    );
    for history in histories() {
        assert_near(tied.p_alive(&history), apart.p_alive(&history), "chance");
        let orders = apart.expected_orders(&history, 52.0);
        assert_near(tied.expected_orders(&history, 52.0), orders, "orders");
    }
    assert_eq!(tied.correlation(), 0.0);
}

/// One model of every family.
fn one_of_each() -> Vec<BaseModel> {
    let theta = [0.3, 5.0, 0.8, 2.5];
    let pareto = [0.55, 10.6, 0.6, 11.7];
    vec![
        BaseModel::BgNbd(BgNbd::new(0.3, 5.0, 0.8, 2.5).unwrap()),
        BaseModel::MbgNbd(MbgNbd::new(0.3, 5.0, 0.8, 2.5).unwrap()),
        BaseModel::Cnbd(Cnbd::new(FirstOrder::MayLeave, 3, theta).unwrap()),
        BaseModel::ParetoNbd(ParetoNbd::new(0.55, 10.6, 0.6, 11.7).unwrap()),
        BaseModel::CorrelatedParetoNbd(CorrelatedParetoNbd::new(pareto, 1.6).unwrap()),
        BaseModel::GGompertzNbd(GGompertzNbd::new([0.55, 10.6, 0.02, 0.6, 0.5]).unwrap()),
        BaseModel::Nbd(Nbd::new(0.4, 12.0).unwrap()),
        BaseModel::SimpleRule(SimpleRule::new(0.05).unwrap()),
    ]
}

#[test]
fn chances_of_staying_fall_from_one_for_every_model() {
    for model in one_of_each() {
        for history in histories() {
            assert_near(model.p_stays(&history, 0.0), 1.0, model.name());
            let now = model.p_alive_after(&history, 0.0);
            assert_near(now, model.p_alive(&history), model.name());
            let mut before = 1.0 + 1e-12;
            for weeks in [1.0, 10.0, 100.0, 1000.0] {
                let stays = model.p_stays(&history, weeks);
                assert!((0.0..=before).contains(&stays), "{} {stays}", model.name());
                before = stays;
            }
        }
    }
}

#[test]
fn everybody_at_once_is_told_what_each_is_told() {
    let silences = (0..30u32).flat_map(|x| {
        let last = if x == 0 { 0.0 } else { f64::from(x) + 0.5 };
        [0.0, 2.0, 9.0, 40.0].map(|silence| History::new(x, last, last + silence).unwrap())
    });
    let all: Vec<History> = silences.chain(histories()).collect();
    let base = FoldedHistories::fold(&all);
    for model in one_of_each() {
        let found = model.map_active(&base, |curve| [curve(4.0), 2.0 * curve(52.0)]);
        for (row, found) in base.rows().iter().zip(found) {
            let one = |weeks| model.expected_orders_if_active(&row.history, weeks);
            assert_near(found[0], one(4.0), model.name());
            assert_near(found[1], 2.0 * one(52.0), model.name());
        }
    }
    let nobody = FoldedHistories::default();
    assert!(
        one_of_each()[2]
            .map_active(&nobody, |curve| [curve(1.0)])
            .is_empty()
    );
}

/// Where leaving does not hang on orders, and rates are not tied to it.
#[test]
fn slope_of_the_expectation_is_the_rate_of_those_who_stayed() {
    let models = one_of_each();
    for model in [&models[3], &models[5], &models[6]] {
        let history = histories()[2];
        let at = |weeks| model.expected_orders_if_active(&history, weeks);
        let rate = at(1e-4) / 1e-4;
        let slope = (at(20.0 + 1e-3) - at(20.0 - 1e-3)) / 2e-3;
        let stays = model.p_stays(&history, 20.0);
        assert!(
            (slope / (rate * stays) - 1.0).abs() < 1e-4,
            "{} {slope}",
            model.name()
        );
    }
}

#[test]
fn windows_add_up_for_every_model() {
    for model in one_of_each() {
        for history in histories() {
            let parts = model.expected_orders_between(&history, 0.0, 5.0)
                + model.expected_orders_between(&history, 5.0, 30.0);
            assert_near(parts, model.expected_orders(&history, 30.0), model.name());
            assert_eq!(model.expected_orders_between(&history, 9.0, 9.0), 0.0);
        }
    }
}

#[test]
fn chances_of_n_orders_add_up_for_every_model() {
    let base = FoldedHistories::fold(&cdnow(CDNOW_CALIBRATION_END).histories);
    let fitted = CANDIDATES.map(|candidate| candidate.fit(&base, 0.0).unwrap().params);
    for model in fitted.into_iter().chain(one_of_each()) {
        for history in &histories()[..3] {
            let chances: Vec<f64> = (0..300)
                .map(|n| model.order_probability(history, 13.0, n))
                .collect();
            let mean: f64 = (0..)
                .zip(&chances)
                .map(|(n, share)| f64::from(n) * share)
                .sum();
            assert_near(chances.iter().sum(), 1.0, model.name());
            assert_near(mean, model.expected_orders(history, 13.0), model.name());
        }
    }
}
