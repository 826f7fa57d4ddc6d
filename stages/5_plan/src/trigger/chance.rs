//! Seed, trigger, account and occasion in; the arm that chance drew out, the same every time.

use terms::Arm;

/// The arm of one occasion and the chance it had of getting it.
pub(crate) fn drawn(
    seed: u64,
    code: &str,
    account_id: i64,
    occasion: &str,
    share: f64,
) -> (Arm, f64) {
    // Nothing is drawn where nobody is left alone.
    if share <= 0.0 {
        return (Arm::Contacted, 1.0);
    }
    let number = scattered(seed, &format!("{code}\u{1f}{account_id}\u{1f}{occasion}"));
    // 53 bits fill a float exactly.
    let chance = (number >> 11) as f64 / (1_u64 << 53) as f64;
    if chance < share {
        (Arm::Control, share)
    } else {
        (Arm::Contacted, 1.0 - share)
    }
}

/// FNV-1a of the words, scattered by the finisher of SplitMix64, so that neighbours part.
fn scattered(seed: u64, words: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
    let hash = words.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let once = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let twice = (once ^ (once >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    twice ^ (twice >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_leaves_its_share_alone_and_draws_the_same_again() {
        let arm = |account| drawn(7, "top", account, "once", 0.2).0;
        let left = (0..10_000)
            .filter(|account| arm(*account) == Arm::Control)
            .count();
        // Three standard errors of a share of 0.2 among 10,000 are 120.
        assert!((1_880..=2_120).contains(&left), "{left}");
        assert!((0..100).all(|account| arm(account) == arm(account)));
        assert_eq!(drawn(7, "top", 1, "once", 0.0), (Arm::Contacted, 1.0));
    }
}
