//! What must be found among firms whose wallets are known: what a door shows enters, and is compared
//! with what was planted. The tests of the command line read this file too.

use serde_json::Value;
use testkit::{WalletFirm, WalletFirms};

/// Firms and prospects that a page or a command is asked about.
pub(crate) const FIRMS: u32 = 360;
pub(crate) const PROSPECTS: u32 = 200;

/// The sum lies in its range around what was planted, and of the first firms on the list most were
/// planted with room to grow.
pub(crate) fn assert_potential_found(planted: &WalletFirms, sum: &Value, first: &[String]) {
    let below = planted.planted.iter().filter(|firm| firm.is_below());
    let truth: f64 = below
        .map(|firm| firm.wallet_minor * (1.0 - firm.share.unwrap()))
        .sum();
    let [low, high] = ["low_minor", "high_minor"].map(|name| sum[name].as_f64().unwrap());
    assert!(low < truth && truth < high, "{truth} outside {sum}");
    let hits = first
        .iter()
        .filter(|number| of(planted, number).is_below())
        .count();
    assert!(
        hits * 4 >= first.len() * 3,
        "{hits} of the first {}",
        first.len()
    );
}

/// Growing now and could grow are two answers: each of the four groups that both make is told apart.
pub(crate) fn assert_groups_told_apart(
    planted: &WalletFirms,
    growing: &[String],
    could_grow: &[String],
) {
    let mut right = [[0_usize; 2]; 4];
    for firm in planted.planted.iter().filter(|firm| firm.share.is_some()) {
        let said = [growing, could_grow].map(|list| list.contains(&firm.number));
        let group = 2 * usize::from(firm.is_growing) + usize::from(firm.is_below());
        right[group][0] += usize::from(said == [firm.is_growing, firm.is_below()]);
        right[group][1] += 1;
    }
    for [right_ones, all] in right {
        assert!(right_ones * 10 >= all * 7, "{right:?}");
    }
}

/// Every prospect planted like the best is in the first tenth of the ranking.
pub(crate) fn assert_look_alikes_first(planted: &WalletFirms, first: &[String]) {
    assert_eq!(first.len(), PROSPECTS as usize / 10);
    for firm in planted.planted.iter().filter(|firm| firm.is_like_best) {
        assert!(first.contains(&firm.number), "{}: {first:?}", firm.number);
    }
}

/// Without what is known of the firms, or without what they buy, less is explained.
pub(crate) fn assert_either_evidence_matters(lines: &Value) {
    let explained = |evidence: &str| {
        let mut lines = lines.as_array().unwrap().iter();
        let line = lines.find(|line| line["evidence"] == evidence);
        line.unwrap_or_else(|| panic!("{evidence} is not told"))["explained"]
            .as_f64()
            .unwrap()
    };
    let both = explained("firmographics and buying");
    for alone in ["firmographics alone", "buying alone"] {
        let less = explained(alone);
        assert!(less + 0.03 < both, "{alone}: {less} and {both}");
    }
}

fn of<'all>(planted: &'all WalletFirms, number: &str) -> &'all WalletFirm {
    let mut all = planted.planted.iter();
    all.find(|firm| firm.number == number).unwrap()
}
