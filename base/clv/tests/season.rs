//! Seasons: planted ones are found again, absent ones are not made up, and the clock holds.

use crate::small_bases::history;
use clv::{
    FoldedHistories, History, MbgNbd, Nbd, OrdersByDay, ParetoNbd, Purchase, SEASON_WEEKS, Season,
    SeasonFinding, SeasonalModel, Seasoned, WEEKS_PER_YEAR, summarise,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};
use rand_pcg::Pcg64;

/// First day of the simulated logs, 2020-01-01.
const START: i32 = 18_262;

/// A gentle year with a busy December.
fn planted() -> Season {
    Season::new(std::array::from_fn(|week| {
        let angle = std::f64::consts::TAU * week as f64 / SEASON_WEEKS as f64;
        let christmas = if week >= 47 { 1.8 } else { 1.0 };
        (1.0 + 0.3 * angle.sin()) * christmas
    }))
}

/// A log of customers who join at any time of `days` and may leave after any order, on a
/// season's clock.
fn simulated_log(seed: u64, customers: u32, days: i32, season: &Season) -> Vec<Purchase> {
    let mut rng = Pcg64::seed_from_u64(seed);
    let rates = Gamma::new(0.9, 1.0 / 6.0).unwrap();
    let leaving = Beta::new(0.8, 4.0).unwrap();
    let mut log = Vec::new();
    for customer in 0..customers {
        let mut day = START + rng.random_range(0..days);
        let rate = f64::max(rates.sample(&mut rng), 1e-9);
        let leave = leaving.sample(&mut rng);
        loop {
            log.push(Purchase {
                customer,
                day,
                amount: 10.0,
            });
            if rng.random::<f64>() < leave {
                break;
            }
            let weeks = Exp::new(rate).unwrap().sample(&mut rng);
            // The day on which so many operational weeks have passed.
            let mut next = day + 1;
            while next < START + days + 200
                && season.weeks_between(f64::from(day), f64::from(next)) < weeks
            {
                next += 1;
            }
            if next >= START + days + 200 {
                break;
            }
            day = next;
        }
    }
    log
}

fn learn<M: SeasonalModel>(log: &[Purchase], as_of: i32) -> Seasoned<M> {
    let summary = summarise(log.iter().copied(), as_of).unwrap();
    let base = FoldedHistories::fold(&summary.histories);
    let by_day = OrdersByDay::of_repeats(log.iter().copied(), as_of);
    let all: u32 = by_day.iter().map(|(_, count)| count).sum();
    assert_eq!(f64::from(all), base.repeat_orders());
    Seasoned::learn(&base, &by_day, as_of).unwrap()
}

/// Repeat orders of customers known by `as_of` in the days after it.
fn came(log: &[Purchase], as_of: i32, from: i32, until: i32) -> f64 {
    let summary = summarise(log.iter().copied(), as_of).unwrap();
    let customers = &summary.customers;
    clv::count_order_days(log.iter().copied(), customers, as_of + from, as_of + until)
        .into_iter()
        .map(f64::from)
        .sum()
}

#[test]
fn planted_season_is_found_and_foretells_the_quarter() {
    let season = planted();
    let days = 3 * 365 - 120;
    let log = simulated_log(31, 8_000, days, &season);
    let as_of = START + days;
    let found: Seasoned<MbgNbd> = learn(&log, as_of);
    assert!(
        matches!(found.finding, SeasonFinding::Seen { .. }),
        "{}",
        found.finding
    );
    let mut square = 0.0;
    for (found, planted) in found.season.multipliers().iter().zip(season.multipliers()) {
        square += (found / planted - 1.0).powi(2);
    }
    for (w, (f, p)) in found
        .season
        .multipliers()
        .iter()
        .zip(season.multipliers())
        .enumerate()
    {
        println!("{w} {f:.3} {p:.3} {:.2}", f / p);
    }
    println!("{} repeat {}", found.finding, found.base.repeat_orders());
    let error = (square / SEASON_WEEKS as f64).sqrt();
    assert!(error < 0.06, "multipliers are {error:.3} off");
    // September to December, before and within the busy weeks.
    let plain = MbgNbd::fit(&FoldedHistories::fold(
        &summarise(log.iter().copied(), as_of).unwrap().histories,
    ))
    .unwrap();
    for (from, until) in [(0, 60), (80, 120)] {
        let (expected, came) = (
            found.total_between(from, until),
            came(&log, as_of, from, until),
        );
        assert!(
            (expected / came - 1.0).abs() < 0.06,
            "{from}..{until}: {expected:.0} {came}"
        );
    }
    let december = came(&log, as_of, 80, 120);
    let base = FoldedHistories::fold(&summarise(log.iter().copied(), as_of).unwrap().histories);
    let even = base.total(|own| {
        plain.params.expected_orders(own, 120.0 / 7.0)
            - plain.params.expected_orders(own, 80.0 / 7.0)
    });
    assert!(
        even < 0.75 * december,
        "an even clock misses December: {even:.0} of {december}"
    );
    assert!(found.fit.log_likelihood > plain.log_likelihood + 100.0);
}

