//! Where an account stands in its life with the business.

/// Where an account stands in its life with the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LifecycleStage {
    /// No order yet.
    Lead,
    /// First order not long ago.
    Onboarding,
    /// Orders in its usual rhythm.
    Active,
    /// Spends clearly more than a year ago.
    Growing,
    /// Among the best tenth by past value and still active.
    Top,
    /// Has brought other customers.
    Advocate,
    /// Silent beyond its own usual gap.
    AtRisk,
    /// No order for a year (settable).
    Inactive,
    /// No order for two years (settable).
    Lost,
}

crate::coded!(LifecycleStage, "lifecycle stage", {
    Lead = "lead", "Lead";
    Onboarding = "onboarding", "New";
    Active = "active", "Active";
    Growing = "growing", "Growing";
    Top = "top", "Top";
    Advocate = "advocate", "Advocate";
    AtRisk = "at_risk", "At risk";
    Inactive = "inactive", "Inactive";
    Lost = "lost", "Lost";
});
