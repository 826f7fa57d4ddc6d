//! The automatic choice: scores by hand, CDNOW, planted bases, guards.

use crate::logs::{CDNOW_CALIBRATION_END, cdnow_log, day};
use clv::{
    BaseModel, Candidate, FoldedHistories, Purchase, Scores, choose_by_backtest, count_order_days,
    summarise,
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
    assert_eq!(choice.trials.len(), 18, "six candidates at three origins");
    assert_eq!(choice.window_days, 90, "a third of the log");
    assert!(choice.trials.iter().all(|trial| trial.origin + 90 <= as_of));
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
