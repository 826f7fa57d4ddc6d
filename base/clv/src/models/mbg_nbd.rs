//! MBG/NBD, the modified BG/NBD: customers may leave after every order, the first included.
//!
//! Enters: nothing. Leaves: the variety and the name; all it does is in `after_order.rs`.

use crate::models::after_order::{AfterOrder, FirstOrder, Variety};
use serde::{Deserialize, Serialize};

/// The MBG/NBD, the modified BG/NBD: customers may leave after every order, the first included.
///
/// As in the BG/NBD, orders come at random at a rate of the customer's own and after an order
/// the customer leaves with a chance of the customer's own. Here the very first order is
/// already such a moment, so somebody who ordered once long ago is probably gone, as
/// experience says.
///
/// Source: Batislam, Denizel & Filiztekin 2007, International Journal of Research in Marketing
/// 24(3), 201–209; Hoppe & Wagner 2007, Marketing – Journal of Research and Management 3(2).
///
/// ```
/// use clv::{History, MbgNbd};
///
/// let cdnow = MbgNbd::new(0.525, 6.183, 0.891, 1.614)?;
/// let once_long_ago = History::new(0, 0.0, 39.0).unwrap();
/// assert!((cdnow.p_alive(&once_long_ago) - 0.3893).abs() < 1e-3);
/// # Ok::<(), clv::ParamError>(())
/// ```
pub type MbgNbd = AfterOrder<Mbg>;

/// Random timing; the first order is a chance to leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mbg {}

impl Variety for Mbg {
    fn stages(&self) -> u32 {
        1
    }

    fn first_order(&self) -> FirstOrder {
        FirstOrder::MayLeave
    }

    fn name(&self) -> &'static str {
        "MBG/NBD"
    }
}
