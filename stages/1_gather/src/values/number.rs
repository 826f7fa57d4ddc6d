//! Numbers as people and programs write them: decimal point or comma, accounting negatives,
//! currency signs.
//!
//! Enters: the text of a cell. Leaves: a [`Decimal`], or nothing when it is no number. Which mark
//! is the decimal one is decided for a whole column, never cell by cell where a cell alone cannot
//! tell (`1.234`).

use crate::values::amount::Decimal;

/// What separates whole from part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// How many cells of a column can only be read with one of the two marks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MarkVotes {
    /// Cells that are numbers at all.
    pub(crate) numbers: u64,
    /// Cells that need the point.
    pub(crate) point: u64,
    /// Cells that need the comma.
    pub(crate) comma: u64,
}

impl MarkVotes {
    /// Counts one cell.
    pub(crate) fn count(&mut self, text: &str) {
        if let Some(has_point) = plain_shape(text) {
            self.numbers += 1;
            self.point += u64::from(has_point);
            return;
        }
        let Some(bare) = bare(text) else { return };
        let shape = shape(&bare.body);
        self.numbers += u64::from(shape != Shape::Broken);
        self.point += u64::from(shape == Shape::Needs(DecimalMark::Point));
        self.comma += u64::from(shape == Shape::Needs(DecimalMark::Comma));
    }

