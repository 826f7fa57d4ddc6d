//! A column of order lines called plainly «cost»: what one piece cost, or what the line did.
//!
//! Enters: the first rows. Leaves: which of the two it is, by what stays alike from line to line:
//! a business earns about the same share on most of what it sells, so that the right reading lies
//! closer together than the wrong one, which runs away with the quantity.

use crate::asked::ask::{Asked, Choice, Question, SAMPLES};
use crate::columns::column_forms::ColumnForms;
use crate::columns::kind::Kind;
use crate::columns::layout::Evidence;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::target::Target;
use crate::files::row::Row;
use crate::values::number::read_number;

/// The plain names that leave it open.
pub(crate) const OPEN_NAMES: [&str; 2] = ["cost", "kosten"];
/// Lines of several pieces that tell something; fewer may be alike by chance.
const LINES_LEAST: usize = 4;
/// The wrong reading spreads by the quantities besides: as a variance at least this much more.
const SPREAD_TIMES: f64 = 2.0;
/// How sure a reading by content is; as for other columns known by their cells.
const CONFIDENCE: f64 = 0.7;

/// What such a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CostOf {
    Piece,
    Line,
    /// Every line is of one piece, which is both.
    Either,
    Unknown,
}

/// Settles the open column, or gives the question that only the owner can answer; until then the
/// column is kept and not used.
pub(crate) fn settle_cost(
    file: &Evidence<'_>,
    plain: &[String],
    kind: Kind,
    meanings: &mut [ColumnMeaning],
    forms: &ColumnForms,
) -> Option<Question> {
    let is_open = |at: &usize| OPEN_NAMES.contains(&plain[*at].as_str());
    let at = (0..plain.len()).find(is_open)?;
    if kind != Kind::OrderLines || meanings[at].target != Some(Target::LineCost) {
        return None;
    }
    let question = ask_cost(&meanings[at].column, &file.survey.columns[at].samples);
    if file.answers.is_answered(&question) {
        return None;
    }
    let others = |target| {
        let all = meanings.iter().enumerate();
        all.filter(move |(other, meaning)| *other != at && meaning.target == Some(target))
            .map(|(other, _)| other)
            .next()
    };
    let (target, why) = if others(Target::LineCost).is_some() {
        (
            Target::UnitCost,
            "what the line cost stands in another column",
        )
    } else if others(Target::UnitCost).is_some() {
        (
            Target::LineCost,
            "what a piece cost stands in another column",
        )
    } else {
        let net = [Target::LineSubtotal, Target::LineTotal].map(others);
        let lines = Lines {
            forms,
            cost: at,
            quantity: others(Target::Quantity)?,
            net: net.into_iter().flatten().next(),
            price: others(Target::UnitPrice),
        };
        match lines.decide(&file.survey.heads) {
            CostOf::Either => return None,
            CostOf::Piece => (
                Target::UnitCost,
                "times the quantity it goes with the amount",
            ),
            CostOf::Line => (
                Target::LineCost,
                "it goes with the amount of the whole line",
            ),
            CostOf::Unknown => {
                meanings[at].target = None;
                meanings[at].confidence = CONFIDENCE;
                meanings[at].reason = "of a piece or of the line, which no row tells".into();
                return Some(question);
            }
        }
    };
    meanings[at].target = Some(target);
    meanings[at].confidence = CONFIDENCE;
    meanings[at].reason = format!("the name «{}»; {why}", meanings[at].column);
    None
}

fn ask_cost(column: &str, samples: &[String]) -> Question {
    let choice = |answer: &str, words: &str| Choice {
        answer: answer.into(),
        words: words.into(),
    };
    Question {
        asked: Asked::Meaning,
        column: column.to_owned(),
        samples: samples.iter().take(SAMPLES).cloned().collect(),
        choices: vec![
            choice(Target::UnitCost.code(), "what one piece cost"),
            choice(Target::LineCost.code(), "what the whole line cost"),
            choice("ignore", "something else; keep it and do not use it"),
        ],
        must: false,
    }
}

/// Where the numbers of a line stand, and how they are written.
struct Lines<'file> {
    forms: &'file ColumnForms,
    cost: usize,
    quantity: usize,
    net: Option<usize>,
    price: Option<usize>,
}

impl Lines<'_> {
    /// The size of a number; refunds tell as much as sales.
    fn size(&self, row: &Row, at: usize) -> Option<f64> {
        let number = read_number(row.cell(at)?.trim(), self.forms.numbers[at]).ok()?;
        Some(number.value.as_f64().abs()).filter(|size| *size > 0.0)
    }

    /// Logarithms of a line: its cost as a share of what it brings, and its quantity.
    fn logs(&self, row: &Row) -> Option<(f64, f64)> {
        let quantity = self.size(row, self.quantity)?;
        let net = self.net.and_then(|at| self.size(row, at));
        let net = match net {
            Some(net) => net,
            None => self.size(row, self.price?)? * quantity,
        };
        let share = self.size(row, self.cost)? / net;
        Some((share.ln(), quantity.ln()))
    }

    fn decide(&self, rows: &[Row]) -> CostOf {
        let logs: Vec<(f64, f64)> = rows.iter().filter_map(|row| self.logs(row)).collect();
        let several = logs.iter().filter(|(_, quantity)| *quantity != 0.0).count();
        if several == 0 {
            return CostOf::Either;
        }
        let of_line: Vec<f64> = logs.iter().map(|(share, _)| *share).collect();
        let of_piece: Vec<f64> = logs.iter().map(|(share, more)| share + more).collect();
        let (line, piece) = (spread(&of_line), spread(&of_piece));
        // Nobody sells most lines for less than they cost.
        let (line_pays, piece_pays) = (mostly_pays(&of_line), mostly_pays(&of_piece));
        match (line_pays, piece_pays) {
            (true, false) => CostOf::Line,
            (false, true) => CostOf::Piece,
            _ if several < LINES_LEAST => CostOf::Unknown,
            _ if line > piece * SPREAD_TIMES => CostOf::Piece,
            _ if piece > line * SPREAD_TIMES => CostOf::Line,
            _ => CostOf::Unknown,
        }
    }
}

/// The variance.
fn spread(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / count
}

/// Whether at least half of the lines bring more than they cost.
fn mostly_pays(shares: &[f64]) -> bool {
    shares.iter().filter(|share| **share < 0.0).count() * 2 >= shares.len()
}
