//! Pairs that no rule brings together. Enters: the rules, compared pairs, and how often each finding
//! occurs in a relation. Leaves: how many pairs of the relation are missed, and their findings.
//!
//! Rules ask for equal values, so the pairs they miss are those in which much differs. Who learns
//! from compared pairs alone takes moves, new numbers and new names for rarer than they are.

use crate::block::Rule;
use crate::compare::{Pattern, finding};
use crate::evidence::Compared;
use crate::feature::Feature;
use crate::key::Key;
use crate::record::{Part, Records};
use crate::values::mix;

/// Compared pairs from which is read how often a key is equal where a finding is what it is.
const LOOKED_AT: usize = 20_000;
/// Simulated pairs of a relation: their share that is missed is known to a third of a percent.
const SIMULATED: u64 = 4_096;
/// Sets these draws apart from others of the same seed; the letters of «miss».
const MISSED: u64 = 0x6d69_7373;

/// How often findings occur in a relation, by comparison and finding; number 0 is «not known».
pub(crate) type Shares = Vec<Vec<f64>>;

/// What rules reach.
pub(crate) struct Reach {
    /// By key: the comparison it belongs to, and by its finding how often the key is equal.
    keys: Vec<(usize, Vec<f64>)>,
    /// By rule: its keys.
    rules: Vec<Vec<usize>>,
    seed: u64,
}

impl Reach {
    /// Reads off compared pairs what findings the keys of the rules need; nothing where every pair
    /// is compared.
    pub(crate) fn of(
        records: &Records,
        features: &[Feature],
        rules: &[Rule],
        compared: &[Compared],
        seed: u64,
    ) -> Option<Reach> {
        if rules.iter().any(|rule| rule.keys.is_empty()) {
            return None;
        }
        let mut reach = Reach {
            keys: Vec::new(),
            rules: Vec::new(),
            seed,
        };
        let mut known: Vec<(Key, Part)> = Vec::new();
        for rule in rules {
            let mut own = Vec::new();
            for (key, part) in rule.keys.iter().flat_map(|key| key.with_parts()) {
                let place = known.iter().position(|one| *one == (key, part));
                own.push(place.unwrap_or_else(|| {
                    known.push((key, part));
                    known.len() - 1
                }));
            }
            reach.rules.push(own);
        }
        let step = (compared.len() / LOOKED_AT).max(1);
        let sample: Vec<&Compared> = compared.iter().step_by(step).collect();
        for (key, part) in known {
            let at = features
                .iter()
                .position(|feature| *feature == Feature::of(part))?;
            let equal = equal_shares(records, features[at], at, key, &sample);
            reach.keys.push((at, equal));
        }
        Some(reach)
    }

    /// The findings of missed pairs, each as a share of all pairs of a relation in which findings
    /// occur so often.
    pub(crate) fn missed(&self, shares: &Shares) -> Shares {
        let mut missed: Shares = shares.iter().map(|list| vec![0.0; list.len()]).collect();
        let mut found = vec![0_usize; shares.len()];
        let mut equal = vec![false; self.keys.len()];
        for pair in 0..SIMULATED {
            for (at, list) in shares.iter().enumerate() {
                found[at] = pick(list, self.draw(pair, at as u64));
            }
            for (number, (at, chances)) in self.keys.iter().enumerate() {
                let chance = chances[found[*at]];
                equal[number] = chance >= 1.0
                    || (chance > 0.0 && self.draw(pair, 1_000 + number as u64) < chance);
            }
            let is_reached = |rule: &Vec<usize>| rule.iter().all(|key| equal[*key]);
            if !self.rules.iter().any(is_reached) {
                for (list, at) in missed.iter_mut().zip(&found) {
                    list[*at] += 1.0 / SIMULATED as f64;
                }
            }
        }
        missed
    }

    fn draw(&self, pair: u64, what: u64) -> f64 {
        let bits = mix(mix(self.seed ^ MISSED ^ (what << 32)).wrapping_add(pair));
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn pick(shares: &[f64], chance: f64) -> usize {
    let mut left = chance * shares.iter().sum::<f64>();
    for (at, share) in shares.iter().enumerate() {
        left -= share;
        if left < 0.0 {
            return at;
        }
    }
    0
}

/// By finding, the share of compared pairs with it in which a key is equal.
fn equal_shares(
    records: &Records,
    feature: Feature,
    at: usize,
    key: Key,
    sample: &[&Compared],
) -> Vec<f64> {
    let mut counts = vec![(0.0, 0.0); feature.levels().len() + 1];
    for (a, b, pattern) in sample {
        let pattern: Pattern = *pattern;
        let count = &mut counts[usize::from(finding(pattern, at))];
        let (one, other) = (key.hash(records, *a), key.hash(records, *b));
        count.0 += f64::from(u8::from(one.is_some() && one == other));
        count.1 += 1.0;
    }
    let share = |(equal, all): &(f64, f64)| if *all > 0.0 { equal / all } else { 0.0 };
    let mut shares: Vec<f64> = counts.iter().map(share).collect();
    shares[0] = 0.0;
    shares
}
