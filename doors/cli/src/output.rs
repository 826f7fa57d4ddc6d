//! Results on stdout: sentences and tables for people, as wide as their terminal; JSON for programs.

use std::io::Write;

use anyhow::Result;
use console::{Term, measure_text_width};
use serde::Serialize;

/// Narrowest a column of text gets before a table is left wider than the terminal.
const TEXT_LEAST: usize = 10;

/// Between two columns.
const GAP: &str = "  ";

/// Columns of the terminal; none where the output goes to a file or another program.
fn terminal_width() -> Option<usize> {
    Term::stdout().size_checked().map(|(_, wide)| wide.into())
}

/// Prints a line on stdout; a reader that went away, as `head` does, is no fault. A line longer
/// than the terminal goes on below, between words.
pub(crate) fn say(text: &str) {
    let Some(wide) = terminal_width() else {
        return put(text);
    };
    for line in text.split('\n') {
        if measure_text_width(line) > wide {
            hanging(line, wide).iter().for_each(|part| put(part));
        } else {
            put(line);
        }
    }
}

fn put(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A line in several, the later ones set in a little more than the first.
fn hanging(line: &str, wide: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let before = " ".repeat(indent);
    let after = " ".repeat(indent + GAP.len());
    let room = wide.saturating_sub(after.len()).max(TEXT_LEAST);
    let parts = broken(line.trim_start(), room).into_iter().enumerate();
    let lines = parts.map(|(at, part)| match at {
        0 => format!("{before}{part}"),
        _ => format!("{after}{part}"),
    });
    lines.collect()
}

/// A text in lines of at most this width, broken between words; a longer word keeps its line.
fn broken(text: &str, wide: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().filter(|last| {
            last.is_empty() || measure_text_width(last) + 1 + measure_text_width(word) <= wide
        });
        match last {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Prints a record as JSON.
pub(crate) fn say_json<T: Serialize>(record: &T) -> Result<()> {
    put(&serde_json::to_string_pretty(record)?);
    Ok(())
}

/// Prints a record as JSON in one line.
pub(crate) fn say_json_line<T: Serialize>(record: &T) -> Result<()> {
    put(&serde_json::to_string(record)?);
    Ok(())
}

/// A number of things with commas between thousands.
pub(crate) fn count(number: impl TryInto<i64>) -> String {
    terms::count_words(number.try_into().unwrap_or(i64::MAX))
}

/// How many there are of what `one` is called: «1 customer», «1,200 customers».
pub(crate) fn counted(number: impl TryInto<i64>, one: &str) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {one}{ending}", count(number))
}

/// A share as whole percent; never «0 %» or «100 %» for what is not quite.
pub(crate) fn percent(share: f64) -> String {
    match share * 100.0 {
        low if low > 0.0 && low < 1.0 => "under 1 %".into(),
        high if high > 99.0 && high < 100.0 => "over 99 %".into(),
        whole => format!("{whole:.0} %"),
    }
}

/// The chance that a customer still buys; certainty tells nothing and is shown as not told.
pub(crate) fn chance(p_alive: f64) -> String {
    if p_alive >= 1.0 {
        return "–".into();
    }
    percent(p_alive)
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
        if self.rows.is_empty() {
            return put("Nothing to show.");
        }
        self.lines(terminal_width())
            .iter()
            .for_each(|line| put(line));
    }

    /// Heads, a rule and the rows; within a width where one is given and it can be.
    fn lines(&self, most: Option<usize>) -> Vec<String> {
        let widths = self.widths(most);
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        let heads: Vec<String> = self.heads.iter().map(|head| (*head).to_owned()).collect();
        let mut lines = self.row_lines(&heads, &widths);
        lines.push(rule.join("──"));
        for row in &self.rows {
            lines.extend(self.row_lines(row, &widths));
        }
        lines
    }

    /// As wide as the widest cell; where that is too wide, heads are broken first, then texts.
    fn widths(&self, most: Option<usize>) -> Vec<usize> {
        let columns = 0..self.heads.len();
        let cells = |at: usize| {
            let cells = self.rows.iter().filter_map(move |row| row.get(at));
            cells
                .map(|cell| measure_text_width(cell))
                .max()
                .unwrap_or(0)
        };
        let whole = |at: usize| cells(at).max(measure_text_width(self.heads[at]));
        let with_broken_head = |at: usize| {
            let words = self.heads[at].split(' ').map(measure_text_width);
            words.max().unwrap_or(0).max(cells(at))
        };
        let with_broken_text = |at: usize| match at < self.numbers {
            true => with_broken_head(at).min(TEXT_LEAST.max(self.longest_word(at))),
            false => with_broken_head(at),
        };
        let gaps = GAP.len() * (columns.len().max(1) - 1);
        let room = most.map_or(usize::MAX, |most| most.saturating_sub(gaps));
        let mut widths: Vec<usize> = columns.clone().map(whole).collect();
        narrow(
            &mut widths,
            room,
            &columns.clone().map(with_broken_head).collect::<Vec<_>>(),
        );
        narrow(
            &mut widths,
            room,
            &columns.map(with_broken_text).collect::<Vec<_>>(),
        );
        widths
    }

    /// The longest word in a column's cells, which no line breaks.
    fn longest_word(&self, at: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(at));
        let words = cells.flat_map(|cell| cell.split(' '));
        words.map(measure_text_width).max().unwrap_or(0)
    }

    /// A row, as many lines as its longest cell needs.
    fn row_lines(&self, cells: &[String], widths: &[usize]) -> Vec<String> {
        let cells = cells.iter().zip(widths);
        let broken: Vec<Vec<String>> = cells.map(|(cell, wide)| broken(cell, *wide)).collect();
        let high = broken.iter().map(Vec::len).max().unwrap_or(0);
        let line = |at: usize| {
            let parts = broken.iter().zip(widths).enumerate();
            let parts = parts.map(|(column, (lines, width))| {
                let part = lines.get(at).map_or("", String::as_str);
                let gap = " ".repeat(width.saturating_sub(measure_text_width(part)));
                if column >= self.numbers {
                    format!("{gap}{part}")
                } else {
                    format!("{part}{gap}")
                }
            });
            let joined = parts.collect::<Vec<_>>().join(GAP);
            joined.trim_end().to_owned()
        };
        (0..high).map(line).collect()
    }
}

