//! Why an account that a strategy would contact is not contacted this time.

use serde::Serialize;

/// Why an account that a strategy would contact is left out of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOutReason {
    /// Staff, vendors and partners get no campaigns; nor does what no file speaks of any more.
    NotMarketed,
    /// Nobody is in two campaigns at once.
    InCampaign,
    /// Left in peace for a while after every touch.
    TooRecent,
    /// Refused, or not asked where asking is needed.
    Refused,
    /// On the list of those never to be contacted.
    Suppressed,
    /// No way to reach it on any channel of the strategy.
    NoAddress,
    /// Its touches cost more than they are expected to bring.
    NotWorth,
    /// The campaign holds as many as one campaign may.
    OverLimit,
    /// Letters, calls and budget went to others.
    NoRoom,
    /// No longer where it was when the plan was shown.
    Moved,
}

impl LeftOutReason {
    /// Every reason, in the order they are looked at.
    pub const ALL: [LeftOutReason; 10] = [
        LeftOutReason::NotMarketed,
        LeftOutReason::InCampaign,
        LeftOutReason::TooRecent,
        LeftOutReason::Refused,
        LeftOutReason::Suppressed,
        LeftOutReason::NoAddress,
        LeftOutReason::NotWorth,
        LeftOutReason::OverLimit,
        LeftOutReason::NoRoom,
        LeftOutReason::Moved,
    ];

    /// The reason as a person reads it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            LeftOutReason::NotMarketed => "staff, vendor or partner, or in no file any more",
            LeftOutReason::InCampaign => "still in a running campaign",
            LeftOutReason::TooRecent => "contacted only recently",
            LeftOutReason::Refused => "no consent, or asked not to be contacted",
            LeftOutReason::Suppressed => "on the do-not-contact list",
            LeftOutReason::NoAddress => "no usable e-mail, postal address or phone number",
            LeftOutReason::NotWorth => "would cost more than it is expected to bring",
            LeftOutReason::OverLimit => "campaign is full; others have more to gain",
            LeftOutReason::NoRoom => "letters, calls or budget are used up",
            LeftOutReason::Moved => "changed segment or campaign after the plan was shown",
        }
    }
}

/// How many accounts one reason keeps out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// In plain words.
    pub reason: String,
    /// How many.
    pub accounts: u64,
}

/// Most left-out accounts that are listed by number: more than anybody looks through, and few
/// enough that a base of millions does not add millions of rows with every turn. Counts are of all.
pub const LEFT_OUT_LISTED_MAX: usize = 100_000;

/// Counts of all who are left out, and the list of the first of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOutTally {
    counts: [u64; LeftOutReason::ALL.len()],
    listed: Vec<(i64, LeftOutReason)>,
}

impl LeftOutTally {
    pub(crate) fn add(&mut self, account_id: i64, reason: LeftOutReason) {
        self.counts[reason as usize] += 1;
        if self.listed.len() < LEFT_OUT_LISTED_MAX {
            self.listed.push((account_id, reason));
        }
    }

    /// Reasons that keep anybody out, most accounts first.
    pub(crate) fn lines(&self) -> Vec<LeftOut> {
        let mut lines: Vec<LeftOut> = LeftOutReason::ALL
            .iter()
            .zip(self.counts)
            .filter(|(_, accounts)| *accounts > 0)
            .map(|(reason, accounts)| LeftOut {
                reason: reason.words().into(),
                accounts,
            })
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.accounts));
        lines
    }

    /// The list, by account.
    pub(crate) fn into_list(mut self) -> Vec<(i64, &'static str)> {
        self.listed.sort_unstable();
        self.listed
            .into_iter()
            .map(|(account_id, reason)| (account_id, reason.words()))
            .collect()
    }
}
