//! How the business grows, as both doors show it, and the goal its owner set.
//!
//! Enters: what measure kept, and the goal of the settings. Leaves: one record.

use anyhow::Result;
use measure::{Effort, GoalProgress, Growth, GrowthGoal};
use serde::Serialize;

use crate::{House, Refusal};

/// The setting that holds the goal.
const GOAL: &str = "growth_goal";

/// Most times as many customers as anybody may ask for; more is a slip of the hand.
const MOST_TIMES: f64 = 100.0;

/// Longest time for a goal, in months: ten years.
const MOST_MONTHS: u32 = 120;

/// How the business grows, with its goal.
#[derive(Clone, Debug, Serialize)]
pub struct GrowthView {
    /// Months, half a year, effort.
    #[serde(flatten)]
    pub growth: Growth,
    /// Every whole month against the same month a year before.
    pub yearly_changes: Vec<(String, f64)>,
    /// What was spent to keep, to grow and to win, in that order; all three, also where nothing was.
    pub effort_by_aim: Vec<Effort>,
    /// The goal, if one was set.
    pub goal: Option<GrowthGoal>,
    /// How far it has come.
    pub progress: Option<GoalProgress>,
}

/// The aims and their words, the first being what most effort should go into.
pub const AIMS: [(&str, &str); 3] = [
    ("keep", "Keep customers"),
    ("grow", "Grow customers"),
    ("win", "Win customers, new or back"),
];

/// How the business grows; read from what was kept, or looked at anew where that is of another day.
///
/// # Errors
/// When the database refuses.
pub fn read_growth(house: &House) -> Result<GrowthView> {
    let as_of = house.as_of();
    let kept = house.store.read(measure::read_growth)?;
    let growth = match kept.filter(|growth| growth.as_of == as_of) {
        Some(growth) => growth,
        None => measure::track_growth(&house.store, as_of)?,
    };
    let goal = house.store.setting::<Option<GrowthGoal>>(GOAL)?.flatten();
    let effort = |aim: &str| {
        let found = growth.effort.iter().find(|one| one.aim == aim);
        found.cloned().unwrap_or(Effort {
            aim: aim.to_owned(),
            touches: 0,
            cost_minor: 0,
        })
    };
    Ok(GrowthView {
        yearly_changes: measure::yearly_changes(&growth.months),
        effort_by_aim: AIMS.iter().map(|(aim, _)| effort(aim)).collect(),
        progress: goal.map(|goal| goal.progress(as_of, growth.active_now)),
        goal,
        growth,
    })
}

/// Sets the goal from today on: so many times as many active customers within so many months.
///
/// # Errors
/// When it is no goal, or nobody is active to count from.
pub fn set_goal(house: &House, times: f64, months: u32) -> Result<GrowthGoal> {
    let is_goal = times > 1.0 && times <= MOST_TIMES && (1..=MOST_MONTHS).contains(&months);
    if !is_goal {
        let text = format!(
            "A goal is more than 1 and at most {MOST_TIMES:.0} times as many customers, within 1 to \
             {MOST_MONTHS} months."
        );
        return Err(Refusal::Usage(text).into());
    }
    let now = read_growth(house)?.growth;
    if now.active_now == 0 {
        let text = "Nobody is active yet, so there is nothing to count from. Import orders first.";
        return Err(Refusal::SetUp(text.into()).into());
    }
    let until = now.as_of.date() + jiff::Span::new().months(i64::from(months));
    let goal = GrowthGoal {
        from: now.as_of,
        active: now.active_now,
        times,
        days: terms::Day::from_ymd(until.year(), until.month(), until.day())? - now.as_of,
    };
    house.store.set_setting(GOAL, &goal)?;
    Ok(goal)
}

/// Forgets the goal.
///
/// # Errors
/// When the database refuses.
pub fn drop_goal(house: &House) -> Result<()> {
    house.store.set_setting(GOAL, &None::<GrowthGoal>)?;
    Ok(())
}
