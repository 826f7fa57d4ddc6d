//! What the owner answered, remembered for every export that looks the same.
//!
//! Enters: answers. Leaves: an [`Answers`] that overrules what a file alone would be taken for,
//! stored under the layout of the file and found again for its sisters.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

use crate::asked::ask::{Asked, Question};
use crate::columns::date_order::DateOrder;
use crate::columns::kind::Kind;
use crate::columns::meaning::ColumnMeaning;
use crate::columns::target::Target;
use crate::error::GatherError;
use crate::values::number_text::Side;

/// Two exports of one system differ by few columns; of the columns of both, this share is shared.
const SISTER_SHARE: f64 = 0.8;

/// Answers about one layout.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    given: Vec<(String, Asked, String)>,
}

impl Answers {
    /// Adds or replaces an answer.
    pub(crate) fn give(&mut self, column: &str, asked: Asked, answer: &str) {
        self.given
            .retain(|(of, about, _)| !(of == column && *about == asked));
        self.given
            .push((column.to_owned(), asked, answer.to_owned()));
    }

    fn find(&self, column: &str, asked: Asked) -> Option<&str> {
        let found = self
            .given
            .iter()
            .find(|(of, about, _)| of == column && *about == asked);
        found.map(|(_, _, answer)| answer.as_str())
    }

    pub(crate) fn kind(&self) -> Option<Kind> {
        self.find("", Asked::Kind)?.parse().ok()
    }

    pub(crate) fn currency(&self) -> Option<terms::Currency> {
        self.find("", Asked::Currency)?.parse().ok()
    }

    pub(crate) fn date_order(&self, column: &str) -> Option<DateOrder> {
        match self.find(column, Asked::DateOrder)? {
            "day_first" => Some(DateOrder::DayFirst),
            "month_first" => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether three digits behind a mark are thousands.
    pub(crate) fn are_thousands(&self, column: &str) -> Option<bool> {
        let answer = self.find(column, Asked::DecimalMark)?;
        Some(answer == "thousands")
    }

    /// The side of the ledger that takes away.
    pub(crate) fn less_side(&self, column: &str) -> Option<Side> {
        match self.find(column, Asked::LedgerSide)? {
            "debit" => Some(Side::Credit),
            _ => Some(Side::Debit),
        }
    }

    pub(crate) fn is_answered(&self, question: &Question) -> bool {
        self.find(&question.column, question.asked).is_some()
    }

    /// Puts what was answered in place of what was found.
    pub(crate) fn apply_meanings(&self, meanings: &mut [ColumnMeaning]) {
        for meaning in meanings {
            if let Some(code) = self.find(&meaning.column, Asked::Meaning) {
                meaning.target = Target::from_code(code).filter(|target| target.code() != "ignore");
                meaning.confidence = 1.0;
                meaning.reason = "as you said".into();
            }
        }
    }
}

/// The fingerprint of a layout: two files with the same one are exports of the same thing.
pub(crate) fn layout_of(namespace: &str, plain: &[String]) -> String {
    let mut hash = Sha256::new();
    hash.update(namespace);
    for name in plain {
        hash.update([0]);
        hash.update(name);
    }
    let bytes = hash.finalize();
    bytes
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The answers for a layout: its own, else those of a sister that differs by few columns.
pub(crate) fn read_answers(
    db: &Connection,
    layout: &str,
    plain: &[String],
) -> Result<Answers, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/answers.all.sql"))?;
    let rows = statement.query_map([], |row| {
        let text = |at: usize| row.get::<_, String>(at);
        Ok((text(0)?, text(1)?, text(2)?, text(3)?, text(4)?))
    })?;
    let (mut own, mut sister) = (Answers::default(), Answers::default());
    for row in rows {
        let (of, column, asked, answer, names) = row?;
        let Some(asked) = asked_of(&asked) else {
            continue;
        };
        if of == layout {
            own.give(&column, asked, &answer);
        } else if is_sister(plain, &names) {
            sister.give(&column, asked, &answer);
        }
    }
    for (column, asked, answer) in own.given {
        sister.give(&column, asked, &answer);
    }
    Ok(sister)
}

fn is_sister(plain: &[String], names: &str) -> bool {
    let Ok(names) = serde_json::from_str::<Vec<String>>(names) else {
        return false;
    };
    let ours: HashSet<&str> = plain.iter().map(String::as_str).collect();
    let theirs: HashSet<&str> = names.iter().map(String::as_str).collect();
    let shared = ours.intersection(&theirs).count();
    shared as f64 >= SISTER_SHARE * ours.union(&theirs).count() as f64
}

fn asked_of(code: &str) -> Option<Asked> {
    [
        Asked::Meaning,
        Asked::DateOrder,
        Asked::DecimalMark,
        Asked::LedgerSide,
        Asked::Kind,
        Asked::Currency,
    ]
    .into_iter()
    .find(|asked| asked.code() == code)
}

/// Keeps an answer for a layout.
pub(crate) fn write_answer(
    db: &Transaction<'_>,
    layout: &str,
    plain: &[String],
    answer: (&str, Asked, &str),
    now: &str,
) -> Result<(), GatherError> {
    let names = crate::store::to_json(&plain)?;
    let (column, asked, answer) = answer;
    db.prepare_cached(include_str!("../../sql/answers.put.sql"))?
        .execute(params![layout, column, asked.code(), answer, names, now])?;
    Ok(())
}
