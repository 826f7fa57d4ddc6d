//! How files are written: a header, a length, names that say something, words that mean one thing.

use std::path::Path;

use anyhow::Result;

use crate::{SourceFile, functions_of};

/// Longest file, tests left out.
const FILE_LINES_MAX: usize = 450;

/// Longest function.
const FUNCTION_LINES_MAX: usize = 70;

/// Longest map of the house.
const ARCHITECTURE_LINES_MAX: usize = 150;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] = [
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "service",
    "processor",
    "misc",
    "common",
];

/// Words that mean one thing in one school and another in the next; see WORDS.md.
const TRAPS: [&str; 3] = ["recency", "monetary", "churn"];

/// Every breach of how files are written.
pub(crate) fn breaches(root: &Path, sources: &[SourceFile]) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for file in sources {
        breaches.extend(headers(file));
        breaches.extend(names(file));
        if file.is_rust() && !file.is_test {
            breaches.extend(lengths(file));
            breaches.extend(traps(file));
        }
    }
    let map = std::fs::read_to_string(root.join("ARCHITECTURE.md"))?;
    if map.lines().count() > ARCHITECTURE_LINES_MAX {
        breaches.push(format!(
            "ARCHITECTURE.md is longer than {ARCHITECTURE_LINES_MAX} lines"
        ));
    }
    Ok(breaches)
}

fn headers(file: &SourceFile) -> Option<String> {
    let opening = if file.is_rust() { "//!" } else { "--" };
    let opens = file.text.trim_start().starts_with(opening);
    (!opens).then(|| format!("{} does not open with {opening}", file.path))
}

fn names(file: &SourceFile) -> Option<String> {
    let name = file.path.rsplit('/').next()?.split('.').next()?;
    EMPTY_NAMES
        .contains(&name)
        .then(|| format!("{} has a name that says nothing", file.path))
}

fn lengths(file: &SourceFile) -> Vec<String> {
    let mut breaches = Vec::new();
    if file.code_lines() > FILE_LINES_MAX {
        breaches.push(format!("{} has {} lines", file.path, file.code_lines()));
    }
    for function in functions_of(file)
        .iter()
        .filter(|one| one.lines > FUNCTION_LINES_MAX)
    {
        breaches.push(format!(
            "{}: {} has {} lines",
            file.path, function.name, function.lines
        ));
    }
    breaches
}

/// Trap words in code; comments may explain them. This file names them to find them.
fn traps(file: &SourceFile) -> Vec<String> {
    if file.path.ends_with("xtask/src/writing.rs") {
        return Vec::new();
    }
    let mut breaches = Vec::new();
    for (at, line) in file.code().lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        // Text in quotes may carry other programs' names of columns.
        let outside: String = code.split('"').step_by(2).collect();
        for trap in TRAPS
            .iter()
            .filter(|trap| outside.to_lowercase().contains(**trap))
        {
            breaches.push(format!(
                "{}:{}: «{trap}» means two things",
                file.path,
                at + 1
            ));
        }
    }
    breaches
}
