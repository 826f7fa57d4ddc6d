//! An order log or a summary table in a Parquet file: the columns that are needed, typed as they
//! are stored.
//!
//! Enters: a file. Leaves: an order log or a summary. Days may be dates, timestamps or ISO text;
//! amounts floats, whole numbers or decimals; keys text, numbers or UUIDs.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use clv::Summary;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit as Tick, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, FixedLenByteArray, Int96};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescPtr;

use crate::cells::{iso_day, plain_number};
use crate::error::AnalystError;
use crate::header::{NamedColumns, Shape, find_shape};
use crate::input::Content;
use crate::keys::CustomerKeys;
use crate::order_log::OrderLog;
use crate::scan::AmountPlace;
use crate::table::{Table, TableRow};
use crate::time_unit::TimeUnit;

/// Values read at a time.
const BATCH: usize = 64 << 10;

/// The Julian day of 1970-01-01, which the oldest kind of timestamp counts from.
const JULIAN_1970: i64 = 2_440_588;

/// Reads the orders, or the customers, of a Parquet file.
pub(crate) fn read_parquet(
    path: &Path,
    asked: &NamedColumns,
    unit: TimeUnit,
) -> Result<Content, AnalystError> {
    let shown = path.display().to_string();
    let file = File::open(path).map_err(AnalystError::file(path))?;
    let reader = SerializedFileReader::new(file).map_err(|error| broken(&shown, error))?;
    let file = ParquetColumns {
        columns: reader
            .metadata()
            .file_metadata()
            .schema_descr()
            .columns()
            .to_vec(),
        shown,
        reader,
    };
    let names: Vec<String> = file
        .columns
        .iter()
        .map(|one| one.name().to_owned())
        .collect();
    match find_shape(&file.shown, &names, asked)? {
        Shape::Log {
            customer,
            day,
            amount,
        } => file.read_log(customer, day, amount).map(Content::Log),
        Shape::Table {
            customer,
            x,
            t_x,
            t_obs,
            zbar,
        } => {
            let (keys, summary) = file.read_table(customer, [x, t_x, t_obs], zbar, unit)?;
            Ok(Content::Table(keys, summary))
        }
    }
}

fn broken(path: &str, error: parquet::errors::ParquetError) -> AnalystError {
    AnalystError::Form {
        path: path.to_owned(),
        why: format!("{error}; write it again"),
    }
}

/// A file, opened, with its columns.
struct ParquetColumns {
    shown: String,
    columns: Vec<ColumnDescPtr>,
    reader: SerializedFileReader<File>,
}

impl ParquetColumns {
    fn typed(&self, at: usize, what: &'static str) -> Result<(usize, Column), AnalystError> {
        Column::find(&self.shown, &self.columns[at], what).map(|column| (at, column))
    }

    /// The cells of some columns, group by group.
    fn for_each_group(
        &self,
        columns: &[(usize, Column)],
        mut take: impl FnMut(&[Vec<Cell>]) -> Result<(), AnalystError>,
    ) -> Result<(), AnalystError> {
        for group in 0..self.reader.num_row_groups() {
            let group = self.reader.get_row_group(group);
            let group = group.map_err(|error| broken(&self.shown, error))?;
            let cells = columns
                .iter()
                .map(|(at, column)| column.read(group.as_ref(), *at));
            let cells: Result<Vec<Vec<Cell>>, _> = cells.collect();
            take(&cells.map_err(|error| broken(&self.shown, error))?)?;
        }
        Ok(())
    }

    fn read_log(
        &self,
        customer: usize,
        day: usize,
        amount: AmountPlace,
    ) -> Result<OrderLog, AnalystError> {
        let mut columns = vec![self.typed(customer, "customer")?, self.typed(day, "day")?];
        match amount {
            AmountPlace::Nowhere => {}
            AmountPlace::Column(at) => columns.push(self.typed(at, "amount")?),
            AmountPlace::Product(quantity, price) => {
                columns.push(self.typed(quantity, "amount")?);
                columns.push(self.typed(price, "amount")?);
            }
        }
        let mut log = OrderLog::default();
        log.note_missing_amounts(amount);
        self.for_each_group(&columns, |cells| {
            let [keys, days, factors @ ..] = cells else {
                unreachable!("customer and day are always read");
            };
            for at in 0..keys.len() {
                let amount = factors.iter().map(|factor| factor[at].number());
                let amount = match factors.is_empty() {
                    true => Some(0.0),
                    false => amount.product(),
                };
                log.add(log.rows + 1, &keys[at].key(), days[at].day(), amount);
            }
            Ok(())
        })?;
        Ok(log)
    }