/// Takes from the widest columns until all of them fit or each is as narrow as it may be.
fn narrow(widths: &mut [usize], room: usize, least: &[usize]) {
    while widths.iter().sum::<usize>() > room {
        let spare = (0..widths.len()).filter(|at| widths[*at] > least[*at]);
        let Some(widest) = spare.max_by_key(|at| widths[*at]) else {
            return;
        };
        widths[widest] -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, broken, chance, counted, hanging};

    fn table() -> Table {
        let mut table = Table::new(&["Id", "Customer", "Next 12 months"], 2);
        table.row(vec![
            "1".into(),
            "Ann Alder and daughters".into(),
            "£5".into(),
        ]);
        table
    }

    #[test]
    fn a_table_is_as_wide_as_its_cells_where_nothing_limits_it() {
        let lines = [
            "Id  Customer                 Next 12 months",
            "───────────────────────────────────────────",
            "1   Ann Alder and daughters              £5",
        ];
        assert_eq!(table().lines(None), lines);
        assert_eq!(table().lines(Some(43)), lines);
    }

    #[test]
    fn a_narrow_terminal_breaks_heads_first_and_then_texts() {
        let heads = [
            "Id  Customer                 Next 12",
            "                              months",
            "────────────────────────────────────",
            "1   Ann Alder and daughters       £5",
        ];
        assert_eq!(table().lines(Some(36)), heads);
        let texts = table().lines(Some(24));
        assert_eq!(
            texts[4..],
            ["1   Ann Alder         £5", "    and", "    daughters"]
        );
        assert!(
            texts.iter().all(|line| line.chars().count() <= 24),
            "{texts:?}"
        );
    }

    #[test]
    fn a_long_line_goes_on_below_between_words() {
        let lines = hanging("  one two three four", 16);
        assert_eq!(lines, ["  one two", "    three four"]);
        assert_eq!(
            broken("unbreakablelongword x", 5),
            ["unbreakablelongword", "x"]
        );
        assert_eq!(broken("", 5), [""]);
    }

    #[test]
    fn numbers_are_said_in_full_and_certainty_is_not() {
        assert_eq!(counted(1, "customer"), "1 customer");
        assert_eq!(counted(4_326_u64, "customer"), "4,326 customers");
        assert_eq!(
            (chance(1.0), chance(0.999)),
            ("–".into(), "over 99 %".into())
        );
    }
}
