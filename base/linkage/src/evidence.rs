//! What records show before anything is learned. Enters: records and the pairs that were compared.
//! Leaves: how often each finding and each pattern of findings occurs.

use rayon::prelude::*;

use crate::block::{Blocks, Rule};
use crate::compare::{Comparison, Pattern, finding};
use crate::feature::{Feature, given};
use crate::key::Key;
use crate::learn::Evidence;
use crate::missed::Reach;
use crate::model::Relation;
use crate::record::{Part, Records};
use crate::values::{HashedMap, mix};

/// Pairs drawn at random to see what strangers have in common. What is rarer among strangers than
/// one in a hundred thousand is counted on the compared pairs, which hold nearly all of it.
const STRANGERS: usize = 150_000;
/// Records they are drawn from.
const SAMPLE: usize = 50_000;

/// Two records and what comparing them found.
pub(crate) type Compared = (u32, u32, Pattern);

/// The relations that these records can show.
pub(crate) fn relations(records: &Records) -> Vec<Relation> {
    let has = |part: Part| {
        let place = records.schema.place(part);
        place.is_some_and(|place| records.values[place].filled() * 20 > records.rows)
    };
    let mut relations = vec![Relation::Strangers, Relation::Same];
    let is_people = has(Part::Given);
    let shares_home = has(Part::Street) || has(Part::Phone);
    if is_people && has(Part::Surname) && shares_home {
        relations.push(Relation::Household);
    }
    if is_people && has(Part::Company) {
        relations.push(Relation::Firm);
    }
    relations
}

/// What all pairs and the compared pairs show.
pub(crate) fn evidence(
    records: &Records,
    features: &[Feature],
    (rules, blocks): (&[Rule], &Blocks),
    compared: &[Compared],
    seed: u64,
) -> Evidence {
    let comparison = Comparison::new(records, features);
    let patterns = count_patterns(compared);
    let rows = records.rows as f64;
    let seen = tally(features, &patterns);
    let all_pairs = rows * (rows - 1.0) / 2.0;
    let mut findings = seen.clone();
    if (compared.len() as f64) < all_pairs {
        let drawn = strangers(&records.sample(SAMPLE), seed);
        let scale = all_pairs / drawn.len() as f64;
        // Compared pairs are counted already. A draw that meets two records of one person would
        // stand for tens of thousands of strangers like them.
        let others: Vec<(Pattern, f64)> = drawn
            .par_iter()
            .filter(|(a, b)| blocks.miss(*a, *b))
            .map(|(a, b)| (comparison.pattern(*a, *b), scale))
            .collect();
        for (known, random) in findings.iter_mut().zip(tally(features, &others)) {
            known
                .iter_mut()
                .zip(random)
                .for_each(|(known, random)| *known += random);
        }
        count_equal(records, features, &seen, &mut findings);
        count_swapped(records, features, &mut findings);
    }
    Evidence {
        patterns,
        findings,
        rows,
        reach: Reach::of(records, features, rules, compared, seed),
    }
}

/// Pairs with equal values need no drawing: how many there are follows from how often each value
/// occurs, and of rare values a draw would say nothing.
fn count_equal(
    records: &Records,
    features: &[Feature],
    seen: &[Vec<f64>],
    findings: &mut [Vec<f64>],
) {
    for (at, feature) in features.iter().enumerate() {
        let Some(sums) = equal_values(records, features, *feature) else {
            continue;
        };
        for (found, level) in (1..).zip(feature.levels()) {
            if level.is_exact {
                findings[at][found] = sums[found].pairs.max(seen[at][found]);
            }
        }
    }
}

