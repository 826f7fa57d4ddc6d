//! Histories and parameters at the ends of their ranges: every answer is finite and in range.

use crate::logs::{CDNOW_CALIBRATION_END, cdnow};
use clv::{
    BaseModel, BgNbd, CashMoment, Discounting, FoldedHistories, GammaGamma, History, MbgNbd, Nbd,
    ParetoNbd, SimpleRule, Spend,
};

/// Thirty years in weeks.
const THIRTY_YEARS: f64 = 1565.0;

fn extreme_histories() -> Vec<History> {
    [
        (0, 0.0, 0.0),
        (0, 0.0, THIRTY_YEARS),
        (1, 1.0 / 7.0, THIRTY_YEARS),
        (1, THIRTY_YEARS, THIRTY_YEARS),
        (5000, THIRTY_YEARS, THIRTY_YEARS),
        (5000, 800.0, THIRTY_YEARS),
        (5000, 800.0, 800.0 + 1.0 / 7.0),
        (300, 1e-9, THIRTY_YEARS),
        (u32::MAX, 1e6, 1e6),
    ]
    .map(|(x, t_x, t_obs)| History::new(x, t_x, t_obs).unwrap())
    .to_vec()
}

fn extreme_models() -> Vec<BaseModel> {
    let mut models = vec![
        BaseModel::SimpleRule(SimpleRule::new(1e-9).unwrap()),
        BaseModel::SimpleRule(SimpleRule::new(10.0).unwrap()),
    ];
    for r in [1e-5, 0.24, 1e5] {
        for alpha in [1e-4, 4.4, 1e6] {
            for (a, b) in [
                (1e-5, 1e5),
                (0.79, 2.4),
                (1.0, 1e-5),
                (1e5, 1e5),
                (2.0, 3.0),
            ] {
                models.push(BaseModel::BgNbd(BgNbd::new(r, alpha, a, b).unwrap()));
            }
        }
    }
    models
}

/// The other models at the ends of their ranges.
fn more_extreme_models() -> Vec<BaseModel> {
    let mut models = extreme_models();
    for r in [1e-5, 0.24, 1e5] {
        for alpha in [1e-4, 4.4, 1e6] {
            for (a, b) in [(1e-5, 1e5), (0.79, 2.4), (1e5, 1e5)] {
                models.push(BaseModel::MbgNbd(MbgNbd::new(r, alpha, a, b).unwrap()));
            }
            models.push(BaseModel::Nbd(Nbd::new(r, alpha).unwrap()));
            for (s, beta) in [(1e-5, 1e5), (0.6, 11.7), (1.0, 1e-3), (1e5, 1e6)] {
                let model = ParetoNbd::new(r, alpha, s, beta).unwrap();
                models.push(BaseModel::ParetoNbd(model));
            }
        }
    }
    models
}

#[test]
fn predictions_at_the_ends_of_all_ranges_are_finite_and_in_range() {
    for model in more_extreme_models() {
        for history in extreme_histories() {
            let p_alive = model.p_alive(&history);
            assert!(
                (0.0..=1.0).contains(&p_alive),
                "{model:?} {history:?}: {p_alive}"
            );
            let mut before = 0.0;
            for horizon in [0.0, 1e-6, 1.0, 52.0, THIRTY_YEARS] {
                let orders = model.expected_orders(&history, horizon);
                let rising = orders >= before * (1.0 - 1e-9) - 1e-12;
                assert!(
                    orders.is_finite() && rising,
                    "{model:?} {history:?} {horizon}: {orders}"
                );
                before = orders;
            }
            assert_eq!(model.expected_orders(&history, -1.0), 0.0);
        }
    }
}

#[test]
fn likelihood_at_the_ends_of_all_ranges_is_finite() {
    let base = FoldedHistories::fold(&extreme_histories());
    for model in more_extreme_models() {
        let likelihood = match model {
            BaseModel::BgNbd(model) => model.log_likelihood(&base),
            BaseModel::MbgNbd(model) => model.log_likelihood(&base),
            BaseModel::ParetoNbd(model) => model.log_likelihood(&base),
            BaseModel::Nbd(model) => model.log_likelihood(&base),
            _ => continue,
        };
        assert!(likelihood.is_finite(), "{model:?}");
    }
}

#[test]
fn fit_of_a_base_with_extreme_customers_ends_in_numbers() {
    let mut histories = cdnow(CDNOW_CALIBRATION_END).histories;
    histories.extend(extreme_histories());
    let fit = BgNbd::fit(&FoldedHistories::fold(&histories)).unwrap();
    assert!(fit.log_likelihood.is_finite());
    assert!(
        fit.params
            .parameters()
            .iter()
            .all(|(_, value)| value.is_finite())
    );
}

