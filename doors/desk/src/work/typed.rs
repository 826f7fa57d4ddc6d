//! Amounts and days as people type them.

use terms::{Currency, Day, minor_from_decimal};

use crate::Refusal;

/// Minor units of an amount as typed: with or without the currency's sign or code, spaces, and commas
/// between thousands. Nothing typed is nothing.
pub(crate) fn amount_of(text: &str, currency: Currency) -> Result<i64, Refusal> {
    let plain: String = text
        .replace(currency.code(), "")
        .chars()
        .filter(|letter| !(letter.is_whitespace() || "€£$¥".contains(*letter)))
        .collect();
    if plain.is_empty() {
        return Ok(0);
    }
    let wrong = || {
        Refusal::Usage(format!(
            "«{text}» is not an amount; write it such as 1200 or 1200.50"
        ))
    };
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = groups.clone().count() > 0;
    let fits = groups.all(|group| group.len() == 3) && (!grouped || first.len() <= 3);
    if !fits || part.len() > currency.decimals() as usize {
        return Err(wrong());
    }
    let plain = plain.replace(',', "");
    minor_from_decimal(&plain, currency.decimals())
        .map(|(minor, _)| minor)
        .map_err(|_| wrong())
}

/// A day as typed, such as 2026-03-31; none where nothing was.
pub(crate) fn day_of(text: &str) -> Result<Option<Day>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| {
            Refusal::Usage(format!("«{text}» is no day; write it such as 2026-03-31"))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{amount_of, day_of};
    use terms::Currency;

    #[test]
    fn amounts_are_read_as_people_type_them_and_never_guessed() {
        for (text, minor) in [
            ("", Some(0)),
            ("1200", Some(120_000)),
            ("1,200.50", Some(120_050)),
            ("€ 1 200", Some(120_000)),
            ("EUR 12.5", Some(1_250)),
            ("1,234,567", Some(123_456_700)),
            ("1,50", None),
            ("1200,500", None),
            ("1.234", None),
            ("1e5", None),
            ("much", None),
        ] {
            assert_eq!(amount_of(text, Currency::EUR).ok(), minor, "{text}");
        }
        assert!(day_of("soon").is_err());
        assert!(day_of(" ").is_ok_and(|day| day.is_none()));
    }
}
