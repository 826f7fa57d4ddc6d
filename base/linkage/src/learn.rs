//! Learning without labels. Enters: how often each pattern of findings occurs among the pairs that
//! were compared, and how often each finding occurs among all pairs. Leaves: the chances of every
//! finding for each relation, by expectation and maximisation on counts.
//!
//! All pairs of records are one mixture of strangers, one-person pairs and pairs of one household
//! or firm. Pairs that were never compared are strangers. So what a finding means among strangers
//! is what all pairs show, less what the other relations account for, and picking pairs by common
//! keys bends nothing.

use crate::compare::{Pattern, finding};
use crate::feature::{Feature, place};
use crate::missed::{Reach, Shares};
use crate::model::{Chances, Kin, Relation, odds_of};

/// How many observed pairs a starting chance is worth: enough to keep findings possible that a
/// short list never shows, too few to outweigh a list of fifty pairs.
const START_PAIRS: f64 = 8.0;
/// Rounds of learning at most; patterns converge long before.
const MOST_ROUNDS: usize = 60;
/// Learning ends when the expected number of one-person pairs moves by less than this share.
const SETTLED: f64 = 1e-5;
/// At most this share of a relation's pairs is held to be missed by the rules: beyond it the pairs
/// that are seen say too little about the others.
const MOST_MISSED: f64 = 0.3;
/// Share of records that are expected to have a twin, and a relative, before anything is learned.
const START_SHARE: f64 = 0.2;

/// What is known of all pairs of records before learning.
pub(crate) struct Evidence {
    /// How often each pattern occurs among compared pairs.
    pub(crate) patterns: Vec<(Pattern, f64)>,
    /// How often each finding occurs among all pairs, by comparison and finding.
    pub(crate) findings: Vec<Vec<f64>>,
    /// How many records, and how many pairs of them, there are.
    pub(crate) rows: f64,
    /// What the rules reach, where they do not bring all pairs together.
    pub(crate) reach: Option<Reach>,
}

impl Evidence {
    fn pairs(&self) -> f64 {
        (self.rows * (self.rows - 1.0) / 2.0).max(1.0)
    }
}

/// Learns the chances of every finding for each of these relations.
pub(crate) fn learn(features: &[Feature], relations: &[Relation], evidence: &Evidence) -> Vec<Kin> {
    let mut kin = start(features, relations, &evidence.findings, evidence);
    if is_one_record(features, evidence) {
        for one in &mut kin {
            one.pairs = if one.relation == Relation::Same {
                evidence.pairs()
            } else {
                f64::MIN_POSITIVE
            };
        }
        return kin;
    }
    if let [feature] = features {
        take_at_its_word(&mut kin, *feature, evidence);
        return kin;
    }
    let mut shares = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let before = kin[1].pairs;
        let mut seen = expect(&kin, features, evidence);
        if let Some(reach) = &evidence.reach {
            seen.add_missed(reach, &kin, &shares);
            shares = seen.shares();
        }
        maximise(&mut kin, features, evidence, &seen);
        if (kin[1].pairs - before).abs() <= SETTLED * before {
            break;
        }
    }
    kin
}

/// The chances before learning, for records on which learning collapsed or that are too few to learn
/// from; `simple` are the pairs of one person that a simple rule sees.
pub(crate) fn unlearned(
    features: &[Feature],
    relations: &[Relation],
    evidence: &Evidence,
    simple: &[(Pattern, f64)],
) -> Vec<Kin> {
    let mut others = evidence.findings.clone();
    for (pattern, count) in simple {
        for (at, counts) in others.iter_mut().enumerate() {
            let found = &mut counts[usize::from(finding(*pattern, at))];
            *found = (*found - count).max(0.0);
        }
    }
    let pairs: f64 = simple.iter().map(|(_, count)| count).sum();
    let mut kin = start(features, relations, &others, evidence);
    for one in kin.iter_mut().skip(1) {
        one.pairs = pairs.max(1.0);
        for (chances, feature) in one.chances.iter_mut().zip(features) {
            *chances = one
                .relation
                .unlike_at_home(*feature, std::mem::take(chances));
        }
    }
    kin
}

