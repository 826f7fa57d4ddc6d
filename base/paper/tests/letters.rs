//! Letters as an owner expects them: on the page, in the window, in colour, in order.

use paper::{Letter, PaperError, PdfPart, join, print_letters, print_parts};

use crate::reader::{codes_of, fact_of, has_tools, pages_of, picture_of, placed_words, text_of};
use crate::sample::{letter, page_address};

#[test]
fn letters_are_one_a4_page_each_in_order() {
    // More than two batches, so that several workers print and their parts are joined.
    let letters: Vec<Letter> = (0..230).map(letter).collect();
    let printed = print_letters(&letters, "en").unwrap();
    assert_eq!((printed.pages, printed.shortened.len()), (230, 0));
    if !has_tools(&["pdfinfo", "pdftotext"]) {
        return;
    }
    assert_eq!(fact_of(&printed.pdf, "Pages"), "230");
    assert_eq!(
        fact_of(&printed.pdf, "Page size"),
        "595.276 x 841.89 pts (A4)"
    );
    let pages = pages_of(&printed.pdf);
    assert_eq!(pages.len(), 230);
    for (number, page) in pages.iter().enumerate() {
        assert!(
            page.contains(&format!("L-{number:06}")),
            "page {number}: {page}"
        );
    }
}

#[test]
fn parts_cover_the_run_and_print_the_same_bytes_again() {
    let letters: Vec<Letter> = (0..120).map(letter).collect();
    let parts = print_parts(&letters, "en").unwrap();
    let spans: Vec<_> = parts.iter().map(|part| (part.first, part.count)).collect();
    assert_eq!(spans, [(0, 100), (100, 20)]);
    let again = print_parts(&letters, "en").unwrap();
    assert_eq!(join(&parts).unwrap(), join(&again).unwrap());
}

/// Proves C6 and C16.
#[test]
fn c6_c16_letter_carries_name_own_product_offer_and_code() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    let printed = print_letters(&[letter(3)], "en").unwrap();
    let page = &pages_of(&printed.pdf)[0];
    for words in [
        "Dear Sofja Kowalewskaja,",
        "Walnut oil, cold pressed, 500 ml",
        "YOUR LAST ORDER",
        "15 % off your next order",
        "K7RM-0003-XW2T",
        "Valid until 31 March 2026",
        "https://mill.example/for/000003-9fk2mq7w",
        "With kind regards from the mill",
        "registered in England 01234567",
    ] {
        assert!(page.contains(words), "{words} is missing in: {page}");
    }
}

/// Proves C6.
#[test]
fn c6_letter_is_in_colour() {
    if !has_tools(&["pdftoppm"]) {
        return;
    }
    let picture = picture_of(&print_letters(&[letter(1)], "en").unwrap().pdf);
    assert_eq!(
        picture.at(150.0, 2.0),
        [0x2f, 0x6b, 0x4f],
        "the band has the accent colour"
    );
    assert_eq!(
        picture.at(150.0, 40.0),
        [255, 255, 255],
        "the paper is white"
    );
    let green_dots = (0..1420)
        .flat_map(|x| {
            (0..70).map(move |y| (25.0 + f64::from(x) / 10.0, 102.0 + f64::from(y) / 10.0))
        })
        .filter(|&(x, y)| picture.at(x, y) == [0x2f, 0x6b, 0x4f])
        .count();
    assert!(
        green_dots > 500,
        "the subject is set in the accent colour: {green_dots}"
    );
}

#[test]
fn qr_code_of_every_letter_leads_to_its_own_page() {
    if !has_tools(&["pdftoppm", "zbarimg"]) {
        return;
    }
    let mut letters: Vec<Letter> = (0..4).map(letter).collect();
    // Also at the greatest length, and without an offer.
    let longest = format!("https://mill.example/{}", "x".repeat(213 - 21));
    letters[1].page_address = Some(longest.clone());
    letters[2].offer = None;
    letters[3].page_address = None;
    let found = codes_of(&print_letters(&letters, "en").unwrap().pdf);
    assert_eq!(found, [page_address(0), longest, page_address(2)]);
}

