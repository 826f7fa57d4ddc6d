//! Boosted trees that correct expected counts: few, shallow, and every step a small one.
//!
//! Enters: rows of features, the number expected of each and the number that came. Leaves: a
//! factor per row by which the expectation is to be multiplied.
//!
//! Each tree is grown on the Poisson loss, with the logarithm of the expectation as offset, so
//! that what is learnt is a ratio and carries over to other horizons. Splits are searched in
//! histograms; nothing is random.
//!
//! Source: Friedman 2001, "Greedy Function Approximation: A Gradient Boosting Machine", Annals
//! of Statistics 29(5); the regularised leaf of Chen & Guestrin 2016, "XGBoost", KDD.

use crate::choosing::behaviour::FEATURES;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Trees in all: with steps of a tenth they take a correction most of its way.
const TREES: usize = 60;

/// Share of a leaf's best value that is taken per tree.
const STEP: f64 = 0.1;

/// Levels of a tree: up to three features act together.
const DEPTH: usize = 3;

/// Expected orders added to each leaf's own, so that thin leaves correct little (20 to 60 did
/// alike on the past of the reference logs).
const RIDGE: f64 = 50.0;

/// Expected orders below which no leaf is made.
const FEWEST_EXPECTED: f64 = 20.0;

/// Cuts per feature at most, at quantiles of the training rows.
const MOST_CUTS: usize = 31;

/// Largest correction in logarithms: threefold, up or down.
const MOST_CORRECTION: f64 = 1.1;

/// A row of `N` features; unknown ones are given a value of their own, such as −1.
pub(crate) type Row<const N: usize> = [f32; N];

/// Trees that give a factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BoostedFactor {
    trees: Vec<Tree>,
}

/// A complete binary tree: at level l, node i asks whether a feature is above a cut.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedTree")]
struct Tree {
    splits: Vec<Split>,
    leaves: Vec<f64>,
}

/// A tree as it stands in a file, before it is checked.
#[derive(Deserialize)]
struct UncheckedTree {
    splits: Vec<Split>,
    leaves: Vec<f64>,
}

impl TryFrom<UncheckedTree> for Tree {
    type Error = &'static str;

    fn try_from(raw: UncheckedTree) -> Result<Self, Self::Error> {
        let UncheckedTree { splits, leaves } = raw;
        let is_whole = splits.len() + 1 == 1 << DEPTH && leaves.len() == 1 << DEPTH;
        let is_sound = splits.iter().all(|split| split.feature < FEATURES)
            && leaves.iter().all(|leaf| leaf.is_finite());
        match is_whole && is_sound {
            true => Ok(Self { splits, leaves }),
            false => Err("a tree of the learnt correction is not whole; fit again"),
        }
    }
}

/// A question that sends a row left (at or below the cut) or right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Split {
    feature: usize,
    cut: f32,
}

/// The question that sends everybody left, where no split is worth making; finite, so that it can
/// be written as JSON.
const NO_SPLIT: Split = Split {
    feature: 0,
    cut: f32::MAX,
};

/// What the rows of one node, or of one bin, add up to.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    expected: f64,
    came: f64,
}

impl Weight {
    fn plus(self, other: Self) -> Self {
        Self {
            expected: self.expected + other.expected,
            came: self.came + other.came,
        }
    }

    fn less(self, other: Self) -> Self {
        Self {
            expected: self.expected - other.expected,
            came: self.came - other.came,
        }
    }

    /// How much better the loss gets when these rows get a leaf of their own.
    fn gain(self) -> f64 {
        (self.came - self.expected).powi(2) / (self.expected + RIDGE)
    }

    /// The leaf's best value: one Newton step of the logarithm of the factor.
    fn leaf(self) -> f64 {
        STEP * (self.came - self.expected) / (self.expected + RIDGE)
    }
}

impl BoostedFactor {
    /// Learns factors from rows with what was expected (above zero) and what came.
    pub(crate) fn fit<const N: usize>(rows: &[Row<N>], expected: &[f64], came: &[f64]) -> Self {
        let cuts: Vec<Vec<f32>> = (0..N).map(|feature| quantile_cuts(rows, feature)).collect();
        let bins = bin_rows(rows, &cuts);
        let mut current = expected.to_vec();
        let mut trees = Vec::with_capacity(TREES);
        for _ in 0..TREES {
            let (tree, leaf_of_row) = grow(&bins, &cuts, &current, came);
            for (now, &leaf) in current.iter_mut().zip(&leaf_of_row) {
                *now *= tree.leaves[leaf as usize].exp();
            }
            trees.push(tree);
        }
        Self { trees }
    }

    /// The logarithm of a row's factor.
    pub(crate) fn ln_factor<const N: usize>(&self, row: &Row<N>) -> f64 {
        let sum: f64 = self.trees.iter().map(|tree| tree.value(row)).sum();
        sum.clamp(-MOST_CORRECTION, MOST_CORRECTION)
    }
}

impl Tree {
    fn value<const N: usize>(&self, row: &Row<N>) -> f64 {
        let mut node = 0;
        for _ in 0..DEPTH {
            let split = self.splits[node];
            node = 2 * node + 1 + usize::from(row[split.feature] > split.cut);
        }
        self.leaves[node - self.splits.len()]
    }
}

/// Cuts between neighbouring quantiles of a feature, rising and distinct.
fn quantile_cuts<const N: usize>(rows: &[Row<N>], feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows.iter().map(|row| row[feature]).collect();
    values.sort_unstable_by(f32::total_cmp);
    let mut cuts: Vec<f32> = (1..=MOST_CUTS)
        .filter_map(|at| values.get(at * values.len() / (MOST_CUTS + 1)).copied())
        .collect();
    cuts.dedup();
    if cuts.last() == values.last() {
        cuts.pop();
    }
    cuts
}

