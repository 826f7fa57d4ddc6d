//! What the customer base is worth: the figures of the newest score, and where the best are cut off.
//!
//! Enters: which definition of «best» and which share of the customers. Leaves: one record.
//! Everything was added up when the base was scored; reading it costs the same at any size.

use anyhow::Result;
use score::{BaseFigures, BestBy, Pareto, SizeTier, TierMove};
use serde::Serialize;
use store::rusqlite::Connection;
use terms::{Currency, Day};

use crate::today::{AtRisk, read_at_risk};

/// The code of the one model in which nobody ever leaves.
const MODEL_WITHOUT_LEAVING: &str = "nbd";

/// What a person may ask of the overview; what is left out is as the owner set it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueQuery {
    /// What makes a customer one of the best.
    pub by: Option<BestBy>,
    /// How many of 100 customers are looked at as the best, 1 to 99.
    pub percent: Option<u8>,
}

/// The base at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct ValueOverview {
    /// The day of the score.
    pub as_of: Day,
    /// The workspace's currency.
    pub currency: Currency,
    /// The score's own words about how it came about.
    pub note: String,
    /// The definition of «best» that is shown.
    pub by: BestBy,
    /// Where the best are cut off.
    pub cut: Cut,
    /// Whether the way orders are foreseen knows that customers leave; else no chance of it is told.
    pub sees_leaving: bool,
    /// Good customers who have gone quiet, by their own rhythm.
    pub quiet: AtRisk,
    /// Everything about the base as a whole.
    pub figures: BaseFigures,
}

/// The best few of all customers, and what they bring.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// Of 100 customers, this many.
    pub percent: u8,
    /// How many customers that is.
    pub accounts: i64,
    /// Share they bring of all that is brought, 0..=1; losses take nothing from it.
    pub share: f64,
    /// What the last of them brings, in minor units, or in days by the longest.
    pub bar: i64,
}

/// The base as of the newest score; none before the first.
///
/// # Errors
/// When the database refuses.
pub fn read_value(
    db: &Connection,
    currency: Currency,
    query: &ValueQuery,
) -> Result<Option<ValueOverview>> {
    let (Some(run), Some(figures)) = (score::read_latest_run(db)?, score::read_figures(db)?) else {
        return Ok(None);
    };
    let by = query.by.unwrap_or(figures.best.by);
    let usual = (figures.best.share * 100.0).round() as u8;
    let percent = query.percent.unwrap_or(usual).clamp(1, 99);
    Ok(Some(ValueOverview {
        as_of: run.as_of,
        currency,
        note: run.note,
        by,
        cut: cut(&figures, by, percent),
        sees_leaving: run.model != MODEL_WITHOUT_LEAVING,
        quiet: read_at_risk(db)?,
        figures,
    }))
}

/// Who changed size within a year, in four sentences; only those with somebody in them.
#[must_use]
pub fn tier_sentences(moves: &[TierMove]) -> Vec<(&'static str, String)> {
    let none = SizeTier::None;
    let named = |wanted: &dyn Fn(&TierMove) -> bool, words: &dyn Fn(&TierMove) -> String| {
        let some = moves.iter().filter(|step| wanted(step));
        let said = some.map(|step| {
            let accounts = terms::count_words(step.accounts.cast_signed());
            format!("{accounts} {}", words(step))
        });
        said.collect::<Vec<_>>().join(", ")
    };
    let both = |step: &TierMove| format!("from {} to {}", step.from.word(), step.to.word());
    let lines = [
        (
            "Grew",
            named(&|step| step.from != none && step.to > step.from, &both),
        ),
        (
            "Shrank",
            named(&|step| step.to != none && step.to < step.from, &both),
        ),
        (
            "New or back",
            named(&|step| step.from == none, &|step| step.to.word().to_owned()),
        ),
        (
            "Bought nothing this year",
            named(&|step| step.to == none, &|step| {
                format!("that were {}", step.from.word())
            }),
        ),
    ];
    lines
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

/// The channels that customers ordered by in the last year, as the files name them.
///
/// # Errors
/// When the database refuses.
pub fn list_channels(db: &Connection) -> Result<Vec<String>> {
    let figures = score::read_figures(db)?;
    let channels = figures.into_iter().flat_map(|one| one.channels);
    Ok(channels
        .map(|one| one.channel)
        .filter(|name| !name.is_empty())
        .collect())
}

fn cut(figures: &BaseFigures, by: BestBy, percent: u8) -> Cut {
    let curve = figures.pareto.iter().find(|one| one.by == by);
    let accounts = curve.map_or(0, |one| one.accounts);
    let at = usize::from(percent);
    Cut {
        percent,
        // Rounded up: one of the best is the fewest there can be.
        accounts: (accounts as i64 * i64::from(percent) + 99) / 100,
        share: curve.map_or(0.0, |one| share(one, at)),
        bar: curve.and_then(|one| one.bars.get(at)).copied().unwrap_or(0),
    }
}

/// What the best of a curve bring of all that anybody brings: losses at its end are not counted,
/// so that no share is above the whole.
fn share(curve: &Pareto, percent: usize) -> f64 {
    let whole = curve.cumulative.iter().copied().max().unwrap_or(0);
    let part = curve.cumulative.get(percent).copied().unwrap_or(0);
    if whole > 0 {
        part as f64 / whole as f64
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::share;
    use score::{BestBy, Pareto};

    #[test]
    fn the_share_of_the_best_is_never_above_the_whole() {
        let curve = |cumulative: Vec<i64>| Pareto {
            by: BestBy::EverContribution,
            accounts: 4,
            total: cumulative.last().copied().unwrap_or(0),
            bars: Vec::new(),
            cumulative,
        };
        assert_eq!(share(&curve(vec![0, 60, 90, 100, 100]), 1), 0.6);
        assert_eq!(share(&curve(vec![0, 60, 100, 100, 20]), 3), 1.0);
        assert_eq!(share(&curve(vec![0, 0, 0, 0, 0]), 2), 0.0);
        assert_eq!(share(&curve(Vec::new()), 2), 0.0);
    }
}
