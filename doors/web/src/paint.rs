//! How numbers are written on pages.

use terms::{Currency, Money};

/// Writes numbers the way this workspace's people read them.
#[derive(Clone, Copy)]
pub(crate) struct Paint {
    currency: Currency,
}

impl Paint {
    pub(crate) fn new(currency: Currency) -> Self {
        Paint { currency }
    }

    /// Money without minor units, for headlines and tables.
    pub(crate) fn round(self, minor: impl Minor) -> String {
        Money::new(minor.minor(), self.currency).rounded_words()
    }

    /// Money in as few signs as tell it apart, for tiles: `£850`, `£9.8k`, `£276k`, `£1.2m`.
    pub(crate) fn short(self, minor: impl Minor) -> String {
        let minor = minor.minor();
        let whole = minor as f64 / 10_f64.powi(self.currency.decimals() as i32);
        let minus = if minor < 0 { "-" } else { "" };
        match shortened(whole.abs(), 999.5) {
            Some(words) => format!("{minus}{}{words}", self.currency.sign()),
            None => self.round(minor),
        }
    }

    /// A count in as few signs as tell it apart, for tiles: `9,999`, `12k`.
    pub(crate) fn short_count(self, number: impl Minor) -> String {
        shortened(number.minor() as f64, 9_999.5).unwrap_or_else(|| self.count(number))
    }

    /// Money to the cent.
    pub(crate) fn exact(self, minor: impl Minor) -> String {
        Money::new(minor.minor(), self.currency).to_string()
    }

    /// A sum as a file adds up, with every place it has; as it stands where it is no number.
    pub(crate) fn sum_of(self, decimal: &str) -> String {
        let (minus, size) = match decimal.strip_prefix('-') {
            Some(size) => ("-", size),
            None => ("", decimal),
        };
        let (whole, places) = size.split_once('.').unwrap_or((size, "0"));
        match whole.parse() {
            Ok(whole) => format!(
                "{minus}{}{}.{places:0<2}",
                self.currency.sign(),
                terms::count_words(whole)
            ),
            Err(_) => decimal.to_owned(),
        }
    }

    /// Money with its sign always shown, for differences.
    pub(crate) fn signed(self, minor: impl Minor) -> String {
        let minor = minor.minor();
        format!("{}{}", if minor > 0 { "+" } else { "" }, self.exact(minor))
    }

    /// Rounded money with its sign always shown.
    pub(crate) fn signed_round(self, minor: impl Minor) -> String {
        let minor = minor.minor();
        format!("{}{}", if minor > 0 { "+" } else { "" }, self.round(minor))
    }

    /// How many percent one amount is of another; nothing of nothing.
    pub(crate) fn share_of(self, part: impl Minor, whole: impl Minor) -> String {
        match whole.minor() {
            0 => String::new(),
            whole => {
                let percent = part.minor() as f64 / whole as f64 * 100.0;
                match percent.round() {
                    0.0 if percent > 0.0 => "under 1 %".into(),
                    // What rounds to nothing has no sign.
                    0.0 => "0 %".into(),
                    whole => format!("{whole:.0} %"),
                }
            }
        }
    }

    /// A share as percent with its sign always shown.
    pub(crate) fn signed_percent(self, share: impl std::borrow::Borrow<f64>) -> String {
        let percent = share.borrow() * 100.0;
        // What rounds to nothing has no sign.
        match percent.round() {
            0.0 => "0 %".into(),
            _ => format!("{percent:+.0} %"),
        }
    }

    /// A number with its sign shown; what rounds to nothing has none.
    pub(crate) fn signed_number(self, number: f64, places: usize) -> String {
        let unit = 10_f64.powi(i32::try_from(places).unwrap_or(0));
        match (number * unit).round() {
            0.0 => format!("{:.places$}", 0.0),
            _ => format!("{number:+.places$}"),
        }
    }

    /// How many there are of what `one` is called: «1 customer», «1,200 customers».
    pub(crate) fn counted(self, number: impl Minor, one: &str) -> String {
        let ending = if number.minor() == 1 { "" } else { "s" };
        format!("{} {one}{ending}", self.count(number))
    }

    /// A number with one place.
    pub(crate) fn one_place(self, number: impl std::borrow::Borrow<f64>) -> String {
        format!("{:.1}", number.borrow())
    }

    /// A number with two places.
    pub(crate) fn decimal(self, number: impl std::borrow::Borrow<f64>) -> String {
        format!("{:.2}", number.borrow())
    }

