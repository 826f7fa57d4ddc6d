//! Files as old programs, bookkeepers and spreadsheets of people really leave them: what is sold
//! adds up, what is not understood is said, and nothing is taken for what it is not.

use gather::{Kind, Receipt};
use rust_xlsxwriter::Workbook;
use store::Silent;

use crate::desk::{Desk, options};

/// The target of a column, as a check says it.
fn target(receipt: &Receipt, column: &str) -> &'static str {
    let found = receipt.columns.iter().find(|one| one.column == column);
    let target = found.unwrap_or_else(|| panic!("no «{column}»")).target;
    target.map_or("", gather::Target::code)
}

#[test]
fn the_side_beside_the_amount_takes_credits_away() {
    let list = "Rechnungsnr;Rechnungsdatum;Kundennr;Name;Betrag;S/H\r\n\
        RE1;15.01.2026;K1;Berg Anna;119,00;S\r\nRE2;16.01.2026;K2;Jörg Lang;59,50;S\r\n\
        GU3;20.01.2026;K1;Berg Anna;23,80;H\r\nRE4;31.01.2026;K3;Müller;1.190,00;S\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(list);
    let desk = Desk::new();
    let receipt = desk.import_text(bytes);
    assert_eq!(receipt.amount_minor, 11_900 + 5_950 - 2_380 + 119_000);
    assert_eq!(receipt.lost_rows, 0);
    let refunds = "SELECT group_concat(order_key) FROM received_lines WHERE net_minor < 0";
    assert_eq!(desk.text(refunds), "GU3");
    // As many of one side as of the other: only the owner knows which is a sale.
    let even: String = list.replace("16.01.2026;K2;Jörg Lang;59,50;S", "16.01.2026;K2;J;59,50;H");
    let path = desk.file("even.csv", even);
    let asked = desk.try_import(&path).unwrap_err().to_string();
    assert!(asked.contains("which mark stands on a sale"), "{asked}");
}

#[test]
fn french_and_polish_orders_with_narrow_spaces_are_orders() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "N° commande;Date commande;Client;E-mail;Produit;Quantité;Prix unitaire HT;Montant HT\r\n\
         C1001;15/01/2026;Outils Réunis;contact@outils.fr;Perceuse;2;1\u{202f}234,50\u{a0}€;2\u{202f}469,00\u{a0}€\r\n\
         C1002;28/01/2026;Éts Lefèvre;lefevre@ets.fr;Scie;1;12\u{a0}345,00\u{a0}€;12\u{a0}345,00\u{a0}€\r\n\
         C1003;02/02/2026;Boîte à vis;vis@boite.fr;Vis;1\u{a0}000;0,05\u{a0}€;50,00\u{a0}€\r\n",
    );
    assert_eq!(receipt.kind, Kind::OrderLines);
    assert_eq!(receipt.amount_minor, 246_900 + 1_234_500 + 5_000);
    assert_eq!((receipt.rows, receipt.lost_rows), (3, 0));
    let polish = "Nr zamówienia;Data;Klient;E-mail;Wartość brutto\r\n\
         Z1;13.01.2026;Jan Kowalski;m1@x.pl;1 234,56 zł\r\nZ2;14.01.2026;Ewa Nowak;m2@x.pl;2 234,56 zł\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(polish);
    let receipt = desk.import(&desk.file("polish.csv", bytes));
    assert_eq!(receipt.amount_minor, 346_912);
    assert_eq!(target(&receipt, "Nr zamówienia"), "order.number");
}

#[test]
fn web_pages_and_markup_called_workbooks_are_refused_with_what_to_do() {
    let desk = Desk::new();
    for text in [
        "<html><body><table><tr><th>Email</th></tr><tr><td>a@b.de</td></tr></table></body></html>",
        "\u{feff}\n<!DOCTYPE HTML><html><table><tr><td>a@b.de</td></tr></table></html>",
        "<table border=1><tr><td>a@b.de</td></tr></table>",
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
    ] {
        let path = desk.file("export.xls", text);
        let why = desk.try_import(&path).unwrap_err().to_string();
        assert!(why.contains("save it as .xlsx"), "{why}");
    }
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_parties"), 0);
}

