//! Files that are broken on purpose or by accident: never a panic, never a stop, always named.

use gather::{GatherError, Kind};

use crate::desk::Desk;

const HEADER: &str = "Order no,Date,Customer no,Product,Qty,Unit price\n";

#[test]
fn bad_rows_are_listed_with_line_column_and_reason_and_the_rest_is_imported() {
    let desk = Desk::new();
    let receipt = desk.import_text(format!(
        "{HEADER}1,2026-01-05,K1,Tea,1,4.00\n2,2026-02-31,K1,Tea,1,4.00\n3,2026-01-06,K1,Tea,1,n/a\n\
         ,2026-01-06,K1,Tea,1,4.00\n5,,K1,Tea,1,4.00\n6,2026-01-07,K1,Tea,two,4.00\n7,2026-01-08,K1,Tea,1,4.00\n"
    ));
    assert_eq!(
        (receipt.rows, receipt.lost_rows, receipt.amount_minor),
        (7, 5, 800)
    );
    let found: Vec<_> = receipt
        .sample_problems
        .iter()
        .map(|problem| {
            (
                problem.line_no,
                problem.column.as_str(),
                problem.value.as_str(),
                problem.lost,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (3, "Date", "2026-02-31", true),
            (4, "Unit price", "n/a", true),
            (5, "Order no", "", true),
            (6, "Date", "", true),
            (7, "Qty", "two", true),
        ]
    );
    assert_eq!(receipt.amount_exact, "20");
    assert_eq!(
        (receipt.differences[0].minor, receipt.differences[0].rows),
        (-1_200, 3)
    );
    assert_eq!(
        desk.number("SELECT COALESCE(SUM(row_count), 0) FROM source_blocks"),
        7
    );
}

#[test]
fn an_unclosed_quotation_mark_is_named_and_costs_nothing_else() {
    let desk = Desk::new();
    let receipt = desk.import_text(format!(
        "{HEADER}1,2026-01-05,K1,\"Tea,1,4.00\n2,2026-01-05,K1,\"Tea, green\",1,5.00\n3,2026-01-06,K1,19\" rack,1,6.00\n"
    ));
    assert_eq!((receipt.rows, receipt.amount_minor), (3, 1_500));
    assert!(receipt.sample_problems[0].reason.contains("never closed"));
}

#[test]
fn ragged_rows_are_named() {
    let desk = Desk::new();
    let mut text = HEADER.to_owned();
    for at in 0..40 {
        text.push_str(&format!("{at},2026-01-05,K1,Tea,1,4.00\n"));
    }
    text.push_str(
        "90,2026-01-05\n91,2026-01-05,K1,Tea,1,4.00,surplus,cells\n92,2026-01-05,K1,Tea,1,4.00,,\n",
    );
    let receipt = desk.import_text(text);
    assert_eq!(
        (receipt.rows, receipt.lost_rows, receipt.amount_minor),
        (43, 2, 41 * 400)
    );
}

#[test]
fn null_bytes_and_a_cell_of_a_megabyte_are_data() {
    let desk = Desk::new();
    let long = "x".repeat(1 << 20);
    let receipt = desk.import_text(format!("Name,Email,Remarks\nA\0B,a@b.de,{long}\n"));
    assert_eq!((receipt.rows, receipt.lost_rows), (1, 0));
    assert_eq!(desk.text("SELECT full_name FROM received_parties"), "A B");
    assert_eq!(
        desk.number("SELECT length(note) FROM received_parties"),
        1 << 20
    );
    let row = desk
        .store
        .read(|db| gather::read_row(db, 1, 1))
        .unwrap()
        .unwrap();
    assert_eq!(row.cells[0].1, "A\0B");
}

#[test]
fn empty_files_say_so_and_a_header_alone_is_a_table_of_no_rows() {
    let desk = Desk::new();
    for text in ["", "\n\n", "\u{feff}"] {
        let error = desk.try_import(&desk.file("empty.csv", text)).unwrap_err();
        assert!(matches!(error, GatherError::Empty(_)), "{text:?}: {error}");
    }
    let receipt = desk.import_text(HEADER);
    assert_eq!(
        (receipt.kind, receipt.rows, receipt.problems),
        (Kind::OrderLines, 0, 0)
    );
}

#[test]
fn duplicate_headers_fill_each_other() {
    let desk = Desk::new();
    desk.import_text("Name,Phone,Phone,Email,Email\nA B,,12345,a@b.de,c@d.de\n");
    assert_eq!(
        desk.text("SELECT phone || ' ' || email FROM received_parties"),
        "12345 a@b.de"
    );
}

#[test]
fn an_unknown_table_is_kept_and_said_to_be_unknown() {
    let desk = Desk::new();
    let receipt = desk.import_text("RegionID,RegionDescription\n1,Eastern\n2,Western\n");
    assert_eq!(
        (receipt.kind, receipt.rows, receipt.problems),
        (Kind::Unknown, 2, 0)
    );
    assert_eq!(
        desk.number("SELECT COALESCE(SUM(row_count), 0) FROM source_blocks"),
        2
    );
}

#[test]
fn what_is_no_table_at_all_never_panics() {
    let desk = Desk::new();
    let mut noise = Vec::new();
    let mut state: u32 = 1;
    for _ in 0..50_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push((state >> 24) as u8);
    }
    for length in [1, 2, 3, 100, 50_000] {
        let _ = desk.try_import(&desk.file("noise.csv", &noise[..length]));
    }
    for start in [
        &b"PK\x03\x04"[..],
        b"\x1f\x8b\x08",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\"",
        b",,,\n\"\"\"\n",
    ] {
        let bytes = [start, &noise[..500]].concat();
        let _ = desk.try_import(&desk.file("noise.csv", bytes));
        let _ = desk.try_import(&desk.file("noise.csv", start));
    }
}

#[test]
fn a_cut_off_packed_file_is_refused_with_its_name() {
    let desk = Desk::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, HEADER.repeat(2_000).as_bytes()).unwrap();
    let bytes = packed.finish().unwrap();
    let error = desk
        .try_import(&desk.file("cut.csv.gz", &bytes[..bytes.len() / 2]))
        .unwrap_err();
    assert!(error.to_string().contains("cut.csv.gz"), "{error}");
}

#[test]
fn a_total_line_at_the_end_is_no_order() {
    let desk = Desk::new();
    let receipt =
        desk.import_text("Order no,Date,Customer no,Amount\n1,2026-01-05,K1,4.00\nTOTAL,,,4.00\n");
    assert_eq!(
        (
            receipt.lost_rows,
            receipt.amount_minor,
            receipt.amount_exact.as_str()
        ),
        (1, 400, "4")
    );
}
