//! Bases of 0, 1, 2, 5 and 50 customers, uniform ones, and folding.

use crate::logs::{
    CDNOW_CALIBRATION_END, cdnow, cdnow_log, day, outside_file, read_log, read_online_retail,
};
use clv::{
    BaseModel, BgNbd, CANDIDATES, Discounting, FitError, FitNote, FoldedHistories, GammaGamma,
    History, ParetoNbd, PosteriorModel, Scores, SimpleRule, Spend, WEEKS_PER_YEAR,
    count_order_days, expected_values, summarise,
};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

pub(crate) fn history(x: u32, t_x: f64, t_obs: f64) -> History {
    History::new(x, t_x, t_obs).unwrap()
}

/// Proves C53.
#[test]
fn c53_bases_of_any_size_get_a_model_and_finite_values() {
    let all = cdnow(CDNOW_CALIBRATION_END).histories;
    let discounting = Discounting::yearly(WEEKS_PER_YEAR, 0.1).unwrap();
    for size in [0, 1, 2, 5, 50, 500] {
        let base = FoldedHistories::fold(&all[..size]);
        let (model, note) = BaseModel::choose(&base);
        assert!(!note.is_empty() && !note.contains("NaN"), "{note}");
        let values = expected_values(&model, &base, &vec![10.0; size], &discounting);
        assert_eq!(values.len(), size);
        assert!(
            values
                .iter()
                .all(|value| value.is_finite() && *value >= 0.0),
            "{model:?}"
        );
    }
}

/// Fits every candidate to a random part of a base and looks at all it says.
fn try_all_candidates(histories: &[History], ln_gaps: &[f64], rng: &mut Pcg64) {
    let size = rng.random_range(5..500);
    let picked: Vec<usize> = (0..size)
        .map(|_| rng.random_range(0..histories.len()))
        .collect();
    let some: Vec<History> = picked.iter().map(|&at| histories[at]).collect();
    let base = FoldedHistories::fold(&some);
    for candidate in CANDIDATES {
        let fit = match candidate.fit(&base, picked.iter().map(|&at| ln_gaps[at]).sum()) {
            Ok(fit) => fit,
            Err(FitError::NoRepeat) if base.repeaters() == 0 => continue,
            Err(FitError::AllAlike { .. }) if base.rows().len() == 1 => continue,
            Err(why) => panic!("{size} customers, {candidate:?}: {why}"),
        };
        let named = fit.params.parameters();
        assert!(
            named.iter().all(|(_, value)| value.is_finite()),
            "{named:?}"
        );
        for row in base.rows().iter().step_by(7) {
            let p_alive = fit.params.p_alive(&row.history);
            let orders = fit.params.expected_orders(&row.history, 52.0);
            assert!(
                (0.0..=1.0).contains(&p_alive),
                "{:?} {row:?} {p_alive}",
                fit.params
            );
            assert!(
                orders.is_finite() && orders >= 0.0,
                "{:?} {row:?} {orders}",
                fit.params
            );
        }
    }
}

/// Fits the spend model to a random part of a base and looks at what it expects.
fn try_spend_model(spends: &[Spend], rng: &mut Pcg64) {
    let size = rng.random_range(3..300);
    let some: Vec<Spend> = (0..size)
        .map(|_| spends[rng.random_range(0..spends.len())])
        .collect();
    let usable = some
        .iter()
        .filter(|spend| spend.count() > 0 && spend.mean() > 0.0)
        .count();
    let fit = match GammaGamma::fit(&some) {
        Ok(fit) => fit,
        Err(FitError::Empty) if usable == 0 => return,
        Err(FitError::AllAlike { customers }) if customers == usable && usable < 4 => return,
        Err(why) => panic!("{usable} spends: {why}"),
    };
    assert!(fit.log_likelihood.is_finite() && fit.customers == usable);
    for own in &some {
        let expected = fit.params.expected_mean_spend(own.count(), own.mean());
        assert!(
            expected.is_finite() && expected >= 0.0,
            "{:?} {own:?} {expected}",
            fit.params
        );
    }
}

