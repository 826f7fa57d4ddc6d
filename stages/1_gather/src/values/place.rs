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

/// An address whose parts stand in one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) street: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) postcode: Option<String>,
    pub(crate) country: Option<String>,
}

/// The parts of `12 Larkspur Way, STE 4, Greenbank NC 27000`: the first parts are the street, the
/// part with the postal code is the town, what follows is the country.
#[must_use]
pub(crate) fn split_block(text: &str) -> Place {
    let parts: Vec<&str> = text
        .split(['\n', '\r', ',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let coded = parts
        .iter()
        .rposition(|part| parts.len() > 1 && has_postcode(part));
    let Some(at) = coded.filter(|at| *at > 0) else {
        let street = Some(parts.join(", ")).filter(|street| !street.is_empty());
        return Place {
            street,
            ..Place::default()
        };
    };
    let (city, postcode) = split_city_postcode(parts[at]);
    let (mut city, mut region) = split_region(city.as_deref().unwrap_or(""));
    let mut streets = at;
    // `Tampa, FL 33602`: the town stands in a part of its own before state and code.
    if city.is_none() && at > 1 {
        city = Some(parts[at - 1].to_owned());
        streets -= 1;
    }
    if city.is_none() {
        city = region.take();
    }
    let country = parts.get(at + 1).map(|part| (*part).to_owned());
    let street = Some(parts[..streets].join(", ")).filter(|street| !street.is_empty());
    Place {
        street,
        city,
        region,
        postcode,
        country,
    }
}

fn has_postcode(part: &str) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let word = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        digits >= 4
            || (digits >= 1
                && (2..=4).contains(&word.len())
                && word.bytes().any(|byte| byte.is_ascii_uppercase()))
    };
    digits >= 2 && part.split(' ').any(word)
}

/// A state of two capitals behind the town.
fn split_region(town: &str) -> (Option<String>, Option<String>) {
    let is_state =
        |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match town.rsplit_once(' ') {
        Some((city, state)) if is_state(state) => (filled(city), filled(state)),
        None if is_state(town) => (None, filled(town)),
        _ => (filled(town), None),
    }
}

/// A postal code with the noughts that spreadsheets took off its front. `five` says that the
/// column holds codes of five digits.
#[must_use]
pub(crate) fn with_noughts(code: String, country: Option<&str>, five: bool) -> String {
    const FIVE: &[&str] = &[
        "us",
        "usa",
        "united states",
        "united states of america",
        "de",
        "germany",
        "deutschland",
        "fr",
        "france",
        "it",
        "italy",
        "italia",
        "es",
        "spain",
        "espana",
        "españa",
    ];
    let short = (3..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    let country = country.map(str::to_lowercase);
    let has_five = country.map_or(five, |country| FIVE.contains(&country.as_str()));
    if short && has_five {
        format!("{code:0>5}")
    } else {
        code
    }
}

#[cfg(test)]
mod tests {
    use super::{split_block, split_city_postcode, with_noughts};

    #[test]
    fn an_address_in_one_cell_comes_apart() {
        for (text, street, city, region, code) in [
            (
                "12 Larkspur Way\nSTE 4\nGreenbank NC 27000",
                "12 Larkspur Way, STE 4",
                "Greenbank",
                "NC",
                "27000",
            ),
            (
                "55 Bay St, Tampa, FL 33602",
                "55 Bay St",
                "Tampa",
                "FL",
                "33602",
            ),
            (
                "Hauptstr. 5, 10115 Berlin",
                "Hauptstr. 5",
                "Berlin",
                "",
                "10115",
            ),
            (
                "1 High Street, Newtown AB1 2CD, UK",
                "1 High Street",
                "Newtown",
                "",
                "AB1 2CD",
            ),
            ("somewhere", "somewhere", "", "", ""),
        ] {
            let place = split_block(text);
            let part = |part: Option<String>| part.unwrap_or_default();
            assert_eq!(part(place.street), street, "{text}");
            assert_eq!(part(place.city), city, "{text}");
            assert_eq!(part(place.region), region, "{text}");
            assert_eq!(part(place.postcode), code, "{text}");
        }
    }

    #[test]
    fn noughts_come_back_where_codes_have_five_digits() {
        for (code, country, five, full) in [
            ("2101", Some("US"), false, "02101"),
            ("1067", Some("Germany"), false, "01067"),
            ("8001", Some("CH"), true, "8001"),
            ("2101", None, true, "02101"),
            ("2101", None, false, "2101"),
            ("AB1", Some("US"), true, "AB1"),
        ] {
            assert_eq!(
                with_noughts(code.into(), country, five),
                full,
                "{code} {country:?}"
            );
        }
    }

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
