//! What can be asked on the command line about strategies.

use std::path::PathBuf;

use clap::Subcommand;

/// Looking at strategies and changing them.
#[derive(Debug, Subcommand)]
pub(crate) enum Strategies {
    /// All 25, with what would bring more.
    List,
    /// One segment: every way it could be treated, what its campaigns did, its versions.
    Show {
        /// The segment, as in P4F4.
        cell: String,
    },
    /// Treat a segment another way; `show` names the codes.
    Use {
        /// The segment, as in P4F4.
        cell: String,
        /// The way, as in email+letter, or none to leave it alone.
        mix: String,
    },
    /// Bring back a version that was in force before.
    Back {
        /// The segment, as in P4F4.
        cell: String,
        /// The version's number.
        #[arg(value_name = "VERSION")]
        number: i64,
    },
    /// Put a text in force, from a file.
    Put {
        /// The segment, as in P4F4.
        cell: String,
        /// The file.
        file: PathBuf,
    },
}