/// Proves C53.
#[test]
fn c53_random_parts_of_every_log_fit_all_models_or_say_why() {
    let mut logs = vec![cdnow(CDNOW_CALIBRATION_END), cdnow("1997-04-30")];
    if let Some(path) = outside_file("clv_reference/apparel_transactions.csv") {
        let log = read_log(&path, ["Id", "Date", "Price"]);
        logs.push(summarise(log, day("2006-12-31")).unwrap());
    }
    if let Some(path) = outside_file("online_retail/online_retail.csv.gz") {
        logs.push(summarise(read_online_retail(&path), day("2011-09-01")).unwrap());
    }
    let mut rng = Pcg64::seed_from_u64(7);
    for summary in &logs {
        for _ in 0..15 {
            try_all_candidates(&summary.histories, &summary.ln_gap_sums, &mut rng);
            try_spend_model(&summary.all_spends, &mut rng);
            try_spend_model(&summary.repeat_spends, &mut rng);
        }
    }
}

#[test]
fn fit_without_information_is_a_typed_error() {
    let fit = |histories: &[History]| BgNbd::fit(&FoldedHistories::fold(histories)).map(|_| ());
    assert_eq!(fit(&[]), Err(FitError::Empty));
    assert_eq!(
        fit(&[history(0, 0.0, 9.0), history(0, 0.0, 3.0)]),
        Err(FitError::NoRepeat)
    );
    let alike = [history(2, 5.0, 9.0); 3];
    assert_eq!(fit(&alike), Err(FitError::AllAlike { customers: 3 }));
    let spend = |spends: &[Spend]| GammaGamma::fit(spends).map(|_| ());
    assert_eq!(spend(&[]), Err(FitError::Empty));
    assert_eq!(spend(&[Spend::new(0, 0.0).unwrap()]), Err(FitError::Empty));
    let alike = [Spend::new(2, 9.0).unwrap(), Spend::new(3, 9.0).unwrap()];
    assert_eq!(spend(&alike), Err(FitError::AllAlike { customers: 2 }));
}

#[test]
fn customers_who_never_leave_are_a_note_and_get_the_nbd() {
    let loyal: Vec<History> = (1..400)
        .map(|at| history(5 + at % 60, 50.0 + 0.01 * f64::from(at % 30), 52.0))
        .collect();
    let base = FoldedHistories::fold(&loyal);
    let fit = BgNbd::fit(&base).unwrap();
    assert_eq!(fit.note, Some(FitNote::NoOneLeaves), "{fit:?}");
    let (model, note) = BaseModel::choose(&base);
    assert!(matches!(model, BaseModel::Nbd(_)), "{note}");
    assert!(note.contains("no customer is seen to leave"), "{note}");
}

#[test]
fn spends_of_zero_or_less_are_left_out_and_counted() {
    let mut spends: Vec<Spend> = (1..100)
        .map(|at| Spend::new(1 + at % 4, f64::from(10 + at * 7 % 31)).unwrap())
        .collect();
    let without = GammaGamma::fit(&spends).unwrap();
    spends.extend([Spend::new(2, 0.0).unwrap(), Spend::new(1, -5.0).unwrap()]);
    let with = GammaGamma::fit(&spends).unwrap();
    assert_eq!(with.note, Some(FitNote::LeftOut { customers: 2 }));
    assert_eq!(with.params, without.params);
}

#[test]
fn simple_rule_by_hand_is_as_stated() {
    let base = FoldedHistories::fold(&[history(3, 30.0, 100.0 - WEEKS_PER_YEAR)]);
    let rule = SimpleRule::learn(&base);
    assert_eq!(
        rule.parameters()[0].1,
        4.0 / 100.0,
        "three orders and one made-up in 100 weeks"
    );
    let gap = rule.usual_gap(&history(3, 30.0, 40.0));
    assert!((gap - (30.0 + 12.5) / 3.5).abs() < 1e-12);
    let silent = history(3, 30.0, 30.0 + 3.0 * gap);
    assert!((rule.p_alive(&silent) - 0.5).abs() < 1e-12);
    assert_eq!(rule.p_alive(&history(3, 30.0, 30.0)), 1.0);
    let orders = rule.expected_orders(&history(3, 30.0, 30.0), 10.0);
    assert!((orders - 10.0 * 3.5 / 42.5).abs() < 1e-12);
}

