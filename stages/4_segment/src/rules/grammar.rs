//! How a rule is put together: words in, a tree out.
//!
//! ```text
//! rule   = every { "or" every }
//! every  = single { "and" single }
//! single = "not" single | "(" rule ")" | fact | happening
//! fact   = NAME SIGN VALUE
//! happening = KIND { FIELD SIGN VALUE } { "within" ["next"] N "days" | "at" "least" N "times" }
//! ```

use terms::Currency;

use crate::SegmentError;
use crate::rules::fact::{Fact, FactName};
use crate::rules::happening::{Field, Happening, HappeningKind, Span};
use crate::rules::rule::Part;
use crate::rules::word::{Word, words_of};

/// Parentheses and «not» inside one another; more is no rule a person wrote.
const DEEPEST: usize = 50;

/// Days a rule may look back or ahead: a hundred years.
const DAYS_MOST: i32 = 36_525;

/// Reads a whole rule.
pub(crate) fn read_rule(text: &str, currency: Currency) -> Result<Part, SegmentError> {
    let mut reader = Reader {
        words: words_of(text)?,
        at: 0,
        depth: 0,
        currency,
    };
    if reader.words.is_empty() {
        return Err(SegmentError::Rule("it is empty".into()));
    }
    let part = reader.rule()?;
    match reader.next() {
        None => Ok(part),
        Some(word) => Err(SegmentError::Rule(format!(
            "after a condition comes «and» or «or», not {}",
            shown(&word)
        ))),
    }
}

struct Reader {
    words: Vec<Word>,
    at: usize,
    depth: usize,
    currency: Currency,
}

impl Reader {
    fn next(&mut self) -> Option<Word> {
        let word = self.words.get(self.at).cloned();
        self.at += usize::from(word.is_some());
        word
    }

    /// Takes the next word if it is this one.
    fn takes(&mut self, wanted: &str) -> bool {
        let found = match self.words.get(self.at) {
            Some(Word::Bare(word)) => word.eq_ignore_ascii_case(wanted),
            Some(Word::Sign(sign)) => *sign == wanted,
            _ => false,
        };
        self.at += usize::from(found);
        found
    }

    fn rule(&mut self) -> Result<Part, SegmentError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(SegmentError::Rule("it has too many parentheses".into()));
        }
        let mut parts = vec![self.every()?];
        while self.takes("or") {
            parts.push(self.every()?);
        }
        self.depth -= 1;
        Ok(one_or(parts, Part::Any))
    }

    fn every(&mut self) -> Result<Part, SegmentError> {
        let mut parts = vec![self.single()?];
        while self.takes("and") {
            parts.push(self.single()?);
        }
        Ok(one_or(parts, Part::All))
    }

    fn single(&mut self) -> Result<Part, SegmentError> {
        let mut is_turned = false;
        while self.takes("not") {
            is_turned = !is_turned;
        }
        let part = if self.takes("(") {
            let inner = self.rule()?;
            if !self.takes(")") {
                return Err(SegmentError::Rule("a parenthesis is not closed".into()));
            }
            inner
        } else {
            self.condition()?
        };
        Ok(turned(part, is_turned))
    }

    fn condition(&mut self) -> Result<Part, SegmentError> {
        let Some(Word::Bare(name)) = self.next() else {
            return Err(SegmentError::Rule(
                "a condition is missing; it begins with a name such as spend or purchase".into(),
            ));
        };
        let is_called = |code: &str| code.eq_ignore_ascii_case(&name);
        if let Some(fact) = FactName::ALL
            .into_iter()
            .find(|fact| is_called(fact.code()))
        {
            let (sign, value) = self.comparison(&name)?;
            let (sign, is_turned) = positive(sign);
            let fact = Fact::of(fact, sign, &value, self.currency)?;
            return Ok(turned(Part::Fact(fact), is_turned));
        }
        let kind = HappeningKind::ALL
            .into_iter()
            .find(|kind| is_called(kind.code()));
        match kind {
            Some(kind) => self.happening(kind).map(Part::Happening),
            None => Err(unknown(&name)),
        }
    }

    fn happening(&mut self, kind: HappeningKind) -> Result<Happening, SegmentError> {
        let mut happening = Happening::of(kind);
        loop {
            if self.takes("within") {
                let is_ahead = self.takes("next");
                let days = self.number("days", DAYS_MOST)?;
                happening.span = span(kind, is_ahead, days)?;
            } else if self.takes("at") {
                if !self.takes("least") {
                    return Err(SegmentError::Rule("«at» goes on with «least»".into()));
                }
                happening.least = self.number("times", i32::MAX)?.unsigned_abs();
            } else if let Some(field) = self.field() {
                let (sign, value) = self.comparison("the field")?;
                happening.compare(field, sign, &value, self.currency)?;
            } else {
                return Ok(happening);
            }
        }
    }

    fn field(&mut self) -> Option<Field> {
        let mut names = Field::NAMES.iter();
        let called = names.find(|(_, names)| names.iter().any(|name| self.takes(name)));
        called.map(|(field, _)| *field)
    }

    /// A whole number from 0, and the unit after it, which may be left out.
    fn number(&mut self, unit: &str, most: i32) -> Result<i32, SegmentError> {
        let word = self.next();
        let number = match &word {
            Some(Word::Bare(word)) => word.parse().ok(),
            _ => None,
        };
        let Some(number) = number.filter(|number| (0..=most).contains(number)) else {
            let found = word.as_ref().map_or("the end".into(), shown);
            return Err(SegmentError::Rule(format!(
                "a whole number of {unit} belongs where {found} is"
            )));
        };
        let _ = self.takes(unit) || self.takes(unit.trim_end_matches('s'));
        Ok(number)
    }

    /// A sign and a value; words that follow without quotes belong to the value only in quotes.
    fn comparison(&mut self, name: &str) -> Result<(&'static str, String), SegmentError> {
        let Some(Word::Sign(sign)) = self.next() else {
            return Err(SegmentError::Rule(format!(
                "{name} has to be compared: with =, ~ (contains), <, <=, > or >="
            )));
        };
        match self.next() {
            Some(Word::Bare(value) | Word::Quoted(value)) => Ok((sign, value)),
            _ => Err(SegmentError::Rule(format!(
                "the value after {name} {sign} is missing; put several words in quotes"
            ))),
        }
    }
}

