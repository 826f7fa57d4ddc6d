//! Mean spends that may be zero or negative: each drawn towards the base's.
//!
//! Enters: capped means with their scatter. Leaves: what to expect of an order, of any sign.

use crate::money::spend_record::SpendRecord;
use serde::{Deserialize, Serialize};

/// Linear credibility: the base's mean and how many orders it is worth.
///
/// # The story
/// A customer's amounts vary around an own mean with variance σ²; the means vary around the
/// base's, m, with variance τ². Nothing is said about the shape, so refunds, orders below cost
/// and free ones are all fine. The best linear guess of an own mean lies between the mean seen
/// and m, the nearer to its own the more orders are known.
///
/// Source: Bühlmann & Straub 1970, "Glaubwürdigkeit für Schadensätze"; Robbins 1956.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShrunkMean {
    /// The base's mean per order day.
    pub centre: f64,
    /// Order days that the base's mean is worth, σ²/τ²; as many as there are where customers do
    /// not differ.
    pub worth: f64,
}

impl ShrunkMean {
    /// Learns centre and worth from a base; works for any, also an empty one.
    ///
    /// - Formula: σ² = Σ scatter / Σ(n−1); m = Σn·z/Σn; τ² = [Σn(z−m)² − (c−1)σ²] /
    ///   (Σn − Σn²/Σn) with c customers, not below a millionth of σ²; worth = σ²/τ².
    /// - Shape: one record per customer in, two numbers out.
    /// - Units: money, order days.
    /// - Range: any amounts.
    /// - Errors: none; an empty base expects nothing.
    /// - Source: Bühlmann & Straub 1970, the unbiased estimators.
    /// - Checked: `tests/spend.rs` on planted means.
    pub fn learn(records: &[SpendRecord]) -> Self {
        let known = || records.iter().filter(|record| record.capped.count() > 0);
        let days = |record: &SpendRecord| f64::from(record.capped.count());
        let customers = known().count() as f64;
        let all: f64 = known().map(days).sum();
        if all == 0.0 {
            return Self {
                centre: 0.0,
                worth: 1.0,
            };
        }
        let centre = known()
            .map(|one| days(one) * one.capped.mean())
            .sum::<f64>()
            / all;
        let scatter: f64 = known().map(|one| one.scatter).sum();
        let within = scatter / (all - customers).max(1.0);
        let off: f64 = known()
            .map(|one| days(one) * (one.capped.mean() - centre).powi(2))
            .sum();
        let squares: f64 = known().map(|one| days(one).powi(2)).sum();
        let between = (off - (customers - 1.0) * within) / (all - squares / all).max(1.0);
        let worth = if within <= 0.0 {
            0.0
        } else {
            (within / between.max(1e-6 * within)).min(all)
        };
        Self { centre, worth }
    }

    /// What to expect of an order.
    ///
    /// - Formula: `(n·z + worth·m) / (n + worth)`.
    /// - Shape: a customer's record in, one mean out.
    /// - Units: money.
    /// - Range: between the own capped mean and the base's.
    /// - Errors: none.
    /// - Source: Bühlmann & Straub 1970.
    /// - Checked: `tests/spend.rs`.
    pub fn expected(&self, record: &SpendRecord) -> f64 {
        let days = f64::from(record.capped.count());
        if days + self.worth <= 0.0 {
            return self.centre;
        }
        (days * record.capped.mean() + self.worth * self.centre) / (days + self.worth)
    }
}
