//! What one finished campaign says: what it was assumed to bring, and what it brought.

use store::rusqlite::Connection;
use terms::{Arm, Channel, ChannelMix};

use crate::{CampaignResult, MeasureError, ResultKind};

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

/// The finished campaigns that can be compared with what they were assumed to bring.
pub(crate) fn read_evidence(
    db: &Connection,
    results: &[CampaignResult],
) -> Result<Vec<Evidence>, MeasureError> {
    let finished = results
        .iter()
        .filter(|result| result.finished && result.kind == ResultKind::Experiment);
    let mut evidence = Vec::new();
    for result in finished {
        let Some(campaign_id) = result.campaign_id else {
            continue;
        };
        let assumed = read_assumed(db, campaign_id)?;
        evidence.extend(compare(result, &assumed));
    }
    Ok(evidence)
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
fn compare(result: &CampaignResult, assumed: &Assumed) -> Option<Evidence> {
    let lift = result.lift()?;
    let count = |arm: Arm| {
        let found = result.arms.iter().find(|one| one.arm == arm);
        found.map(|one| one.accounts).filter(|&count| count > 0)
    };
    let (contacted, control) = (count(Arm::Contacted)?, count(Arm::Control)?);
    let each = |minor: i64| minor as f64 / contacted as f64;
    let assumed_each = each(assumed.extra_minor);
    let standard_error = (lift.high - lift.low) / (2.0 * HALF_RANGE) / assumed_each;
    let usable = assumed_each > 0.0 && standard_error > 0.0 && standard_error.is_finite();
    usable.then(|| Evidence {
        cell: result.cell.clone(),
        mix: assumed.mix,
        // The discount given to those who would have ordered anyway is part of what was measured.
        factor: (lift.estimate + each(assumed.sure_discount_minor)) / assumed_each,
        standard_error,
        contacted,
        control,
    })
}
