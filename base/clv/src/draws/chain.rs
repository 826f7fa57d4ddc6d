//! Whether chains of draws have settled, and how many independent draws they are worth.
//!
//! Enters: chains of equal length. Leaves: R̂ and the effective number of draws.

/// Chains cut in halves, for a parameter.
fn halves<const N: usize>(chains: &[Vec<[f64; N]>], parameter: usize) -> Vec<Vec<f64>> {
    let own = |part: &[[f64; N]]| part.iter().map(|draw| draw[parameter]).collect();
    chains
        .iter()
        .flat_map(|chain| {
            let middle = chain.len() / 2;
            [own(&chain[..middle]), own(&chain[middle..2 * middle])]
        })
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    squares / (values.len() as f64 - 1.0).max(1.0)
}

/// Variance within the halves, and that of all draws as the halves together estimate it.
fn within_and_overall(halves: &[Vec<f64>]) -> (f64, f64) {
    let length = halves[0].len() as f64;
    let within = mean(
        &halves
            .iter()
            .map(|half| variance(half))
            .collect::<Vec<f64>>(),
    );
    let between = variance(&halves.iter().map(|half| mean(half)).collect::<Vec<f64>>());
    (within, (length - 1.0) / length * within + between)
}

/// Split R̂: one when the chains, and the halves of each, agree (Gelman et al. 2013, Bayesian
/// Data Analysis, section 11.4).
pub(crate) fn split_r_hat<const N: usize>(chains: &[Vec<[f64; N]>], parameter: usize) -> f64 {
    let (within, overall) = within_and_overall(&halves(chains, parameter));
    (overall / within).sqrt()
}

/// Independent draws the chains are worth, by Geyer's initial positive sequence of
/// autocorrelations (Gelman et al. 2013, section 11.5).
pub(crate) fn effective_draws<const N: usize>(chains: &[Vec<[f64; N]>], parameter: usize) -> f64 {
    let halves = halves(chains, parameter);
    let length = halves[0].len();
    let (_, overall) = within_and_overall(&halves);
    let correlation = |lag: usize| -> f64 {
        let pairs = halves.iter().map(|half| {
            let squares = half[lag..]
                .iter()
                .zip(half)
                .map(|(one, other)| (one - other).powi(2));
            squares.sum::<f64>() / (length - lag) as f64
        });
        1.0 - mean(&pairs.collect::<Vec<f64>>()) / (2.0 * overall)
    };
    let mut sum = 1.0;
    let mut lag = 1;
    while lag + 1 < length {
        let pair = correlation(lag) + correlation(lag + 1);
        if pair < 0.0 {
            break;
        }
        sum += 2.0 * pair;
        lag += 2;
    }
    let all = (halves.len() * length) as f64;
    (all / sum).min(all)
}