    /// A whole number with commas between thousands.
    pub(crate) fn count(self, number: impl Minor) -> String {
        terms::count_words(number.minor())
    }

    /// The day of an instant, in words; the instant as it stands where it is none.
    pub(crate) fn day_of(self, instant: &str) -> String {
        let day = instant.get(..10).and_then(|day| day.parse().ok());
        day.map_or_else(|| instant.to_owned(), |day: terms::Day| day.words())
    }

    /// The chance that a customer still buys. Certainty is what a model says that sees nobody leave
    /// or this one too short: that tells nothing, and is shown as not told.
    pub(crate) fn chance(self, share: impl std::borrow::Borrow<f64>) -> String {
        if *share.borrow() >= 1.0 {
            return "–".into();
        }
        self.percent(share)
    }

    /// A share as whole percent; never «0 %» or «100 %» for what is not quite.
    pub(crate) fn percent(self, share: impl std::borrow::Borrow<f64>) -> String {
        let percent = share.borrow() * 100.0;
        match percent {
            p if p > 0.0 && p < 1.0 => "under 1 %".into(),
            p if p > 99.0 && p < 100.0 => "over 99 %".into(),
            p => format!("{p:.0} %"),
        }
    }
}

/// A size in thousands or millions; none below the bar, where every digit has room.
fn shortened(size: f64, bar: f64) -> Option<String> {
    let (scaled, unit) = match size {
        s if s < bar => return None,
        s if s < 999_500.0 => (s / 1_000.0, "k"),
        s => (s / 1_000_000.0, "m"),
    };
    let places = usize::from(scaled < 9.95);
    Some(format!("{scaled:.places$}{unit}"))
}

/// Whole numbers as templates hand them over.
pub(crate) trait Minor: Copy {
    fn minor(self) -> i64;
}

macro_rules! minor {
    ($($number:ty),+) => { $(
        impl Minor for $number { fn minor(self) -> i64 { self as i64 } }
        impl Minor for &$number { fn minor(self) -> i64 { *self as i64 } }
    )+ };
}
minor!(i64, u64, u32, i32, usize);

#[cfg(test)]
mod tests {
    use super::Paint;
    use terms::Currency;

    #[test]
    fn numbers_are_written_the_way_people_read_them() {
        let m = Paint::new(Currency::EUR);
        assert_eq!(m.count(1_234_567_i64), "1,234,567");
        assert_eq!(m.percent(0.004), "under 1 %");
        assert_eq!(m.signed_number(-0.004, 2), "0.00");
        assert_eq!(m.signed_number(0.004, 2), "0.00");
        assert_eq!(m.signed_number(-0.006, 2), "-0.01");
        assert_eq!(m.signed_number(1.25, 1), "+1.2");
        assert_eq!(m.counted(1_i64, "customer"), "1 customer");
        assert_eq!(m.counted(1_200_i64, "customer"), "1,200 customers");
        assert_eq!(m.percent(0.999), "over 99 %");
        assert_eq!(m.percent(0.416), "42 %");
        assert_eq!(m.share_of(-2_i64, 1_000_i64), "0 %");
        assert_eq!(m.share_of(-20_i64, 1_000_i64), "-2 %");
        assert_eq!(m.short_count(9_999_i64), "9,999");
        assert_eq!(m.short_count(295_000_i64), "295k");
        for (minor, words) in [
            (0_i64, "€0"),
            (99_900, "€999"),
            (99_960, "€1.0k"),
            (980_000, "€9.8k"),
            (999_000, "€10k"),
            (27_625_200, "€276k"),
            (99_960_000, "€1.0m"),
            (-1_234_567_800, "-€12m"),
        ] {
            assert_eq!(m.short(minor), words);
        }
        assert_eq!(m.signed(1_250_i64), "+€12.50");
        assert_eq!(m.signed(-1_250_i64), "-€12.50");
        assert_eq!(m.day_of("2026-03-02T08:15:00Z"), "2 Mar 2026");
        assert_eq!(m.day_of("soon"), "soon");
        assert_eq!(m.sum_of("2282967.34"), "€2,282,967.34");
        assert_eq!(m.sum_of("-1500.5"), "-€1,500.50");
        assert_eq!(m.sum_of("12.3456"), "€12.3456");
        assert_eq!(m.sum_of("many"), "many");
    }
}
