//! Chance that is the same on every run.

/// Numbers drawn one after the other (xorshift64*, Vigna 2016).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let draw = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        draw as usize % most.max(1)
    }
}
