//! What the unit tests of several models share: a base with every kind of history, and the
//! comparison of exact derivatives with finite differences.
#![allow(clippy::unwrap_used)]

use crate::fit::curve::Curve;
use crate::history::History;

/// One-timers, regulars, lapsed, heavy and brand-new customers.
pub(crate) fn mixed_base() -> Vec<History> {
    [
        (0, 0.0, 0.0),
        (0, 0.0, 38.9),
        (1, 1.7, 38.9),
        (1, 30.0, 30.0),
        (2, 30.4, 38.9),
        (7, 29.4, 38.9),
        (26, 30.9, 31.0),
        (90, 60.0, 100.0),
        (900, 500.0, 501.0),
    ]
    .map(|(x, t_x, t_obs)| History::new(x, t_x, t_obs).unwrap())
    .to_vec()
}

/// Compares gradient and Hessian with central differences of value and gradient.
pub(crate) fn assert_derivatives<const N: usize>(
    theta: &[f64; N],
    function: impl Fn(&[f64; N]) -> Curve<N>,
) {
    let exact = function(theta);
    for i in 0..N {
        let step = 1e-5 * theta[i];
        let moved = |by: f64| {
            let mut moved = *theta;
            moved[i] += by;
            function(&moved)
        };
        let (up, down) = (moved(step), moved(-step));
        let slope = (up.value - down.value) / (2.0 * step);
        assert_close(
            exact.gradient[i],
            slope,
            (exact.value / theta[i]).abs(),
            "gradient",
            i,
        );
        for j in 0..N {
            let bend = (up.gradient[j] - down.gradient[j]) / (2.0 * step);
            let size =
                (exact.gradient[j] / theta[i]).abs() + (exact.value / theta[i] / theta[j]).abs();
            assert_close(exact.hessian[i][j], bend, size, "hessian", i * N + j);
        }
    }
}

fn assert_close(exact: f64, differenced: f64, size: f64, what: &str, at: usize) {
    let error = (exact - differenced).abs();
    assert!(
        error <= 1e-6 * differenced.abs() + 1e-9 * size,
        "{what} {at}: exact {exact}, differenced {differenced}"
    );
}
