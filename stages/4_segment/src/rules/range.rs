//! What a value is compared with: a range of numbers, or a text.

use crate::SegmentError;

/// Numbers from..=to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NumberRange {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// A text to find, in small letters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextTest {
    pub(crate) text: String,
    /// Anywhere in the value; else it must be the whole value.
    pub(crate) is_part: bool,
}

impl NumberRange {
    /// The numbers that a sign and a bound leave; `factor` turns shown units into stored ones.
    pub(crate) fn of(sign: &str, text: &str, factor: f64) -> Result<NumberRange, SegmentError> {
        let number: f64 = text
            .trim_end_matches('%')
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .ok_or_else(|| {
                SegmentError::Rule(format!("«{text}» is no number; write it like 250 or 19.50"))
            })?;
        let bound = number * factor;
        let (low, high) = match sign {
            "=" => (bound, bound),
            "<" => (f64::MIN, bound.next_down()),
            "<=" => (f64::MIN, bound),
            ">" => (bound.next_up(), f64::MAX),
            ">=" => (bound, f64::MAX),
            other => {
                return Err(SegmentError::Rule(format!(
                    "a number cannot be compared with «{other}»; use =, <, <=, > or >="
                )));
            }
        };
        Ok(NumberRange { low, high })
    }
}

impl TextTest {
    /// `~` looks anywhere in a value, `=` at the whole of it.
    pub(crate) fn of(sign: &str, text: &str) -> Result<TextTest, SegmentError> {
        let is_part = match sign {
            "=" => false,
            "~" => true,
            other => {
                return Err(SegmentError::Rule(format!(
                    "a text cannot be compared with «{other}»; use = for the whole or ~ for a part"
                )));
            }
        };
        let text = text.trim().to_ascii_lowercase();
        if text.is_empty() {
            return Err(SegmentError::Rule("the value to look for is empty".into()));
        }
        Ok(TextTest { text, is_part })
    }
}