/// Whether all records say one and the same, so that there is nobody else to learn from.
fn is_one_record(features: &[Feature], evidence: &Evidence) -> bool {
    let [(pattern, _)] = evidence.patterns.as_slice() else {
        return false;
    };
    let found = |at: usize| usize::from(finding(*pattern, at));
    let is_same = |(at, feature): (usize, &Feature)| {
        found(at) == 0
            || feature.levels()[found(at) - 1].is_exact
            || (*feature == Feature::Place && place::is_same(found(at) as u8))
    };
    features.iter().enumerate().all(is_same) && (0..features.len()).any(|at| found(at) > 0)
}

/// With one comparison alone nothing can be learned from what else agrees. Then equal values are
/// taken for one and the same, and nearly equal ones where they are names: in a number or an address
/// one letter makes another.
fn take_at_its_word(kin: &mut [Kin], feature: Feature, evidence: &Evidence) {
    let levels = feature.levels();
    let is_name = !matches!(
        feature,
        Feature::Email | Feature::Phone | Feature::Born | Feature::Identifier
    );
    let agrees =
        |at: usize| at > 0 && (levels[at - 1].is_exact || (is_name && levels[at - 1].is_close));
    let counts: Vec<f64> = evidence.findings[0]
        .iter()
        .enumerate()
        .map(|(at, count)| if agrees(at) { *count } else { 0.0 })
        .collect();
    kin[1].pairs = counts.iter().sum::<f64>().max(1.0);
    kin[1].chances[0] = chances(feature, &counts, |at| START_PAIRS * levels[at - 1].start);
    let strange: Vec<f64> = evidence.findings[0]
        .iter()
        .zip(&counts)
        .map(|(all, same)| all - same)
        .collect();
    kin[0].chances[0] = chances(feature, &strange, |_| 1e-4);
}

fn start(
    features: &[Feature],
    relations: &[Relation],
    findings: &[Vec<f64>],
    evidence: &Evidence,
) -> Vec<Kin> {
    let strangers: Chances = features
        .iter()
        .zip(findings)
        .map(|(feature, counts)| chances(*feature, counts, |at| counts[at] * 1e-9 + 1e-9))
        .collect();
    let begin = |feature: &Feature| -> Vec<f64> {
        let levels = feature.levels();
        std::iter::once(1.0)
            .chain(levels.iter().map(|level| level.start))
            .collect()
    };
    relations
        .iter()
        .map(|relation| {
            let own = features.iter().zip(&strangers).map(|(feature, strange)| {
                if relation.is_as_strangers(*feature) {
                    strange.clone()
                } else {
                    begin(feature)
                }
            });
            let pairs = match relation {
                Relation::Strangers => evidence.pairs(),
                _ => (START_SHARE * evidence.rows).max(1.0),
            };
            Kin {
                relation: *relation,
                pairs,
                chances: own.collect(),
            }
        })
        .collect()
}

/// Expected pairs of each relation, and of each finding in it.
struct Seen {
    pairs: Vec<f64>,
    findings: Vec<Vec<Vec<f64>>>,
}

impl Seen {
    /// Adds the pairs of each relation that no rule brings together, as its findings occurred so
    /// far, compared or missed.
    fn add_missed(&mut self, reach: &Reach, kin: &[Kin], shares: &[Shares]) {
        for (which, shares) in shares.iter().enumerate().skip(1) {
            let missed = reach.missed(shares);
            let share: f64 = missed[0].iter().sum();
            let pairs = kin[which].pairs * (MOST_MISSED / share.max(MOST_MISSED));
            self.pairs[which] += pairs * share;
            for (list, missed) in self.findings[which].iter_mut().zip(&missed) {
                for (count, share) in list.iter_mut().zip(missed) {
                    *count += pairs * share;
                }
            }
        }
    }

    fn shares(&self) -> Vec<Shares> {
        let shares = |(findings, pairs): (&Shares, &f64)| -> Shares {
            let share = |count: &f64| count / pairs.max(1.0);
            let list = |list: &Vec<f64>| list.iter().map(share).collect();
            findings.iter().map(list).collect()
        };
        self.findings.iter().zip(&self.pairs).map(shares).collect()
    }
}

