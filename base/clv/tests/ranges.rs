//! Ranges of orders and totals: against the distribution, on holdouts, at the edges.

use crate::logs::{CDNOW_CALIBRATION_END, cdnow, cdnow_log, day};
use clv::{
    BaseModel, CANDIDATES, Cnbd, FirstOrder, FoldedHistories, GammaGamma, History, MbgNbd, Nbd,
    OrderSize, ParetoNbd, Spend, TotalRange, choose_by_backtest, count_order_days,
};
use rand::SeedableRng;
use rand_distr::{Distribution, Gamma, Poisson};
use rand_pcg::Pcg64;

/// Every model on CDNOW.
fn models() -> Vec<BaseModel> {
    let known = cdnow(CDNOW_CALIBRATION_END);
    let base = FoldedHistories::fold(&known.histories);
    let ln_gaps = known.ln_gap_sums.iter().sum();
    CANDIDATES
        .iter()
        .map(|candidate| candidate.fit(&base, ln_gaps).unwrap().params)
        .collect()
}

fn histories() -> [History; 5] {
    [
        (0, 0.0, 0.0),
        (0, 0.0, 38.9),
        (2, 30.4, 38.9),
        (26, 30.9, 31.0),
        (400, 300.0, 301.0),
    ]
    .map(|(x, t_x, t_obs)| History::new(x, t_x, t_obs).unwrap())
}

#[test]
fn distribution_at_once_equals_single_chances() {
    for model in models() {
        for history in histories() {
            for horizon in [0.0, 1.0, 39.0] {
                let chances = model.order_distribution(&history, horizon);
                let sum: f64 = chances.iter().sum();
                assert!((sum - 1.0).abs() < 1e-5, "{model:?} {history:?} {sum}");
                for n in [0, 1, 3] {
                    let at_once = chances.get(n).copied().unwrap_or(0.0);
                    let single = model.order_probability(&history, horizon, n as u32);
                    assert!(
                        (at_once - single).abs() < 2e-3,
                        "{model:?} {history:?} {horizon} {n}: {at_once} {single}"
                    );
                }
                let mean: f64 = (0u32..)
                    .zip(&chances)
                    .map(|(n, chance)| f64::from(n) * chance)
                    .sum();
                let expected = model.expected_orders(&history, horizon);
                assert!((mean - expected).abs() < 5e-3 * (1.0 + expected));
            }
        }
    }
}

/// Somebody who hardly ever leaves: the first numbers of orders are a low hump of those who do, and
/// most of the distribution stands far behind it.
#[test]
fn a_low_hump_of_those_who_leave_is_no_end() {
    for (params, (x, t), horizon, at_least) in [
        ([1.0, 5.0, 0.01, 10.0], (60, 104.0), 52.0, 20),
        ([2.0, 3.0, 0.02, 100.0], (52, 52.0), 26.0, 20),
        ([1.0, 5.0, 0.2, 50.0], (400, 104.0), 52.0, 150),
        ([1.0, 5.0, 1e-8, 10.0], (200, 104.0), 52.0, 80),
    ] {
        let [r, alpha, s, beta] = params;
        let model = BaseModel::ParetoNbd(clv::ParetoNbd::new(r, alpha, s, beta).unwrap());
        let history = History::new(x, t, t).unwrap();
        let median = model.median_orders(&history, horizon);
        let expected = model.expected_orders(&history, horizon);
        assert!(median >= at_least, "{params:?}: {median}");
        assert!(
            (f64::from(median) / expected - 1.0).abs() < 0.2,
            "{median} {expected}"
        );
        let sum: f64 = model.order_distribution(&history, horizon).iter().sum();
        assert!((sum - 1.0).abs() < 1e-6, "{params:?}: {sum}");
    }
}

#[test]
fn medians_have_half_of_the_distribution_on_either_side() {
    for model in models() {
        for history in histories() {
            for horizon in [0.0, 1.0, 39.0] {
                let median = model.median_orders(&history, horizon) as usize;
                let chances = model.order_distribution(&history, horizon);
                let below: f64 = chances.iter().take(median).sum();
                let up_to = below + chances.get(median).copied().unwrap_or(0.0);
                assert!(
                    below < 0.5 + 1e-6 && up_to > 0.5 - 1e-6,
                    "{model:?} {history:?} {horizon}: {below} below {median}, {up_to} up to it"
                );
            }
        }
    }
}

