//! Amounts in every form: each is read as what it says, or listed as a problem; none is quietly
//! nought.

use gather::{Answer, OrderColumns, answer, import_waiting, read_orders, read_waiting};
use store::Silent;

use crate::desk::{Desk, options};

/// An order list with these amounts, one order each.
fn orders(amounts: &[&str]) -> String {
    let mut text = "Order number;Order date;Email;Total\n".to_owned();
    for (at, amount) in amounts.iter().enumerate() {
        text.push_str(&format!(
            "{};2026-03-{:02};a{at}@x.example;\"{amount}\"\n",
            100 + at,
            at % 28 + 1
        ));
    }
    text
}

/// What a file of these amounts comes to in cents, and its problems: value and reason.
fn taken(amounts: &[&str]) -> (i64, Vec<(String, String)>) {
    let desk = Desk::new();
    let receipt = desk.import_text(orders(amounts));
    let problems = receipt.sample_problems.into_iter();
    (
        receipt.amount_minor,
        problems
            .map(|problem| (problem.value, problem.reason))
            .collect(),
    )
}

#[test]
fn amounts_with_signs_sides_and_currencies_are_read_as_they_say() {
    for (amounts, cents) in [
        (&["7.10 CR", "20.00", "5.00"][..], 1_790),
        (&["7.10 CR", "20.00 CR"], 2_710),
        (&["7.10 CR", "20.00 DR", "5.00 DR", "0.00"], 1_790),
        (&["7,10 H", "20,00 S", "5,00 S"], 1_790),
        (&["USD 7.10", "USD 2.90"], 1_000),
        (&["7.10-", "20.00"], 1_290),
        (&["(7.10)", "20.00"], 1_290),
        (&["1'234.50", "1"], 123_550),
        (&["1 234,50", "1"], 123_550),
        (&["1\u{a0}234,50", "1\u{202f}000,00"], 223_450),
        (&["€7", "€8.50"], 1_550),
        (&["7,-", "8,50"], 1_550),
        (&["\u{667}\u{66b}\u{661}\u{660}", "2.90"], 1_000),
    ] {
        assert_eq!(taken(amounts), (cents, vec![]), "{amounts:?}");
    }
}

#[test]
fn what_cannot_be_read_is_listed_and_never_nought() {
    for (amount, reason) in [
        ("n/a", "is not a number"),
        ("-", "is not a number"),
        ("free", "is not a number"),
        ("7 10", "is not a number"),
        ("7.10 units", "is not a number"),
        ("#REF!", "is not a number"),
        ("19%", "is a percentage, not an amount"),
        ("", "there is no amount"),
    ] {
        let (cents, problems) = taken(&["20.00", "1.50", amount, "3.00"]);
        assert_eq!(cents, 2_450, "{amount}");
        assert_eq!(problems.len(), 1, "{amount}: {problems:?}");
        assert_eq!(problems[0].1, reason, "{amount}");
    }
}

#[test]
fn a_column_of_amounts_that_nobody_can_read_loses_its_rows_by_name() {
    let (cents, problems) = taken(&["7.10 bits", "8.20 bits", "9.30 bits"]);
    assert_eq!((cents, problems.len()), (0, 3), "{problems:?}");
    let desk = Desk::new();
    let path = desk.file("orders.csv", orders(&["7.10 bits", "8.20 bits"]));
    let mut read = Vec::new();
    read_orders(&path, &OrderColumns::default(), &mut |cells| {
        read.push(cells.amount);
    })
    .unwrap();
    assert_eq!(read, [None, None]);
}

#[test]
fn both_marks_in_one_column_leave_what_could_be_either_unread() {
    let (cents, problems) = taken(&["7.10", "7,10", "1.234"]);
    assert_eq!(cents, 1_420);
    assert!(problems[0].1.contains("thousands"), "{problems:?}");
}

#[test]
fn amounts_in_two_currencies_are_kept_apart() {
    let desk = Desk::new();
    desk.import_text(
        "Order number,Order date,Email,Currency,Total\n1,2026-03-01,a@x.example,EUR,7.10\n\
         2,2026-03-02,b@x.example,,USD 8.00\n3,2026-03-03,c@x.example,USD,£9.00\n\
         4,2026-03-04,d@x.example,Moon dust,9.00\n",
    );
    let currencies = "SELECT group_concat(COALESCE(currency, '?'), ' ') FROM received_lines";
    assert_eq!(desk.text(currencies), "EUR USD ?");
    let reasons = desk.text("SELECT group_concat(reason, '; ') FROM row_problems");
    assert!(reasons.contains("another currency"), "{reasons}");
    assert!(reasons.contains("no currency we know"), "{reasons}");
}

/// Imports a file that waits, answers its question, and gives what came in.
fn answered(text: &str, given: &str) -> i64 {
    let desk = Desk::new();
    let path = desk.file("orders.csv", text);
    let waits = desk.try_import(&path).unwrap_err().to_string();
    assert!(waits.contains("Total"), "{waits}");
    let waiting = desk.store.read(read_waiting).unwrap();
    let [file] = &waiting[..] else {
        unreachable!("one file waits")
    };
    let question = &file.questions[0];
    let given = Answer {
        column: question.column.clone(),
        asked: question.asked,
        answer: given.into(),
    };
    answer(&desk.store, file, &[given], "2026-11-01T08:00:00Z").unwrap();
    let receipt = import_waiting(&desk.store, file, &options(), &Silent).unwrap();
    assert_eq!(receipt.lost_rows, 0);
    receipt.amount_minor
}

