//! The files found later: they are read as what they are, and what they hide is known.

use std::collections::BTreeSet;

use testkit::{
    Disguise, FAIR_CONTACTS, PRODUCT_INTEREST, SERVICE_PLANS, SURVEY, VISITS, WARRANTY_CARDS,
    returned_mails, write_more_files,
};

use crate::read::read_rows;
use crate::{as_of, business, folder};

#[test]
fn files_found_later_hold_as_many_rows_as_they_say() {
    let more = write_more_files(&business(2_000, 6), &folder("more")).unwrap();
    let names = [
        VISITS,
        WARRANTY_CARDS,
        PRODUCT_INTEREST,
        SURVEY,
        SERVICE_PLANS,
    ];
    for (name, path) in names.into_iter().zip(&more.happenings) {
        let rows = read_rows(&std::fs::read_to_string(path).unwrap(), b',');
        assert_eq!(rows.len() as u64 - 1, more.rows[name], "{name}");
        assert!(more.rows[name] > 30, "{name}: {}", more.rows[name]);
    }
    let again = write_more_files(&business(2_000, 6), &folder("more-again")).unwrap();
    for (one, other) in more.sources().into_iter().zip(again.sources()) {
        assert_eq!(std::fs::read(one).unwrap(), std::fs::read(other).unwrap());
    }
}

#[test]
fn every_card_of_the_fair_is_about_a_known_customer_in_some_disguise() {
    let business = business(2_000, 6);
    let more = write_more_files(&business, &folder("doubles")).unwrap();
    let text = std::fs::read_to_string(&more.fair_contacts).unwrap();
    let rows = read_rows(&text, b',');
    assert_eq!(rows.len() as u64 - 1, more.rows[FAIR_CONTACTS]);
    assert_eq!(rows.len() - 1, more.doubles.len());
    let worn: BTreeSet<Disguise> = more.doubles.iter().map(|one| one.disguise).collect();
    assert_eq!(worn.len(), 5, "{worn:?}");
    for (row, double) in rows[1..].iter().zip(&more.doubles) {
        let account = business.account(business.index_of(&double.customer_number).unwrap());
        let is_there = row[8] == account.address.postcode;
        assert_eq!(is_there, double.disguise != Disguise::Moved, "{row:?}");
        assert!(
            account.people.iter().any(|person| person.first == row[1]),
            "{row:?}"
        );
    }
}

#[test]
fn returned_mails_name_every_address_once() {
    let mailbox = returned_mails(["ann@postbox.example", "bo@quickmail.test"], as_of());
    assert_eq!(mailbox.matches("\nFinal-Recipient: rfc822; ").count(), 2);
    assert!(mailbox.starts_with("From MAILER-DAEMON "));
}
