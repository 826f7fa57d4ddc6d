//! One log in every form and dialect, and the refusals.

use std::io::Write;
use std::sync::Arc;

use analyst::{Base, Input, NamedColumns};
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use crate::lives::{base, input, rows, write_log};

fn figures(base: &Base) -> (usize, f64, f64) {
    let spend = base.summary.all_spends.iter();
    let money: f64 = spend.map(|own| f64::from(own.count()) * own.mean()).sum();
    (
        base.customers(),
        base.folded.repeat_orders(),
        (money * 100.0).round(),
    )
}

#[test]
fn the_same_log_in_any_dialect_is_the_same_base() {
    let folder = tempfile::tempdir().unwrap();
    let plain = write_log(folder.path(), 120);
    let wanted = figures(&base(&plain, None));
    let text = std::fs::read_to_string(&plain).unwrap();
    let quoted = text
        .lines()
        .map(|line| format!("\"{}\"\r\n", line.replace(',', "\",\"")))
        .collect::<String>();
    let compact = text.lines().map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        format!(
            "{}\t{}\t{}\n",
            cells[1].replace('-', ""),
            cells[2],
            cells[0]
        )
    });
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    for (name, bytes) in [
        ("semicolons.csv", text.replace(',', ";").into_bytes()),
        ("quoted.csv", quoted.into_bytes()),
        ("marked.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("tabs.tsv", compact.collect::<String>().into_bytes()),
        ("packed.csv.gz", gz.finish().unwrap()),
        ("open-end.csv", text.trim_end().as_bytes().to_vec()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(figures(&base(&path, None)), wanted, "{name}");
    }
}

#[test]
fn parquet_of_the_usual_types_is_the_same_base() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = figures(&base(write_log(folder.path(), 120), None));
    let path = folder.path().join("log.parquet");
    for (day, money) in [
        ("required int32 date (DATE)", "optional double amount"),
        (
            "required int64 date (TIMESTAMP(MICROS,true))",
            "required int64 amount (DECIMAL(18,2))",
        ),
        ("required binary date (UTF8)", "required double amount"),
    ] {
        write_parquet(&path, day, money);
        assert_eq!(figures(&base(&path, None)), wanted, "{day}, {money}");
    }
}

fn write_parquet(path: &std::path::Path, day: &str, money: &str) {
    let rows = rows(120);
    let schema = format!("message m {{ optional binary customer_id (UTF8); {day}; {money}; }}");
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let file = std::fs::File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
    // Two groups, so that their rows are joined; levels of 1 say that a value is there.
    for part in rows.chunks(rows.len() / 2 + 1) {
        let levels = vec![1; part.len()];
        let mut group = writer.next_row_group().unwrap();
        let keys = part.iter().map(|row| ByteArray::from(row.0.as_str()));
        write_column::<ByteArrayType>(&mut group, keys.collect(), Some(&levels));
        write_days(&mut group, part, day);
        write_amounts(&mut group, part, money, &levels);
        group.close().unwrap();
    }
    writer.close().unwrap();
}

type Group<'a> = SerializedRowGroupWriter<'a, std::fs::File>;
type Row = (String, terms::Day, f64);

fn write_column<T: DataType>(group: &mut Group<'_>, values: Vec<T::T>, levels: Option<&[i16]>) {
    let mut column = group.next_column().unwrap().unwrap();
    let typed = column.typed::<T>();
    typed.write_batch(&values, levels, None).unwrap();
    column.close().unwrap();
}

fn write_days(group: &mut Group<'_>, part: &[Row], day: &str) {
    let days = part.iter().map(|row| row.1);
    if day.contains("int32") {
        write_column::<Int32Type>(group, days.map(|day| day.number()).collect(), None);
    } else if day.contains("int64") {
        let moments = days.map(|day| i64::from(day.number()) * 86_400_000_000 + 77);
        write_column::<Int64Type>(group, moments.collect(), None);
    } else {
        let texts = days.map(|day| ByteArray::from(day.to_string().as_str()));
        write_column::<ByteArrayType>(group, texts.collect(), None);
    }
}

fn write_amounts(group: &mut Group<'_>, part: &[Row], money: &str, levels: &[i16]) {
    let cents = part.iter().map(|row| (row.2 * 100.0).round());
    if money.contains("DECIMAL") {
        write_column::<Int64Type>(group, cents.map(|own| own as i64).collect(), None);
    } else {
        let levels = money.starts_with("optional").then_some(levels);
        write_column::<DoubleType>(group, cents.map(|own| own / 100.0).collect(), levels);
    }
}

#[test]
fn every_refusal_says_what_where_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let refusal = |text: &str, columns: NamedColumns, until: Option<&str>| {
        let path = folder.path().join("file.csv");
        std::fs::write(&path, text).unwrap();
        let input = Input {
            columns,
            ..input(&path)
        };
        let until = until.map(|day| day.parse().unwrap());
        Base::read(&input, until, false).unwrap_err().to_string()
    };
    let usual = NamedColumns::default;
    let log = "customer_id,date\na,2020-01-01\n";
    for (error, parts) in [
        (refusal("", usual(), None), vec!["file.csv", "holds no row"]),
        (
            refusal("customer_id,date\n", usual(), None),
            vec!["holds no row"],
        ),
        (
            refusal("who,date\na,2020-01-01\n", usual(), None),
            vec!["customer", "who, date", "--customer-column"],
        ),
        (
            refusal("id,when\na,2020-01-01\n", usual(), None),
            vec!["day", "--date-column"],
        ),
        (
            refusal(
                log,
                NamedColumns {
                    amount: Some("sum".into()),
                    ..usual()
                },
                None,
            ),
            vec!["«sum»", "customer_id, date"],
        ),
        (
            refusal(log, usual(), Some("2019-01-01")),
            vec!["2019-01-01", "2020-01-01", "--until"],
        ),
        (
            refusal("id,x,t_x,T\na,1,9,5\n", usual(), None),
            vec!["line 2", "file.csv"],
        ),
        (
            refusal("id,x,t_x,T\na,1,2,5\na,1,2,5\n", usual(), None),
            vec!["line 3", "«a»", "twice"],
        ),
        (
            refusal("id,x,t_x,T\na,1.5,2,5\n", usual(), None),
            vec!["line 2", "no count"],
        ),
        (
            refusal("id,date\na,01/02/2020\nb,31/01/2020\n", usual(), None),
            vec!["2026-03-31", "UTF-8"],
        ),
    ] {
        for part in parts {
            assert!(error.contains(part), "{part} in {error}");
        }
    }
    let gone = Base::read(&input("/nowhere/log.csv"), None, false)
        .unwrap_err()
        .to_string();
    assert!(
        gone.contains("/nowhere/log.csv") && gone.contains("check that"),
        "{gone}"
    );
}

#[test]
fn rows_that_are_no_orders_are_counted_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    let mut text = "CustomerID,InvoiceDate,Quantity,UnitPrice\n".to_owned();
    for day in 1..=28 {
        text.push_str(&format!("7,2020-01-{day:02} 10:00,2,1.50\n"));
    }
    text.push_str(",2020-01-05,1,1\n7,2020-01-06,-1,1.50\n7,someday,1,1\n");
    std::fs::write(&path, text).unwrap();
    let base = base(&path, None);
    assert_eq!(figures(&base), (1, 27.0, 8_400.0));
    let notes = base.notes.join("; ");
    for part in [
        "1 row without a customer",
        "1 row with an amount below zero",
        "line 32",
    ] {
        assert!(notes.contains(part), "{part} in {notes}");
    }
}
