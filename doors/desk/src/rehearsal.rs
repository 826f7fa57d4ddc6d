//! The dry run: the first half of the button. Scores are brought up to date, because they can be
//! computed anew at any time; nothing is planned, nothing is written to anybody.
//!
//! Enters: a workspace and the person's choices. Leaves: who would get what, in which words.

use anyhow::Result;
use plan::{Check, PlanOptions, Proposal, SegmentLine};
use serde::Serialize;
use store::Progress;
use terms::Day;

use crate::cleaning::clean_house;
use crate::customers::shown_name;
use crate::sharing::settle_sharing;
use crate::{Choices, House};

/// What a press would do.
#[derive(Clone, Debug, Serialize)]
pub struct Rehearsal {
    /// Who would get what, at what cost.
    pub proposal: Proposal,
    /// Three real people of each chosen segment.
    pub previews: Vec<SegmentPreviews>,
    /// What is ready and what has to be done first.
    pub checks: Vec<Check>,
}

/// Three real people of one segment and what each would get.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentPreviews {
    /// The value segment.
    pub cell: String,
    /// The people.
    pub people: Vec<PersonPreviews>,
}

/// What one account would get, touch by touch.
#[derive(Clone, Debug, Serialize)]
pub struct PersonPreviews {
    /// The account.
    pub account_id: i64,
    /// Its name.
    pub name: String,
    /// Each touch as it would read.
    pub touches: Vec<act::Preview>,
}

/// The usual question of the score, as of this day.
pub(crate) fn score_options(as_of: Day, now: &str) -> score::ScoreOptions {
    score::ScoreOptions::new(as_of, now)
}

/// Brings everything up to date that can be recomputed: cleaning, scores, segments.
///
/// # Errors
/// When a stage cannot go on.
pub fn prepare(house: &House, progress: &dyn Progress) -> Result<score::ScoreReport> {
    let (now, as_of) = (house.now(), house.as_of());
    clean_house(house, progress)?;
    settle_sharing(house, as_of)?;
    let report = score::score(&house.store, &score_options(as_of, &now), progress)?;
    segment::segment(
        &house.store,
        as_of,
        &segment::StageRules::default(),
        progress,
    )?;
    measure::track_growth(&house.store, as_of)?;
    Ok(report)
}

/// Who would get what if the button were pressed now.
///
/// # Errors
/// When a stage cannot go on or a strategy file is wrong.
pub fn rehearse(house: &House, choices: &Choices, progress: &dyn Progress) -> Result<Rehearsal> {
    prepare(house, progress)?;
    let proposal = propose(house, house.as_of(), house.seed, choices, progress)?;
    let previews = preview_chosen(house, &proposal)?;
    let mut checks = vec![mail_server(house)];
    checks.extend(proposal.checks.iter().cloned());
    Ok(Rehearsal {
        proposal,
        previews,
        checks,
    })
}

/// The proposal for these choices, within the workspace's limits.
pub(crate) fn propose(
    house: &House,
    as_of: Day,
    seed: u64,
    choices: &Choices,
    progress: &dyn Progress,
) -> Result<Proposal> {
    let run = &house.config.run;
    plan::write_defaults(&house.strategies())?;
    let options = PlanOptions {
        cells: choices.cells.clone(),
        budget_minor: choices
            .budget_minor
            .map_or_else(|| house.budget().map(|b| b.minor), Ok)?,
        allow_large: choices.allow_large,
        most_letters: run.letters as u64,
        most_calls: run.calls as u64,
        control: !choices.no_control,
        ..PlanOptions::new(as_of, seed)
    };
    Ok(plan::propose(&house.store, &options, progress)?)
}

/// The examples of every chosen segment, rendered as they would leave the house.
fn preview_chosen(house: &House, proposal: &Proposal) -> Result<Vec<SegmentPreviews>> {
    let strategies = plan::read_strategies(&house.strategies())?;
    let mut previews = Vec::new();
    for line in proposal.chosen() {
        let Some(strategy) = strategies.iter().find(|one| one.cell == line.cell) else {
            continue;
        };
        let touches = strategy
            .used_touches()
            .iter()
            .map(serde_json::to_value)
            .collect::<Result<Vec<_>, _>>()?;
        let people = line
            .examples
            .iter()
            .map(|id| preview_one(house, line, &touches, *id));
        previews.push(SegmentPreviews {
            cell: line.cell.to_string(),
            people: people.collect::<Result<_>>()?,
        });
    }
    Ok(previews)
}

fn preview_one(
    house: &House,
    line: &SegmentLine,
    touches: &[serde_json::Value],
    account_id: i64,
) -> Result<PersonPreviews> {
    let (business, as_of) = (house.business()?, house.as_of());
    let case = act::PreviewCase {
        offer_percent: line.offer_percent,
        offer_until: line.offer_until,
        ..act::PreviewCase::default()
    };
    house.store.read(|db| {
        let touches = act::preview(db, &business, as_of, account_id, touches, &case)?;
        let sql = include_str!("../sql/rehearsal.name.sql");
        let (name, number): (String, String) = db
            .prepare_cached(sql)?
            .query_row([account_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(PersonPreviews {
            account_id,
            name: shown_name(name, &number, account_id),
            touches,
        })
    })
}

/// Whether mails can leave, told before the button is pressed; the plan itself checks the rest.
fn mail_server(house: &House) -> Check {
    match &house.config.smtp {
        Some(server) => Check {
            ok: true,
            text: format!("E-mails leave through {}.", server.host),
            fix: None,
        },
        None => Check {
            ok: false,
            text: "No mail server is set, so e-mails wait; letters and calls do not.".into(),
            fix: Some("Put [smtp] host and port into regulars.toml, or set REGULARS_SMTP.".into()),
        },
    }
}
