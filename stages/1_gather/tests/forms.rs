//! Files in every form a business has them.

use gather::{Kind, Target, check, read_row};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::desk::Desk;

const ORDERS: &str = "order_number,order_date,customer_number,sku,quantity,unit_price\n\
    1001,2026-01-05,K1,A-1,2,9.99\n1001,2026-01-05,K1,A-2,1,5.00\n1002,2026-01-09,K2,A-1,-1,9.99\n";

#[test]
fn order_lines_add_up_and_carry_their_order() {
    let desk = Desk::new();
    let receipt = desk.import_text(ORDERS);
    assert_eq!(receipt.kind, Kind::OrderLines);
    assert_eq!(
        (receipt.rows, receipt.problems, receipt.amount_minor),
        (3, 0, 1_499)
    );
    assert_eq!(receipt.amount_exact, "14.99");
    assert_eq!(receipt.first_day.unwrap().to_string(), "2026-01-05");
    assert_eq!(
        desk.number("SELECT COUNT(DISTINCT order_key) FROM received_lines"),
        2
    );
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_parties"), 2);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = Desk::new();
    let first = desk.import_text(ORDERS);
    let again = desk.import_text(ORDERS);
    assert!(again.already && !first.already);
    assert_eq!(
        (again.source_id, again.amount_minor, again.rows),
        (first.source_id, 1_499, 3)
    );
    assert_eq!(
        desk.number("SELECT COALESCE(SUM(row_count), 0) FROM source_blocks"),
        3
    );
}

#[test]
fn windows_1252_semicolons_decimal_commas_and_day_first_dates_are_read() {
    let desk = Desk::new();
    let text = "Belegnummer;Datum;Kunden-Nr.;Artikelname;Menge;Einzelpreis\r\n\
        R1;03/04/2026;17;Käse;1;1.234,50\r\nR2;31/01/2026;18;Brot;2;0,75\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let receipt = desk.import_text(bytes);
    assert_eq!(receipt.amount_minor, 123_600);
    assert_eq!(receipt.first_day.unwrap().to_string(), "2026-01-31");
    assert_eq!(receipt.last_day.unwrap().to_string(), "2026-04-03");
    assert_eq!(
        desk.text("SELECT product FROM received_lines WHERE order_key = 'R1'"),
        "Käse"
    );
    assert_eq!(desk.text("SELECT encoding FROM sources"), "windows-1252");
}

#[test]
fn utf16_and_packed_files_are_read() {
    let desk = Desk::new();
    let utf16: Vec<u8> = ORDERS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(desk.import_text(&utf16).amount_minor, 1_499);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, ORDERS.replace(',', "\t").as_bytes()).unwrap();
    assert_eq!(
        desk.import_text(packed.finish().unwrap()).amount_minor,
        1_499
    );
}

#[test]
fn a_workbook_with_titles_formulas_and_dates_is_read() {
    let desk = Desk::new();
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Just a cover").unwrap();
    let sheet = book.add_worksheet();
    sheet
        .write(0, 0, "Orders 2026, please do not sort!")
        .unwrap();
    for (at, name) in ["Order no.", "Date", "Customer no.", "Qty", "Price each"]
        .iter()
        .enumerate()
    {
        sheet.write(2, at as u16, *name).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let date = ExcelDateTime::from_ymd(2026, 3, 4).unwrap();
    sheet.write(3, 0, 77).unwrap();
    sheet.write_with_format(3, 1, &date, &day).unwrap();
    sheet.write(3, 2, "K9").unwrap();
    sheet
        .write_formula(3, 3, Formula::new("=1+2").set_result("3"))
        .unwrap();
    sheet.write(3, 4, 19.99).unwrap();
    let path = desk.folder.path().join("orders.xlsx");
    book.save(&path).unwrap();
    let receipt = desk.import(&path);
    assert_eq!(
        (receipt.kind, receipt.rows, receipt.amount_minor),
        (Kind::OrderLines, 1, 5_997)
    );
    assert_eq!(receipt.first_day.unwrap().to_string(), "2026-03-04");
    assert_eq!(desk.text("SELECT order_key FROM received_lines"), "77");
}

#[test]
fn a_cell_that_looks_like_a_formula_stays_data() {
    let desk = Desk::new();
    desk.import_text("Name,Email\n=1+1,a@b.de\n@SUM(A1),c@d.de\n");
    assert_eq!(
        desk.text("SELECT full_name FROM received_parties WHERE row_no = 1"),
        "=1+1"
    );
    let row = desk.store.read(|db| read_row(db, 1, 2)).unwrap().unwrap();
    assert_eq!(row.cells[0].1, "@SUM(A1)");
}

#[test]
fn order_facts_on_the_first_row_are_carried_down_within_the_order_only() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Name,Email,Financial Status,Cancelled at,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price\n\
         #1,a@b.de,paid,,2026-01-05 10:00:00 +0100,11.90,1,Tea,4.00\n#1,,,,,,2,Cake,3.00\n\
         #2,c@d.de,voided,2026-01-07,2026-01-06 09:00:00 +0100,8.33,1,Tea,4.00\n#2,,,,,,1,Cake,3.00\n",
    );
    assert_eq!((receipt.kind, receipt.problems), (Kind::OrderLines, 0));
    assert_eq!(receipt.amount_minor, 1_000);
    assert_eq!(receipt.differences[0].minor, -700);
    assert_eq!(receipt.differences[0].name, "2 lines of cancelled orders");
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM received_lines WHERE day IS NULL"),
        0
    );
}

