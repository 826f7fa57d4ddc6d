//! GET /growth: active customers, revenue against the year before, effort, and the owner's goal.
//! POST /growth/goal sets or forgets it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use chart::{Axis, Line, MonthBars, Plot, Size, Unit, Words};
use desk::{AIMS, GrowthView};
use measure::{Effort, GrowthMonth};
use serde::Deserialize;

use crate::chart::drawn;
use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// The mark that growth is held against: a tenth more than the year before.
const DOUBLE_DIGIT: f64 = 0.1;

/// Months drawn: two years.
const MONTHS_DRAWN: usize = 24;

#[derive(Template)]
#[template(path = "growth.html")]
struct GrowthPage {
    frame: Frame,
    m: Paint,
    view: GrowthView,
    active_chart: String,
    growth_chart: String,
}

/// The goal as the form has it; without a number it is forgotten.
#[derive(Deserialize)]
pub(crate) struct GoalForm {
    #[serde(default)]
    times: String,
    #[serde(default)]
    months: String,
}

/// GET /growth
pub(crate) async fn show(State(app): State<App>) -> Response {
    app.page(|app| {
        let m = Paint::new(app.house.business()?.currency);
        let view = desk::read_growth(&app.house)?;
        Ok(GrowthPage {
            frame: Frame::new(&app.house, "results").with_tip_of(&app.house, "growth"),
            active_chart: active_chart(&view.growth.months, m),
            growth_chart: growth_chart(&view.yearly_changes),
            view,
            m,
        })
    })
    .await
}

/// POST /growth/goal
pub(crate) async fn set_goal(State(app): State<App>, Form(form): Form<GoalForm>) -> Response {
    app.then(move |app| {
        match form.times.trim() {
            "" => desk::drop_goal(&app.house)?,
            times => {
                let no_number = || PageError::Invalid("A goal is two numbers.".into());
                let times: f64 = times.replace(',', ".").parse().map_err(|_| no_number())?;
                let months = form.months.trim().parse().map_err(|_| no_number())?;
                desk::set_goal(&app.house, times, months)?;
            }
        }
        Ok("/growth".into())
    })
    .await
}

fn active_chart(months: &[GrowthMonth], m: Paint) -> String {
    let shown = &months[months.len().saturating_sub(MONTHS_DRAWN)..];
    let Some(last) = shown.last() else {
        return String::new();
    };
    let sentence = format!(
        "Customers with an order in the year before the end of each month; {} at the end.",
        m.count(last.active)
    );
    let words = Words::new("Active customers", sentence);
    let bars: Vec<(String, i64)> = shown
        .iter()
        .map(|one| (one.month.clone(), one.active.cast_signed()))
        .collect();
    drawn(
        &MonthBars::new(words, &bars, |count| m.count(count)),
        MonthBars::PAGE,
    )
}

/// The change of every month against the year before, with the mark of a tenth more.
fn growth_chart(changes: &[(String, f64)]) -> String {
    let shown = &changes[changes.len().saturating_sub(MONTHS_DRAWN)..];
    let points: Vec<(f64, f64)> = shown
        .iter()
        .filter_map(|(month, change)| Some((first_day(month)?, *change)))
        .collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return String::new();
    };
    let (from, until) = (first.0, last.0);
    let above = points.iter().filter(|(_, change)| *change >= DOUBLE_DIGIT);
    let sentence = format!(
        "{} of {} months were at least a tenth above the year before.",
        above.count(),
        points.len()
    );
    let plot = Plot {
        words: Words::new("Growth against the year before", sentence),
        x: Axis::new("", Unit::Day),
        y: Axis::new("growth", Unit::Percent),
        lines: vec![
            Line::solid("each month against a year before", points),
            Line::dashed("10 %", vec![(from, DOUBLE_DIGIT), (until, DOUBLE_DIGIT)]),
        ],
        ..Plot::default()
    };
    drawn(
        &plot,
        Size {
            wide: 620,
            high: 240,
        },
    )
}

fn first_day(month: &str) -> Option<f64> {
    let (year, number) = month.split_once('-')?;
    let day = terms::Day::from_ymd(year.parse().ok()?, number.parse().ok()?, 1).ok()?;
    Some(f64::from(day.number()))
}

impl GrowthPage {
    /// Aim, touches, cost and its share of all cost.
    fn effort(&self) -> Vec<(&'static str, String, String, String)> {
        let all: i64 = self
            .view
            .effort_by_aim
            .iter()
            .map(|one| one.cost_minor)
            .sum();
        let line = |((_, words), one): (&(&str, &'static str), &Effort)| {
            (
                *words,
                self.m.count(one.touches),
                self.m.exact(one.cost_minor),
                self.m.share_of(one.cost_minor, all),
            )
        };
        AIMS.iter()
            .zip(&self.view.effort_by_aim)
            .map(line)
            .collect()
    }

    /// The newest months first, a year of them.
    fn newest(&self) -> impl Iterator<Item = &GrowthMonth> {
        self.view.growth.months.iter().rev().take(12)
    }
}
