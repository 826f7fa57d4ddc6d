//! Many small campaigns brought together: none of them can say much alone.
//!
//! Enters: what each finished campaign says. Leaves: factors with their spread.

use std::collections::BTreeMap;

use experiment::nested::{Measured, NestedPrior, believe_nested};
use experiment::shrink::Belief;
use terms::{ChannelMix, Day};

use super::LearnedEffect;
use super::evidence::Evidence;

/// Before anything is measured: an assumption is right on average, and a factor of two either way
/// is ordinary. Mixes differ by half of it from one another, segments by as much within a mix.
/// Believing a third or three times the true spread changes the choice of strategies little.
const PRIOR: NestedPrior = NestedPrior {
    overall: Belief { mean: 1.0, sd: 1.0 },
    group_sd: 0.5,
    member_sd: 0.5,
};

/// All campaigns of one mix in one segment, added up.
#[derive(Default)]
struct Sum {
    precision: f64,
    weighted: f64,
    campaigns: u64,
    contacted: u64,
    control: u64,
}

impl Sum {
    fn add(&mut self, one: &Evidence, variance: f64) {
        self.precision += 1.0 / variance;
        self.weighted += one.factor / variance;
        self.count(1, one.contacted, one.control);
    }

    fn count(&mut self, campaigns: u64, contacted: u64, control: u64) {
        self.campaigns += campaigns;
        self.contacted += contacted;
        self.control += control;
    }

    fn row(&self, cell: &str, mix: &str, belief: Belief, as_of: Day) -> LearnedEffect {
        LearnedEffect {
            cell: cell.to_owned(),
            mix: mix.to_owned(),
            factor: belief.mean,
            sd: belief.sd,
            campaigns: self.campaigns,
            contacted: self.contacted,
            control: self.control,
            as_of,
        }
    }
}

/// Factors from what campaigns say; none from none.
///
/// The error of each campaign comes from the spread of accounts in all of them: in a campaign
/// where by luck hardly anybody bought, its own would be far too small and drag the others along.
pub(crate) fn learned_factors(
    evidence: &[Evidence],
    as_of: Day,
) -> Result<Vec<LearnedEffect>, experiment::Error> {
    if evidence.is_empty() {
        return Ok(Vec::new());
    }
    let account_variance = pooled_account_variance(evidence);
    let mut cells: BTreeMap<(ChannelMix, &str), Sum> = BTreeMap::new();
    for one in evidence {
        let variance = account_variance * one.share_of_variance();
        let sum = cells.entry((one.mix, one.cell.as_str())).or_default();
        sum.add(one, variance);
    }
    let mut mixes: Vec<ChannelMix> = cells.keys().map(|(mix, _)| *mix).collect();
    mixes.dedup();
    let group_of = |mix: &ChannelMix| mixes.partition_point(|other| other < mix);
    let measured: Vec<Measured> = cells
        .iter()
        .map(|((mix, _), sum)| Measured {
            group: group_of(mix),
            estimate: sum.weighted / sum.precision,
            standard_error: sum.precision.sqrt().recip(),
        })
        .collect();
    let beliefs = believe_nested(PRIOR, mixes.len(), &measured)?;

    let mut all = Sum::default();
    let mut of_mix: Vec<Sum> = mixes.iter().map(|_| Sum::default()).collect();
    for ((mix, _), sum) in &cells {
        all.count(sum.campaigns, sum.contacted, sum.control);
        of_mix[group_of(mix)].count(sum.campaigns, sum.contacted, sum.control);
    }
    let new_mix = PRIOR.group_sd.hypot(PRIOR.member_sd);
    let mut learned = vec![all.row("", "", spread(beliefs.overall, new_mix), as_of)];
    for ((mix, sum), belief) in mixes.iter().zip(&of_mix).zip(&beliefs.groups) {
        let belief = spread(*belief, PRIOR.member_sd);
        learned.push(sum.row("", &mix.to_string(), belief, as_of));
    }
    for (((mix, cell), sum), belief) in cells.iter().zip(&beliefs.members) {
        learned.push(sum.row(cell, &mix.to_string(), *belief, as_of));
    }
    Ok(learned)
}

