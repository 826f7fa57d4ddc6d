//! Which records are worth comparing. Enters: records. Leaves: rules, each a few keys that must be
//! equal, and the pairs they give.
//!
//! The rules are found, not given: every small set of keys is a candidate. What a rule costs is
//! counted on a sample. What it finds is judged on simulated pairs of one person, whose parts are
//! missing as often as in the records and agree as often as was learned. Rules are taken greedily,
//! most found for the cost first, until nothing is gained or the budget is spent.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::block_index::{BlockIndex, row_of};
use crate::key::Key;
use crate::record::{Part, Records};
use crate::values::{MISSING, mix};

/// Keys that must all be equal; no keys: every pair is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) keys: Vec<Key>,
}

/// A record that a rule says nothing about.
pub(crate) const NO_BLOCK: u32 = 0;

impl Rule {
    /// Whether every pair that the other rule finds is found by this one.
    fn holds(&self, other: &Rule) -> bool {
        let is_implied = |key: &Key| other.keys.iter().any(|one| one.implies(*key));
        self.keys.iter().all(is_implied)
    }

    /// Where the parts of the keys stand, and which must be equal as a whole.
    fn places(&self, records: &Records) -> Vec<(usize, bool)> {
        let at = |part| records.schema.place(part).unwrap_or_default();
        let own = self.keys.iter().map(|key| (at(key.part()), key.is_whole()));
        let names = self.keys.contains(&Key::Names);
        own.chain(names.then(|| (at(Part::Given), true))).collect()
    }

    /// The block of a record: a number it shares with records whose keys are all equal.
    pub(crate) fn block(&self, records: &Records, row: u32) -> u32 {
        block_of(self.keys.iter().map(|key| key.hash(records, row)))
    }
}

/// The block of a record with these keys; none where one is not known.
fn block_of(mut keys: impl Iterator<Item = Option<u64>>) -> u32 {
    let hash = keys.try_fold(1_u64, |hash, key| Some(mix(hash ^ key?)));
    hash.map_or(NO_BLOCK, |hash| ((hash >> 32) as u32).max(1))
}

/// Pairs compared for each record, and at least in all. Three a record is what a careful hand-made
/// set of rules takes on a million customers.
const PAIRS_A_RECORD: f64 = 3.0;
const FREE_PAIRS: f64 = 600_000.0;
/// Records on which the cost of rules is counted: of a million, a rule that may cost half of all
/// pairs has some two thousand of them among so many, and a fiftieth of that is seen still.
const SAMPLE: usize = 40_000;
/// Simulated pairs of one person.
const SIMULATED: usize = 16_384;
/// Rules at most, and the least share of simulated pairs a rule must add.
const MOST_RULES: usize = 16;
const LEAST_GAIN: f64 = 0.0005;
/// A pair found by a second rule is worth this, by a third that: the simulation may be wrong.
const SECOND_FIND: f64 = 0.3;
const THIRD_FIND: f64 = 0.1;

/// How many pairs may be compared.
pub(crate) fn budget(rows: usize) -> f64 {
    (PAIRS_A_RECORD * rows as f64).max(FREE_PAIRS)
}

/// How often the parts of one person's records are equal.
pub(crate) type Agreement<'a> = &'a (dyn Fn(Part) -> f64 + Sync);

/// How often parts are equal before anything is learned: contact points change, births do not.
pub(crate) fn usual_agreement(part: Part) -> f64 {
    match part {
        Part::Email | Part::Phone | Part::Company => 0.6,
        Part::Born | Part::Identifier => 0.85,
        _ => 0.8,
    }
}

struct Candidate {
    rule: Rule,
    cost: f64,
    finds: Vec<bool>,
}

/// Finds the rules for these records.
pub(crate) fn find_rules(records: &Records, agreement: Agreement<'_>, seed: u64) -> Vec<Rule> {
    let rows = records.rows as f64;
    if rows * (rows - 1.0) / 2.0 <= FREE_PAIRS {
        return vec![Rule { keys: Vec::new() }];
    }
    let sample = records.sample(SAMPLE);
    let twins = simulate(records, &sample, agreement, seed);
    let mut candidates = weigh(records, &sample, &twins, small_sets(records));
    let wide = candidates
        .iter()
        .filter(|one| one.cost > budget(records.rows) / 8.0 && one.rule.keys.len() == 2);
    let narrowed: Vec<Rule> = wide.flat_map(|one| narrow(records, &one.rule)).collect();
    candidates.extend(weigh(records, &sample, &twins, narrowed));
    choose(candidates, records.rows)
}

