//! Rows that must not say any more whose they are.

use std::io::Read;

use gather::{erase_rows, import_all, read_row};
use store::Silent;

use crate::desk::{Desk, options};
use crate::formats::zip_of;

const ORDERS: &str = "Order no,Order date,Customer no,Name,Email,Product,Qty,Price each,Remark\n\
    1,2026-05-05,K1,Anna Berg,anna@berg.de,Tea,1,4.00,call Anna\n\
    1,2026-05-05,K1,Anna Berg,anna@berg.de,Cup,2,3.00,\n\
    2,2026-05-06,K2,Otto Lang,otto@lang.de,Tea,1,4.00,\n";

/// Everything in the kept files and in the rows that may still hold a text.
fn all_kept(desk: &Desk) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(desk.folder.path().join("originals")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "zst") {
            assert!(path.ends_with(".turn"), "{} is kept packed", path.display());
            continue;
        }
        let file = std::fs::File::open(path).unwrap();
        let mut plain = zstd::stream::read::Decoder::new(file).unwrap();
        plain.read_to_string(&mut text).unwrap();
    }
    text += &desk.text("SELECT group_concat(json_array(party_key, full_name, first_name, last_name, company, email, note)) FROM received_parties");
    text += &desk.text("SELECT group_concat(json_array(order_key, party_key, full_name, company, email, product)) FROM received_lines");
    for row_no in 1..=desk.number("SELECT row_count FROM sources WHERE id = 1") {
        let row = desk.store.read(|db| read_row(db, 1, row_no)).unwrap();
        text += &format!("{:?}", row.unwrap().cells);
    }
    text
}

#[test]
fn erased_rows_keep_what_was_sold_and_say_nowhere_to_whom() {
    let desk = Desk::new();
    let receipt = desk.import(&desk.file("orders.csv", ORDERS));
    let hash = desk.text("SELECT sha256 FROM sources");
    let party = desk.number("SELECT row_no FROM received_parties WHERE email = 'anna@berg.de'");
    let told = all_kept(&desk);
    for word in ["Anna", "anna@berg.de", "K1"] {
        assert!(told.contains(word), "{word}");
    }
    let rows = [(receipt.source_id, party)];
    assert_eq!(erase_rows(&desk.store, &rows).unwrap().rows, 2);
    let left = all_kept(&desk);
    for word in ["Anna", "Berg", "anna@berg.de", "K1"] {
        assert!(!left.contains(word), "{word} in {left}");
    }
    for word in [
        "Otto Lang",
        "otto@lang.de",
        "K2",
        "Tea",
        "Cup",
        "2026-05-05",
    ] {
        assert!(left.contains(word), "{word}");
    }
    let sum = "SELECT SUM(net_minor) FROM received_lines";
    assert_eq!(desk.number(sum), 1_400);
    assert_eq!(desk.text("SELECT sha256 FROM sources"), hash);
    erase_rows(&desk.store, &rows).unwrap();
    assert_eq!(all_kept(&desk), left);
    // The same file under another name is known, and not kept once more.
    let again = desk.import(&desk.file("copy.csv", ORDERS));
    assert!(again.already);
    assert_eq!(all_kept(&desk), left);
}

#[test]
fn copies_in_the_inbox_go_and_files_elsewhere_are_named() {
    let desk = Desk::new();
    std::fs::create_dir(desk.folder.path().join("inbox")).unwrap();
    let inbox = desk.file("inbox/orders.csv", ORDERS);
    let source = desk.import(&inbox).source_id;
    let elsewhere = desk.file("copy.csv", ORDERS);
    assert!(desk.import(&elsewhere).already);
    let erased = erase_rows(&desk.store, &[(source, 1)]).unwrap();
    assert!(!inbox.exists());
    assert_eq!(erased.elsewhere, [elsewhere.canonicalize().unwrap()]);
    assert!(!all_kept(&desk).contains("Anna"));
    // What changed since it was read is a file of its own and stays.
    let inbox = desk.file("inbox/orders.csv", ORDERS.replace("Tea", "Pot"));
    erase_rows(&desk.store, &[(source, 1)]).unwrap();
    assert!(inbox.exists());
}

