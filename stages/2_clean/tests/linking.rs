//! Which rows are one account, and which are not.

use clean::{opt_out, read_provenance};
use terms::Channel;

use crate::base::{Base, NOW};

const CRM: &str = "Customer no;Company;First name;Last name;Email;Phone;Street;Town;Postcode\n";

/// Proves C12.
#[test]
fn c12_two_overlapping_lists_give_one_record_each_and_show_where_it_came_from() {
    let base = Base::new();
    base.take_text("crm.csv", &format!("{CRM}A1;;Anna;Berg;anna@berg.de;0721 5550101;Weg 1;Bonn;53111\nA2;;Otto;Lang;otto@lang.de;;;;\n"));
    base.take_text("shop.csv", "Name,Mail,Tel\nANNA BERG,Anna@Berg.de,\n\"Lang, Otto\",OTTO@lang.de,\nEva Neu,eva@neu.de,\n");
    let report = base.clean();
    assert_eq!(
        (
            report.accounts_new,
            report.linked_by["email"],
            report.linked_by["new"]
        ),
        (3, 2, 3)
    );
    assert_eq!(
        base.list("SELECT name FROM accounts ORDER BY id"),
        "Anna Berg|Otto Lang|Eva Neu"
    );
    let origins = base.store.read(|db| read_provenance(db, 1)).unwrap();
    let seen: Vec<_> = origins
        .iter()
        .map(|one| (one.source.as_str(), one.row_no, one.rule.as_str()))
        .collect();
    assert_eq!(seen, [("crm.csv", 1, "new"), ("shop.csv", 1, "email")]);
    assert_eq!(origins[1].why, "the same e-mail address");
}

#[test]
fn the_same_phone_and_name_is_one_person_and_the_same_phone_alone_is_not() {
    let base = Base::new();
    base.take_text(
        "a.csv",
        "Name,Phone\nRobert Harris,01632 960123\nMary Cole,01632 960123\n",
    );
    base.take_text("b.csv", "Name,Phone\nBob Harirs,+44 1632 960123\n");
    let report = base.clean();
    assert_eq!((base.accounts(), report.linked_by["phone_name"]), (2, 1));
    assert_eq!(base.number("SELECT COUNT(*) FROM people"), 2);
    assert_eq!(
        base.list("SELECT first_name || ' ' || last_name FROM people ORDER BY id"),
        "Bob Harirs|Mary Cole"
    );
}

#[test]
fn people_of_one_firm_are_one_account_with_several_people() {
    let base = Base::new();
    base.take_text(
        "crm.csv",
        &format!(
            "{CRM}1;Harrow & Sons Ltd;Ann;Lee;ann@harrow.uk;;1 Quay;Hull;HU1 1AA\n\
                  2;Harrow and Sons Limited;Ben;Orr;ben@gmail.com;;9 Dock;Hull;HU11AA\n\
                  3;HARROW & SONS;Cat;Poe;cat@harrow.uk;;;;\n\
                  4;Harrow Boats;Dan;Ray;dan@boats.uk;;1 Quay;Hull;HU1 1AA\n"
        ),
    );
    let report = base.clean();
    assert_eq!((base.accounts(), report.linked_by["company"]), (2, 2));
    assert_eq!(
        base.number("SELECT COUNT(*) FROM people WHERE account_id = 1"),
        3
    );
    assert_eq!(base.list("SELECT kind FROM accounts"), "firm|firm");
}

#[test]
fn a_couple_is_one_household_of_two_people() {
    let base = Base::new();
    base.take_text(
        "a.csv",
        "Name,Mail,Address,Town / postcode\nJohn & Mary SMITH,js@x.uk,4 Mill Road,Leeds LS1 1AA\n",
    );
    base.take_text("b.csv", "Name,Mail,Address,Town / postcode\nMary Smith,mary@y.uk,4 MILL RD,Leeds LS1 1AA\nTom Ash,,4 Mill Rd,Leeds LS1 1AA\n");
    let report = base.clean();
    assert_eq!((base.accounts(), report.linked_by["address"]), (2, 1));
    assert_eq!(
        base.list(
            "SELECT first_name || ' ' || last_name FROM people WHERE account_id = 1 ORDER BY id"
        ),
        "John Smith|Mary Smith"
    );
    assert_eq!(
        base.list("SELECT postcode FROM contact_points WHERE kind = 'post' AND account_id = 1"),
        "LS1 1AA"
    );
}