/// Every key, and every two keys of different parts.
fn small_sets(records: &Records) -> Vec<Rule> {
    let present = records.schema.parts.iter().zip(&records.values);
    let telling =
        present.filter(|(_, values)| values.len() > 2 && values.filled() * 50 > records.rows);
    let mut keys: Vec<Key> = telling.flat_map(|(part, _)| Key::of_part(*part)).collect();
    if keys.iter().any(|key| key.part() == Part::Given)
        && keys.iter().any(|key| key.part() == Part::Surname)
    {
        keys.push(Key::Names);
    }
    let mut rules: Vec<Rule> = keys.iter().map(|key| Rule { keys: vec![*key] }).collect();
    for (at, one) in keys.iter().enumerate() {
        let others = keys[at + 1..]
            .iter()
            .filter(|other| other.part() != one.part());
        rules.extend(others.map(|other| Rule {
            keys: vec![*one, *other],
        }));
    }
    rules
}

/// A rule that costs too much with one more key.
fn narrow(records: &Records, rule: &Rule) -> Vec<Rule> {
    let taken: Vec<Part> = rule.keys.iter().map(|key| key.part()).collect();
    let free = records
        .schema
        .parts
        .iter()
        .filter(|part| !taken.contains(part));
    let more = free.filter(|part| {
        matches!(
            part,
            Part::Region | Part::City | Part::Postcode | Part::Born | Part::Number
        )
    });
    more.map(|part| {
        let mut keys = rule.keys.clone();
        keys.push(Key::Whole(*part));
        Rule { keys }
    })
    .collect()
}

fn weigh(records: &Records, sample: &[u32], twins: &[Twins], rules: Vec<Rule>) -> Vec<Candidate> {
    let scale = (records.rows as f64 / sample.len() as f64).powi(2);
    let mut keys: Vec<Key> = Vec::new();
    for key in rules.iter().flat_map(|rule| &rule.keys) {
        if !keys.contains(key) {
            keys.push(*key);
        }
    }
    let hash = |key: &Key| sample.iter().map(|row| key.hash(records, *row)).collect();
    let hashes: Vec<Vec<Option<u64>>> = keys.par_iter().map(hash).collect();
    let column = |key: &Key| keys.iter().zip(&hashes).find(|(own, _)| *own == key);
    rules
        .into_par_iter()
        .map(|rule| {
            let own: Vec<&Vec<Option<u64>>> = rule
                .keys
                .iter()
                .filter_map(|key| Some(column(key)?.1))
                .collect();
            let mut blocks: Vec<u32> = (0..sample.len())
                .map(|at| block_of(own.iter().map(|hashes| hashes[at])))
                .filter(|block| *block != NO_BLOCK)
                .collect();
            blocks.sort_unstable();
            let pairs: f64 = blocks
                .chunk_by(|a, b| a == b)
                .map(|same| (same.len() * (same.len() - 1) / 2) as f64)
                .sum();
            let places = rule.places(records);
            let finds = twins.iter().map(|pair| pair.agree_on(&places)).collect();
            Candidate {
                rule,
                cost: pairs * scale,
                finds,
            }
        })
        .collect()
}

