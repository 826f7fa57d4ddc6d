//! Call sheets and plans, printed and read back.

use paper::{CallRow, CallSheet, PlanSheet, print_call_sheet, print_plan};

use crate::reader::{fact_of, has_tools, pages_of};
use crate::sample::{call_sheet, plan};

/// Proves C92.
#[test]
fn c92_call_sheet_carries_every_call_and_the_shared_guide_once() {
    if !has_tools(&["pdftotext", "pdfinfo"]) {
        return;
    }
    let pdf = print_call_sheet(&call_sheet(25), "en").unwrap();
    let pages = pages_of(&pdf);
    assert_eq!(fact_of(&pdf, "Pages"), pages.len().to_string());
    assert_eq!(fact_of(&pdf, "Tagged"), "yes");
    let text = pages.join(" ");
    for index in 0..25 {
        for words in [
            format!("Harbour Kitchen {index} Ltd"),
            format!("+44 117 496 0{index:03}"),
            format!("K7RM-{index:04}-XW2T"),
        ] {
            assert_eq!(text.matches(&words).count(), 1, "{words}");
        }
    }
    assert_eq!(text.matches("Thank for the last order").count(), 1);
    assert_eq!(text.matches("No interest").count(), 25);
    assert!(
        text.contains(&format!("Page 1 / {}", pages.len())),
        "{text}"
    );
}

#[test]
fn guides_that_differ_stand_with_their_call() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    let mut sheet = call_sheet(2);
    sheet.rows[1].guide = vec!["Only here: ask for the new address".to_owned()];
    let text = pages_of(&print_call_sheet(&sheet, "de").unwrap()).join(" ");
    assert!(
        text.contains("Thank for the last order") && text.contains("Only here"),
        "{text}"
    );
    assert!(
        text.contains("Kein Interesse") && !text.contains("GESPRÄCHSLEITFADEN"),
        "{text}"
    );
}

#[test]
fn call_sheet_takes_any_words_and_no_calls_at_all() {
    assert!(print_call_sheet(&CallSheet::default(), "en").is_ok());
    for words in [
        "",
        "#panic()",
        &"endless ".repeat(2_000),
        &"x".repeat(5_000),
        "東京 🎉 مرحبا",
    ] {
        let own = || words.to_owned();
        let row = CallRow {
            number: usize::MAX,
            name: own(),
            company: own(),
            phone: own(),
            why: own(),
            last_product: Some(own()),
            offer_code: Some(own()),
            guide: vec![own(); 9],
        };
        let sheet = CallSheet {
            title: own(),
            day_words: own(),
            rows: vec![row; 2],
        };
        assert!(print_call_sheet(&sheet, "en").is_ok(), "{words:.20}");
    }
}

/// Proves C89 and C22.
#[test]
fn c89_c22_plan_prints_its_fields_and_checklist_on_one_page() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    let sheet = plan();
    let pages = pages_of(&print_plan(&sheet, "en").unwrap());
    assert_eq!(pages.len(), 1);
    for (name, _) in &sheet.fields {
        assert!(
            pages[0].contains(&name.to_uppercase()),
            "{name}: {}",
            pages[0]
        );
    }
    for (day, step) in &sheet.checklist {
        assert!(
            pages[0].contains(day) && pages[0].contains(step),
            "{day} {step}: {}",
            pages[0]
        );
    }
}

#[test]
fn plan_of_any_size_stays_on_one_page() {
    let long = |count: usize, words: &str| PlanSheet {
        title: words.to_owned(),
        fields: vec![(words.to_owned(), words.to_owned()); 8],
        checklist: vec![(words.chars().take(30).collect(), words.to_owned()); count],
    };
    let plans = [
        PlanSheet::default(),
        long(0, ""),
        long(30, "A step that is told in one sentence of some length."),
        long(60, &"words ".repeat(300)),
        long(500, "#panic()"),
        long(5, &"x".repeat(9_000)),
    ];
    for (index, sheet) in plans.iter().enumerate() {
        let pdf = print_plan(sheet, "en").unwrap();
        if has_tools(&["pdfinfo"]) {
            assert_eq!(fact_of(&pdf, "Pages"), "1", "plan {index}");
        }
    }
}
