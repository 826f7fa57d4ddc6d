//! Letters: one page each in one PDF, read back by a real PDF reader.

use std::path::Path;
use std::process::Command;

use crate::world::{START, Somebody, World, letter};

/// What a program prints; `None`, said aloud, where it is not installed and need not be.
pub(crate) fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{program}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(_) => {
            let required = std::env::var("REGULARS_E2E").is_ok_and(|value| value == "required");
            assert!(
                !required,
                "{program} is not installed, and REGULARS_E2E asks for it"
            );
            println!("skipped: {program} is not installed");
            None
        }
    }
}

fn pages_of(path: &Path) -> Option<Vec<String>> {
    let text = output_of("pdftotext", &["-layout", path.to_str().unwrap(), "-"])?;
    Some(
        text.trim_end_matches('\u{c}')
            .split('\u{c}')
            .map(str::to_owned)
            .collect(),
    )
}

/// Proves C7.
#[test]
fn c7_letters_are_one_page_each_with_name_product_code_and_address() {
    let world = World::with(&[letter()]);
    world.add_many(3);
    let report = world.act(START);
    let path = report.letters_file.unwrap();
    assert!(path.ends_with("letters/letters-2026-03-02.pdf"), "{path:?}");
    let Some(pages) = pages_of(&path) else { return };
    assert_eq!(pages.len(), 3);
    for (number, page) in pages.iter().enumerate() {
        let code = world.text(&format!(
            "SELECT code FROM offer_codes ORDER BY id LIMIT 1 OFFSET {number}"
        ));
        let reference = format!("L-{:06}", number + 1);
        let last = format!("Hopper{number}");
        let lane = format!("{number} Long Lane");
        for expected in [
            code.as_str(),
            &reference,
            &last,
            &lane,
            "Steel hinge 40 mm",
            "52062 Aachen",
            "9 March 2026",
            "Ada Harbour",
        ] {
            assert!(
                page.contains(expected),
                "«{expected}» is not on page {number}:\n{page}"
            );
        }
    }
    assert_eq!(
        world.text("SELECT artefact FROM ledger WHERE id = 3"),
        "letters/letters-2026-03-02.pdf#page=3"
    );
    assert_eq!(world.text("SELECT SUM(cost_minor) FROM ledger"), "255");
}

#[test]
fn letters_are_sorted_by_posting_day() {
    let world = World::with(&[letter()]);
    world.add_many(2);
    world.run("UPDATE planned_touches SET due_day = due_day - 3 WHERE id = 2");
    let report = world.act(START);
    let Some(pages) = pages_of(&report.letters_file.unwrap()) else {
        return;
    };
    assert!(pages[0].contains("L-000002") && pages[0].contains("6 March 2026"));
    assert!(pages[1].contains("L-000001") && pages[1].contains("9 March 2026"));
}

#[test]
fn letters_that_would_not_arrive_are_skipped_with_a_reason() {
    let world = World::with(&[letter()]);
    world.add(
        &Somebody {
            street: String::new(),
            ..Somebody::number(1)
        },
        "contacted",
    );
    world.add(
        &Somebody {
            last: "東京".into(),
            ..Somebody::number(2)
        },
        "contacted",
    );
    world.add(&Somebody::number(3), "contacted");
    let report = world.act(START);
    assert_eq!(report.letters, 1);
    let mut reasons: Vec<String> = report
        .skipped
        .into_iter()
        .map(|(reason, _)| reason)
        .collect();
    reasons.sort();
    assert_eq!(
        reasons,
        [
            "no address for this channel",
            "the address has characters our letters cannot show"
        ]
    );
}

#[test]
fn names_that_look_like_commands_are_printed_as_they_are() {
    let nasty = "#read(\"/etc/passwd\") {{7*7}}";
    let world = World::with(&[letter()]);
    world.add(
        &Somebody {
            company: nasty.into(),
            ..Somebody::number(1)
        },
        "contacted",
    );
    let Some(pages) = pages_of(&world.act(START).letters_file.unwrap()) else {
        return;
    };
    assert!(
        pages[0].contains("#read(\"/etc/passwd\") {{7*7}}"),
        "{}",
        pages[0]
    );
}

#[test]
fn a_hand_over_remembers_the_address_it_left_for() {
    let world = World::with(&[letter()]);
    world.add_many(3);
    world.act(START);
    let right =
        "SELECT COUNT(*) || '' FROM handovers h JOIN planned_touches p ON p.id = h.planned_touch_id
                 JOIN enrolments e ON e.id = p.enrolment_id
                 JOIN contact_points c ON c.id = h.contact_point_id AND c.kind = 'post'
                                      AND c.account_id = e.account_id
                 WHERE h.state = 'done'";
    assert_eq!(world.text(right), "3");
}
