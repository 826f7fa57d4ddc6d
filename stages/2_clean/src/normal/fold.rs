//! Text made comparable: small letters without accents, one space between words.
//!
//! Enters: text as written. Leaves: text for comparing, and how far two words are apart.

/// Small letters, accents and signs taken off, words parted by one space.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            'A'..='Z' => out.push(letter.to_ascii_lowercase()),
            '\'' | '\u{2019}' => {}
            _ if letter.is_alphanumeric() => letter
                .to_lowercase()
                .for_each(|small| push_plain(&mut out, small)),
            _ if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn push_plain(out: &mut String, small: char) {
    let plain = match small {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' => "a",
        'ç' | 'č' | 'ć' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ő' => "o",
        'ř' => "r",
        'š' | 'ś' | 'ş' => "s",
        'ù' | 'ú' | 'û' | 'ű' | 'ů' => "u",
        'ý' | 'ÿ' => "y",
        'ž' | 'ź' | 'ż' => "z",
        _ => return out.push(small),
    };
    out.push_str(plain);
}

/// Whether two folded words are the same but for one typing error: a letter wrong, missing, doubled
/// or two swapped. Short words have no room for errors.
pub(crate) fn is_one_error_apart(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.len() < 4 || long.len() - short.len() > 1 {
        return one == other;
    }
    let (short, long) = (short.as_bytes(), long.as_bytes());
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let end = end.min(short.len() - start);
    let (left_short, left_long) = (
        &short[start..short.len() - end],
        &long[start..long.len() - end],
    );
    match (left_short, left_long) {
        ([], []) | ([], [_]) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, is_one_error_apart};

    #[test]
    fn words_fold_to_what_people_mean() {
        for (text, plain) in [
            ("  MÜLLER & Söhne,  GmbH ", "mueller soehne gmbh"),
            ("José Núñez", "jose nunez"),
            ("O'Brien", "obrien"),
            ("12-14 High St.", "12 14 high st"),
        ] {
            assert_eq!(folded(text), plain);
        }
    }

    #[test]
    fn one_typing_error_is_forgiven_and_no_more() {
        for (one, other, near) in [
            ("harris", "harirs", true),
            ("harris", "haris", true),
            ("harris", "harrris", true),
            ("harris", "harros", true),
            ("harris", "harris", true),
            ("harris", "morris", false),
            ("lee", "les", false),
            ("ward", "wards", true),
            ("ward", "wood", false),
        ] {
            assert_eq!(is_one_error_apart(one, other), near, "{one} {other}");
        }
    }
}
