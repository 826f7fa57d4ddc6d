//! The states of one ledger row, from planned to exactly one end state.

/// The state of one planned contact. Once an end state is reached it never changes again.
///
/// Written by stages plan (planned) and act (all others); read by measure and every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TouchState {
    /// Waits for its day.
    Planned,
    /// Taken by a running delivery; nothing has left the house yet.
    Claimed,
    /// Handed to the wire; until the answer comes nobody can know whether it arrived.
    Started,
    /// The other side asked to try again later.
    Deferred,
    /// Lies with a person: a call on the list, not yet made.
    Open,
    /// End: the mail server took it, the letter is printed, the call was made.
    Done,
    /// End: refused for good.
    Rejected,
    /// End: the line broke or we were stopped between sending and the answer; never sent again.
    InDoubt,
    /// End: left alone on purpose, for the account is in the control group.
    Withheld,
    /// End: a check at hand-over said no; the reason is on the row.
    Skipped,
    /// End: its last day passed.
    Expired,
    /// End: another campaign had the better claim on this account.
    Displaced,
}

crate::coded!(TouchState, "touch state", {
    Planned = "planned", "Planned";
    Claimed = "claimed", "Being prepared";
    Started = "started", "On the wire";
    Deferred = "deferred", "To be tried again";
    Open = "open", "On the call list";
    Done = "done", "Done";
    Rejected = "rejected", "Refused";
    InDoubt = "in_doubt", "In doubt";
    Withheld = "withheld", "Not contacted on purpose";
    Skipped = "skipped", "Skipped";
    Expired = "expired", "Expired";
    Displaced = "displaced", "Displaced";
});

impl TouchState {
    /// Whether this is an end state; a campaign ends when all of its rows are in one.
    #[must_use]
    pub fn is_end(self) -> bool {
        !matches!(
            self,
            TouchState::Planned
                | TouchState::Claimed
                | TouchState::Started
                | TouchState::Deferred
                | TouchState::Open
        )
    }

    /// Whether a delivery may take this row; nothing else may ever be sent.
    #[must_use]
    pub fn may_be_claimed(self) -> bool {
        matches!(self, TouchState::Planned | TouchState::Deferred)
    }
}

#[cfg(test)]
mod tests {
    use super::TouchState;

    #[test]
    fn end_states_can_never_be_claimed() {
        for state in TouchState::ALL {
            assert!(!(state.is_end() && state.may_be_claimed()), "{state:?}");
            assert_eq!(state.code().parse(), Ok(*state));
        }
    }
}