#[test]
fn log_without_a_season_gets_none_whatever_the_model() {
    for seed in 0..4 {
        let log = simulated_log(40 + seed, 1_500, 900, &Season::none());
        let found: Seasoned<MbgNbd> = learn(&log, START + 900);
        assert_eq!(found.finding, SeasonFinding::NoneSeen, "{}", found.finding);
        assert!(found.season.is_none());
        let found: Seasoned<ParetoNbd> = learn(&log, START + 900);
        assert!(found.season.is_none(), "{}", found.finding);
        let found: Seasoned<Nbd> = learn(&log, START + 900);
        assert!(found.season.is_none(), "{}", found.finding);
    }
}

#[test]
fn log_shorter_than_a_year_gets_no_season_and_says_so() {
    let log = simulated_log(50, 1_500, 300, &planted());
    let found: Seasoned<MbgNbd> = learn(&log, START + 300);
    assert!(matches!(found.finding, SeasonFinding::TooShort { .. }));
    assert!(found.finding.to_string().contains("less than a year"));
    assert!(found.season.is_none());
}

#[test]
fn clock_keeps_years_and_adds_up() {
    let season = planted();
    for from in [0.0, 18_262.4, -400.0] {
        let year = season.weeks_between(from, from + 365.2425);
        assert!((year - WEEKS_PER_YEAR).abs() < 1e-9, "{year}");
        let parts = season.weeks_between(from, from + 11.3)
            + season.weeks_between(from + 11.3, from + 100.0);
        assert!((parts - season.weeks_between(from, from + 100.0)).abs() < 1e-9);
    }
    let text = serde_json::to_string(&season).unwrap();
    let back: Season = serde_json::from_str(&text).unwrap();
    for (read, written) in back.multipliers().iter().zip(season.multipliers()) {
        assert!((read / written - 1.0).abs() < 1e-12);
    }
    assert!(Season::new([f64::NAN; SEASON_WEEKS]).is_none());
}

#[test]
fn even_clock_leaves_histories_as_they_are() {
    for own in [
        history(0, 0.0, 0.0),
        history(3, 2.0, 50.0),
        history(1, 9.0, 9.0),
    ] {
        let retimed = Season::none().retime(&own, START);
        assert_eq!(retimed.x(), own.x());
        assert!((retimed.t_x() - own.t_x()).abs() < 1e-9);
        assert!((retimed.t_obs() - own.t_obs()).abs() < 1e-9);
    }
}

/// Moves one of the two spans of a history.
fn moved(own: &History, t_x: f64, t_obs: f64) -> FoldedHistories {
    FoldedHistories::fold(&[history(own.x(), own.t_x() + t_x, own.t_obs() + t_obs)])
}

fn check_rates<M: SeasonalModel>(model: &M) {
    for own in [
        history(0, 0.0, 20.0),
        history(4, 11.0, 30.0),
        history(60, 40.0, 41.0),
    ] {
        let [before, after] = model.orders_expected_per_week(&own);
        let slope = |t_x: f64, t_obs: f64| {
            let at = |by: f64| model.log_likelihood_of(&moved(&own, t_x * by, t_obs * by));
            (at(1e-5) - at(-1e-5)) / 2e-5
        };
        let by_end = slope(0.0, 1.0);
        assert!(
            (after + by_end).abs() < 1e-6,
            "{} {after} {by_end}",
            model.name()
        );
        if own.x() > 0 {
            let by_last = slope(1.0, 0.0);
            assert!(
                (before - after + by_last).abs() < 1e-6,
                "{} {by_last}",
                model.name()
            );
        }
    }
}

#[test]
fn orders_expected_per_week_are_the_slopes_of_the_likelihood() {
    check_rates(&Nbd::new(0.6, 9.0).unwrap());
    check_rates(&clv::BgNbd::new(0.6, 9.0, 0.8, 2.5).unwrap());
    check_rates(&MbgNbd::new(0.6, 9.0, 0.8, 2.5).unwrap());
    check_rates(&ParetoNbd::new(0.6, 9.0, 0.8, 12.0).unwrap());
}

#[test]
fn seasons_written_and_read_again_are_the_same_to_the_last_bit() {
    for seed in 1..200u32 {
        let relative = std::array::from_fn(|week| 0.5 + f64::from((week as u32 * seed) % 17) / 9.7);
        let season = Season::new(relative);
        let text = serde_json::to_string(&season).unwrap();
        let read: Season = serde_json::from_str(&text).unwrap();
        assert_eq!(read, season, "{seed}");
    }
}
