//! The automatic choice: scores by hand, CDNOW, planted bases, guards.

use crate::logs::{CDNOW_CALIBRATION_END, cdnow_log, day, outside_file, read_online_retail};
use clv::{
    BaseModel, Candidate, FoldedHistories, ParetoNbd, Purchase, Scores, Trial, choose_by_backtest,
    count_order_days, summarise,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma};
use rand_pcg::Pcg64;

#[test]
fn scores_by_hand_are_as_defined() {
    let actual = [0.0, 0.0, 1.0, 3.0];
    let scores = Scores::of(&[0.0, 1.0, 1.0, 4.0], &actual);
    assert_eq!(
        (scores.mean_error, scores.root_mean_square),
        (0.5, 0.5_f64.sqrt())
    );
    assert_eq!(scores.bias, 0.5);
    // Gains .75, then .25 along the tied pair, then none: area .71875 of .6875 + .03125·…
    let area = 0.25 * 0.375 + 0.5 * 0.875 + 0.25;
    let perfect = 0.25 * 0.375 + 0.25 * 0.875 + 0.5;
    assert!((scores.gini - (area - 0.5) / (perfect - 0.5)).abs() < 1e-12);
    assert!((scores.top_tenth - 0.3).abs() < 1e-12);
    assert_eq!(Scores::of(&actual, &actual).gini, 1.0);
    assert_eq!(Scores::of(&[2.0; 4], &actual).gini, 0.0);
    assert_eq!(Scores::of(&[], &[]).mean_error, 0.0);
    assert_eq!(Scores::of(&[1.0; 3], &[0.0; 3]).bias, 0.0);
}

/// Proves C53.
#[test]
fn c53_choice_on_cdnow_keeps_the_pareto_nbd_and_shows_its_table() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let choice = choose_by_backtest(cdnow_log(), as_of, 273).unwrap();
    assert!(
        matches!(choice.model, BaseModel::ParetoNbd(_)),
        "{}",
        choice.note
    );
    assert_eq!(choice.trials.len(), 21, "seven models at three origins");
    assert_eq!((choice.rules.len(), choice.chosen.len()), (3, 3));
    assert_eq!(choice.window_days, 136, "half of the log");
    assert!(
        choice
            .trials
            .iter()
            .all(|trial| trial.origin + 136 <= as_of)
    );
    assert!(choice.note.contains("Pareto/NBD"), "{}", choice.note);
}

/// A forecast from outside is judged as one of the choice's own: the Pareto/NBD's beside its line.
#[test]
fn a_forecast_judged_beside_has_the_trials_it_would_have_as_a_candidate() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let choice = choose_by_backtest(cdnow_log(), as_of, 90).unwrap();
    let weeks = f64::from(choice.window_days) / 7.0;
    let beside = choice.judge_beside(cdnow_log(), |known, _| {
        let base = FoldedHistories::fold(&known.histories);
        let model = ParetoNbd::fit(&base).ok()?.params;
        Some(base.expand(&base.map(|one| model.expected_orders(one, weeks))))
    });
    let of_candidate = |trial: &&Trial| trial.candidate == Candidate::ParetoNbd;
    let own: Vec<&Trial> = choice.trials.iter().filter(of_candidate).collect();
    let beside = beside.unwrap();
    assert_eq!(beside.len(), own.len());
    for (beside, own) in beside.iter().zip(own) {
        assert_eq!((beside.origin, beside.mature), (own.origin, own.mature));
        assert_eq!((beside.scores, beside.money), (own.scores, own.money));
    }
    let silent = choice.judge_beside(cdnow_log(), |_, _| None).unwrap();
    assert!(silent.is_empty());
}

/// Customers who order at even gaps for ever, or until they stop.
fn regular_log(customers: u32) -> Vec<Purchase> {
    let mut rng = Pcg64::seed_from_u64(3);
    let mut log = Vec::new();
    for customer in 0..customers {
        let pace = rng.random_range(14.0..60.0);
        let gap = Gamma::new(8.0, pace / 8.0).unwrap();
        let last = if rng.random::<f64>() < 0.5 {
            730.0
        } else {
            rng.random_range(0.0..730.0)
        };
        let mut at = rng.random_range(0.0..120.0);
        while at < last {
            log.push(Purchase {
                customer,
                day: at as i32,
                amount: 1.0,
            });
            at += f64::max(gap.sample(&mut rng), 1.0);
        }
    }
    log
}

#[test]
fn regular_customers_are_recognised_and_regularity_chosen() {
    let choice = choose_by_backtest(&regular_log(800), 730, 180).unwrap();
    let BaseModel::Cnbd(model) = choice.model else {
        panic!("{}", choice.note)
    };
    assert!(
        (5..=12).contains(&model.k()),
        "k = {}, planted 8",
        model.k()
    );
    let error = |candidate| {
        let own = choice
            .trials
            .iter()
            .filter(|trial| trial.candidate == candidate);
        own.map(|trial| trial.scores.root_mean_square).sum::<f64>()
    };
    assert!(error(Candidate::MbgCnbd) < error(Candidate::ParetoNbd));
}