fn choose(mut candidates: Vec<Candidate>, rows: usize) -> Vec<Rule> {
    let budget = budget(rows);
    let mut found = vec![0_u8; SIMULATED];
    let mut chosen = Vec::new();
    let mut spent = 0.0;
    while chosen.len() < MOST_RULES {
        let worth = |one: &Candidate| -> f64 {
            let finds = one.finds.iter().zip(&found).filter(|(finds, _)| **finds);
            let sum: f64 = finds
                .map(|(_, times)| match times {
                    0 => 1.0,
                    1 => SECOND_FIND,
                    2 => THIRD_FIND,
                    _ => 0.0,
                })
                .sum();
            sum / SIMULATED as f64
        };
        // A rule is never free: looking for its blocks costs about a fiftieth pair a record.
        let rate = |one: &Candidate| {
            let worth = worth(one);
            let is_open = spent + one.cost <= budget && worth >= LEAST_GAIN;
            is_open.then(|| worth / (one.cost / rows as f64 + 0.02))
        };
        let rates = candidates.par_iter().map(rate).collect::<Vec<_>>();
        let open = rates
            .iter()
            .enumerate()
            .filter_map(|(at, rate)| Some((at, (*rate)?)));
        let Some((best, _)) = open.max_by(|a, b| a.1.total_cmp(&b.1)) else {
            break;
        };
        let best = candidates.swap_remove(best);
        found
            .iter_mut()
            .zip(&best.finds)
            .for_each(|(times, finds)| *times += u8::from(*finds));
        // A narrow rule is cheap and taken early; a wider one taken later finds all it finds.
        chosen.retain(|one: &Candidate| {
            let is_held = best.rule.holds(&one.rule);
            spent -= if is_held { one.cost } else { 0.0 };
            !is_held
        });
        spent += best.cost;
        chosen.push(best);
    }
    chosen.into_iter().map(|one| one.rule).collect()
}

/// Two simulated records of one person: which parts are known on both sides and equal.
struct Twins {
    equal: Vec<bool>,
    /// Equal at least in their coarser keys.
    near: Vec<bool>,
}

impl Twins {
    fn agree_on(&self, places: &[(usize, bool)]) -> bool {
        places
            .iter()
            .all(|(at, is_whole)| self.equal[*at] || (!is_whole && self.near[*at]))
    }
}

/// Share of people who moved between two records, so that no part of the address agrees: every
/// seventh person moves in a year, and records are some years apart, but most lists are updated.
const MOVED: f64 = 0.12;
/// How often a coarser key is equal where the whole value is not.
const NEAR: f64 = 0.5;

/// Sets these draws apart from others of the same seed; the letters of «twin».
const TWINS: u64 = 0x7477_696e;

fn simulate(records: &Records, sample: &[u32], agreement: Agreement<'_>, seed: u64) -> Vec<Twins> {
    let parts = &records.schema.parts;
    let rates: Vec<f64> = parts.iter().map(|part| agreement(*part)).collect();
    let salts: Vec<u64> = parts.iter().map(|part| part.salt()).collect();
    let draw = |pair: u64, salt: u64| {
        let bits = mix(mix(seed ^ TWINS ^ salt).wrapping_add(pair));
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    };
    let pick = |chance: f64| {
        let at = (chance * sample.len() as f64) as usize;
        sample[at.min(sample.len() - 1)] as usize
    };
    (0..SIMULATED as u64)
        .map(|pair| {
            let (one, other) = (pick(draw(pair, 1)), pick(draw(pair, 2)));
            let moved = draw(pair, 3) < MOVED;
            let mut twins = Twins {
                equal: Vec::new(),
                near: Vec::new(),
            };
            for (at, part) in parts.iter().enumerate() {
                let known = [one, other]
                    .iter()
                    .all(|row| records.values[at].of_row[*row] != MISSING);
                let is_place = matches!(
                    part,
                    Part::Number | Part::Street | Part::Postcode | Part::City | Part::Region
                );
                let stays = known && !(moved && is_place);
                let salt = salts[at];
                twins.equal.push(draw(pair, salt) < rates[at] && stays);
                twins.near.push(draw(pair, !salt) < NEAR && stays);
            }
            twins
        })
        .collect()
}

/// Blocks of all records for all rules, for lists and for records that come later.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blocks {
    /// By rule: the block of each record; [`NO_BLOCK`] where it is in none or in one too large.
    of_row: Vec<Vec<u32>>,
    /// By rule: block and record, packed and sorted.
    sorted: Vec<BlockIndex>,
    /// By rule: records that came later.
    later: Vec<crate::values::HashedMap<Vec<u32>>>,
    largest: Vec<usize>,
}