fn span(kind: HappeningKind, is_ahead: bool, days: i32) -> Result<Span, SegmentError> {
    if is_ahead && !kind.has_end() {
        return Err(SegmentError::Rule(format!(
            "a {} does not lie ahead; «within next» is for subscriptions and registrations, whose \
             end is known",
            kind.code()
        )));
    }
    Ok(if is_ahead {
        Span::Next(days)
    } else {
        Span::Past(days)
    })
}

/// `!=` is `=`, turned round.
fn positive(sign: &'static str) -> (&'static str, bool) {
    if sign == "!=" {
        ("=", true)
    } else {
        (sign, false)
    }
}

fn turned(part: Part, is_turned: bool) -> Part {
    if is_turned {
        Part::Not(Box::new(part))
    } else {
        part
    }
}

fn one_or(mut parts: Vec<Part>, several: fn(Vec<Part>) -> Part) -> Part {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        several(parts)
    }
}

fn unknown(name: &str) -> SegmentError {
    let facts = FactName::ALL.iter().map(|fact| fact.code());
    let kinds = HappeningKind::ALL.iter().map(|kind| kind.code());
    let known: Vec<&str> = facts.chain(kinds).collect();
    SegmentError::Rule(format!(
        "«{name}» is not known; known are {}",
        known.join(", ")
    ))
}

fn shown(word: &Word) -> String {
    match word {
        Word::Bare(text) | Word::Quoted(text) => format!("«{text}»"),
        Word::Sign(sign) => format!("«{sign}»"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::rules::rule::Rule;
    use terms::Currency;

    fn is_read_alike(one: &str, other: &str) {
        let read = |text| Rule::read(text, Currency::EUR).unwrap();
        assert_eq!(read(one), read(other), "{one} | {other}");
    }

    #[test]
    fn rules_are_read_the_way_they_are_meant() {
        is_read_alike(
            "cell = P5F1 and spend > 10 or tag = vip",
            "(cell=P5F1 and (spend>10)) or tag = 'VIP'",
        );
        is_read_alike("not (stage = lost)", "stage != lost");
        is_read_alike("not not orders = 3", "orders = 3");
        is_read_alike(
            "purchase product ~ lamp within 90 days at least 2 times",
            "PURCHASE about ~ \"LAMP\" at least 2 within 90",
        );
    }

    #[test]
    fn what_cannot_be_read_says_where_and_what_would_fit() {
        for (text, told) in [
            ("", "empty"),
            ("colour = red", "«colour» is not known"),
            ("spend", "has to be compared"),
            ("spend > much", "is no number"),
            ("spend ~ 5", "cannot be compared with «~»"),
            ("city > Rome", "use = for the whole"),
            ("spend > 5 tag = x", "«and» or «or»"),
            ("(spend > 5", "not closed"),
            ("tag = \"x", "has no end"),
            ("stage = happy", "is no stage"),
            ("purchase within many days", "whole number of days"),
            ("visit within next 5 days", "does not lie ahead"),
            ("visit category = lamps", "has no such field"),
            ("and", "is not known"),
            ("tag = ''", "empty"),
        ] {
            let error = Rule::read(text, Currency::EUR).unwrap_err().to_string();
            assert!(error.contains(told), "{text}: {error}");
        }
        let deep = format!("{}spend > 1{}", "(".repeat(60), ")".repeat(60));
        assert!(Rule::read(&deep, Currency::EUR).is_err());
    }
}
