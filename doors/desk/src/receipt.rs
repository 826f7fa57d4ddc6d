//! The receipt of one turn: what each of the seven stages did.

use act::ActReport;
use clean::CleanReport;
use measure::CampaignResult;
use plan::{LookReport, PlanReport};
use score::ScoreReport;
use segment::SegmentReport;
use serde::{Deserialize, Serialize};
use store::Turn;
use terms::Day;

/// What one turn did, stage by stage.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// The turn.
    pub turn_id: i64,
    /// What "now" meant.
    pub as_of: Day,
    /// The seed of its draws.
    pub seed: u64,
    /// Files gathered from the inbox.
    pub gathered: Vec<String>,
    /// Files that could not be read, each with its reason.
    pub unreadable: Vec<String>,
    /// What cleaning did.
    pub cleaned: CleanReport,
    /// What scoring did.
    pub scored: ScoreReport,
    /// What placing did.
    pub placed: SegmentReport,
    /// What was planned; none when this day was pressed before.
    pub planned: Option<PlanReport>,
    /// What started by itself.
    pub started: LookReport,
    /// What left the house.
    pub acted: ActReport,
    /// How many campaigns were measured.
    pub measured: usize,
}

/// A receipt as people read it; kept with the turn.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReceiptWords {
    /// What was done, a sentence each.
    pub lines: Vec<String>,
    /// What is still open or went wrong, a sentence each.
    pub open: Vec<String>,
    /// Letters and call lists that were written: folder and name.
    pub files: Vec<(String, String)>,
}

/// What the first four stages reported.
pub(crate) struct Prepared {
    pub(crate) gathered: Vec<Result<gather::Receipt, String>>,
    pub(crate) cleaned: CleanReport,
    pub(crate) scored: ScoreReport,
    pub(crate) placed: SegmentReport,
    pub(crate) started: LookReport,
}

impl Receipt {
    pub(crate) fn new(
        turn: &Turn,
        prepared: Prepared,
        planned: Option<PlanReport>,
        acted: ActReport,
        measured: &[CampaignResult],
    ) -> Self {
        let (mut gathered, mut unreadable) = (Vec::new(), Vec::new());
        for one in prepared.gathered {
            match one {
                Ok(receipt) if receipt.already => {}
                Ok(receipt) => gathered.push(receipt.name),
                Err(why) => unreadable.push(why),
            }
        }
        Receipt {
            turn_id: turn.id,
            as_of: turn.as_of,
            seed: turn.seed,
            gathered,
            unreadable,
            cleaned: prepared.cleaned,
            scored: prepared.scored,
            placed: prepared.placed,
            started: prepared.started,
            planned,
            acted,
            measured: measured.len(),
        }
    }

    /// The receipt as people read it.
    #[must_use]
    pub fn words(&self) -> ReceiptWords {
        let files = [&self.acted.letters_file, &self.acted.calls_file]
            .into_iter()
            .flatten();
        let named = files.filter_map(|path| {
            let folder = path.parent()?.file_name()?.to_str()?.to_owned();
            Some((folder, path.file_name()?.to_str()?.to_owned()))
        });
        ReceiptWords {
            lines: self.lines(),
            open: self.open_lines(),
            files: named.collect(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for file in &self.gathered {
            lines.push(format!("Read {file}."));
        }
        lines.push(format!(
            "Scored {}.",
            counted(self.scored.customers, ["customer", "customers"])
        ));
        match &self.planned {
            Some(planned) if planned.campaigns > 0 => lines.push(format!(
                "Planned {} for {}.",
                counted(planned.campaigns, ["campaign", "campaigns"]),
                counted(planned.enrolments, ["account", "accounts"])
            )),
            Some(_) => lines.push("Planned nothing: nobody is to be contacted now.".into()),
            None => lines.push("Planned nothing new: this day was pressed before.".into()),
        }
        let started: u64 = self
            .started
            .entered
            .iter()
            .map(|(_, entered)| entered)
            .sum();
        if started > 0 {
            lines.push(format!(
                "Started by themselves: {}.",
                counted(started, ["message or series", "messages and series"])
            ));
        }
        let acted = &self.acted;
        push_counts(
            &mut lines,
            &[
                (acted.emails_sent, EMAILS, "handed to the mail server"),
                (acted.letters, ["letter", "letters"], "printed"),
                (acted.calls, ["call", "calls"], "put on the list"),
                (
                    acted.withheld,
                    TOUCHES,
                    "withheld from accounts left alone on purpose",
                ),
                (acted.expired, TOUCHES, "expired"),
            ],
        );
        for (reason, count) in &acted.skipped {
            lines.push(format!("{count} skipped: {reason}."));
        }
        lines.push(format!(
            "Measured {}.",
            counted(self.measured as u64, ["result", "results"])
        ));
        lines
    }

    fn open_lines(&self) -> Vec<String> {
        let acted = &self.acted;
        let mut lines = [self.unreadable.clone(), self.started.problems.clone()].concat();
        push_counts(
            &mut lines,
            &[
                (
                    acted.rejected,
                    EMAILS,
                    "refused for good; such an address is marked",
                ),
                (acted.deferred, EMAILS, "to be tried again by the next run"),
                (
                    acted.in_doubt,
                    EMAILS,
                    "in doubt: nobody can know whether it arrived, so it is never sent again",
                ),
            ],
        );
        if acted.waiting_for_smtp > 0 {
            let why = acted
                .smtp_problem
                .as_deref()
                .unwrap_or("no mail server is set");
            lines.push(format!("{} e-mails wait: {why}.", acted.waiting_for_smtp));
        }
        lines
    }
}

/// One and many of a thing.
type Noun = [&'static str; 2];

const EMAILS: Noun = ["e-mail", "e-mails"];
const TOUCHES: Noun = ["touch", "touches"];

fn push_counts(lines: &mut Vec<String>, counts: &[(u64, Noun, &str)]) {
    let some = counts.iter().filter(|(count, _, _)| *count > 0);
    lines.extend(some.map(|(count, noun, what)| format!("{} {what}.", counted(*count, *noun))));
}

fn counted(count: u64, [one, many]: Noun) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", terms::count_words(count.cast_signed()))
}
