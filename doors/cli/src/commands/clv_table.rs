//! Tables of customers to a file or standard output, as CSV, Parquet or JSON.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

use analyst::{CustomerTable, write_csv, write_json, write_parquet};
use anyhow::{Context, Result};
use desk::Refusal;

use crate::clv_args::{Output, TableFormat};
use crate::commands::Show;
use crate::output::say;

/// What the column of customers is called.
const KEY_NAME: &str = "customer_id";

/// Writes a table where it was asked to go.
pub(crate) fn write_table(table: &dyn CustomerTable, show: Show, output: &Output) -> Result<()> {
    let ending = output.out.as_deref().and_then(Path::extension);
    let by_ending = ending
        .is_some_and(|ending| ending == "parquet")
        .then_some(TableFormat::Parquet);
    let format = output.format.or(by_ending).unwrap_or(TableFormat::Csv);
    let Some(path) = &output.out else {
        if format == TableFormat::Parquet {
            let why = "Parquet is written to a file only; name it with --out";
            return Err(Refusal::Usage(why.to_owned()).into());
        }
        let mut to = BufWriter::new(std::io::stdout().lock());
        let written = match show.json {
            true => write_json(table, KEY_NAME, &mut to),
            false => write_csv(table, KEY_NAME, &mut to),
        };
        return match written {
            // A reader that went away, as `head` does, is no fault.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        };
    };
    let shown = || path.display().to_string();
    let mut file = BufWriter::new(File::create(path).with_context(shown)?);
    match (show.json, format) {
        (true, _) => write_json(table, KEY_NAME, &mut file).with_context(shown)?,
        (false, TableFormat::Csv) => write_csv(table, KEY_NAME, &mut file).with_context(shown)?,
        (false, TableFormat::Parquet) => {
            write_parquet(table, KEY_NAME, file).with_context(shown)?
        }
    }
    Ok(())
}

/// Prints text, or keeps it in a file.
pub(crate) fn print_or_keep(path: Option<&Path>, text: &str) -> Result<()> {
    let Some(path) = path else {
        say(text);
        return Ok(());
    };
    let mut file = File::create(path).with_context(|| path.display().to_string())?;
    writeln!(file, "{text}").with_context(|| path.display().to_string())
}
