//! A cell taken apart as a number: its sign, the side of a ledger it stands on, its currency, and
//! the digits with their marks.
//!
//! Enters: the text of a cell. Leaves: a [`NumberText`], or nothing when it is no number. Nothing
//! that is not understood is left out: a cell with one letter too many is no number.

use terms::Currency;

use crate::values::currency_name::currency_in;

/// What separates whole from part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// The side of a ledger that bookkeeping writes behind an amount instead of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// `CR`, `H`
    Credit,
    /// `DR`, `S`
    Debit,
}

impl Side {
    /// The side across.
    pub(crate) fn other(self) -> Side {
        match self {
            Side::Credit => Side::Debit,
            Side::Debit => Side::Credit,
        }
    }
}

/// Which decimal mark digits can be read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits alone.
    Whole,
    /// Only with this mark.
    Needs(DecimalMark),
    /// One mark with three digits behind it: it parts the whole or thousands.
    Either(DecimalMark),
}

/// The parts of a number.
#[derive(Debug, Default)]
pub(crate) struct NumberText {
    pub(crate) is_negative: bool,
    pub(crate) is_percent: bool,
    pub(crate) side: Option<Side>,
    pub(crate) currency: Option<Currency>,
    /// Digits, points and commas.
    pub(crate) body: String,
    /// Gaps parted its thousands.
    pub(crate) has_gaps: bool,
    is_bracketed: bool,
    is_signed: bool,
    has_currency: bool,
    /// Where amounts are written in crores, `Cr` is ten million.
    is_of_crores: bool,
}

/// No number anybody writes takes more bytes, in whatever script.
const LONGEST: usize = 120;
/// Spaces and apostrophes between thousands, as one sign.
const GAP: char = '\'';
/// The Arabic decimal mark, which never parts thousands.
const ARABIC_MARK: char = '\u{66b}';
/// The nought of each script whose digits are written in place of ours: Arabic, Persian, Hindi,
/// Bengali, Thai, and the wide ones of East Asia (Unicode 15, general category Nd).
const NOUGHTS: [char; 6] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}',
];

/// The side of a ledger that stands in a cell of its own.
pub(crate) fn side_in(text: &str) -> Option<Side> {
    match text.trim().to_lowercase().as_str() {
        "cr" | "c" | "h" | "haben" | "credit" => Some(Side::Credit),
        "dr" | "d" | "s" | "soll" | "debit" => Some(Side::Debit),
        _ => None,
    }
}

impl NumberText {
    /// The parts of the number in a cell.
    pub(crate) fn of(text: &str) -> Option<NumberText> {
        if text.len() > LONGEST {
            return None;
        }
        let text = in_plain_signs(text);
        let mut number = NumberText::default();
        let text = text.trim();
        // The apostrophe that guards a cell in a spreadsheet.
        let mut rest = text.strip_prefix(GAP).unwrap_or(text);
        while let Some(peeled) = number.peel(rest)? {
            rest = peeled.trim();
        }
        // A sign and a side contradict or repeat each other; `Rs 2 Cr` are twenty million.
        let twice = number.side.is_some()
            && (number.is_negative || number.is_bracketed || number.is_of_crores);
        if twice || (number.is_bracketed && number.is_signed) {
            return None;
        }
        number.is_negative |= number.is_bracketed;
        number.body = without_gaps(rest)?;
        number.has_gaps = number.body.len() < rest.len();
        Some(number)
    }

    /// What is left when one thing around the digits is taken off; `None` inside when they stand
    /// alone, `None` outside when it is no number.
    #[expect(
        clippy::option_option,
        reason = "no number, nothing to peel, or the rest"
    )]
    fn peel<'text>(&mut self, text: &'text str) -> Option<Option<&'text str>> {
        let (first, last) = (text.chars().next()?, text.chars().next_back()?);
        if let Some(rest) = text.strip_suffix('.')
            && rest.ends_with(char::is_alphabetic)
        {
            return Some(Some(rest));
        }
        if is_of_body(first) && is_of_body(last) {
            return Some(None);
        }
        if !is_of_body(last)
            && let Some(rest) = self.peel_end(text, last)
        {
            return Some(Some(rest));
        }
        let rest = match first {
            '-' | '+' if !self.is_signed => {
                self.is_signed = true;
                self.is_negative = first == '-';
                &text[1..]
            }
            '(' if last == ')' && !self.is_bracketed && text.len() > 2 => {
                self.is_bracketed = true;
                &text[1..text.len() - 1]
            }
            _ if is_of_body(first) => return None,
            _ => {
                let end = text
                    .find(|sign: char| is_of_body(sign) && sign != '.' || "-+( ".contains(sign))?;
                self.take_word(&text[..end])?;
                &text[end..]
            }
        };
        Some(Some(rest))
    }

    fn peel_end<'text>(&mut self, text: &'text str, last: char) -> Option<&'text str> {
        // `7,-` and `7.--` are whole amounts, not negative ones.
        for dashes in [",--", ".--", ",-", ".-"] {
            if let Some(rest) = text.strip_suffix(dashes)
                && rest.ends_with(|sign: char| sign.is_ascii_digit())
            {
                return Some(rest);
            }
        }
        let rest = &text[..text.len() - last.len_utf8()];
        match last {
            '%' if !self.is_percent => {
                self.is_percent = true;
                Some(rest)
            }
            '-' | '+' if !self.is_signed && !rest.is_empty() => {
                self.is_signed = true;
                self.is_negative = last == '-';
                Some(rest)
            }
            '-' | '+' | '(' | ')' | '%' => None,
            _ => {
                let of_word = |sign: char| !(sign.is_ascii_digit() || "-+() ,".contains(sign));
                let start = text.trim_end_matches(of_word).len();
                // The point of `7.kr` belongs to nothing that can be told.
                self.take_word(&text[start..])?;
                Some(&text[..start])
            }
        }
    }

    /// Understands a word beside the digits: a side or a currency, each once.
    fn take_word(&mut self, word: &str) -> Option<()> {
        let word = word.trim().trim_end_matches('.');
        if let Some(side) = side_of(word) {
            return self.side.replace(side).is_none().then_some(());
        }
        let currency = currency_in(word)?;
        if std::mem::replace(&mut self.has_currency, true) {
            return None;
        }
        self.currency = currency;
        self.is_of_crores = word.eq_ignore_ascii_case("rs")
            || currency.is_some_and(|currency| currency.code() == "INR");
        Some(())
    }
}

