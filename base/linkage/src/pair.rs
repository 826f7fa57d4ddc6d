//! Two records that were compared, and what to do about them.

/// How to link.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Seed of the draws; the same seed gives the same result.
    pub seed: u64,
    /// Pairs at least this likely link themselves: one in a hundred may be wrong at worst, since
    /// joining two people costs more than asking about one.
    pub certain: f64,
    /// Pairs less likely than this stay apart without asking.
    pub never: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            seed: 0,
            certain: 0.99,
            never: 0.01,
        }
    }
}

/// What to do about a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Links itself.
    Certain,
    /// Somebody should look.
    Review,
    /// Stays apart.
    Never,
}

/// Two records that were compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The smaller row.
    pub a: u32,
    /// The larger row.
    pub b: u32,
    /// The chance that both are one person.
    pub probability: f64,
    /// The chance that both are one person, or of one household or firm.
    pub together: f64,
}

impl Pair {
    /// What to do about the pair at the usual bounds.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict_with(&Options::default())
    }

    /// What to do about the pair.
    #[must_use]
    pub fn verdict_with(&self, options: &Options) -> Verdict {
        match self.probability {
            sure if sure >= options.certain => Verdict::Certain,
            slim if slim < options.never => Verdict::Never,
            _ => Verdict::Review,
        }
    }
}
