//! Letters nobody should send: hostile, endless, empty or in any script. Always one page each.

use paper::{Letter, Offer, Sender, print_letters, unprintable_characters};

use crate::reader::{fact_of, has_tools, pages_of};
use crate::sample::letter;

/// Text that would do harm, or vanish, if it were ever read as template source.
const HOSTILE: [&str; 12] = [
    r#"#read("/etc/passwd")"#,
    "#while true {}",
    "*bold* _slanted_",
    "$x$ and $ x^2 $",
    r"\ back\slashes \u{41}",
    r#"#sys.inputs "quoted""#,
    "= heading",
    "<label> @reference",
    "// comment /* block */",
    "`raw` ```rust```",
    "{{7*7}} ${7*7} {% include %}",
    "#panic()]})",
];

/// Every text field of a letter filled with the same words.
fn filled_with(words: &str) -> Letter {
    let own = || words.to_owned();
    Letter {
        sender: Sender {
            name: own(),
            street: own(),
            postcode_city: own(),
            country: own(),
            email: own(),
            phone: own(),
            imprint: own(),
        },
        accent: String::new(),
        recipient_lines: vec![own(); 6],
        place_date: own(),
        subject: own(),
        salutation: own(),
        paragraphs: vec![own(); 3],
        offer: Some(Offer {
            headline: own(),
            text: own(),
            code: own(),
            valid_until_words: own(),
        }),
        page_address: Some(words.chars().take(50).collect()),
        closing: own(),
        signer: own(),
        reference: own(),
        last_product: Some(own()),
    }
}

#[test]
fn hostile_text_is_printed_as_it_stands() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    let letters: Vec<Letter> = HOSTILE
        .iter()
        .map(|words| Letter {
            recipient_lines: vec![(*words).to_owned()],
            salutation: format!("Dear {words},"),
            paragraphs: vec![(*words).to_owned()],
            ..letter(0)
        })
        .collect();
    let pages = pages_of(&print_letters(&letters, "en").unwrap().pdf);
    for (words, page) in HOSTILE.iter().zip(&pages) {
        assert!(
            page.matches(words).count() >= 3,
            "{words} is not there three times: {page}"
        );
    }
}

#[test]
fn any_words_in_every_field_make_one_page() {
    let long_name = "Maximiliane von und zu ".repeat(14);
    let unbroken = "Donaudampfschifffahrt".repeat(20);
    let extremes = [
        String::new(),
        " \n\t ".to_owned(),
        long_name,
        unbroken,
        "word ".repeat(1_500),
        "x".repeat(20_000),
        "one\ntwo\r\nthree\n\n\nfour".repeat(30),
        "مرحبا بكم في متجرنا ".repeat(20),
        "שלום וברכה ".repeat(20),
        "東京都千代田区".repeat(60),
        "🎉👩‍👩‍👧‍👦🇩🇪".repeat(40),
        "e\u{301}\u{302}\u{303}".repeat(300),
        "\0\u{7}\u{1b}[31m\u{202e}\u{feff}\u{ffff}\u{200b}\u{ad}".repeat(9),
        HOSTILE.join(" "),
    ];
    let letters: Vec<Letter> = extremes.iter().map(|words| filled_with(words)).collect();
    let printed = print_letters(&letters, "de").unwrap();
    assert_eq!(printed.pages, extremes.len());
    for (index, expected) in [(0, false), (1, false), (4, true), (5, true)] {
        assert_eq!(
            printed.shortened.contains(&index),
            expected,
            "{:?}",
            &extremes[index].get(..20)
        );
    }
    if has_tools(&["pdfinfo"]) {
        assert_eq!(fact_of(&printed.pdf, "Pages"), extremes.len().to_string());
    }
}

#[test]
fn long_letter_is_set_smaller_before_anything_is_cut() {
    let mut long = letter(0);
    long.paragraphs = (0..6)
        .map(|index| format!("Paragraph {index}: {}end{index}.", "words ".repeat(50)))
        .collect();
    let mut endless = letter(1);
    endless.paragraphs = vec!["words ".repeat(1_300); 3];
    let printed = print_letters(&[long, endless], "en").unwrap();
    assert_eq!(
        printed.shortened,
        [1],
        "only the endless letter lost text, and it is named"
    );
    if has_tools(&["pdftotext"]) {
        let pages = pages_of(&printed.pdf);
        assert!(
            (0..6).all(|index| pages[0].contains(&format!("end{index}."))),
            "{}",
            pages[0]
        );
        assert!(pages[1].contains("…"), "{}", pages[1]);
        assert!(
            pages[1].contains("Hannah Miller"),
            "the signature stays: {}",
            pages[1]
        );
    }
}

#[test]
fn empty_letter_has_no_label_without_a_value() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    let pages = pages_of(&print_letters(&[Letter::default()], "en").unwrap().pdf);
    assert_eq!(pages, [""]);
}

#[test]
fn scripts_of_europe_and_the_near_east_are_read_back() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    for name in [
        "Łukasz Żółć",
        "Ærøskøbing Åse",
        "Дмитрий Щукин",
        "Ελένη Παπαδοπούλου",
        "Nguyễn Thị Ánh",
        "Ğüneş Işık",
    ] {
        let sent = Letter {
            salutation: format!("Dear {name},"),
            ..letter(0)
        };
        assert!(unprintable_characters(name).is_empty(), "{name}");
        let pages = pages_of(&print_letters(&[sent], "en").unwrap().pdf);
        assert!(pages[0].contains(name), "{name}: {}", pages[0]);
    }
}
