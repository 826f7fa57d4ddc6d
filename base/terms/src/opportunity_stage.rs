//! Where a possible sale stands: three open stages, then won or lost.

/// Where a possible sale stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OpportunityStage {
    /// Somebody has shown interest, or was asked.
    InitialContact,
    /// What is wanted, and for how much, is being talked about.
    Discussion,
    /// They are busy with it: a sample, a trial, an offer on the table.
    Engagement,
    /// They bought.
    Won,
    /// They did not.
    Lost,
}

crate::coded!(OpportunityStage, "opportunity stage", {
    InitialContact = "initial_contact", "Initial contact";
    Discussion = "discussion", "Discussion";
    Engagement = "engagement", "Engagement";
    Won = "won", "Won";
    Lost = "lost", "Lost";
});

impl OpportunityStage {
    /// The stages in which nothing is decided yet, in their order.
    pub const OPEN: [OpportunityStage; 3] = [
        OpportunityStage::InitialContact,
        OpportunityStage::Discussion,
        OpportunityStage::Engagement,
    ];

    /// Whether nothing is decided yet.
    #[must_use]
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// The open stage after this one; none after the last, for winning and losing are decisions.
    #[must_use]
    pub fn next(self) -> Option<OpportunityStage> {
        let at = Self::OPEN.iter().position(|one| *one == self)?;
        Self::OPEN.get(at + 1).copied()
    }

    /// The open stage before this one.
    #[must_use]
    pub fn before(self) -> Option<OpportunityStage> {
        let at = Self::OPEN.iter().position(|one| *one == self)?;
        Self::OPEN.get(at.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::OpportunityStage::{Discussion, Engagement, InitialContact, Lost, Won};

    #[test]
    fn stages_follow_one_another_and_a_decision_ends_them() {
        for (stage, before, next) in [
            (InitialContact, None, Some(Discussion)),
            (Discussion, Some(InitialContact), Some(Engagement)),
            (Engagement, Some(Discussion), None),
            (Won, None, None),
            (Lost, None, None),
        ] {
            assert_eq!((stage.before(), stage.next()), (before, next), "{stage}");
        }
        assert!(Engagement.is_open() && !Won.is_open());
    }
}
