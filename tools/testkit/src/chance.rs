//! The dice: seed, account and purpose in, the same draws out every time.
//!
//! Every account has its own dice for every purpose, so accounts can be made in any order and on
//! any number of cores, and a draw added to one purpose never moves another.

use rand::Rng;
use rand_distr::{Beta, Distribution, Exp1, Gamma, StandardNormal};
use rand_pcg::Pcg64Mcg;

/// What a row of draws is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// Who an account is: names, addresses, contact points.
    Identity = 1,
    /// How it buys: rate, spend, favourite categories, when it leaves.
    Life = 2,
    /// When it buys.
    Days = 3,
    /// What it buys on one day.
    Basket = 4,
    /// What becomes of a sale within weeks: a return.
    Aftermath = 5,
    /// How the old contact list wrote it down.
    OldCrm = 6,
    /// How the hand-kept list wrote it down.
    Handwriting = 7,
    /// How the telephone order system wrote it down.
    Telephone = 8,
    /// How it answers a touch.
    Response = 9,
    /// What it buys because of a touch.
    ExtraBasket = 10,
    /// The contacts invented for somebody else's customer numbers.
    Contacts = 11,
    /// What happens with it besides orders.
    Happenings = 12,
    /// How it comes once more in another dress.
    Doubles = 13,
}

/// One row of draws.
pub(crate) struct Dice(Pcg64Mcg);

impl Dice {
    /// The dice of one account, one purpose and, where there are several, one occasion.
    pub(crate) fn new(seed: u64, account: u64, purpose: Purpose, occasion: u64) -> Dice {
        let high = mixed(seed ^ mixed(account));
        let low = mixed(high ^ ((purpose as u64) << 56) ^ occasion);
        Dice(Pcg64Mcg::new((u128::from(high) << 64) | u128::from(low)))
    }

    /// A number in 0..1.
    pub(crate) fn share(&mut self) -> f64 {
        // The upper 53 bits are what an f64 can hold exactly.
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with this probability.
    pub(crate) fn lands(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A whole number in 0..bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.share() * bound as f64) as usize
    }

    /// A whole number from..=to.
    pub(crate) fn between(&mut self, from: i32, to: i32) -> i32 {
        from + self.below((to - from + 1).max(1) as usize) as i32
    }

    /// One of these, each as likely.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// An index with probability proportional to its weight.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum::<u32>() as usize) as u32;
        for (at, weight) in weights.iter().enumerate() {
            if left < *weight {
                return at;
            }
            left -= weight;
        }
        unreachable!("a draw below the sum of the weights falls into one of them")
    }

    /// A waiting time with mean 1.
    pub(crate) fn wait(&mut self) -> f64 {
        Exp1.sample(&mut self.0)
    }

    /// A standard normal draw.
    pub(crate) fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// A gamma draw with this shape and mean.
    pub(crate) fn gamma(&mut self, shape: f64, mean: f64) -> f64 {
        match Gamma::new(shape, mean / shape) {
            Ok(gamma) => gamma.sample(&mut self.0),
            Err(_) => unreachable!("shapes and means are positive constants of this crate"),
        }
    }

    /// A beta draw.
    pub(crate) fn beta(&mut self, a: f64, b: f64) -> f64 {
        match Beta::new(a, b) {
            Ok(beta) => beta.sample(&mut self.0),
            Err(_) => unreachable!("beta parameters are positive constants of this crate"),
        }
    }
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): spreads every input bit over the word.
pub(crate) fn mixed(word: u64) -> u64 {
    let word = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}
