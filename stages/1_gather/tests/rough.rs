//! Files as they come in real offices: strange encodings, locked workbooks, several sheets, formulas
//! nobody computed, quotes in the middle, folders nobody may read. Each is read right or refused
//! with what is wrong and what to do.

use gather::{import_all, read_row};
use store::Silent;

use crate::desk::{Desk, options};

const NAMES: &str = "Kundennummer;Name;Straße;Ort;E-Mail\n\
    1;Jörg Müller;Weißdornweg 3;Köln;j@mueller.example\n\
    2;Zoë Größe;Überweg 4;Düren;z@groesse.example\n\
    3;Änne Öhl;Große Str. 5;Jülich;a@oehl.example\n";

/// The second row as it was read.
fn second_row(desk: &Desk, bytes: &[u8]) -> String {
    let receipt = desk.import(&desk.file("names.csv", bytes));
    let row = desk.store.read(|db| read_row(db, receipt.source_id, 2));
    format!("{:?}", row.unwrap().unwrap().cells)
}

#[test]
fn names_of_old_and_foreign_computers_are_read_as_they_were_written() {
    let mac: Vec<u8> = NAMES
        .chars()
        .map(|letter| match letter {
            'ä' => 0x8a,
            'ö' => 0x9a,
            'ü' => 0x9f,
            'Ä' => 0x80,
            'Ö' => 0x85,
            'Ü' => 0x86,
            'ß' => 0xa7,
            'ë' => 0x91,
            letter => letter as u8,
        })
        .collect();
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(NAMES);
    let wide = |low_first: bool| -> Vec<u8> {
        let units = NAMES.encode_utf16();
        units
            .flat_map(|unit| {
                if low_first {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    };
    for (what, bytes) in [
        ("windows", latin.into_owned()),
        ("mac", mac),
        ("utf-16 little end first", wide(true)),
        ("utf-16 big end first", wide(false)),
    ] {
        let row = second_row(&Desk::new(), &bytes);
        for name in ["Zoë Größe", "Überweg 4", "Düren"] {
            assert!(row.contains(name), "{what}: {row}");
        }
    }
    let japanese = "Customer no,Name,Town,Email\n1,山田太郎,東京,a@x.example\n2,鈴木花子,大阪,b@x.example\n3,高橋一郎,横浜,c@x.example\n";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(japanese);
    let row = second_row(&Desk::new(), &bytes);
    assert!(row.contains("鈴木花子") && row.contains("大阪"), "{row}");
}

#[test]
fn a_locked_workbook_is_refused_with_what_to_do() {
    let desk = Desk::new();
    let path = desk.file("secret.xlsx", locked_workbook());
    let told = desk.try_import(&path).unwrap_err().to_string();
    assert!(
        told.contains("secret.xlsx") && told.contains("password"),
        "{told}"
    );
}

/// A compound file with the two streams of an encrypted workbook ([MS-OFFCRYPTO] 2.3).
fn locked_workbook() -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    let mut file = vec![0; 512 * 4];
    file[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    for (at, number) in [(24, 0x3e_u16), (26, 3), (28, 0xfffe), (30, 9), (32, 6)] {
        put(at, &number.to_le_bytes());
    }
    // One table sector (0), the directory in sector 1, no mini stream.
    for (at, number) in [(44, 1), (48, 1), (56, 4_096), (60, END), (68, END), (76, 0)] {
        put(at, &u32::to_le_bytes(number));
    }
    for slot in 1..109 {
        put(76 + slot * 4, &FREE.to_le_bytes());
    }
    for (slot, next) in [(0, 0xffff_fffd), (1, END), (2, END)] {
        put(512 + slot * 4, &u32::to_le_bytes(next));
    }
    for slot in 3..128 {
        put(512 + slot * 4, &FREE.to_le_bytes());
    }
    for (entry, (name, kind)) in [
        ("Root Entry", 5),
        ("EncryptedPackage", 2),
        ("EncryptionInfo", 2),
    ]
    .into_iter()
    .enumerate()
    {
        let at = 1_024 + entry * 128;
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(at, &wide);
        put(at + 64, &(wide.len() as u16 + 2).to_le_bytes());
        put(at + 66, &[kind, 1]);
        put(at + 116, &END.to_le_bytes());
    }
    file
}

#[test]
fn the_sheet_with_the_table_is_read_and_the_others_are_named() {
    let desk = Desk::new();
    let path = desk.folder.path().join("book.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let notes = book.add_worksheet().set_name("Read me").unwrap();
    notes.write(0, 0, "Exported for the tax adviser").unwrap();
    let orders = book.add_worksheet().set_name("Orders").unwrap();
    for (at, name) in ["Order number", "Order date", "Email", "Total"]
        .iter()
        .enumerate()
    {
        orders.write(0, at as u16, *name).unwrap();
    }
    for row in 1..=5_u32 {
        orders.write(row, 0, format!("B{row}")).unwrap();
        // Dates as text and as serials, mixed as people leave them.
        if row % 2 == 0 {
            orders
                .write(row, 1, format!("{:02}.03.2026", row + 12))
                .unwrap();
        } else {
            orders.write(row, 1, 46_090 + row).unwrap();
        }
        orders.write(row, 2, format!("a{row}@x.example")).unwrap();
        orders.write(row, 3, f64::from(row) + 0.5).unwrap();
    }
    book.save(&path).unwrap();
    let receipt = desk.import(&path);
    assert_eq!(
        (receipt.rows, receipt.lost_rows, receipt.amount_minor),
        (5, 0, 1_750)
    );
    let days = desk.text("SELECT group_concat(day, ' ') FROM received_lines ORDER BY row_no");
    assert_eq!(days, "20522 20526 20524 20528 20526");
}

#[test]
fn formulas_that_nobody_computed_are_listed_and_not_nought() {
    let desk = Desk::new();
    let path = desk.folder.path().join("book.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in ["Order number", "Order date", "Email", "Total"]
        .iter()
        .enumerate()
    {
        sheet.write(0, at as u16, *name).unwrap();
    }
    for row in 1..=4_u32 {
        sheet.write(row, 0, format!("B{row}")).unwrap();
        sheet.write(row, 1, "2026-03-02").unwrap();
        sheet.write(row, 2, format!("a{row}@x.example")).unwrap();
        if row == 3 {
            let formula = rust_xlsxwriter::Formula::new("=1+1").set_result("");
            sheet.write(row, 3, formula).unwrap();
        } else {
            sheet.write(row, 3, 2.5).unwrap();
        }
    }
    // Other programs write a formula without what it comes to.
    let bytes = book.save_to_buffer().unwrap();
    std::fs::write(&path, without_results(&bytes)).unwrap();
    let receipt = desk.import(&path);
    assert_eq!((receipt.amount_minor, receipt.lost_rows), (750, 1));
    assert_eq!(receipt.sample_problems[0].reason, "there is no amount");
}

/// The workbook with every stored result of a formula taken out.
fn without_results(book: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut member = from.by_index(at).unwrap();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut member, &mut text).unwrap();
        let name = member.name().unwrap().into_owned();
        if name.ends_with("sheet1.xml") {
            let plain = String::from_utf8(text).unwrap();
            assert!(plain.contains("</f><v>0</v>"), "{plain}");
            text = plain.replace("</f><v>0</v>", "</f><v></v>").into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut to, &text).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn an_english_list_with_curly_apostrophes_stays_what_it_is() {
    let text = "Name,Email\nPat O\u{2019}Brien,p@x.example\nJo D\u{2019}Arcy,j@x.example\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let row = second_row(&Desk::new(), &bytes);
    assert!(row.contains("Jo D\u{2019}Arcy"), "{row}");
}

#[test]
fn stray_quotes_swallow_no_row() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Order number,Order date,Email,Product,Quantity,Unit price\n\
         1,2026-03-01,a@x.example,5\" pipe,1,2.00\n\
         2,2026-03-02,b@x.example,\"Hook, \"large\" one\",1,3.00\n\
         3,2026-03-03,c@x.example,Cup,1,4.00\n\
         4,2026-03-04,d@x.example,\"Pot,1,5.00\n\
         5,2026-03-05,e@x.example,Pan,1,6.00\n",
    );
    let lost: i64 = desk.number("SELECT COUNT(*) FROM row_problems WHERE lost = 1");
    assert_eq!(receipt.rows, 5, "{receipt:?}");
    assert!(receipt.amount_minor >= 1_500 && lost <= 1, "{receipt:?}");
}

#[test]
fn a_folder_of_all_sorts_takes_in_what_it_can_and_names_the_rest() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("all");
    std::fs::create_dir_all(folder.join("sub")).unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    put("a.csv", NAMES.as_bytes());
    put(
        "b.jpg",
        &[
            0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 2, 3, 4, 5, 6, 7,
        ],
    );
    put("c.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n");
    put("d.docx", b"PK\x03\x04 nothing");
    put("e.csv", b"");
    put("f.xlsx", &locked_workbook());
    put(".hidden", b"x");
    let outcomes = import_all(&desk.store, &folder, &options(), &Silent).unwrap();
    for outcome in &outcomes {
        match outcome {
            Ok(receipt) => println!("{}: {:?} {}", receipt.name, receipt.kind, receipt.rows),
            Err((name, error)) => println!("{name}: {error}"),
        }
    }
    let read = outcomes
        .iter()
        .flatten()
        .filter(|receipt| receipt.rows == 3)
        .count();
    assert_eq!((read, outcomes.len()), (1, 6));
    for outcome in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        let told = outcome.1.to_string();
        assert!(told.contains(outcome.0.as_str()), "{told}");
    }
}

#[test]
fn two_programs_that_take_files_in_at_once_keep_each_its_own() {
    let desk = Desk::new();
    let text = |from: u32| {
        let row = |at: u32| format!("{},2026-03-01,a{at}@x.example,1.50\n", from + at);
        let rows: String = (0..3_000).map(row).collect();
        format!("Order number,Order date,Email,Total\n{rows}")
    };
    let files = [10_000, 20_000, 30_000].map(|from| {
        let path = desk.file(&format!("orders-{from}.csv"), text(from));
        (path, desk.folder.path().to_owned())
    });
    let takers = files.map(|(path, folder)| {
        std::thread::spawn(move || {
            let store = store::Store::open(&folder).unwrap();
            let receipt = gather::import(&store, &path, &options(), &Silent).unwrap();
            (receipt.rows, receipt.amount_minor)
        })
    });
    for taker in takers {
        assert_eq!(taker.join().unwrap(), (3_000, 450_000));
    }
    let sum = "SELECT SUM(net_minor) FROM received_lines";
    assert_eq!(desk.number(sum), 1_350_000);
}
