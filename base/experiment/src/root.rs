//! Enters: a function that falls from positive to negative. Leaves: where it crosses zero.

/// Halvings after which neighbouring `f64` are reached from any bracket used here.
///
/// 1,100 would cover the whole range of exponents; brackets here span at most 2^200.
const HALVINGS: usize = 260;

/// Where a falling function crosses zero between `low` and `high`.
///
/// Bisection, because it needs no derivative, cannot leave the bracket, and copes with infinite
/// values at the edges. A function that never crosses gives the edge it points to.
pub(crate) fn falling_root(low: f64, high: f64, falling: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if falling(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    low + (high - low) / 2.0
}

/// The first doubling of `start` at which a falling function is no longer positive.
///
/// Gives the last doubling tried when the function stays positive, so a caller always has a bracket.
pub(crate) fn doubled_until_negative(start: f64, falling: impl Fn(f64) -> f64) -> f64 {
    let mut high = start;
    for _ in 0..200 {
        if falling(high) <= 0.0 {
            break;
        }
        high *= 2.0;
    }
    high
}
