//! Tables of customers written as CSV, Parquet or JSON.
//!
//! Enters: a table. Leaves: bytes in a file or on standard output. CSV is made on all cores, part
//! by part, and comes out in the order of the table.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::columns_out::{Column, CustomerTable};

/// Rows that a core turns into text at a time.
const PART_ROWS: usize = 1 << 14;

/// Rows of a group of a Parquet file.
const GROUP_ROWS: usize = 1 << 18;

/// Writes a table as CSV with a head.
///
/// # Errors
/// When the bytes cannot be written.
pub fn write_csv(table: &dyn CustomerTable, key_name: &str, to: &mut dyn Write) -> io::Result<()> {
    let columns = table.columns();
    let names = columns.iter().map(|column| column.name);
    let head: Vec<&str> = std::iter::once(key_name).chain(names).collect();
    writeln!(to, "{}", head.join(","))?;
    let threads = rayon::current_num_threads();
    let rows: Vec<usize> = (0..table.rows()).step_by(PART_ROWS).collect();
    for starts in rows.chunks(threads * 2) {
        let parts: Vec<Vec<u8>> = starts
            .par_iter()
            .map(|start| csv_part(table, &columns, *start))
            .collect();
        for part in parts {
            to.write_all(&part)?;
        }
    }
    to.flush()
}

fn csv_part(table: &dyn CustomerTable, columns: &[Column], start: usize) -> Vec<u8> {
    let end = (start + PART_ROWS).min(table.rows());
    let mut text = Vec::with_capacity((end - start) * 12 * columns.len());
    let mut values = Vec::with_capacity(columns.len());
    for row in start..end {
        push_key(&mut text, &table.key(row));
        values.clear();
        table.values(row, &mut values);
        for (value, column) in values.iter().zip(columns) {
            text.push(b',');
            push_number(&mut text, *value, column.places.unwrap_or(0));
        }
        text.push(b'\n');
    }
    text
}

/// A key, in quotation marks where it would break the row.
fn push_key(text: &mut Vec<u8>, key: &str) {
    if key.contains([',', '"', '\n', '\r']) {
        text.push(b'"');
        text.extend(key.replace('"', "\"\"").bytes());
        text.push(b'"');
    } else {
        text.extend(key.bytes());
    }
}

/// A number with so many places at most; trailing zeros are left out, nothing is left empty.
fn push_number(text: &mut Vec<u8>, value: f64, places: u32) {
    if !value.is_finite() {
        return;
    }
    let scale = 10_u64.pow(places);
    let scaled = (value.abs() * scale as f64).round();
    // Beyond this a float has no places left, and the integer would overflow.
    if scaled >= 9e15 {
        let _ = write!(text, "{value:.0}");
        return;
    }
    let scaled = scaled as u64;
    if value < 0.0 && scaled > 0 {
        text.push(b'-');
    }
    push_digits(text, scaled / scale, 1);
    let mut part = scaled % scale;
    let mut digits = places;
    while digits > 0 && part.is_multiple_of(10) {
        part /= 10;
        digits -= 1;
    }
    if digits > 0 {
        text.push(b'.');
        push_digits(text, part, digits as usize);
    }
}