#[test]
fn likely_orders_are_as_likely_as_said_and_no_wider_than_needed() {
    let mut widths = [0, 0];
    for model in models() {
        for history in histories() {
            let chances = model.order_distribution(&history, 20.0);
            for coverage in [0.5, 0.8, 0.95] {
                let range = model.likely_orders(&history, 20.0, coverage);
                let inside: f64 = chances[range.low as usize..=range.high as usize]
                    .iter()
                    .sum();
                assert!((inside - range.chance).abs() < 1e-9);
                assert!(inside >= coverage);
                let width = (range.high - range.low) as usize;
                let shortest = (0..chances.len())
                    .find(|width| {
                        let runs = chances.windows(width + 1);
                        runs.map(|run| run.iter().sum::<f64>()).fold(0.0, f64::max) >= coverage
                    })
                    .unwrap();
                widths[0] += width;
                widths[1] += shortest;
                if width > 0 {
                    let ends = [range.low, range.high].map(|end| chances[end as usize]);
                    assert!(ends.iter().all(|end| inside - end < coverage));
                }
            }
        }
    }
    // Nesting costs little over the shortest run of each coverage by itself.
    assert!(widths[0] as f64 <= 1.03 * widths[1] as f64, "{widths:?}");
}

#[test]
fn ranges_of_lower_coverage_lie_within_those_of_higher_coverage() {
    let mut models = models();
    for k in [2, 4, 12] {
        for first_order in [FirstOrder::Stays, FirstOrder::MayLeave] {
            for theta in [[0.5, 2.0, 0.8, 2.4], [6.0, 3.0, 0.3, 4.0]] {
                models.push(BaseModel::Cnbd(Cnbd::new(first_order, k, theta).unwrap()));
            }
        }
    }
    for model in models {
        for x in [0u32, 1, 2, 5, 13] {
            for silence in [0.0, 3.0, 9.0, 30.0] {
                let t_x = 4.0 * f64::from(x);
                let history = History::new(x, t_x, t_x + silence).unwrap();
                for horizon in [1.0, 26.0, 52.0] {
                    let ranges = [0.5, 0.8, 0.9, 0.95, 0.999]
                        .map(|coverage| model.order_range(&history, horizon, coverage));
                    let nested = ranges
                        .windows(2)
                        .all(|pair| pair[1].0 <= pair[0].0 && pair[0].1 <= pair[1].1);
                    assert!(nested, "{model:?} {history:?} {horizon}: {ranges:?}");
                }
            }
        }
    }
}

#[test]
fn value_ranges_hold_as_often_as_said() {
    let rng = &mut Pcg64::seed_from_u64(11);
    let [p, q, v] = [2.0, 4.0, 30.0];
    let spends = GammaGamma::new(p, q, v).unwrap();
    let model = BaseModel::Nbd(Nbd::new(2.0, 20.0).unwrap());
    for (x, weeks) in [(0u32, 10.0), (1, 26.0), (6, 26.0), (20, 52.0)] {
        let history = History::new(x, 2.0 * f64::from(x), 50.0).unwrap();
        let own = Spend::new(x, 18.0).unwrap();
        let mean = spends.expected_mean_spend(own.count(), own.mean());
        let size = OrderSize::of(&spends, &own, mean);
        let rates = Gamma::new(2.0 + f64::from(x), 1.0 / 70.0).unwrap();
        let scale = v + f64::from(x) * own.mean();
        let own_rates = Gamma::new(q + p * f64::from(x), 1.0 / scale).unwrap();
        let mut sum = || {
            let expected: f64 = rates.sample(rng) * weeks;
            let orders: f64 = Poisson::new(expected).unwrap().sample(rng);
            let own_rate: f64 = own_rates.sample(rng);
            match orders > 0.0 {
                true => Gamma::new(p * orders, 1.0 / own_rate).unwrap().sample(rng),
                false => 0.0,
            }
        };
        let sums: Vec<f64> = (0..20_000).map(|_| sum()).collect();
        for coverage in [0.8, 0.95] {
            let (low, high) = model.value_range(&history, weeks, &size, coverage);
            let inside = sums.iter().filter(|sum| (low..=high).contains(*sum));
            let held = inside.count() as f64 / 20_000.0;
            // Where the lower end is nothing, what is left out lies above the upper one alone.
            let most = 1.0 - (1.0 - coverage) / 2.0 + 0.02;
            assert!(
                (coverage - 0.02..most).contains(&held),
                "{x} {coverage}: {held}"
            );
        }
    }
}

#[test]
fn orders_at_a_forecasts_level_have_its_chance_and_its_mean() {
    for model in models() {
        for history in histories() {
            let by_model = model.expected_orders(&history, 39.0);
            for (p_alive, factor) in [(0.1, 0.5), (0.5, 1.2), (1.0, 0.8)] {
                let orders = factor * by_model;
                let ahead = model.coming_orders_at(&history, 39.0, p_alive, orders);
                let most = p_alive * model.expected_orders_if_active(&history, 3_900.0);
                let goal = orders.min(most);
                assert!(
                    (ahead.expected() / goal - 1.0).abs() < 5e-3,
                    "{model:?} {history:?}"
                );
                let chances = ahead.distribution();
                let sum: f64 = chances.iter().sum();
                assert!((sum - 1.0).abs() < 1e-4, "{model:?} {history:?} {sum}");
                assert!(chances[0] >= 1.0 - p_alive - 1e-9);
                let mean: f64 = (0u32..)
                    .zip(&chances)
                    .map(|(n, one)| f64::from(n) * one)
                    .sum();
                assert!(
                    (mean / goal - 1.0).abs() < 2e-2,
                    "{model:?} {history:?} {mean} {goal}"
                );
            }
        }
    }
}