#[test]
fn too_little_to_choose_by_gets_the_plain_choice_and_no_table() {
    for log in [&[][..], &regular_log(3)[..]] {
        let choice = choose_by_backtest(log, 730, 365).unwrap();
        assert!(choice.trials.is_empty());
        assert!(
            matches!(choice.model, BaseModel::SimpleRule(_)),
            "{}",
            choice.note
        );
    }
    let unsorted = [(1, 5), (0, 5)].map(|(customer, day)| Purchase {
        customer,
        day,
        amount: 1.0,
    });
    assert!(choose_by_backtest(&unsorted, 9, 9).is_err());
}

#[test]
fn ranges_of_orders_cover_the_cdnow_holdout() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let known = summarise(cdnow_log().iter().copied(), as_of).unwrap();
    let base = FoldedHistories::fold(&known.histories);
    let (model, _) = BaseModel::choose(&base);
    let came = count_order_days(
        cdnow_log().iter().copied(),
        &known.customers,
        as_of,
        as_of + 273,
    );
    let ranges = base.expand(&base.map(|history| model.order_range(history, 39.0, 0.9)));
    let inside = ranges
        .iter()
        .zip(&came)
        .filter(|((low, high), n)| (low..=high).contains(n));
    let share = inside.count() as f64 / came.len() as f64;
    assert!((0.88..=0.96).contains(&share), "{share}");
}

#[test]
fn correction_on_a_young_base_is_off() {
    let as_of = day(CDNOW_CALIBRATION_END);
    for weeks_less in [0, 6, 13] {
        let choice = choose_by_backtest(cdnow_log(), as_of - 7 * weeks_less, 273).unwrap();
        assert!(!choice.forecast.is_corrected(), "{}", choice.note);
        assert!(choice.chosen.iter().all(|trial| !trial.mature));
    }
}

#[test]
fn automatic_choice_on_online_retail_beats_every_single_method() {
    let Some(path) = outside_file("online_retail/online_retail.csv.gz") else {
        return;
    };
    let (log, as_of) = (read_online_retail(&path), day("2011-06-30"));
    let known = summarise(log.iter().copied(), as_of).unwrap();
    let came = count_order_days(log.iter().copied(), &known.customers, as_of, as_of + 161);
    let came: Vec<f64> = came.into_iter().map(f64::from).collect();
    let choice = choose_by_backtest(&log, as_of, 161).unwrap();
    assert!(choice.forecast.is_corrected(), "{}", choice.note);
    assert!(
        choice.note.contains("no customer is seen to leave"),
        "{}",
        choice.note
    );
    let expected = choice.forecast.expected_orders(&log, &known, 23.0);
    let scores = Scores::of(&expected, &came);
    assert!(scores.root_mean_square <= 2.0, "{scores:?}");
    assert!(
        scores.mean_error <= 1.33,
        "the last window again errs by 1.328: {scores:?}"
    );
    assert!(scores.bias.abs() < 0.1, "{scores:?}");
}

#[test]
fn forecast_of_one_model_equals_the_model() {
    let (log, as_of) = (regular_log(40), 730);
    let choice = choose_by_backtest(&log, as_of, 273).unwrap();
    assert!(choice.forecast.is_one_model());
    assert_eq!(choice.forecast.weights().len(), 1);
    let known = summarise(log.iter().copied(), as_of).unwrap();
    let expected = choice.forecast.expected_orders(&log, &known, 39.0);
    let whole = choice.forecast.median_orders(&log, &known, 39.0);
    for (at, history) in known.histories.iter().enumerate() {
        let by_model = choice.model.expected_orders(history, 39.0);
        assert!((expected[at] / by_model - 1.0).abs() < 1e-12);
        assert_eq!(
            whole[at],
            f64::from(choice.model.median_orders(history, 39.0))
        );
    }
}

#[test]
fn whole_numbers_on_cdnow_err_less_than_any_expectation() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let log = cdnow_log();
    let known = summarise(log.iter().copied(), as_of).unwrap();
    let came = count_order_days(log.iter().copied(), &known.customers, as_of, as_of + 273);
    let came: Vec<f64> = came.into_iter().map(f64::from).collect();
    let choice = choose_by_backtest(log, as_of, 273).unwrap();
    assert_eq!(choice.chosen_medians.len(), choice.chosen.len());
    let whole = choice.forecast.median_orders(log, &known, 39.0);
    assert!(whole.iter().all(|orders| orders.fract() == 0.0));
    let whole = Scores::of(&whole, &came);
    assert!(
        whole.mean_error <= 0.67,
        "the Pareto/NBD's expectation errs by .755, its median by .661: {whole:?}"
    );
    let expected = choice.forecast.expected_orders(log, &known, 39.0);
    let expected = Scores::of(&expected, &came);
    assert!(
        expected.root_mean_square < 1.61 && expected.bias.abs() < 0.1,
        "{expected:?}"
    );
}