#[test]
fn three_digits_behind_the_only_point_are_asked_about_once() {
    let text = orders(&["12.345", "1.250", "900"]).replace(';', ",");
    assert_eq!(answered(&text, "thousands"), 1_449_500);
    assert_eq!(answered(&text, "part"), 91_360);
    // Where any other number tells, nothing is asked.
    let told = orders(&["12.345", "1.250", "9.50"]).replace(';', ",");
    assert_eq!(Desk::new().import_text(told).amount_minor, 2_310);
}

#[test]
fn sides_that_no_cell_explains_are_asked_about_once() {
    let text = orders(&["7.10 CR", "5.00 DR"]);
    assert_eq!(answered(&text, "debit"), -210);
    assert_eq!(answered(&text, "credit"), 210);
}

#[test]
fn discounts_in_percent_and_in_money_are_not_mixed_up() {
    let lines = |discounts: &[&str]| {
        let mut text =
            "Order number,Order date,Email,SKU,Quantity,Unit price,Discount\n".to_owned();
        for (at, discount) in discounts.iter().enumerate() {
            text.push_str(&format!(
                "{at},2026-03-01,a@x.example,P1,2,50.00,{discount}\n"
            ));
        }
        Desk::new().import_text(text)
    };
    assert_eq!(
        lines(&["10%", "0", "", "5%"]).amount_minor,
        9_000 + 10_000 + 10_000 + 9_500
    );
    let mixed = lines(&["10%", "5.00"]);
    assert_eq!((mixed.amount_minor, mixed.lost_rows), (9_000, 1));
    assert!(mixed.sample_problems[0].reason.contains("percent"));
}

/// Order lines of these quantities, prices and costs.
fn lines_with_cost(lines: &[(u32, &str, &str)]) -> String {
    let mut text = "Order number,Order date,Email,SKU,Quantity,Unit price,Cost\n".to_owned();
    for (at, (quantity, price, cost)) in lines.iter().enumerate() {
        text.push_str(&format!(
            "{at},2026-03-01,a@x.example,P{at},{quantity},{price},{cost}\n"
        ));
    }
    text
}

#[test]
fn a_column_called_cost_is_of_a_piece_or_of_the_line_as_its_rows_tell() {
    const COSTS: &str = "SELECT CAST(COALESCE(SUM(cost_minor), -1) AS TEXT) FROM received_lines";
    for (lines, cents) in [
        // A piece costs about half of its price, whatever the quantity.
        (
            &[
                (1, "10.00", "6.00"),
                (2, "20.00", "11.00"),
                (5, "8.00", "3.80"),
                (10, "12.00", "7.00"),
                (3, "4.00", "2.00"),
            ][..],
            600 + 2_200 + 1_900 + 7_000 + 600,
        ),
        // The line does.
        (
            &[
                (1, "10.00", "6.00"),
                (2, "20.00", "22.00"),
                (5, "8.00", "19.00"),
                (10, "12.00", "70.00"),
                (3, "4.00", "6.00"),
            ],
            600 + 2_200 + 1_900 + 7_000 + 600,
        ),
        // One line that would be sold for less than it cost tells.
        (&[(4, "10.00", "24.00")], 2_400),
        // Of one piece each it is all the same.
        (&[(1, "10.00", "6.00"), (1, "20.00", "11.00")], 1_700),
        // Nothing tells: it is asked, and until then no cost is known.
        (&[(2, "10.00", "4.00"), (1, "10.00", "6.00")], -1),
    ] {
        let desk = Desk::new();
        desk.import_text(lines_with_cost(lines));
        assert_eq!(desk.text(COSTS), cents.to_string(), "{lines:?}");
        let waiting = desk.store.read(read_waiting).unwrap();
        let asked = waiting.iter().flat_map(|file| &file.questions);
        let about_cost = asked.filter(|question| question.column == "Cost").count();
        assert_eq!(about_cost, usize::from(cents < 0), "{lines:?}");
    }
    let desk = Desk::new();
    desk.import_text(lines_with_cost(&[(2, "10.00", "4.00")]));
    let file = desk.store.read(read_waiting).unwrap().remove(0);
    let given = Answer {
        column: "Cost".into(),
        asked: gather::Asked::Meaning,
        answer: "line.unit_cost".into(),
    };
    answer(&desk.store, &file, &[given], "2026-11-01T08:00:00Z").unwrap();
    let receipt = import_waiting(&desk.store, &file, &options(), &Silent).unwrap();
    let costs = format!(
        "SELECT CAST(SUM(cost_minor) AS TEXT) FROM received_lines WHERE source_id = {}",
        receipt.source_id
    );
    assert_eq!(desk.text(&costs), "800");
}

#[test]
fn only_amounts_of_money_in_percent_are_left_alone() {
    let desk = Desk::new();
    desk.import_text(
        "Order number,Order date,Email,SKU,Quantity,Unit price,Line cost %\n1,2026-03-01,a@x.example,P1,2,50.00,40\n",
    );
    let costs = "SELECT COUNT(*) FROM received_lines WHERE cost_minor IS NOT NULL";
    assert_eq!(desk.number(costs), 0);
    desk.import_text("Submitted at,Email,NPS score %,Comment\n2026-05-08,a@berg.de,85,good\n");
    let scores = "SELECT group_concat(quantity) FROM received_events";
    assert_eq!(desk.text(scores), "85.0");
}
