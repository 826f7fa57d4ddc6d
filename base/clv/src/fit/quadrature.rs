//! Integrals over time, on a scale on which death hardly bends.
//!
//! Enters: the ends of an interval. Leaves: points with logarithms of weights.

/// Nodes of the 12-point Gauss–Legendre rule on −1..1, the positive half (Abramowitz & Stegun,
/// table 25.4).
const NODES: [f64; 6] = [
    0.125_233_408_511_468_9,
    0.367_831_498_998_180_2,
    0.587_317_954_286_617_4,
    0.769_902_674_194_304_7,
    0.904_117_256_370_474_9,
    0.981_560_634_246_719_3,
];

/// Their weights.
const WEIGHTS: [f64; 6] = [
    0.249_147_045_813_402_8,
    0.233_492_536_538_354_8,
    0.203_167_426_723_065_92,
    0.160_078_328_543_346_22,
    0.106_939_325_995_318_43,
    0.047_175_336_386_511_83,
];

/// Nodes and weights of the five-point Gauss–Legendre rule on 0..1 (Abramowitz & Stegun, table
/// 25.4), for integrands so smooth that one panel does.
pub(crate) const FIVE_POINTS: [(f64, f64); 5] = [
    (0.046_910_077_030_668, 0.118_463_442_528_094_5),
    (0.230_765_344_947_158_5, 0.239_314_335_249_683_2),
    (0.5, 0.284_444_444_444_444_4),
    (0.769_234_655_052_841_5, 0.239_314_335_249_683_2),
    (0.953_089_922_969_332, 0.118_463_442_528_094_5),
];

/// Integrates over `from..until` in equal panels of twelve Gauss–Legendre points each, calling
/// `at(point, weight)` for each.
pub(crate) fn for_each_node(from: f64, until: f64, panels: u32, mut at: impl FnMut(f64, f64)) {
    let half = (until - from) / f64::from(panels) / 2.0;
    for panel in 0..panels {
        let middle = from + half * f64::from(2 * panel + 1);
        for (node, weight) in NODES.into_iter().zip(WEIGHTS) {
            at(middle - half * node, half * weight);
            at(middle + half * node, half * weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_up_to_degree_23_are_exact() {
        for power in [0, 1, 2, 11, 22, 23] {
            let mut sum = 0.0;
            for_each_node(0.0, 2.0, 1, |x, weight| sum += weight * x.powi(power));
            let exact = 2.0_f64.powi(power + 1) / f64::from(power + 1);
            assert!((sum / exact - 1.0).abs() < 1e-13, "{power}");
        }
    }
}
