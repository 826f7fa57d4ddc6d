//! Enters: measured effects in groups of like ones, and what was believed before. Leaves: what to
//! believe of all together, of each group, and of each effect.

use crate::error::{Error, finite, positive};
use crate::shrink::Belief;

/// How effects are believed to differ before anything is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NestedPrior {
    /// What effects have in common.
    pub overall: Belief,
    /// Spread of groups around what all have in common; above 0.
    pub group_sd: f64,
    /// Spread of members around their group; above 0.
    pub member_sd: f64,
}

/// One measured effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The group it belongs to, counted from 0.
    pub group: usize,
    /// What was measured.
    pub estimate: f64,
    /// Its standard error; above 0.
    pub standard_error: f64,
}

/// What to believe after measuring.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedBeliefs {
    /// Of what all effects have in common.
    pub overall: Belief,
    /// Of each group; one without a measured member is believed to be like the others, with the
    /// spread of groups.
    pub groups: Vec<Belief>,
    /// Of each measured effect, in the order they came.
    pub members: Vec<Belief>,
}

/// What a normal message says: precision (1 / variance) and precision times mean.
#[derive(Clone, Copy, Default)]
struct Message {
    precision: f64,
    weighted: f64,
}

impl Message {
    fn of(mean: f64, variance: f64) -> Self {
        Message {
            precision: 1.0 / variance,
            weighted: mean / variance,
        }
    }

    fn and(self, other: Message) -> Self {
        Message {
            precision: self.precision + other.precision,
            weighted: self.weighted + other.weighted,
        }
    }

    fn without(self, other: Message) -> Self {
        Message {
            precision: self.precision - other.precision,
            weighted: self.weighted - other.weighted,
        }
    }

    /// The same said of something that lies around it with this variance.
    fn blurred(self, variance: f64) -> Self {
        if self.precision <= 0.0 {
            return Message::default();
        }
        let mean = self.weighted / self.precision;
        Message::of(mean, 1.0 / self.precision + variance)
    }

    fn belief(self) -> Belief {
        Belief {
            mean: self.weighted / self.precision,
            sd: (1.0 / self.precision).sqrt(),
        }
    }
}

/// What to believe of effects that lie in groups, each drawn towards its group and each group
/// towards what all have in common, as far as their noise demands.
///
/// - Formula: μ ~ N(overall), a_g ~ N(μ, group_sd²), θ_i ~ N(a_g, member_sd²), y_i ~ N(θ_i, error_i²);
///   the posterior means and spreads, exact, by passing messages up and down the tree
/// - Shape: a prior, how many groups, effects with their errors in; one belief for all, one a group,
///   one an effect out
/// - Units: those of the effects
/// - Range: every mean lies between the prior's and the measured ones
/// - Errors: `OutOfRange` for a spread, an error or a group out of range; `NotFinite`
/// - Source: Lindley & Smith 1972; Gelman et al. 2013, chapter 5
/// - Checked: `tests/nested.rs` against the joint normal solved as a whole, and the common effect of
///   the eight schools of Rubin 1981 (7.6856 ± 4.0719)
pub fn believe_nested(
    prior: NestedPrior,
    groups: usize,
    measured: &[Measured],
) -> Result<NestedBeliefs, Error> {
    finite("the prior's mean", prior.overall.mean)?;
    let overall = positive("the prior's spread", prior.overall.sd)?.powi(2);
    let of_group = positive("the spread of groups", prior.group_sd)?.powi(2);
    let of_member = positive("the spread within groups", prior.member_sd)?.powi(2);
    let own: Vec<Message> = measured
        .iter()
        .map(|one| own_message(one, groups))
        .collect::<Result<_, _>>()?;
    // Up: what each member says of its group, what each group says of all.
    let to_group: Vec<Message> = own.iter().map(|one| one.blurred(of_member)).collect();
    let mut said_of = vec![Message::default(); groups];
    for (one, said) in measured.iter().zip(&to_group) {
        said_of[one.group] = said_of[one.group].and(*said);
    }
    let to_all: Vec<Message> = said_of.iter().map(|said| said.blurred(of_group)).collect();
    let first = Message::of(prior.overall.mean, overall);
    let all = to_all.iter().fold(first, |sum, said| sum.and(*said));
    // Down: each is told what the others say, never its own words.
    let group: Vec<Message> = said_of
        .iter()
        .zip(&to_all)
        .map(|(said, told)| said.and(all.without(*told).blurred(of_group)))
        .collect();
    let member = |((one, own), told): ((&Measured, &Message), &Message)| {
        own.and(group[one.group].without(*told).blurred(of_member))
            .belief()
    };
    let members = measured.iter().zip(&own).zip(&to_group).map(member);
    Ok(NestedBeliefs {
        overall: all.belief(),
        members: members.collect(),
        groups: group.into_iter().map(Message::belief).collect(),
    })
}

fn own_message(one: &Measured, groups: usize) -> Result<Message, Error> {
    finite("a measured effect", one.estimate)?;
    let error = positive("a standard error", one.standard_error)?;
    if one.group >= groups {
        return Err(Error::OutOfRange {
            what: "a group",
            value: one.group as f64,
            range: "less than the number of groups",
        });
    }
    Ok(Message::of(one.estimate, error * error))
}