#[test]
fn forecast_beyond_the_windows_tested_grows_as_customers_leave() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let log = cdnow_log();
    let known = summarise(log.iter().copied(), as_of).unwrap();
    let choice = choose_by_backtest(log, as_of, 273).unwrap();
    assert!(!choice.forecast.is_one_model(), "{}", choice.note);
    let total = |weeks: f64| -> f64 {
        let expected = choice.forecast.expected_orders(log, &known, weeks);
        expected.iter().sum()
    };
    let tested = f64::from(choice.window_days) / 7.0;
    let [once, twice, thrice] = [1.0, 2.0, 3.0].map(|times| total(times * tested));
    assert!(once < twice && twice < thrice, "{once}, {twice}, {thrice}");
    assert!(
        thrice - twice < twice - once && twice - once < once,
        "fewer each time: {once}, {twice}, {thrice}"
    );
}

#[test]
fn chance_to_be_active_is_that_of_all_weighted_models_together() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let known = summarise(cdnow_log().iter().copied(), as_of).unwrap();
    let base = FoldedHistories::fold(&known.histories);
    let choice = choose_by_backtest(cdnow_log(), as_of, 273).unwrap();
    let nbd = choice.forecast.weights()[1];
    assert_eq!(nbd.0, clv::Method::Model(Candidate::Nbd));
    let rows = choice.forecast.by_history(&base, 39.0);
    for (row, own) in rows.iter().zip(base.rows()) {
        let alone = choice.model.p_alive(&own.history);
        let together = (1.0 - nbd.1) * alone + nbd.1;
        assert!((row.p_alive - together).abs() < 1e-12);
        let one = choice.forecast.p_alive(&own.history, as_of);
        assert!((row.p_alive - one).abs() < 1e-12);
        // The NBD doubts nobody.
        let weeks = f64::from(choice.window_days) / 7.0;
        let if_active = choice.model.expected_orders_if_active(&own.history, weeks);
        let doubted = (1.0 - nbd.1) * (1.0 - alone) * if_active;
        assert!((row.doubted - doubted).abs() < 1e-9 * if_active.max(1.0));
    }
}

#[test]
fn models_of_a_sample_are_fitted_to_the_whole_base_by_a_refit() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let sample: Vec<Purchase> = cdnow_log()
        .iter()
        .filter(|one| one.customer % 2 == 0)
        .copied()
        .collect();
    let whole = summarise(cdnow_log().iter().copied(), as_of).unwrap();
    let base = FoldedHistories::fold(&whole.histories);
    let mut choice = choose_by_backtest(&sample, as_of, 273).unwrap();
    let (weights, before) = (choice.forecast.weights(), choice.model);
    choice.refit(&base, whole.ln_gap_sums.iter().sum());
    assert_eq!(choice.forecast.weights(), weights);
    assert_ne!(choice.model, before);
    let candidate = clv::CANDIDATES
        .iter()
        .find(|one| one.name() == before.name());
    let fit = candidate
        .unwrap()
        .fit(&base, whole.ln_gap_sums.iter().sum());
    assert_eq!(choice.model, fit.unwrap().params);
}

#[test]
fn forecast_asked_in_two_steps_says_what_it_says_of_a_log() {
    let Some(path) = outside_file("online_retail/online_retail.csv.gz") else {
        return;
    };
    let (log, as_of) = (read_online_retail(&path), day("2011-06-30"));
    let log: Vec<Purchase> = log.into_iter().filter(|one| one.day <= as_of).collect();
    let known = summarise(log.iter().copied(), as_of).unwrap();
    let forecast = choose_by_backtest(&log, as_of, 161).unwrap().forecast;
    assert!(forecast.needs_order_days());
    let base = FoldedHistories::fold(&known.histories);
    for weeks in [10.0, 23.0, 52.0] {
        let rows = forecast.by_history(&base, weeks);
        let expected = forecast.expected_orders(&log, &known, weeks);
        for (at, own) in log
            .chunk_by(|one, other| one.customer == other.customer)
            .enumerate()
        {
            let mut days: Vec<(i32, f64)> = Vec::new();
            for one in own {
                match days.last_mut() {
                    Some((day, amount)) if *day == one.day => *amount += one.amount,
                    _ => days.push((one.day, one.amount)),
                }
            }
            let by_days = forecast.by_days(&days, weeks);
            assert_eq!(rows[base.row_of(at)].with(by_days), expected[at]);
        }
    }
    assert_eq!(forecast.by_days(&[], 23.0), clv::ByDays::NOTHING);
}
