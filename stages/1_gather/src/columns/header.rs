//! The header of a table: which row it is, and what each of its names means.
//!
//! Enters: the first rows of a file. Leaves: the header row, plain names, and the meaning of each
//! name as far as names alone can tell.

use crate::columns::compose::meaning_of;
use crate::columns::header_names::{Context, meanings};
use crate::files::row::Row;

/// A header stands within this many rows, below titles and remarks.
const TITLE_ROWS_MAX: usize = 30;
/// No column is called by more than this.
const NAME_BYTES_MAX: usize = 200;

/// A column name in plain words: small letters, no accents, no signs, one space between words.
///
/// `OrderDate`, `order_date` and `Order date *` are all `order date`; `E-Mail` is `email`.
#[must_use]
pub(crate) fn plain_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len() + 4);
    let letters: Vec<char> = name.chars().collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        let after_small = at > 0 && letters[at - 1].is_lowercase();
        let before_small = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let after_capital = at > 0 && letters[at - 1].is_uppercase();
        let into_capital =
            letter.is_uppercase() && (after_small || (after_capital && before_small));
        let into_number = at > 0 && letters[at - 1].is_alphabetic() && letter.is_ascii_digit();
        let out_of_number = at > 0 && letters[at - 1].is_ascii_digit() && letter.is_alphabetic();
        if into_capital || into_number || out_of_number {
            plain.push(' ');
        }
        match letter {
            _ if letter.is_ascii_alphanumeric() => plain.push(letter.to_ascii_lowercase()),
            '#' => plain.push_str(" no "),
            '°' => plain.push('o'),
            '\'' | '\u{2019}' | '\u{feff}' | '*' => {}
            _ if letter.is_alphanumeric() => push_folded(&mut plain, letter),
            _ => plain.push(' '),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    words
        .join(" ")
        .replace("e mail", "email")
        .replace(" i ds", " ids")
        .replace("post code", "postcode")
}

fn push_folded(to: &mut String, letter: char) {
    for small in letter.to_lowercase() {
        match small {
            'ä' => to.push_str("ae"),
            'ö' => to.push_str("oe"),
            'ü' => to.push_str("ue"),
            'ß' => to.push_str("ss"),
            'é' | 'è' | 'ê' | 'ë' => to.push('e'),
            'á' | 'à' | 'â' | 'ã' => to.push('a'),
            'ó' | 'ò' | 'ô' | 'õ' => to.push('o'),
            'í' | 'ì' | 'î' => to.push('i'),
            'ú' | 'ù' | 'û' => to.push('u'),
            'ç' => to.push('c'),
            'ñ' | 'ń' => to.push('n'),
            'å' | 'ą' => to.push('a'),
            'æ' => to.push_str("ae"),
            'ø' | 'º' => to.push('o'),
            'ę' | 'ě' => to.push('e'),
            'ł' => to.push('l'),
            'ś' | 'š' => to.push('s'),
            'ć' | 'č' => to.push('c'),
            'ż' | 'ź' | 'ž' => to.push('z'),
            other => to.push(other),
        }
    }
}

/// Whether this plain name is the name of some column somewhere.
pub(crate) fn is_known(plain: &str) -> bool {
    meanings(plain).next().is_some() || meaning_of(plain, Context::Any).is_some()
}

/// Where the header stands among the first rows; `None` when there is none.
pub(crate) fn find_header(rows: &[Row]) -> Option<usize> {
    let first = &rows[..rows.len().min(TITLE_ROWS_MAX)];
    let known = |row: &Row| {
        row.cells()
            .filter(|cell| cell.len() <= NAME_BYTES_MAX && is_known(&plain_name(cell)))
            .count()
    };
    let mut best = (0, 0);
    for (at, row) in first.iter().enumerate() {
        let count = known(row);
        if count > best.0 {
            best = (count, at);
        }
    }
    let (count, at) = best;
    if count >= 2 || (count == 1 && (first[at].len() <= 2 || looks_like_header(&first[at], rows))) {
        return Some(at);
    }
    first.iter().position(|row| looks_like_header(row, rows))
}

