//! A Parquet file as rows, a row group at a time.
//!
//! Enters: a `.parquet` file. Leaves: column names and rows of text; groups of columns become
//! columns with both names, lists one cell.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as Record};
use terms::Day;

use crate::error::GatherError;
use crate::files::form::Rows;
use crate::files::original::Original;
use crate::files::parquet_guard::{Pages, check_footer};
use crate::files::row::{COLUMNS_MAX, Row};

/// Rows each byte of a file may stand for: a file of one value repeated is made, not exported.
const ROWS_PER_BYTE_MAX: u64 = 50;

/// A Parquet file.
pub(crate) struct ParquetForm {
    original: Original,
    pub(crate) names: Vec<String>,
}

/// Rows of a Parquet file.
pub(crate) struct ParquetRows {
    rows: RowIter<'static>,
    row_no: u64,
    name: String,
}

impl ParquetForm {
    /// Reads the schema.
    pub(crate) fn find(original: &Original) -> Result<ParquetForm, GatherError> {
        let reader = open(original)?;
        let meta = reader.metadata();
        check_promises(original, meta)?;
        let schema = meta.file_metadata().schema_descr();
        if schema.num_columns() > COLUMNS_MAX {
            return Err(GatherError::refused(
                &original.name,
                "it has more than 4,096 columns",
            ));
        }
        let mut names: Vec<String> = Vec::new();
        for column in schema.columns() {
            let parts: Vec<&str> = column.path().parts().iter().map(String::as_str).collect();
            // Lists and maps name their inner parts; the column is the outermost.
            let inner = parts
                .iter()
                .position(|part| matches!(*part, "list" | "key_value" | "bag" | "array"));
            let name = parts[..inner.unwrap_or(parts.len())].join(" ");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Ok(ParquetForm {
            original: original.clone(),
            names,
        })
    }

    /// The rows from the start.
    pub(crate) fn rows(&self) -> Result<ParquetRows, GatherError> {
        let reader = open(&self.original)?;
        Ok(ParquetRows {
            rows: RowIter::from_file_into(Box::new(reader)),
            row_no: 0,
            name: self.original.name.clone(),
        })
    }
}

/// Adds up what the headers promise, before anything is unpacked.
fn check_promises(original: &Original, meta: &ParquetMetaData) -> Result<(), GatherError> {
    let failed = GatherError::file(&original.name);
    let mut file = File::open(&original.path).map_err(&failed)?;
    let bytes = file.metadata().map_err(&failed)?.len();
    let of_file = u64::try_from(meta.file_metadata().num_rows()).unwrap_or(u64::MAX);
    let (mut rows, mut pages) = (0, Pages::default());
    for group in meta.row_groups() {
        rows = u64::try_from(group.num_rows()).map_or(u64::MAX, |more| more.saturating_add(rows));
        for column in group.columns() {
            let (start, length) = unharmed(&original.name, || Ok(column.byte_range()))?;
            let found = pages.add(&mut file, start, length).map_err(&failed)?;
            found.map_err(|why| GatherError::refused(&original.name, why))?;
        }
    }
    if rows.max(of_file) > bytes.saturating_mul(ROWS_PER_BYTE_MAX) {
        let why = "it promises far more rows than it can hold; write it again";
        return Err(GatherError::refused(&original.name, why));
    }
    Ok(())
}

fn open(original: &Original) -> Result<SerializedFileReader<File>, GatherError> {
    let failed = GatherError::file(&original.name);
    let mut file = File::open(&original.path).map_err(&failed)?;
    let found = check_footer(&mut file).map_err(&failed)?;
    found.map_err(|why| GatherError::refused(&original.name, why))?;
    unharmed(&original.name, || {
        SerializedFileReader::new(file).map_err(|error| error.to_string())
    })
}

/// A damaged file makes the reader of the format stop short; that is no fault of this program.
fn unharmed<T>(name: &str, work: impl FnOnce() -> Result<T, String>) -> Result<T, GatherError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("it is damaged".into()))
        .map_err(|why| GatherError::refused(name, &why))
}

impl Rows for ParquetRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, GatherError> {
        let next = unharmed(&self.name, || {
            self.rows
                .next()
                .transpose()
                .map_err(|error| error.to_string())
        })?;
        let Some(record) = next else { return Ok(false) };
        self.row_no += 1;
        row.clear(self.row_no);
        push_fields(&record, row);
        Ok(true)
    }
}

fn push_fields(record: &Record, row: &mut Row) {
    for (_, field) in record.get_column_iter() {
        match field {
            Field::Group(inner) => push_fields(inner, row),
            other => row.push(&text_of(other)),
        }
    }
}

fn text_of(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Date(day) => Day::from_number(*day).to_string(),
        Field::TimestampMillis(at) => instant_text(at.div_euclid(1_000)),
        Field::TimestampMicros(at) => instant_text(at.div_euclid(1_000_000)),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Bool(yes) => yes.to_string(),
        Field::ListInternal(list) => {
            let values: Vec<String> = list.elements().iter().map(text_of).collect();
            values.join("; ")
        }
        other => other.to_string(),
    }
}

fn instant_text(seconds: i64) -> String {
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let Ok(days) = i32::try_from(days) else {
        return seconds.to_string();
    };
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!(
        "{} {hour:02}:{minute:02}:{second:02}",
        Day::from_number(days)
    )
}
