//! Who of a campaign is left alone: drawn by chance from a logged seed, alike in past value.

use std::collections::HashMap;

use experiment::{Assignment, Unit};
use terms::{Arm, ValueSegment};

use crate::candidates::Candidate;

/// Fewest accounts of a turn with control groups. Below it the two arms could not be told apart
/// by anything but luck, so key statistics before and after are shown instead. Own choice, near
/// the size from which one in five left alone can show a difference of 20 points. All campaigns
/// of a turn leave alone the same share, so that small ones can be judged together.
pub const FEWEST_WITH_CONTROL: usize = 100;

/// How the draw of one campaign was set up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DrawRule {
    /// Share left alone; 0 without a control group.
    pub control_share: f64,
    /// Seed of this campaign's draw.
    pub seed: u64,
}

/// What chance said about one account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Drawn {
    pub arm: Arm,
    pub block: u32,
    pub probability: f64,
}

impl DrawRule {
    /// The rule for a campaign of a turn with so many accounts in all.
    pub(crate) fn of(cell: ValueSegment, of_turn: usize, control: bool, seed: u64) -> DrawRule {
        let is_experiment = control && of_turn >= FEWEST_WITH_CONTROL;
        let control_share = if is_experiment {
            experiment::control_share(of_turn)
        } else {
            0.0
        };
        // Each segment draws from a stream of its own, so that one more account in one segment
        // never moves the draw of another.
        let number = u64::from(cell.past() * 10 + cell.future());
        DrawRule {
            control_share,
            seed: seed ^ (number << 56),
        }
    }

    /// The draw for these accounts, in their order.
    pub(crate) fn draw(&self, candidates: &[Candidate]) -> Vec<Drawn> {
        let units: Vec<Unit> = candidates
            .iter()
            .map(|one| Unit {
                id: one.account_id,
                sort_key: one.past_minor as f64,
                stratum: 0,
            })
            .collect();
        let assigned = experiment::assign(&units, self.control_share, self.seed);
        let by_id: HashMap<i64, Drawn> = assigned.iter().map(|one| (one.id, drawn(one))).collect();
        candidates
            .iter()
            .map(|one| by_id[&one.account_id])
            .collect()
    }
}

fn drawn(assignment: &Assignment) -> Drawn {
    let arm = match assignment.arm {
        experiment::Arm::Contacted => Arm::Contacted,
        experiment::Arm::Control => Arm::Control,
    };
    Drawn {
        arm,
        block: assignment.block,
        probability: assignment.probability,
    }
}