#[test]
fn a_row_that_proves_two_accounts_one_joins_them() {
    let base = Base::new();
    base.take_text(
        "orders.csv",
        "Order no,Date,Customer no,Amount\n1,2026-01-05,K7,10.00\n",
    );
    base.take_text("list.csv", "Name,Mail\nAnna Berg,anna@berg.de\n");
    base.clean();
    assert_eq!(base.accounts(), 2);
    base.take_text("crm.csv", &format!("{CRM}K7;;Anna;Berg;anna@berg.de;;;;\n"));
    let report = base.clean();
    assert_eq!((base.accounts(), report.gone_accounts), (1, 1));
    assert_eq!(base.number("SELECT account_id FROM orders"), 1);
    assert_eq!(
        base.number("SELECT COUNT(*) FROM links WHERE account_id = 1"),
        3
    );
    assert_eq!(
        base.list("SELECT name || '/' || number FROM accounts WHERE id = 1"),
        "Anna Berg/K7"
    );
}

#[test]
fn numbers_of_another_series_do_not_mix_people_up() {
    let base = Base::new();
    let mut shop = CRM.to_owned();
    let mut other = CRM.to_owned();
    for at in 0..30 {
        shop.push_str(&format!("{at};;Anna{at};Bergmann{at};a{at}@berg.de;;;;\n"));
        other.push_str(&format!("{at};;Otto{at};Langhans{at};o{at}@lang.de;;;;\n"));
    }
    base.take_text("shop.csv", &shop);
    base.clean();
    base.take_text("other.csv", &other);
    base.clean();
    assert_eq!(base.accounts(), 60);
    assert_eq!(
        base.list("SELECT name FROM number_series WHERE source_id = 2"),
        "#2"
    );
}

/// Proves C69.
#[test]
fn c69_staff_and_vendors_stay_apart_from_customers_with_the_same_numbers() {
    let base = Base::new();
    base.take_text(
        "customers.csv",
        "CustomerID,CompanyName,Phone\n1,Acme,(5) 555-4729\n",
    );
    base.take_text(
        "suppliers.csv",
        "SupplierID,CompanyName,Phone\n1,Exotic Liquids,(171) 555-2222\n",
    );
    base.take_text(
        "employees.csv",
        "EmployeeID,LastName,FirstName,HireDate\n1,Davolio,Nancy,1992-05-01\n",
    );
    base.clean();
    assert_eq!(
        base.list("SELECT kind FROM accounts ORDER BY id"),
        "firm|vendor|staff"
    );
}

#[test]
fn the_strictest_consent_wins_whatever_the_order() {
    for order in [["yes", "no"], ["no", "yes"]] {
        let base = Base::new();
        for (at, word) in order.iter().enumerate() {
            base.take_text(
                &format!("{at}.csv"),
                &format!("Name,Mail,Newsletter,Remarks\nA B,a@b.de,{word},no post\n"),
            );
        }
        base.clean();
        assert_eq!(
            base.list("SELECT channel || ' ' || basis FROM consents ORDER BY channel"),
            "email refused|letter refused"
        );
    }
}

#[test]
fn an_opt_out_suppresses_every_key_and_survives_imports_and_undo() {
    let base = Base::new();
    let first = base.take_text(
        "a.csv",
        "Name,Mail,Phone,Newsletter\nA Berg,a@berg.de,0721 5550101,yes\n",
    );
    base.clean();
    opt_out(
        &base.store,
        1,
        Some(Channel::Email),
        "asked on the phone",
        NOW,
    )
    .unwrap();
    base.take_text("b.csv", "Name,Mail,Newsletter\nA Berg,A@Berg.de,yes\n");
    gather::undo(&base.store, first.source_id, NOW).unwrap();
    base.clean();
    assert_eq!(
        base.list("SELECT channel || ' ' || basis FROM consents"),
        "email refused"
    );
    assert_eq!(
        base.list("SELECT channel || ' ' || compare_key FROM suppressions"),
        "email a@berg.de"
    );
    assert_eq!(base.accounts(), 1);
    opt_out(&base.store, 1, None, "again", NOW).unwrap();
    assert_eq!(
        base.number("SELECT COUNT(*) FROM consents WHERE basis = 'refused'"),
        3
    );
    assert!(
        opt_out(&base.store, 99, None, "", NOW)
            .unwrap_err()
            .to_string()
            .contains("99")
    );
}

