//! What is done because its time has come: touches whose day is there are handed over, and everybody
//! is scored anew when a date of the owner's calendar has come. Scoring sends nothing.

use anyhow::Result;
use score::{ScoreEvery, ScoreReport, dates_after};
use serde::Serialize;
use store::Progress;
use terms::Day;

use crate::work::contacts::contacts_wait;
use crate::{
    House, catch_up, clean_house, happenings_wait, prepare, something_is_due, take_happenings,
};

/// The date of the owner's calendar that is due and was not scored yet; none in a workspace that
/// holds no order. However many dates were missed, one score makes up for all of them.
///
/// # Errors
/// When the database refuses.
pub fn scoring_due(house: &House) -> Result<Option<Day>> {
    let every = score::read_settings(&house.store)?.every;
    let (last, has_orders) = house.store.read(|db| {
        let last = score::read_latest_run(db)?.map(|run| run.as_of);
        let sql = include_str!("../sql/scoring.has_orders.sql");
        let has_orders: bool = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok::<_, anyhow::Error>((last, has_orders))
    })?;
    let due = score::next_due(every, last, house.as_of());
    Ok(due.filter(|_| has_orders))
}

/// Cleans, scores and segments as of today when a date is due; says what was found.
///
/// # Errors
/// When a stage cannot go on.
pub fn score_when_due(house: &House, progress: &dyn Progress) -> Result<Option<ScoreReport>> {
    match scoring_due(house)? {
        Some(_) => prepare(house, progress).map(Some),
        None => Ok(None),
    }
}

/// When everybody was scored last and will be next.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ScoringDates {
    /// How often.
    pub every: ScoreEvery,
    /// The as-of day of the last score; none before the first.
    pub last: Option<Day>,
    /// A date that has come and was not scored yet.
    pub due: Option<Day>,
    /// The next date of the calendar; none when nobody asked for one.
    pub next: Option<Day>,
}

impl ScoringDates {
    /// The dates in a sentence or two.
    #[must_use]
    pub fn words(&self) -> String {
        let last = match self.last {
            Some(day) => format!("Last scored as of {}.", day.words()),
            None => "Never scored yet.".into(),
        };
        match (self.due, self.next) {
            (Some(due), _) => format!(
                "{last} The date of {} has come: it is made up for within ten minutes while \
                 Regulars is open.",
                due.words()
            ),
            (None, Some(next)) => format!("{last} Next on {}.", next.words()),
            (None, None) => format!("{last} The next score is yours to ask for."),
        }
    }
}

/// When everybody was scored last and will be next.
///
/// # Errors
/// When the database refuses.
pub fn read_scoring_dates(house: &House) -> Result<ScoringDates> {
    let every = score::read_settings(&house.store)?.every;
    let last = house.store.read(score::read_latest_run)?;
    Ok(ScoringDates {
        every,
        last: last.map(|run| run.as_of),
        due: scoring_due(house)?,
        next: dates_after(every, house.as_of(), 1).pop(),
    })
}

/// Whether there is anything to do because its time has come.
///
/// # Errors
/// When the database refuses.
pub fn is_behind(house: &House) -> Result<bool> {
    Ok(happenings_wait(house)
        || something_is_due(house)?
        || contacts_wait(house)?
        || triggers_are_behind(house)?
        || scoring_due(house)?.is_some())
}

/// Whether something happened that the triggers that are on have not seen.
fn triggers_are_behind(house: &House) -> Result<bool> {
    Ok(house.store.read(|db| plan::needs_look(db, house.as_of()))?)
}

/// Takes up contacts and whatever else was told meanwhile, hands over what has come due, then
/// scores if a date has come. However long nobody looked, each is
/// done once.
///
/// # Errors
/// When a stage cannot go on.
pub fn keep_up(house: &House, progress: &dyn Progress) -> Result<Option<ScoreReport>> {
    if contacts_wait(house)? {
        clean_house(house, progress)?;
    }
    take_happenings(house, progress)?;
    if something_is_due(house)? || triggers_are_behind(house)? {
        catch_up(house, progress)?;
    }
    score_when_due(house, progress)
}
