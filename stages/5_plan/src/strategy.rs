//! A strategy: what one value segment gets, as its owner wrote it down.

use serde::{Deserialize, Serialize};
use terms::{Channel, ChannelMix, Lever, ValueSegment};

use crate::CampaignPlan;

/// What the accounts of one value segment get, and why. One TOML file each.
///
/// Invariant: one that [`Strategy::from_toml`] gave keeps the rules of [`Strategy::validate`].
/// Written by the owner (a default ships for each segment); versions are kept once used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// The segment it is for.
    pub cell: ValueSegment,
    /// A short name, as in "Win back our best".
    pub name: String,
    /// What it tries to move.
    pub lever: Lever,
    /// Whether these accounts are contacted at all.
    pub contact: bool,
    /// Why these accounts get this, for the owner.
    pub why: String,
    /// Discount on the next order in percent; 0 where people would buy anyway.
    #[serde(default)]
    pub offer_percent: i64,
    /// For how many days from the start the offer holds; not used without an offer.
    #[serde(default)]
    pub offer_days: i32,
    /// How many days orders are counted for, from the first day of the campaign.
    #[serde(default = "window_days")]
    pub window_days: i32,
    /// Assumed share of accounts that order because of the whole campaign and else would not.
    #[serde(default)]
    pub response_share: f64,
    /// The eight fields, with places for figures.
    pub plan: CampaignPlan,
    /// What is sent, said and printed, in order.
    #[serde(default)]
    pub touches: Vec<TouchTemplate>,
    /// The file as its owner wrote it; this is what a version keeps.
    #[serde(skip)]
    pub text: String,
}

/// A quarter: long enough for one more order in most trades, short enough to learn from.
fn window_days() -> i32 {
    90
}

/// One touch of a strategy, with the texts of its message or the guide of its call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TouchTemplate {
    /// How it reaches people.
    pub channel: Channel,
    /// Days after the start of the campaign.
    pub wait_days: i32,
    /// Days after which it is not worth sending any more.
    pub expiry_days: i32,
    /// What one of it costs, in minor units: printing and postage, or minutes on the phone.
    pub cost_minor: i64,
    /// Subject of an e-mail, headline of a letter, reason for a call.
    pub subject: String,
    /// The message, a text each; greeting, offer box and signature stand around it by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<String>,
    /// The steps of a call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guide: Vec<String>,
    /// What to find out in a call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
}

impl Strategy {
    /// Whether it offers a discount.
    #[must_use]
    pub fn has_offer(&self) -> bool {
        self.contact && self.offer_percent > 0
    }

    /// Its channels, and whether it carries a discount.
    #[must_use]
    pub fn mix(&self) -> ChannelMix {
        let channels = self.used_touches().iter().map(|touch| touch.channel);
        ChannelMix::of(channels, self.has_offer())
    }

    /// The touches that are in fact used: none when the segment is not contacted.
    #[must_use]
    pub fn used_touches(&self) -> &[TouchTemplate] {
        if self.contact { &self.touches } else { &[] }
    }
}
