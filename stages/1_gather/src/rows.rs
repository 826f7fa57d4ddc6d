//! What one row says: cells by meaning enter; a party, an order line, a product or an event leaves.

pub(crate) mod batch;
pub(crate) mod event;
pub(crate) mod heading;
pub(crate) mod line;
pub(crate) mod order_cells;
pub(crate) mod party;
pub(crate) mod party_address;
pub(crate) mod product;
pub(crate) mod sale;