    /// The mark most cells need; `None` when no cell needs one.
    #[must_use]
    pub(crate) fn decide(self) -> Option<DecimalMark> {
        match self.point.cmp(&self.comma) {
            std::cmp::Ordering::Greater => Some(DecimalMark::Point),
            std::cmp::Ordering::Less => Some(DecimalMark::Comma),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// The number in a cell; `mark` settles those that could be read both ways.
#[must_use]
pub(crate) fn read_decimal(text: &str, mark: DecimalMark) -> Option<Decimal> {
    if let Some(plain) = read_plain(text) {
        return Some(plain);
    }
    let bare = bare(text)?;
    let mark = match shape(&bare.body) {
        Shape::Broken => return None,
        Shape::Needs(needed) => needed,
        Shape::Whole | Shape::Either => mark,
    };
    let decimal = if mark == DecimalMark::Point { '.' } else { ',' };
    let (whole, part) = match bare.body.rsplit_once(decimal) {
        Some((whole, part)) => (whole, part),
        None => (bare.body.as_str(), ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let size = micro(&digits, part)?;
    Some(Decimal(if bare.negative { -size } else { size }))
}

/// Whether a number in one of the commonest forms needs the point; `None` for all other texts.
fn plain_shape(text: &str) -> Option<bool> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let whole = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if whole == digits.len() {
        return (whole > 0).then_some(false);
    }
    let part = &digits[whole + 1..];
    let plain = digits[whole] == b'.'
        && whole > 0
        && !part.is_empty()
        && part.len() != 3
        && part.iter().all(u8::is_ascii_digit);
    plain.then_some(true)
}

/// The commonest forms, `12` and `-3.5`, without any copying. A part of three digits is left to
/// the column.
fn read_plain(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|byte| byte.is_ascii_digit());
    let plain = !whole.is_empty() && part.len() != 3 && all_digits(whole) && all_digits(part);
    if !plain || digits.ends_with('.') {
        return None;
    }
    let size = micro(whole, part)?;
    Some(Decimal(if digits.len() < text.len() {
        -size
    } else {
        size
    }))
}

/// Millionths of whole and part; digits beyond the sixth are cut. Twelve digits of whole units
/// are the most: more is no amount of money any small business ever wrote.
fn micro(whole: &str, part: &str) -> Option<i64> {
    if whole.len() > 12 || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let mut size: i64 = 0;
    for byte in whole.bytes() {
        size = size * 10 + i64::from(byte - b'0');
    }
    let cut = &part.as_bytes()[..part.len().min(6)];
    for at in 0..6 {
        size = size * 10 + cut.get(at).map_or(0, |byte| i64::from(byte - b'0'));
    }
    Some(size)
}

struct Bare {
    negative: bool,
    body: String,
}

/// Digits and marks without sign, currency, spaces and grouping apostrophes.
fn bare(text: &str) -> Option<Bare> {
    let text = strip_currency(text.trim());
    let mut bare = Bare {
        negative: false,
        body: String::with_capacity(text.len()),
    };
    let mut brackets = 0;
    for one in text.chars() {
        match one {
            '0'..='9' | '.' | ',' => bare.body.push(one),
            '-' | '\u{2212}' | '\u{2013}' if !bare.negative => bare.negative = true,
            '(' | ')' => brackets += 1,
            '+' | '\'' | '\u{2019}' | '€' | '$' | '£' | '¥' => {}
            _ if one.is_whitespace() => {}
            _ => return None,
        }
    }
    let sign_inside = text
        .trim_matches(|c: char| !c.is_ascii_digit())
        .contains(['-', '\u{2212}', '(']);
    if sign_inside || !(brackets == 0 || (brackets == 2 && text.starts_with('('))) {
        return None;
    }
    bare.negative |= brackets == 2;
    bare.body
        .bytes()
        .any(|byte| byte.is_ascii_digit())
        .then_some(bare)
}

/// The text without a three-letter currency code at either end.
fn strip_currency(text: &str) -> &str {
    let is_code =
        |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    match (
        text.get(..3),
        text.len().checked_sub(3).and_then(|at| text.get(at..)),
    ) {
        (Some(code), _) if is_code(code) => text[3..].trim(),
        (_, Some(code)) if is_code(code) => text[..text.len() - 3].trim(),
        _ => text,
    }
}

#[derive(PartialEq, Eq)]
enum Shape {
    Whole,
    Needs(DecimalMark),
    Either,
    Broken,
}

/// Which decimal mark these digits and marks can be read with.
fn shape(body: &str) -> Shape {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    match (points, commas) {
        (0, 0) => Shape::Whole,
        (_, 0) => shape_of_one(body, '.', points, DecimalMark::Point, DecimalMark::Comma),
        (0, _) => shape_of_one(body, ',', commas, DecimalMark::Comma, DecimalMark::Point),
        _ => {
            let comma_last = body.rfind(',') > body.rfind('.');
            let (grouping, mark, decimals) = if comma_last {
                ('.', DecimalMark::Comma, commas)
            } else {
                (',', DecimalMark::Point, points)
            };
            let whole = body
                .rsplit_once(if comma_last { ',' } else { '.' })
                .map_or(body, |(whole, _)| whole);
            if decimals == 1 && is_grouped(whole, grouping) {
                Shape::Needs(mark)
            } else {
                Shape::Broken
            }
        }
    }
}

fn shape_of_one(
    body: &str,
    sign: char,
    times: usize,
    own: DecimalMark,
    other: DecimalMark,
) -> Shape {
    if times > 1 {
        return if is_grouped(body, sign) {
            Shape::Needs(other)
        } else {
            Shape::Broken
        };
    }
    let Some((before, after)) = body.split_once(sign) else {
        return Shape::Whole;
    };
    let could_group =
        after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    if could_group {
        Shape::Either
    } else {
        Shape::Needs(own)
    }
}

/// Whether the digits stand in groups: three at the end, two or three before it (as in India).
fn is_grouped(whole: &str, sign: char) -> bool {
    let groups: Vec<&str> = whole.split(sign).collect();
    let last = groups.len() - 1;
    groups.iter().enumerate().all(|(at, group)| match at {
        _ if at == last => at == 0 || group.len() == 3,
        0 => (1..=3).contains(&group.len()),
        _ => (2..=3).contains(&group.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::{Decimal, DecimalMark, MarkVotes, read_decimal};

    #[test]
    fn numbers_are_read_in_every_form_people_write() {
        use DecimalMark::{Comma, Point};
        for (text, mark, micro) in [
            ("12", Point, 12_000_000),
            ("-3.5", Comma, -3_500_000),
            ("1,234.50", Comma, 1_234_500_000),
            ("-1.234,56", Point, -1_234_560_000),
            ("1.234", Point, 1_234_000),
            ("1.234", Comma, 1_234_000_000),
            ("0.085", Comma, 85_000),
            ("(12.00)", Point, -12_000_000),
            ("- $5.00", Point, -5_000_000),
            ("5-", Point, -5_000_000),
            ("USD 1 200", Point, 1_200_000_000),
            ("12,50 €", Point, 12_500_000),
            ("12,50 EUR", Comma, 12_500_000),
            ("1'234.50", Point, 1_234_500_000),
            ("1\u{a0}234,5", Comma, 1_234_500_000),
            ("12,34,567.00", Point, 1_234_567_000_000),
            ("1.234.567", Comma, 1_234_567_000_000),
            (".5", Point, 500_000),
            ("-11062.06", Point, -11_062_060_000),
        ] {
            assert_eq!(read_decimal(text, mark), Some(Decimal(micro)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_stays_unread() {
        for text in [
            "",
            "-",
            "n/a",
            "1e5",
            "12.3.4",
            "1,2,3",
            "12abc",
            "=1+1",
            "2011-12-09",
            "1-2",
            "9999999999999",
        ] {
            assert_eq!(read_decimal(text, DecimalMark::Point), None, "{text}");
        }
    }

    #[test]
    fn one_telling_cell_settles_the_decimal_mark_of_a_column() {
        let mut votes = MarkVotes::default();
        for text in ["1.234", "2.500", "12"] {
            votes.count(text);
        }
        assert_eq!(votes.decide(), None);
        votes.count("7,5");
        assert_eq!(votes.decide(), Some(DecimalMark::Comma));
        assert_eq!(votes.numbers, 4);
    }
}
