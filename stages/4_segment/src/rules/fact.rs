//! What a rule can ask of an account itself: names, and where each is stored.

use terms::Currency;

use crate::SegmentError;
use crate::rules::range::{NumberRange, TextTest};

/// Something that is known of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactName {
    /// The value segment, such as P5F1.
    Cell,
    /// The lifecycle stage.
    Stage,
    /// A label.
    Tag,
    /// Firm or household; vendor, partner or staff, who are found by it alone.
    Kind,
    /// Line of business.
    Industry,
    /// Age in years of one of its people, where the birthday is held.
    Age,
    /// How one of its people is addressed: Ms, Mr, Dr.
    Title,
    /// Town.
    City,
    /// Postcode.
    Postcode,
    /// Country.
    Country,
    /// By which most orders come.
    Channel,
    /// People a firm employs.
    Employees,
    /// Orders so far.
    Orders,
    /// Spend so far.
    Spend,
    /// Past value.
    PastValue,
    /// Expected value of the next twelve months.
    ExpectedValue,
    /// Unrealised potential of a year.
    Potential,
    /// Days since the last order.
    DaysSinceLastOrder,
    /// Chance still active, in per cent.
    Chance,
}

/// One fact compared with a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fact {
    Number(FactName, NumberRange),
    Text(FactName, TextTest),
}

impl FactName {
    /// All of them, in the order they are offered.
    pub const ALL: [FactName; 19] = [
        FactName::Cell,
        FactName::Stage,
        FactName::Tag,
        FactName::Kind,
        FactName::Industry,
        FactName::Age,
        FactName::Title,
        FactName::City,
        FactName::Postcode,
        FactName::Country,
        FactName::Channel,
        FactName::Employees,
        FactName::Orders,
        FactName::Spend,
        FactName::PastValue,
        FactName::ExpectedValue,
        FactName::Potential,
        FactName::DaysSinceLastOrder,
        FactName::Chance,
    ];

    /// The name it has in a rule.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Stage => "stage",
            Self::Tag => "tag",
            Self::Kind => "kind",
            Self::Industry => "industry",
            Self::Age => "age",
            Self::Title => "title",
            Self::City => "city",
            Self::Postcode => "postcode",
            Self::Country => "country",
            Self::Channel => "channel",
            Self::Employees => "employees",
            Self::Orders => "orders",
            Self::Spend => "spend",
            Self::PastValue => "past_value",
            Self::ExpectedValue => "expected_value",
            Self::Potential => "potential",
            Self::DaysSinceLastOrder => "days_since_last_order",
            Self::Chance => "chance",
        }
    }

    /// What it is called on screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cell => "value segment",
            Self::Tag => "label",
            Self::Age => "age of a person",
            Self::Title => "title of a person",
            Self::City => "town",
            Self::Kind => "kind: firm, household, vendor, partner, staff",
            Self::Channel => "orders mostly by",
            Self::PastValue => "past value",
            Self::ExpectedValue => "expected value, 12 months",
            Self::Potential => "unrealised potential",
            Self::DaysSinceLastOrder => "days since last order",
            Self::Chance => "chance still active, %",
            other => other.code(),
        }
    }

    /// Whether it is compared as a number.
    pub(crate) fn is_number(self) -> bool {
        self == FactName::Age || self.number_column().is_some()
    }

    /// Where a number of the account stands: table alias and column.
    pub(crate) fn number_column(self) -> Option<&'static str> {
        match self {
            Self::Employees => Some("a.employees"),
            Self::Orders => Some("s.order_count"),
            Self::Spend => Some("s.total_spend_minor"),
            Self::PastValue => Some("s.past_value_minor"),
            Self::ExpectedValue => Some("s.expected_value_minor"),
            Self::Potential => Some("s.potential_minor"),
            Self::DaysSinceLastOrder => Some("s.days_since_last_order"),
            Self::Chance => Some("s.p_alive"),
            _ => None,
        }
    }

    /// What a shown unit is in stored ones.
    fn factor(self, currency: Currency) -> f64 {
        match self {
            Self::Spend | Self::PastValue | Self::ExpectedValue | Self::Potential => {
                minor_units(currency)
            }
            Self::Chance => 0.01,
            _ => 1.0,
        }
    }
}

/// Minor units in one unit of a currency.
pub(crate) fn minor_units(currency: Currency) -> f64 {
    10_f64.powi(currency.decimals() as i32)
}

impl Fact {
    /// A fact compared with what its owner wrote.
    pub(crate) fn of(
        name: FactName,
        sign: &str,
        value: &str,
        currency: Currency,
    ) -> Result<Fact, SegmentError> {
        if name.is_number() {
            let range = NumberRange::of(sign, value, name.factor(currency))?;
            return Ok(Fact::Number(name, range));
        }
        let test = TextTest::of(sign, value)?;
        match name {
            FactName::Stage => {
                let codes = terms::LifecycleStage::ALL.iter().map(|one| one.code());
                known(&test, "stage", &codes.collect::<Vec<_>>())?;
            }
            FactName::Kind => {
                let codes = terms::AccountKind::ALL.iter().map(|one| one.code());
                known(&test, "kind", &codes.collect::<Vec<_>>())?;
            }
            _ => {}
        }
        Ok(Fact::Text(name, test))
    }
}

/// A stage or kind that does not exist is a slip of the pen, not an empty segment.
fn known(test: &TextTest, what: &str, codes: &[&str]) -> Result<(), SegmentError> {
    let fits = |code: &&str| *code == test.text || (test.is_part && code.contains(&*test.text));
    if codes.iter().any(fits) {
        return Ok(());
    }
    Err(SegmentError::Rule(format!(
        "«{}» is no {what}; known are {}",
        test.text,
        codes.join(", ")
    )))
}
