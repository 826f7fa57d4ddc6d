//! Every form a file can come in: the same three orders, told in ten ways.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use gather::{GatherError, Kind, Receipt, Target, check, import_all, read_row};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use store::Silent;
use zip::write::SimpleFileOptions;

use crate::desk::{Desk, options};

const ORDERS: &str = include_str!("data/orders.csv");
/// 2 · 9.99 + 5.00 − 9.99
const SUM: i64 = 1_499;

fn assert_orders(receipt: &Receipt, form: &str) {
    assert_eq!(
        (receipt.kind, receipt.rows),
        (Kind::OrderLines, 3),
        "{form}"
    );
    assert_eq!(
        (receipt.lost_rows, receipt.amount_minor),
        (0, SUM),
        "{form}"
    );
    assert_eq!(
        receipt.first_day.unwrap().to_string(),
        "2026-01-05",
        "{form}"
    );
}

pub(crate) fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn tabs_pipes_and_workbooks_of_old_and_free_programs_are_read() {
    let desk = Desk::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for name in ["orders.csv", "orders.xls", "orders.ods"] {
        assert_orders(&desk.import(&data.join(name)), name);
    }
    for sign in ["\t", "|", ";"] {
        let text = ORDERS.replace(',', sign);
        assert_orders(&desk.import_text(text), sign);
    }
}

#[test]
fn json_lines_are_read_with_objects_inside() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "{\"order_number\":1001,\"date\":\"2026-01-05\",\"customer\":{\"id\":\"K1\",\"city\":\"Leeds\"},\"product\":\"Tea\",\"quantity\":2,\"unit_price\":9.99}\n\
         {\"order_number\":1001,\"date\":\"2026-01-05\",\"customer\":{\"id\":\"K1\"},\"product\":\"Cake\",\"quantity\":1,\"unit_price\":5.00,\"tags\":[\"a\",\"b\"]}\n\
         \n{\"order_number\":1002,\"date\":\"2026-01-09\",\"customer\":{\"id\":\"K2\"},\"product\":\"Tea\",\"quantity\":-1,\"unit_price\":9.99}\n",
    );
    assert_orders(&receipt, "json");
    assert_eq!(
        desk.text("SELECT party_key FROM received_lines WHERE row_no = 3"),
        "K2"
    );
    let text = "{\"email\":\"a@b.de\",\"name\":\"A B\"}\nno json\n{\"email\":\"c@d.de\",\"name\":\"C D\"}\n";
    let receipt = desk.import_text(text);
    assert_eq!((receipt.kind, receipt.rows), (Kind::Parties, 3));
    assert!(
        receipt
            .sample_problems
            .iter()
            .any(|problem| problem.reason.contains("JSON"))
    );
}

#[test]
fn parquet_is_read() {
    let desk = Desk::new();
    let path = desk.folder.path().join("orders.parquet");
    let schema = "message orders { REQUIRED BYTE_ARRAY order_number (UTF8); REQUIRED INT32 order_date (DATE); \
        REQUIRED BYTE_ARRAY customer_id (UTF8); REQUIRED BYTE_ARRAY product (UTF8); REQUIRED INT32 quantity; \
        REQUIRED DOUBLE unit_price; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let texts = |values: [&str; 3]| values.map(ByteArray::from).to_vec();
    let write_text = |group: &mut parquet::file::writer::SerializedRowGroupWriter<'_, _>,
                      values| {
        let mut column = group.next_column().unwrap().unwrap();
        column
            .typed::<ByteArrayType>()
            .write_batch(&texts(values), None, None)
            .unwrap();
        column.close().unwrap();
    };
    write_text(&mut group, ["1001", "1001", "1002"]);
    let mut days = group.next_column().unwrap().unwrap();
    days.typed::<Int32Type>()
        .write_batch(&[20_458, 20_458, 20_462], None, None)
        .unwrap();
    days.close().unwrap();
    write_text(&mut group, ["K1", "K1", "K2"]);
    write_text(&mut group, ["Tea", "Cake", "Tea"]);
    let mut counts = group.next_column().unwrap().unwrap();
    counts
        .typed::<Int32Type>()
        .write_batch(&[2, 1, -1], None, None)
        .unwrap();
    counts.close().unwrap();
    let mut prices = group.next_column().unwrap().unwrap();
    prices
        .typed::<DoubleType>()
        .write_batch(&[9.99, 5.0, 9.99], None, None)
        .unwrap();
    prices.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    assert_orders(&desk.import(&path), "parquet");
}

