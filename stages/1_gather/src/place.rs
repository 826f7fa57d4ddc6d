//! Town and postal code out of one cell.
//!
//! Enters: `Newtown AB1 2CD` or `12345 Berlin`. Leaves: the town and the code.

/// The town and the postal code of a cell that holds both.
#[must_use]
pub(crate) fn split_city_postcode(text: &str) -> (Option<String>, Option<String>) {
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let has_digit = |word: &&&str| word.bytes().any(|byte| byte.is_ascii_digit());
    let at_end = words.iter().rev().take_while(has_digit).count();
    let at_start = words.iter().take_while(has_digit).count();
    let (city, code) = if at_end > 0 && at_end < words.len() {
        words.split_at(words.len() - at_end)
    } else {
        let (code, city) = words.split_at(at_start);
        (city, code)
    };
    let joined = |words: &[&str]| Some(words.join(" ")).filter(|text| !text.is_empty());
    (joined(city), joined(code))
}

#[cfg(test)]
mod tests {
    use super::split_city_postcode;

    #[test]
    fn town_and_code_part_in_either_order() {
        for (text, city, code) in [
            ("Newtown AB1 2CD", Some("Newtown"), Some("AB1 2CD")),
            ("12345 Berlin", Some("Berlin"), Some("12345")),
            ("Bad Hall, 4540", Some("Bad Hall"), Some("4540")),
            ("Leeds", Some("Leeds"), None),
            ("90210", None, Some("90210")),
        ] {
            let (found_city, found_code) = split_city_postcode(text);
            assert_eq!(
                (found_city.as_deref(), found_code.as_deref()),
                (city, code),
                "{text}"
            );
        }
    }
}