/// Whether a row names columns though no name is known: as wide as the rows of the table, every
/// cell a different word, none a number.
fn looks_like_header(row: &Row, rows: &[Row]) -> bool {
    let width = rows.iter().map(Row::len).max().unwrap_or(0);
    let mut names: Vec<&str> = row.cells().map(str::trim).collect();
    names.sort_unstable();
    names.dedup();
    let is_word = |name: &&str| name.chars().any(char::is_alphabetic) && !name.contains('@');
    width > 1
        && row.len() == width
        && names.len() == width
        && names.iter().all(is_word)
        && !row
            .cells()
            .any(|cell| cell.trim().is_empty() || cell.len() > 60)
}

/// Names for the columns of a table; those without one are numbered. Where a name stands twice, a
/// row of groups above (`Customer`, `Order`) tells them apart.
pub(crate) fn column_names(header: Option<&Row>, above: Option<&Row>, width: usize) -> Vec<String> {
    let given = header.map_or(0, Row::len);
    let cell = |row: Option<&Row>, at: usize| {
        let cell = row.and_then(|row| row.cell(at)).map(str::trim);
        cell.unwrap_or("").to_owned()
    };
    let names: Vec<String> = (0..width.max(given)).map(|at| cell(header, at)).collect();
    let groups = above.filter(|above| is_row_of_groups(above, given));
    let mut group = String::new();
    let mut told = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let begins = cell(groups, at);
        if !begins.is_empty() {
            group = begins;
        }
        let stands_twice = names.iter().filter(|other| *other == name).count() > 1;
        told.push(match name.as_str() {
            "" => format!("Column {}", at + 1),
            _ if stands_twice && !group.is_empty() => format!("{group} {name}"),
            _ => name.clone(),
        });
    }
    told
}

/// Whether a row above the header names groups of columns: a few words, the first over the first
/// column.
fn is_row_of_groups(row: &Row, width: usize) -> bool {
    let filled = || row.cells().filter(|cell| !cell.trim().is_empty());
    let is_word = |cell: &str| !cell.bytes().any(|byte| byte.is_ascii_digit());
    let begins = row.cell(0).is_some_and(|cell| !cell.trim().is_empty());
    begins && (2..width).contains(&filled().count()) && filled().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::{find_header, plain_name};
    use crate::columns::compose::meaning_of;
    use crate::columns::header_names::Context;
    use crate::columns::target::Target;
    use crate::files::row::Row;

    #[test]
    fn names_are_compared_in_plain_words() {
        for (name, plain) in [
            ("CustomerID", "customer id"),
            ("InvoiceNo", "invoice no"),
            ("order_date", "order date"),
            ("E-mail 1 - Value", "email 1 value"),
            ("Straße", "strasse"),
            ("Order #", "order no"),
            ("*Name*", "name"),
            ("Kd-No", "kd no"),
            ("Town / postcode", "town postcode"),
            ("SKU", "sku"),
            ("PLZ", "plz"),
            ("Währung", "waehrung"),
            ("Tel.", "tel"),
        ] {
            assert_eq!(plain_name(name), plain, "{name}");
        }
    }

    #[test]
    fn german_names_are_known() {
        for (name, target) in [
            ("Kunden-Nr.", Target::CustomerId),
            ("Straße", Target::Street),
            ("PLZ/Ort", Target::CityPostcode),
            ("Bestellnummer", Target::OrderNumber),
            ("Menge", Target::Quantity),
            ("Einzelpreis", Target::UnitPrice),
        ] {
            assert_eq!(
                meaning_of(&plain_name(name), Context::Any),
                Some(target),
                "{name}"
            );
        }
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let row = |cells: &[&str]| Row::of(1, cells.iter().copied());
        let rows = [
            row(&["CUSTOMERS – please do not sort!!"]),
            row(&["Name", "Mail", "Tel."]),
            row(&["A B", "a@b.de", "1"]),
        ];
        assert_eq!(find_header(&rows), Some(1));
        let data = [row(&["12", "a@b.de"]), row(&["13", "c@d.de"])];
        assert_eq!(find_header(&data), None);
    }
}
