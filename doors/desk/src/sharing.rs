//! Referral at the desk: what orders with friends' codes earn, links, the offer, errands.
//!
//! Enters: a workspace and what a person asks. Leaves: the same records for pages, commands and API.

use anyhow::Result;
use serde::Serialize;
use terms::Day;

use crate::{House, Refusal};

/// The referral page: the offer, what it brought, and what is to be done by hand.
#[derive(Clone, Debug, Serialize)]
pub struct Referrals {
    /// What friends are offered.
    pub offer: act::ReferralOffer,
    /// What sharing brought.
    #[serde(flatten)]
    pub report: act::ReferralReport,
    /// Errands that wait.
    pub errands: Vec<act::Errand>,
}

/// A link somebody may pass on.
#[derive(Clone, Debug, Serialize)]
pub struct OwnLink {
    /// Whose it is.
    pub account_id: i64,
    /// Its address.
    pub address: String,
}

/// Settles what orders up to this day mean for who brought whom; safe to repeat.
///
/// # Errors
/// When the database refuses.
pub fn settle_sharing(house: &House, as_of: Day) -> Result<()> {
    act::settle_referrals(&house.store, as_of, &house.now())?;
    act::settle_points(&house.store, as_of, &house.now())?;
    Ok(())
}

/// Everything about referrals.
///
/// # Errors
/// When the database refuses.
pub fn read_referrals(house: &House) -> Result<Referrals> {
    let offer = act::read_referral_offer(&house.store)?;
    let as_of = house.as_of();
    house.store.read(|db| {
        Ok(Referrals {
            report: act::read_referrals(db, as_of)?,
            errands: act::read_errands(db)?,
            offer,
        })
    })
}

/// What somebody of ours is to do by hand.
///
/// # Errors
/// When the database refuses.
pub fn read_errands(house: &House) -> Result<Vec<act::Errand>> {
    Ok(house.store.read(act::read_errands)?)
}

/// Sets what friends are offered.
///
/// # Errors
/// When it promises what cannot be, or the database refuses.
pub fn set_referral_offer(house: &House, offer: &act::ReferralOffer) -> Result<()> {
    act::save_referral_offer(&house.store, offer).map_err(told)
}

/// The link of a customer, made where there is none yet.
///
/// # Errors
/// When nothing is offered to friends, there is no such customer, or the database refuses.
pub fn own_link(house: &House, account_id: i64) -> Result<OwnLink> {
    if !act::read_referral_offer(&house.store)?.is_on {
        return Err(Refusal::SetUp(
            "friends are not offered anything yet; switch that on under Referrals first".into(),
        )
        .into());
    }
    let holder = act::Holder::Account(account_id);
    let token = act::make_link(&house.store, holder, None, house.as_of()).map_err(told)?;
    Ok(OwnLink {
        account_id,
        address: act::share_address(&house.business()?, &token),
    })
}

/// The link of a customer to a theme, made where there is none yet.
///
/// # Errors
/// When there is no such theme or customer, or the database refuses.
pub fn theme_link(house: &House, theme: i64, account_id: i64) -> Result<OwnLink> {
    let found = house.store.read(|db| act::find_theme(db, theme));
    let theme = found.map_err(told)?.id;
    let holder = act::Holder::Account(account_id);
    let today = house.as_of();
    let token = act::make_link(&house.store, holder, Some(theme), today).map_err(told)?;
    Ok(OwnLink {
        account_id,
        address: act::theme_address(&house.business()?, &token),
    })
}

/// Marks an errand as done, or opens it again.
///
/// # Errors
/// When there is no such errand or the database refuses.
pub fn close_errand(house: &House, id: i64, is_done: bool) -> Result<()> {
    let now = house.now();
    act::close_errand(&house.store, id, is_done.then_some(now.as_str())).map_err(told)
}

/// What a person can put right is told as that.
#[must_use]
pub fn told(error: act::ActError) -> anyhow::Error {
    match error {
        act::ActError::Unfit(words) => Refusal::Usage(words).into(),
        act::ActError::NoSuch(words) => Refusal::NotFound(words).into(),
        other => other.into(),
    }
}
