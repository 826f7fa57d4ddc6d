//! Where an account stood at a run, in a dozen bytes: standings enter, packed blocks leave.

use crate::log::varint::{Unpacker, put, put_signed};
use crate::scores::Score;

/// Where an account stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) account_id: i64,
    /// Digits of its cell; 0 for a prospect.
    pub(crate) past: u8,
    pub(crate) future: u8,
    /// The bits of `scores.best`.
    pub(crate) best: u8,
    pub(crate) tier: u8,
    /// Chance that it still buys, in half percents.
    pub(crate) p_alive: u8,
    pub(crate) order_count: u32,
    pub(crate) past_minor: i64,
    pub(crate) expected_minor: i64,
    /// Orders expected, in hundredths.
    pub(crate) expected_orders: u32,
}

impl Standing {
    /// Where a score says that its account stands.
    pub(crate) fn of(score: &Score) -> Self {
        Self {
            account_id: score.account_id,
            past: score.past_fifth,
            future: score.future_fifth,
            best: score.best,
            tier: score.size_tier,
            p_alive: (score.p_alive * 200.0).round() as u8,
            order_count: score.order_count,
            past_minor: score.past_value_minor,
            expected_minor: score.expected_value_minor,
            expected_orders: (score.expected_orders * 100.0).round() as u32,
        }
    }
}

/// Accounts to a block: one is read in a moment, and there are few of them.
pub(crate) const ACCOUNTS_PER_BLOCK: usize = 4_096;

/// Packs the standings of one block, which rise by account.
pub(crate) fn pack_block(standings: &[Standing]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(14 * standings.len());
    let mut before = 0;
    for one in standings {
        put_signed(&mut bytes, one.account_id - before);
        before = one.account_id;
        bytes.push(one.past << 4 | one.future);
        bytes.push(one.tier << 6 | one.best);
        if one.past == 0 {
            continue;
        }
        bytes.push(one.p_alive);
        put(&mut bytes, u64::from(one.order_count));
        put_signed(&mut bytes, one.past_minor);
        put_signed(&mut bytes, one.expected_minor);
        put(&mut bytes, u64::from(one.expected_orders));
    }
    bytes
}

/// The standings of a block.
pub(crate) fn unpack_block(bytes: &[u8]) -> Vec<Standing> {
    let mut unpacker = Unpacker::new(bytes);
    let mut standings = Vec::with_capacity(ACCOUNTS_PER_BLOCK);
    let mut account_id = 0_i64;
    while !unpacker.is_done() {
        account_id = account_id.wrapping_add(unpacker.take_signed());
        let (cell, marks) = (unpacker.take_byte(), unpacker.take_byte());
        let mut one = Standing {
            account_id,
            past: cell >> 4,
            future: cell & 15,
            best: marks & 63,
            tier: marks >> 6,
            ..Standing::default()
        };
        if one.past != 0 {
            one.p_alive = unpacker.take_byte();
            one.order_count = unpacker.take() as u32;
            one.past_minor = unpacker.take_signed();
            one.expected_minor = unpacker.take_signed();
            one.expected_orders = unpacker.take() as u32;
        }
        standings.push(one);
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::{Standing, pack_block, unpack_block};

    #[test]
    fn standings_come_back_as_they_went() {
        let customer = Standing {
            account_id: 7,
            past: 5,
            future: 1,
            best: 63,
            tier: 3,
            p_alive: 200,
            order_count: 4_000,
            past_minor: -12_345,
            expected_minor: 9_999_999_999,
            expected_orders: 123,
        };
        let prospect = Standing {
            account_id: 9,
            ..Standing::default()
        };
        let all = [
            customer,
            prospect,
            Standing {
                account_id: 5_000_000_000,
                ..customer
            },
        ];
        assert_eq!(unpack_block(&pack_block(&all)), all);
    }
}