#[test]
fn whoever_shares_a_mailbox_is_left_alone_there_and_nowhere_else() {
    let base = Base::new();
    base.take_text(
        "a.csv",
        "Customer no,First name,Last name,Mail,Phone,Street,Postcode,City\n\
         K1,Anna,Berg,info@berg.de,0721 5550101,Weg 1,76131,Karlsruhe\n\
         K2,Otto,Lang,info@berg.de,0721 5550102,Ring 7,80331,Munich\n\
         K3,Ida,Falk,ida@falk.de,0721 5550101,Platz 3,20095,Hamburg\n",
    );
    base.clean();
    assert_eq!(base.accounts(), 3);
    let refused = "SELECT a.number || ' ' || c.channel FROM consents c
                   JOIN accounts a ON a.id = c.account_id
                   WHERE c.basis = 'refused' ORDER BY 1";
    // Only who shares the address is written anew.
    base.run("UPDATE accounts SET name = 'as it stood' WHERE number = 'K3'");
    let channel = Some(Channel::Email);
    opt_out(&base.store, 1, channel, "said so", NOW).unwrap();
    assert_eq!(base.list(refused), "K1 email|K2 email");
    let name = "SELECT name FROM accounts WHERE number = 'K3'";
    assert_eq!(base.list(name), "as it stood");
    opt_out(&base.store, 1, None, "said so", NOW).unwrap();
    assert_eq!(
        base.list(refused),
        "K1 call|K1 email|K1 letter|K2 email|K3 call"
    );
}

#[test]
fn an_address_that_mail_servers_refuse_for_good_is_dead() {
    let base = Base::new();
    base.take_text(
        "a.csv",
        "Name,Mail,Phone\nA Berg,a@berg.de,0721 5550101\nC Dorn,c@dorn.de,0721 5550102\n",
    );
    base.clean();
    base.run(
        "INSERT INTO turns (id, as_of, seed, pressed_at, hold_until, state) VALUES (1, 0, 0, '', '', 'done');
         INSERT INTO strategies (id, cell, version, text, used_from) VALUES (1, 'P1F1', 1, '', 0);
         INSERT INTO campaigns (id, turn_id, cell, name, strategy_id, plan, start_day, end_day, seed, control_share,
                                budget_minor, expected_gain_minor) VALUES (1, 1, 'P1F1', '', 1, '', 0, 90, 0, 0, 0, 0);
         INSERT INTO touches VALUES (1, 1, 1, 'email', 0, 9, '{}', 0), (2, 1, 2, 'call', 0, 9, '{}', 0);
         INSERT INTO enrolments VALUES (1, 1, 1, 'contacted', 0, 1, 0, ''), (2, 1, 2, 'contacted', 0, 1, 0, '');
         INSERT INTO planned_touches VALUES (1, 1, 1, 0, 9), (2, 2, 1, 0, 9), (3, 2, 2, 0, 9);
         INSERT INTO handovers (planned_touch_id, state, reply, contact_point_id, changed_day, changed_at)
         SELECT p.id, CASE p.id WHEN 3 THEN 'open' ELSE 'rejected' END,
                CASE p.id WHEN 1 THEN '550 5.1.1 no such user' ELSE '552 5.2.2 mailbox full' END, c.id, 0, ''
         FROM planned_touches p JOIN enrolments e ON e.id = p.enrolment_id
         JOIN contact_points c ON c.account_id = e.account_id
                              AND c.kind = CASE p.id WHEN 3 THEN 'phone' ELSE 'email' END;
         INSERT INTO call_results (planned_touch_id, outcome, day) VALUES (3, 'wrong_number', 1);",
    );
    for _ in 0..2 {
        base.clean();
        let dead =
            "SELECT account_id || ' ' || kind FROM contact_points WHERE state = 'dead' ORDER BY 1";
        assert_eq!(base.list(dead), "1 email|2 phone");
    }
    assert!(
        base.list("SELECT evidence FROM contact_points WHERE kind = 'email' AND state = 'dead'")
            .contains("5.1.1")
    );
}
