//! The side of an experiment an account was drawn into; analysis always follows this, not what arrived.

/// The side of an experiment an account was drawn into; analysis always follows this, not what arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arm {
    /// Gets the touches of the campaign.
    Contacted,
    /// Left alone on purpose, so that the others have something to be compared with.
    Control,
}

crate::coded!(Arm, "arm", {
    Contacted = "contacted", "Contacted";
    Control = "control", "Not contacted";
});
