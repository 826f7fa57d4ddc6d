//! The decisions about one file: its kind, what each column means, how numbers and dates read.
//!
//! Enters: column names and the survey. Leaves: a [`Layout`] that reads rows, and for every column
//! the meaning with the reason in plain words.

use serde::{Deserialize, Serialize};

use crate::date_order::{DateOrder, OrderProof};
use crate::header::{meaning_in, meaning_of, plain_name};
use crate::kind::{Kind, kind_of, party_kind_of};
use crate::number::DecimalMark;
use crate::survey::{Profile, Survey};
use crate::target::Target;

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnMeaning {
    /// Its name as received.
    pub column: String,
    /// What it means; `None` when it is kept and not used.
    pub target: Option<Target>,
    /// How sure that is, 0..=1.
    pub confidence: f64,
    /// Why, in plain words.
    pub reason: String,
}

/// How a column of discounts is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DiscountForm {
    /// A share of the price, 0..=1.
    Share,
    /// Percent of the price.
    Percent,
    /// An amount taken off the line.
    Amount,
}

/// The decisions about one file.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) kind: Kind,
    pub(crate) party_kind: &'static str,
    pub(crate) meanings: Vec<ColumnMeaning>,
    pub(crate) marks: Vec<DecimalMark>,
    pub(crate) orders: Vec<DateOrder>,
    pub(crate) discount: DiscountForm,
    /// Nearly every row is as wide as the header, so a shorter one was cut or misread.
    pub(crate) is_even: bool,
    columns_of: Vec<(Target, Vec<usize>)>,
}

/// A name that is right as often as the tables of names are: checked on exports of 15 systems.
const NAME_CONFIDENCE: f64 = 0.95;
/// A name that needed the kind of table.
const KIND_CONFIDENCE: f64 = 0.9;
/// Content alone.
const CONTENT_CONFIDENCE: f64 = 0.7;
/// A date column whose order nothing decides.
const UNDECIDED_CONFIDENCE: f64 = 0.5;
/// A column that is called a date, a number or an e-mail address and mostly holds none is not
/// what its name says.
const CONTENT_SHARE_LEAST: f64 = 0.3;

impl Layout {
    /// Decides everything about a file with these column names.
    pub(crate) fn decide(
        names: &[String],
        survey: &Survey,
        delimiter: &str,
        asked: Option<Kind>,
    ) -> Layout {
        let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        let named = |name: &str| plain.iter().any(|own| own == name);
        let has = |target: Target| {
            let by_content = target == Target::Email && survey.columns.iter().any(holds_emails);
            by_content || plain.iter().any(|name| meaning_of(name) == Some(target))
        };
        let kind = asked.unwrap_or_else(|| kind_of(&has, &named));
        let marks = decide_marks(survey, delimiter);
        let mut meanings: Vec<ColumnMeaning> = names
            .iter()
            .zip(&plain)
            .zip(&survey.columns)
            .map(|((name, plain), profile)| column_meaning(name, plain, profile, kind))
            .collect();
        if matches!(kind, Kind::OrderLines | Kind::Orders) {
            find_order_name(&plain, survey, &mut meanings);
            set_order_total_apart(&plain, &mut meanings);
        }
        let orders = decide_orders(survey, delimiter, &plain, &marks, &mut meanings);
        let discount = decide_discount(survey, &meanings);
        let is_even = survey.short_rows * 20 < survey.rows.max(1);
        let columns_of = group_columns(&meanings);
        let party_kind = if kind == Kind::Parties {
            party_kind_of(&named)
        } else {
            ""
        };
        Layout {
            kind,
            party_kind,
            meanings,
            marks,
            orders,
            discount,
            is_even,
            columns_of,
        }
    }

    /// The columns with this meaning, in the order of the file.
    pub(crate) fn columns(&self, target: Target) -> &[usize] {
        self.columns_of
            .iter()
            .find(|(of, _)| *of == target)
            .map_or(&[], |(_, columns)| columns)
    }