/// The bin of every row in every feature, feature by feature.
fn bin_rows<const N: usize>(rows: &[Row<N>], cuts: &[Vec<f32>]) -> Vec<Vec<u8>> {
    (0..N)
        .into_par_iter()
        .map(|feature| {
            let bin = |row: &Row<N>| cuts[feature].partition_point(|cut| *cut < row[feature]);
            rows.iter().map(|row| bin(row) as u8).collect()
        })
        .collect()
}

/// Grows one tree level by level; also gives the leaf each row ends in.
fn grow(bins: &[Vec<u8>], cuts: &[Vec<f32>], expected: &[f64], came: &[f64]) -> (Tree, Vec<u32>) {
    let mut node_of_row = vec![0u32; expected.len()];
    let mut splits = Vec::new();
    for level in 0..DEPTH {
        let nodes = 1 << level;
        let best = best_splits(bins, &node_of_row, nodes, expected, came);
        for (row, node) in node_of_row.iter_mut().enumerate() {
            let goes_right = best[*node as usize]
                .is_some_and(|(feature, cut)| usize::from(bins[feature][row]) > cut);
            *node = 2 * *node + u32::from(goes_right);
        }
        splits.extend(best.iter().map(|split| match split {
            Some((feature, cut)) => Split {
                feature: *feature,
                cut: cuts[*feature][*cut],
            },
            None => NO_SPLIT,
        }));
    }
    let mut weights = vec![Weight::default(); 1 << DEPTH];
    for (row, &node) in node_of_row.iter().enumerate() {
        let own = Weight {
            expected: expected[row],
            came: came[row],
        };
        weights[node as usize] = weights[node as usize].plus(own);
    }
    let leaves = weights.into_iter().map(Weight::leaf).collect();
    (Tree { splits, leaves }, node_of_row)
}

/// For each node the feature and cut with the largest gain, if any gains.
fn best_splits(
    bins: &[Vec<u8>],
    node_of_row: &[u32],
    nodes: usize,
    expected: &[f64],
    came: &[f64],
) -> Vec<Option<(usize, usize)>> {
    let by_feature: Vec<Vec<(f64, usize)>> = bins
        .par_iter()
        .map(|bin_of_row| {
            let mut sums = vec![[Weight::default(); MOST_CUTS + 1]; nodes];
            for (row, &bin) in bin_of_row.iter().enumerate() {
                let sum = &mut sums[node_of_row[row] as usize][usize::from(bin)];
                sum.expected += expected[row];
                sum.came += came[row];
            }
            sums.iter().map(best_cut).collect()
        })
        .collect();
    (0..nodes)
        .map(|node| {
            let mut best = (0.0, None);
            for (feature, cuts) in by_feature.iter().enumerate() {
                let (gain, cut) = cuts[node];
                if gain > best.0 {
                    best = (gain, Some((feature, cut)));
                }
            }
            best.1
        })
        .collect()
}

/// The cut of one feature's histogram with the largest gain, zero where none is allowed.
fn best_cut(sums: &[Weight; MOST_CUTS + 1]) -> (f64, usize) {
    let all = sums
        .iter()
        .fold(Weight::default(), |sum, bin| sum.plus(*bin));
    let (mut best, mut left) = ((0.0, 0), Weight::default());
    for (cut, bin) in sums[..MOST_CUTS].iter().enumerate() {
        left = left.plus(*bin);
        let right = all.less(left);
        if left.expected.min(right.expected) < FEWEST_EXPECTED {
            continue;
        }
        let gain = left.gain() + right.gain() - all.gain();
        if gain > best.0 + 1e-9 {
            best = (gain, cut);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two features; only the first decides: above 0.5 twice as much comes as expected.
    fn planted() -> (Vec<Row<2>>, Vec<f64>, Vec<f64>) {
        let rows: Vec<Row<2>> = (0..4_000)
            .map(|at| [(at % 100) as f32 / 100.0, (at % 7) as f32])
            .collect();
        let expected = vec![1.0; rows.len()];
        let came = rows
            .iter()
            .map(|row| if row[0] > 0.5 { 2.0 } else { 0.5 })
            .collect();
        (rows, expected, came)
    }

    #[test]
    fn planted_factor_is_found_and_other_features_are_left_alone() {
        let (rows, expected, came) = planted();
        let learnt = BoostedFactor::fit(&rows, &expected, &came);
        for other in 0..7 {
            let busy = learnt.ln_factor(&[0.9, other as f32]);
            let quiet = learnt.ln_factor(&[0.1, other as f32]);
            assert!((busy - 2.0_f64.ln()).abs() < 0.05, "{busy}");
            assert!((quiet - 0.5_f64.ln()).abs() < 0.05, "{quiet}");
        }
    }

    #[test]
    fn few_rows_and_none_correct_nothing() {
        let none = BoostedFactor::fit::<2>(&[], &[], &[]);
        assert_eq!(none.ln_factor(&[0.0, 0.0]), 0.0);
        let few = BoostedFactor::fit(&[[0.0, 0.0], [1.0, 0.0]], &[1.0, 1.0], &[0.0, 5.0]);
        let correction = few.ln_factor(&[1.0, 0.0]);
        assert!(correction < 2.5_f64.ln() / 2.0, "{correction}");
    }

    #[test]
    fn what_is_expected_rightly_is_left_alone() {
        let (rows, expected, _) = planted();
        let learnt = BoostedFactor::fit(&rows, &expected, &expected);
        assert!(rows.iter().all(|row| learnt.ln_factor(row).abs() < 1e-12));
    }
}
