//! What only the owner can tell, asked once with three sample values.
//!
//! Enters: what a file was decided from. Leaves: questions, each with the answers it takes.

use serde::{Deserialize, Serialize};

use crate::columns::column_forms::ColumnForms;
use crate::columns::header::plain_name;
use crate::columns::kind::Kind;
use crate::columns::layout::Evidence;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::target::Target;

/// Samples shown with a question.
pub(crate) const SAMPLES: usize = 3;

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// What a column means.
    Meaning,
    /// Whether the day or the month stands first.
    DateOrder,
    /// Whether three digits behind a mark are thousands or a part of a whole.
    DecimalMark,
    /// Whether amounts marked as credit or those marked as debit are sales.
    LedgerSide,
    /// What the table is about.
    Kind,
    /// The currency of its amounts.
    Currency,
}

/// One thing that an answer takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is stored.
    pub answer: String,
    /// What a person reads.
    pub words: String,
}

/// A question about one file and every export like it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What it is about.
    pub asked: Asked,
    /// The column as named in the file; empty when it is about the whole table.
    pub column: String,
    /// Values of that column.
    pub samples: Vec<String>,
    /// What may be answered, the likelier first.
    pub choices: Vec<Choice>,
    /// Rows are not read before it is answered; else the first choice is taken until then.
    pub must: bool,
}

impl Asked {
    /// The word it is stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Asked::Meaning => "meaning",
            Asked::DateOrder => "date_order",
            Asked::DecimalMark => "decimal_mark",
            Asked::LedgerSide => "ledger_side",
            Asked::Kind => "kind",
            Asked::Currency => "currency",
        }
    }
}

impl Question {
    /// The question in one sentence.
    #[must_use]
    pub fn words(&self) -> String {
        let samples = self.samples.join(", ");
        match self.asked {
            Asked::DateOrder => {
                format!(
                    "In «{}», such as {samples}, does the day or the month come first?",
                    self.column
                )
            }
            Asked::DecimalMark => format!(
                "In «{}», such as {samples}, do the three last digits stand for thousands?",
                self.column
            ),
            Asked::LedgerSide => format!(
                "In «{}», such as {samples}, which mark stands on a sale?",
                self.column
            ),
            Asked::Meaning => format!("What is «{}», such as {samples}?", self.column),
            Asked::Kind => "What is this table about?".into(),
            Asked::Currency => "Which currency are the amounts in?".into(),
        }
    }
}

/// Which currency the amounts of a file are in that names none.
pub(crate) fn ask_currency(usual: terms::Currency) -> Question {
    let mut codes = vec![usual.code().to_owned()];
    let others = ["EUR", "USD", "GBP", "CHF"]
        .into_iter()
        .filter(|code| *code != usual.code());
    codes.extend(others.map(str::to_owned));
    let choice = |code: String| Choice {
        words: code.clone(),
        answer: code,
    };
    Question {
        asked: Asked::Currency,
        column: String::new(),
        samples: Vec::new(),
        choices: codes.into_iter().map(choice).collect(),
        must: false,
    }
}

/// Everything about this file that only its owner knows.
pub(crate) fn questions_about(
    file: &Evidence<'_>,
    kind: Kind,
    meanings: &[ColumnMeaning],
    forms: &ColumnForms,
) -> Vec<Question> {
    let ask_form =
        |(at, asked): &(usize, Asked)| ask_form(*asked, &meanings[*at].column, samples(file, *at));
    let mut questions: Vec<Question> = forms.undecided.iter().map(ask_form).collect();
    if matches!(kind, Kind::Orders | Kind::OrderLines) {
        questions.extend(ask_for_missing(file, kind, meanings));
    }
    questions.retain(|question| !file.answers.is_answered(question));
    questions
}

fn samples(file: &Evidence<'_>, at: usize) -> Vec<String> {
    let profile = &file.survey.columns[at];
    profile.samples.iter().take(SAMPLES).cloned().collect()
}

