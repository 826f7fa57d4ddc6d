//! The whole of linking: records in, people and households out.

use std::ops::Range;

use rayon::prelude::*;

use crate::block::{Blocks, find_rules, usual_agreement};
use crate::check::{SelfCheck, check, is_simple};
use crate::cluster::{Told, Union, cluster};
use crate::compare::{Comparison, MOST_FEATURES, Pattern};
use crate::error::LinkageError;
use crate::evidence::{Compared, evidence, mean_shares, relations};
use crate::explain::{Explanation, explain};
use crate::feature::Feature;
use crate::learn::{learn, unlearned};
use crate::model::{Model, Odds};
use crate::pair::{Options, Pair};
use crate::record::{Records, Schema};
use crate::role::Role;
use crate::table::Table;

/// Who is who.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The person of each row: the first row that is this person.
    pub person: Vec<u32>,
    /// The household or firm of each row: the first row that belongs to it.
    pub household: Vec<u32>,
    /// How sure each row's person is: of a row with others, the chance of its likeliest partner
    /// among them; of a row alone, one minus the chance of its likeliest partner anywhere.
    pub probability: Vec<f64>,
    /// The pairs that were compared and are not plainly strangers, ascending.
    pub pairs: Vec<Pair>,
}

/// Records, the model learned from them, and the index that finds partners.
pub struct Linker {
    options: Options,
    records: Records,
    model: Model,
    blocks: Blocks,
    /// Records that are in the blocks; later ones are in the index beside them.
    first_rows: usize,
    /// What learning compared, so that linking need not compare it again.
    compared: Vec<Compared>,
    check: SelfCheck,
}

/// Pairs less likely than this to belong together in any way are forgotten.
const FORGOTTEN: f64 = 0.001;

impl Linker {
    /// Learns from the records alone how much each comparison tells.
    ///
    /// # Errors
    /// When the roles do not fit the table or leave nothing to compare.
    pub fn learn(table: &Table, roles: &[Role], options: &Options) -> Result<Linker, LinkageError> {
        let schema = Schema::of(table, roles)?;
        let mut features = Feature::all(&schema);
        features.truncate(MOST_FEATURES);
        let mut records = Records::new(schema);
        records.add(table)?;
        let rules = find_rules(&records, &usual_agreement, options.seed);
        let blocks = Blocks::of(&records, &rules);
        let compared = compare_blocks(&records, &features, &blocks);
        let evidence = evidence(
            &records,
            &features,
            (&rules, &blocks),
            &compared,
            options.seed,
        );
        let relations = relations(&records);
        let mut kin = learn(&features, &relations, &evidence);
        let simple: Vec<(Pattern, f64)> = evidence
            .patterns
            .iter()
            .filter(|(pattern, _)| is_simple(&features, *pattern))
            .copied()
            .collect();
        let mut checked = check(&kin, &simple, options.certain);
        if checked.has_collapsed() || checked.is_too_little() {
            kin = unlearned(&features, &relations, &evidence, &simple);
            checked = check(&kin, &simple, options.certain);
        }
        let shares = mean_shares(&records, &features);
        let schema = records.schema.clone();
        let model = Model {
            schema,
            features,
            kin,
            shares,
            rows: records.rows,
            rules,
        };
        let first_rows = records.rows;
        Ok(Linker {
            options: *options,
            records,
            model,
            blocks,
            first_rows,
            compared,
            check: checked,
        })
    }

    /// Takes a kept model for these records; nothing is learned.
    ///
    /// # Errors
    /// When the model was learned from other columns or by an older program.
    pub fn with_model(table: &Table, roles: &[Role], model: Model) -> Result<Linker, LinkageError> {
        if Schema::of(table, roles)?.parts != model.schema.parts || !model.is_current() {
            return Err(LinkageError::OtherModel);
        }
        let mut records = Records::new(model.schema.clone());
        records.add(table)?;
        let blocks = Blocks::of(&records, &model.rules);
        let first_rows = records.rows;
        let check = SelfCheck::default();
        Ok(Linker {
            options: Options::default(),
            records,
            model,
            blocks,
            first_rows,
            compared: Vec::new(),
            check,
        })
    }

    /// What was learned.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How learning did against the simple rule that everybody has.
    #[must_use]
    pub fn check(&self) -> SelfCheck {
        self.check
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.rows
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.rows == 0
    }

    /// Adds records; gives their row numbers. Nothing is learned from them.
    ///
    /// # Errors
    /// When the table has other columns.
    pub fn add(&mut self, table: &Table) -> Result<Range<u32>, LinkageError> {
        let from = self.records.rows;
        self.records.add(table)?;
        self.blocks.add(&self.records, &self.model.rules, from);
        Ok(from as u32..self.records.rows as u32)
    }

