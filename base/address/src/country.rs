//! Countries as people write them. Enters: a name or a code. Leaves: the country, and where its
//! postal codes stand.

/// A country whose addresses are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// The code of ISO 3166.
    pub code: &'static str,
    /// Whether the postal code stands behind the town (Leeds LS1 1AA) rather than before it.
    pub postcode_last: bool,
}

/// Code, whether the postal code stands last, and names in small letters: the country's own, the
/// English, the German and the car sign where it is not the code.
#[rustfmt::skip]
const COUNTRIES: &[(&str, bool, &[&str])] = &[
    ("AT", false, &["austria", "österreich", "oesterreich", "autriche", "aut"]),
    ("AU", true, &["australia", "australien", "aus"]),
    ("BE", false, &["belgium", "belgien", "belgië", "belgie", "belgique", "bel"]),
    ("BR", true, &["brazil", "brasil", "brasilien", "bra"]),
    ("CA", true, &["canada", "kanada", "can"]),
    ("CH", false, &["switzerland", "schweiz", "suisse", "svizzera", "che"]),
    ("CZ", false, &["czech republic", "czechia", "tschechien", "česká republika", "česko", "cze"]),
    ("DE", false, &["germany", "deutschland", "allemagne", "alemania", "alemanha", "germania", "deu", "ger"]),
    ("DK", false, &["denmark", "dänemark", "danmark", "dnk"]),
    ("ES", false, &["spain", "spanien", "españa", "espana", "espagne", "esp"]),
    ("FI", false, &["finland", "finnland", "suomi", "fin"]),
    ("FR", false, &["france", "frankreich", "francia", "fra"]),
    ("GB", true, &["united kingdom", "great britain", "england", "scotland", "wales", "northern ireland", "uk", "gbr",
        "grossbritannien", "großbritannien", "vereinigtes königreich"]),
    ("GR", false, &["greece", "griechenland", "ελλάδα", "grc"]),
    ("HU", false, &["hungary", "ungarn", "magyarország", "hun"]),
    ("IE", true, &["ireland", "irland", "éire", "republic of ireland", "irl"]),
    ("IT", false, &["italy", "italien", "italia", "italie", "ita"]),
    ("JP", true, &["japan", "日本", "jpn"]),
    ("LU", false, &["luxembourg", "luxemburg", "lux"]),
    ("MX", false, &["mexico", "méxico", "mexiko", "mex"]),
    ("NL", false, &["netherlands", "the netherlands", "niederlande", "nederland", "holland", "pays-bas", "nld"]),
    ("NO", false, &["norway", "norwegen", "norge", "nor"]),
    ("NZ", true, &["new zealand", "neuseeland", "nzl"]),
    ("PL", false, &["poland", "polen", "polska", "pol"]),
    ("PT", false, &["portugal", "prt"]),
    ("SE", false, &["sweden", "schweden", "sverige", "swe"]),
    ("SK", false, &["slovakia", "slowakei", "slovensko", "svk"]),
    ("US", true, &["united states", "united states of america", "usa", "america", "vereinigte staaten", "eua", "ee.uu."]),
];

/// Signs before a postal code (D-10115) and their countries.
const SIGNS: &[(&str, &str)] = &[
    ("A", "AT"),
    ("B", "BE"),
    ("D", "DE"),
    ("E", "ES"),
    ("F", "FR"),
    ("FIN", "FI"),
    ("H", "HU"),
    ("I", "IT"),
    ("L", "LU"),
    ("N", "NO"),
    ("P", "PT"),
    ("S", "SE"),
];

/// The country of a name or code as written; `None` when no table knows it.
#[must_use]
pub fn country_of(written: &str) -> Option<Country> {
    let name = written.trim().trim_end_matches('.').to_lowercase();
    let name = name.replace("u.s.a", "usa").replace("u.k", "uk");
    if name == "u.s" {
        return country_of("US");
    }
    let found = COUNTRIES.iter().find(|(code, _, names)| {
        code.eq_ignore_ascii_case(&name) || names.contains(&name.as_str())
    });
    found.map(|(code, postcode_last, _)| Country {
        code,
        postcode_last: *postcode_last,
    })
}

/// The country of the sign before a postal code.
pub(crate) fn country_of_sign(sign: &str) -> Option<Country> {
    let sign = sign.to_uppercase();
    let known = SIGNS.iter().find(|(own, _)| *own == sign);
    country_of(known.map_or(sign.as_str(), |(_, code)| code)).filter(|_| sign.len() <= 3)
}

/// Whether a word names a country and nothing else: codes of two letters may be states or words.
pub(crate) fn is_plain_country(written: &str) -> bool {
    written.chars().count() > 2 && country_of(written).is_some()
        || written.eq_ignore_ascii_case("uk")
}
