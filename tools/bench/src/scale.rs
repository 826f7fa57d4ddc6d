//! How much is measured: a word in, sizes out; and the day and seed of everything made up.

use clap::ValueEnum;
use terms::Day;

/// The day the practice business is looked at: 2 March 2026, as in `regulars try`.
pub const AS_OF: Day = Day::from_number(20_514);

/// Seed of everything made up. Any fixed number would do.
pub const SEED: u64 = 20_261_121;

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// Under a minute: whether the benchmark works.
    Small,
    /// A few minutes: the sizes of BENCHMARKS.md.
    Full,
}

/// The sizes of one scale.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Accounts of the practice business; each has about fifteen order lines.
    pub accounts: u32,
    /// Customers of the simulated order logs, and how often a peer values each of them; 0 leaves
    /// it out.
    pub logs: [(u32, usize); 3],
    /// Rows of a list of customers who stand in it more than once.
    pub people: u32,
    /// Customers who get a mail, and how many of them get one from a peer.
    pub mails: (u32, u32),
    /// Letters printed.
    pub letters: u32,
}

impl Scale {
    /// The sizes of this scale.
    #[must_use]
    pub fn sizes(self) -> Sizes {
        match self {
            Scale::Small => Sizes {
                accounts: 1_000,
                logs: [(5_000, 3), (20_000, 1), (50_000, 0)],
                people: 20_000,
                mails: (1_000, 1_000),
                letters: 50,
            },
            // A peer gets a quarter of the mails and not the largest log: it needs most of a minute
            // for each.
            Scale::Full => Sizes {
                accounts: 14_000,
                logs: [(100_000, 3), (1_000_000, 3), (5_000_000, 0)],
                people: 1_000_000,
                mails: (20_000, 5_000),
                letters: 400,
            },
        }
    }
}