/// A whole number with at least so many digits.
fn push_digits(text: &mut Vec<u8>, mut number: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    while number > 0 || digits.len() - at < least {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    text.extend_from_slice(&digits[at..]);
}

/// Writes a table as an array of JSON objects.
///
/// # Errors
/// When the bytes cannot be written.
pub fn write_json(table: &dyn CustomerTable, key_name: &str, to: &mut dyn Write) -> io::Result<()> {
    let columns = table.columns();
    let mut values = Vec::new();
    write!(to, "[")?;
    for row in 0..table.rows() {
        values.clear();
        table.values(row, &mut values);
        let mut object = Map::new();
        object.insert(key_name.to_owned(), Value::from(table.key(row)));
        for (value, column) in values.iter().zip(&columns) {
            let value = match column.places {
                None => Value::from(*value as i64),
                Some(_) => Value::from(*value),
            };
            object.insert(column.name.to_owned(), value);
        }
        let mark = if row == 0 { "\n" } else { ",\n" };
        write!(to, "{mark}{}", Value::Object(object))?;
    }
    writeln!(to, "\n]")?;
    to.flush()
}

/// Writes a table as Parquet: the key as text, counts as 64-bit integers, numbers as doubles.
///
/// # Errors
/// When the bytes cannot be written.
pub fn write_parquet(
    table: &dyn CustomerTable,
    key_name: &str,
    to: impl Write + Send,
) -> Result<(), ParquetError> {
    let columns = table.columns();
    let fields: Vec<String> = columns
        .iter()
        .map(|column| match column.places {
            None => format!("required int64 {};", column.name),
            Some(_) => format!("required double {};", column.name),
        })
        .collect();
    let schema = format!(
        "message customers {{ required binary {key_name} (UTF8); {} }}",
        fields.join(" ")
    );
    let schema = Arc::new(parse_message_type(&schema)?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut writer = SerializedFileWriter::new(to, schema, Arc::new(properties))?;
    let mut start = 0;
    while start < table.rows() {
        let end = (start + GROUP_ROWS).min(table.rows());
        let group = writer.next_row_group()?;
        write_group(table, &columns, start..end, group)?;
        start = end;
    }
    writer.close()?;
    Ok(())
}

fn write_group<W: Write + Send>(
    table: &dyn CustomerTable,
    columns: &[Column],
    rows: std::ops::Range<usize>,
    mut group: SerializedRowGroupWriter<'_, W>,
) -> Result<(), ParquetError> {
    let mut held: Vec<Vec<f64>> = vec![Vec::with_capacity(rows.len()); columns.len()];
    let mut values = Vec::new();
    for row in rows.clone() {
        values.clear();
        table.values(row, &mut values);
        for (column, value) in held.iter_mut().zip(&values) {
            column.push(*value);
        }
    }
    if let Some(mut writer) = group.next_column()? {
        let keys: Vec<ByteArray> = rows.map(|row| ByteArray::from(&*table.key(row))).collect();
        writer
            .typed::<ByteArrayType>()
            .write_batch(&keys, None, None)?;
        writer.close()?;
    }
    for (column, values) in columns.iter().zip(held) {
        let Some(mut writer) = group.next_column()? else {
            break;
        };
        match column.places {
            None => {
                let counts: Vec<i64> = values.iter().map(|value| *value as i64).collect();
                writer
                    .typed::<Int64Type>()
                    .write_batch(&counts, None, None)?;
            }
            Some(_) => {
                writer
                    .typed::<DoubleType>()
                    .write_batch(&values, None, None)?;
            }
        }
        writer.close()?;
    }
    group.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{push_key, push_number};

    #[test]
    fn numbers_are_written_as_the_standard_library_does_without_trailing_zeros() {
        for (value, places, text) in [
            (0.0, 6, "0"),
            (1.5, 6, "1.5"),
            (0.1 + 0.2, 6, "0.3"),
            (-2.25, 2, "-2.25"),
            (-0.000_000_1, 6, "0"),
            (12_345.678_912_3, 4, "12345.6789"),
            (38.857_142_857, 6, "38.857143"),
            (7.0, 0, "7"),
            (1e17, 6, "100000000000000000"),
            (f64::NAN, 6, ""),
            (0.000_001, 6, "0.000001"),
        ] {
            let mut out = Vec::new();
            push_number(&mut out, value, places);
            assert_eq!(String::from_utf8_lossy(&out), text, "{value}");
        }
    }

    #[test]
    fn keys_that_would_break_a_row_are_quoted() {
        let mut out = Vec::new();
        push_key(&mut out, "a,\"b\"");
        assert_eq!(out, b"\"a,\"\"b\"\"\"");
    }
}
