//! A number in; a believable letter, call sheet or plan of a small distributor out.

use paper::{CallRow, CallSheet, Letter, Offer, PlanSheet, Sender};

/// The number's letter; neighbours differ in every personal word.
pub(crate) fn letter(number: usize) -> Letter {
    let names = [
        "Grace Hopper",
        "Émilie du Châtelet",
        "Carl Friedrich Gauß",
        "Sofja Kowalewskaja",
    ];
    let products = [
        "Walnut oil, cold pressed, 500 ml",
        "Chestnut honey",
        "Rye flour 1150, 25 kg",
    ];
    let name = names[number % names.len()];
    Letter {
        sender: sender(),
        accent: "#2f6b4f".to_owned(),
        recipient_lines: vec![
            format!("Harbour Kitchen {number} Ltd"),
            name.to_owned(),
            format!("{} Quay Street", number + 1),
            "Bristol BS1 4DJ".to_owned(),
            "United Kingdom".to_owned(),
        ],
        place_date: "Bath, 3 March 2026".to_owned(),
        subject: "A jar of spring honey is waiting for you".to_owned(),
        salutation: format!("Dear {name},"),
        paragraphs: paragraphs(products[number % products.len()]),
        offer: Some(Offer {
            headline: "15 % off your next order".to_owned(),
            text: "On everything in the spring list, delivered to your kitchen free of charge."
                .to_owned(),
            code: format!("K7RM-{number:04}-XW2T"),
            valid_until_words: "31 March 2026".to_owned(),
        }),
        page_address: Some(page_address(number)),
        closing: "With kind regards from the mill".to_owned(),
        signer: "Hannah Miller".to_owned(),
        reference: format!("L-{number:06}"),
        last_product: Some(products[number % products.len()].to_owned()),
    }
}

/// The personal web address of the number's letter.
pub(crate) fn page_address(number: usize) -> String {
    format!("https://mill.example/for/{number:06}-9fk2mq7w")
}

fn sender() -> Sender {
    Sender {
        name: "Miller & Daughters".to_owned(),
        street: "12 Mill Lane".to_owned(),
        postcode_city: "Bath BA1 5AN".to_owned(),
        country: "United Kingdom".to_owned(),
        email: "hello@mill.example".to_owned(),
        phone: "+44 1225 496 0000".to_owned(),
        imprint: "Miller & Daughters Ltd, registered in England 01234567, VAT GB 123 4567 89. \
                  You receive this letter as our customer; write to us and we shall stop."
            .to_owned(),
    }
}

fn paragraphs(product: &str) -> Vec<String> {
    vec![
        format!("Last autumn you took {product} from us, and we hope it served your guests well. \
                 The winter was long, the mill has been repaired, and the first spring harvest is in."),
        "This year there is a honey from the lime trees along the river, a very light flour for \
         pastry, and the oil you know, pressed a week ago. We kept a little of each aside for the \
         kitchens that have been with us longest."
            .to_owned(),
        "If you like, order by telephone or on your own page below. Your code is already noted there."
            .to_owned(),
    ]
}

/// A day's calls.
pub(crate) fn call_sheet(count: usize) -> CallSheet {
    let guide = [
        "Thank for the last order; ask how it went.",
        "Ask what the kitchen plans for the season.",
        "Mention the lime-tree honey and the code; offer to note the order at once.",
        "Ask whether e-mail or post is preferred.",
    ];
    CallSheet {
        title: "Spring list: call after the letter".to_owned(),
        day_words: "Tuesday, 17 March 2026".to_owned(),
        rows: (0..count)
            .map(|index| CallRow {
                number: index + 1,
                name: ["Grace Hopper", "Émilie du Châtelet", "Carl Friedrich Gauß"][index % 3]
                    .to_owned(),
                company: format!("Harbour Kitchen {index} Ltd"),
                phone: format!("+44 117 496 0{index:03}"),
                why: "Ordered every six weeks until October, silent since. Letter sent on 3 March."
                    .to_owned(),
                last_product: Some("Walnut oil, cold pressed, 500 ml".to_owned()),
                offer_code: Some(format!("K7RM-{index:04}-XW2T")),
                guide: guide.map(str::to_owned).to_vec(),
            })
            .collect(),
    }
}

/// A campaign plan with its eight fields.
pub(crate) fn plan() -> PlanSheet {
    let fields = [
        (
            "Target customer",
            "48 restaurants in value segment P5F1: among the best in the past, silent for four months.",
        ),
        (
            "Problem or opportunity",
            "They bought every six weeks and stopped in autumn, when the mill was closed.",
        ),
        (
            "Solution synopsis",
            "A personal letter with their own last product, an e-mail three days later, a call after two weeks.",
        ),
        (
            "Goal",
            "Eight orders more than among those not contacted, by the end of May.",
        ),
        (
            "Resources required",
            "Hannah two hours for calls, printing of 43 letters, spring list as flyer.",
        ),
        ("Budget", "€ 310, of which postage € 41."),
        ("Timing", "3 March to 31 May 2026."),
        (
            "Next steps",
            "Check addresses, sign letters, brief Hannah on the call guide.",
        ),
    ];
    let checklist = [
        ("Mon 2 March", "Check the five addresses marked as doubtful"),
        ("Tue 3 March", "Print, sign and post 43 letters"),
        ("Fri 6 March", "E-mails go out at nine"),
        ("Tue 17 March", "Calls, first half of the list"),
        ("Wed 18 March", "Calls, second half of the list"),
        ("Tue 31 March", "Offer ends"),
        ("Mon 1 June", "Read the result and decide"),
    ];
    let owned = |(a, b): (&str, &str)| (a.to_owned(), b.to_owned());
    PlanSheet {
        title: "Bring back the silent kitchens".to_owned(),
        fields: fields.map(owned).to_vec(),
        checklist: checklist.map(owned).to_vec(),
    }
}
