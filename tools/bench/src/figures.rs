//! What a measurement says: work in; seconds, memory and what came out, out.
//!
//! Linux tells a process about itself in two small files; nothing else is needed.

use std::time::Instant;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// Linux counts processor time in hundredths of a second on every common machine (USER_HZ).
const TICKS_PER_SECOND: f64 = 100.0;

/// What one measurement says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many pieces of work were done.
    pub amount: u64,
    /// Seconds on the clock.
    pub wall_seconds: f64,
    /// Seconds of processor, all threads together.
    pub processor_seconds: f64,
    /// Most memory the process ever had, mapped files included.
    pub peak_mib: u64,
    /// What came out, in words, so that two programs can be seen to agree.
    pub result: String,
}

impl Figures {
    /// Pieces of work a second.
    ///
    /// - Formula: `amount / wall_seconds`
    /// - Shape: one measurement in, one rate out
    /// - Units: pieces a second
    /// - Range: 0 and more
    /// - Errors: none; work that took no time has the rate 0
    /// - Source: definition of a rate
    /// - Checked: `tests/main.rs::a_rate_is_amount_by_time`
    #[must_use]
    pub fn a_second(&self) -> f64 {
        if self.wall_seconds > 0.0 {
            self.amount as f64 / self.wall_seconds
        } else {
            0.0
        }
    }
}

/// Does the work once and says what it took; it gives an amount and a result in words.
///
/// # Errors
/// What the work itself returns, or that the system tells nothing about the process.
pub fn measured(work: impl FnOnce() -> Result<(u64, String)>) -> Result<Figures> {
    let (processor, wall) = (processor_seconds()?, Instant::now());
    let (amount, result) = work()?;
    let wall_seconds = wall.elapsed().as_secs_f64();
    Ok(Figures {
        amount,
        wall_seconds,
        processor_seconds: processor_seconds()? - processor,
        peak_mib: peak_mib()?,
        result,
    })
}

/// The measurement in the middle by time on the clock; of an even number, the faster one.
///
/// - Formula: element `(n − 1) / 2` of the measurements sorted by `wall_seconds`
/// - Shape: any number of measurements in, one out
/// - Units: as the measurements
/// - Range: one of the given
/// - Errors: nothing when there is none
/// - Source: definition of the lower median
/// - Checked: `tests/main.rs::the_median_is_the_one_in_the_middle`
#[must_use]
pub fn median(mut rounds: Vec<Figures>) -> Option<Figures> {
    rounds.sort_by(|one, other| one.wall_seconds.total_cmp(&other.wall_seconds));
    let middle = rounds.len().checked_sub(1)? / 2;
    rounds.into_iter().nth(middle)
}

/// Seconds of processor that all threads of this process have used.
fn processor_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("reading /proc/self/stat")?;
    ticks_in(&stat)
        .map(|ticks| ticks / TICKS_PER_SECOND)
        .context("/proc/self/stat has no times")
}

/// User and system time, the 12th and 13th field behind the program's name; the name stands in
/// parentheses and may hold spaces.
fn ticks_in(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(") ")?.1.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// Most memory this process ever had.
fn peak_mib() -> Result<u64> {
    let status =
        std::fs::read_to_string("/proc/self/status").context("reading /proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.map(|kib| kib / 1024)
        .context("/proc/self/status has no VmHWM")
}

#[cfg(test)]
mod tests {
    use super::ticks_in;

    #[test]
    fn times_are_found_behind_a_name_with_spaces() {
        let stat = "7 (a) b c) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20";
        assert_eq!(ticks_in(stat), Some(175.0));
        assert_eq!(ticks_in("7 (cut off"), None);
    }
}