    /// Whether any column has this meaning.
    pub(crate) fn has(&self, target: Target) -> bool {
        !self.columns(target).is_empty()
    }
}

fn group_columns(meanings: &[ColumnMeaning]) -> Vec<(Target, Vec<usize>)> {
    let mut groups: Vec<(Target, Vec<usize>)> = Vec::new();
    for (at, meaning) in meanings.iter().enumerate() {
        let Some(target) = meaning.target else {
            continue;
        };
        match groups.iter_mut().find(|(of, _)| *of == target) {
            Some((_, columns)) => columns.push(at),
            None => groups.push((target, vec![at])),
        }
    }
    groups
}

fn column_meaning(name: &str, plain: &str, profile: &Profile, kind: Kind) -> ColumnMeaning {
    let meaning = |target, confidence, reason: String| ColumnMeaning {
        column: name.to_owned(),
        target,
        confidence,
        reason,
    };
    if kind == Kind::Unknown {
        return meaning(
            None,
            1.0,
            "the table was not recognised; its rows are kept as they are".into(),
        );
    }
    let by_name = meaning_in(plain, kind).map(|target| by_content(target, plain, profile));
    match by_name {
        Some(target) if contradicts(target, profile) => {
            let reason =
                format!("called «{name}» but its cells are something else; kept, not used");
            meaning(None, 0.6, reason)
        }
        Some(target) => {
            let sure = if meaning_of(plain).is_some() {
                NAME_CONFIDENCE
            } else {
                KIND_CONFIDENCE
            };
            meaning(Some(target), sure, format!("the name «{name}»"))
        }
        None if holds_emails(profile) => meaning(
            Some(Target::Email),
            CONTENT_CONFIDENCE,
            "its cells are e-mail addresses".into(),
        ),
        None => meaning(
            None,
            CONTENT_CONFIDENCE,
            "no known meaning; kept, not used".into(),
        ),
    }
}

/// A column called plainly «customer» holds numbers in one file and names in the next.
fn by_content(target: Target, plain: &str, profile: &Profile) -> Target {
    let says_who = matches!(plain, "customer" | "client" | "kunde");
    let names = profile.share(profile.with_space) > 0.3 && profile.share(profile.with_digit) < 0.3;
    match target {
        Target::CustomerId | Target::PartyName if says_who && names => Target::PartyName,
        Target::CustomerId | Target::PartyName if says_who => Target::CustomerId,
        other => other,
    }
}

/// Beside a price and a quantity on every line, a plain «Total» is the total of the whole order,
/// written on its first line.
fn set_order_total_apart(plain: &[String], meanings: &mut [ColumnMeaning]) {
    let has = |target| {
        meanings
            .iter()
            .any(|meaning| meaning.target == Some(target))
    };
    if !(has(Target::UnitPrice) && has(Target::Quantity)) {
        return;
    }
    for (meaning, name) in meanings.iter_mut().zip(plain) {
        if name == "total" && meaning.target == Some(Target::LineTotal) {
            meaning.target = Some(Target::OrderTotal);
            meaning.reason = "the total of the order; its lines are price times quantity".into();
        }
    }
}

/// Some shops call the order number plainly «Name» and put an inner id beside it, on the first row
/// of an order only; the name is the one that other files know.
fn find_order_name(plain: &[String], survey: &Survey, meanings: &mut [ColumnMeaning]) {
    let has_number = meanings
        .iter()
        .zip(plain)
        .any(|(meaning, name)| meaning.target == Some(Target::OrderId) && name != "id");
    let Some(at) = plain.iter().position(|name| name == "name") else {
        return;
    };
    let profile = &survey.columns[at];
    let numbered =
        profile.share(profile.with_digit) > 0.8 && profile.share(profile.with_space) < 0.2;
    if has_number || !numbered {
        return;
    }
    for meaning in meanings
        .iter_mut()
        .filter(|meaning| meaning.target == Some(Target::OrderId))
    {
        meaning.target = None;
        meaning.reason = "an inner id; the order is known by its name".into();
    }
    meanings[at].target = Some(Target::OrderId);
    meanings[at].reason = "«Name» whose cells are order numbers".into();
}

