//! The loyalty programme at the desk: its rules, where it and a customer stand, paying points out.
//!
//! Enters: a workspace and what a person asks. Leaves: the same records for pages, commands and API.

use anyhow::Result;
use serde::Serialize;

use crate::House;
use crate::sharing::told;

/// The programme: its rules and where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Loyalty {
    /// What points are earned for and what they buy.
    pub rules: act::LoyaltyRules,
    /// Where it stands.
    #[serde(flatten)]
    pub report: act::LoyaltyReport,
}

/// Everything about the programme.
///
/// # Errors
/// When the database refuses.
pub fn read_loyalty(house: &House) -> Result<Loyalty> {
    let rules = act::read_loyalty_rules(&house.store)?;
    let as_of = house.as_of();
    let report = house
        .store
        .read(|db| act::read_loyalty(db, &rules, as_of))?;
    Ok(Loyalty { rules, report })
}

/// Sets the rules and books at once what they bring.
///
/// # Errors
/// When they promise what cannot be, or the database refuses.
pub fn set_loyalty_rules(house: &House, rules: &act::LoyaltyRules) -> Result<()> {
    act::save_loyalty_rules(&house.store, rules, house.as_of()).map_err(told)?;
    act::settle_points(&house.store, house.as_of(), &house.now())?;
    Ok(())
}

/// Where a customer stands; nothing while there is no programme.
///
/// # Errors
/// When the database refuses.
pub fn read_points_standing(house: &House, account_id: i64) -> Result<Option<act::PointsStanding>> {
    let rules = act::read_loyalty_rules(&house.store)?;
    if rules.since.is_none() {
        return Ok(None);
    }
    let standing = house
        .store
        .read(|db| act::read_points_standing(db, &rules, account_id))?;
    Ok(Some(standing))
}

/// Pays points out; the same request twice is one voucher. Without a request each call is a new one.
///
/// # Errors
/// When there are too few points, no such perk or no programme, or the database refuses.
pub fn redeem_points(
    house: &House,
    account_id: i64,
    wish: &act::Wish,
    request: Option<String>,
) -> Result<act::Voucher> {
    let request = match request {
        Some(request) => request,
        None => act::draw_form_token()?,
    };
    let (today, now) = (house.as_of(), house.now());
    act::redeem_points(&house.store, account_id, wish, &request, today, &now).map_err(told)
}

/// Takes a voucher back that was not used.
///
/// # Errors
/// When there is none, it was used, or the database refuses.
pub fn cancel_voucher(house: &House, id: i64) -> Result<()> {
    act::cancel_voucher(&house.store, id, house.as_of(), &house.now()).map_err(told)
}
