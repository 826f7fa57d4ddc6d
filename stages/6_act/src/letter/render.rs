//! The words of a touch and an address in; a letter as it is to stand on paper out.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, context};
use paper::{Letter, Offer, Sender};
use terms::{Business, Day};

use crate::ActError;
use crate::checks::{Facts, Reach};
use crate::contact::{Point, address_lines, full_name, one_line};
use crate::texts::{Fields, Words};

/// The sender as it stands on every letter.
fn sender(business: &Business) -> Sender {
    Sender {
        name: one_line(&business.name),
        street: one_line(&business.street),
        postcode_city: one_line(&business.city),
        country: one_line(&business.country),
        email: one_line(&business.email),
        phone: one_line(&business.phone),
        imprint: one_line(&business.imprint),
    }
}

/// What is promised, with the name of whom it is for; `None` when nothing is.
fn offer(fields: &Fields) -> Option<Offer> {
    let whom = if fields.name.is_empty() {
        "you"
    } else {
        &fields.name
    };
    (fields.offer_percent > 0).then(|| Offer {
        headline: format!("{} % off your next order", fields.offer_percent),
        text: format!("For {whom} only. The code works once."),
        code: fields.code.clone(),
        valid_until_words: fields.offer_until.clone(),
    })
}

/// The lines of the address window of a letter.
pub(crate) fn window(fields: &Fields, reach: &Reach, business: &Business) -> Vec<String> {
    let name = full_name(reach.person.as_ref());
    let point: &Point = &reach.point;
    address_lines(&fields.company, &name, point, &business.country)
}

/// The letter of these words, posted on this day.
pub(crate) fn letter(
    facts: &Facts,
    reach: &Reach,
    fields: &Fields,
    words: Words,
    business: &Business,
    posted: Day,
) -> Letter {
    Letter {
        sender: sender(business),
        accent: crate::accent::shades(&business.accent).accent,
        recipient_lines: window(fields, reach, business),
        place_date: posted.long_words(),
        subject: words.subject,
        salutation: words.salutation,
        paragraphs: words.paragraphs,
        offer: offer(fields),
        page_address: Some(fields.page_address.clone()),
        closing: if words.needs_signature {
            "Kind regards".to_owned()
        } else {
            String::new()
        },
        signer: if words.needs_signature {
            fields.signer.clone()
        } else {
            String::new()
        },
        reference: reference(facts.id),
        last_product: Some(fields.last_product.clone()).filter(|product| !product.is_empty()),
    }
}

/// What stands on the letter of a ledger row, so that it is known again when it comes back.
pub(crate) fn reference(planned_touch: i64) -> String {
    format!("L-{planned_touch:06}")
}

static SHEET: LazyLock<Result<Environment<'static>, String>> = LazyLock::new(|| {
    let mut layout = Environment::new();
    layout.set_auto_escape_callback(|name| {
        if name.ends_with(".html") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    let sources = [
        ("letter.html", include_str!("template/letter.html")),
        ("letter.txt", include_str!("template/letter.txt")),
    ];
    for (name, source) in sources {
        layout
            .add_template(name, source)
            .map_err(|error| error.to_string())?;
    }
    Ok(layout)
});

/// A letter to look at on the screen, as text and as a page. The printed one has the same words.
pub(crate) fn sheet(letter: &Letter) -> Result<(String, String), ActError> {
    let wrong = |why: String| ActError::Text {
        what: "the letter's preview".to_owned(),
        why,
    };
    let layout = SHEET.as_ref().map_err(|error| wrong(error.clone()))?;
    let offer = letter.offer.clone().unwrap_or_default();
    let merge = |name: &str| {
        let filled = layout.get_template(name).and_then(|sheet| {
            sheet.render(context! {
                business => letter.sender.name.as_str(),
                street => letter.sender.street.as_str(),
                city => letter.sender.postcode_city.as_str(),
                imprint => letter.sender.imprint.as_str(),
                accent => letter.accent.as_str(),
                recipient => letter.recipient_lines.clone(),
                date => letter.place_date.as_str(),
                subject => letter.subject.as_str(),
                salutation => letter.salutation.as_str(),
                paragraphs => letter.paragraphs.clone(),
                headline => offer.headline.as_str(),
                promise => offer.text.as_str(),
                code => offer.code.as_str(),
                until => offer.valid_until_words.as_str(),
                page_address => letter.page_address.as_deref().unwrap_or(""),
                closing => letter.closing.as_str(),
                signer => letter.signer.as_str(),
            })
        });
        filled.map_err(|error| wrong(error.to_string()))
    };
    Ok((merge("letter.txt")?, merge("letter.html")?))
}
