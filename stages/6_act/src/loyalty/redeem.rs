//! A customer's points and a wish in; a one-time money code or an errand for a perk out. The balance
//! is asked and lessened in one transaction, so that nothing is paid twice.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, Transaction};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::Day;

use crate::ActError;
use crate::code::draw_code;
use crate::errand::{ErrandKind, make_errand, withdraw_errand};
use crate::loyalty::rules::{LoyaltyRules, read_loyalty_rules};
use crate::loyalty::settle::{Row, write_row};

/// What points are to buy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Money off, for this many points.
    Money(i64),
    /// The perk with this name.
    Perk(String),
}

/// What was paid out for points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Voucher {
    /// Its number.
    pub id: i64,
    /// The points it cost.
    pub points: i64,
    /// What it takes off an order; 0 for a perk.
    pub worth_minor: i64,
    /// The code of a money voucher; empty for a perk.
    pub code: String,
    /// The perk; empty for money.
    pub perk: String,
    /// When it was made.
    pub made_day: Day,
    /// Last day its code counts.
    pub valid_until: Day,
    /// The day its code was used, or its perk was given.
    pub used_day: Option<Day>,
    /// Whether it was taken back, and the points given back.
    pub is_cancelled: bool,
}

/// Pays points out. The same request twice is one voucher.
///
/// # Errors
/// When there is no programme, no such perk, or too few points; or the database refuses.
pub fn redeem_points(
    store: &Store,
    account_id: i64,
    wish: &Wish,
    request: &str,
    today: Day,
    now: &str,
) -> Result<Voucher, ActError> {
    let rules = read_loyalty_rules(store)?;
    let (points, worth_minor, perk) = price_of(&rules, wish)?;
    store.write(|db| {
        if let Some(made) = find_voucher(db, request)? {
            return Ok(made);
        }
        let balance = read_balance(db, account_id)?;
        if balance < points {
            return Err(ActError::Unfit(format!(
                "that costs {points} points; there are {balance}"
            )));
        }
        let code = match perk {
            "" => Some(draw_code()?),
            _ => None,
        };
        let until = (today + rules.code_days).number();
        let sql = include_str!("../../sql/voucher.write.sql");
        db.prepare_cached(sql)?.execute(rusqlite::params![
            account_id,
            request,
            points,
            worth_minor,
            code,
            perk,
            today.number(),
            until
        ])?;
        let voucher = db.last_insert_rowid();
        write_row(
            db,
            &Row {
                account_id,
                kind: "redeemed",
                about: voucher,
                place: 0,
                points: -points,
                base_minor: worth_minor,
                day: today,
                now,
            },
        )?;
        if !perk.is_empty() {
            make_errand(db, account_id, ErrandKind::Perk, voucher, perk, today)?;
        }
        find_voucher(db, request)?
            .ok_or_else(|| ActError::NoSuch("the voucher was not kept".into()))
    })
}

/// Points, worth and perk of a wish under these rules.
fn price_of<'a>(rules: &'a LoyaltyRules, wish: &Wish) -> Result<(i64, i64, &'a str), ActError> {
    if rules.since.is_none() {
        return Err(ActError::Unfit(
            "there is no programme yet; set its rules under Loyalty first".into(),
        ));
    }
    match wish {
        Wish::Money(_) if rules.point_worth_minor == 0 => Err(ActError::Unfit(
            "points are not turned into money in this programme".into(),
        )),
        Wish::Money(points) if *points < rules.least_points => Err(ActError::Unfit(format!(
            "at least {} points are turned into money at once",
            rules.least_points
        ))),
        Wish::Money(points) => {
            let worth = points.checked_mul(rules.point_worth_minor);
            let worth = worth.ok_or_else(|| ActError::Unfit("those are too many points".into()))?;
            Ok((*points, worth, ""))
        }
        Wish::Perk(name) => rules
            .perks
            .iter()
            .find(|perk| perk.name.eq_ignore_ascii_case(name.trim()))
            .map(|perk| (perk.points, 0, perk.name.as_str()))
            .ok_or_else(|| ActError::NoSuch(format!("there is no perk «{name}»"))),
    }
}

/// The sum of an account's rows, those of accounts that were joined with it included.
pub(crate) fn read_balance(db: &Connection, account_id: i64) -> Result<i64, ActError> {
    let sql = include_str!("../../sql/points.balance.sql");
    Ok(db
        .prepare_cached(sql)?
        .query_row([account_id], |row| row.get(0))?)
}

fn find_voucher(db: &Transaction<'_>, request: &str) -> Result<Option<Voucher>, ActError> {
    let sql = include_str!("../../sql/voucher.find.sql");
    Ok(db
        .prepare_cached(sql)?
        .query_row([request], read_voucher)
        .optional()?)
}

pub(crate) fn read_voucher(row: &SqlRow<'_>) -> rusqlite::Result<Voucher> {
    Ok(Voucher {
        id: row.get(0)?,
        points: row.get(1)?,
        worth_minor: row.get(2)?,
        code: row.get(3)?,
        perk: row.get(4)?,
        made_day: Day::from_number(row.get(5)?),
        valid_until: Day::from_number(row.get(6)?),
        used_day: row.get::<_, Option<i32>>(7)?.map(Day::from_number),
        is_cancelled: row.get(8)?,
    })
}

/// Takes a voucher back that was not used, and gives its points back. Doing it twice is once.
///
/// # Errors
/// When there is no such voucher, it was used, or the database refuses.
pub fn cancel_voucher(store: &Store, id: i64, today: Day, now: &str) -> Result<(), ActError> {
    store.write(|db| {
        let sql = include_str!("../../sql/voucher.read_one.sql");
        let mut statement = db.prepare_cached(sql)?;
        let found = statement.query_row([id], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, bool>(2)?,
            ))
        });
        let Some((account_id, points, is_used)) = found.optional()? else {
            return Err(ActError::NoSuch(format!("there is no voucher {id}")));
        };
        if is_used {
            return Err(ActError::Unfit(
                "it was used already; points that bought something are not given back".into(),
            ));
        }
        db.prepare_cached(include_str!("../../sql/voucher.cancel.sql"))?
            .execute((id, now))?;
        withdraw_errand(db, ErrandKind::Perk, id, "taken back")?;
        write_row(
            db,
            &Row {
                account_id,
                kind: "given_back",
                about: id,
                place: 0,
                points,
                base_minor: 0,
                day: today,
                now,
            },
        )?;
        Ok(())
    })
}