#[test]
fn lines_that_hold_an_address_are_not_taken_for_one() {
    let desk = Desk::new();
    let mut text = "ORDNO   ORDDATE     EMAIL                AMOUNT\n".to_owned();
    for at in 0..8 {
        text += &format!(
            "{at:<8}2026-03-0{}  {:<20} {at:>6}.25\n",
            at + 1,
            format!("m{at}@x.example")
        );
    }
    let receipt = desk.import_text(text);
    assert_eq!(receipt.kind, Kind::Unknown);
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_parties"), 0);
    let receipt = desk.import(&desk.file("plain.csv", "a@b.de\nA C <c@d.de>\ne@f.de; g@h.de\n"));
    assert_eq!((receipt.kind, receipt.rows), (Kind::Parties, 3));
}

#[test]
fn formulas_that_guard_cells_are_read_as_what_they_guard() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Order no,Order date,Email,Total\n\"=\"\"007\"\"\",\"=\"\"2026-03-01\"\"\",a@x.example,\"=\"\"1.25\"\"\"\n\
         \"=\"\"008\"\"\",\"=\"\"2026-03-02\"\"\",b@x.example,\"=\"\"2.50\"\"\"\n",
    );
    assert_eq!((receipt.amount_minor, receipt.lost_rows), (375, 0));
    let keys = "SELECT group_concat(order_key) FROM received_lines";
    assert_eq!(desk.text(keys), "007,008");
}

#[test]
fn serial_days_with_a_time_are_days() {
    let desk = Desk::new();
    desk.import_text(
        "Order no,Order date,Email,Total\n1,46082.5,a@x.example,1.25\n2,46083.75,b@x.example,2.25\n",
    );
    let days = "SELECT group_concat(date(day * 86400, 'unixepoch')) FROM received_lines";
    assert_eq!(desk.text(days), "2026-03-01,2026-03-02");
}

#[test]
fn seconds_since_1970_are_days_under_the_name_of_a_date() {
    let desk = Desk::new();
    desk.import_text(
        "order_id,created_at,email,total_price\n1,1772323200,a@x.example,1.25\n2,1772495999000,b@x.example,2.25\n",
    );
    let days = "SELECT group_concat(date(day * 86400, 'unixepoch')) FROM received_lines";
    assert_eq!(desk.text(days), "2026-03-01,2026-03-02");
}

#[test]
fn two_numbers_with_a_stroke_between_are_two_and_a_number_with_its_area_is_one() {
    let desk = Desk::new();
    desk.import_text(
        "Name,Phone,Email\nAnn Berg,0721 55501 / 0172 123456,a@b.de\nOtto Lang,0721 / 55501,o@l.de\n",
    );
    let first = "SELECT group_concat(phone) FROM received_parties";
    assert_eq!(desk.text(first), "0721 55501,0721 / 55501");
    let more = "SELECT group_concat(value) FROM received_contacts";
    assert_eq!(desk.text(more), "0172 123456");
}

#[test]
fn quotation_marks_behind_a_blank_hold_a_cell_together() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Order no, \"Order date\", \"Email\", \"Total\"\n1, \"2026-03-01\", \"a@x.example\", \"1,234.50\"\n2, \"2026-03-02\", \"b@x.example\", \"7.00\"\n",
    );
    assert_eq!((receipt.amount_minor, receipt.lost_rows), (124_150, 0));
}

#[test]
fn a_row_of_groups_tells_columns_of_one_name_apart() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Customer,,,Order,,\nNumber,Name,Email,Number,Date,Total\n\
         K1,Ann Field,a@x.example,B1,2026-03-01,1.25\nK1,Ann Field,a@x.example,B2,2026-03-02,2.25\n",
    );
    assert_eq!(target(&receipt, "Customer Number"), "customer.source_id");
    assert_eq!(target(&receipt, "Order Number"), "order.number");
    let keys = "SELECT group_concat(party_key || order_key) FROM received_lines";
    assert_eq!(desk.text(keys), "K1B1,K1B2");
}

#[test]
fn names_that_old_programs_ran_together_are_known() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "INVNO,INVDATE,CUSTNO,CUSTNAME,AMOUNT\r\n1000,19980110,7,\"SMITH, JOHN\",5.00\r\n1001,19980111,8,ACME INC,105.00\r\n",
    );
    assert_eq!((receipt.kind, receipt.amount_minor), (Kind::Orders, 11_000));
    assert_eq!(receipt.first_day.unwrap().to_string(), "1998-01-10");
}

