//! The drawings of a base: all there, sound, and only those that can be.

use analyst::{FitOptions, ModelName, PlotOptions, draw_all, fit};
use chart::Look;

use crate::lives::{base, reference, write_log};

fn names(base: &analyst::Base, customer: Option<&str>) -> Result<Vec<&'static str>, String> {
    let model = ModelName::ParetoNbd;
    let fitted = fit(
        base,
        &FitOptions {
            model,
            ..FitOptions::default()
        },
    )
    .unwrap();
    let options = PlotOptions {
        horizon_days: 180,
        look: Look::Light,
        customer,
    };
    let drawings = draw_all(base, &fitted.engine, &options).map_err(|error| error.to_string())?;
    for drawing in &drawings {
        assert!(
            drawing.svg.starts_with("<svg") && drawing.svg.ends_with("</svg>"),
            "{}",
            drawing.name
        );
        if let Some(folder) = std::env::var_os("CHART_GALLERY") {
            let folder = std::path::PathBuf::from(folder);
            let png = chart::to_png(&drawing.svg, 1.0).unwrap();
            std::fs::write(folder.join(format!("{}.png", drawing.name)), png).unwrap();
        }
    }
    Ok(drawings.iter().map(|drawing| drawing.name).collect())
}

#[test]
fn a_log_gives_every_drawing_and_a_table_the_maps() {
    let folder = tempfile::tempdir().unwrap();
    let log = base(write_log(folder.path(), 150), Some("2025-06-30"));
    let all = [
        "chance_map",
        "orders_map",
        "pareto",
        "tracking_weekly",
        "tracking_total",
        "calibration",
        "chance_history",
    ];
    assert_eq!(names(&log, Some("c4")).unwrap(), all);
    assert!(
        names(&log, Some("nobody"))
            .unwrap_err()
            .contains("«nobody»")
    );
    let Some(file) = reference("cdnow_rfm_rounded.csv") else {
        return;
    };
    let table = base(file, None);
    assert_eq!(
        names(&table, None).unwrap(),
        ["chance_map", "orders_map", "pareto"]
    );
    assert!(names(&table, Some("1")).unwrap_err().contains("order log"));
}

#[test]
fn cdnow_is_drawn() {
    let Some(file) = reference("cdnow_sample.csv") else {
        return;
    };
    let log = base(file, Some("1997-09-30"));
    assert_eq!(names(&log, Some("1")).unwrap().len(), 7);
}
