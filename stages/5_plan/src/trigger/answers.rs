//! What customers answered to the question of a trigger, and whether they came back; the lines add
//! up to everybody who was asked.

use rusqlite::Connection;
use serde::Serialize;
use store::rusqlite;
use terms::Day;

use crate::{PlanError, Trigger};

/// Between the answer that was chosen and what was added in own words.
pub(crate) const OWN_WORDS_SIGN: &str = " · ";

/// One answer and who gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerLine {
    /// The answer; own words where the question has no answers to choose from.
    pub answer: String,
    /// How many gave it.
    pub customers: u64,
    /// How many of them ordered again within the window.
    pub came_back: u64,
}

/// All answers to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AnswerReport {
    /// The question as it is asked now; empty where nothing is asked.
    pub question: String,
    /// Occasions on which the question left the house.
    pub asked: u64,
    /// How many of them ordered again within the window.
    pub came_back: u64,
    /// The answers, those to choose from first, in their order.
    pub lines: Vec<AnswerLine>,
    /// Those who have not answered, so that the lines add up.
    pub silent: AnswerLine,
    /// What was said in own words, with the account, the newest last.
    pub words: Vec<(i64, String)>,
}

impl Default for AnswerLine {
    fn default() -> Self {
        AnswerLine {
            answer: "No answer yet".into(),
            customers: 0,
            came_back: 0,
        }
    }
}

/// The answers to the question of a trigger.
///
/// # Errors
/// When the database refuses.
pub fn read_answers(
    db: &Connection,
    trigger: &Trigger,
    as_of: Day,
) -> Result<AnswerReport, PlanError> {
    let Some(question) = &trigger.question else {
        return Ok(AnswerReport::default());
    };
    let line = |answer: &String| AnswerLine {
        answer: answer.clone(),
        ..AnswerLine::default()
    };
    let mut report = AnswerReport {
        question: question.text.clone(),
        lines: question.answers.iter().map(line).collect(),
        ..AnswerReport::default()
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/answers.read.sql"))?;
    let mut rows = statement.query((&trigger.code, trigger.window_days, as_of.number()))?;
    while let Some(row) = rows.next()? {
        let answer: Option<String> = row.get(2)?;
        report.add(row.get(0)?, answer.as_deref(), row.get(3)?);
    }
    Ok(report)
}

impl AnswerReport {
    fn add(&mut self, account_id: i64, answer: Option<&str>, came_back: bool) {
        self.asked += 1;
        self.came_back += u64::from(came_back);
        let Some(answer) = answer else {
            self.silent.count(came_back);
            return;
        };
        let (chosen, own) = match answer.split_once(OWN_WORDS_SIGN) {
            Some((chosen, own)) => (chosen, Some(own)),
            None => (answer, None),
        };
        self.words
            .extend(own.map(|own| (account_id, own.to_owned())));
        match self.lines.iter_mut().find(|line| line.answer == chosen) {
            Some(line) => line.count(came_back),
            None => {
                let mut line = AnswerLine {
                    answer: chosen.to_owned(),
                    ..AnswerLine::default()
                };
                line.count(came_back);
                self.lines.push(line);
            }
        }
    }
}

impl AnswerLine {
    fn count(&mut self, came_back: bool) {
        self.customers += 1;
        self.came_back += u64::from(came_back);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c35_answers_add_up_to_everybody_asked() {
        let mut report = AnswerReport::default();
        for (answer, came_back) in [
            (Some("Too expensive"), false),
            (Some("Too expensive · twice the price next door"), true),
            (Some("I forgot"), true),
            (None, false),
            (None, true),
        ] {
            report.add(7, answer, came_back);
        }
        let told: Vec<(&str, u64, u64)> = report
            .lines
            .iter()
            .map(|line| (line.answer.as_str(), line.customers, line.came_back))
            .collect();
        assert_eq!(told, [("Too expensive", 2, 1), ("I forgot", 1, 1)]);
        assert_eq!((report.silent.customers, report.silent.came_back), (2, 1));
        assert_eq!((report.asked, report.came_back), (5, 3));
        assert_eq!(report.words, [(7, "twice the price next door".to_owned())]);
    }
}
