//! Orders, returns and referrals up to a day in; new rows of the points ledger out, each once.

use rusqlite::Transaction;
use serde::Serialize;
use store::{Store, rusqlite};
use terms::Day;

use crate::ActError;
use crate::loyalty::rules::{LoyaltyRules, read_loyalty_rules};
use crate::loyalty::worth::{points_expiring, points_left, points_of};

/// Orders booked in one transaction, so that pages never wait long for the writer.
const ORDERS_A_WRITE: i64 = 20_000;

/// How many rows were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PointsBooked {
    /// For orders and referrals.
    pub earned: u64,
    /// Because an order was returned or is gone, or a referral ended.
    pub taken_back: u64,
    /// Because nobody used them.
    pub expired: u64,
}

/// One row of the ledger to write.
pub(crate) struct Row<'a> {
    pub(crate) account_id: i64,
    pub(crate) kind: &'a str,
    pub(crate) about: i64,
    /// Which row about the same it is.
    pub(crate) place: i64,
    pub(crate) points: i64,
    /// The money they stand on; 0 where they stand on none.
    pub(crate) base_minor: i64,
    pub(crate) day: Day,
    pub(crate) now: &'a str,
}

/// Writes one row; says whether it was not there yet.
pub(crate) fn write_row(db: &Transaction<'_>, row: &Row<'_>) -> Result<bool, ActError> {
    let sql = include_str!("../../sql/points.write.sql");
    let written = db.prepare_cached(sql)?.execute(rusqlite::params![
        row.account_id,
        row.kind,
        row.about,
        row.place,
        row.points,
        row.base_minor,
        row.day.number(),
        row.now
    ])?;
    Ok(written == 1)
}

/// Books what was earned since the programme began, takes back what was returned, lets old points
/// expire, and finds the orders in which money codes were used. Doing it twice is the same as once.
///
/// # Errors
/// When the database refuses.
pub fn settle_points(store: &Store, as_of: Day, now: &str) -> Result<PointsBooked, ActError> {
    let rules = read_loyalty_rules(store)?;
    let mut booked = PointsBooked::default();
    let Some(since) = rules.since.map(Day::from_number) else {
        return Ok(booked);
    };
    let minor = 10_i64.pow(store.business()?.currency.decimals());
    if rules.is_on {
        booked.earned += book_all_orders(store, &rules, minor, (since, as_of), now)?;
    }
    store.write(|db| {
        booked.taken_back += take_back(db, as_of, now)?;
        if rules.is_on {
            booked.earned += book_referrals(db, &rules, (since, as_of), now)?;
        }
        booked.taken_back += end_referrals(db, as_of, now)?;
        if rules.expire_days > 0 {
            booked.expired += expire(db, as_of, as_of + -rules.expire_days, now)?;
        }
        db.execute(include_str!("../../sql/voucher.take_back.sql"), [])?;
        db.execute(include_str!("../../sql/voucher.use.sql"), [as_of.number()])?;
        Ok::<_, ActError>(())
    })?;
    Ok(booked)
}

fn book_all_orders(
    store: &Store,
    rules: &LoyaltyRules,
    minor: i64,
    days: (Day, Day),
    now: &str,
) -> Result<u64, ActError> {
    let mut booked = 0;
    loop {
        let some = store.write(|db| book_orders(db, rules, minor, days, now))?;
        booked += some;
        if some == 0 {
            return Ok(booked);
        }
    }
}

fn book_orders(
    db: &Transaction<'_>,
    rules: &LoyaltyRules,
    minor: i64,
    days: (Day, Day),
    now: &str,
) -> Result<u64, ActError> {
    // What earns no whole point is passed over, or it would be looked at again for ever.
    let least_minor = match rules.points_per_unit {
        0 => return Ok(0),
        points => (minor + points - 1) / points,
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/points.unbooked.sql"))?;
    let asked = (
        days.0.number(),
        days.1.number(),
        least_minor,
        ORDERS_A_WRITE,
    );
    let orders = statement.query_map(asked, |row| {
        Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let orders: Vec<(i64, i64, i64, i32)> = orders.collect::<Result<_, _>>()?;
    let mut written = 0;
    for (order, account_id, net_minor, day) in orders {
        written += u64::from(write_row(
            db,
            &Row {
                account_id,
                kind: "order",
                about: order,
                place: 0,
                points: points_of(net_minor, rules.points_per_unit, minor),
                base_minor: net_minor,
                day: Day::from_number(day),
                now,
            },
        )?);
    }
    Ok(written)
}

/// Brings the points of orders to what is left of them after returns.
fn take_back(db: &Transaction<'_>, as_of: Day, now: &str) -> Result<u64, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/points.returned.sql"))?;
    let mut rows = statement.query([as_of.number()])?;
    let mut written = 0;
    while let Some(row) = rows.next()? {
        let (points, base_minor, now_minor): (i64, i64, i64) =
            (row.get(2)?, row.get(3)?, row.get(4)?);
        let booked: i64 = row.get(5)?;
        let change = points_left(points, base_minor, now_minor) - points - booked;
        if change == 0 {
            continue;
        }
        written += u64::from(write_row(
            db,
            &Row {
                account_id: row.get(1)?,
                kind: "returned",
                about: row.get(0)?,
                place: row.get(6)?,
                points: change,
                base_minor: now_minor,
                day: as_of,
                now,
            },
        )?);
    }
    Ok(written)
}

fn book_referrals(
    db: &Transaction<'_>,
    rules: &LoyaltyRules,
    days: (Day, Day),
    now: &str,
) -> Result<u64, ActError> {
    if rules.referral_points == 0 {
        return Ok(0);
    }
    let mut statement =
        db.prepare_cached(include_str!("../../sql/points.unbooked_referrals.sql"))?;
    let mut rows = statement.query((days.0.number(), days.1.number()))?;
    let mut written = 0;
    while let Some(row) = rows.next()? {
        written += u64::from(write_row(
            db,
            &Row {
                account_id: row.get(1)?,
                kind: "referral",
                about: row.get(0)?,
                place: 0,
                points: rules.referral_points,
                base_minor: 0,
                day: Day::from_number(row.get(2)?),
                now,
            },
        )?);
    }
    Ok(written)
}

fn end_referrals(db: &Transaction<'_>, as_of: Day, now: &str) -> Result<u64, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/points.ended_referrals.sql"))?;
    let mut rows = statement.query([])?;
    let mut written = 0;
    while let Some(row) = rows.next()? {
        let points: i64 = row.get(2)?;
        written += u64::from(write_row(
            db,
            &Row {
                account_id: row.get(1)?,
                kind: "referral_ended",
                about: row.get(0)?,
                place: 0,
                points: -points,
                base_minor: 0,
                day: as_of,
                now,
            },
        )?);
    }
    Ok(written)
}

fn expire(db: &Transaction<'_>, as_of: Day, upto: Day, now: &str) -> Result<u64, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/points.old.sql"))?;
    let mut rows = statement.query([upto.number()])?;
    let mut written = 0;
    while let Some(row) = rows.next()? {
        let account_id = row.get(0)?;
        let points = points_expiring(row.get(1)?, row.get(2)?);
        if points > 0 {
            written += u64::from(write_row(
                db,
                &Row {
                    account_id,
                    kind: "expired",
                    about: account_id,
                    place: i64::from(upto.number()),
                    points: -points,
                    base_minor: 0,
                    day: as_of,
                    now,
                },
            )?);
        }
    }
    Ok(written)
}