#[test]
fn spend_at_the_ends_of_all_ranges_is_finite() {
    for (p, q, v) in [(1e-3, 1.0001, 1e-6), (1e5, 1e5, 1e9), (6.0, 3.7, 15.0)] {
        let model = GammaGamma::new(p, q, v).unwrap();
        for (count, mean) in [(0, 0.0), (1, -50.0), (1, 0.0), (u32::MAX, 1e12), (5, 1e-9)] {
            let spend = model.expected_mean_spend(count, mean);
            assert!(
                spend.is_finite() && spend >= 0.0,
                "{model:?} {count} {mean}: {spend}"
            );
        }
    }
    let huge: Vec<Spend> = (1..200)
        .map(|at| Spend::new(at * 40, 1e9 / f64::from(at)).unwrap())
        .collect();
    assert!(GammaGamma::fit(&huge).unwrap().log_likelihood.is_finite());
}

#[test]
fn input_out_of_range_is_refused_in_words() {
    let bad = [
        (1, 5.0, 4.0),
        (0, 1.0, 4.0),
        (2, 0.0, 4.0),
        (1, f64::NAN, 4.0),
    ];
    for (x, t_x, t_obs) in bad
        .into_iter()
        .chain([(0, 0.0, f64::INFINITY), (0, 0.0, -1.0)])
    {
        let error = History::new(x, t_x, t_obs).unwrap_err();
        assert!(error.to_string().len() > 30, "{error}");
    }
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(
            BgNbd::new(bad, 1.0, 1.0, 1.0)
                .unwrap_err()
                .to_string()
                .starts_with("parameter r")
        );
        assert!(GammaGamma::new(1.0, 1.0, bad).is_err());
        assert!(SimpleRule::new(bad).is_err());
        assert!(Discounting::yearly(bad, 0.1).is_err());
    }
    assert!(
        GammaGamma::new(1.0, 1.0, 1.0).is_err(),
        "at q = 1 the mean spend is infinite"
    );
    assert!(Discounting::yearly(52.0, -0.1).is_err());
    assert!(Spend::new(1, f64::NAN).is_err());
}

#[test]
fn parameters_from_a_file_are_checked_like_any_other() {
    let model = BaseModel::BgNbd(BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap());
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(
        text,
        r#"{"model":"BgNbd","r":0.243,"alpha":4.414,"a":0.793,"b":2.426}"#
    );
    assert_eq!(serde_json::from_str::<BaseModel>(&text).unwrap(), model);
    assert!(serde_json::from_str::<BaseModel>(&text.replace("0.243", "-1")).is_err());
    let history = r#"{"x":2,"t_x":50.0,"T":40.0}"#;
    assert!(serde_json::from_str::<History>(history).is_err());
}

#[test]
fn discounting_nothing_equals_the_plain_expectation() {
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap();
    let weekly = 1.1_f64.powf(0.07 / 365.2425) - 1.0;
    for (history, tolerance) in [
        (History::new(7, 29.0, 38.0).unwrap(), 1e-5),
        (History::just_acquired(), 1e-4),
    ] {
        let expected = |weeks| model.expected_orders(&history, weeks);
        let free = Discounting::yearly(52.0, 0.0).unwrap();
        assert!((free.discounted_orders(expected) / expected(52.0) - 1.0).abs() < 1e-14);
        let fine = Discounting::by_period(5200, 0.01, weekly, CashMoment::Middle).unwrap();
        let few = Discounting::yearly(52.0, 0.1).unwrap();
        assert!((few.horizon_weeks() - fine.horizon_weeks()).abs() < 1e-9);
        let (fine, few) = (
            fine.discounted_orders(expected),
            few.discounted_orders(expected),
        );
        assert!((few / fine - 1.0).abs() < tolerance, "{few} {fine}");
    }
}

#[test]
fn ranges_of_orders_at_the_ends_of_all_ranges_are_ordered() {
    for model in extreme_models() {
        for history in &extreme_histories()[..8] {
            for horizon in [0.0, 4.0, 52.0] {
                let (low, high) = model.order_range(history, horizon, 0.8);
                assert!(low <= high, "{model:?} {history:?} {horizon}: {low} {high}");
            }
        }
    }
    let model = BaseModel::BgNbd(BgNbd::new(20.0, 1.0, 0.01, 9.0).unwrap());
    let busy = History::new(5000, 250.0, 250.0).unwrap();
    let (low, high) = model.order_range(&busy, 52.0, 0.95);
    let expected = model.expected_orders(&busy, 52.0);
    assert!(f64::from(low) < expected && expected < f64::from(high));
    assert!(f64::from(high - low) < expected / 4.0, "{low} {high}");
}
