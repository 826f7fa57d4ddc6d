//! The table `score_moves`: who became or ceased to be best since the run before, and who changed
//! size tier within a year.

use std::collections::BTreeMap;

use rusqlite::Connection;
use store::rusqlite;

use crate::ScoreError;
use crate::base::Customer;
use crate::compared::since::BestMove;
use crate::past::tiers::{SizeTier, TierBounds};

/// What moved of an account: its place among the best, and its tiers of a year ago and of now.
type Move = (i8, u8, u8);

/// Brings the moves to those of this run; the many that are as they were are not written again.
pub(crate) fn write_moves(
    db: &Connection,
    best_moves: &[BestMove],
    customers: &[Customer],
    bounds: &TierBounds,
) -> Result<(), ScoreError> {
    let mut moves = find_moves(best_moves, customers, bounds);
    let mut delete = db.prepare_cached(include_str!("../../sql/moves.delete_one.sql"))?;
    for (account_id, stored) in read_moves(db)? {
        match moves.get(&account_id) {
            Some(one) if *one == stored => drop(moves.remove(&account_id)),
            Some(_) => {}
            None => drop(delete.execute([account_id])?),
        }
    }
    let mut insert = db.prepare_cached(include_str!("../../sql/moves.insert.sql"))?;
    for (account_id, (best, before, now)) in moves {
        insert.execute((account_id, best, before, now))?;
    }
    Ok(())
}

fn find_moves(
    best_moves: &[BestMove],
    customers: &[Customer],
    bounds: &TierBounds,
) -> BTreeMap<i64, Move> {
    let mut moves = BTreeMap::new();
    for one in best_moves {
        let (before, now) = tiers_of(customers, one.account_id, bounds);
        let best = if one.is_gained { 1 } else { -1 };
        moves.insert(one.account_id, (best, before, now));
    }
    for customer in customers {
        let (before, now) = tiers(customer, bounds);
        if before != now && before > 0 && now > 0 {
            moves.entry(customer.account_id).or_insert((0, before, now));
        }
    }
    moves
}

fn read_moves(db: &Connection) -> Result<Vec<(i64, Move)>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/moves.read.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The tiers of a year ago and of now, by today's bounds.
fn tiers(customer: &Customer, bounds: &TierBounds) -> (u8, u8) {
    let of = |revenue_minor| bounds.tier(revenue_minor).number();
    (
        of(customer.year_before_minor),
        of(customer.last_year.revenue_minor),
    )
}

fn tiers_of(customers: &[Customer], account_id: i64, bounds: &TierBounds) -> (u8, u8) {
    let found = customers.binary_search_by_key(&account_id, |one| one.account_id);
    found.map_or((0, 0), |at| tiers(&customers[at], bounds))
}

/// Accounts that became best since the run before, or that ceased to be, by rising id.
///
/// # Errors
/// When the database refuses.
pub fn list_best_moves(db: &Connection, gained: bool, most: u32) -> Result<Vec<i64>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/moves.read_best.sql"))?;
    let best = if gained { 1 } else { -1 };
    let rows = statement.query_map((best, most), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Accounts that went from one size tier to another within a year, by rising id.
///
/// # Errors
/// When the database refuses.
pub fn list_tier_moves(
    db: &Connection,
    from: SizeTier,
    to: SizeTier,
    most: u32,
) -> Result<Vec<i64>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/moves.read_tiers.sql"))?;
    let rows = statement.query_map((from.number(), to.number(), most), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
