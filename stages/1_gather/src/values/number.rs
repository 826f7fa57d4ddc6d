//! Numbers as people and programs write them: decimal point or comma, accounting negatives,
//! sides of a ledger, currency signs.
//!
//! Enters: the text of a cell and how its column is written. Leaves: a [`Number`], or a
//! [`NumberFlaw`] that says what is wrong with it. Where a cell alone cannot tell what it means
//! (`1.234`, `7.10 CR`), the column as a whole says; where that cannot tell either, the cell is not
//! read.

use terms::Currency;

use crate::values::amount::Decimal;
use crate::values::number_text::{DecimalMark, NumberText, Shape, Side, shape_of};

/// How the numbers of one column are written, as far as all of its cells tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NumberForm {
    /// What separates whole from part.
    pub(crate) mark: Option<DecimalMark>,
    /// The side of the ledger that takes away.
    pub(crate) less: Option<Side>,
}

/// A number and what stood beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    pub(crate) is_percent: bool,
    pub(crate) currency: Option<Currency>,
}

/// Why a cell was not read as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberFlaw {
    /// It is none.
    NoNumber,
    /// `1.234` in a column that has points and commas before parts of a whole.
    AnyMark,
    /// `7.10 CR` in a column that does not tell which side takes away.
    AnySide,
    /// `19%` where an amount is meant.
    Percentage,
}

impl NumberFlaw {
    /// In plain words, as they stand behind the value.
    pub(crate) fn words(self) -> &'static str {
        match self {
            NumberFlaw::NoNumber => "is not a number",
            NumberFlaw::AnyMark => {
                "may have thousands or a part of a whole behind its mark; the rest of the column does not tell"
            }
            NumberFlaw::AnySide => {
                "is marked as credit or debit; the rest of the column does not tell which of them is a sale"
            }
            NumberFlaw::Percentage => "is a percentage, not an amount",
        }
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Number {
            value,
            is_percent: false,
            currency: None,
        }
    }
}

