//! Seasons: revenue month by month enters, what each calendar month makes of an ordinary one
//! leaves.

/// How the twelve calendar months differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seasons {
    /// January first; 1 is an ordinary month, and the mean of all twelve.
    pub(crate) shares: [f64; 12],
    /// Whether there was enough past to see any.
    pub(crate) are_known: bool,
    /// How far single months lie off all that, as a share.
    pub(crate) noise: f64,
}

/// Months below which a season cannot be told from growth: each calendar month must be seen with
/// half a year on either side.
const FEWEST_MONTHS: usize = 24;

/// The share single months are taken to be off where too few are known to see it.
const USUAL_NOISE: f64 = 0.25;

impl Seasons {
    /// Learns from whole months that follow each other; `first_month` counts from January, 0.
    ///
    /// - Formula: each month over its centred moving mean of twelve, averaged by calendar month,
    ///   drawn towards 1 as k/(k+1) for k years seen, scaled to a mean of 1.
    /// - Shape: revenue of months in, twelve shares out
    /// - Units: any money
    /// - Range: shares are zero or more; all 1 below 24 months or without revenue
    /// - Errors: none
    /// - Source: ratio to moving average, as in Shiskin, Young & Musgrave 1967, X-11
    /// - Checked: `a_planted_season_is_found_under_growth`
    pub(crate) fn learn(month_minor: &[f64], first_month: usize) -> Self {
        let mut sums = [0.0; 12];
        let mut years = [0.0; 12];
        let mut ratios = Vec::new();
        for at in 6..month_minor.len().saturating_sub(6) {
            let inner: f64 = month_minor[at - 5..at + 6].iter().sum();
            let ends = f64::midpoint(month_minor[at - 6], month_minor[at + 6]);
            let mean = (inner + ends) / 12.0;
            if mean > 0.0 {
                let month = (first_month + at) % 12;
                let ratio = (month_minor[at] / mean).max(0.0);
                sums[month] += ratio;
                years[month] += 1.0;
                ratios.push((month, ratio));
            }
        }
        let are_known = month_minor.len() >= FEWEST_MONTHS && years.iter().all(|seen| *seen > 0.0);
        if !are_known {
            return Self {
                shares: [1.0; 12],
                are_known: false,
                noise: USUAL_NOISE,
            };
        }
        let drawn = |month: usize| 1.0 + (sums[month] - years[month]) / (years[month] + 1.0);
        let raw: [f64; 12] = std::array::from_fn(drawn);
        let mean = raw.iter().sum::<f64>() / 12.0;
        let shares = raw.map(|share| share / mean);
        let off = ratios
            .iter()
            .map(|(month, ratio)| (ratio - shares[*month]).powi(2));
        let noise = (off.sum::<f64>() / ratios.len() as f64).sqrt();
        Self {
            shares,
            are_known,
            noise,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Seasons;

    #[test]
    fn a_planted_season_is_found_under_growth() {
        let planted = |month: usize| if month == 11 { 2.0 } else { 10.0 / 11.0 };
        let months: Vec<f64> = (0..60)
            .map(|at| 1_000.0 * 1.01_f64.powi(at) * planted((at as usize + 3) % 12))
            .collect();
        let seasons = Seasons::learn(&months, 3);
        assert!(seasons.are_known);
        // Four years draw 2.0 to 1 + 4/5.
        assert!(
            (seasons.shares[11] - 1.8).abs() < 0.05,
            "{:?}",
            seasons.shares
        );
        assert!(
            seasons.shares[..11]
                .iter()
                .all(|share| (0.9..1.0).contains(share))
        );
        assert!((seasons.shares.iter().sum::<f64>() - 12.0).abs() < 1e-9);
    }

    #[test]
    fn a_short_or_empty_past_has_no_season() {
        for months in [vec![], vec![5.0; 23], vec![0.0; 60]] {
            let seasons = Seasons::learn(&months, 0);
            assert!(!seasons.are_known && seasons.shares == [1.0; 12]);
        }
    }
}