/// A belief about one that was not measured itself.
fn spread(belief: Belief, sd: f64) -> Belief {
    Belief {
        mean: belief.mean,
        sd: belief.sd.hypot(sd),
    }
}

/// Least variance between accounts that is believed, in squared multiples of what was assumed. Who
/// orders because of a campaign brings many times what is assumed of each: with one in eight, more
/// than any strategy that ships assumes, that alone is a variance of eight.
const LEAST_ACCOUNT_VARIANCE: f64 = 8.0;

/// Variance between accounts, in squared multiples of what was assumed, pooled over campaigns by
/// their degrees of freedom.
fn pooled_account_variance(evidence: &[Evidence]) -> f64 {
    let (mut sum, mut degrees) = (0.0, 0.0);
    for one in evidence {
        let own_degrees = (one.contacted + one.control).saturating_sub(2).max(1) as f64;
        sum += own_degrees * one.standard_error.powi(2) / one.share_of_variance();
        degrees += own_degrees;
    }
    (sum / degrees).max(LEAST_ACCOUNT_VARIANCE)
}

#[cfg(test)]
mod tests {
    use super::{Evidence, learned_factors, pooled_account_variance};
    use terms::Day;

    fn said(cell: &str, mix: &str, factor: f64, error: f64, accounts: u64) -> Evidence {
        Evidence {
            cell: cell.to_owned(),
            mix: mix.parse().unwrap_or_default(),
            factor,
            standard_error: error,
            contacted: accounts * 4 / 5,
            control: accounts / 5,
        }
    }

    fn factor(evidence: &[Evidence], cell: &str, mix: &str) -> (f64, f64) {
        let all = learned_factors(evidence, Day::from_number(1)).unwrap_or_default();
        let found = all.iter().find(|one| one.cell == cell && one.mix == mix);
        found.map_or((f64::NAN, f64::NAN), |one| (one.factor, one.sd))
    }

    #[test]
    fn nothing_is_learnt_from_nothing() {
        assert_eq!(learned_factors(&[], Day::from_number(1)), Ok(Vec::new()));
    }

    #[test]
    fn one_sure_failure_takes_its_own_factor_down_most_and_the_others_less() {
        let all = [said("P5F1", "email+letter", 0.0, 0.1, 1_000)];
        let own = factor(&all, "P5F1", "email+letter").0;
        let same_mix = factor(&all, "", "email+letter").0;
        let other = factor(&all, "", "").0;
        assert!(own < 0.05 && own < same_mix && same_mix < other && other < 1.0);
        // By hand: the least variance of 8 over 800 and 200 accounts is .05; y ~ N(1, 1 + .25 + .25 +
        // .05), so μ moves by 1/1.55 of the gap of −1.
        assert!((other - (1.0 - 1.0 / 1.55)).abs() < 1e-12, "{other}");
        assert!((own - (1.0 - 1.5 / 1.55)).abs() < 1e-12, "{own}");
    }

    #[test]
    fn a_vague_campaign_changes_little_and_two_add_up() {
        let vague = said("P1F1", "email", -3.0, 6.0, 120);
        let (one, _) = factor(std::slice::from_ref(&vague), "P1F1", "email");
        assert!((0.8..1.0).contains(&one), "{one}");
        let (two, sd) = factor(&[vague.clone(), vague], "P1F1", "email");
        assert!(two < one && sd > 1.0, "{two} ± {sd}");
    }

    #[test]
    fn the_error_of_a_lucky_campaign_is_taken_from_all() {
        let all = [
            said("P1F1", "email", 1.0, 2.0, 500),
            said("P1F2", "email", 0.1, 0.01, 500),
        ];
        let variance = pooled_account_variance(&all);
        let share = all[0].share_of_variance();
        assert!((variance - (4.0 + 0.0001) / 2.0 / share).abs() < 1e-9);
        let (lucky, _) = factor(&all, "P1F2", "email");
        assert!(lucky > 0.5, "its own tiny error does not count: {lucky}");
    }
}
