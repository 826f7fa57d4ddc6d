//! Money as whole minor units of one currency, so that sums in equal sums out.

use std::fmt;
use std::str::FromStr;

use crate::count::grouped;

/// An ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// Why something is not money.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MoneyError {
    /// Not three letters.
    #[error("«{0}» is not a currency code; write three letters such as EUR")]
    Currency(String),
    /// Not a plain decimal number.
    #[error("«{0}» is not an amount; write it as 1234.50")]
    Amount(String),
    /// More than fits.
    #[error("«{0}» is too large an amount")]
    TooLarge(String),
}

impl Currency {
    /// Euro, the currency of a workspace until its files say otherwise.
    pub const EUR: Currency = Currency(*b"EUR");

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        // Only capital ASCII letters are ever stored, so this is always text.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// How many decimal places the minor unit has (ISO 4217: 0 for yen, 3 for the Gulf dinars).
    #[must_use]
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"JPY" | b"KRW" | b"ISK" | b"CLP" | b"VND" | b"XAF" | b"XOF" | b"PYG" | b"UGX" => 0,
            b"KWD" | b"BHD" | b"OMR" | b"JOD" | b"TND" | b"IQD" | b"LYD" => 3,
            _ => 2,
        }
    }

    /// The sign people write, where there is a usual one; else the code and a space.
    #[must_use]
    pub fn sign(self) -> String {
        match &self.0 {
            b"EUR" => "€".into(),
            b"GBP" => "£".into(),
            b"USD" => "$".into(),
            b"JPY" => "¥".into(),
            _ => format!("{} ", self.code()),
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let upper = text.trim().to_ascii_uppercase();
        match upper.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|letter| letter.is_ascii_uppercase()) => {
                Ok(Currency([*a, *b, *c]))
            }
            _ => Err(MoneyError::Currency(text.to_owned())),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in whole minor units (cents) of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Whole minor units; negative for refunds and costs owed.
    pub minor: i64,
    /// The currency the minor units belong to.
    pub currency: Currency,
}

impl Money {
    /// This many minor units of this currency.
    #[must_use]
    pub fn new(minor: i64, currency: Currency) -> Self {
        Money { minor, currency }
    }

    /// The plain decimal, as files carry it: `-1234.50`.
    #[must_use]
    pub fn decimal(self) -> String {
        let places = self.currency.decimals() as usize;
        let unit = 10_u64.pow(self.currency.decimals());
        let size = self.minor.unsigned_abs();
        let minus = if self.minor < 0 { "-" } else { "" };
        if places == 0 {
            return format!("{minus}{size}");
        }
        format!("{minus}{}.{:0places$}", size / unit, size % unit)
    }

    /// How a person reads it, without minor units: `-€1,235`; for headlines and tables.
    #[must_use]
    pub fn rounded_words(self) -> String {
        let unit = 10_i64.pow(self.currency.decimals());
        let half = unit / 2;
        let whole = (self.minor.abs() + half) / unit;
        let minus = if self.minor < 0 && whole > 0 { "-" } else { "" };
        format!(
            "{minus}{}{}",
            self.currency.sign(),
            grouped(&whole.to_string())
        )
    }
}

impl fmt::Display for Money {
    /// How a person reads it, to the cent: `-€1,234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = Money::new(self.minor.saturating_abs(), self.currency).decimal();
        let (whole, rest) = decimal.split_once('.').unwrap_or((&decimal, ""));
        let minus = if self.minor < 0 { "-" } else { "" };
        write!(f, "{minus}{}{}", self.currency.sign(), grouped(whole))?;
        if rest.is_empty() {
            Ok(())
        } else {
            write!(f, ".{rest}")
        }
    }
}

/// Minor units of a plain decimal text, rounded half away from zero, with what the rounding
/// moved: `("2.555", 2)` gives `(256, 5000)`, the second in millionths of a major unit, given
/// minus exact.
///
/// - Formula: `round(text · 10^decimals)`; the difference is exact, never a float
/// - Shape: one text in, two integers out
/// - Units: minor units of the currency; millionths of its major unit
/// - Range: up to about ±9·10^12 major units and six decimal places
/// - Errors: [`MoneyError`] when it is no plain decimal or does not fit
/// - Source: ISO 4217 for decimals; commercial rounding
/// - Checked: `decimal_amounts_round_and_name_the_difference`
pub fn minor_from_decimal(text: &str, decimals: u32) -> Result<(i64, i64), MoneyError> {
    let wrong = || MoneyError::Amount(text.to_owned());
    let micro = micro_from_decimal(text).ok_or_else(wrong)?;
    let step = 10_i128.pow(6 - decimals.min(6));
    let half = step / 2 * micro.signum();
    let minor = (micro + half) / step;
    let moved = minor * step - micro;
    let too_large = || MoneyError::TooLarge(text.to_owned());
    Ok((i64::try_from(minor).map_err(|_| too_large())?, moved as i64))
}

/// Millionths of a plain decimal; digits beyond the sixth are cut.
fn micro_from_decimal(text: &str) -> Option<i128> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|byte| byte.is_ascii_digit());
    let plain = all_digits(whole) && all_digits(part) && !(whole.is_empty() && part.is_empty());
    if !plain || whole.len() > 18 {
        return None;
    }
    let cut = &part[..part.len().min(6)];
    let whole: i128 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let part: i128 = format!("{cut:0<6}").parse().ok()?;
    let size = whole * 1_000_000 + part;
    Some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Currency, Money, minor_from_decimal};

    #[test]
    fn decimal_amounts_round_and_name_the_difference() {
        for (text, decimals, minor, moved) in [
            ("12.34", 2, 1234, 0),
            ("-12.34", 2, -1234, 0),
            ("2.555", 2, 256, 5_000),
            ("-2.555", 2, -256, -5_000),
            ("0.001", 2, 0, -1_000),
            ("7", 0, 7, 0),
            (".5", 2, 50, 0),
            ("1234567.891", 3, 1_234_567_891, 0),
        ] {
            assert_eq!(
                minor_from_decimal(text, decimals).unwrap(),
                (minor, moved),
                "{text}"
            );
        }
        for wrong in [
            "",
            "-",
            "1,50",
            "n/a",
            "1e5",
            "12.3.4",
            "9999999999999999999",
        ] {
            assert!(minor_from_decimal(wrong, 2).is_err(), "{wrong}");
        }
    }

    #[test]
    fn money_reads_the_way_people_write_it() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        assert_eq!(eur(-123_450).to_string(), "-€1,234.50");
        assert_eq!(eur(5).decimal(), "0.05");
        assert_eq!(eur(99_999_950).rounded_words(), "€1,000,000");
        assert_eq!(eur(-40).rounded_words(), "€0");
        let yen = Money::new(1_234, "jpy".parse().unwrap());
        assert_eq!(yen.to_string(), "¥1,234");
        let dinar = Money::new(1_234, "KWD".parse().unwrap());
        assert_eq!(dinar.to_string(), "KWD 1.234");
        assert!("EURO".parse::<Currency>().is_err());
    }
}
