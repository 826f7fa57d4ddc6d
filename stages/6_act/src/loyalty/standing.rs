//! The points ledger in; where one customer and the whole programme stand out.

use rusqlite::Connection;
use serde::Serialize;
use store::rusqlite;
use terms::Day;

use crate::ActError;
use crate::contact::one_line;
use crate::loyalty::redeem::{Voucher, read_balance, read_voucher};
use crate::loyalty::rules::LoyaltyRules;

/// One row of the ledger, in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PointsLine {
    /// When.
    pub day: Day,
    /// What for.
    pub what: &'static str,
    /// How many; what was used or taken back is below zero.
    pub points: i64,
}

/// Where one customer stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PointsStanding {
    /// The account.
    pub account_id: i64,
    /// The sum of its rows.
    pub balance: i64,
    /// What that is worth in money.
    pub worth_minor: i64,
    /// The newest rows first.
    pub lines: Vec<PointsLine>,
    /// What was paid out, the newest first.
    pub vouchers: Vec<Voucher>,
}

/// Where the whole programme stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LoyaltyReport {
    /// Customers with a row.
    pub customers: i64,
    /// Points earned by orders.
    pub by_orders: i64,
    /// Points earned by bringing customers.
    pub by_referrals: i64,
    /// Points taken back, for orders were returned or gone; below zero.
    pub taken_back: i64,
    /// Points paid out, less those given back; below zero.
    pub redeemed: i64,
    /// Points that expired; below zero.
    pub expired: i64,
    /// All of the above together: what customers hold.
    pub outstanding: i64,
    /// What that is worth in money.
    pub points_worth_minor: i64,
    /// Money codes that were paid out and can still be used.
    pub codes_worth_minor: i64,
    /// Both: what the shop owes.
    pub liability_minor: i64,
    /// Who holds most: account, name, points.
    pub first: Vec<(i64, String, i64)>,
}

/// Where a customer stands.
///
/// # Errors
/// When the database refuses.
pub fn read_points_standing(
    db: &Connection,
    rules: &LoyaltyRules,
    account_id: i64,
) -> Result<PointsStanding, ActError> {
    let balance = read_balance(db, account_id)?;
    let mut statement = db.prepare_cached(include_str!("../../sql/points.lines.sql"))?;
    let lines = statement.query_map([account_id], |row| {
        Ok(PointsLine {
            day: Day::from_number(row.get(0)?),
            what: points_word(&row.get::<_, String>(1)?),
            points: row.get(2)?,
        })
    })?;
    let lines = lines.collect::<Result<_, rusqlite::Error>>()?;
    let mut statement = db.prepare_cached(include_str!("../../sql/voucher.of_account.sql"))?;
    let vouchers = statement.query_map([account_id], read_voucher)?;
    Ok(PointsStanding {
        account_id,
        balance,
        worth_minor: worth_of(balance, rules),
        lines,
        vouchers: vouchers.collect::<Result<_, _>>()?,
    })
}

/// Where the programme stands as of a day.
///
/// # Errors
/// When the database refuses.
pub fn read_loyalty(
    db: &Connection,
    rules: &LoyaltyRules,
    as_of: Day,
) -> Result<LoyaltyReport, ActError> {
    let mut report = LoyaltyReport::default();
    let mut statement = db.prepare_cached(include_str!("../../sql/points.totals.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, points): (String, i64) = (row.get(0)?, row.get(1)?);
        let sum = match kind.as_str() {
            "order" => &mut report.by_orders,
            "referral" => &mut report.by_referrals,
            "returned" | "referral_ended" => &mut report.taken_back,
            "expired" => &mut report.expired,
            _ => &mut report.redeemed,
        };
        *sum += points;
        report.outstanding += points;
    }
    let sql = include_str!("../../sql/points.counts.sql");
    (report.customers, report.codes_worth_minor) = db
        .prepare_cached(sql)?
        .query_row([as_of.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    report.points_worth_minor = worth_of(report.outstanding, rules);
    report.liability_minor = report.points_worth_minor + report.codes_worth_minor;
    let mut statement = db.prepare_cached(include_str!("../../sql/points.first.sql"))?;
    let first = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            one_line(&row.get::<_, String>(1)?),
            row.get(2)?,
        ))
    })?;
    report.first = first.collect::<Result<_, _>>()?;
    Ok(report)
}

fn worth_of(points: i64, rules: &LoyaltyRules) -> i64 {
    points.max(0).saturating_mul(rules.point_worth_minor)
}

/// What a row of this kind is for, in plain words.
#[must_use]
pub fn points_word(kind: &str) -> &'static str {
    match kind {
        "order" => "Order",
        "referral" => "Brought a new customer",
        "returned" => "Order returned or taken back",
        "referral_ended" => "The new customer's order was taken back",
        "redeemed" => "Used",
        "given_back" => "Given back",
        _ => "Expired",
    }
}
