//! The table: measured lines in, Markdown out, and that put into a document.

use std::fmt;

use anyhow::{Context, Result};

use crate::figures::Figures;

/// Where the table begins and ends in a document.
const MARKS: (&str, &str) = ("<!-- measured -->\n", "<!-- end of measured -->");

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// What was done.
    pub words: String,
    /// What its amount counts.
    pub unit: &'static str,
    /// What it took, or why it was not measured.
    pub figures: Result<Figures, String>,
    /// Whether this is a peer of the line above it.
    pub is_peer: bool,
}

/// Everything that was measured, in order, under a few words about where.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Where and when.
    pub caption: String,
    /// The lines.
    pub lines: Vec<Line>,
}

impl Table {
    /// How many lines could not be measured.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.lines
            .iter()
            .filter(|line| line.figures.is_err())
            .count()
    }

    /// What the peer below a line takes, in multiples of it.
    fn against_peer(&self, at: usize) -> String {
        let own = self.lines[at]
            .figures
            .as_ref()
            .ok()
            .filter(|_| !self.lines[at].is_peer);
        let below = self.lines.get(at + 1).filter(|line| line.is_peer);
        let peer = below.and_then(|line| line.figures.as_ref().ok());
        match (own, peer) {
            (Some(own), Some(peer)) => multiples(own, peer),
            _ => String::new(),
        }
    }
}

/// What another program takes in multiples of one's own: time and processor for a piece of work,
/// memory in all.
fn multiples(own: &Figures, peer: &Figures) -> String {
    let times = |own: f64, peer: f64| {
        if own > 0.0 {
            format!("{:.1}", peer / own)
        } else {
            "–".to_owned()
        }
    };
    let a_piece = |figures: &Figures, seconds: f64| seconds / figures.amount.max(1) as f64;
    format!(
        "{} / {} / {}",
        times(
            a_piece(own, own.wall_seconds),
            a_piece(peer, peer.wall_seconds)
        ),
        times(
            a_piece(own, own.processor_seconds),
            a_piece(peer, peer.processor_seconds)
        ),
        times(own.peak_mib as f64, peer.peak_mib as f64),
    )
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.caption)?;
        writeln!(
            f,
            "| Work | Amount | Wall, s | A second | Processor, s | Peak, MiB | Peer takes, times | Result |"
        )?;
        writeln!(f, "|--|--:|--:|--:|--:|--:|--:|--|")?;
        for (at, line) in self.lines.iter().enumerate() {
            let words = if line.is_peer {
                format!("· {}", line.words)
            } else {
                line.words.clone()
            };
            match &line.figures {
                Ok(figures) => writeln!(
                    f,
                    "| {words} | {} {} | {:.2} | {} | {:.2} | {} | {} | {} |",
                    grouped(figures.amount),
                    line.unit,
                    figures.wall_seconds,
                    grouped(figures.a_second().round() as u64),
                    figures.processor_seconds,
                    figures.peak_mib,
                    self.against_peer(at),
                    figures.result,
                )?,
                Err(why) => writeln!(f, "| {words} | not measured: {why} | | | | | | |")?,
            }
        }
        Ok(())
    }
}

/// The number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The document with this table in the place that its marks keep for it.
///
/// # Errors
/// When the document has no such place.
pub fn with_table(document: &str, table: &str) -> Result<String> {
    let place = document.split_once(MARKS.0).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(MARKS.1)?;
        Some((before, after))
    });
    let (before, after) = place.with_context(|| {
        format!(
            "the document has no lines {} and {}",
            MARKS.0.trim(),
            MARKS.1
        )
    })?;
    Ok(format!(
        "{before}{}{}\n{}{after}",
        MARKS.0,
        table.trim_end(),
        MARKS.1
    ))
}