/// How the cells of a column are written, where no cell tells.
fn ask_form(asked: Asked, column: &str, samples: Vec<String>) -> Question {
    let choices = match asked {
        Asked::DecimalMark => [
            (
                "thousands",
                "they are thousands (12.345 is more than 12000)",
            ),
            (
                "part",
                "they are a part of a whole (12.345 is more than 12)",
            ),
        ],
        Asked::LedgerSide => [
            ("debit", "DR (in German S) stands on a sale"),
            ("credit", "CR (in German H) stands on a sale"),
        ],
        _ => [
            ("day_first", "the day comes first (31/12)"),
            ("month_first", "the month comes first (12/31)"),
        ],
    };
    let choice = |(answer, words): (&str, &str)| Choice {
        answer: answer.into(),
        words: words.into(),
    };
    Question {
        asked,
        column: column.to_owned(),
        samples,
        choices: choices.map(choice).into(),
        must: true,
    }
}

/// What the last word of a column is called that may hold the numbers of customers.
const NUMBERED: [&str; 7] = ["id", "no", "nr", "number", "key", "code", "ref"];

/// An order needs a day, an amount and somebody who ordered; where no column is called so, one that
/// could be is asked about.
fn ask_for_missing(file: &Evidence<'_>, kind: Kind, meanings: &[ColumnMeaning]) -> Vec<Question> {
    use Target::*;
    let has = |targets: &[Target]| {
        meanings.iter().any(|meaning| {
            meaning
                .target
                .is_some_and(|target| targets.contains(&target))
        })
    };
    let amounts = [
        LineTotal,
        LineSubtotal,
        UnitPrice,
        OrderTotal,
        OrderNet,
        OrderSubtotal,
    ];
    let amount = match kind {
        Kind::OrderLines => (LineTotal, "what the line comes to"),
        _ => (OrderTotal, "what the order comes to"),
    };
    let who = [
        CustomerId, Company, FirstName, LastName, FullName, PartyName, Email, Phone,
    ];
    let mut questions = Vec::new();
    let unnamed = |holds: &dyn Fn(usize) -> bool| {
        (0..meanings.len()).find(|at| meanings[*at].target.is_none() && holds(*at))
    };
    if !has(&[OrderDate, OrderPaid]) {
        let is_date = |at: usize| {
            let profile = &file.survey.columns[at];
            profile.filled > 0 && profile.share(profile.dates.dates) > 0.9
        };
        questions.extend(
            unnamed(&is_date)
                .map(|at| ask_meaning(file, meanings, at, OrderDate, "the day of the order")),
        );
    }
    if !has(&amounts) {
        let is_money = |at: usize| {
            let profile = &file.survey.columns[at];
            profile.filled > 0
                && profile.share(profile.numbers.point.max(profile.numbers.comma)) > 0.5
        };
        questions.extend(
            unnamed(&is_money).map(|at| ask_meaning(file, meanings, at, amount.0, amount.1)),
        );
    }
    if !has(&who) {
        questions.extend(ask_who(file, meanings));
    }
    questions
}

/// Orders of nobody tell nothing, and orders of the wrong customer tell lies: it waits.
fn ask_who(file: &Evidence<'_>, meanings: &[ColumnMeaning]) -> Option<Question> {
    let is_numbered = |at: usize| {
        let name = plain_name(&meanings[at].column);
        let last = name.rsplit(' ').next().unwrap_or_default();
        file.survey.columns[at].filled > 0 && NUMBERED.contains(&last)
    };
    let words = "the number of the customer who ordered";
    let ask = |at: usize| Question {
        must: true,
        ..ask_meaning(file, meanings, at, Target::CustomerId, words)
    };
    let unknown = (0..meanings.len()).filter(|at| meanings[*at].target.is_none());
    let mut asked = unknown.filter(|at| is_numbered(*at)).map(ask);
    asked.find(|question| !file.answers.is_answered(question))
}

fn ask_meaning(
    file: &Evidence<'_>,
    meanings: &[ColumnMeaning],
    at: usize,
    target: Target,
    words: &str,
) -> Question {
    Question {
        asked: Asked::Meaning,
        column: meanings[at].column.clone(),
        samples: samples(file, at),
        choices: vec![
            Choice {
                answer: target.code().into(),
                words: words.into(),
            },
            Choice {
                answer: "ignore".into(),
                words: "something else; keep it and do not use it".into(),
            },
        ],
        must: false,
    }
}
