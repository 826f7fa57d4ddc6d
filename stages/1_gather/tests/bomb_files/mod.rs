//! Files made to burst what reads them, built for real.
//!
//! Enters: a folder. Leaves: a file a bomb, with what is said when it is refused. One that only
//! looks like an attack, and is read within bounds, has nothing to say.

mod ods;
mod packed;
mod parquet;
mod texts;
mod xls;
mod xlsx;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use ods::{blanks_ods, columns_ods, copies_ods, corner_ods, empty_ods, merged_ods, rows_ods};
use packed::{
    many_entries, many_members, nested_zip, overlapping_zip, ratio_gzip, ratio_zip, ratio_zstd,
};
use parquet::{deep_parquet, dictionary_parquet, footer_parquet, page_parquet, rows_parquet};
use texts::{
    deep_json, endless_cell, endless_folds, endless_line, endless_lines, endless_second_line,
    endless_utf16, giant_mail, odd_utf16, open_quote, open_quotes, wide_line,
};
use xls::{circle_xls, corner_xls, dimensions_xls, shared_xls, twice_xls};
use xlsx::{cell_xlsx, corner_xlsx, merged_xlsx, shared_xlsx, sheets_xlsx, strings_xlsx};

/// One bomb: its file name, what writes it, and a part of why it is refused.
#[derive(Clone, Copy)]
pub(crate) struct Bomb {
    pub(crate) name: &'static str,
    pub(crate) write: fn(&mut dyn Write) -> std::io::Result<()>,
    pub(crate) refused: Option<&'static str>,
}

impl Bomb {
    /// Writes the file into a folder.
    pub(crate) fn build(&self, folder: &Path) -> std::io::Result<PathBuf> {
        let path = folder.join(self.name);
        let mut to = BufWriter::new(std::fs::File::create(&path)?);
        (self.write)(&mut to)?;
        to.flush()?;
        Ok(path)
    }
}

const fn bomb(
    name: &'static str,
    write: fn(&mut dyn Write) -> std::io::Result<()>,
    refused: &'static str,
) -> Bomb {
    Bomb {
        name,
        write,
        refused: Some(refused),
    }
}

/// Packed files.
pub(crate) const PACKED: &[Bomb] = &[
    bomb("nested.zip", nested_zip, "unpack it once"),
    bomb("overlap.zip", overlapping_zip, "lie over each other"),
    bomb("ratio.csv.gz", ratio_gzip, "200 times"),
    bomb("ratio.csv.zst", ratio_zstd, "200 times"),
    bomb("ratio.zip", ratio_zip, "200 times"),
    bomb("many.zip", many_members, "200 times"),
    bomb("entries.zip", many_entries, "more than 10,000 files"),
];

/// Workbooks.
pub(crate) const BOOKS: &[Bomb] = &[
    bomb("strings.xlsx", strings_xlsx, "far more texts"),
    bomb("shared.xlsx", shared_xlsx, "too large"),
    bomb("corner.xlsx", corner_xlsx, "too large"),
    bomb("merged.xlsx", merged_xlsx, "too large"),
    bomb(
        "sheets.xlsx",
        sheets_xlsx,
        "far more texts, merged cells or sheets",
    ),
    bomb("corner.xls", corner_xls, "far away from all others"),
    bomb("dimensions.xls", dimensions_xls, "circles or lie outside"),
    bomb("shared.xls", shared_xls, "far more than an old workbook"),
    bomb("circle.xls", circle_xls, "circles or lie outside"),
    bomb("twice.xls", twice_xls, "circles or lie outside"),
    bomb("rows.ods", rows_ods, "repeats one cell"),
    bomb("columns.ods", columns_ods, "repeats one cell"),
    bomb("corner.ods", corner_ods, "too large"),
    bomb("merged.ods", merged_ods, "too large"),
    bomb("blanks.ods", blanks_ods, "a single cell is larger"),
    bomb("copies.ods", copies_ods, "too large"),
    bomb("cell.xlsx", cell_xlsx, "a single cell is larger"),
    Bomb {
        name: "empty.ods",
        write: empty_ods,
        refused: None,
    },
];

/// Parquet files whose headers lie.
pub(crate) const PARQUET: &[Bomb] = &[
    bomb("rows.parquet", rows_parquet, "promises far more rows"),
    bomb("page.parquet", page_parquet, "unpacks to far more"),
    bomb(
        "dictionary.parquet",
        dictionary_parquet,
        "unpacks to far more",
    ),
    bomb("deep.parquet", deep_parquet, "nested deeper"),
    bomb("footer.parquet", footer_parquet, "headers are damaged"),
];

/// Texts.
pub(crate) const TEXTS: &[Bomb] = &[
    bomb("line.csv", endless_line, "first line is longer"),
    bomb("wide.csv", wide_line, "4,096 columns"),
    bomb("deep.ndjson", deep_json, "nested deeper"),
    bomb("folds.vcf", endless_folds, "200,000 lines"),
    bomb("mail.mbox", giant_mail, "larger than 64 MB"),
    bomb("utf16.csv", endless_utf16, "4,096 columns"),
    bomb("cell.csv", endless_cell, "longer than 16 MB"),
    bomb("lines.csv", endless_lines, "never closed"),
    Bomb {
        name: "second.csv",
        write: endless_second_line,
        refused: None,
    },
    Bomb {
        name: "quote.csv",
        write: open_quote,
        refused: None,
    },
    Bomb {
        name: "quotes.csv",
        write: open_quotes,
        refused: None,
    },
    Bomb {
        name: "odd.csv",
        write: odd_utf16,
        refused: None,
    },
];
