//! What holds for every drawing: whole documents, words for everybody, refusals, small sizes.

use chart::{
    Axis, BarSeries, Chart, ChartError, GroupedBars, HeatMap, Line, Look, MonthBars, ParetoCurve,
    Plot, Size, Words, to_png,
};

use crate::gallery::{all, map, months, range, tracking, words};

const SMALL: Size = Size {
    wide: 120,
    high: 80,
};

/// An SVG document that a strict reader takes, with all numbers finite.
fn is_sound(svg: &str) {
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    for wrong in ["NaN", "inf", "<it>"] {
        assert!(!svg.contains(wrong), "{wrong} in {svg:.400}");
    }
    assert!(
        svg.contains("<title id=") && svg.contains("<desc id="),
        "{svg:.300}"
    );
}

#[test]
fn every_kind_is_a_sound_document_in_every_look_and_size() {
    for (name, chart) in all() {
        for look in [Look::Page, Look::Light, Look::Dark] {
            for size in [Size::FILE, Size::PAGE, SMALL] {
                let svg = chart
                    .svg(look, size)
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                is_sound(&svg);
                assert_eq!(svg.contains("var(--"), look == Look::Page, "{name}");
            }
        }
        let svg = chart.svg(Look::Light, Size::FILE).unwrap();
        let png = to_png(&svg, 1.0).unwrap();
        assert_eq!(&png[1..4], b"PNG", "{name}");
    }
}

/// Writes the gallery where CHART_GALLERY names a folder, for eyes.
#[test]
fn the_gallery_is_written_when_asked_for() {
    let Some(folder) = std::env::var_os("CHART_GALLERY") else {
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    for (name, chart) in all() {
        for (look, word) in [(Look::Light, "light"), (Look::Dark, "dark")] {
            let svg = chart.svg(look, Size::FILE).unwrap();
            std::fs::write(
                folder.join(format!("{name}-{word}.png")),
                to_png(&svg, 1.0).unwrap(),
            )
            .unwrap();
        }
        let svg = chart.svg(Look::Page, Size::PAGE).unwrap();
        std::fs::write(folder.join(format!("{name}-page.svg")), svg).unwrap();
    }
}

#[test]
fn the_same_numbers_give_the_same_bytes() {
    let draw = || tracking().svg(Look::Light, Size::FILE).unwrap();
    assert_eq!(draw(), draw());
    assert_eq!(to_png(&draw(), 1.0).unwrap(), to_png(&draw(), 1.0).unwrap());
}

#[test]
fn empty_series_and_single_points_are_drawn() {
    let empty = Plot::default().svg(Look::Light, Size::FILE).unwrap();
    assert!(empty.contains("Nothing to show yet"));
    let point = Plot {
        lines: vec![Line::solid("one", vec![(5.0, 2.0)])],
        ..Plot::default()
    };
    let svg = point.svg(Look::Light, Size::FILE).unwrap();
    is_sound(&svg);
    assert_eq!(svg.matches("<circle").count(), 1);
    let zero = Plot {
        lines: vec![Line::solid("none", vec![(0.0, 0.0), (1.0, 0.0)])],
        ..Plot::default()
    };
    is_sound(&zero.svg(Look::Page, Size::PAGE).unwrap());
    for chart in [
        Box::new(HeatMap::default()) as Box<dyn Chart>,
        Box::new(GroupedBars::default()),
        Box::new(ParetoCurve::new(Words::default(), Vec::new())),
        Box::new(MonthBars::new(Words::default(), &[], |value| {
            value.to_string()
        })),
    ] {
        assert!(
            chart
                .svg(Look::Light, Size::FILE)
                .unwrap()
                .contains("Nothing to show yet")
        );
    }
    is_sound(
        &map(1, 1, chart::Unit::Percent)
            .svg(Look::Light, Size::FILE)
            .unwrap(),
    );
}

#[test]
fn what_is_no_number_is_refused_with_its_place() {
    let plot = Plot {
        lines: vec![Line::solid("orders", vec![(1.0, 2.0), (2.0, f64::NAN)])],
        ..Plot::default()
    };
    let error = plot.svg(Look::Light, Size::FILE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "number 2 of «orders» is NaN; leave it out or correct it"
    );
    let mut heat = map(2, 2, chart::Unit::Number);
    heat.cells[1] = Some(f64::INFINITY);
    assert!(matches!(
        heat.svg(Look::Light, Size::FILE),
        Err(ChartError::NotANumber { place: 2, .. })
    ));
    heat.cells.pop();
    assert!(matches!(
        heat.svg(Look::Light, Size::FILE),
        Err(ChartError::Length {
            given: 3,
            wanted: 4,
            ..
        })
    ));
    let bars = GroupedBars {
        places: vec!["a".into()],
        series: vec![BarSeries {
            name: "b".into(),
            values: vec![],
        }],
        y: Axis::number(""),
        ..GroupedBars::default()
    };
    assert!(bars.svg(Look::Light, Size::FILE).is_err());
    let tiny = Size { wide: 10, high: 10 };
    assert!(matches!(
        tracking().svg(Look::Light, tiny),
        Err(ChartError::TooSmall { .. })
    ));
}

#[test]
fn series_differ_in_more_than_colour() {
    let svg = tracking().svg(Look::Light, Size::FILE).unwrap();
    assert!(
        svg.contains("stroke-dasharray=\"7 5\""),
        "the expected line is dashed"
    );
    let svg = crate::gallery::bars().svg(Look::Light, Size::FILE).unwrap();
    assert!(
        svg.matches("<line").count() > 20,
        "the second series is hatched"
    );
    let svg = map(8, 6, chart::Unit::Percent)
        .svg(Look::Light, Size::FILE)
        .unwrap();
    assert!(
        svg.contains(">40 % to 60 %<") && svg.contains(">cannot be<"),
        "limits are written"
    );
    assert!(
        svg.contains(">9 %<") || svg.contains(">9.0 %<") || svg.contains(">8.3 %<"),
        "cells are written"
    );
}

#[test]
fn a_drawing_for_a_page_stays_small() {
    for (name, chart) in all() {
        let svg = chart.svg(Look::Page, Size::PAGE).unwrap();
        assert!(svg.len() < 24_000, "{name}: {} bytes", svg.len());
    }
}

#[test]
fn months_and_ranges_keep_what_the_pages_rely_on() {
    let svg = months().svg(Look::Page, MonthBars::PAGE).unwrap();
    assert_eq!(svg.matches("class=\"bar\"").count(), 20);
    assert_eq!(svg.matches("class=\"bar weak\"").count(), 6);
    assert!(svg.contains("<title>2024-01: £100</title>"));
    let svg = range()
        .svg(Look::Page, chart::DifferenceRange::PAGE)
        .unwrap();
    let (low, high) = (svg.find("−£2").unwrap(), svg.find("£8").unwrap());
    assert!(low < high);
    assert_eq!(words("x").title, "x");
}