    fn read_table(
        &self,
        customer: Option<usize>,
        ages: [usize; 3],
        mean: Option<usize>,
        unit: TimeUnit,
    ) -> Result<(CustomerKeys, Summary), AnalystError> {
        let mut columns = Vec::new();
        for at in ages.into_iter().chain(mean) {
            columns.push(self.typed(at, "number")?);
        }
        if let Some(at) = customer {
            columns.push(self.typed(at, "customer")?);
        }
        let mut table = Table::new(&self.shown, unit);
        let mut line = 0;
        self.for_each_group(&columns, |cells| {
            let [x, t_x, t_obs, others @ ..] = cells else {
                unreachable!("three ages are always read");
            };
            let (means, keys) = (mean.and(others.first()), customer.and(others.last()));
            for (at, ((x, t_x), t_obs)) in x.iter().zip(t_x).zip(t_obs).enumerate() {
                line += 1;
                let ages = [x, t_x, t_obs].map(Cell::number);
                let [Some(x), Some(t_x), Some(t_obs)] = ages else {
                    return Err(table.wrong(line, "x, t_x or T is missing".into()));
                };
                let key = keys.map(|own| own[at].key());
                let row = TableRow {
                    key: key.as_deref(),
                    ages: [x, t_x, t_obs],
                    mean: means.and_then(|own| own[at].number()),
                };
                table.add(line, &row)?;
            }
            Ok(())
        })?;
        Ok(table.finish())
    }
}

/// One value as it is stored.
enum Cell {
    Nothing,
    Whole(i64),
    Number(f64),
    Text(Vec<u8>),
}

impl Cell {
    fn key(&self) -> Cow<'_, str> {
        match self {
            Cell::Nothing => Cow::Borrowed(""),
            Cell::Whole(number) => Cow::Owned(number.to_string()),
            // Programs that hold gaps as NaN store whole keys as floats.
            Cell::Number(number) if number.is_nan() => Cow::Borrowed(""),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Text(text) => String::from_utf8_lossy(text.trim_ascii()),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Cell::Nothing => None,
            Cell::Whole(number) => Some(*number as f64),
            Cell::Number(number) => Some(*number).filter(|number| number.is_finite()),
            Cell::Text(text) => plain_number(text.trim_ascii()),
        }
    }

    fn day(&self) -> Option<i32> {
        match self {
            Cell::Whole(day) => i32::try_from(*day).ok(),
            Cell::Text(text) => iso_day(text.trim_ascii()),
            Cell::Nothing | Cell::Number(_) => None,
        }
    }
}

/// How the stored values of a column become cells.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Column {
    /// As they are.
    Plain,
    /// Whole numbers to be divided by this.
    Scaled(f64),
    /// Ticks since 1970-01-01, this many a day.
    Ticks(i64),
    /// Sixteen bytes that are written as hexadecimal digits.
    Uuid,
}

impl Column {
    fn find(
        path: &str,
        column: &ColumnDescPtr,
        what: &'static str,
    ) -> Result<Column, AnalystError> {
        let wrong = || AnalystError::ColumnType {
            path: path.to_owned(),
            column: column.name().to_owned(),
            kind: format!("{:?}", column.physical_type()),
            what,
        };
        let physical = column.physical_type();
        let found = Column::of_type(column);
        let is_bytes = physical == Physical::FIXED_LEN_BYTE_ARRAY;
        // A list has no one value a row.
        let is_odd = physical == Physical::BOOLEAN
            || column.max_rep_level() > 0
            || (is_bytes && found == Column::Plain);
        let is_date = matches!(column.logical_type_ref(), Some(LogicalType::Date))
            || column.converted_type() == ConvertedType::DATE;
        let is_time = is_date || matches!(found, Column::Ticks(_));
        let fits = match what {
            "day" => is_time || physical == Physical::BYTE_ARRAY,
            "customer" => !is_time,
            _ => !is_time && found != Column::Uuid,
        } && !is_odd;
        if fits { Ok(found) } else { Err(wrong()) }
    }

