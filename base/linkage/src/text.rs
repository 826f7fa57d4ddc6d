//! Text made comparable. Enters: text as written. Leaves: small Latin letters and digits without
//! accents, words parted by one space; other scripts in Latin letters where a table knows them.

/// Writes a text in comparable form behind what `out` holds; words are parted by one space.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    let start = out.len();
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            'A'..='Z' => out.push(letter.to_ascii_lowercase()),
            // Signs inside a word: O'Brien is one word.
            '\'' | '\u{2019}' | '`' | '\u{2bc}' => {}
            _ if letter.is_ascii() => part(out, start),
            _ if letter.is_alphanumeric() || is_mark(letter) => push_latin(out, letter),
            _ => part(out, start),
        }
    }
    while out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

/// A text in comparable form.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

fn part(out: &mut String, start: usize) {
    if out.len() > start && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Accents that stand behind their letter.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn push_latin(out: &mut String, letter: char) {
    for small in letter.to_lowercase() {
        match latin(small) {
            Some(plain) => out.push_str(plain),
            None => out.push(small),
        }
    }
}

/// A letter in plain Latin letters: Western and Central European, Cyrillic (BGN/PCGN without
/// signs), Greek (ELOT 743).
#[rustfmt::skip]
fn latin(small: char) -> Option<&'static str> {
    Some(match small {
        '\u{300}'..='\u{36f}' => "",
        'ä' | 'æ' => "ae", 'ö' | 'ø' | 'œ' => "oe", 'ü' => "ue", 'ß' => "ss", 'þ' => "th",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' => "c", 'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => "e",
        'ğ' | 'ģ' | 'ĝ' => "g", 'ĥ' => "h", 'ĵ' => "j",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k", 'ł' | 'ļ' | 'ľ' | 'ĺ' => "l", 'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ő' => "o", 'ř' | 'ŕ' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ŝ' => "s", 'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' | 'ų' | 'ŭ' => "u",
        'ý' | 'ÿ' => "y", 'ź' | 'ž' | 'ż' => "z",
        'а' => "a", 'б' => "b", 'в' => "v", 'г' | 'ґ' => "g", 'д' => "d", 'е' | 'ё' | 'э' => "e",
        'є' => "ye", 'ж' => "zh", 'з' => "z", 'и' | 'і' => "i", 'ї' => "yi", 'й' | 'ы' => "y",
        'к' => "k", 'л' => "l", 'м' => "m", 'н' => "n", 'о' => "o", 'п' => "p", 'р' => "r",
        'с' => "s", 'т' => "t", 'у' => "u", 'ф' => "f", 'х' => "kh", 'ц' => "ts", 'ч' => "ch",
        'ш' => "sh", 'щ' => "shch", 'ъ' | 'ь' => "", 'ю' => "yu", 'я' => "ya",
        'α' | 'ά' => "a", 'β' => "v", 'γ' => "g", 'δ' => "d", 'ε' | 'έ' => "e", 'ζ' => "z",
        'η' | 'ή' | 'ι' | 'ί' | 'ϊ' => "i", 'θ' => "th", 'κ' => "k", 'λ' => "l", 'μ' => "m",
        'ν' => "n", 'ξ' => "x", 'ο' | 'ό' | 'ω' | 'ώ' => "o", 'π' => "p", 'ρ' => "r",
        'σ' | 'ς' => "s", 'τ' => "t", 'υ' | 'ύ' => "y", 'φ' => "f", 'χ' => "ch", 'ψ' => "ps",
        _ => return None,
    })
}
