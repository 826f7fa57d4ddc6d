//! What one finished campaign says: what it was assumed to bring, and what it brought.

use store::rusqlite::Connection;
use terms::{Arm, Channel, ChannelMix};

use experiment::welch::welch_from_values;

use crate::{CampaignResult, MeasureError, Outcome};

/// The range that is asked for.
const LEVEL: f64 = 0.95;

/// Half of a 95 % range in standard errors. Ranges of few accounts are a little wider than that,
/// so their errors are taken as a little larger than they are.
const HALF_RANGE: f64 = 1.96;

/// One finished campaign with a control group.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) cell: String,
    pub(crate) mix: ChannelMix,
    /// Extra contribution of one contacted account as a multiple of what was assumed.
    pub(crate) factor: f64,
    pub(crate) standard_error: f64,
    pub(crate) contacted: u64,
    pub(crate) control: u64,
}

impl Evidence {
    /// 1/contacted + 1/control: what the squared error of a difference of means goes with.
    pub(crate) fn share_of_variance(&self) -> f64 {
        1.0 / self.contacted as f64 + 1.0 / self.control as f64
    }
}

/// What a campaign was assumed to do when it was planned.
struct Assumed {
    extra_minor: i64,
    sure_discount_minor: i64,
    mix: ChannelMix,
}

/// What a finished campaign says; none where nobody was left alone or nothing was assumed.
///
/// A campaign too small for a test of its own speaks too: many of them together are not small.
pub(crate) fn read_evidence(
    db: &Connection,
    result: &CampaignResult,
    outcomes: &[Outcome],
) -> Result<Option<Evidence>, MeasureError> {
    let campaign = result.campaign_id.filter(|_| result.finished);
    let (Some(campaign_id), Some(difference)) = (campaign, difference_of(result, outcomes)) else {
        return Ok(None);
    };
    let assumed = read_assumed(db, campaign_id)?;
    Ok(compare(result, difference, &assumed))
}

/// Extra contribution of one contacted account, with its standard error.
fn difference_of(result: &CampaignResult, outcomes: &[Outcome]) -> Option<(f64, f64)> {
    if let Some(lift) = result.lift() {
        return Some((lift.estimate, (lift.high - lift.low) / (2.0 * HALF_RANGE)));
    }
    let of = |arm: Arm| -> Vec<f64> {
        let drawn = outcomes.iter().filter(|one| one.arm == arm);
        drawn.map(|one| one.contribution_minor).collect()
    };
    let (contacted, control) = (of(Arm::Contacted), of(Arm::Control));
    let lift = welch_from_values(&contacted, &control, LEVEL).ok()?;
    Some((lift.estimate, lift.standard_error))
}

fn read_assumed(db: &Connection, campaign_id: i64) -> Result<Assumed, MeasureError> {
    let sql = include_str!("../../sql/evidence.read_assumed.sql");
    let assumed = db.prepare_cached(sql)?.query_row([campaign_id], |row| {
        let has: [bool; 3] = [row.get(3)?, row.get(4)?, row.get(5)?];
        let channels = [Channel::Email, Channel::Letter, Channel::Call];
        let there = channels.into_iter().zip(has).filter(|(_, has)| *has);
        Ok(Assumed {
            extra_minor: row.get(0)?,
            sure_discount_minor: row.get(1)?,
            mix: ChannelMix::of(there.map(|(channel, _)| channel), row.get(2)?),
        })
    })?;
    Ok(assumed)
}

/// None where nothing was assumed, or nothing can be said about the difference.
fn compare(
    result: &CampaignResult,
    (estimate, error): (f64, f64),
    assumed: &Assumed,
) -> Option<Evidence> {
    let count = |arm: Arm| {
        let found = result.arms.iter().find(|one| one.arm == arm);
        found.map(|one| one.accounts).filter(|&count| count > 0)
    };
    let (contacted, control) = (count(Arm::Contacted)?, count(Arm::Control)?);
    let each = |minor: i64| minor as f64 / contacted as f64;
    let assumed_each = each(assumed.extra_minor);
    let standard_error = error / assumed_each;
    let usable = assumed_each > 0.0 && standard_error > 0.0 && standard_error.is_finite();
    usable.then(|| Evidence {
        cell: result.cell.clone(),
        mix: assumed.mix,
        // The discount given to those who would have ordered anyway is part of what was measured.
        factor: (estimate + each(assumed.sure_discount_minor)) / assumed_each,
        standard_error,
        contacted,
        control,
    })
}
