//! Rows that must not say any more whose they are.

use std::io::Read;

use gather::{erase_rows, read_row};

use crate::desk::Desk;

const ORDERS: &str = "Order no,Order date,Customer no,Name,Email,Product,Qty,Price each,Remark\n\
    1,2026-05-05,K1,Anna Berg,anna@berg.de,Tea,1,4.00,call Anna\n\
    1,2026-05-05,K1,Anna Berg,anna@berg.de,Cup,2,3.00,\n\
    2,2026-05-06,K2,Otto Lang,otto@lang.de,Tea,1,4.00,\n";

/// Everything in the kept files and in the rows that may still hold a text.
fn all_kept(desk: &Desk) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(desk.folder.path().join("originals")).unwrap() {
        let file = std::fs::File::open(entry.unwrap().path()).unwrap();
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
    assert_eq!(erase_rows(&desk.store, &rows).unwrap(), 2);
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
