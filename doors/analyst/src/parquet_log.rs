//! An order log in a Parquet file: the three or four columns that are needed, typed as they are
//! stored.
//!
//! Enters: a file. Leaves: an order log. Days may be dates, timestamps or ISO text; amounts floats,
//! whole numbers or decimals; keys text or whole numbers.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use parquet::basic::{LogicalType, TimeUnit as Tick, Type as Physical};
use parquet::column::reader::ColumnReader;
use parquet::data_type::AsBytes;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescPtr;

use crate::cells::{iso_day, plain_number};
use crate::error::AnalystError;
use crate::header::{NamedColumns, Shape, find_shape};
use crate::order_log::OrderLog;
use crate::scan::AmountPlace;

/// Values read at a time.
const BATCH: usize = 64 << 10;

/// Reads the orders of a Parquet file.
pub(crate) fn read_parquet(path: &Path, asked: &NamedColumns) -> Result<OrderLog, AnalystError> {
    let shown = path.display().to_string();
    let broken = |error: parquet::errors::ParquetError| AnalystError::Form {
        path: shown.clone(),
        why: format!("{error}; write it again"),
    };
    let file = File::open(path).map_err(AnalystError::file(path))?;
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    let columns: Vec<ColumnDescPtr> = reader
        .metadata()
        .file_metadata()
        .schema_descr()
        .columns()
        .to_vec();
    let names: Vec<String> = columns
        .iter()
        .map(|column| column.name().to_owned())
        .collect();
    let Shape::Log {
        customer,
        day,
        amount,
    } = find_shape(&shown, &names, asked)?
    else {
        return Err(AnalystError::Form {
            path: shown,
            why: "summary tables are read as CSV; write it as CSV".into(),
        });
    };
    let typed =
        |at: usize, what| Column::find(&shown, &columns[at], what).map(|column| (at, column));
    let customer = typed(customer, "customer")?;
    let day = typed(day, "day")?;
    let factors = match amount {
        AmountPlace::Nowhere => Vec::new(),
        AmountPlace::Column(at) => vec![typed(at, "amount")?],
        AmountPlace::Product(quantity, price) => {
            vec![typed(quantity, "amount")?, typed(price, "amount")?]
        }
    };
    let mut log = OrderLog::default();
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(broken)?;
        let keys = customer
            .1
            .read(group.as_ref(), customer.0)
            .map_err(broken)?;
        let days = day.1.read(group.as_ref(), day.0).map_err(broken)?;
        let amounts: Result<Vec<Vec<Cell>>, _> = factors
            .iter()
            .map(|(at, column)| column.read(group.as_ref(), *at))
            .collect();
        take_rows(&mut log, &keys, &days, &amounts.map_err(broken)?);
    }
    Ok(log)
}

fn take_rows(log: &mut OrderLog, keys: &[Cell], days: &[Cell], factors: &[Vec<Cell>]) {
    for at in 0..keys.len() {
        let amount = factors.iter().map(|factor| factor[at].number());
        let amount = match factors.is_empty() {
            true => Some(0.0),
            false => amount.product(),
        };
        log.add(log.rows + 1, &keys[at].key(), days[at].day(), amount);
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
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Text(text) => String::from_utf8_lossy(text.trim_ascii()),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Cell::Nothing => None,
            Cell::Whole(number) => Some(*number as f64),
            Cell::Number(number) => Some(*number),
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
        if matches!(
            physical,
            Physical::BOOLEAN | Physical::INT96 | Physical::FIXED_LEN_BYTE_ARRAY
        ) {
            return Err(wrong());
        }
        let per_second = |unit: &Tick| match unit {
            Tick::MILLIS => 1_000,
            Tick::MICROS => 1_000_000,
            Tick::NANOS => 1_000_000_000,
        };
        let found = match column.logical_type_ref() {
            Some(LogicalType::Timestamp(kind)) => Column::Ticks(86_400 * per_second(&kind.unit)),
            Some(LogicalType::Decimal(kind)) => Column::Scaled(10_f64.powi(kind.scale)),
            _ => Column::Plain,
        };
        let is_date = matches!(column.logical_type_ref(), Some(LogicalType::Date));
        let is_float = matches!(physical, Physical::FLOAT | Physical::DOUBLE);
        let fits = match what {
            "day" => {
                is_date || physical == Physical::BYTE_ARRAY || matches!(found, Column::Ticks(_))
            }
            "amount" => !is_date && !matches!(found, Column::Ticks(_)),
            _ => !is_float,
        };
        if fits { Ok(found) } else { Err(wrong()) }
    }

    fn whole(self, number: i64) -> Cell {
        match self {
            Column::Plain => Cell::Whole(number),
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
                cells!(reader, |value: &parquet::data_type::ByteArray| Cell::Text(
                    value.as_bytes().to_vec()
                ))
            }
            _ => Ok(Vec::new()),
        }
    }
}