#[test]
fn simple_rule_on_cdnow_comes_near_the_holdout() {
    let base = FoldedHistories::fold(&cdnow(CDNOW_CALIBRATION_END).histories);
    let rule = SimpleRule::learn(&base);
    let expected = base.total(|history| rule.expected_orders(history, 39.0));
    assert!(
        (expected / 1882.0 - 1.0).abs() < 0.25,
        "{expected} for 1882 that came"
    );
}

#[test]
fn folded_and_unfolded_bases_give_the_same() {
    let all = cdnow(CDNOW_CALIBRATION_END).histories;
    let base = FoldedHistories::fold(&all);
    assert!(base.rows().len() < all.len());
    let total: usize = base.rows().iter().map(|row| row.count as usize).sum();
    assert_eq!((total, base.customers()), (all.len(), all.len()));
    assert_eq!(base.expand(&base.map(|history| *history)), all);
    let model = BgNbd::new(0.243, 4.414, 0.793, 2.426).unwrap();
    let one_by_one: f64 = all
        .iter()
        .map(|history| model.log_likelihood(&FoldedHistories::fold(&[*history])))
        .sum();
    assert!((model.log_likelihood(&base) - one_by_one).abs() < 1e-8);
}

#[test]
fn folding_spans_that_are_no_whole_days_keeps_every_customer() {
    let histories: Vec<History> = (0..1000)
        .map(|at| {
            history(
                1 + at % 3,
                0.1 + f64::from(at % 7) / 3.0,
                9.9 + f64::from(at % 5),
            )
        })
        .collect();
    let base = FoldedHistories::fold(&histories);
    assert_eq!(base.rows().len(), 105);
    assert_eq!(base.expand(&base.map(|history| *history)), histories);
    assert!(base.rows().windows(2).all(|pair| {
        let key = |row: &clv::FoldedRow| (row.history.x(), row.history.t_x(), row.history.t_obs());
        key(&pair[0]) < key(&pair[1])
    }));
}

#[test]
fn fit_with_prior_on_small_parts_of_cdnow_foretells_better_than_without() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let all = cdnow(CDNOW_CALIBRATION_END);
    let came = count_order_days(
        cdnow_log().iter().copied(),
        &all.customers,
        as_of,
        as_of + 273,
    );
    let mut rng = Pcg64::seed_from_u64(11);
    let [mut with, mut without, mut rule] = [0.0; 3];
    for _ in 0..100 {
        let picked: Vec<usize> = (0..60).map(|_| rng.random_range(0..came.len())).collect();
        let some: Vec<History> = picked.iter().map(|&at| all.histories[at]).collect();
        let actual: Vec<f64> = picked.iter().map(|&at| f64::from(came[at])).collect();
        let base = FoldedHistories::fold(&some);
        let error = |model: &BaseModel| {
            let orders = base.map(|history| model.expected_orders(history, 39.0));
            let scores = Scores::of(&base.expand(&orders), &actual);
            scores.mean_error + scores.root_mean_square
        };
        let prior = ParetoNbd::fit_with_prior(&base).unwrap();
        assert_eq!(prior.note, None);
        with += error(&BaseModel::ParetoNbd(prior.params));
        without += error(&BaseModel::ParetoNbd(ParetoNbd::fit(&base).unwrap().params));
        rule += error(&BaseModel::SimpleRule(SimpleRule::learn(&base)));
    }
    assert!(with < 0.99 * without, "with {with}, without {without}");
    assert!(with < 0.99 * rule, "with {with}, simple rule {rule}");
}

#[test]
fn prior_fades_as_the_base_grows() {
    let base = FoldedHistories::fold(&cdnow(CDNOW_CALIBRATION_END).histories);
    let (with, without) = (
        ParetoNbd::fit_with_prior(&base).unwrap(),
        ParetoNbd::fit(&base).unwrap(),
    );
    assert!(without.log_likelihood - with.log_likelihood < 0.05);
    let total = |model: ParetoNbd| base.total(|history| model.expected_orders(history, 39.0));
    assert!((total(with.params) / total(without.params) - 1.0).abs() < 0.01);
}
