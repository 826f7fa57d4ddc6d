//! What a strategy tries to move: more per order, orders more often, or a longer life as a customer.

/// What a strategy tries to move: more per order, orders more often, or a longer life as a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lever {
    /// More in each order.
    OrderSize,
    /// Orders more often.
    Frequency,
    /// Stays a customer for longer.
    Lifetime,
}

crate::coded!(Lever, "lever", {
    OrderSize = "order_size", "More per order";
    Frequency = "frequency", "Orders more often";
    Lifetime = "lifetime", "Stays longer";
});
