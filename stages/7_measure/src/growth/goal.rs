//! A goal for the number of active customers, and whether the pace is enough.

use serde::{Deserialize, Serialize};
use terms::Day;

/// So many times as many active customers within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GrowthGoal {
    /// The day it was set.
    pub from: Day,
    /// Active customers on that day.
    pub active: u64,
    /// How many times as many there shall be; 2 doubles the base.
    pub times: f64,
    /// Within how many days.
    pub days: i32,
}

/// How far a goal has come.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalProgress {
    /// Active customers the goal asks for in the end.
    pub target: u64,
    /// Active customers that an even pace would have brought by now.
    pub even_pace: u64,
    /// Active customers now.
    pub active: u64,
    /// Whether there are at least as many as an even pace asks for.
    pub is_ahead: bool,
    /// Whether the target is reached.
    pub is_reached: bool,
    /// Days left; 0 when the time is over.
    pub days_left: i32,
    /// Customers to become active every month from now on to reach it; none when it is reached or
    /// its time is over.
    pub needed_a_month: Option<f64>,
}

/// Days of an average month.
const MONTH_DAYS: f64 = 365.25 / 12.0;

impl GrowthGoal {
    /// Where this goal stands on a day.
    ///
    /// - Formula: target = ⌈active · times⌉; even pace = active + (target − active) · passed / days
    /// - Shape: a day and a count in, progress out
    /// - Units: customers, days
    /// - Range: the even pace lies between the start and the target
    /// - Errors: none; a goal of no days is over at once
    /// - Source: linear pace
    /// - Checked: `tests/growth.rs::c20_the_pace_is_right_on_three_histories`
    #[must_use]
    pub fn progress(&self, as_of: Day, active: u64) -> GoalProgress {
        let target = (self.active as f64 * self.times.max(0.0)).ceil() as u64;
        let passed = (as_of - self.from).clamp(0, self.days.max(0));
        let share = match self.days {
            days if days > 0 => f64::from(passed) / f64::from(days),
            _ => 1.0,
        };
        let way = target as f64 - self.active as f64;
        let even_pace = (self.active as f64 + way * share).ceil() as u64;
        let days_left = (self.days - passed).max(0);
        let is_reached = active >= target;
        let needed = |left: i32| {
            (target.saturating_sub(active)) as f64 / (f64::from(left) / MONTH_DAYS).max(1.0)
        };
        GoalProgress {
            target,
            even_pace,
            active,
            is_ahead: active >= even_pace,
            is_reached,
            days_left,
            needed_a_month: (!is_reached && days_left > 0).then(|| needed(days_left)),
        }
    }
}
