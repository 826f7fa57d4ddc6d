//! How the cells of each column are written: decimal mark, order of day and month, form of
//! discounts. Decided for a column as a whole, never cell by cell.
//!
//! Enters: the survey. Leaves: a [`ColumnForms`]; what nothing in the file decides is said.

use crate::asked::answers::Answers;
use crate::asked::ask::Asked;
use crate::columns::date_order::{DateOrder, OrderProof};
use crate::columns::header::plain_name;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::number_forms::NumberForms;
use crate::columns::survey::{Profile, Survey};
use crate::columns::target::Target;
use crate::values::number::NumberForm;
use crate::values::number_text::DecimalMark;

/// How a column of discounts is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DiscountForm {
    /// A share of the price, 0..=1.
    Share,
    /// Percent of the price.
    Percent,
    /// An amount taken off the line.
    Amount,
    /// Some cells say percent and some do not, which then may be either.
    Mixed,
}

/// A date column whose order nothing decides.
const UNDECIDED_CONFIDENCE: f64 = 0.5;

/// How the cells of each column are written.
#[derive(Debug)]
pub(crate) struct ColumnForms {
    pub(crate) numbers: Vec<NumberForm>,
    pub(crate) orders: Vec<DateOrder>,
    pub(crate) discount: DiscountForm,
    /// Columns of which only the owner knows this.
    pub(crate) undecided: Vec<(usize, Asked)>,
}

impl ColumnForms {
    pub(crate) fn decide(
        survey: &Survey,
        delimiter: &str,
        plain: &[String],
        answers: &Answers,
        meanings: &mut [ColumnMeaning],
    ) -> ColumnForms {
        let numbers = NumberForms::decide(survey, delimiter, answers, meanings);
        let habit = habit_of(survey, plain, delimiter, &numbers.forms);
        let (orders, dates) = decide_orders(survey, habit, answers, meanings);
        let of_dates = dates.into_iter().map(|at| (at, Asked::DateOrder));
        ColumnForms {
            discount: decide_discount(survey, meanings),
            undecided: of_dates.chain(numbers.undecided).collect(),
            numbers: numbers.forms,
            orders,
        }
    }
}

/// What the file's other habits say of day and month, where they say it plainly.
fn habit_of(
    survey: &Survey,
    plain: &[String],
    delimiter: &str,
    forms: &[NumberForm],
) -> Option<DateOrder> {
    // Only the United States have zip codes and states, and they write the month first.
    let named = |word: &str| {
        plain
            .iter()
            .any(|name| name.split(' ').any(|own| own == word))
    };
    let comma = Some(DecimalMark::Comma);
    if named("zip") && named("state") && forms.iter().all(|form| form.mark != comma) {
        return Some(DateOrder::MonthFirst);
    }
    // Nobody who writes decimal commas or parts cells by semicolons writes the month first.
    let commas = survey
        .columns
        .iter()
        .any(|profile| profile.numbers.decide() == comma);
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
    if percent && profile.above_one > 0 || meanings[at].column.contains('%') {
        DiscountForm::Percent
    } else if profile.percents > 0 {
        DiscountForm::Mixed
    } else if profile.above_one == 0 && profile.below_zero == 0 && profile.parts > 0 {
        DiscountForm::Share
    } else {
        DiscountForm::Amount
    }
}
