//! Enters: made-up accounts. Leaves: whether both regressions equal the textbook's matrix algebra.

use experiment::regression::{RobustError, common_slope_regression, lin_regression};

/// (XᵀX)⁻¹ by Gauss-Jordan elimination.
fn inverse(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let k = rows[0].len();
    let cross = |i: usize, j: usize| rows.iter().map(|row| row[i] * row[j]).sum::<f64>();
    let identity = |i: usize, j: usize| f64::from(u8::from(i == j));
    let mut work: Vec<Vec<f64>> = (0..k)
        .map(|i| {
            (0..k)
                .map(|j| cross(i, j))
                .chain((0..k).map(|j| identity(i, j)))
                .collect()
        })
        .collect();
    for pivot in 0..k {
        let scale = work[pivot][pivot];
        work[pivot].iter_mut().for_each(|x| *x /= scale);
        let pivot_row = work[pivot].clone();
        for (_, row) in work
            .iter_mut()
            .enumerate()
            .filter(|&(other, _)| other != pivot)
        {
            let factor = row[pivot];
            row.iter_mut()
                .zip(&pivot_row)
                .for_each(|(x, p)| *x -= factor * p);
        }
    }
    work.into_iter().map(|row| row[k..].to_vec()).collect()
}

/// Coefficient 1 and its HC2 and HC3 errors.
fn textbook(rows: &[Vec<f64>], y: &[f64]) -> (f64, f64, f64) {
    let (inverse, k) = (inverse(rows), rows[0].len());
    let weight = |row: &[f64], i: usize| (0..k).map(|j| inverse[i][j] * row[j]).sum::<f64>();
    let beta: Vec<f64> = (0..k)
        .map(|i| rows.iter().zip(y).map(|(row, y)| weight(row, i) * y).sum())
        .collect();
    let (mut hc2, mut hc3) = (0.0, 0.0);
    for (row, y) in rows.iter().zip(y) {
        let residual = y - (0..k).map(|i| row[i] * beta[i]).sum::<f64>();
        let leverage: f64 = (0..k).map(|i| row[i] * weight(row, i)).sum();
        let part = (weight(row, 1) * residual).powi(2);
        hc2 += part / (1.0 - leverage);
        hc3 += part / (1.0 - leverage).powi(2);
    }
    (beta[1], hc2.sqrt(), hc3.sqrt())
}

#[test]
fn both_regressions_equal_the_normal_equations() {
    let n = 40;
    let of = |i: usize, a: usize, m: usize| ((i * a + 3) % m) as f64;
    let (x, w): (Vec<f64>, Vec<f64>) = (0..n)
        .map(|i| (of(i, 17, 23), of(i, 29, 31) * 10.0))
        .unzip();
    let arms: Vec<bool> = (0..n).map(|i| i % 4 != 1).collect();
    let y: Vec<f64> = (0..n)
        .map(|i| 2.0 * x[i] + 0.3 * w[i] + of(i, 13, 19) + if arms[i] { 4.0 } else { 0.0 })
        .collect();
    let mean = |column: &[f64]| column.iter().sum::<f64>() / n as f64;
    let (x_mean, w_mean) = (mean(&x), mean(&w));
    let z = |i: usize| f64::from(u8::from(arms[i]));
    let common: Vec<Vec<f64>> = (0..n).map(|i| vec![1.0, z(i), x[i], w[i]]).collect();
    let by_arm: Vec<Vec<f64>> = (0..n)
        .map(|i| {
            let (a, b) = (x[i] - x_mean, w[i] - w_mean);
            vec![1.0, z(i), a, b, z(i) * a, z(i) * b]
        })
        .collect();
    for (rows, is_common) in [(&common, true), (&by_arm, false)] {
        let (estimate, hc2, hc3) = textbook(rows, &y);
        for (error, expected) in [(RobustError::Hc2, hc2), (RobustError::Hc3, hc3)] {
            let run = if is_common {
                common_slope_regression
            } else {
                lin_regression
            };
            let lift = run(&y, &arms, &[&x, &w], error, 0.95).unwrap().lift;
            assert!(
                (lift.estimate - estimate).abs() < 1e-9 * estimate.abs(),
                "{is_common} {error:?}"
            );
            assert!(
                (lift.standard_error / expected - 1.0).abs() < 1e-9,
                "{is_common} {error:?}"
            );
            assert!((lift.degrees_of_freedom - (n - rows[0].len()) as f64).abs() < 1e-9);
        }
    }
}
