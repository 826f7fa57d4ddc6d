//! The planted people can be found again: whoever joins rows by e-mail, by phone and name, and by
//! customer number and name finds as many people as there are, but for the rows said to be hard.

use std::collections::{HashMap, HashSet};

use testkit::{OLD_CRM, write_files};

use crate::read::read_rows;
use crate::{business, folder};

/// Rows joined by the keys they share.
#[derive(Default)]
struct Joined {
    parent: Vec<usize>,
    first_with: HashMap<String, usize>,
}

impl Joined {
    fn add(&mut self, keys: impl IntoIterator<Item = String>) {
        let row = self.parent.len();
        self.parent.push(row);
        for key in keys {
            let first = *self.first_with.entry(key).or_insert(row);
            let (one, other) = (self.root(first), self.root(row));
            self.parent[one] = other;
        }
    }

    fn root(&self, mut row: usize) -> usize {
        while self.parent[row] != row {
            row = self.parent[row];
        }
        row
    }

    fn count(&self) -> usize {
        (0..self.parent.len())
            .map(|row| self.root(row))
            .collect::<HashSet<_>>()
            .len()
    }
}

/// The number in international form, read the way it is meant where the row comes from.
fn international(phone: &str, country: &str) -> Option<String> {
    let digits: String = phone
        .replace("(0)", "")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let home = if country == "United States" {
        "1"
    } else {
        "44"
    };
    let number = if phone.starts_with('+') {
        digits
    } else if let Some(abroad) = digits.strip_prefix("00") {
        abroad.to_owned()
    } else {
        format!("{home}{}", digits.strip_prefix('0').unwrap_or(&digits))
    };
    (number.len() > 8).then_some(number)
}

fn keys(email: &str, phone: Option<String>, name: &str, number: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let email = email
        .contains('@')
        .then(|| format!("e {}", email.trim().to_lowercase()));
    let phone = phone.map(|phone| format!("p {phone} {name}"));
    let number = (!number.is_empty()).then(|| format!("n {number} {name}"));
    [email, phone, number].into_iter().flatten().collect()
}

#[test]
fn people_are_found_again_by_email_or_phone_and_name() {
    let (accounts, seed) = (2_000, 31);
    let files = write_files(&business(accounts, seed), &folder("linkable")).unwrap();
    let mut joined = Joined::default();
    let shop = std::fs::read_to_string(&files.shop_orders).unwrap();
    for row in &read_rows(&shop, b',')[1..] {
        joined.add(keys(
            &row[3],
            international(&row[6], &row[10]),
            &row[4],
            &row[2],
        ));
    }
    let mut without_number = 0;
    let telephone = std::fs::read_to_string(&files.phone_orders).unwrap();
    for row in &read_rows(&telephone, b';')[1..] {
        let at_home = if row[5].starts_with('(') {
            "United States"
        } else {
            ""
        };
        without_number += u32::from(row[2].is_empty());
        joined.add(keys("", international(&row[5], at_home), &row[3], &row[2]));
    }
    let crm = std::fs::read(&files.old_crm).unwrap();
    let rows = read_rows(&encoding_rs::WINDOWS_1252.decode(&crm).0, b';');
    for row in rows[1..]
        .iter()
        .filter(|row| row.len() == 16 && row[15] != "31/02/2024" && !row[15].is_empty())
    {
        let name = format!("{} {}", row[3], row[4]);
        joined.add(keys(&row[5], international(&row[6], &row[10]), &name, ""));
    }
    let in_order_and_contact_files = people_in(&files.people, accounts, seed);
    let hard = files.planted.files[OLD_CRM].hard_to_link;
    let found = joined.count() as u64;
    assert!(without_number > 1_000);
    assert!(
        found >= in_order_and_contact_files,
        "{found} of {in_order_and_contact_files}"
    );
    // A contact row without e-mail and a phone row of the same person can miss each other too.
    let most = in_order_and_contact_files + hard * 2;
    assert!(
        found <= most,
        "{found} of {in_order_and_contact_files}, {hard} hard rows"
    );
}

/// How many people the order files and the old contact list name.
fn people_in(people: &std::path::Path, accounts: u32, seed: u64) -> u64 {
    let mut named: HashSet<(String, usize)> = HashSet::new();
    for history in business(accounts, seed).histories() {
        let number = history.account.customer_number();
        named.extend(
            history
                .orders
                .iter()
                .map(|order| (number.clone(), order.person)),
        );
    }
    let text = std::fs::read_to_string(people).unwrap();
    let rows = read_rows(&text, b',');
    let contacts = rows.iter().filter(|row| row[0] == OLD_CRM);
    named.extend(contacts.map(|row| (row[2].clone(), row[3].parse::<usize>().unwrap() - 1)));
    named.len() as u64
}
