//! Merging, splitting, correcting, and taking any of it back.

use clean::{
    Correction, Undone, correct, merge, opt_out, read_field_origins, read_steps, say_apart, split,
    undo_step,
};
use terms::Channel;

use crate::base::{Base, NOW, whole_picture};

fn two_customers() -> Base {
    let base = Base::new();
    base.take_text("crm.csv", "Customer no,First name,Last name,Email,Newsletter\nK1,Anna,Berg,a@berg.de,yes\nK2,Anne,Bergh,anne@web.de,no\n");
    base.take_text(
        "orders.csv",
        "Order no,Date,Customer no,Amount\n1,2026-05-05,K1,4.00\n2,2026-05-06,K2,5.00\n",
    );
    base.clean();
    base
}

#[test]
fn merged_customers_are_one_and_taken_back_are_what_they_were() {
    let base = two_customers();
    let before = whole_picture(&base);
    let step = merge(&base.store, 1, 2, NOW).unwrap();
    assert_eq!(base.accounts(), 1);
    assert_eq!(
        base.number("SELECT SUM(net_minor) FROM orders WHERE account_id = 1"),
        900
    );
    assert_eq!(
        base.list("SELECT basis FROM consents WHERE account_id = 1 AND channel = 'email'"),
        "refused"
    );
    let steps = base.store.read(|db| read_steps(db, 1)).unwrap();
    assert_eq!(steps[0].id, step);
    assert_eq!(undo_step(&base.store, step, NOW).unwrap(), Undone::Done);
    assert_eq!(whole_picture(&base), before);
    assert_eq!(undo_step(&base.store, step, NOW).unwrap(), Undone::Done);
    assert_eq!(whole_picture(&base), before);
}

#[test]
fn a_split_gives_the_rows_their_orders_and_no_import_joins_them_again() {
    let base = Base::new();
    base.take_text(
        "a.csv",
        "Customer no,First name,Last name,Email\nK1,Anna,Berg,a@berg.de\nK2,Otto,Lang,a@berg.de\n",
    );
    base.take_text(
        "orders.csv",
        "Order no,Date,Customer no,Amount\n1,2026-05-05,K1,4.00\n2,2026-05-06,K2,5.00\n",
    );
    base.clean();
    assert_eq!(base.accounts(), 1);
    let before = whole_picture(&base);
    let row =
        base.number("SELECT row_no FROM links WHERE source_id = 2 ORDER BY row_no DESC LIMIT 1");
    let (step, new) = split(&base.store, 1, &[(1, 2), (2, row)], NOW).unwrap();
    assert_eq!(
        base.number(&format!(
            "SELECT SUM(net_minor) FROM orders WHERE account_id = {new}"
        )),
        500
    );
    base.take_text("b.csv", "Name,Email\nAnna Berg,a@berg.de\n");
    base.clean();
    assert_eq!(base.accounts(), 2);
    gather::undo(&base.store, 3, NOW).unwrap();
    base.clean();
    undo_step(&base.store, step, NOW).unwrap();
    assert_eq!(whole_picture(&base), before);
}

#[test]
fn what_somebody_said_is_not_the_same_stays_apart_whatever_is_imported() {
    let base = two_customers();
    say_apart(&base.store, 1, 2, NOW).unwrap();
    assert!(merge(&base.store, 1, 2, NOW).is_err());
    let bridge = "Customer no,First name,Last name,Email\nK1,Anna,Berg,anne@web.de\n";
    for _ in 0..2 {
        let source = base.take_text("bridge.csv", bridge).source_id;
        base.clean();
        assert_eq!(base.accounts(), 2);
        gather::undo(&base.store, source, NOW).unwrap();
        base.clean();
        assert_eq!(base.accounts(), 2);
    }
}

#[test]
fn what_was_said_to_be_the_same_stays_one_when_its_file_comes_again() {
    let base = Base::new();
    base.take_text("a.csv", "Name,Email\nAnna Berg,a@berg.de\n");
    let text = "Name,Email\nAnne Bergh,anne@web.de\n";
    let source = base.take_text("b.csv", text).source_id;
    base.clean();
    merge(&base.store, 1, 2, NOW).unwrap();
    gather::undo(&base.store, source, NOW).unwrap();
    base.clean();
    base.take_text("b.csv", text);
    base.clean();
    assert_eq!(base.accounts(), 1);
}

#[test]
fn an_opt_out_survives_merge_split_undo_and_import() {
    let base = two_customers();
    let step = merge(&base.store, 1, 2, NOW).unwrap();
    opt_out(&base.store, 1, Some(Channel::Letter), "said so", NOW).unwrap();
    undo_step(&base.store, step, NOW).unwrap();
    let refused = "SELECT account_id || '' FROM consents WHERE channel = 'letter' AND basis = 'refused' ORDER BY 1";
    assert_eq!(base.list(refused), "1|2");
    base.take_text(
        "again.csv",
        "Customer no,Email,Newsletter\nK1,a@berg.de,yes\n",
    );
    base.clean();
    assert_eq!(base.list(refused), "1|2");
}

/// Proves C12.
#[test]
fn c12_a_correction_wins_over_every_file_and_the_losers_are_kept() {
    let base = two_customers();
    let before = whole_picture(&base);
    let person = base.number("SELECT id FROM people WHERE account_id = 1");
    let corrections = [
        Correction {
            field: "last_name".into(),
            person_id: Some(person),
            was: "Berg".into(),
            value: "Berger".into(),
        },
        Correction {
            field: "email".into(),
            was: "a@berg.de".into(),
            value: "anna@berger.de".into(),
            ..Correction::default()
        },
        Correction {
            field: "tag".into(),
            value: "VIP".into(),
            ..Correction::default()
        },
    ];
    let step = correct(&base.store, 1, &corrections, NOW).unwrap();
    base.take_text(
        "new.csv",
        "Customer no,First name,Last name\nK1,Anna,Bergmann\n",
    );
    base.clean();
    assert_eq!(
        base.list("SELECT last_name FROM people WHERE account_id = 1 AND gone_at IS NULL"),
        "Berger"
    );
    assert_eq!(base.list("SELECT value FROM contact_points WHERE account_id = 1 AND kind = 'email' AND gone_at IS NULL"), "anna@berger.de");
    assert_eq!(base.list("SELECT tag FROM tags"), "VIP");
    let origins = base.store.read(|db| read_field_origins(db, 1)).unwrap();
    let names: Vec<_> = origins
        .iter()
        .filter(|one| one.field == "Last name")
        .map(|one| (one.value.as_str(), one.stands))
        .collect();
    assert_eq!(
        names,
        [("Berger", true), ("Bergmann", false), ("Berg", false)]
    );
    gather::undo(&base.store, 3, NOW).unwrap();
    base.clean();
    undo_step(&base.store, step, NOW).unwrap();
    assert_eq!(whole_picture(&base), before);
    for wrong in [
        Correction {
            field: "email".into(),
            value: "no address".into(),
            ..Correction::default()
        },
        Correction {
            field: "shoe size".into(),
            value: "44".into(),
            ..Correction::default()
        },
        Correction {
            field: "role".into(),
            person_id: Some(99),
            value: "Boss".into(),
            ..Correction::default()
        },
    ] {
        assert!(correct(&base.store, 1, &[wrong], NOW).is_err());
    }
}
