//! What kind of party an account is; only customers and prospects ever get a campaign.

/// What kind of party an account is; only customers and prospects ever get a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AccountKind {
    /// A company, school, club or authority.
    Firm,
    /// A private person or a family at one address.
    Household,
    /// Somebody who works for the business itself.
    Staff,
    /// Somebody the business buys from.
    Vendor,
    /// Somebody who sells on the business's behalf.
    Partner,
}

crate::coded!(AccountKind, "kind of account", {
    Firm = "firm", "Firm";
    Household = "household", "Household";
    Staff = "staff", "Own staff";
    Vendor = "vendor", "Vendor";
    Partner = "partner", "Partner";
});

impl AccountKind {
    /// Whether accounts of this kind may be in a campaign at all.
    #[must_use]
    pub fn is_marketed_to(self) -> bool {
        matches!(self, AccountKind::Firm | AccountKind::Household)
    }
}
