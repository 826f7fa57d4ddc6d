//! Orders, once each, to the cent.
//!
//! Enters: received lines and products, and which account each row belongs to. Leaves: `orders` and
//! `order_lines`, and the accounts whose orders changed.

mod build;
mod bulk;
mod cut;
mod product;
mod rebuild;
mod refund;
mod take;

pub(crate) use product::Products;
pub(crate) use rebuild::{OrderChanges, rebuild_orders};
pub(crate) use refund::find_refunded;
pub(crate) use take::{read_source_orders, rebuild_orders_of};
