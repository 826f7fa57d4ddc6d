//! Money in, points out, and back: the arithmetic of the programme.

/// The points of an order.
///
/// - Formula: floor(net * points for a unit / minor units of a unit)
/// - Shape: one order in, its points out
/// - Units: minor units of money in, whole points out
/// - Range: 0 or more; nothing is earned for nothing
/// - Errors: none
/// - Source: own; rounded down, as every printed rule says it
/// - Checked: `c76_points_are_earned_and_taken_back_in_whole_numbers`
pub(crate) fn points_of(net_minor: i64, points_per_unit: i64, minor_per_unit: i64) -> i64 {
    let points = i128::from(net_minor.max(0)) * i128::from(points_per_unit)
        / i128::from(minor_per_unit.max(1));
    i64::try_from(points).unwrap_or(i64::MAX)
}

/// The points an order keeps after returns.
///
/// - Formula: floor(points * what is left / what it was), what is left held between 0 and what it was
/// - Shape: what was booked and what is left in, points out
/// - Units: whole points; minor units of money
/// - Range: 0 ..= points
/// - Errors: none
/// - Source: own; by the order's own points, so that a new rule changes no old order
/// - Checked: `c76_points_are_earned_and_taken_back_in_whole_numbers`
pub(crate) fn points_left(points: i64, base_minor: i64, now_minor: i64) -> i64 {
    let base = base_minor.max(1);
    let left = i128::from(points) * i128::from(now_minor.clamp(0, base)) / i128::from(base);
    i64::try_from(left).unwrap_or(points)
}

/// The points that expire: what was earned long ago and is not used up, the oldest being used first.
///
/// - Formula: max(0, earned up to the day − all that was used, taken back or has expired)
/// - Shape: two sums of one customer in, points out
/// - Units: whole points
/// - Range: 0 ..= earned
/// - Errors: none
/// - Source: own; first in, first out
/// - Checked: `c76_the_oldest_points_are_used_first_and_expire_once`
pub(crate) fn points_expiring(earned_long_ago: i64, used: i64) -> i64 {
    (earned_long_ago - used.max(0)).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves C76.
    #[test]
    fn c76_points_are_earned_and_taken_back_in_whole_numbers() {
        for (net, per_unit, minor, points) in [
            (10_000, 1, 100, 100),
            (9_999, 1, 100, 99),
            (99, 1, 100, 0),
            (-500, 1, 100, 0),
            (250, 2, 100, 5),
            (700, 1, 1, 700),
            (i64::MAX, 10_000, 1, i64::MAX),
        ] {
            assert_eq!(points_of(net, per_unit, minor), points, "{net}");
        }
        for (points, base, now, left) in [
            (100, 10_000, 10_000, 100),
            (100, 10_000, 4_999, 49),
            (100, 10_000, 0, 0),
            (100, 10_000, -1, 0),
            (100, 10_000, 20_000, 100),
            (5, 0, 0, 0),
        ] {
            assert_eq!(points_left(points, base, now), left, "{now} of {base}");
        }
    }

    /// Proves C76.
    #[test]
    fn c76_the_oldest_points_are_used_first_and_expire_once() {
        for (earned, used, expiring) in [(100, 0, 100), (100, 30, 70), (100, 100, 0), (100, 150, 0)]
        {
            assert_eq!(points_expiring(earned, used), expiring);
            // Once expired they are used.
            assert_eq!(points_expiring(earned, used + expiring), 0);
        }
    }
}
