//! How the numbers of each column are written: decimal mark, and which side of a ledger takes away.
//! Decided for a column as a whole, never cell by cell.
//!
//! Enters: the survey and earlier answers. Leaves: a [`NumberForm`] for every column, and the
//! columns that nothing decides.

use crate::asked::answers::Answers;
use crate::asked::ask::Asked;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::survey::Survey;
use crate::columns::target::Target;
use crate::values::number::NumberForm;
use crate::values::number_text::{DecimalMark, Side};
use crate::values::number_votes::{NumberVotes, Sides};

/// The forms of all columns.
#[derive(Debug, Default)]
pub(crate) struct NumberForms {
    pub(crate) forms: Vec<NumberForm>,
    /// Columns that only the owner can tell about.
    pub(crate) undecided: Vec<(usize, Asked)>,
}

impl NumberForms {
    pub(crate) fn decide(
        survey: &Survey,
        delimiter: &str,
        answers: &Answers,
        meanings: &mut [ColumnMeaning],
    ) -> NumberForms {
        let usual = usual_mark(survey, delimiter);
        let mut found = NumberForms::default();
        for (at, (profile, meaning)) in survey.columns.iter().zip(meanings).enumerate() {
            let votes = profile.numbers;
            let tells_side = |target: Target| target.is_number() || target == Target::LEDGER_SIDE;
            let is_number = meaning.target.is_some_and(tells_side);
            let answered = answers.are_thousands(&meaning.column);
            let mark = answered
                .map(|thousands| votes.mark_when(thousands))
                .or_else(|| mark_of(votes, usual, delimiter, meaning.target));
            if mark.is_none() && is_number && votes.hangs_on_mark() && !votes.contradicts_itself() {
                found.undecided.push((at, Asked::DecimalMark));
            }
            let less = match votes.sides() {
                Sides::None => None,
                Sides::Less(side) => Some(side),
                Sides::Only(side) => Some(side.other()),
                Sides::Open => answers.less_side(&meaning.column),
            };
            if votes.sides() == Sides::Open && less.is_none() && is_number {
                found.undecided.push((at, Asked::LedgerSide));
            }
            if is_number && !matches!(votes.sides(), Sides::None | Sides::Only(_)) {
                meaning.reason = format!("{}; {}", meaning.reason, words_about(less));
            }
            found.forms.push(NumberForm { mark, less });
        }
        found
    }
}

fn words_about(less: Option<Side>) -> &'static str {
    match less {
        Some(Side::Credit) => "amounts marked CR take away",
        Some(Side::Debit) => "amounts marked DR take away",
        None => "no cell tells whether CR or DR marks a sale",
    }
}

/// The mark most columns show, else what goes with the delimiter.
fn usual_mark(survey: &Survey, delimiter: &str) -> Option<DecimalMark> {
    let count = |mark| {
        let columns = survey.columns.iter();
        columns
            .filter(|profile| profile.numbers.decide() == Some(mark))
            .count()
    };
    let (point, comma) = (count(DecimalMark::Point), count(DecimalMark::Comma));
    match comma.cmp(&point) {
        std::cmp::Ordering::Greater => Some(DecimalMark::Comma),
        std::cmp::Ordering::Less => Some(DecimalMark::Point),
        std::cmp::Ordering::Equal if point > 0 => None,
        // Semicolons are what spreadsheets write where the comma is taken by decimals; what is no
        // text at all holds numbers as programs write them.
        std::cmp::Ordering::Equal => match delimiter {
            ";" => Some(DecimalMark::Comma),
            "" => Some(DecimalMark::Point),
            _ => None,
        },
    }
}

/// The mark of one column: its own cells, else what the other columns show.
fn mark_of(
    votes: NumberVotes,
    usual: Option<DecimalMark>,
    delimiter: &str,
    target: Option<Target>,
) -> Option<DecimalMark> {
    if votes.contradicts_itself() {
        return None;
    }
    let is_count = matches!(target, Some(Target::Employees | Target::OrderCount));
    votes
        .decide()
        .or(usual)
        // People and orders are counted in whole numbers.
        .or_else(|| is_count.then(|| votes.mark_when(true)))
        // Where commas part the cells, nobody parts wholes with them.
        .or_else(|| (delimiter == "," && votes.has_commas_only()).then_some(DecimalMark::Point))
}