fn expect(kin: &[Kin], features: &[Feature], evidence: &Evidence) -> Seen {
    let logs: Vec<Vec<Vec<f64>>> = kin
        .iter()
        .map(|one| {
            one.chances
                .iter()
                .map(|list| list.iter().map(|p| p.ln()).collect())
                .collect()
        })
        .collect();
    let empty: Vec<Vec<f64>> = features
        .iter()
        .map(|feature| vec![0.0; feature.levels().len() + 1])
        .collect();
    let mut seen = Seen {
        pairs: vec![0.0; kin.len()],
        findings: vec![empty; kin.len()],
    };
    let mut weights = vec![0.0; kin.len()];
    for (pattern, count) in &evidence.patterns {
        for ((weight, one), log) in weights.iter_mut().zip(kin).zip(&logs) {
            let sum: f64 = log
                .iter()
                .enumerate()
                .map(|(at, list)| list[usize::from(finding(*pattern, at))])
                .sum();
            *weight = one.pairs.ln() + sum;
        }
        let top = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let all: f64 = weights.iter().map(|weight| (weight - top).exp()).sum();
        for (which, weight) in weights.iter().enumerate() {
            let share = count * (weight - top).exp() / all;
            seen.pairs[which] += share;
            for at in 0..features.len() {
                seen.findings[which][at][usize::from(finding(*pattern, at))] += share;
            }
        }
    }
    seen
}

fn maximise(kin: &mut [Kin], features: &[Feature], evidence: &Evidence, seen: &Seen) {
    let strangers: Chances = features
        .iter()
        .enumerate()
        .map(|(at, feature)| {
            let counts: Vec<f64> = evidence.findings[at]
                .iter()
                .enumerate()
                .map(|(found, all)| {
                    let related: f64 = seen.findings[1..].iter().map(|one| one[at][found]).sum();
                    // What is left cannot be less than the strangers seen among compared pairs.
                    (all - related).max(seen.findings[0][at][found])
                })
                .collect();
            chances(*feature, &counts, |_| 0.1)
        })
        .collect();
    for (which, one) in kin.iter_mut().enumerate() {
        if one.relation == Relation::Strangers {
            one.chances.clone_from(&strangers);
            continue;
        }
        one.pairs = seen.pairs[which].max(1.0);
        for (at, feature) in features.iter().enumerate() {
            one.chances[at] = if one.relation.is_as_strangers(*feature) {
                one.relation.unlike_at_home(*feature, strangers[at].clone())
            } else {
                let learned = chances(*feature, &seen.findings[which][at], |found| {
                    START_PAIRS * feature.levels()[found - 1].start
                });
                keep_fixed(*feature, learned)
            };
        }
    }
}

/// Puts the chances that are not learned back, and the others of their group in proportion.
fn keep_fixed(feature: Feature, mut learned: Vec<f64>) -> Vec<f64> {
    let levels = feature.levels();
    for (at, level) in levels
        .iter()
        .enumerate()
        .filter(|(_, level)| level.is_fixed)
    {
        let rest = (1.0 - level.start) / (1.0 - learned[at + 1]).max(f64::MIN_POSITIVE);
        for (other, chance) in levels.iter().zip(&mut learned[1..]) {
            if other.group == level.group {
                *chance *= rest;
            }
        }
        learned[at + 1] = level.start;
    }
    learned
}

/// Counts as chances that sum to 1 in each group of findings.
fn chances(feature: Feature, counts: &[f64], before: impl Fn(usize) -> f64) -> Vec<f64> {
    let levels = feature.levels();
    let weight = |at: usize| counts[at] + before(at);
    let mut out = vec![1.0; levels.len() + 1];
    for at in 1..=levels.len() {
        let group: f64 = (1..=levels.len())
            .filter(|other| levels[other - 1].group == levels[at - 1].group)
            .map(weight)
            .sum();
        out[at] = weight(at) / group;
    }
    out
}

