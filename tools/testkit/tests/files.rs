//! The files: they are what they claim to be, and add up to what was planted.

use std::collections::HashSet;
use std::path::Path;

use sha2::{Digest, Sha256};
use testkit::{
    KEPT_BY_HAND, OLD_CRM, PHONE_ORDERS, PLANTED, Planted, PracticeBusiness, PracticeError,
    SHOP_ORDERS, Trade, WrittenFiles, write_files,
};

use crate::read::{SHOP, TELEPHONE, read_orders, read_rows, read_workbook};
use crate::{as_of, business, folder};

fn written(accounts: u32, seed: u64, name: &str) -> WrittenFiles {
    write_files(&business(accounts, seed), &folder(name)).unwrap()
}

fn text(path: &Path) -> String {
    String::from_utf8(std::fs::read(path).unwrap()).unwrap()
}

/// One hash over every file, the truth included.
fn fingerprint(files: &WrittenFiles) -> String {
    let mut hash = Sha256::new();
    let truth = [&*files.truth, &*files.people, &*files.planted_json];
    for path in files.sources().into_iter().chain(truth) {
        hash.update(std::fs::read(path).unwrap());
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn files_of_one_seed_are_the_same_bytes_and_of_another_are_not() {
    let once = fingerprint(&written(300, 7, "seed-once"));
    let again = fingerprint(&written(300, 7, "seed-again"));
    let other = fingerprint(&written(300, 8, "seed-other"));
    assert_eq!(once, again);
    assert_ne!(once, other);
}

#[test]
fn an_account_is_the_same_in_a_business_of_any_size() {
    let (small, large) = (business(10, 3), business(100_000, 3));
    let (in_small, in_large) = (small.history(9), large.history(9));
    assert_eq!(
        in_small.account.people[0].email,
        in_large.account.people[0].email
    );
    assert_eq!(in_small.orders, in_large.orders);
}

#[test]
fn sums_of_the_files_equal_what_was_planted() {
    for accounts in [1, 2, 50, 2_000, 5_000] {
        let files = written(accounts, 11, &format!("sums-{accounts}"));
        let planted = &files.planted;
        let shop = read_orders(&text(&files.shop_orders), &SHOP);
        let telephone = read_orders(&text(&files.phone_orders), &TELEPHONE);
        assert_eq!(planted.accounts, u64::from(accounts));
        assert_eq!(
            shop.trade, planted.files[SHOP_ORDERS].trade,
            "{accounts} accounts"
        );
        assert_eq!(
            telephone.trade, planted.files[PHONE_ORDERS].trade,
            "{accounts} accounts"
        );
        assert_eq!(shop.bad_rows, planted.files[SHOP_ORDERS].bad_rows);
        assert_eq!(telephone.bad_rows, planted.files[PHONE_ORDERS].bad_rows);
        assert!(shop.order_numbers.is_disjoint(&telephone.order_numbers));
        assert_eq!(planted.trade, sum([shop.trade, telephone.trade]));
        assert!(planted.trade.revenue_minor > 0);
        let last = as_of().to_string();
        assert!(
            shop.days
                .iter()
                .chain(&telephone.days)
                .all(|day| *day <= last)
        );
    }
}

fn sum(trades: [Trade; 2]) -> Trade {
    let [one, other] = trades;
    Trade {
        order_count: one.order_count + other.order_count,
        return_count: one.return_count + other.return_count,
        line_count: one.line_count + other.line_count,
        revenue_minor: one.revenue_minor + other.revenue_minor,
        cost_minor: one.cost_minor + other.cost_minor,
        shipping_minor: one.shipping_minor + other.shipping_minor,
    }
}

#[test]
fn planted_json_says_what_was_returned() {
    let files = written(50, 1, "json");
    let read: Planted = serde_json::from_str(&text(&files.planted_json)).unwrap();
    assert_eq!(read, files.planted);
    assert!(files.planted_json.ends_with(PLANTED));
}

#[test]
fn every_size_has_a_few_bad_rows_in_every_file() {
    for accounts in [1, 2, 50, 2_000] {
        let planted = written(accounts, 4, &format!("bad-{accounts}")).planted;
        for name in [SHOP_ORDERS, OLD_CRM, KEPT_BY_HAND, PHONE_ORDERS] {
            let bad = planted.files[name].bad_row_count();
            assert!((3..=9).contains(&bad), "{accounts} accounts, {name}: {bad}");
        }
    }
}

#[test]
fn order_files_of_a_small_business_are_sorted_by_day() {
    let files = written(2_000, 5, "sorted");
    for orders in [
        read_orders(&text(&files.shop_orders), &SHOP),
        read_orders(&text(&files.phone_orders), &TELEPHONE),
    ] {
        assert!(orders.days.is_sorted());
    }
}

#[test]
fn the_shop_repeats_order_facts_but_counts_shipping_once() {
    let files = written(200, 6, "shop-facts");
    let rows = read_rows(&text(&files.shop_orders), b',');
    let mut with_several_lines = 0;
    for pair in rows[1..]
        .windows(2)
        .filter(|pair| !pair[0][0].is_empty() && pair[0][0] == pair[1][0])
    {
        assert_eq!(pair[0][..15], pair[1][..15]);
        assert_eq!(pair[1][22], "", "shipping is on the first row only");
        with_several_lines += 1;
    }
    assert!(with_several_lines > 100);
}

#[test]
fn telephone_orders_are_utf8_with_a_byte_order_mark_and_decimal_commas() {
    let files = written(500, 6, "telephone");
    let bytes = std::fs::read(&files.phone_orders).unwrap();
    assert!(bytes.starts_with(&[0xEF, 0xBB, 0xBF]));
    let rows = read_rows(&text(&files.phone_orders), b';');
    let (with_number, without): (Vec<_>, Vec<_>) =
        rows[1..].iter().partition(|row| !row[2].is_empty());
    assert!(with_number.len() > 50 && without.len() > 50);
    assert!(
        without
            .iter()
            .all(|row| !row[3].is_empty() && !row[5].is_empty()),
        "name and phone"
    );
    assert!(
        rows.iter()
            .any(|row| row[11].contains('.') && row[11].contains(',')),
        "1.234,50"
    );
    assert!(rows[1..].iter().any(|row| row[1].starts_with("31/02/")));
}

#[test]
fn the_old_contact_list_is_windows_1252_and_goes_back_one_year() {
    let files = written(2_000, 6, "old-crm");
    let bytes = std::fs::read(&files.old_crm).unwrap();
    assert!(std::str::from_utf8(&bytes).is_err(), "it is not UTF-8");
    let (decoded, _, wrong) = encoding_rs::WINDOWS_1252.decode(&bytes);
    assert!(!wrong);
    // 0x92 is the typographic apostrophe in Windows-1252 and a control character in ISO 8859-1.
    assert!(bytes.contains(&0x92) && decoded.contains("O’Brien") && decoded.contains("Müller"));
    let rows = read_rows(&decoded, b';');
    assert_eq!(rows[0][0], "Kd-No");
    let planted = &files.planted.files[OLD_CRM];
    assert_eq!(rows.len() as u64 - 1, planted.rows);
    assert_eq!(planted.rows, planted.contact_rows + planted.bad_row_count());
    assert!(planted.duplicates > 5, "{planted:?}");
    let year_ago = (as_of() - 365).to_string();
    for date in rows[1..]
        .iter()
        .filter_map(|row| row.get(15))
        .filter(|date| !date.is_empty())
    {
        let iso = date.split('/').rev().collect::<Vec<_>>().join("-");
        assert!(iso >= year_ago || date.as_str() == "31/02/2024", "{date}");
    }
    let ids: HashSet<_> = rows[1..].iter().map(|row| &row[0]).collect();
    assert_eq!(ids.len(), rows.len() - 1);
}

#[test]
fn the_hand_kept_list_has_a_title_blank_rows_couples_and_wild_phones() {
    let files = written(2_000, 6, "hand");
    let rows = read_workbook(&files.kept_by_hand);
    assert!(rows[0][0].starts_with("CUSTOMERS") && rows[0][1..].iter().all(String::is_empty));
    assert_eq!(rows[1][..4], ["Name", "Firm", "Tel.", "Mail"]);
    let (filled, blank): (Vec<_>, Vec<_>) = rows[2..]
        .iter()
        .partition(|row| row.iter().any(|cell| !cell.is_empty()));
    let planted = &files.planted.files[KEPT_BY_HAND];
    assert_eq!(filled.len() as u64, planted.rows);
    assert_eq!(blank.len() as u64, planted.blank_rows);
    assert!(
        planted.duplicates > 20 && planted.couples > 20,
        "{planted:?}"
    );
    assert!(planted.hard_to_link > 5 && planted.hard_to_link < planted.contact_rows / 4);
    let has = |test: fn(&str) -> bool, column: usize| filled.iter().any(|row| test(&row[column]));
    assert!(has(|name| name.contains(" & "), 0));
    assert!(has(|name| name.len() > 5 && name == name.to_uppercase(), 0));
    assert!(has(|name| name.contains(", "), 0));
    assert!(has(|phone| phone.starts_with("tel. "), 2) && has(|phone| phone.contains("(0)"), 2));
    assert!(has(|date| date == "31/02/2024", 6));
    assert!(has(|remark| remark.contains("NO CALLS"), 8));
}

#[test]
fn whom_contact_rows_are_about_is_known() {
    let files = written(500, 9, "about");
    let rows = read_rows(&text(&files.people), b',');
    let count = |name: &str| rows.iter().filter(|row| row[0] == name).count() as u64;
    let (crm, hand) = (
        &files.planted.files[OLD_CRM],
        &files.planted.files[KEPT_BY_HAND],
    );
    assert_eq!(count(OLD_CRM), crm.contact_rows);
    assert_eq!(count(KEPT_BY_HAND), hand.contact_rows + hand.couples);
    let sheet = read_workbook(&files.kept_by_hand);
    let business = business(500, 9);
    for row in rows
        .iter()
        .filter(|row| row[0] == KEPT_BY_HAND && row[3] == "1")
    {
        let account = business.account(business.index_of(&row[2]).unwrap());
        let there = &sheet[row[1].parse::<usize>().unwrap() - 1];
        assert!(
            there[5].contains(&account.address.postcode),
            "{row:?} {there:?}"
        );
    }
}

#[test]
fn most_contact_rows_share_an_email_or_phone_with_the_shop() {
    let files = written(2_000, 9, "overlap");
    let shop = read_rows(&text(&files.shop_orders), b',');
    let known: HashSet<String> = shop.iter().map(|row| row[3].to_lowercase()).collect();
    let bytes = std::fs::read(&files.old_crm).unwrap();
    let crm = read_rows(&encoding_rs::WINDOWS_1252.decode(&bytes).0, b';');
    let with_email: Vec<_> = crm[1..]
        .iter()
        .filter_map(|row| row.get(5))
        .filter(|email| email.contains('@'))
        .collect();
    let shared = with_email
        .iter()
        .filter(|email| known.contains(&email.to_lowercase()))
        .count();
    assert!(
        shared * 2 > with_email.len(),
        "{shared} of {}",
        with_email.len()
    );
}

#[test]
fn sizes_and_days_out_of_range_are_refused() {
    for accounts in [0, 5_000_001] {
        let refused = PracticeBusiness::new(accounts, 1, as_of());
        assert!(matches!(refused, Err(PracticeError::Accounts(_))));
    }
    let date = jiff::civil::date(1980, 1, 1);
    assert!(matches!(
        PracticeBusiness::new(5, 1, date),
        Err(PracticeError::AsOf(_))
    ));
    let missing = folder("refused").join("file");
    std::fs::write(&missing, "").unwrap();
    let refused = write_files(&business(1, 1), &missing).unwrap_err();
    assert!(
        refused.to_string().contains("check that the folder exists"),
        "{refused}"
    );
}
