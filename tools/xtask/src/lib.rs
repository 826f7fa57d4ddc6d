//! The law of the house, as checks.
//!
//! Enters: the project's own files. Leaves: every place that breaks a rule, each with its reason.

mod floors;
mod functions;
mod sources;
mod tables;
mod writing;

use std::path::Path;

use anyhow::Result;

pub use functions::{Function, functions_of};
pub use sources::{SourceFile, read_sources};

/// Every breach of a rule in the project at this root; empty is good.
///
/// # Errors
/// When a file of the project cannot be read.
pub fn tidy(root: &Path) -> Result<Vec<String>> {
    let sources = read_sources(root)?;
    let mut breaches = floors::breaches(root)?;
    breaches.extend(tables::breaches(root, &sources)?);
    breaches.extend(writing::breaches(root, &sources)?);
    Ok(breaches)
}
