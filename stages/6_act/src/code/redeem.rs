//! Imported orders that carry a code in; redemptions out, each code once.

use store::Store;
use terms::Day;

use crate::ActError;

/// Notes every code that was used by its own account within its days, in an order up to this
/// day; returns how many redemptions are new. A code counts once, for the earliest such order;
/// the last day counts in full. A redemption whose order was taken back is taken back with it.
///
/// # Errors
/// When the database refuses.
pub fn redeem(store: &Store, as_of: Day) -> Result<u64, ActError> {
    store.write(|db| {
        db.execute(include_str!("../../sql/redeem.take_back.sql"), [])?;
        let redeemed = db.execute(
            include_str!("../../sql/redeem.redeem.sql"),
            [as_of.number()],
        )?;
        Ok(redeemed as u64)
    })
}