/// Whether a sign stands among the digits.
fn is_of_body(sign: char) -> bool {
    sign.is_ascii_digit() || matches!(sign, '.' | ',' | ARABIC_MARK)
}

fn side_of(word: &str) -> Option<Side> {
    match word {
        "CR" | "Cr" | "cr" | "H" => Some(Side::Credit),
        "DR" | "Dr" | "dr" | "S" => Some(Side::Debit),
        _ => None,
    }
}

/// The text with our own digits, one kind of minus, of gap and of brackets, and without signs that
/// are not seen.
fn in_plain_signs(text: &str) -> String {
    let plain = |sign: char| -> Option<char> {
        let digit = |nought: &char| u32::from(sign).checked_sub(u32::from(*nought));
        if !sign.is_ascii()
            && let Some(value) = NOUGHTS.iter().filter_map(digit).find(|value| *value < 10)
        {
            return char::from_digit(value, 10);
        }
        match sign {
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
            '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
            '\u{2019}' | '\u{2018}' | '`' | '\u{b4}' | '\u{66c}' => Some(GAP),
            '\u{ff0e}' => Some('.'),
            '\u{ff0c}' => Some(','),
            '\u{ff08}' => Some('('),
            '\u{ff09}' => Some(')'),
            '\u{ff05}' | '\u{66a}' => Some('%'),
            _ if sign.is_whitespace() => Some(' '),
            _ => Some(sign),
        }
    };
    text.chars().filter_map(plain).collect()
}

/// The digits without the gaps between thousands; `None` where gaps stand anywhere else, for
/// `7 10` is no seven hundred and ten and `5'11` is a height.
fn without_gaps(body: &str) -> Option<String> {
    let known = |sign: char| is_of_body(sign) || sign == GAP || sign == ' ';
    if !body.chars().all(known) || !body.contains(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let gap = body.chars().find(|sign| matches!(sign, &GAP | ' '));
    let arabic = body.contains(ARABIC_MARK);
    if gap.is_none() && !arabic {
        return Some(body.to_owned());
    }
    let at = body.find(['.', ',', ARABIC_MARK]).unwrap_or(body.len());
    let (whole, part) = body.split_at(at);
    let mut marks = part.chars();
    let mark = marks.next();
    let part = marks.as_str();
    if gap.is_some_and(|gap| !is_grouped(whole, gap)) || !part.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.len() + whole.matches([GAP, ' ']).count() != whole.len() {
        return None;
    }
    // The nought in front says that no thousands can be meant by the mark.
    let mark = mark.map(|mark| if mark == ARABIC_MARK { '.' } else { mark });
    Some(match mark {
        Some(mark) => format!("0{digits}{mark}{part}"),
        None => digits,
    })
}

/// Which decimal mark these digits and marks can be read with; `None` when with none.
pub(crate) fn shape_of(body: &str) -> Option<Shape> {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    match (points, commas) {
        (0, 0) => Some(Shape::Whole),
        (_, 0) => shape_of_one(body, '.', points, DecimalMark::Point, DecimalMark::Comma),
        (0, _) => shape_of_one(body, ',', commas, DecimalMark::Comma, DecimalMark::Point),
        _ => {
            let comma_last = body.rfind(',') > body.rfind('.');
            let (grouping, sign, mark, decimals) = if comma_last {
                ('.', ',', DecimalMark::Comma, commas)
            } else {
                (',', '.', DecimalMark::Point, points)
            };
            let whole = body.rsplit_once(sign).map_or(body, |(whole, _)| whole);
            (decimals == 1 && is_grouped(whole, grouping)).then_some(Shape::Needs(mark))
        }
    }
}

fn shape_of_one(
    body: &str,
    sign: char,
    times: usize,
    own: DecimalMark,
    other: DecimalMark,
) -> Option<Shape> {
    if times > 1 {
        return is_grouped(body, sign).then_some(Shape::Needs(other));
    }
    let Some((before, after)) = body.split_once(sign) else {
        return Some(Shape::Whole);
    };
    let could_group =
        after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    Some(if could_group {
        Shape::Either(own)
    } else {
        Shape::Needs(own)
    })
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
