//! Least squares drawn towards zero: rows of features and a target enter, weights leave.

/// The sums that weights are computed from; rows are added one by one and not kept.
pub(crate) struct Ridge {
    size: usize,
    /// The upper triangle of XᵀX, row by row, whole rows for simplicity.
    gram: Vec<f64>,
    target: Vec<f64>,
}

impl Ridge {
    /// For this many features, an intercept among them where one is wanted.
    pub(crate) fn new(size: usize) -> Self {
        Self {
            size,
            gram: vec![0.0; size * size],
            target: vec![0.0; size],
        }
    }

    /// Adds a row: the places and values of the features that are not zero, rising by place.
    pub(crate) fn add(&mut self, row: &[(usize, f64)], target: f64) {
        for (at, &(place, value)) in row.iter().enumerate() {
            self.target[place] += value * target;
            for &(other, more) in &row[at..] {
                self.gram[place * self.size + other] += value * more;
            }
        }
    }

    /// The weights.
    ///
    /// - Formula: `(XᵀX + diag(penalty))⁻¹ Xᵀy`, by Cholesky factors
    /// - Shape: one penalty a feature in, one weight a feature out
    /// - Units: target per feature
    /// - Range: finite for finite rows and penalties above zero
    /// - Errors: none
    /// - Source: Hoerl & Kennard 1970, Technometrics 12(1)
    /// - Checked: `weights_of_a_small_system_are_as_computed_by_hand`
    pub(crate) fn weights(&self, penalty: &[f64]) -> Vec<f64> {
        let size = self.size;
        let mut factor = self.gram.clone();
        for at in 0..size {
            factor[at * size + at] += penalty[at];
        }
        // Upper factor R with RᵀR = A, in place.
        for row in 0..size {
            for column in row..size {
                let inner: f64 = (0..row)
                    .map(|k| factor[k * size + row] * factor[k * size + column])
                    .sum();
                let left = factor[row * size + column] - inner;
                factor[row * size + column] = if column == row {
                    left.max(f64::MIN_POSITIVE).sqrt()
                } else {
                    left / factor[row * size + row]
                };
            }
        }
        let mut solution = self.target.clone();
        for row in 0..size {
            let inner: f64 = (0..row).map(|k| factor[k * size + row] * solution[k]).sum();
            solution[row] = (solution[row] - inner) / factor[row * size + row];
        }
        for row in (0..size).rev() {
            let inner: f64 = (row + 1..size)
                .map(|k| factor[row * size + k] * solution[k])
                .sum();
            solution[row] = (solution[row] - inner) / factor[row * size + row];
        }
        solution
    }
}

#[cfg(test)]
mod tests {
    use super::Ridge;

    #[test]
    fn weights_of_a_small_system_are_as_computed_by_hand() {
        let mut ridge = Ridge::new(2);
        for (feature, target) in [(1.0, 3.0), (2.0, 5.0), (3.0, 7.0)] {
            ridge.add(&[(0, 1.0), (1, feature)], target);
        }
        let plain = ridge.weights(&[1e-12, 1e-12]);
        assert!(
            (plain[0] - 1.0).abs() < 1e-6 && (plain[1] - 2.0).abs() < 1e-6,
            "{plain:?}"
        );
        // With a penalty of 2 on the slope: [3 6; 6 16] w = [15, 34].
        let drawn = ridge.weights(&[1e-12, 2.0]);
        assert!(
            (drawn[0] - 3.0).abs() < 1e-6 && (drawn[1] - 1.0).abs() < 1e-6,
            "{drawn:?}"
        );
    }
}
