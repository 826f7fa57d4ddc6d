//! A small sampler: the No-U-Turn version of Hamiltonian Monte Carlo, for a few parameters.
//!
//! Enters: a log-density with gradient, in coordinates in which it is roughly round, and a
//! seed. Leaves: chains of draws with their diagnostics.
//!
//! Hoffman & Gelman 2014, Journal of Machine Learning Research 15, with the multinomial choice
//! of Betancourt 2017, arXiv 1701.02434. The step size is adapted during warm-up by dual
//! averaging; the mass is the identity, since the caller whitens.

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64;
use rayon::prelude::*;

/// Chains, started apart, so that they can be compared.
pub(crate) const CHAINS: u64 = 4;

/// Draws per chain thrown away while the step size settles.
const WARM_UP: usize = 150;

/// Doublings of a path at most: 2^7 steps are plenty where the density is roughly round.
const DEEPEST_TREE: u32 = 7;

/// Loss of log-density along a path beyond which it is given up as astray.
const ASTRAY: f64 = 1000.0;

/// Share of steps to be accepted, as in Hoffman & Gelman, section 3.2.
const TARGET_ACCEPTANCE: f64 = 0.8;

/// A log-density with its gradient.
pub(crate) type Density<'a, const N: usize> = dyn Fn(&[f64; N]) -> (f64, [f64; N]) + Sync + 'a;

/// Samples all chains, `draws` each after warm-up.
pub(crate) fn sample<const N: usize>(
    density: &Density<N>,
    draws: usize,
    seed: u64,
) -> Vec<Vec<[f64; N]>> {
    (0..CHAINS)
        .into_par_iter()
        .map(|chain| sample_chain(density, draws, Pcg64::seed_from_u64(seed ^ (chain << 32))))
        .collect()
}

fn sample_chain<const N: usize>(
    density: &Density<N>,
    draws: usize,
    mut rng: Pcg64,
) -> Vec<[f64; N]> {
    let mut at = first_point(density, &mut rng);
    let mut step = StepSize::start();
    let mut kept = Vec::with_capacity(draws);
    for round in 0..WARM_UP + draws {
        at.momentum = normal(&mut rng);
        let size = if round < WARM_UP {
            step.now()
        } else {
            step.settled()
        };
        let (next, acceptance) = walk(density, &at, size, &mut rng);
        at = next;
        if round < WARM_UP {
            step.learn(acceptance);
        } else {
            kept.push(at.place);
        }
    }
    kept
}

/// A point at random around the origin, drawn in until its density is above zero.
fn first_point<const N: usize>(density: &Density<N>, rng: &mut Pcg64) -> Point<N> {
    let mut place = normal(rng);
    loop {
        let point = Point::at(density, place, [0.0; N]);
        if point.ln_density.is_finite() || place.iter().all(|part| part.abs() < 1e-9) {
            return point;
        }
        place = place.map(|part| part / 2.0);
    }
}

fn normal<const N: usize>(rng: &mut Pcg64) -> [f64; N] {
    std::array::from_fn(|_| StandardNormal.sample(rng))
}

/// A place with momentum.
#[derive(Clone, Copy, Debug)]
struct Point<const N: usize> {
    place: [f64; N],
    momentum: [f64; N],
    ln_density: f64,
    gradient: [f64; N],
}

impl<const N: usize> Point<N> {
    fn at(density: &Density<N>, place: [f64; N], momentum: [f64; N]) -> Self {
        let (ln_density, gradient) = density(&place);
        Self {
            place,
            momentum,
            ln_density,
            gradient,
        }
    }

    /// Log-density of place and momentum.
    fn energy(&self) -> f64 {
        self.ln_density - 0.5 * self.momentum.iter().map(|p| p * p).sum::<f64>()
    }

    /// One leapfrog step.
    fn leap(&self, density: &Density<N>, size: f64) -> Self {
        let half: [f64; N] =
            std::array::from_fn(|i| self.momentum[i] + 0.5 * size * self.gradient[i]);
        let place = std::array::from_fn(|i| self.place[i] + size * half[i]);
        let mut next = Self::at(density, place, half);
        for i in 0..N {
            next.momentum[i] += 0.5 * size * next.gradient[i];
        }
        next
    }
}

