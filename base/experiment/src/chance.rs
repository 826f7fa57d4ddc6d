//! Enters: a seed. Leaves: the same numbers for ever, on every machine and in every version.
//!
//! An assignment must be reproducible from its seed years later, so the generator is fixed here to
//! the last bit and does not come from a library that may change it. It is SplitMix64 (Steele, Lea
//! and Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA), whose constants these
//! are.

/// A stream of numbers that depends on its seed alone.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    state: u64,
}

/// 2^64 divided by the golden ratio, made odd: the step of SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Stream {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The stream of one numbered part of a seed, unlike that of every other part.
    pub(crate) fn of_part(seed: u64, part: u64) -> Self {
        // Mixed twice, so that neighbouring seeds and neighbouring parts share nothing.
        Self {
            state: mix(mix(seed).wrapping_add(part.wrapping_mul(STEP))),
        }
    }

    /// The next 64 bits.
    pub(crate) fn next_bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// The next whole number from 0 up to, not including, `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        // The high half of the product; uneven by less than bound / 2^64, far below notice.
        let product = u128::from(self.next_bits()) * u128::from(bound);
        (product >> 64) as u64
    }
}

/// The scrambling step of SplitMix64.
fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The five numbers that SplitMix64 implementations are commonly checked against.
    #[test]
    fn stream_of_seed_1234567_gives_the_published_numbers() {
        let mut stream = Stream::new(1_234_567);
        let first: Vec<u64> = (0..5).map(|_| stream.next_bits()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn below_over_many_parts_is_even() {
        let mut seen = [0_u32; 5];
        for part in 0..50_000 {
            seen[Stream::of_part(7, part).below(5) as usize] += 1;
        }
        // Five standard deviations of a binomial count of 50,000 at one fifth are 447.
        assert!(
            seen.iter().all(|&count| count.abs_diff(10_000) < 447),
            "{seen:?}"
        );
    }
}