#[test]
fn somebody_the_model_gives_up_has_the_range_of_the_chance_a_forecast_still_gives() {
    // Twenty-one orders in five weeks, then half a year of silence.
    let history = History::new(21, 4.7, 29.3).unwrap();
    let model = BaseModel::ParetoNbd(ParetoNbd::new(0.553, 10.578, 0.606, 11.669).unwrap());
    assert!(model.p_alive(&history) < 1e-6);
    let ahead = model.coming_orders_at(&history, 39.0, 0.1, 1.8);
    assert!((ahead.expected() - 1.8).abs() < 0.01);
    let (narrow, wide) = (ahead.range(0.8), ahead.range(0.95));
    assert_eq!((narrow.low, narrow.high), (0, 0));
    assert!(wide.low == 0 && (15..30).contains(&wide.high), "{wide:?}");
    // The same where leaving follows orders, and hardly anything is left of the model's own chance.
    let model = BaseModel::MbgNbd(MbgNbd::new(0.525, 6.183, 0.891, 1.614).unwrap());
    let silent = History::new(45, 52.0, 86.0).unwrap();
    assert!(model.p_alive(&silent) < 1e-5);
    let ahead = model.coming_orders_at(&silent, 39.0, 0.3, 7.0);
    let sum: f64 = ahead.distribution().iter().sum();
    assert!(
        (sum - 1.0).abs() < 1e-4 && ahead.range(0.8).high > 10,
        "{sum}"
    );
    let gone = model.coming_orders_at(&history, 39.0, 0.0, 0.0);
    assert_eq!((gone.expected(), gone.range(0.95).high), (0.0, 0));
}

#[test]
fn variance_is_that_of_the_distribution() {
    for model in models() {
        for history in histories() {
            let chances = model.order_distribution(&history, 20.0);
            let moment = |power: i32| -> f64 {
                let each = (0u32..).zip(&chances);
                each.map(|(n, chance)| f64::from(n).powi(power) * chance)
                    .sum()
            };
            let exact = moment(2) - moment(1).powi(2);
            let closed = model.order_variance(&history, 20.0);
            // Where leaving depends on orders, the closed form is near, not exact.
            assert!(
                (0.75..=1.35).contains(&(closed / exact)),
                "{model:?} {closed} {exact}"
            );
        }
    }
}

#[test]
fn ranges_cover_the_cdnow_holdout_as_often_as_said() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let known = cdnow(CDNOW_CALIBRATION_END);
    let base = FoldedHistories::fold(&known.histories);
    let came = count_order_days(
        cdnow_log().iter().copied(),
        &known.customers,
        as_of,
        as_of + 273,
    );
    let (model, _) = BaseModel::choose(&base);
    let ranges = base.expand(&base.map(|history| model.likely_orders(history, 39.0, 0.9)));
    let inside = ranges
        .iter()
        .zip(&came)
        .filter(|(range, n)| (range.low..=range.high).contains(n));
    let share = inside.count() as f64 / came.len() as f64;
    assert!((0.88..=0.95).contains(&share), "{share}");
}

#[test]
fn total_of_the_cdnow_holdout_lies_in_its_range() {
    let as_of = day(CDNOW_CALIBRATION_END);
    let choice = choose_by_backtest(cdnow_log(), as_of, 273).unwrap();
    let known = cdnow(CDNOW_CALIBRATION_END);
    let base = FoldedHistories::fold(&known.histories);
    let expected = choice.forecast.expected_orders(cdnow_log(), &known, 39.0);
    let total: f64 = expected.iter().sum();
    let range = choice.total_orders(&base, total, 39.0, 0.9);
    assert!(range.low < 1882.0 && 1882.0 < range.high, "{range:?}");
    assert!(
        range.low > 0.4 * total && range.high < 2.5 * total,
        "{range:?}"
    );
}

#[test]
fn total_range_with_larger_past_errors_is_wider() {
    let width = |ratios: &[f64]| {
        let range = TotalRange::of(1000.0, 900.0, ratios, 0.9);
        range.high - range.low
    };
    assert!(width(&[1.3, 0.8]) > width(&[1.1, 0.9]));
    assert!(width(&[1.0, 1.0, 1.0]) < width(&[]));
    assert_eq!(TotalRange::of(0.0, 0.0, &[], 0.9).high, 0.0);
    assert!(width(&[f64::NAN, 0.0]).is_finite());
    let [gain, loss] = [1000.0, -1000.0].map(|all| TotalRange::of(all, 900.0, &[1.2], 0.9));
    assert_eq!((loss.low, loss.high), (-gain.high, -gain.low));
}