#[test]
fn sums_means_and_counts_below_and_between_the_rows_are_no_orders() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Rechnungsnummer;Datum;Kunde;Betrag\r\nR1;03.01.2026;Firma A GmbH;100,50\r\n\
         Zwischensumme Januar;;;100,50\r\nR2;03.02.2026;Firma B GmbH;50,00\r\nZwischensumme;;;50,00\r\n;;;\r\n\
         Gesamtsumme:;;;150,50\r\nDurchschnitt;;;75,25\r\nAverage;;;75,25\r\nCount;;;2\r\n",
    );
    assert_eq!((receipt.amount_minor, receipt.lost_rows), (15_050, 6));
    let reasons = "SELECT DISTINCT reason FROM row_problems";
    assert_eq!(desk.text(reasons), "looks like a total, not like an order");
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_lines"), 2);
}

#[test]
fn column_names_again_on_every_page_are_no_rows() {
    let desk = Desk::new();
    let page = |from: u32| {
        let rows =
            (from..from + 3).map(|at| format!("{at},2026-03-0{at},a{at}@x.example,{at}.25\n"));
        format!(
            "Order no,Order date,Email,Total\n{}",
            rows.collect::<String>()
        )
    };
    let receipt = desk.import_text(page(1) + &page(4) + &page(7));
    assert_eq!((receipt.problems, receipt.lost_rows), (0, 0));
    assert_eq!(receipt.amount_minor, 4_500 + 9 * 25);
}

const ORDERS: [&str; 4] = ["Order no", "Order date", "Email", "Total"];

/// A sheet with orders, and another table with this header that begins at this cell.
fn two_tables(at: (u32, u16), header: &[&str], rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in ORDERS.iter().enumerate() {
        sheet.write_string(0, column as u16, *name).unwrap();
    }
    for row in 1..=8_u32 {
        sheet.write_string(row, 0, format!("A{row}")).unwrap();
        sheet
            .write_string(row, 1, format!("2026-03-0{row}"))
            .unwrap();
        sheet
            .write_string(row, 2, format!("c{row}@x.example"))
            .unwrap();
        sheet.write_number(row, 3, f64::from(row) + 0.5).unwrap();
    }
    for (more, name) in (0_u16..).zip(header) {
        sheet.write_string(at.0, at.1 + more, *name).unwrap();
        for row in 1..=rows {
            let cell = format!("{name} {row}");
            sheet.write_string(at.0 + row, at.1 + more, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_second_table_on_a_sheet_is_named_and_mixed_with_nothing() {
    let desk = Desk::new();
    let below = two_tables((11, 0), &["Customer no", "Name", "Phone", "City"], 3);
    let receipt = desk.import(&desk.file("below.xlsx", below));
    assert_eq!(receipt.amount_minor, 3_600 + 8 * 50);
    assert_eq!(receipt.lost_rows, 3, "{:?}", receipt.sample_problems);
    let why = &receipt.sample_problems[0].reason;
    assert!(
        why.contains("another table, which begins on line 12"),
        "{why}"
    );
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_lines"), 8);
    let beside = two_tables((0, 5), &["Product", "Stock"], 5);
    let receipt = desk.import(&desk.file("beside.xlsx", beside));
    assert_eq!((receipt.kind, receipt.lost_rows), (Kind::Orders, 0));
    assert_eq!(target(&receipt, "Product"), "");
    let products = "SELECT COUNT(*) FROM received_lines WHERE product IS NOT NULL";
    assert_eq!(desk.number(products), 0);
    // Columns behind an empty one that end with the table are its own.
    let own = two_tables((0, 5), &["Product", "Remarks"], 8);
    let receipt = desk.import(&desk.file("own.xlsx", own));
    assert_eq!(target(&receipt, "Product"), "line.product_name");
}

#[test]
fn an_order_list_whose_amount_nobody_knows_is_asked_about() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Belegnummer;Belegdatum;Name;Nettowert\r\n9000;13.01.2026;Firma A GmbH;1.234,56\r\n\
         9001;14.01.2026;Firma B GmbH;234,56-\r\n",
    );
    assert_eq!(receipt.amount_minor, 123_456 - 23_456);
    desk.import(&desk.file(
        "odd.csv",
        "Order no,Order date,Email,Klumpatsch\n1,2026-03-01,a@x.example,1.25\n2,2026-03-02,b@x.example,2.50\n",
    ));
    let waiting = desk.store.read(gather::read_waiting).unwrap();
    let asked = waiting.iter().flat_map(|file| &file.questions);
    let about: Vec<&str> = asked.map(|question| question.column.as_str()).collect();
    assert!(about.contains(&"Klumpatsch"), "{about:?}");
}

#[test]
fn numbers_that_a_spreadsheet_shortened_join_nobody_and_are_named() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Kundennr;Name;Telefon;E-Mail\n1,00E+05;Anna Berg;4,91721E+11;mailto:anna@berg.de\n\
         1,00E+05;Otto Lang;0172 123456;otto@lang.de\nE+7;Ida Falk;;ida@falk.de\n",
    );
    let told = "SELECT group_concat(COALESCE(party_key, '-') || COALESCE(phone, '-') || email, ' ') FROM received_parties";
    assert_eq!(
        desk.text(told),
        "--anna@berg.de -0172 123456otto@lang.de E+7-ida@falk.de"
    );
    assert_eq!((receipt.problems, receipt.lost_rows), (3, 0));
    let why = &receipt.sample_problems[0].reason;
    assert!(why.contains("export the column as text"), "{why}");
}