/// Proves C69.
#[test]
fn c69_staff_vendors_and_partners_are_told_from_customers() {
    let desk = Desk::new();
    desk.import_text("SupplierID,CompanyName,Phone\n1,Exotic Liquids,(171) 555-2222\n");
    desk.import_text("EmployeeID,LastName,FirstName,HireDate\n1,Davolio,Nancy,1992-05-01\n");
    desk.import_text(
        "Customer ID,Company,Customer type,Phone\n1,Acme,Partner,12345\n2,Other,,12346\n",
    );
    let kinds = "SELECT group_concat(kind) FROM (SELECT kind FROM received_parties ORDER BY source_id, row_no)";
    assert_eq!(desk.text(kinds), "vendor,staff,partner,");
}

#[test]
fn consent_and_refusals_in_remarks_are_read() {
    let desk = Desk::new();
    desk.import_text(
        "Name,Mail,Newsletter,Remarks\nA B,a@b.de,yes,NO CALLS please\nC D,c@d.de,nein,VIP\n",
    );
    let first = "SELECT consent_email || coalesce(consent_post, '-') || consent_phone FROM received_parties WHERE row_no = 1";
    assert_eq!(desk.text(first), "yes-no");
    assert_eq!(
        desk.text("SELECT consent_email FROM received_parties WHERE row_no = 2"),
        "no"
    );
}

#[test]
fn check_says_what_it_would_do_and_changes_nothing() {
    let desk = Desk::new();
    let seen = check(&desk.file("orders.csv", ORDERS)).unwrap();
    assert_eq!(
        (seen.kind, seen.rows, seen.header_line),
        (Kind::OrderLines, 3, Some(1))
    );
    assert_eq!(seen.columns[0].target, Some(Target::OrderNumber));
    assert_eq!(seen.samples[3], ["A-1", "A-2"]);
    assert_eq!(desk.number("SELECT COUNT(*) FROM sources"), 0);
}

#[test]
fn a_row_reads_back_with_its_column_names() {
    let desk = Desk::new();
    let receipt = desk.import_text(ORDERS);
    let row = desk
        .store
        .read(|db| read_row(db, receipt.source_id, 3))
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.line_no, row.cells[5].clone()),
        (4, ("unit_price".into(), "9.99".into()))
    );
    assert!(
        desk.store
            .read(|db| read_row(db, receipt.source_id, 4))
            .unwrap()
            .is_none()
    );
}

#[test]
fn an_undecidable_date_column_is_said_to_be_so() {
    let desk = Desk::new();
    let seen = check(&desk.file(
        "o.csv",
        "Order no,Date,Customer no,Amount\n1,03/04/2026,7,5.00\n",
    ))
    .unwrap();
    let date = &seen.columns[1];
    assert!(
        date.confidence <= 0.5 && date.reason.contains("please check"),
        "{date:?}"
    );
}