    /// The pairs of these rows with any other, ascending; strangers are left out.
    #[must_use]
    pub fn pairs_of(&self, rows: Range<u32>) -> Vec<Pair> {
        let comparison = self.comparison();
        let of_row = |row: u32| {
            let partners = self.blocks.partners(&self.records, &self.model.rules, row);
            let fresh = partners
                .into_iter()
                .filter(|other| !rows.contains(other) || *other < row);
            let found = fresh.filter_map(|other| {
                let (a, b) = (other.min(row), other.max(row));
                kept(
                    a,
                    b,
                    self.model
                        .odds(&self.records, comparison.pattern(a, b), a, b),
                )
            });
            found.collect::<Vec<Pair>>()
        };
        let mut pairs: Vec<Pair> = rows.clone().into_par_iter().flat_map_iter(of_row).collect();
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs
    }

    /// Compares two records.
    #[must_use]
    pub fn compare(&self, a: u32, b: u32) -> Pair {
        let odds = self.odds(&self.comparison(), a, b);
        Pair {
            a: a.min(b),
            b: a.max(b),
            probability: odds.same,
            together: odds.together,
        }
    }

    /// Says why two records are one person, or why not.
    #[must_use]
    pub fn explain(&self, a: u32, b: u32) -> Explanation {
        explain(
            &self.model,
            &self.records,
            &self.comparison(),
            a.min(b),
            a.max(b),
        )
    }

    /// Links all records.
    #[must_use]
    pub fn link(&self, told: &Told) -> Linked {
        let again;
        let compared = if self.compared.is_empty() {
            again = compare_blocks(&self.records, &self.model.features, &self.blocks);
            &again
        } else {
            &self.compared
        };
        let weigh = |(a, b, pattern): &Compared| {
            kept(*a, *b, self.model.odds(&self.records, *pattern, *a, *b))
        };
        let mut pairs: Vec<Pair> = compared.par_iter().filter_map(weigh).collect();
        pairs.extend(self.pairs_of(self.first_rows as u32..self.records.rows as u32));
        pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        self.cluster(pairs, told)
    }

    /// Makes people and households of pairs.
    #[must_use]
    pub fn cluster(&self, pairs: Vec<Pair>, told: &Told) -> Linked {
        let comparison = self.comparison();
        let sure = pairs
            .iter()
            .filter(|pair| pair.probability >= self.options.certain);
        let links: Vec<(u32, u32, f64)> = sure
            .map(|pair| (pair.a, pair.b, pair.probability))
            .collect();
        let weigh = |a: u32, b: u32| self.odds(&comparison, a, b).log_odds;
        let person = cluster(self.records.rows, links, told, &weigh);
        let household = households(&person, &pairs);
        let probability = certainty(&person, &pairs);
        Linked {
            person,
            household,
            probability,
            pairs,
        }
    }

    fn comparison(&self) -> Comparison<'_> {
        Comparison::new(&self.records, &self.model.features)
    }

    fn odds(&self, comparison: &Comparison<'_>, a: u32, b: u32) -> Odds {
        let (a, b) = (a.min(b), a.max(b));
        self.model
            .odds(&self.records, comparison.pattern(a, b), a, b)
    }
}

fn compare_blocks(records: &Records, features: &[Feature], blocks: &Blocks) -> Vec<Compared> {
    let comparison = Comparison::new(records, features);
    let compare = |a: u32, b: u32| {
        let (a, b) = (a.min(b), a.max(b));
        (a, b, comparison.pattern(a, b))
    };
    let mut compared = blocks.pairs(compare);
    // A customer who stands in a list thousands of times fills blocks that are too large.
    let repeated = records.repeated();
    let left_out = repeated.iter().filter(|(a, b)| blocks.miss(*a, *b));
    compared.extend(left_out.map(|(a, b)| compare(*a, *b)));
    compared
}

fn kept(a: u32, b: u32, odds: Odds) -> Option<Pair> {
    let pair = Pair {
        a,
        b,
        probability: odds.same,
        together: odds.together,
    };
    (odds.together >= FORGOTTEN).then_some(pair)
}

/// People who are likelier together than not are one household or firm.
fn households(person: &[u32], pairs: &[Pair]) -> Vec<u32> {
    let mut union = Union::new(person.len());
    for (row, first) in (0..).zip(person) {
        union.join(row, *first);
    }
    for pair in pairs.iter().filter(|pair| pair.together >= 0.5) {
        union.join(pair.a, pair.b);
    }
    union.roots()
}

fn certainty(person: &[u32], pairs: &[Pair]) -> Vec<f64> {
    let mut inside = vec![0.0_f64; person.len()];
    let mut outside = vec![0.0_f64; person.len()];
    for pair in pairs {
        let (a, b) = (pair.a as usize, pair.b as usize);
        let side = if person[a] == person[b] {
            &mut inside
        } else {
            &mut outside
        };
        side[a] = side[a].max(pair.probability);
        side[b] = side[b].max(pair.probability);
    }
    let sure = inside.iter().zip(&outside);
    sure.map(|(own, other)| if *own > 0.0 { *own } else { 1.0 - other })
        .collect()
}