#[test]
fn cards_of_an_address_book_are_contacts() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Müller;Jörg;;Dr.;\r\nFN:Dr. Jörg Müller\r\nORG:Müller GmbH;Einkauf\r\n\
         EMAIL;TYPE=work:jm@mueller.example\r\nEMAIL:privat@mueller.example\r\nTEL;TYPE=cell:+49 171 555\r\n 1234\r\n\
         ADR;TYPE=work:;;Hauptstr. 5;Berlin;;10115;Germany\r\nBDAY:1980-02-03\r\nNOTE:no calls\\, please\r\nEND:VCARD\r\n\
         BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=B1ez;Jos=C3=A9\r\nFN:Jose Nunez\r\nTEL:555 0100\r\nEND:VCARD\r\n",
    );
    assert_eq!(
        (receipt.kind, receipt.rows, receipt.lost_rows),
        (Kind::Parties, 2, 0)
    );
    let first = "SELECT first_name || '|' || last_name || '|' || company || '|' || email || '|' || phone || '|' || street || '|' || city || '|' || postcode
        FROM received_parties WHERE row_no = 1";
    assert_eq!(
        desk.text(first),
        "Jörg|Müller|Müller GmbH|jm@mueller.example|+49 171 5551234|Hauptstr. 5|Berlin|10115"
    );
    assert_eq!(
        desk.text("SELECT value FROM received_contacts"),
        "privat@mueller.example"
    );
    assert_eq!(
        desk.text("SELECT consent_phone FROM received_parties WHERE row_no = 1"),
        "no"
    );
    assert_eq!(
        desk.text("SELECT last_name FROM received_parties WHERE row_no = 2"),
        "Núñez"
    );
}

#[test]
fn a_mailbox_is_kept_mail_by_mail() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "From MAILER-DAEMON Thu Jan  1 10:00:00 2026\nFrom: Mailer <mailer-daemon@mx.example>\nTo: shop@own.example\n\
         Date: Thu, 1 Jan 2026 10:00:00 +0000\nMessage-ID: <1@mx.example>\nSubject: Undelivered\n\n550 5.1.1 <a@b.example>: unknown\n>From here on\n\n\
         From MAILER-DAEMON Fri Jan  2 10:00:00 2026\nFrom: m@mx.example\nSubject: Again\n\nFrom the middle\n",
    );
    assert_eq!((receipt.kind, receipt.rows), (Kind::Bounces, 2));
    assert_eq!(
        desk.text("SELECT message_id FROM received_messages WHERE row_no = 1"),
        "1@mx.example"
    );
    let raw = desk.text("SELECT CAST(raw AS TEXT) FROM received_messages WHERE row_no = 1");
    assert!(
        raw.contains("550 5.1.1") && raw.contains("\nFrom here on"),
        "{raw}"
    );
    let raw = desk.text("SELECT CAST(raw AS TEXT) FROM received_messages WHERE row_no = 2");
    assert!(raw.ends_with("From the middle\n"), "{raw}");
}

#[test]
fn every_member_of_a_zip_and_every_file_of_a_folder_comes_in() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("files");
    std::fs::create_dir(&folder).unwrap();
    let zip = zip_of(&[
        ("export/orders.csv", ORDERS.as_bytes()),
        ("export/people.csv", b"Name,Email\nA B,a@b.de\n"),
        ("__MACOSX/._orders.csv", b"x"),
    ]);
    std::fs::write(folder.join("all.zip"), zip).unwrap();
    std::fs::write(folder.join("more.csv"), "Name,Email\nC D,c@d.de\n").unwrap();
    std::fs::write(folder.join("empty.csv"), "").unwrap();
    std::fs::write(folder.join(".hidden"), "Name,Email\nE F,e@f.de\n").unwrap();
    let outcomes = import_all(&desk.store, &folder, &options(), &Silent).unwrap();
    let names: Vec<String> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok(receipt) => format!("{} {}", receipt.name, receipt.rows),
            Err((name, error)) => {
                format!("{name} refused {}", matches!(error, GatherError::Empty(_)))
            }
        })
        .collect();
    assert_eq!(
        names,
        [
            "orders.csv 3",
            "people.csv 1",
            "empty.csv refused true",
            "more.csv 1"
        ]
    );
}

