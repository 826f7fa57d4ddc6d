//! The order log of an account: everything later figures need of its orders, in a few bytes.
//!
//! Enters: what happened on each day by each channel. Leaves: bytes, and the same again. Nine
//! bytes an order on average: a base of millions is then one ordered scan away from any figure
//! of any window, and no order has to be read twice.

use terms::Day;

use crate::log::varint::{Unpacker, put, put_signed};

/// What the orders of one day by one channel brought, net of the refunds that belong to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DayEntry {
    pub(crate) day: i32,
    /// Of `score_words`.
    pub(crate) channel: u32,
    /// Kept orders; 0 where there is only money of refunds without an order, or of orders that
    /// were sent back altogether.
    pub(crate) orders: u32,
    pub(crate) net_minor: i64,
    /// The part of it whose cost is known, and what the goods and their shipping cost.
    pub(crate) known_minor: i64,
    pub(crate) goods_minor: i64,
    pub(crate) shipping_minor: i64,
}

impl DayEntry {
    /// The day, as the rest of the program has it.
    pub(crate) fn day(&self) -> Day {
        Day::from_number(self.day)
    }
}

/// How much of an entry's cost is known: it saves the bytes of the rest.
const NOTHING_KNOWN: u64 = 0;
const ALL_KNOWN: u64 = 1;
const PART_KNOWN: u64 = 2;

/// Appends entries that rise by day, packed.
pub(crate) fn pack(bytes: &mut Vec<u8>, entries: &[DayEntry]) {
    let mut before = 0;
    for entry in entries {
        put_signed(bytes, i64::from(entry.day) - i64::from(before));
        before = entry.day;
        put(bytes, u64::from(entry.channel));
        let known = known_code(entry);
        put(bytes, u64::from(entry.orders) << 2 | known);
        put_signed(bytes, entry.net_minor);
        if known == PART_KNOWN {
            put_signed(bytes, entry.known_minor);
        }
        if known != NOTHING_KNOWN {
            put_signed(bytes, entry.goods_minor);
            put_signed(bytes, entry.shipping_minor);
        }
    }
}

fn known_code(entry: &DayEntry) -> u64 {
    match (entry.known_minor, entry.goods_minor, entry.shipping_minor) {
        (0, 0, 0) => NOTHING_KNOWN,
        (known, ..) if known == entry.net_minor => ALL_KNOWN,
        _ => PART_KNOWN,
    }
}

/// The entries of packed bytes, one after the other.
pub(crate) struct DayEntries<'a> {
    unpacker: Unpacker<'a>,
    day: i32,
}

/// Reads packed bytes.
pub(crate) fn entries(bytes: &[u8]) -> DayEntries<'_> {
    DayEntries {
        unpacker: Unpacker::new(bytes),
        day: 0,
    }
}

impl Iterator for DayEntries<'_> {
    type Item = DayEntry;

    fn next(&mut self) -> Option<DayEntry> {
        let from = &mut self.unpacker;
        if from.is_done() {
            return None;
        }
        self.day = self.day.wrapping_add(from.take_signed() as i32);
        let channel = from.take() as u32;
        let counts = from.take();
        let net_minor = from.take_signed();
        let known_minor = match counts & 3 {
            ALL_KNOWN => net_minor,
            PART_KNOWN => from.take_signed(),
            _ => 0,
        };
        let cost = |from: &mut Unpacker<'_>| match counts & 3 {
            NOTHING_KNOWN => 0,
            _ => from.take_signed(),
        };
        Some(DayEntry {
            day: self.day,
            channel,
            orders: (counts >> 2) as u32,
            net_minor,
            known_minor,
            goods_minor: cost(from),
            shipping_minor: cost(from),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{DayEntry, entries, pack};
    use proptest::prelude::*;

    fn packed(all: &[DayEntry]) -> Vec<u8> {
        let mut bytes = Vec::new();
        pack(&mut bytes, all);
        bytes
    }

    fn any_entry() -> impl Strategy<Value = DayEntry> {
        let money = -1_000_000_000_000..1_000_000_000_000_i64;
        (
            (-50_000..50_000, 0..300_u32, 0..90_000_u32),
            (
                money.clone(),
                prop::option::of(prop::option::of(money.clone())),
            ),
            (money.clone(), money),
        )
            .prop_map(
                |((day, channel, orders), (net_minor, known), (goods, shipping))| {
                    let known_minor = known.map_or(0, |part| part.unwrap_or(net_minor));
                    let is_known = known.is_some();
                    DayEntry {
                        day,
                        channel,
                        orders,
                        net_minor,
                        known_minor,
                        goods_minor: if is_known { goods } else { 0 },
                        shipping_minor: if is_known { shipping } else { 0 },
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn entries_come_back_as_they_went(mut all in prop::collection::vec(any_entry(), 0..40)) {
            all.sort_by_key(|entry| entry.day);
            prop_assert_eq!(entries(&packed(&all)).collect::<Vec<_>>(), all);
        }
    }

    #[test]
    fn an_order_a_week_costs_about_nine_bytes() {
        let week = |number| DayEntry {
            day: 20_000 + 7 * number,
            channel: 1,
            orders: 1,
            net_minor: 12_345,
            known_minor: 12_345,
            goods_minor: 7_000,
            shipping_minor: 0,
        };
        let all: Vec<DayEntry> = (0..100).map(week).collect();
        assert!(packed(&all).len() <= 910, "{}", packed(&all).len());
    }
}
