//! What a rule can ask of things that happened with an account: kinds, their fields, and when.

use terms::Currency;

use crate::SegmentError;
use crate::rules::fact::minor_units;
use crate::rules::range::{NumberRange, TextTest};

/// A kind of thing that happens with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HappeningKind {
    /// A kept order.
    Purchase,
    /// Interest in a product.
    Interest,
    /// A product registered.
    Registration,
    /// An answer to a question.
    Survey,
    /// A visit.
    Visit,
    /// A call, made here or told by a file.
    Call,
    /// Any personal contact: a call that reached somebody, a visit, a ticket, a letter or mail of a
    /// campaign. A newsletter to everybody is none.
    Contact,
    /// A note.
    Note,
    /// A support ticket.
    Ticket,
    /// Goods sent back.
    Return,
    /// Use of a service.
    Usage,
    /// A subscription; its end is its renewal date.
    Subscription,
}

/// What of a happening is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Product, question, topic.
    Subject,
    /// Answer, outcome, text.
    Detail,
    /// Category of the goods; purchases only.
    Category,
    /// By which it came; purchases only.
    Channel,
    /// Score, uses, how many.
    Quantity,
    /// Time it took.
    Minutes,
    /// Money in it.
    Amount,
}

/// When it happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Span {
    /// Ever, up to the as-of date.
    #[default]
    Ever,
    /// Within so many days up to the as-of date.
    Past(i32),
    /// Its end lies within so many days from the as-of date on.
    Next(i32),
}

/// Something that happened at least so often.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Happening {
    pub(crate) kind: HappeningKind,
    pub(crate) texts: Vec<(Field, TextTest)>,
    pub(crate) numbers: Vec<(Field, NumberRange)>,
    pub(crate) span: Span,
    pub(crate) least: u32,
}

impl HappeningKind {
    /// All of them, in the order they are offered.
    pub const ALL: [HappeningKind; 12] = [
        HappeningKind::Purchase,
        HappeningKind::Interest,
        HappeningKind::Registration,
        HappeningKind::Survey,
        HappeningKind::Visit,
        HappeningKind::Call,
        HappeningKind::Contact,
        HappeningKind::Note,
        HappeningKind::Ticket,
        HappeningKind::Return,
        HappeningKind::Usage,
        HappeningKind::Subscription,
    ];

    /// The name it has in a rule; for all but purchases the kind events are stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Purchase => "purchase",
            Self::Interest => "interest",
            Self::Registration => "registration",
            Self::Survey => "survey",
            Self::Visit => "visit",
            Self::Call => "call",
            Self::Contact => "contact",
            Self::Note => "note",
            Self::Ticket => "ticket",
            Self::Return => "return",
            Self::Usage => "usage",
            Self::Subscription => "subscription",
        }
    }

    /// What it is called on screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Interest => "product interest",
            Self::Registration => "product registration",
            Self::Survey => "survey answer",
            Self::Contact => "any personal contact",
            Self::Ticket => "support ticket",
            Self::Return => "returned goods",
            Self::Usage => "use of a service",
            other => other.code(),
        }
    }

    fn has(self, field: Field) -> bool {
        let of_purchase = [
            Field::Subject,
            Field::Category,
            Field::Channel,
            Field::Amount,
        ];
        let is_for_purchase_only = [Field::Category, Field::Channel].contains(&field);
        match self {
            Self::Purchase => of_purchase.contains(&field),
            _ => !is_for_purchase_only,
        }
    }

    /// Whether it has an end that can lie ahead.
    pub(crate) fn has_end(self) -> bool {
        matches!(self, Self::Subscription | Self::Registration)
    }
}

impl Field {
    /// Every name a field has in rules; the first is the one that is offered.
    pub const NAMES: [(Field, &'static [&'static str]); 7] = [
        (
            Field::Subject,
            &["about", "product", "question", "subject", "topic"],
        ),
        (
            Field::Detail,
            &["says", "answer", "outcome", "detail", "text"],
        ),
        (Field::Category, &["category"]),
        (Field::Channel, &["channel"]),
        (Field::Quantity, &["score", "quantity", "times_used"]),
        (Field::Minutes, &["minutes"]),
        (Field::Amount, &["amount"]),
    ];

    fn is_text(self) -> bool {
        matches!(
            self,
            Self::Subject | Self::Detail | Self::Category | Self::Channel
        )
    }
}

impl Happening {
    pub(crate) fn of(kind: HappeningKind) -> Happening {
        Happening {
            kind,
            texts: Vec::new(),
            numbers: Vec::new(),
            span: Span::Ever,
            least: 1,
        }
    }

    /// Adds what one field must be.
    pub(crate) fn compare(
        &mut self,
        field: Field,
        sign: &str,
        value: &str,
        currency: Currency,
    ) -> Result<(), SegmentError> {
        if !self.kind.has(field) {
            let words = self.kind.code();
            return Err(SegmentError::Rule(format!(
                "a {words} has no such field; it can be asked for {}",
                self.fields().join(", ")
            )));
        }
        if field.is_text() {
            self.texts.push((field, TextTest::of(sign, value)?));
        } else {
            let factor = if field == Field::Amount {
                minor_units(currency)
            } else {
                1.0
            };
            self.numbers
                .push((field, NumberRange::of(sign, value, factor)?));
        }
        Ok(())
    }

    fn fields(&self) -> Vec<&'static str> {
        let names = Field::NAMES.iter();
        names
            .filter(|(field, _)| self.kind.has(*field))
            .map(|(_, names)| names[0])
            .collect()
    }

    pub(crate) fn text(&self, field: Field) -> Option<&TextTest> {
        let mut texts = self.texts.iter();
        texts.find(|(one, _)| *one == field).map(|(_, test)| test)
    }

    /// The range asked for, as bounds to be bound; none where it was not asked for.
    pub(crate) fn bounds(&self, field: Field) -> (Option<f64>, Option<f64>) {
        let asked = self.numbers.iter().filter(|(one, _)| *one == field);
        asked.fold((None, None), |(low, high), (_, range)| {
            (
                Some(low.map_or(range.low, |low: f64| low.max(range.low))),
                Some(high.map_or(range.high, |high: f64| high.min(range.high))),
            )
        })
    }
}