    /// What the file says of the type, in the newer words or the older ones.
    fn of_type(column: &ColumnDescPtr) -> Column {
        let per_second = |unit: &Tick| match unit {
            Tick::MILLIS => 1_000,
            Tick::MICROS => 1_000_000,
            Tick::NANOS => 1_000_000_000,
        };
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Timestamp(kind)), _) => {
                Column::Ticks(86_400 * per_second(&kind.unit))
            }
            (None, ConvertedType::TIMESTAMP_MILLIS) => Column::Ticks(86_400_000),
            (None, ConvertedType::TIMESTAMP_MICROS) => Column::Ticks(86_400_000_000),
            (Some(LogicalType::Decimal(kind)), _) => Column::Scaled(10_f64.powi(kind.scale)),
            (None, ConvertedType::DECIMAL) => Column::Scaled(10_f64.powi(column.type_scale())),
            (Some(LogicalType::Uuid), _) => Column::Uuid,
            _ if column.physical_type() == Physical::INT96 => Column::Ticks(1),
            _ => Column::Plain,
        }
    }

    /// Bytes as text, as a decimal (its digits are a whole number, the highest byte first), or as
    /// hexadecimal digits.
    fn bytes(self, bytes: &[u8]) -> Cell {
        match self {
            Column::Scaled(by) => {
                let start = if bytes.first().is_some_and(|byte| *byte > 0x7f) {
                    -1.0
                } else {
                    0.0
                };
                let digits = bytes
                    .iter()
                    .fold(start, |sum: f64, byte| sum * 256.0 + f64::from(*byte));
                Cell::Number(digits / by)
            }
            Column::Uuid => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                Cell::Text(digits.into_bytes())
            }
            Column::Plain | Column::Ticks(_) => Cell::Text(bytes.to_vec()),
        }
    }

    fn whole(self, number: i64) -> Cell {
        match self {
            Column::Plain | Column::Uuid => Cell::Whole(number),
            Column::Scaled(by) => Cell::Number(number as f64 / by),
            Column::Ticks(per_day) => Cell::Whole(number.div_euclid(per_day)),
        }
    }

    fn read(
        self,
        group: &dyn RowGroupReader,
        at: usize,
    ) -> Result<Vec<Cell>, parquet::errors::ParquetError> {
        let most = group.metadata().column(at).column_descr().max_def_level();
        macro_rules! cells {
            ($reader:expr, $into:expr) => {{
                let mut cells = Vec::new();
                let (mut levels, mut values) = (Vec::new(), Vec::new());
                loop {
                    levels.clear();
                    values.clear();
                    let (records, ..) =
                        $reader.read_records(BATCH, Some(&mut levels), None, &mut values)?;
                    if records == 0 {
                        break Ok(cells);
                    }
                    let mut filled = values.iter();
                    for row in 0..records {
                        let is_filled = most == 0 || levels[row] == most;
                        let value = if is_filled { filled.next() } else { None };
                        cells.push(value.map_or(Cell::Nothing, $into));
                    }
                }
            }};
        }
        match group.get_column_reader(at)? {
            ColumnReader::Int32ColumnReader(mut reader) => {
                cells!(reader, |value: &i32| self.whole(i64::from(*value)))
            }
            ColumnReader::Int64ColumnReader(mut reader) => {
                cells!(reader, |value: &i64| self.whole(*value))
            }
            ColumnReader::FloatColumnReader(mut reader) => {
                cells!(reader, |value: &f32| Cell::Number(f64::from(*value)))
            }
            ColumnReader::DoubleColumnReader(mut reader) => {
                cells!(reader, |value: &f64| Cell::Number(*value))
            }
            ColumnReader::ByteArrayColumnReader(mut reader) => {
                cells!(reader, |value: &ByteArray| self.bytes(value.data()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(mut reader) => {
                cells!(reader, |value: &FixedLenByteArray| self.bytes(value.data()))
            }
            ColumnReader::Int96ColumnReader(mut reader) => {
                cells!(reader, |value: &Int96| self
                    .whole(i64::from(value.data()[2]) - JULIAN_1970))
            }
            ColumnReader::BoolColumnReader(_) => Ok(Vec::new()),
        }
    }
}
