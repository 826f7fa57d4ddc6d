//! Exact amounts: what a file's own cells add up to before anything is rounded.
//!
//! Enters: decimals read from cells. Leaves: sums without a float, and whole minor units.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Millionths in one whole: how finely a single cell is read.
pub(crate) const MICRO: i64 = 1_000_000;
/// Parts in one whole of an [`Amount`]: the product of two cells fits without rounding.
const PICO: i128 = 1_000_000_000_000;

/// A decimal as one cell holds it, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Decimal(pub(crate) i64);

/// A sum or product of decimals, exact to 10⁻¹².
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Amount(i128);

impl Decimal {
    /// One whole.
    pub(crate) const ONE: Decimal = Decimal(MICRO);

    /// The nearest float, for quantities, which are never money.
    #[must_use]
    pub(crate) fn as_f64(self) -> f64 {
        self.0 as f64 / MICRO as f64
    }
}

impl From<Decimal> for Amount {
    fn from(decimal: Decimal) -> Self {
        Amount(i128::from(decimal.0) * i128::from(MICRO))
    }
}

impl Amount {
    /// The product of two decimals, exact.
    #[must_use]
    pub(crate) fn product(left: Decimal, right: Decimal) -> Amount {
        Amount(i128::from(left.0) * i128::from(right.0))
    }

    /// This share of the amount; `None` when it is too large to be money.
    #[must_use]
    pub(crate) fn share(self, share: Decimal) -> Option<Amount> {
        self.0
            .checked_mul(i128::from(share.0))
            .map(|product| Amount(product / i128::from(MICRO)))
    }

    /// Whole minor units, rounded half away from zero; `None` when they do not fit.
    ///
    /// - Formula: `round(amount · 10^decimals)`
    /// - Shape: one amount in, one integer out
    /// - Units: minor units of the currency with this many decimal places
    /// - Range: all of `i64`
    /// - Errors: `None` beyond that range
    /// - Source: commercial rounding; ISO 4217 for the decimal places
    /// - Checked: `amounts_round_half_away_from_zero`
    #[must_use]
    pub(crate) fn minor(self, decimals: u32) -> Option<i64> {
        let step = PICO / 10_i128.pow(decimals.min(12));
        let half = step / 2 * self.0.signum();
        i64::try_from((self.0 + half) / step).ok()
    }
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Amount) {
        *self = *self + other;
    }
}

impl Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl fmt::Display for Amount {
    /// The plain decimal without trailing zeros: `9747747.934`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let part = format!("{:012}", size % PICO.unsigned_abs());
        let part = part.trim_end_matches('0');
        let point = if part.is_empty() { "" } else { "." };
        write!(f, "{minus}{}{point}{part}", size / PICO.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Decimal};

    #[test]
    fn amounts_round_half_away_from_zero() {
        for (micro, minor) in [
            (2_555_000, 256),
            (-2_555_000, -256),
            (1_000, 0),
            (-4_999, 0),
        ] {
            assert_eq!(
                Amount::from(Decimal(micro)).minor(2),
                Some(minor),
                "{micro}"
            );
        }
        assert_eq!(Amount::from(Decimal(12_000_000)).minor(0), Some(12));
    }

    #[test]
    fn products_and_shares_are_exact() {
        // 34.8 · 5 less 15 %, as on an order line of the Northwind sample.
        let gross = Amount::product(Decimal(34_800_000), Decimal(5_000_000));
        let net = gross.share(Decimal(850_000));
        assert_eq!(net.map(|net| net.to_string()), Some("147.9".into()));
        assert_eq!((-gross).to_string(), "-174");
    }
}
