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

    /// Money to the cent.
    pub(crate) fn exact(self, minor: impl Minor) -> String {
        Money::new(minor.minor(), self.currency).to_string()
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
            whole => format!("{:.0} %", part.minor() as f64 / whole as f64 * 100.0),
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
        assert_eq!(m.percent(0.999), "over 99 %");
        assert_eq!(m.percent(0.416), "42 %");
        assert_eq!(m.signed(1_250_i64), "+€12.50");
        assert_eq!(m.signed(-1_250_i64), "-€12.50");
        assert_eq!(m.day_of("2026-03-02T08:15:00Z"), "2 Mar 2026");
        assert_eq!(m.day_of("soon"), "soon");
    }
}
