//! Keys that e-mail addresses, phone numbers and postal addresses are compared by.
//!
//! Enters: what its owner wrote. Leaves: a key for comparing only. Nothing is ever sent to a key.

use crate::normal::fold::folded;

/// Mailbox hosts that anybody can have an address at; sharing one says nothing.
const PUBLIC_HOSTS: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "gmx.at",
    "gmx.ch",
    "web.de",
    "t-online.de",
    "freenet.de",
    "mail.com",
    "proton.me",
    "protonmail.com",
    "btinternet.com",
    "sky.com",
    "virginmedia.com",
    "ntlworld.com",
    "talktalk.net",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "libero.it",
    "bluewin.ch",
    "a1.net",
    "comcast.net",
    "verizon.net",
    "att.net",
    "yahoo.co.uk",
    "hotmail.co.uk",
    "live.co.uk",
    "mail.ru",
    "yandex.ru",
];

/// The key of an e-mail address: small letters, no `+tag`; at Gmail, which alone ignores them, no
/// dots. `None` when it is no address.
pub(crate) fn email_key(email: &str) -> Option<String> {
    let email = email
        .trim()
        .trim_matches(|c| matches!(c, '<' | '>' | '.' | ',' | ';'))
        .to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    let fine = !local.is_empty() && domain.contains('.') && !email.contains(char::is_whitespace);
    if !fine {
        return None;
    }
    Some(match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        _ => format!("{local}@{domain}"),
    })
}

/// Whether a text is an e-mail address that mail could be sent to.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let plain = |letter: char| !letter.is_control() && !"<>,;\"'".contains(letter);
    text.len() <= 254 && text.chars().all(plain) && email_key(text).is_some()
}

/// Whether a text is a phone number: digits and what people put between them.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_digit() || " +-/().x#ext".contains(letter);
    text.len() <= 60 && text.chars().all(plain) && phone_key(text).is_some()
}

/// The domain of an e-mail key when it belongs to one organisation.
pub(crate) fn own_domain(email_key: &str) -> Option<&str> {
    let domain = email_key.rsplit_once('@')?.1;
    (!PUBLIC_HOSTS.contains(&domain)).then_some(domain)
}

/// The key of a phone number: its last nine digits. They hold the subscriber and the area in every
/// numbering plan in use, and no trunk zero or country code, so `+44 1632 960123`, `01632 960123`
/// and `(01632) 960-123` are one. `None` below seven digits.
pub(crate) fn phone_key(phone: &str) -> Option<String> {
    // What follows an extension mark belongs to the switchboard's inside.
    let lower = phone.to_lowercase();
    let main = ["ext", " x", "#", "durchwahl"]
        .iter()
        .find_map(|mark| lower.find(mark))
        .unwrap_or(phone.len());
    // The zero in «+44 (0)1632» is not dialled.
    let main = lower.get(..main).unwrap_or(&lower).replace("(0)", "");
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 7
        || digits
            .bytes()
            .all(|digit| Some(&digit) == digits.as_bytes().first())
    {
        return None;
    }
    Some(
        digits[digits.len().saturating_sub(9)..]
            .trim_start_matches('0')
            .to_owned(),
    )
}

/// The key of a place: postal code and house number. `None` when either is missing.
pub(crate) fn place_key(street: &str, postcode: &str) -> Option<String> {
    let number: String = house_number(street)?;
    let code = postcode_key(postcode)?;
    Some(format!("{code} {number}"))
}

/// The key of a whole postal address as a contact point.
pub(crate) fn post_key(street: &str, city: &str, postcode: &str) -> Option<String> {
    let (street, city) = (folded(street), folded(city));
    let code = postcode_key(postcode).unwrap_or_default();
    if street.is_empty() || (city.is_empty() && code.is_empty()) {
        return None;
    }
    let place = if code.is_empty() { city } else { code };
    Some(format!("{} {place}", short_street(&street)))
}

/// A postal code without spaces and country sign, in capitals.
pub(crate) fn postcode_key(postcode: &str) -> Option<String> {
    let code: String = address::postcode_key(postcode.trim())
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    (code.len() >= 3).then_some(code)
}

/// The house number of a street with its letter: `12a High Street` and `High Street 12 a` give
/// `12a`; of a range its first. Where no house number stands out, the first number.
fn house_number(street: &str) -> Option<String> {
    let number = address::parse_street(street).number_key();
    let first = number.split(|c: char| !c.is_alphanumeric()).next();
    if let Some(first) = first.filter(|first| !first.is_empty()) {
        return Some(first.to_owned());
    }
    let plain = folded(street);
    let word = plain
        .split(' ')
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(word.to_owned())
}

/// Kinds of street in the short form everybody reads the same.
fn short_street(folded: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("street", "st"),
        ("road", "rd"),
        ("lane", "ln"),
        ("avenue", "ave"),
        ("drive", "dr"),
        ("square", "sq"),
        ("court", "ct"),
        ("place", "pl"),
        ("strasse", "str"),
        ("platz", "pl"),
        ("boulevard", "blvd"),
    ];
    let short = |word: &str| -> String {
        if let Some((_, short)) = SHORT.iter().find(|(long, _)| *long == word) {
            return (*short).to_owned();
        }
        word.strip_suffix("strasse")
            .map_or_else(|| word.to_owned(), |stem| format!("{stem}str"))
    };
    folded.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{email_key, own_domain, phone_key, place_key, post_key};

    #[test]
    fn email_addresses_of_one_mailbox_have_one_key() {
        for (email, key) in [
            (" Anna.Berg@Example.COM ", Some("anna.berg@example.com")),
            ("a.b.c+shop@googlemail.com", Some("abc@gmail.com")),
            ("a.b@web.de", Some("a.b@web.de")),
            ("no at sign", None),
            ("@x.de", None),
        ] {
            assert_eq!(email_key(email).as_deref(), key, "{email}");
        }
        assert_eq!(own_domain("a@harrow.co.uk"), Some("harrow.co.uk"));
        assert_eq!(own_domain("a@gmail.com"), None);
    }

    #[test]
    fn a_phone_number_has_one_key_in_every_writing() {
        for phone in [
            "+44 1632 960123",
            "0044 1632 960123",
            "01632 960123",
            "(01632) 960-123",
            "+44 (0)1632 960123",
            "01632/960123 ext 4",
        ] {
            assert_eq!(phone_key(phone).as_deref(), Some("632960123"), "{phone}");
        }
        for nothing in ["", "12345", "n/a", "0000000000"] {
            assert_eq!(phone_key(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn addresses_compare_whatever_the_street_is_called() {
        assert_eq!(
            place_key("12a High Street", "ab1 2cd"),
            place_key("12A Hgih St.", "AB12CD")
        );
        assert_eq!(
            post_key("5 Mill Road", "Leeds", "LS1 1AA"),
            post_key("5 MILL RD.", "leeds", "ls11aa")
        );
        assert_eq!(
            post_key("Hauptstraße 7", "Köln", ""),
            post_key("Hauptstrasse 7", "KÖLN", "")
        );
        assert_eq!(post_key("", "Leeds", "LS1 1AA"), None);
        assert_eq!(
            place_key("Straße des 17. Juni 135", "D-10623"),
            place_key("135 Strasse des 17. Juni", "10623")
        );
        assert_eq!(
            place_key("Am Markt 12 A", "37073"),
            place_key("Am Markt 12a", "37073")
        );
    }
}
