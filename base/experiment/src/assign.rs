//! Enters: the accounts of a campaign with what they are expected to be worth. Leaves: who is
//! contacted and who is left alone, with what is needed to show years later that chance decided.
//!
//! Accounts are sorted by value within their stratum and cut into blocks of like accounts; chance
//! leaves one account of every block alone. Both arms then hold the same mix of large and small
//! accounts, which a plain draw of a small control group does not give.

use crate::chance::Stream;

/// Fewest accounts with which anybody is left alone.
///
/// One block at the largest default share of one in five: below it a control group would be a
/// single account, or none, and could show nothing. Own choice.
pub const SMALLEST_BASE: usize = 5;

/// Whether an account gets the campaign.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Arm {
    /// Gets the campaign.
    Contacted,
    /// Is left alone: business as usual.
    Control,
}

/// One account as the draw sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// The account's number; breaks ties.
    pub id: i64,
    /// What accounts are sorted by, for example expected value; NaN counts as the lowest.
    pub sort_key: f64,
    /// Group within which accounts are compared first, for example the value segment.
    pub stratum: u32,
}

/// One account's arm, and how chance came to it.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Assignment {
    /// The account's number.
    pub id: i64,
    /// Contacted, or left alone.
    pub arm: Arm,
    /// The stratum as given.
    pub stratum: u32,
    /// Number of the block, counted through the whole draw.
    pub block: u32,
    /// Place within the block, from 0, best first.
    pub place: u32,
    /// The place that chance drew for this block: the account standing there is left alone.
    pub draw: u32,
    /// Chance this account had of getting the arm it got; above 0, so 1 / probability is a weight.
    pub probability: f64,
}

/// Share of accounts to leave alone: more of a small base, less of a large one.
///
/// - Formula: max(5 %, min(20 %, 100 / n))
/// - Shape: one count in, one share out
/// - Units: accounts in, share 0..=1 out
/// - Range: 0.05..=0.20; 0.20 up to 500 accounts, 0.05 from 2,000
/// - Errors: none; 0 accounts give 0.20
/// - Source: own choice: about 100 accounts left alone, within what trade practice accepts
///   (5-20 % in direct mail)
/// - Checked: `tests/assign.rs::control_share_at_every_bend_is_exact`
#[must_use]
pub fn control_share(n: usize) -> f64 {
    (100.0 / n.max(1) as f64).clamp(0.05, 0.20)
}

/// Accounts per block, of which one is left alone; none when nobody is.
///
/// - Formula: round(1 / control_share), at least 2
/// - Shape: one share in, one count out
/// - Units: share in, accounts out
/// - Range: 2 and more; shares above one half count as one half
/// - Errors: none; a share of 0 or less, or NaN, leaves nobody alone
/// - Source: own choice; every account keeps the same chance
/// - Checked: `tests/assign.rs`
#[must_use]
pub fn block_size(control_share: f64) -> Option<u32> {
    if control_share.is_nan() || control_share <= 0.0 {
        return None;
    }
    // A cast from f64 stops at u32::MAX, a block larger than any base.
    Some((1.0 / control_share).round().max(2.0) as u32)
}

/// Draws the control group.
///
/// Within each stratum accounts are sorted by value, highest first, ties by id, and cut into blocks
/// of [`block_size`]. What is left over at the end of the strata is put together, in the order of
/// the strata, and cut likewise. In each block chance draws one place, and the account there is left
/// alone. The last block may be short: when chance draws a place that is not taken, it has nobody
/// left alone, so that every account of the base has exactly the same chance, 1 / block size.
///
/// With fewer than [`SMALLEST_BASE`] accounts nobody is left alone, and each probability is 1.
///
/// - Formula: place drawn = floor(u(seed, block) · block size), u from SplitMix64
/// - Shape: one unit per account in, one assignment per account out, in block order
/// - Units: share 0..=1
/// - Range: left alone are n / block size, give or take less than one; of a stratum of m at least
///   floor(m / block size), at most two more
/// - Errors: none; see [`block_size`] for shares that make no sense
/// - Source: randomised blocks, Fisher 1935; sorted on a forecast as in Bruhn & McKenzie 2009
/// - Checked: `tests/assign.rs`
#[must_use]
pub fn assign(units: &[Unit], control_share: f64, seed: u64) -> Vec<Assignment> {
    match block_size(control_share) {
        Some(size) if units.len() >= SMALLEST_BASE => {
            draw_blocks(&in_block_order(units, size), size, seed)
        }
        _ => (0_u32..)
            .zip(in_block_order(units, u32::MAX))
            .map(contact_surely)
            .collect(),
    }
}

/// The units as they fill the blocks: whole blocks of each stratum, then all leftovers.
fn in_block_order(units: &[Unit], size: u32) -> Vec<Unit> {
    let mut sorted = units.to_vec();
    let value = |unit: &Unit| {
        if unit.sort_key.is_nan() {
            f64::NEG_INFINITY
        } else {
            unit.sort_key + 0.0
        }
    };
    sorted.sort_unstable_by(|a, b| {
        let by_value = value(b).total_cmp(&value(a));
        a.stratum
            .cmp(&b.stratum)
            .then(by_value)
            .then(a.id.cmp(&b.id))
    });
    let mut ordered = Vec::with_capacity(sorted.len());
    let mut left_over = Vec::new();
    for stratum in sorted.chunk_by(|a, b| a.stratum == b.stratum) {
        let whole = stratum.len() - stratum.len() % size as usize;
        ordered.extend_from_slice(&stratum[..whole]);
        left_over.extend_from_slice(&stratum[whole..]);
    }
    ordered.append(&mut left_over);
    ordered
}

/// Draws one place in every block.
fn draw_blocks(ordered: &[Unit], size: u32, seed: u64) -> Vec<Assignment> {
    let chance_of_control = 1.0 / f64::from(size);
    let mut assignments = Vec::with_capacity(ordered.len());
    for (block, members) in (0_u32..).zip(ordered.chunks(size as usize)) {
        // A stream of its own for each block: the draw of one block never moves that of another.
        let draw = Stream::of_part(seed, u64::from(block)).below(u64::from(size)) as u32;
        for (place, unit) in (0_u32..).zip(members) {
            let (arm, probability) = if place == draw {
                (Arm::Control, chance_of_control)
            } else {
                (Arm::Contacted, 1.0 - chance_of_control)
            };
            assignments.push(Assignment {
                id: unit.id,
                arm,
                stratum: unit.stratum,
                block,
                place,
                draw,
                probability,
            });
        }
    }
    assignments
}

/// The assignment where chance had no part: one block whose drawn place nobody holds.
fn contact_surely((place, unit): (u32, Unit)) -> Assignment {
    let Unit { id, stratum, .. } = unit;
    Assignment {
        id,
        arm: Arm::Contacted,
        stratum,
        block: 0,
        place,
        draw: u32::MAX,
        probability: 1.0,
    }
}
