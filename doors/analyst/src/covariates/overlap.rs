//! Which columns tell nothing that the columns before them do not tell already.
//!
//! Enters: rows of values. Leaves: for each column whether it is of its own.

/// Share of a column's variance that must be left over beside the columns before it: below, it is
/// what rounding to three digits leaves between a column and its copy in another unit.
const LEAST_OF_ITS_OWN: f64 = 1e-6;

/// Whether each column is more than a weighted sum of those before it and a constant.
///
/// - Formula: Gram–Schmidt on centred columns
/// - Shape: rows of equally many values in, one answer per column out
/// - Units: none
/// - Range: any; a constant column is not of its own
/// - Errors: none
/// - Source: Golub & Van Loan, Matrix Computations, section 5.2
/// - Checked: `columns_that_others_make_up_are_found`
pub(crate) fn are_of_their_own(rows: &[Vec<f64>]) -> Vec<bool> {
    let count = rows.first().map_or(0, Vec::len);
    let mut kept: Vec<Vec<f64>> = Vec::new();
    (0..count)
        .map(|column| {
            let mean = rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64;
            let mut rest: Vec<f64> = rows.iter().map(|row| row[column] - mean).collect();
            let whole = product(&rest, &rest);
            // Twice, since the first pass leaves what rounding made of it.
            for other in kept.iter().chain(&kept) {
                let share = product(&rest, other) / product(other, other);
                let pairs = rest.iter_mut().zip(other);
                pairs.for_each(|(rest, other)| *rest -= share * other);
            }
            let is_own = product(&rest, &rest) > LEAST_OF_ITS_OWN * whole;
            if is_own {
                kept.push(rest);
            }
            is_own
        })
        .collect()
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::are_of_their_own;

    #[test]
    fn columns_that_others_make_up_are_found() {
        let rows: Vec<Vec<f64>> = (0..50)
            .map(|row| {
                let (a, b) = (f64::from(row % 7), f64::from(row % 3));
                vec![1e6 * a, b, 2.0 * b - 1e3 * a + 5.0, 4.0, a * b]
            })
            .collect();
        assert_eq!(are_of_their_own(&rows), [true, true, false, false, true]);
        assert!(are_of_their_own(&[]).is_empty());
    }
}