#[test]
fn a_yes_of_access_and_words_of_other_languages_are_understood() {
    let desk = Desk::new();
    desk.import_text(
        "Kundennr;Vorname;Nachname;Email;Newsletter\n1;Anna;Berg;a@berg.de;-1\n2;Otto;Lang;o@lang.de;0\n\
         3;Ida;Falk;i@falk.de;Wahr\n4;Eva;Lind;e@lind.de;Falsch\n",
    );
    let told = "SELECT group_concat(consent_email) FROM received_parties";
    assert_eq!(desk.text(told), "yes,no,yes,no");
}

#[test]
fn lists_of_json_are_read_and_other_shapes_refused_with_what_to_do() {
    let object = |at: u32| {
        format!(
            "{{\"order_no\": \"A{at}\", \"order_date\": \"2026-03-0{at}\",\n \"email\": \"m{at}@x.example\", \"total\": {at}.25}}"
        )
    };
    let list = format!("[\n{},\n{},\n{}\n]\n", object(1), object(2), object(3));
    for text in [list.clone(), list.replace('\n', "")] {
        let receipt = Desk::new().import_text(text);
        assert_eq!((receipt.kind, receipt.rows), (Kind::Orders, 3));
        assert_eq!((receipt.amount_minor, receipt.lost_rows), (675, 0));
    }
    let desk = Desk::new();
    let path = desk.file("wrapped.json", format!("{{\n \"orders\": {list}}}"));
    let why = desk.try_import(&path).unwrap_err().to_string();
    assert!(why.contains("one list of objects"), "{why}");
}

#[test]
fn what_systems_leave_in_folders_and_at_ends_of_files_is_no_table() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("export");
    std::fs::create_dir(&folder).unwrap();
    let orders = "Order no,Order date,Email,Total\r\n1,2026-03-01,a@x.example,1.25\r\n\u{1a}";
    for (name, bytes) in [
        ("orders.csv", orders.as_bytes()),
        ("~$orders.xlsx", b"\x04Anna      "),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
        ("desktop.ini", b"[.ShellClassInfo]\r\n"),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let outcomes = gather::import_all(&desk.store, &folder, &options(), &Silent).unwrap();
    let [Ok(receipt)] = &outcomes[..] else {
        panic!("{} files", outcomes.len())
    };
    assert_eq!((receipt.rows, receipt.problems), (1, 0));
}

#[test]
fn cells_in_apostrophes_are_read_without_them_and_odd_delimiters_make_no_address() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "'Order no','Order date','Email','Total'\n'1','2026-03-01','a@x.example','1.25'\n'2','2026-03-02','b@x.example','2.25'\n",
    );
    assert_eq!((receipt.amount_minor, receipt.lost_rows), (350, 0));
    let desk = Desk::new();
    desk.import_text("Order no~Email~Total\n1~a@x.example~1.25\n2~b@x.example~2.25\n");
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_parties"), 0);
}

#[test]
fn a_title_is_of_courtesy_or_of_a_job_as_its_cells_say() {
    let desk = Desk::new();
    let beside = desk.import_text(
        "Title,First Name,Last Name,Job Title,Email\nMs,Ann,Berg,Buyer,ann@berg.de\n\
         Mr,Otto,Lang,Owner,otto@lang.de\nDr,Eva,Kern,Buyer,eva@kern.de\n",
    );
    assert_eq!(target(&beside, "Title"), "person.title");
    assert_eq!(target(&beside, "Job Title"), "person.job_title");
    for (cells, code) in [
        (["Mr", "Ms"], "person.title"),
        (["Buyer", "Owner"], "person.job_title"),
    ] {
        let alone = desk.import_text(format!(
            "Title,First Name,Last Name,Email\n{},Ann,Berg,ann@berg.de\n{},Otto,Lang,otto@lang.de\n",
            cells[0], cells[1]
        ));
        assert_eq!(target(&alone, "Title"), code);
    }
}
