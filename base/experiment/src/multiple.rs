//! Enters: the p-values of many questions asked at once. Leaves: p-values that allow for that.

use crate::error::Error;

/// Holm's adjusted p-values: for claims. One false claim in all happens at most as often as said.
///
/// - Formula: in rising order, the running maximum of min(1, (m − rank) · p), rank from 0
/// - Shape: one p-value per question in, as many out, in the same order
/// - Units: none
/// - Range: 0..=1, never below the p-value itself
/// - Errors: `OutOfRange` for a p-value outside 0..=1
/// - Source: Holm 1979, Scandinavian Journal of Statistics 6:65-70
/// - Checked: `tests/published.rs`, rows `holm_adjusted_p` of statsmodels
pub fn holm(p_values: &[f64]) -> Result<Vec<f64>, Error> {
    let order = rising_order(p_values)?;
    let m = p_values.len();
    let mut adjusted = vec![1.0; m];
    let mut highest = 0.0_f64;
    for (rank, &question) in order.iter().enumerate() {
        highest = highest.max((p_values[question] * (m - rank) as f64).min(1.0));
        adjusted[question] = highest;
    }
    Ok(adjusted)
}

/// Benjamini and Hochberg's adjusted p-values: for screens. Of what is picked, at most the said
/// share is false on average.
///
/// - Formula: from the largest down, the running minimum of min(1, m / rank · p), rank from 1
/// - Shape: one p-value per question in, as many out, in the same order
/// - Units: none
/// - Range: 0..=1, never below the p-value itself
/// - Errors: `OutOfRange` for a p-value outside 0..=1
/// - Source: Benjamini & Hochberg 1995, JRSS B 57:289-300
/// - Checked: `tests/published.rs`, rows `benjamini_hochberg_adjusted_p` of statsmodels
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<f64>, Error> {
    let order = rising_order(p_values)?;
    let m = p_values.len();
    let mut adjusted = vec![1.0; m];
    let mut lowest = 1.0_f64;
    for (rank, &question) in order.iter().enumerate().rev() {
        lowest = lowest.min(p_values[question] * m as f64 / (rank + 1) as f64);
        adjusted[question] = lowest;
    }
    Ok(adjusted)
}

/// Places of the p-values from the smallest up; refuses what is no p-value.
fn rising_order(p_values: &[f64]) -> Result<Vec<usize>, Error> {
    if let Some(&value) = p_values.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(Error::OutOfRange {
            what: "a p-value",
            value,
            range: "from 0 to 1",
        });
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    Ok(order)
}