/// A stretch of a path: its two ends, one place chosen from it, and their weight.
struct Tree<const N: usize> {
    back: Point<N>,
    front: Point<N>,
    chosen: Point<N>,
    ln_weight: f64,
    /// Whether the path may go on: neither astray nor turning back.
    goes_on: bool,
    accepted: f64,
    steps: f64,
}

/// Where a doubled path begins, and what it is compared with.
struct Walk<'a, const N: usize> {
    density: &'a Density<'a, N>,
    size: f64,
    start: f64,
}

/// One transition: doubles a path forwards or backwards until it turns, and chooses a place
/// from it by weight.
fn walk<const N: usize>(
    density: &Density<N>,
    from: &Point<N>,
    size: f64,
    rng: &mut Pcg64,
) -> (Point<N>, f64) {
    let start = from.energy();
    let mut tree = Tree {
        back: *from,
        front: *from,
        chosen: *from,
        ln_weight: 0.0,
        goes_on: true,
        accepted: 0.0,
        steps: 0.0,
    };
    for depth in 0..DEEPEST_TREE {
        let forwards = rng.random::<bool>();
        let size = if forwards { size } else { -size };
        let walk = Walk {
            density,
            size,
            start,
        };
        let end = if forwards { tree.front } else { tree.back };
        let grown = walk.grow(&end, depth, rng);
        tree.accepted += grown.accepted;
        tree.steps += grown.steps;
        if !grown.goes_on {
            break;
        }
        // The new half is preferred, which moves further than a fair choice would.
        if rng.random::<f64>() < (grown.ln_weight - tree.ln_weight).exp() {
            tree.chosen = grown.chosen;
        }
        tree.ln_weight = ln_add(tree.ln_weight, grown.ln_weight);
        match forwards {
            true => tree.front = grown.front,
            false => tree.back = grown.back,
        }
        if turns_back(&tree.back, &tree.front) {
            break;
        }
    }
    (tree.chosen, tree.accepted / tree.steps.max(1.0))
}

impl<const N: usize> Walk<'_, N> {
    /// A path of 2^depth steps beyond `end`.
    fn grow(&self, end: &Point<N>, depth: u32, rng: &mut Pcg64) -> Tree<N> {
        if depth == 0 {
            return self.step_on(end);
        }
        let mut near = self.grow(end, depth - 1, rng);
        if !near.goes_on {
            return near;
        }
        let edge = if self.size > 0.0 {
            near.front
        } else {
            near.back
        };
        let far = self.grow(&edge, depth - 1, rng);
        near.accepted += far.accepted;
        near.steps += far.steps;
        let both = ln_add(near.ln_weight, far.ln_weight);
        if rng.random::<f64>() < (far.ln_weight - both).exp() {
            near.chosen = far.chosen;
        }
        near.ln_weight = both;
        match self.size > 0.0 {
            true => near.front = far.front,
            false => near.back = far.back,
        }
        near.goes_on = far.goes_on && !turns_back(&near.back, &near.front);
        near
    }

    fn step_on(&self, end: &Point<N>) -> Tree<N> {
        let next = end.leap(self.density, self.size);
        let change = next.energy() - self.start;
        let sound = change.is_finite();
        Tree {
            back: next,
            front: next,
            chosen: next,
            ln_weight: if sound { change } else { f64::NEG_INFINITY },
            goes_on: sound && change > -ASTRAY,
            accepted: if sound { change.min(0.0).exp() } else { 0.0 },
            steps: 1.0,
        }
    }
}

/// Whether going on at either end would bring the two ends nearer.
fn turns_back<const N: usize>(back: &Point<N>, front: &Point<N>) -> bool {
    let along = |momentum: &[f64; N]| -> f64 {
        (0..N)
            .map(|i| (front.place[i] - back.place[i]) * momentum[i])
            .sum()
    };
    along(&back.momentum) < 0.0 || along(&front.momentum) < 0.0
}

