//! A whole number enters; leaves how a person reads it.

/// A whole number with commas between thousands: `1,234,567`, `-1,000`.
#[must_use]
pub fn count_words(count: i64) -> String {
    let minus = if count < 0 { "-" } else { "" };
    format!("{minus}{}", grouped(&count.unsigned_abs().to_string()))
}

/// Digits with a comma between thousands.
pub(crate) fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart_by_commas() {
        for (count, words) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (-1_234_567, "-1,234,567"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(count_words(count), words);
        }
    }
}
