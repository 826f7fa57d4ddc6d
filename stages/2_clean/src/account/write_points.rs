//! The ways to reach an account into the database.
//!
//! Enters: contact points as the rows tell them. Leaves: `contact_points`; what is told no more is
//! gone, not deleted, and keeps its state.

use rusqlite::{Row, Transaction, params};

use crate::account::picture::{Address, Point};
use crate::account::standing::Standing;
use crate::account::write::read_stored;
use crate::error::CleanError;
use crate::reach::state_of;

/// A contact point as stored.
struct StoredPoint {
    id: i64,
    kind: String,
    key: String,
    value: String,
    person_id: Option<i64>,
    address: Address,
    is_gone: bool,
}

/// Writes the contact points; gives whether one came or changed.
pub(crate) fn write_points(
    db: &Transaction<'_>,
    account_id: i64,
    points: &[Point],
    people: &[i64],
    is_new: bool,
    now: &str,
    standing: &Standing,
) -> Result<bool, CleanError> {
    let stored = if is_new {
        Vec::new()
    } else {
        let sql = include_str!("../../sql/write.points.sql");
        read_stored(db, sql, account_id, read_point)?
    };
    let mut seen = Vec::with_capacity(points.len());
    let mut is_changed = false;
    for point in points {
        let person_id = point.person.and_then(|at| people.get(at).copied());
        let known = stored
            .iter()
            .find(|one| one.kind == point.kind && one.key == point.key);
        let Some(one) = known else {
            insert_point(db, account_id, point, person_id, standing)?;
            is_changed = true;
            continue;
        };
        seen.push(one.id);
        let same = !one.is_gone
            && one.value == point.value
            && one.person_id == person_id
            && one.address == point.address.clone().unwrap_or_default();
        if !same {
            update_point(db, one.id, point, person_id)?;
            is_changed = true;
        }
    }
    for one in stored
        .iter()
        .filter(|one| !one.is_gone && !seen.contains(&one.id))
    {
        db.prepare_cached(include_str!("../../sql/write.retire_point.sql"))?
            .execute((one.id, now))?;
    }
    Ok(is_changed)
}

fn read_point(row: &Row<'_>) -> rusqlite::Result<StoredPoint> {
    Ok(StoredPoint {
        id: row.get(0)?,
        kind: row.get(1)?,
        key: row.get(2)?,
        value: row.get(3)?,
        person_id: row.get(4)?,
        address: Address {
            street: row.get(5)?,
            city: row.get(6)?,
            region: row.get(7)?,
            postcode: row.get(8)?,
            country: row.get(9)?,
        },
        is_gone: row.get(10)?,
    })
}

fn insert_point(
    db: &Transaction<'_>,
    account_id: i64,
    point: &Point,
    person_id: Option<i64>,
    standing: &Standing,
) -> Result<(), CleanError> {
    let [street, city, region, postcode, country] = address_parts(point);
    db.prepare_cached(include_str!("../../sql/write.insert_point.sql"))?
        .execute(params![
            account_id,
            person_id,
            point.kind,
            point.value,
            point.key,
            street,
            city,
            region,
            postcode,
            country
        ])?;
    if standing.has_signs {
        // The address may have proved dead under another account.
        let id = db.last_insert_rowid();
        let state = state_of(db, point.kind, &point.key)?;
        db.prepare_cached(include_str!("../../sql/write.point_state.sql"))?
            .execute((id, state.code, state.evidence, state.day))?;
    }
    Ok(())
}

fn update_point(
    db: &Transaction<'_>,
    id: i64,
    point: &Point,
    person_id: Option<i64>,
) -> Result<(), CleanError> {
    let [street, city, region, postcode, country] = address_parts(point);
    db.prepare_cached(include_str!("../../sql/write.update_point.sql"))?
        .execute(params![
            id,
            person_id,
            point.value,
            street,
            city,
            region,
            postcode,
            country
        ])?;
    Ok(())
}

/// The parts of its address, each nothing where the point is none.
fn address_parts(point: &Point) -> [Option<&String>; 5] {
    let part = |get: fn(&Address) -> &String| point.address.as_ref().map(get);
    [
        part(|address| &address.street),
        part(|address| &address.city),
        part(|address| &address.region),
        part(|address| &address.postcode),
        part(|address| &address.country),
    ]
}
