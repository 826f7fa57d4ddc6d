//! What a model says about everybody who is active, asked as few times as possible.
//!
//! Enters: a folded base and figures of a curve of expected orders. Leaves: the figures of every
//! distinct history.
//!
//! Once a customer is known to be active, orders and time alone tell the pace and the chance to
//! leave; the days since the last order tell no more than which stage of a regular rhythm has
//! been reached. By the day, five million customers have millions of histories, and a twentieth
//! or less as many pairs of orders and time.

use crate::folded::{FoldedHistories, FoldedRow};
use crate::models::base_model::BaseModel;
use rayon::prelude::*;

/// Repeats and bits of the time observed, with the folded row they belong to.
type ByOrdersAndTime = (u32, u64, u32);

impl BaseModel {
    /// Figures of the curve of expected orders, for every distinct history as if its customer
    /// were known to be active.
    ///
    /// - Formula: for every pair `(x, T)` the figures of `E_j(t)`, the expectation after j stages;
    ///   for every row their mean over `P(j | x, t_x, T, active)`.
    /// - Shape: a folded base and `N` figures of a curve in, `N` figures for each row of
    ///   [`FoldedHistories::rows`] out, in its order.
    /// - Units: those of the figures; the curve takes weeks and gives orders.
    /// - Range: figures must be linear in the curve, such as its value at a moment or a
    ///   discounted sum.
    /// - Errors: none.
    /// - Source: the posterior of an active customer, as in
    ///   [`expected_orders_if_active`](Self::expected_orders_if_active).
    /// - Checked: `tests/consistency.rs`, against every row asked by itself.
    pub fn map_active<const N: usize>(
        &self,
        base: &FoldedHistories,
        figures: impl Fn(&dyn Fn(f64) -> f64) -> [f64; N] + Sync,
    ) -> Vec<[f64; N]> {
        let rows = base.rows();
        let mut order: Vec<ByOrdersAndTime> = (0u32..)
            .zip(rows)
            .map(|(at, FoldedRow { history, .. })| (history.x(), history.t_obs().to_bits(), at))
            .collect();
        order.par_sort_unstable();
        let alike =
            |one: &ByOrdersAndTime, other: &ByOrdersAndTime| (one.0, one.1) == (other.0, other.1);
        let groups: Vec<&[ByOrdersAndTime]> = order.chunk_by(alike).collect();
        let mut all = vec![[0.0; N]; rows.len()];
        let found: Vec<Vec<[f64; N]>> = groups
            .par_iter()
            .map(|group| self.group_figures(group, rows, &figures))
            .collect();
        for (group, found) in groups.iter().zip(found) {
            for ((_, _, at), figures) in group.iter().zip(found) {
                all[*at as usize] = figures;
            }
        }
        all
    }

    /// The figures of histories that differ in nothing but their silence.
    fn group_figures<const N: usize>(
        &self,
        group: &[ByOrdersAndTime],
        rows: &[FoldedRow],
        figures: impl Fn(&dyn Fn(f64) -> f64) -> [f64; N],
    ) -> Vec<[f64; N]> {
        let history = |one: &ByOrdersAndTime| &rows[one.2 as usize].history;
        // The least silent: where nothing but silence is left, chances get too small to be numbers.
        let latest = &group[group.len() - 1];
        let Self::Cnbd(regular) = self else {
            let own = figures(&|weeks| self.expected_orders_if_active(history(latest), weeks));
            return vec![own; group.len()];
        };
        let by_stage: Vec<[f64; N]> = regular
            .stages_of(history(latest))
            .map(|active| figures(&|weeks| active.expected_orders(weeks)))
            .collect();
        let mixed = |one| {
            let (mut sum, mut weights) = ([0.0; N], 0.0);
            for (weight, figures) in regular.stage_terms(history(one)).zip(&by_stage) {
                weights += weight;
                sum.iter_mut()
                    .zip(figures)
                    .for_each(|(sum, figure)| *sum += weight * figure);
            }
            sum.map(|sum| sum / weights)
        };
        group.iter().map(mixed).collect()
    }
}
