//! The table `score_snapshots`: where every account stood at each run, kept as long as it is of use.

use rusqlite::{Connection, OptionalExtension};
use store::rusqlite;
use terms::Day;

use crate::ScoreError;
use crate::coming::months::month_number;
use crate::compared::since::{CellMove, Comparison};
use crate::compared::snapshot::{Standing, unpack_block};

/// Newest snapshots that are kept whatever they are: a quarter of weeks.
const NEWEST_KEPT: usize = 13;

/// One packed block and the account it begins with.
pub(crate) type Block = (i64, Vec<u8>);

/// Writes the packed standings of a run.
pub(crate) fn write_snapshot(
    db: &Connection,
    run_id: i64,
    blocks: &[Block],
) -> Result<(), ScoreError> {
    db.execute(include_str!("../../sql/snapshots.delete.sql"), [run_id])?;
    let mut insert = db.prepare_cached(include_str!("../../sql/snapshots.insert.sql"))?;
    for (first_account, body) in blocks {
        insert.execute((run_id, first_account, body))?;
    }
    Ok(())
}

/// The packed standings of a run.
pub(crate) fn read_bodies(db: &Connection, run_id: i64) -> Result<Vec<Vec<u8>>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/snapshots.read.sql"))?;
    let rows = statement.query_map([run_id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lets go of the snapshots that are no longer of use.
pub(crate) fn drop_old_snapshots(db: &Connection) -> Result<(), ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/snapshots.read_runs.sql"))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, Day::from_number(row.get(1)?))))?;
    let runs: Vec<(i64, Day)> = rows.collect::<Result<_, _>>()?;
    for run_id in outlived(&runs) {
        db.execute(include_str!("../../sql/snapshots.delete.sql"), [run_id])?;
    }
    Ok(())
}

/// The runs, given newest first, whose snapshots may go: of those that are not among the newest,
/// the last of each quarter stays.
fn outlived(runs: &[(i64, Day)]) -> Vec<i64> {
    let quarter = |day: Day| month_number(day).div_euclid(3);
    let old = runs.iter().enumerate().skip(NEWEST_KEPT);
    old.filter(|(at, (_, day))| quarter(runs[at - 1].1) == quarter(*day))
        .map(|(_, (id, _))| *id)
        .collect()
}

/// The newest run before this one that looked at an earlier day and whose snapshot is kept.
pub(crate) fn read_run_before(
    db: &Connection,
    run_id: Option<i64>,
    as_of: Day,
) -> Result<Option<(i64, Day)>, ScoreError> {
    let sql = include_str!("../../sql/snapshots.read_before.sql");
    let mut statement = db.prepare_cached(sql)?;
    let ids = (run_id.unwrap_or(i64::MAX), as_of.number());
    Ok(statement
        .query_row(ids, |row| Ok((row.get(0)?, Day::from_number(row.get(1)?))))
        .optional()?)
}

/// The standings in packed blocks, one after the other.
pub(crate) fn unpacked(bodies: &[Vec<u8>]) -> impl Iterator<Item = Standing> {
    bodies.iter().flat_map(|body| unpack_block(body))
}

/// Where one account stood at a run; none where it was not there.
pub(crate) fn read_standing(
    db: &Connection,
    run_id: i64,
    account_id: i64,
) -> Result<Option<Standing>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/snapshots.read_block.sql"))?;
    let block: Option<Vec<u8>> = statement
        .query_row([run_id, account_id], |row| row.get(0))
        .optional()?;
    let standings = block.map(|bytes| unpack_block(&bytes)).unwrap_or_default();
    Ok(standings
        .into_iter()
        .find(|one| one.account_id == account_id))
}

/// How many customers went from which cell of the grid to which, between two runs whose
/// snapshots are kept; those who stayed are not among them.
///
/// # Errors
/// When the database refuses.
pub fn read_moves(
    db: &Connection,
    from_run: i64,
    to_run: i64,
) -> Result<Vec<CellMove>, ScoreError> {
    let (before, now) = (read_bodies(db, from_run)?, read_bodies(db, to_run)?);
    Ok(Comparison::of(unpacked(&before), unpacked(&now)).cell_moves())
}

/// The runs whose snapshots are kept, newest first, with the day each looked at.
///
/// # Errors
/// When the database refuses.
pub fn read_snapshot_runs(db: &Connection) -> Result<Vec<(i64, Day)>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/snapshots.read_runs.sql"))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, Day::from_number(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::outlived;
    use terms::Day;

    #[test]
    fn old_snapshots_stay_one_a_quarter() {
        // Weekly runs, newest first, from 1 March 2026 back for a year.
        let newest = 20_513;
        let runs: Vec<(i64, Day)> = (0..52)
            .map(|week| (100 - week, Day::from_number(newest - 7 * week as i32)))
            .collect();
        let gone = outlived(&runs);
        let kept: Vec<String> = runs[13..]
            .iter()
            .filter(|(id, _)| !gone.contains(id))
            .map(|(_, day)| day.to_string())
            .collect();
        assert_eq!(kept, ["2025-09-28", "2025-06-29", "2025-03-30"]);
    }
}
