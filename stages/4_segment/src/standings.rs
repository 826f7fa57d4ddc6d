//! Where every account stands on a day: scores and histories enter, cell and stage leave.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row};
use store::rusqlite;
use terms::{Day, LifecycleStage, ValueSegment};

use crate::SegmentError;
use crate::growth::{FEWEST_DAYS_KNOWN, read_growing};
use crate::lifecycle::{OrderDays, StageRules, stage_by_days};

/// One customer in this many is top.
const ONE_IN: usize = 10;

/// Where one account stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub(crate) account_id: i64,
    /// None for a prospect.
    pub(crate) cell: Option<ValueSegment>,
    pub(crate) stage: LifecycleStage,
    pub(crate) past_value_minor: i64,
    pub(crate) expected_value_minor: i64,
    first_day: Option<Day>,
}

/// The standings of all scored accounts by rising id; the scores must be of this day.
pub(crate) fn read_standings(
    db: &Connection,
    as_of: Day,
    rules: &StageRules,
) -> Result<Vec<Standing>, SegmentError> {
    check_scored_day(db, as_of)?;
    let mut statement = db.prepare_cached(include_str!("../sql/standings.read.sql"))?;
    let rows = statement.query_map([], |row| read_standing(row, as_of, rules))?;
    let mut standings: Vec<Standing> = rows.collect::<Result<_, _>>()?;
    raise_top(&mut standings);
    raise_growing(db, &mut standings, as_of)?;
    raise_advocates(db, &mut standings, as_of)?;
    Ok(standings)
}

fn check_scored_day(db: &Connection, as_of: Day) -> Result<(), SegmentError> {
    let newest = include_str!("../sql/standings.read_scored_day.sql");
    let scored = db
        .query_row(newest, [], |row| row.get(0))
        .optional()?
        .map(Day::from_number);
    match scored {
        None => Err(SegmentError::NeverScored { as_of }),
        Some(scored) if scored != as_of => Err(SegmentError::ScoredOtherDay { as_of, scored }),
        Some(_) => Ok(()),
    }
}

fn read_standing(row: &Row<'_>, as_of: Day, rules: &StageRules) -> rusqlite::Result<Standing> {
    let day = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(at)?.map(Day::from_number));
    let first_day = day(5)?;
    let gap_days_median = row.get(7)?;
    let days = first_day
        .zip(day(6)?)
        .map(|(first_day, last_day)| OrderDays {
            first_day,
            last_day,
            gap_days_median,
        });
    Ok(Standing {
        account_id: row.get(0)?,
        // Prospects have fifths of 0, which no cell has.
        cell: ValueSegment::new(row.get(1)?, row.get(2)?).ok(),
        stage: stage_by_days(days.as_ref(), as_of, rules),
        past_value_minor: row.get(3)?,
        expected_value_minor: row.get(4)?,
        first_day,
    })
}

/// Makes the best tenth of customers by past value top, where they are active.
///
/// Customers with the same value are top together or not at all, so that top is never more
/// than a tenth; below ten customers nobody is.
fn raise_top(standings: &mut [Standing]) {
    let mut values: Vec<i64> = standings
        .iter()
        .filter(|standing| standing.cell.is_some())
        .map(|standing| standing.past_value_minor)
        .collect();
    let best = values.len() / ONE_IN;
    if best == 0 {
        return;
    }
    let (_, runner_up, _) = values.select_nth_unstable_by(best, |one, other| other.cmp(one));
    let bar_minor = (*runner_up).max(0);
    for standing in standings {
        if standing.stage == LifecycleStage::Active && standing.past_value_minor > bar_minor {
            standing.stage = LifecycleStage::Top;
        }
    }
}

/// Makes active customers growing who spend clearly more than a year ago.
fn raise_growing(
    db: &Connection,
    standings: &mut [Standing],
    as_of: Day,
) -> Result<(), SegmentError> {
    let may_grow = |standing: &Standing| {
        let known = standing
            .first_day
            .is_some_and(|first| as_of - first >= FEWEST_DAYS_KNOWN);
        known && standing.stage == LifecycleStage::Active
    };
    let candidates: Vec<i64> = standings
        .iter()
        .filter(|standing| may_grow(standing))
        .map(|standing| standing.account_id)
        .collect();
    let growing = read_growing(db, &candidates, as_of)?;
    for standing in standings {
        if growing.contains(&standing.account_id) {
            standing.stage = LifecycleStage::Growing;
        }
    }
    Ok(())
}

/// Makes advocates of customers who brought a new one, as long as they still buy themselves: who is
/// silent beyond the own rhythm has to be won back first.
fn raise_advocates(
    db: &Connection,
    standings: &mut [Standing],
    as_of: Day,
) -> Result<(), SegmentError> {
    let mut statement = db.prepare_cached(include_str!("../sql/standings.read_advocates.sql"))?;
    let rows = statement.query_map([as_of.number()], |row| row.get(0))?;
    let advocates: HashSet<i64> = rows.collect::<Result<_, _>>()?;
    use LifecycleStage::{Active, Advocate, Growing, Onboarding, Top};
    for standing in standings {
        let buys = matches!(standing.stage, Onboarding | Active | Growing | Top);
        if buys && advocates.contains(&standing.account_id) {
            standing.stage = Advocate;
        }
    }
    Ok(())
}
