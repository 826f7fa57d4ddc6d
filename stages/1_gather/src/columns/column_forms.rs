//! How the cells of each column are written: decimal mark, order of day and month, form of
//! discounts. Decided for a column as a whole, never cell by cell.
//!
//! Enters: the survey. Leaves: a [`ColumnForms`]; what nothing in the file decides is said.

use crate::asked::answers::Answers;
use crate::columns::date_order::{DateOrder, OrderProof};
use crate::columns::header::plain_name;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::survey::{Profile, Survey};
use crate::columns::target::Target;
use crate::values::number::DecimalMark;

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

/// A date column whose order nothing decides.
const UNDECIDED_CONFIDENCE: f64 = 0.5;

/// How the cells of each column are written.
#[derive(Debug)]
pub(crate) struct ColumnForms {
    pub(crate) marks: Vec<DecimalMark>,
    pub(crate) orders: Vec<DateOrder>,
    pub(crate) discount: DiscountForm,
    /// Columns whose order of day and month only the owner knows.
    pub(crate) undecided: Vec<usize>,
}

impl ColumnForms {
    pub(crate) fn decide(
        survey: &Survey,
        delimiter: &str,
        plain: &[String],
        answers: &Answers,
        meanings: &mut [ColumnMeaning],
    ) -> ColumnForms {
        let marks = decide_marks(survey, delimiter);
        let habit = habit_of(survey, plain, delimiter, &marks);
        let (orders, undecided) = decide_orders(survey, habit, answers, meanings);
        ColumnForms {
            discount: decide_discount(survey, meanings),
            marks,
            orders,
            undecided,
        }
    }
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

/// What the file's other habits say of day and month, where they say it plainly.
fn habit_of(
    survey: &Survey,
    plain: &[String],
    delimiter: &str,
    marks: &[DecimalMark],
) -> Option<DateOrder> {
    // Only the United States have zip codes and states, and they write the month first.
    let named = |word: &str| {
        plain
            .iter()
            .any(|name| name.split(' ').any(|own| own == word))
    };
    if named("zip") && named("state") && !marks.contains(&DecimalMark::Comma) {
        return Some(DateOrder::MonthFirst);
    }
    // Nobody who writes decimal commas or parts cells by semicolons writes the month first.
    let commas = survey
        .columns
        .iter()
        .any(|profile| profile.marks.decide() == Some(DecimalMark::Comma));
    (commas || delimiter == ";").then_some(DateOrder::DayFirst)
}

/// The date order of each column: an answer, its own cells, another column's, else the habits of
/// the file; and the columns that nothing decides.
fn decide_orders(
    survey: &Survey,
    habit: Option<DateOrder>,
    answers: &Answers,
    meanings: &mut [ColumnMeaning],
) -> (Vec<DateOrder>, Vec<usize>) {
    let decided = |profile: &Profile| match profile.dates.decide(DateOrder::DayFirst) {
        (order, OrderProof::Cells | OrderProof::Sequence) => Some(order),
        _ => None,
    };
    let shown = survey.columns.iter().find_map(decided).or(habit);
    let hint = shown.unwrap_or(DateOrder::DayFirst);
    let (mut orders, mut undecided) = (Vec::with_capacity(meanings.len()), Vec::new());
    for (at, (profile, meaning)) in survey.columns.iter().zip(meanings).enumerate() {
        let answered = answers.date_order(&meaning.column);
        let (order, proof) = profile.dates.decide(answered.unwrap_or(hint));
        orders.push(order);
        if !meaning.target.is_some_and(Target::is_date) || profile.dates.dates == 0 {
            continue;
        }
        let words = match order {
            DateOrder::DayFirst => "day before month",
            DateOrder::MonthFirst => "month before day",
        };
        let why = match proof {
            OrderProof::Certain => continue,
            OrderProof::Cells => "some cells can be read no other way",
            OrderProof::Sequence => "so the rows are in the order of time",
            OrderProof::Undecided if answered.is_some() => "as you said",
            OrderProof::Undecided if shown.is_some() => "as the rest of the file is written",
            OrderProof::Undecided => {
                meaning.confidence = UNDECIDED_CONFIDENCE;
                undecided.push(at);
                "no cell tells; please check a few dates"
            }
        };
        meaning.reason = format!("{}; {words}: {why}", meaning.reason);
    }
    (orders, undecided)
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
    let percent = ["percent", "pct", "rate", "percentage"]
        .iter()
        .any(|word| plain.contains(word));
    if profile.percents > 0 || percent && profile.above_one > 0 || meanings[at].column.contains('%')
    {
        DiscountForm::Percent
    } else if profile.above_one == 0 && profile.below_zero == 0 && profile.parts > 0 {
        DiscountForm::Share
    } else {
        DiscountForm::Amount
    }
}
