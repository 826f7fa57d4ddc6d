//! Results on stdout: tables for people, JSON for programs.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

/// Prints a line on stdout; a reader that went away, as `head` does, is no fault.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints a record as JSON.
pub(crate) fn say_json<T: Serialize>(record: &T) -> Result<()> {
    say(&serde_json::to_string_pretty(record)?);
    Ok(())
}

/// A table with aligned columns; columns from `numbers` on are aligned to the right.
pub(crate) struct Table {
    heads: Vec<&'static str>,
    numbers: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(heads: &[&'static str], numbers: usize) -> Self {
        Table {
            heads: heads.to_vec(),
            numbers,
            rows: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Prints heads, a rule and the rows.
    pub(crate) fn print(&self) {
        let wide = |at: usize| {
            let cells = self
                .rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.chars().count());
            cells
                .chain([self.heads[at].chars().count()])
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.heads.len()).map(wide).collect();
        let heads: Vec<String> = self.heads.iter().map(|head| (*head).to_owned()).collect();
        say(&self.line(&heads, &widths));
        say(&widths
            .iter()
            .map(|width| "─".repeat(*width))
            .collect::<Vec<_>>()
            .join("──"));
        for row in &self.rows {
            say(&self.line(row, &widths));
        }
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let padded = cells
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (cell, width))| {
                let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                if at >= self.numbers {
                    format!("{gap}{cell}")
                } else {
                    format!("{cell}{gap}")
                }
            });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    }
}