#[test]
fn qr_code_is_at_least_22_mm_wide_with_a_white_border() {
    if !has_tools(&["pdftoppm"]) {
        return;
    }
    let picture = picture_of(&print_letters(&[letter(1)], "en").unwrap().pdf);
    // The code is the only thing in pure black; its three corner marks span its width.
    let dark: Vec<(usize, usize)> = (0..picture.height)
        .flat_map(|y| (0..picture.width).map(move |x| (x, y)))
        .filter(|&(x, y)| picture.bytes[(y * picture.width + x) * 3..][..3] == [0, 0, 0])
        .collect();
    let mm = |dots: usize| dots as f64 * 25.4 / 100.0;
    let (left, right) = (
        dark.iter().map(|d| d.0).min().unwrap(),
        dark.iter().map(|d| d.0).max().unwrap(),
    );
    let (top, bottom) = (
        dark.iter().map(|d| d.1).min().unwrap(),
        dark.iter().map(|d| d.1).max().unwrap(),
    );
    assert!(
        mm(right - left) >= 22.0 && mm(bottom - top) >= 22.0,
        "{} mm",
        mm(right - left)
    );
    let quiet = picture.at(mm(left) - 2.0, mm(top) - 2.0);
    assert_eq!(quiet, [255, 255, 255], "the border is white, not tinted");
}

#[test]
fn postal_address_lies_in_the_window_and_nothing_else_does() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    let mut sent = letter(1);
    sent.recipient_lines.push("Sixth line".to_owned());
    let words = placed_words(&print_letters(&[sent.clone()], "en").unwrap().pdf);
    // DIN 5008 form B: field 20..105 mm across, 45..90 mm down, address zone from 62.7 mm.
    let inside: Vec<_> = words
        .iter()
        .filter(|word| {
            word.left < 105.0 && word.right > 20.0 && word.top < 90.0 && word.bottom > 62.7
        })
        .collect();
    let expected: Vec<&str> = sent
        .recipient_lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect();
    assert_eq!(
        inside
            .iter()
            .map(|word| word.text.as_str())
            .collect::<Vec<_>>(),
        expected
    );
    for word in inside {
        assert!(
            word.left >= 20.0 && word.right <= 105.0 && word.bottom <= 90.0,
            "{word:?}"
        );
    }
    let back = words
        .iter()
        .find(|word| word.text == "Lane" && word.top > 45.0)
        .unwrap();
    assert!(
        back.left > 20.0 && back.bottom < 62.7,
        "return line above the address: {back:?}"
    );
}

#[test]
fn address_of_more_than_six_lines_loses_none() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    let lines: Vec<String> = (1..=8).map(|line| format!("Line{line}")).collect();
    let sent = Letter {
        recipient_lines: [vec![String::new()], lines].concat(),
        ..letter(1)
    };
    let words = placed_words(&print_letters(&[sent], "en").unwrap().pdf);
    let top_of = |text: &str| words.iter().find(|word| word.text == text).unwrap().top;
    assert!(top_of("Line5") < top_of("Line6,"));
    assert_eq!(top_of("Line6,"), top_of("Line8"));
}

#[test]
fn language_decides_the_fixed_words() {
    if !has_tools(&["pdftotext"]) {
        return;
    }
    for (language, words) in [
        ("de-AT", "IHR PERSÖNLICHER CODE"),
        ("fr", "VOTRE CODE PERSONNEL"),
        ("tlh", "YOUR PERSONAL CODE"),
        ("\"); #panic()", "YOUR PERSONAL CODE"),
    ] {
        let text = text_of(&print_letters(&[letter(0)], language).unwrap().pdf);
        assert!(text.contains(words), "{language}: {text}");
    }
}

#[test]
fn impossible_orders_are_refused_in_words() {
    let refused = |letters: &[Letter]| print_letters(letters, "en").map(|_| ()).unwrap_err();
    assert!(matches!(refused(&[]), PaperError::Nothing));
    assert!(matches!(join(&[]), Err(PaperError::Nothing)));
    let damaged = PdfPart {
        first: 0,
        count: 1,
        bytes: b"no PDF".to_vec(),
        shortened: Vec::new(),
    };
    assert!(matches!(
        join(&[damaged.clone(), damaged]),
        Err(PaperError::Join { part: 1, .. })
    ));
    let coloured = Letter {
        accent: "reddish".to_owned(),
        ..letter(0)
    };
    assert!(refused(&[coloured]).to_string().contains("reddish"));
    let long = Letter {
        page_address: Some("x".repeat(214)),
        ..letter(7)
    };
    assert!(refused(&[long]).to_string().contains("L-000007"));
}