/// The chance that a pair with this pattern is one person, as the relations stand.
pub(crate) fn chance_of_same(kin: &[Kin], pattern: Pattern) -> f64 {
    let weights: Vec<f64> = kin
        .iter()
        .map(|one| {
            let sum: f64 = one
                .chances
                .iter()
                .enumerate()
                .map(|(at, list)| list[usize::from(finding(pattern, at))].ln())
                .sum();
            one.pairs.ln() + sum
        })
        .collect();
    odds_of(&weights).same
}

#[cfg(test)]
mod tests {
    use super::{Evidence, learn};
    use crate::compare::Pattern;
    use crate::feature::{Feature, email, given, phone, surname};
    use crate::model::Relation;

    /// A finding with its chance among pairs of one person and among strangers.
    type Planted = [(u8, f64, f64); 2];

    /// Patterns of three comparisons as often as planted chances say.
    fn planted(features: &[Feature; 3], twins: f64, rows: f64, chances: &[Planted; 3]) -> Evidence {
        let pairs = rows * (rows - 1.0) / 2.0;
        let mut patterns = Vec::new();
        let mut findings: Vec<Vec<f64>> = features
            .iter()
            .map(|feature| vec![0.0; feature.levels().len() + 1])
            .collect();
        for number in 0..8_usize {
            let (mut pattern, mut same, mut strange): (Pattern, f64, f64) =
                (0, twins, pairs - twins);
            for (at, planted) in chances.iter().enumerate() {
                let (found, of_same, of_strangers) = planted[number >> at & 1];
                pattern |= u64::from(found) << (4 * at);
                same *= of_same;
                strange *= of_strangers;
            }
            for (at, planted) in chances.iter().enumerate() {
                findings[at][usize::from(planted[number >> at & 1].0)] += same + strange;
            }
            patterns.push((pattern, same + strange));
        }
        Evidence {
            patterns,
            findings,
            rows,
            reach: None,
        }
    }

    #[test]
    fn planted_chances_are_recovered() {
        let chances: [Planted; 3] = [
            [
                (surname::RARE, 0.9, 0.001),
                (surname::DIFFERENT, 0.1, 0.999),
            ],
            [(email::SAME, 0.6, 0.0001), (email::DIFFERENT, 0.4, 0.9999)],
            [(phone::SAME, 0.7, 0.0005), (phone::DIFFERENT, 0.3, 0.9995)],
        ];
        let features = [Feature::Surname, Feature::Email, Feature::Phone];
        let evidence = planted(&features, 2_000.0, 5_000.0, &chances);
        let kin = learn(&features, &[Relation::Strangers, Relation::Same], &evidence);
        assert!((kin[1].pairs - 2_000.0).abs() < 60.0, "{}", kin[1].pairs);
        for (at, planted) in chances.iter().enumerate() {
            let (found, of_same, of_strangers) = planted[0];
            let learned = kin[1].chances[at][usize::from(found)];
            assert!((learned - of_same).abs() < 0.02, "{at}: {learned}");
            let strange = kin[0].chances[at][usize::from(found)];
            assert!(
                (strange - of_strangers).abs() < 0.1 * of_strangers + 1e-6,
                "{at}: {strange}"
            );
        }
    }

    #[test]
    fn fixed_chances_stay() {
        let chances: [Planted; 3] = [
            [(given::RARE, 0.5, 0.01), (given::CONFLICT, 0.5, 0.99)],
            [(email::SAME, 0.9, 0.0001), (email::DIFFERENT, 0.1, 0.9999)],
            [(phone::SAME, 0.9, 0.0001), (phone::DIFFERENT, 0.1, 0.9999)],
        ];
        let features = [Feature::Given, Feature::Email, Feature::Phone];
        let kin = learn(
            &features,
            &[Relation::Strangers, Relation::Same],
            &planted(&features, 500.0, 3_000.0, &chances),
        );
        let learned = &kin[1].chances[0];
        assert!((learned[usize::from(given::CONFLICT)] - 0.002).abs() < 1e-12);
        let group: f64 = (1..=9).map(|found| learned[found]).sum();
        assert!((group - 1.0).abs() < 1e-9);
    }
}
