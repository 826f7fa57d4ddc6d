//! An amount with how far it may be off.

use serde::{Deserialize, Serialize};

/// Deviations of a normal variable that 80 and 95 % lie within.
const Z80: f64 = 1.281_551_565_544_6;
const Z95: f64 = 1.959_963_984_540_1;

/// An expected amount and the amounts between which it lies with a chance of 80 and 95 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyRange {
    /// The expected amount.
    pub minor: i64,
    /// 80 % lie from here
    pub low80: i64,
    /// to here.
    pub high80: i64,
    /// 95 % lie from here
    pub low95: i64,
    /// to here.
    pub high95: i64,
}

impl MoneyRange {
    /// An amount whose relative error is typically this share.
    ///
    /// - Formula: `m · e^(±z·s)`
    /// - Shape: an amount and a share in, five amounts out
    /// - Units: minor units
    /// - Range: low to high in this order, of the sign of the amount
    /// - Errors: none
    /// - Source: a log-normal error, as totals are off by factors
    /// - Checked: `ranges_lie_around_their_amount`
    pub(crate) fn of(minor: f64, relative_error: f64) -> Self {
        let at = |z: f64| (minor * (z * relative_error).exp()).round() as i64;
        let sorted = |z: f64| {
            let ends = [at(-z), at(z)];
            [ends[0].min(ends[1]), ends[0].max(ends[1])]
        };
        let ([low80, high80], [low95, high95]) = (sorted(Z80), sorted(Z95));
        Self {
            minor: minor.round() as i64,
            low80,
            high80,
            low95,
            high95,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MoneyRange;

    #[test]
    fn ranges_lie_around_their_amount() {
        for (minor, error) in [(10_000.0, 0.1), (-10_000.0, 0.1), (0.0, 0.5), (7.0, 0.0)] {
            let range = MoneyRange::of(minor, error);
            let ends = [
                range.low95,
                range.low80,
                range.minor,
                range.high80,
                range.high95,
            ];
            assert!(ends.is_sorted(), "{range:?}");
        }
        let range = MoneyRange::of(10_000.0, 0.1);
        assert_eq!((range.low80, range.high95), (8_797, 12_165));
    }
}