#[test]
fn a_file_in_the_inbox_of_which_a_part_was_not_read_is_named_and_left_there() {
    let desk = Desk::new();
    std::fs::create_dir(desk.folder.path().join("inbox")).unwrap();
    let bytes = zip_of(&[
        ("orders.csv", ORDERS.as_bytes()),
        ("broken.xlsx", b"PK\x03\x04 Anna Berg"),
    ]);
    let inbox = desk.file("inbox/all.zip", bytes);
    let outcomes = import_all(&desk.store, &inbox, &options(), &Silent).unwrap();
    assert_eq!((outcomes.len(), outcomes.iter().flatten().count()), (2, 1));
    let source = outcomes.iter().flatten().next().unwrap().source_id;
    let erased = erase_rows(&desk.store, &[(source, 1)]).unwrap();
    assert_eq!(erased.elsewhere, [inbox.canonicalize().unwrap()]);
    // What was not read is tried again: its other part is known, and not kept once more.
    let again = import_all(&desk.store, &inbox, &options(), &Silent).unwrap();
    assert!(again.iter().flatten().all(|receipt| receipt.already));
    assert!(again.iter().any(Result::is_err));
    assert!(!all_kept(&desk).contains("Anna"));
}

#[test]
fn the_zip_a_file_came_in_is_not_kept_beside_it() {
    let desk = Desk::new();
    let zip = desk.folder.path().join("all.zip");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&zip).unwrap());
    for name in ["orders.csv", "more.csv"] {
        let packed = zip::write::SimpleFileOptions::default();
        writer.start_file(name, packed).unwrap();
        let text = ORDERS.replace("Tea", name);
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    let outcomes = import_all(&desk.store, &zip, &options(), &Silent).unwrap();
    assert_eq!(outcomes.iter().flatten().count(), 2);
    assert!(all_kept(&desk).contains("Anna"));
    for outcome in outcomes {
        erase_rows(&desk.store, &[(outcome.unwrap().source_id, 1)]).unwrap();
    }
    assert!(!all_kept(&desk).contains("Anna"));
}

#[test]
fn mails_about_somebody_who_is_erased_go_with_them() {
    let desk = Desk::new();
    let receipt = desk.import(&desk.file("orders.csv", ORDERS));
    let mail = |to: &str| {
        format!(
            "From MAILER-DAEMON Mon Nov  2 08:00:00 2026\nFrom: Mail Delivery <mailer-daemon@mx.example>\n\
             Subject: Undelivered\nMessage-ID: <{}@mx.example>\n\n550 5.1.1 <{to}> User unknown\n\n",
            to.len()
        )
    };
    // «550 <anna@berg.de>» as a mail server may pack it.
    let packed = "From MAILER-DAEMON Mon Nov  2 09:00:00 2026\nFrom: mailer-daemon@mx.example\nMIME-Version: 1.0\n\
        Content-Type: text/plain\nContent-Transfer-Encoding: base64\nMessage-ID: <packed@mx.example>\n\n\
        NTUwIDxhbm5hQGJlcmcuZGU+\n\n";
    let mails = mail("Anna@Berg.de") + packed + &mail("otto@lang.de");
    desk.import(&desk.file("bounces.mbox", mails));
    let told = "SELECT group_concat(CAST(raw AS TEXT)) FROM received_messages";
    assert!(desk.text(told).contains("Anna@Berg.de"));
    erase_rows(&desk.store, &[(receipt.source_id, 1)]).unwrap();
    let left = desk.text(told) + &all_kept(&desk);
    assert!(!left.to_lowercase().contains("anna"), "{left}");
    assert!(!left.contains("NTUwIDxhbm5h"), "{left}");
    assert!(left.contains("otto@lang.de"));
}

#[test]
fn a_file_that_is_refused_is_not_kept() {
    let desk = Desk::new();
    let path = desk.file("broken.xlsx", b"PK\x03\x04 Anna Berg");
    assert!(desk.try_import(&path).is_err());
    let kept = std::fs::read_dir(desk.folder.path().join("originals")).unwrap();
    let names = kept.map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), [".turn"]);
}