/// The number in a cell; `form` settles what the cell alone leaves open.
pub(crate) fn read_number(text: &str, form: NumberForm) -> Result<Number, NumberFlaw> {
    if let Some(plain) = read_plain(text) {
        return Ok(plain.into());
    }
    let number = NumberText::of(text).ok_or(NumberFlaw::NoNumber)?;
    let mark = match shape_of(&number.body).ok_or(NumberFlaw::NoNumber)? {
        Shape::Needs(needed) => needed,
        Shape::Whole => DecimalMark::Point,
        Shape::Either(_) => form.mark.ok_or(NumberFlaw::AnyMark)?,
    };
    let decimal = if mark == DecimalMark::Point { '.' } else { ',' };
    let (whole, part) = match number.body.rsplit_once(decimal) {
        Some((whole, part)) => (whole, part),
        None => (number.body.as_str(), ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let size = micro(digits.trim_start_matches('0'), part).ok_or(NumberFlaw::NoNumber)?;
    let takes_away = match number.side {
        Some(_) if size == 0 => false,
        Some(side) => form.less.ok_or(NumberFlaw::AnySide)? == side,
        None => number.is_negative,
    };
    Ok(Number {
        value: Decimal(if takes_away { -size } else { size }),
        is_percent: number.is_percent,
        currency: number.currency,
    })
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
    if whole.len() > 12 {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Decimal, NumberFlaw, NumberForm, read_number};
    use crate::values::number_text::{DecimalMark, Side};

    fn form(mark: DecimalMark) -> NumberForm {
        NumberForm {
            mark: Some(mark),
            less: Some(Side::Credit),
        }
    }

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
            ("7.10 CR", Point, -7_100_000),
            ("7.10Cr.", Point, -7_100_000),
            ("7,10 H", Point, -7_100_000),
            ("DR 7.10", Point, 7_100_000),
            ("7.10 DR", Point, 7_100_000),
            ("0.00 CR", Point, 0),
            ("7.10-", Point, -7_100_000),
            ("€7", Point, 7_000_000),
            ("€ -7", Point, -7_000_000),
            ("$(7.10)", Point, -7_100_000),
            ("($7.10)", Point, -7_100_000),
            ("7,-", Point, 7_000_000),
            ("7.--", Point, 7_000_000),
            ("CHF 7.—", Point, 7_000_000),
            ("1 234,50 zł", Point, 1_234_500_000),
            ("1 234,50 Kč", Point, 1_234_500_000),
            ("kr. 12,50", Point, 12_500_000),
            ("12,50 kr.", Point, 12_500_000),
            ("US$7.10", Point, 7_100_000),
            ("1\u{202f}234,567", Point, 1_234_567_000),
            ("\u{200e}-7.10\u{200f}", Point, -7_100_000),
            ("\u{667}\u{66b}\u{661}\u{660}", Comma, 7_100_000),
            (
                "\u{661}\u{662}\u{66b}\u{663}\u{664}\u{665}",
                Comma,
                12_345_000,
            ),
            (
                "\u{661}\u{66c}\u{662}\u{663}\u{664}\u{66b}\u{665}",
                Comma,
                1_234_500_000,
            ),
            ("\u{6f1}\u{6f2}", Point, 12_000_000),
            ("\u{ff17}\u{ff0e}\u{ff15}", Comma, 7_500_000),
            ("000000000000012.50", Point, 12_500_000),
            ("+7", Point, 7_000_000),
        ] {
            let read = read_number(text, form(mark)).map(|number| number.value);
            assert_eq!(read, Ok(Decimal(micro)), "{text}");
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
            "7 10",
            "12 34",
            "5'11",
            "1 2345",
            "7.10 XX",
            "7.10 PCS",
            "PCS 5",
            "50\u{a2}",
            "-7-",
            "-(7)",
            "(7.10",
            "7.10)",
            "()",
            "-7.10 CR",
            "Rs 2 Cr",
            "7.10 CR DR",
            "EUR 7 USD",
            "7.10k",
            "1.2E+05",
            "7:10",
            "7/10",
            ".",
            ",-",
            "%",
            "EUR",
            "CR",
            "1'234 567",
            "--",
            "1..2",
            "\u{667}\u{66b}\u{661}\u{66b}",
        ] {
            let read = read_number(text, form(DecimalMark::Point));
            assert_eq!(read, Err(NumberFlaw::NoNumber), "{text}");
        }
    }

    /// The digits of a number without the noughts that say nothing.
    fn digits_of(text: &str) -> String {
        let digits = text
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>();
        digits.trim_matches('0').to_owned()
    }

    proptest! {
        // At most six digits behind a mark: those beyond the sixth are cut.
        #[test]
        fn a_number_that_is_read_has_the_digits_of_its_cell(
            text in "[-+(]?(€|EUR |\\$|CR |Rs )?[0-9]{0,3}[-., '\u{a0}\u{66b}]{0,2}[0-9]{0,3}[.,]?[0-9]{0,3}(-|\\)|%| CR|DR| zł|x|,-)?",
            comma in any::<bool>(),
        ) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            if let Ok(number) = read_number(&text, form(mark)) {
                let read = format!("{}{:06}", number.value.0 / 1_000_000, (number.value.0 % 1_000_000).abs());
                prop_assert_eq!(digits_of(&read), digits_of(&text), "«{}» was read as {:?}", text, number);
                let says_less = ["-", "(", "CR"].iter().any(|sign| text.replace(",-", "").replace(".-", "").contains(sign));
                prop_assert!(number.value.0 >= 0 || says_less, "«{}» was read as {:?}", text, number);
            }
        }

        #[test]
        fn every_usual_way_to_write_an_amount_reads_back(
            cents in -99_999_999i64..100_000_000,
            gap in prop::sample::select(vec!["", ",", ".", " ", "'", "\u{a0}", "\u{202f}", "\u{2019}"]),
            mark in prop::sample::select(vec![".", ","]),
            sign in prop::sample::select(vec!["-%", "%-", "(%)", "% CR", "- %", "\u{2212}%"]),
            money in prop::sample::select(vec!["%", "€%", "% €", "EUR %", "%USD", "CHF %", "% zł", "$%"]),
        ) {
            prop_assume!(gap != mark);
            let whole = (cents / 100).abs().to_string();
            let mut grouped = String::new();
            for (at, digit) in whole.chars().enumerate() {
                if at > 0 && (whole.len() - at) % 3 == 0 {
                    grouped.push_str(gap);
                }
                grouped.push(digit);
            }
            let plain = format!("{grouped}{mark}{:02}", (cents % 100).abs());
            let priced = money.replace('%', &plain);
            let text = if cents < 0 { sign.replace('%', &priced) } else { priced };
            for usual in [DecimalMark::Point, DecimalMark::Comma] {
                let read = read_number(&text, form(usual)).map(|number| number.value);
                prop_assert_eq!(read, Ok(Decimal(cents * 10_000)), "«{}»", text);
            }
        }
    }
}