fn ln_add(one: f64, other: f64) -> f64 {
    let top = one.max(other);
    match top == f64::NEG_INFINITY {
        true => top,
        false => top + ((one - top).exp() + (other - top).exp()).ln(),
    }
}

/// Dual averaging of the step size (Hoffman & Gelman 2014, section 3.2, with their constants).
struct StepSize {
    rounds: f64,
    miss: f64,
    ln_size: f64,
    ln_mean: f64,
}

impl StepSize {
    /// Half a deviation: the coordinates are whitened.
    const FIRST: f64 = 0.5;

    fn start() -> Self {
        Self {
            rounds: 0.0,
            miss: 0.0,
            ln_size: Self::FIRST.ln(),
            ln_mean: 0.0,
        }
    }

    fn now(&self) -> f64 {
        self.ln_size.exp()
    }

    fn settled(&self) -> f64 {
        self.ln_mean.exp()
    }

    fn learn(&mut self, acceptance: f64) {
        self.rounds += 1.0;
        let share = 1.0 / (self.rounds + 10.0);
        self.miss += share * (TARGET_ACCEPTANCE - acceptance - self.miss);
        self.ln_size = (10.0 * Self::FIRST).ln() - self.rounds.sqrt() / 0.05 * self.miss;
        let weight = self.rounds.powf(-0.75);
        self.ln_mean += weight * (self.ln_size - self.ln_mean);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draws::chain::{effective_draws, split_r_hat};

    fn mean(chains: &[Vec<[f64; 2]>], of: impl Fn(&[f64; 2]) -> f64) -> f64 {
        let all: Vec<f64> = chains.iter().flatten().map(of).collect();
        all.iter().sum::<f64>() / all.len() as f64
    }

    #[test]
    fn round_density_has_its_moments() {
        let density = |at: &[f64; 2]| {
            let [x, y] = *at;
            (-0.5 * (x * x + y * y / 4.0), [-x, -y / 4.0])
        };
        let chains = sample(&density, 2000, 7);
        assert!(mean(&chains, |at| at[0]).abs() < 0.06);
        assert!((mean(&chains, |at| at[0] * at[0]) - 1.0).abs() < 0.08);
        assert!((mean(&chains, |at| at[1] * at[1]) - 4.0).abs() < 0.35);
        for at in 0..2 {
            assert!(split_r_hat(&chains, at) < 1.01);
            assert!(effective_draws(&chains, at) > 2000.0);
        }
        assert_eq!(
            sample(&density, 3, 7),
            sample(&density, 3, 7),
            "same seed, same draws"
        );
    }

    /// y given x is normal around x²/2, both with variance one: E y = 1/2, Var y = 3/2.
    #[test]
    fn bent_density_has_its_moments() {
        let density = |at: &[f64; 2]| {
            let [x, y] = *at;
            let off = y - x * x / 2.0;
            (-0.5 * (x * x + off * off), [-x + off * x, -off])
        };
        let chains = sample(&density, 3000, 11);
        let y = mean(&chains, |at| at[1]);
        assert!((y - 0.5).abs() < 0.06, "{y}");
        let variance = mean(&chains, |at| at[1] * at[1]) - y * y;
        assert!((variance - 1.5).abs() < 0.15, "{variance}");
        assert!((mean(&chains, |at| at[0] * at[0]) - 1.0).abs() < 0.08);
    }

    #[test]
    fn wall_is_not_crossed() {
        let density = |at: &[f64; 1]| match at[0] > -1.0 {
            true => (-at[0], [-1.0]),
            false => (f64::NEG_INFINITY, [0.0]),
        };
        let chains = sample(&density, 2500, 3);
        let all: Vec<f64> = chains.iter().flatten().map(|at| at[0]).collect();
        assert!(all.iter().all(|at| *at > -1.0));
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!(mean.abs() < 0.12, "{mean}");
    }
}
