//! One of each kind, for tests that hold for all.

use chart::{
    Axis, Band, BarSeries, Chart, DifferenceRange, GroupedBars, HeatMap, Line, Mark, MonthBars,
    ParetoCurve, Plot, Unit, Words,
};

/// Words that would break a document if they were not escaped.
pub(crate) fn words(title: &str) -> Words {
    Words::new(title, "What <it> shows & why.")
}

pub(crate) fn tracking() -> Plot {
    let weeks = || (1..=78).map(f64::from);
    let expected = |week: f64| 60.0 * week / (1.0 + week / 90.0);
    Plot {
        words: words("Repeat orders, week by week"),
        x: Axis::number("week"),
        y: Axis::new("orders so far", Unit::Count),
        lines: vec![
            Line::solid(
                "actual",
                weeks()
                    .map(|w| (w, expected(w) * (1.0 + (w / 5.0).sin() / 20.0)))
                    .collect(),
            ),
            Line::dashed("expected", weeks().map(|w| (w, expected(w))).collect()),
        ],
        band: Some(Band {
            name: "80 % range".into(),
            points: weeks()
                .filter(|w| *w > 39.0)
                .map(|w| (w, expected(w) * 0.93, expected(w) * 1.07))
                .collect(),
        }),
        marks: vec![Mark {
            at: 39.0,
            name: "fitted up to here".into(),
        }],
    }
}

pub(crate) fn history() -> Plot {
    Plot {
        words: words("Chance still active"),
        x: Axis::new("", Unit::Day),
        y: Axis::new("chance", Unit::Percent),
        lines: vec![Line {
            steps: true,
            filled: true,
            ..Line::solid(
                "chance",
                (0..120)
                    .map(|d| {
                        (
                            20_000.0 + 5.0 * f64::from(d),
                            1.0 - f64::from(d % 30) / 40.0,
                        )
                    })
                    .collect(),
            )
        }],
        ..Plot::default()
    }
}

pub(crate) fn map(across: u32, up: u32, unit: Unit) -> HeatMap {
    let cells = (0..up).flat_map(|x| {
        (0..across).map(move |t_x| {
            let share = f64::from(t_x * x) / f64::from(across * up);
            (x == 0 || t_x > 0).then_some(share)
        })
    });
    HeatMap {
        words: words("Chance active by repeat orders and age at last order"),
        x: Axis::number("age at last order, weeks"),
        y: Axis::new("repeat orders", Unit::Count),
        columns: (0..across).map(f64::from).collect(),
        rows: (0..up).map(f64::from).collect(),
        cells: cells.collect(),
        unit,
        gap: "cannot be".into(),
    }
}

pub(crate) fn bars() -> GroupedBars {
    GroupedBars {
        words: words("Calibration by repeat orders"),
        x_label: "repeat orders in the first 39 weeks".into(),
        places: ["0", "1", "2", "3", "4", "5", "6", "7 or more"]
            .map(str::to_owned)
            .to_vec(),
        y: Axis::number("orders in the next 39 weeks"),
        series: vec![
            BarSeries {
                name: "actual".into(),
                values: vec![0.2, 0.7, 1.4, 1.6, 2.4, 2.9, 3.8, 6.4],
            },
            BarSeries {
                name: "expected".into(),
                values: vec![0.14, 0.6, 1.2, 1.7, 2.4, 2.9, 3.8, 6.2],
            },
        ],
    }
}

pub(crate) fn pareto() -> ParetoCurve {
    let values = (1..=500).map(|rank| 1e4 / f64::from(rank)).collect();
    ParetoCurve {
        what: "revenue".into(),
        ..ParetoCurve::new(words("Who brings the revenue"), values)
    }
}

pub(crate) fn months() -> MonthBars {
    let months: Vec<(String, i64)> = (0..26)
        .map(|at| {
            (
                format!("{}-{:02}", 2024 + at / 12, at % 12 + 1),
                100 + i64::from(at * 37 % 60),
            )
        })
        .collect();
    let bars = MonthBars::new(words("Revenue per month"), &months, |value| {
        format!("£{value}")
    });
    MonthBars {
        expected_from: Some(20),
        ranges: (0..26)
            .map(|at| (at >= 20).then_some([90.0, 150.0 + f64::from(at)]))
            .collect(),
        weak: (0..26).map(|at| at == 22).collect(),
        ..bars
    }
}

pub(crate) fn range() -> DifferenceRange {
    DifferenceRange {
        words: words("Extra profit"),
        ends: [-2.0, 3.0, 8.0],
        said: ["−£2".into(), "£8".into()],
    }
}

/// One of each kind by name.
pub(crate) fn all() -> Vec<(&'static str, Box<dyn Chart>)> {
    vec![
        ("tracking", Box::new(tracking())),
        ("history", Box::new(history())),
        ("map", Box::new(map(39, 15, Unit::Percent))),
        ("numbered_map", Box::new(map(8, 6, Unit::Percent))),
        ("orders_map", Box::new(map(39, 15, Unit::Number))),
        ("bars", Box::new(bars())),
        ("pareto", Box::new(pareto())),
        ("months", Box::new(months())),
        ("range", Box::new(range())),
    ]
}