#[test]
fn the_bytes_of_every_file_are_kept_packed_and_named_by_their_hash() {
    let desk = Desk::new();
    let receipt = desk.import_text(ORDERS);
    let stored = desk.text("SELECT original FROM sources");
    let hash = desk.text("SELECT sha256 FROM sources");
    assert_eq!(stored, format!("{hash}.zst"));
    let packed = std::fs::read(desk.folder.path().join("originals").join(stored)).unwrap();
    assert_eq!(
        zstd::stream::decode_all(&packed[..]).unwrap(),
        ORDERS.as_bytes()
    );
    assert_eq!(receipt.name, "file.csv");
}

#[test]
fn a_cell_merged_downwards_stands_in_every_row_of_it() {
    let desk = Desk::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in [
        "Order no",
        "Date",
        "Customer no",
        "Item",
        "Qty",
        "Price each",
    ]
    .iter()
    .enumerate()
    {
        sheet.write(0, at as u16, *name).unwrap();
    }
    let plain = rust_xlsxwriter::Format::new();
    for (column, value) in ["77", "2026-03-04", "K9"].iter().enumerate() {
        sheet
            .merge_range(1, column as u16, 2, column as u16, value, &plain)
            .unwrap();
    }
    for row in [1, 2] {
        sheet.write(row, 3, "Tea").unwrap();
        sheet.write(row, 4, 1).unwrap();
        sheet.write(row, 5, 2.5).unwrap();
    }
    let path = desk.folder.path().join("merged.xlsx");
    book.save(&path).unwrap();
    let receipt = desk.import(&path);
    assert_eq!(
        (receipt.rows, receipt.lost_rows, receipt.amount_minor),
        (2, 0, 500)
    );
    assert_eq!(
        desk.number("SELECT COUNT(DISTINCT order_key) FROM received_lines"),
        1
    );
    assert_eq!(
        check(&path).unwrap().columns[0].target,
        Some(Target::OrderNumber)
    );
    let filled = |row_no| {
        desk.store
            .read(|db| read_row(db, receipt.source_id, row_no))
            .unwrap()
            .unwrap()
    };
    assert_eq!(filled(1).filled, [0_usize; 0]);
    assert_eq!(
        (filled(2).filled, filled(2).cells[0].1.clone()),
        (vec![0, 1, 2], "77".into())
    );
}

#[test]
fn cells_merged_in_a_workbook_of_libreoffice_are_filled_and_marked() {
    let desk = Desk::new();
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let merged = |text: &str| {
        cell(text).replacen(
            "<table:table-cell",
            "<table:table-cell table:number-rows-spanned=\"2\"",
            1,
        )
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let covered = || "<table:covered-table-cell/>".to_owned();
    let rows = [
        row(&[
            "Order no",
            "Date",
            "Customer no",
            "Item",
            "Qty",
            "Price each",
        ]
        .map(cell)),
        row(&[
            merged("77"),
            merged("2026-03-04"),
            merged("K9"),
            cell("Tea"),
            cell("1"),
            cell("2.50"),
        ]),
        row(&[
            covered(),
            covered(),
            covered(),
            cell("Cake"),
            cell("1"),
            cell("2.50"),
        ]),
    ];
    let content = format!(
        "<office:document-content><table:table>{}</table:table></office:document-content>",
        rows.concat()
    );
    let book = zip_of(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ]);
    let receipt = desk.import(&desk.file("merged.ods", book));
    assert_eq!(
        (receipt.rows, receipt.lost_rows, receipt.amount_minor),
        (2, 0, 500)
    );
    let row = desk
        .store
        .read(|db| read_row(db, receipt.source_id, 2))
        .unwrap()
        .unwrap();
    assert_eq!((row.filled, row.cells[2].1.as_str()), (vec![0, 1, 2], "K9"));
}
