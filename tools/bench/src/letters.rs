//! Paper alone: a number of letters in; how long one PDF of all of them takes, out.

use anyhow::Result;
use paper::{Letter, Offer, Sender};

use crate::figures::{Figures, measured};

/// Products of which every letter names one.
const PRODUCTS: [&str; 3] = [
    "Walnut oil, 500 ml",
    "Chestnut honey",
    "Rye flour 1150, 25 kg",
];

/// The text between greeting and offer, about as long as a good letter is.
const TEXT: [&str; 2] = [
    "This year there is a honey from the lime trees along the river, a very light flour for pastry, \
     and the oil you know, pressed a week ago. We kept a little of each aside for those who have \
     been with us longest.",
    "If you like, order by telephone or on your own page below. Your code is already noted there.",
];

pub(crate) fn print_letters(count: u32) -> Result<Figures> {
    let letters: Vec<Letter> = (0..count).map(letter).collect();
    measured(|| {
        let printed = paper::print_letters(&letters, "en")?;
        Ok((
            printed.pages as u64,
            format!("{} KiB of PDF", printed.pdf.len() / 1024),
        ))
    })
}

/// The number's letter; neighbours differ in every personal word.
fn letter(number: u32) -> Letter {
    let product = PRODUCTS[number as usize % PRODUCTS.len()];
    let opening = format!(
        "Last autumn you took {product} from us, and we hope it served your guests well. The winter \
         was long, the mill has been repaired, and the first spring harvest is in."
    );
    let text = TEXT.map(str::to_owned);
    Letter {
        sender: sender(),
        accent: "#2f6b4f".into(),
        recipient_lines: vec![
            format!("Harbour Kitchen {number} Ltd"),
            "Émilie Hopper".into(),
            format!("{} Quay Street", number + 1),
            "Bristol BS1 4DJ".into(),
            "United Kingdom".into(),
        ],
        place_date: "Bath, 3 March 2026".into(),
        subject: "A jar of spring honey is waiting for you".into(),
        salutation: "Dear Ms Hopper,".into(),
        paragraphs: std::iter::once(opening).chain(text).collect(),
        offer: Some(offer(number)),
        page_address: Some(format!("https://mill.example/for/{number:06}-9fk2mq7w")),
        closing: "Kind regards".into(),
        signer: "Hannah Miller".into(),
        reference: format!("L-{number:06}"),
        last_product: Some(product.into()),
    }
}

fn sender() -> Sender {
    Sender {
        name: "Miller & Daughters".into(),
        street: "12 Mill Lane".into(),
        postcode_city: "Bath BA1 5AN".into(),
        country: "United Kingdom".into(),
        email: "hello@mill.example".into(),
        phone: "+44 1225 496 0000".into(),
        imprint: "Miller & Daughters Ltd, registered in England 01234567".into(),
    }
}

fn offer(number: u32) -> Offer {
    Offer {
        headline: "15 % off your next order".into(),
        text: "On everything in the spring list, delivered free of charge.".into(),
        code: format!("K7RM-{number:04}-XW2T"),
        valid_until_words: "31 March 2026".into(),
    }
}