/// Martin Thomas and Thomas Martin are two people, as a rule: how many pairs of records have each
/// other's names follows from how often each name occurs, too.
fn count_swapped(records: &Records, features: &[Feature], findings: &mut [Vec<f64>]) {
    let Some(at) = features.iter().position(|one| *one == Feature::Given) else {
        return;
    };
    let order = |row: u32| {
        let both = Key::Names.hash(records, row)?;
        Some((both, Key::Whole(Part::Given).hash(records, row)?))
    };
    let mut orders: Vec<(u64, u64)> = (0..records.rows as u32)
        .into_par_iter()
        .filter_map(order)
        .collect();
    orders.par_sort_unstable();
    let swapped = |names: &[(u64, u64)]| {
        let first = names.iter().take_while(|one| **one == names[0]).count();
        (first * (names.len() - first)) as f64
    };
    let pairs: f64 = orders.chunk_by(|a, b| a.0 == b.0).map(swapped).sum();
    let counted = &mut findings[at][usize::from(given::SWAPPED)];
    *counted = counted.max(pairs);
}

/// What equal values of one finding come to.
#[derive(Clone, Copy, Default)]
struct Equal {
    /// Records that have one of them.
    records: f64,
    /// Their shares, weighted by records.
    shares: f64,
    /// Pairs of records that have the same.
    pairs: f64,
}

/// The values of a part by the finding that two records with it have.
fn equal_values(records: &Records, features: &[Feature], feature: Feature) -> Option<Vec<Equal>> {
    let place = feature.part().and_then(|part| records.schema.place(part))?;
    let values = &records.values[place];
    let comparison = Comparison::new(records, features);
    let mut sums = vec![Equal::default(); feature.levels().len() + 1];
    for value in 1..values.len() as u32 {
        let sum = &mut sums[usize::from(comparison.equal_finding(feature, values, value))];
        let count = f64::from(values.count(value));
        sum.records += count;
        sum.shares += count * values.share(value);
        sum.pairs += count * (count - 1.0) / 2.0;
    }
    Some(sums)
}

fn count_patterns(compared: &[Compared]) -> Vec<(Pattern, f64)> {
    let mut counts: HashedMap<(Pattern, f64)> = HashedMap::default();
    for (_, _, pattern) in compared {
        counts.entry(mix(*pattern)).or_insert((*pattern, 0.0)).1 += 1.0;
    }
    let mut patterns: Vec<(Pattern, f64)> = counts.into_values().collect();
    patterns.sort_unstable_by_key(|(pattern, _)| *pattern);
    patterns
}

fn tally(features: &[Feature], patterns: &[(Pattern, f64)]) -> Vec<Vec<f64>> {
    let mut counts: Vec<Vec<f64>> = features
        .iter()
        .map(|feature| vec![0.0; feature.levels().len() + 1])
        .collect();
    for (pattern, count) in patterns {
        for (at, counts) in counts.iter_mut().enumerate() {
            counts[usize::from(finding(*pattern, at))] += count;
        }
    }
    counts
}

/// Sets these draws apart from others of the same seed; the letters of «stra».
const STRANGE: u64 = 0x7374_7261;

fn strangers(sample: &[u32], seed: u64) -> Vec<(u32, u32)> {
    let draw = |number: u64| {
        let bits = mix(mix(seed ^ STRANGE) ^ number);
        sample[((u128::from(bits) * sample.len() as u128) >> 64) as usize]
    };
    (0..STRANGERS as u64)
        .map(|at| (draw(2 * at), draw(2 * at + 1)))
        .filter(|(a, b)| a != b)
        .collect()
}

/// The mean share of the values behind each finding of equality, weighted by their records.
pub(crate) fn mean_shares(records: &Records, features: &[Feature]) -> Vec<Vec<f64>> {
    let mean = |sum: &Equal| {
        if sum.records > 0.0 {
            sum.shares / sum.records
        } else {
            1.0
        }
    };
    features
        .iter()
        .map(|feature| match equal_values(records, features, *feature) {
            Some(sums) => sums.iter().map(mean).collect(),
            None => vec![1.0; feature.levels().len() + 1],
        })
        .collect()
}