fn holds_emails(profile: &Profile) -> bool {
    profile.filled > 0 && profile.share(profile.emails) > 0.8
}

fn contradicts(target: Target, profile: &Profile) -> bool {
    let good = match target {
        Target::Email => profile.emails,
        _ if target.is_date() => profile.dates.dates + profile.dates.serials,
        Target::Employees => return false,
        _ if target.is_number() => profile.marks.numbers,
        _ => return false,
    };
    profile.filled > 0 && profile.share(good) < CONTENT_SHARE_LEAST
}

/// The decimal mark of each column: its own cells, else what the other columns show, else what
/// goes with the delimiter.
fn decide_marks(survey: &Survey, delimiter: &str) -> Vec<DecimalMark> {
    let own: Vec<Option<DecimalMark>> = survey
        .columns
        .iter()
        .map(|profile| profile.marks.decide())
        .collect();
    let count = |mark| own.iter().filter(|found| **found == Some(mark)).count();
    let usual = match count(DecimalMark::Comma).cmp(&count(DecimalMark::Point)) {
        std::cmp::Ordering::Greater => DecimalMark::Comma,
        std::cmp::Ordering::Less => DecimalMark::Point,
        // Semicolons are what spreadsheets write where the comma is taken by decimals.
        std::cmp::Ordering::Equal if delimiter == ";" => DecimalMark::Comma,
        std::cmp::Ordering::Equal => DecimalMark::Point,
    };
    own.into_iter()
        .map(|found| found.unwrap_or(usual))
        .collect()
}

/// The date order of each column: its own cells, else another column's, else what goes with the
/// file's other habits.
fn decide_orders(
    survey: &Survey,
    delimiter: &str,
    plain: &[String],
    marks: &[DecimalMark],
    meanings: &mut [ColumnMeaning],
) -> Vec<DateOrder> {
    // The United States write the month first, and only they have states and zip codes.
    let american = plain.iter().any(|name| name.contains("zip"))
        && delimiter == ","
        && !marks.contains(&DecimalMark::Comma);
    let habit = if american {
        DateOrder::MonthFirst
    } else {
        DateOrder::DayFirst
    };
    let decided = |profile: &Profile| match profile.dates.decide(habit) {
        (order, OrderProof::Cells | OrderProof::Sequence) => Some(order),
        _ => None,
    };
    let hint = survey.columns.iter().find_map(decided).unwrap_or(habit);
    let mut orders = Vec::with_capacity(meanings.len());
    for (profile, meaning) in survey.columns.iter().zip(meanings) {
        let (order, proof) = profile.dates.decide(hint);
        orders.push(order);
        if meaning.target.is_some_and(Target::is_date) && profile.dates.dates > 0 {
            let words = if order == DateOrder::DayFirst {
                "day before month"
            } else {
                "month before day"
            };
            let why = match proof {
                OrderProof::Certain => continue,
                OrderProof::Cells => "some cells can be read no other way",
                OrderProof::Sequence => "so the rows are in the order of time",
                OrderProof::Undecided => {
                    meaning.confidence = UNDECIDED_CONFIDENCE;
                    "no cell tells; please check a few dates"
                }
            };
            meaning.reason = format!("{}; {words}: {why}", meaning.reason);
        }
    }
    orders
}

fn decide_discount(survey: &Survey, meanings: &[ColumnMeaning]) -> DiscountForm {
    let column = meanings
        .iter()
        .position(|meaning| meaning.target == Some(Target::LineDiscount));
    let Some(at) = column else {
        return DiscountForm::Amount;
    };
    let profile = &survey.columns[at];
    let plain = plain_name(&meanings[at].column);
    if profile.percents > 0 || plain.contains("percent") || meanings[at].column.contains('%') {
        DiscountForm::Percent
    } else if profile.above_one == 0 {
        DiscountForm::Share
    } else {
        DiscountForm::Amount
    }
}
