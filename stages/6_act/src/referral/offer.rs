//! What a friend is offered for a first order; the owner sets it.

use serde::{Deserialize, Serialize};
use store::Store;

use crate::ActError;

/// Where the offer is kept among the settings.
const SETTING: &str = "referral_offer";

/// What a friend of a customer is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralOffer {
    /// Whether personal pages and mails carry a link to pass on, and links take friends in.
    pub is_on: bool,
    /// Percent off the friend's first order; 0 when only the link itself is passed on.
    pub percent: i64,
    /// Days the friend's code counts.
    pub days: i32,
}

impl Default for ReferralOffer {
    /// Off until the owner wants it: what it costs is the owner's to say.
    fn default() -> Self {
        ReferralOffer {
            is_on: false,
            percent: 10,
            days: 60,
        }
    }
}

/// The offer as set, else the default.
///
/// # Errors
/// When the database refuses.
pub fn read_referral_offer(store: &Store) -> Result<ReferralOffer, ActError> {
    Ok(store.setting(SETTING)?.unwrap_or_default())
}

/// Keeps the offer for links opened from now on; codes that were given out keep theirs.
///
/// # Errors
/// When it promises what cannot be, or the database refuses.
pub fn save_referral_offer(store: &Store, offer: &ReferralOffer) -> Result<(), ActError> {
    if !(0..=90).contains(&offer.percent) {
        return Err(ActError::Unfit(
            "the friend's discount must be 0 to 90 percent".into(),
        ));
    }
    if !(1..=730).contains(&offer.days) {
        return Err(ActError::Unfit(
            "the friend's code must count for 1 to 730 days".into(),
        ));
    }
    Ok(store.set_setting(SETTING, offer)?)
}
