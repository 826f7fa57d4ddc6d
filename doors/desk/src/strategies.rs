//! Strategies as their owner looks at them: what each segment gets, what that did, what to do next.
//!
//! Enters: strategy files, results, what was learnt. Leaves: 25 rows, or one segment in full.

use anyhow::Result;
use measure::CampaignResult;
use plan::{PlanError, Strategy, StrategyVersion, Suggestion, Way};
use serde::Serialize;
use terms::{ChannelMix, Lever, ValueSegment};

use crate::{House, Refusal};

/// One of the 25 rows.
#[derive(Clone, Debug, Serialize)]
pub struct StrategyLine {
    /// The segment.
    pub cell: ValueSegment,
    /// The strategy's name.
    pub name: String,
    /// What it tries to move.
    pub lever: Lever,
    /// Its channels, and whether with a discount.
    pub mix: ChannelMix,
    /// Accounts in the segment.
    pub accounts: u64,
    /// The way in force, with what it should bring; none in an empty segment.
    pub way: Option<Way>,
    /// The way that should bring more, if there is one.
    pub change: Option<Way>,
}

/// One segment's strategy in full.
#[derive(Clone, Debug, Serialize)]
pub struct StrategyView {
    /// The strategy in force.
    pub strategy: Strategy,
    /// Its text, as its owner wrote it.
    pub text: String,
    /// Every way it could be had.
    pub suggestion: Suggestion,
    /// What its campaigns did, newest first.
    pub results: Vec<CampaignResult>,
    /// Every version there was, newest first.
    pub versions: Vec<StrategyVersion>,
}

/// What becomes of a segment's strategy.
#[derive(Clone, Debug)]
pub enum StrategyChange {
    /// This text, as its owner wrote it.
    Text(String),
    /// The same with this mix of channels.
    Way(ChannelMix),
    /// A version that was in force before.
    Version(i64),
}

/// The 25 strategies with what each should bring and what would bring more.
///
/// # Errors
/// When a strategy file is wrong or the database refuses.
pub fn list_strategies(house: &House) -> Result<Vec<StrategyLine>> {
    plan::write_defaults(&house.strategies())?;
    let strategies = plan::read_strategies(&house.strategies())?;
    let suggestions = plan::suggest(&house.store, None)?;
    let line = |(strategy, suggestion): (Strategy, Suggestion)| StrategyLine {
        cell: strategy.cell,
        mix: strategy.mix(),
        name: strategy.name,
        lever: strategy.lever,
        accounts: suggestion.accounts,
        way: suggestion.ways.iter().find(|way| way.in_force).cloned(),
        change: suggestion.change().cloned(),
    };
    Ok(strategies.into_iter().zip(suggestions).map(line).collect())
}

/// One segment's strategy with its results and versions.
///
/// # Errors
/// When there is no such segment, its file is wrong or the database refuses.
pub fn read_strategy(house: &House, cell: &str) -> Result<StrategyView> {
    let cell = cell_of(cell)?;
    plan::write_defaults(&house.strategies())?;
    let strategy = plan::read_strategy(&house.strategies(), cell)?;
    // One segment asked for, one answered.
    let suggestion = plan::suggest(&house.store, Some(cell))?.remove(0);
    let code = cell.to_string();
    house.store.read(|db| {
        let all = measure::read_results(db)?.into_iter();
        Ok(StrategyView {
            text: strategy.text.clone(),
            strategy,
            suggestion,
            results: all
                .filter(|one| one.campaign_id.is_some() && one.cell == code)
                .collect(),
            versions: plan::read_versions(db, cell)?,
        })
    })
}

/// Changes a segment's strategy; what stood there before is kept as a version.
///
/// # Errors
/// When there is no such segment, way or version, or the text is wrong; nothing is changed then.
pub fn change_strategy(house: &House, cell: &str, change: StrategyChange) -> Result<Strategy> {
    let cell = cell_of(cell)?;
    let as_of = house.as_of();
    let changed = match change {
        StrategyChange::Text(text) => {
            // A form sends its lines with a carriage return each; a file has none.
            plan::put_in_force(&house.store, cell, &text.replace("\r\n", "\n"), as_of)
        }
        StrategyChange::Way(mix) => plan::use_way(&house.store, cell, mix, as_of),
        StrategyChange::Version(version) => {
            let versions = house.store.read(|db| plan::read_versions(db, cell))?;
            let Some(found) = versions.iter().find(|one| one.version == version) else {
                let text = format!("There is no version {version} of {cell}.");
                return Err(Refusal::NotFound(text).into());
            };
            plan::put_in_force(&house.store, cell, &found.text, as_of)
        }
    };
    changed.map_err(|error| match error {
        PlanError::Strategy(error) => Refusal::Usage(error.to_string()).into(),
        error @ PlanError::NoSuchWay { .. } => Refusal::Usage(error.to_string()).into(),
        error => error.into(),
    })
}

fn cell_of(code: &str) -> Result<ValueSegment> {
    code.parse().map_err(|_| {
        let text = format!("«{code}» is no value segment; they run from P1F1 to P5F5.");
        Refusal::NotFound(text).into()
    })
}