impl Blocks {
    /// Puts all records into blocks.
    pub(crate) fn of(records: &Records, rules: &[Rule]) -> Blocks {
        let mut blocks = Blocks::default();
        let share = budget(records.rows) / 2.0;
        for rule in rules {
            let mut of_row: Vec<u32> = (0..records.rows as u32)
                .into_par_iter()
                .map(|row| rule.block(records, row))
                .collect();
            let mut sorted: Vec<u64> = (0..)
                .zip(&of_row)
                .filter(|(_, block)| **block != NO_BLOCK)
                .map(|(row, block): (u64, _)| u64::from(*block) << 32 | row)
                .collect();
            sorted.par_sort_unstable();
            let largest = if rule.keys.is_empty() {
                usize::MAX
            } else {
                largest_block(&sorted, share)
            };
            for block in sorted
                .chunk_by(is_one_block)
                .filter(|block| block.len() > largest)
            {
                block
                    .iter()
                    .for_each(|packed| of_row[row_of(*packed) as usize] = NO_BLOCK);
            }
            blocks.of_row.push(of_row);
            blocks.sorted.push(BlockIndex::of(sorted));
            blocks.later.push(crate::values::HashedMap::default());
            blocks.largest.push(largest);
        }
        blocks
    }

    /// Visits every pair of records that share a block, once.
    pub(crate) fn pairs<T: Send>(&self, visit: impl Fn(u32, u32) -> T + Sync) -> Vec<T> {
        let mut all = Vec::new();
        for (rule, sorted) in self.sorted.iter().enumerate() {
            let blocks: Vec<&[u64]> = sorted
                .packed
                .chunk_by(is_one_block)
                .filter(|block| block.len() > 1 && block.len() <= self.largest[rule])
                .collect();
            let found = blocks.par_iter().flat_map_iter(|block| {
                let visit = &visit;
                (0..block.len()).flat_map(move |at| {
                    let a = row_of(block[at]);
                    block[at + 1..].iter().filter_map(move |packed| {
                        let b = row_of(*packed);
                        (!self.is_in_earlier(rule, a, b)).then(|| visit(a, b))
                    })
                })
            });
            all.par_extend(found);
        }
        all
    }

    /// Whether two records share no block; of those that came later nothing is said.
    pub(crate) fn miss(&self, a: u32, b: u32) -> bool {
        let is_first = |of_row: &Vec<u32>| (a.max(b) as usize) < of_row.len();
        self.of_row.iter().all(is_first) && !self.is_in_earlier(self.of_row.len(), a, b)
    }

    fn is_in_earlier(&self, rule: usize, a: u32, b: u32) -> bool {
        self.of_row[..rule].iter().any(|of_row| {
            let block = of_row[a as usize];
            block != NO_BLOCK && block == of_row[b as usize]
        })
    }

    /// Adds records that came later.
    pub(crate) fn add(&mut self, records: &Records, rules: &[Rule], from: usize) {
        let rules = rules.par_iter().zip(&mut self.later);
        rules.for_each(|(rule, later)| {
            for row in from as u32..records.rows as u32 {
                let block = rule.block(records, row);
                if block != NO_BLOCK {
                    later.entry(u64::from(block)).or_default().push(row);
                }
            }
        });
    }

    /// All records that share a block with this one, ascending.
    pub(crate) fn partners(&self, records: &Records, rules: &[Rule], row: u32) -> Vec<u32> {
        let mut found = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            let block = rule.block(records, row);
            if block == NO_BLOCK {
                continue;
            }
            let most = self.largest[at].saturating_add(1);
            let before = found.len();
            found.extend(self.sorted[at].rows_of(block).take(most));
            if found.len() - before == most {
                found.truncate(before);
                continue;
            }
            found.extend(self.later[at].get(&u64::from(block)).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|other| *other != row);
        found
    }
}

fn is_one_block(a: &u64, b: &u64) -> bool {
    a >> 32 == b >> 32
}

/// The largest block that is compared: small blocks first, until the rule's share is spent.
fn largest_block(sorted: &[u64], share: f64) -> usize {
    let mut sizes: Vec<usize> = sorted.chunk_by(is_one_block).map(<[u64]>::len).collect();
    sizes.sort_unstable();
    let mut spent = 0.0;
    for size in &sizes {
        spent += (size * (size - 1) / 2) as f64;
        if spent > share {
            return size.saturating_sub(1).max(2);
        }
    }
    sizes.last().copied().unwrap_or(2).max(2)
}
