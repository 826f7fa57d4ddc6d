//! Text made comparable. Enters: text as written. Leaves: small Latin letters and digits without
//! accents, words parted by one space; other scripts in Latin letters where a table knows them.

/// Writes a text in comparable form behind what `out` holds; words are parted by one space.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    let start = out.len();
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            'A'..='Z' => out.push(letter.to_ascii_lowercase()),
            // Signs inside a word: O'Brien is one word.
            '\'' | '\u{2019}' | '`' | '\u{2bc}' => {}
            _ if letter.is_ascii() => part(out, start),
            _ if letter.is_alphanumeric() || is_mark(letter) => {
                before = push_latin(out, before, letter);
                continue;
            }
            _ => part(out, start),
        }
        before = ' ';
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

/// Writes a letter behind the one `before` it; gives the letter it was, small.
fn push_latin(out: &mut String, before: char, letter: char) -> char {
    let mut last = before;
    for small in letter.to_lowercase() {
        match two_greek(last, small) {
            Some(plain) => {
                out.pop();
                out.push_str(plain);
            }
            None => match latin(small) {
                Some(plain) => out.push_str(plain),
                None => out.push(small),
            },
        }
        last = small;
    }
    last
}

/// Two Greek letters that are one sound, behind the first of which one Latin letter stands already.
fn two_greek(first: char, second: char) -> Option<&'static str> {
    Some(match (first, second) {
        ('ο' | 'ό', 'υ' | 'ύ') => "ou",
        ('α' | 'ά', 'υ' | 'ύ') => "av",
        ('ε' | 'έ', 'υ' | 'ύ') => "ev",
        ('γ', 'γ') => "ng",
        _ => return None,
    })
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
        'ј' => "j", 'љ' => "lj", 'њ' => "nj", 'ћ' => "c", 'ђ' => "d", 'џ' => "dz", 'ў' => "u",
        'ѓ' => "g", 'ќ' => "k", 'ѕ' => "dz",
        'ш' => "sh", 'щ' => "shch", 'ъ' | 'ь' => "", 'ю' => "yu", 'я' => "ya",
        'α' | 'ά' => "a", 'β' => "v", 'γ' => "g", 'δ' => "d", 'ε' | 'έ' => "e", 'ζ' => "z",
        'η' | 'ή' | 'ι' | 'ί' | 'ϊ' => "i", 'θ' => "th", 'κ' => "k", 'λ' => "l", 'μ' => "m",
        'ν' => "n", 'ξ' => "x", 'ο' | 'ό' | 'ω' => "o", 'π' => "p", 'ρ' => "r",
        'ΐ' => "i", 'ϋ' | 'ΰ' => "y", 'ώ' => "o",
        'σ' | 'ς' => "s", 'τ' => "t", 'υ' | 'ύ' => "y", 'φ' => "f", 'χ' => "ch", 'ψ' => "ps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn names_in_other_scripts_are_written_as_their_owners_write_them_in_latin() {
        for (written, plain) in [
            ("Иван Петров", "ivan petrov"),
            ("ИВАН ПЕТРОВ", "ivan petrov"),
            ("Щербаков, Юрий", "shcherbakov yuriy"),
            ("Љубица Његош", "ljubitsa njegosh"),
            ("Γιώργος Παπαδόπουλος", "giorgos papadopoulos"),
            ("Σταύρος Αγγελίδης", "stavros angelidis"),
            ("ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "giorgos papadopoulos"),
            ("Ευαγγελία", "evangelia"),
            ("  MÜLLER & Söhne,  GmbH ", "mueller soehne gmbh"),
            ("José Núñez", "jose nunez"),
            ("O'Brien", "obrien"),
            ("12-14 High St.", "12 14 high st"),
        ] {
            assert_eq!(folded(written), plain, "{written}");
        }
    }
}
