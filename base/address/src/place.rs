//! The line of an address that holds town and postal code. Enters: its parts. Leaves: them in the
//! order of the country.

use crate::country::country_of;

/// `10115 Berlin`, `Leeds LS1 1AA`, `Springfield IL 62704`, `01310-200 São Paulo - SP`: in the
/// order that the country's post reads. Of a country that no table knows the code stands first.
#[must_use]
pub fn town_line(city: &str, region: &str, postcode: &str, country: &str) -> String {
    let country = country_of(country);
    let code = country.map_or("", |country| country.code);
    let parts = match country {
        _ if code == "BR" => {
            let town = [city, region].into_iter().filter(|part| !part.is_empty());
            vec![postcode.to_owned(), town.collect::<Vec<_>>().join(" - ")]
        }
        Some(country) if country.postcode_last => {
            [city, region, postcode].map(str::to_owned).to_vec()
        }
        _ if code == "IT" => [postcode, city, region].map(str::to_owned).to_vec(),
        _ => [postcode, city].map(str::to_owned).to_vec(),
    };
    let words = parts.iter().flat_map(|part| part.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// States, provinces and cantons by their short names: United States, Canada, Australia, Brazil,
/// and the Italian provinces that stand in most addresses.
#[rustfmt::skip]
const REGIONS: &[&str] = &[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD",
    "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "PR", "RI", "SC",
    "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
    "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT",
    "ACT", "NSW", "QLD", "SA", "TAS", "VIC",
    "AC", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MG", "PB", "PI", "RJ", "RN", "RO", "RR", "RS", "SE", "SP", "TO",
    "RM", "MI", "NA", "TO", "BO", "FI", "GE", "VE", "VR", "PD", "BG", "BS", "BZ", "TN", "TS", "CT", "PG", "CAG",
];
/// English counties whose names do not end in -shire.
#[rustfmt::skip]
const COUNTIES: &[&str] = &[
    "kent", "essex", "surrey", "devon", "cornwall", "norfolk", "suffolk", "dorset", "somerset", "sussex", "east sussex",
    "west sussex", "cumbria", "durham", "merseyside", "greater manchester", "tyne and wear", "west midlands", "middlesex",
    "northumberland", "rutland",
];

/// Whether this is the short name of a state or province.
pub(crate) fn is_region(written: &str) -> bool {
    REGIONS.contains(&written.trim_end_matches('.'))
}

/// Whether this is a county.
pub(crate) fn is_county(written: &str) -> bool {
    let name = written.to_lowercase();
    name.ends_with("shire")
        || COUNTIES.contains(&name.as_str())
        || ["co ", "co. ", "county "]
            .iter()
            .any(|mark| name.starts_with(mark))
}
