//! Letters in; one colour page each out, printed in batches on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;
use serde_json::{Value, json};

use crate::accent::shades;
use crate::labels::labels_in;
use crate::qr::{ADDRESS_BYTES_MAX, qr_drawing};
use crate::typeset::{Design, Note, Typeset, typeset};
use crate::words::{clean_data, language_of};
use crate::{PaperError, join};

/// Who writes: stands at the head, in the return line above the address, and at the foot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sender {
    /// Name of the business.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode and city.
    pub postcode_city: String,
    /// Country.
    pub country: String,
    /// E-mail address.
    pub email: String,
    /// Phone number as it is to be read.
    pub phone: String,
    /// What the law wants at the foot: owner, register, tax number.
    pub imprint: String,
}

/// What is promised in the letter, set in a box of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The promise in a few words.
    pub headline: String,
    /// The promise in a sentence or two.
    pub text: String,
    /// This account's own code; empty if the offer needs none.
    pub code: String,
    /// The last day in words, as in "31 March 2026".
    pub valid_until_words: String,
}

/// One letter, with every word as it is to stand on paper. Empty fields leave no gap and no label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Who writes.
    pub sender: Sender,
    /// The sender's colour, like `#1a6b5c`; empty for the house colour.
    pub accent: String,
    /// Postal address, at most six lines, for the window shows no more; further ones join the sixth.
    pub recipient_lines: Vec<String>,
    /// Place and date.
    pub place_date: String,
    /// What the letter is about.
    pub subject: String,
    /// "Dear Ms Hopper,"
    pub salutation: String,
    /// The text; a line break inside a paragraph is kept.
    pub paragraphs: Vec<String>,
    /// The offer, if any.
    pub offer: Option<Offer>,
    /// The personal web address, drawn as QR code and printed small.
    pub page_address: Option<String>,
    /// "Kind regards"
    pub closing: String,
    /// Who signs.
    pub signer: String,
    /// The letter's own id, by which it is known again when it comes back, like `L-000123`.
    pub reference: String,
    /// The product this account bought last.
    pub last_product: Option<String>,
}

/// Some pages of a print run, as a PDF that can be printed by itself.
#[derive(Clone, Debug)]
pub struct PdfPart {
    /// Index of the first letter of this part in the run.
    pub first: usize,
    /// How many letters, and pages, this part holds.
    pub count: usize,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Indexes, in the run, of letters whose text was too long for its place and was cut.
    pub shortened: Vec<usize>,
}

/// A whole print run.
#[derive(Clone, Debug)]
pub struct Printed {
    /// One PDF with all pages.
    pub pdf: Vec<u8>,
    /// How many pages, which is how many letters.
    pub pages: usize,
    /// Indexes of letters whose text was too long for its place and was cut.
    pub shortened: Vec<usize>,
}

/// Letters set in one go. Measured on 2,000 letters: 50, 100 and 200 take the same time, 25 take
/// 15 % more; 100 need 215 MB in all on two cores, 200 twice as much.
const LETTERS_A_BATCH: usize = 100;

/// Most batches in work at once, each taking about 80 MB, however many cores there are: the
/// typesetter uses the other cores by itself.
const BATCHES_AT_ONCE_MAX: usize = 4;

/// Longest postal address in lines (DIN 5008, address zone: six lines).
const RECIPIENT_LINES_MAX: usize = 6;

/// Where the letter's text must end: 5 mm above the rule at the foot.
const BODY_END_MM: f64 = 272.0;

const LETTER: Design = Design {
    name: "letter.typ",
    template: include_str!("../templates/letter.typ"),
    tagged: false,
};

/// All letters as one PDF, one A4 page each in the given order; same letters, same bytes.
///
/// The language (a tag like `en` or `de-AT`) decides hyphenation and the few fixed words.
/// The postal address lies where DIN 5008 form B has it: 20 mm from the left, 45 mm from the top,
/// 85 by 45 mm, for window envelopes DL and C5/6.
pub fn print_letters(letters: &[Letter], language: &str) -> Result<Printed, PaperError> {
    let parts = print_parts(letters, language)?;
    Ok(Printed {
        pdf: join(&parts)?,
        pages: letters.len(),
        shortened: parts.into_iter().flat_map(|part| part.shortened).collect(),
    })
}

/// All letters as several PDFs in order, for printers or runs that want no single large one.
pub fn print_parts(letters: &[Letter], language: &str) -> Result<Vec<PdfPart>, PaperError> {
    if letters.is_empty() {
        return Err(PaperError::Nothing);
    }
    let batches: Vec<&[Letter]> = letters.chunks(LETTERS_A_BATCH).collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(BATCHES_AT_ONCE_MAX).min(batches.len());
    let next = AtomicUsize::new(0);
    let mut results: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = (0..workers)
            .map(|_| scope.spawn(|| print_waiting(&batches, &next, language)))
            .collect();
        running.into_iter().flat_map(joined).collect()
    });
    results.sort_by_key(|(batch, _)| *batch);
    results.into_iter().map(|(_, part)| part).collect()
}

type Numbered = (usize, Result<PdfPart, PaperError>);

/// One worker's share: takes the next waiting batch until none is left or one has failed.
///
/// Workers are threads of their own rather than tasks of the typesetter's pool, where one that
/// waits would begin further batches and memory would have no bound.
fn print_waiting(batches: &[&[Letter]], next: &AtomicUsize, language: &str) -> Vec<Numbered> {
    let mut done = Vec::new();
    loop {
        let batch = next.fetch_add(1, Ordering::Relaxed);
        let Some(letters) = batches.get(batch) else {
            return done;
        };
        let part = print_batch(letters, batch * LETTERS_A_BATCH, language);
        let failed = part.is_err();
        done.push((batch, part));
        // Drops what the typesetter remembers, also of batches still in work: measured, setting
        // those few things again costs nothing that shows, and memory stays bounded.
        comemo::evict(0);
        if failed {
            next.store(batches.len(), Ordering::Relaxed);
        }
    }
}

/// What a worker brought home; its panic, if it had one, goes on here.
fn joined<T>(worker: thread::ScopedJoinHandle<'_, T>) -> T {
    worker
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn print_batch(letters: &[Letter], first: usize, language: &str) -> Result<PdfPart, PaperError> {
    let language = language_of(language);
    let mut data = json!({
        "labels": labels_in(&language),
        "language": language,
        "body_end_mm": BODY_END_MM,
        "letters": letters.iter().map(letter_data).collect::<Result<Vec<Value>, _>>()?,
    });
    let set = typeset_fitting(&mut data)?;
    if set.pages != letters.len() {
        return Err(PaperError::Typeset(format!(
            "{} letters made {} pages",
            letters.len(),
            set.pages
        )));
    }
    let mut shortened: Vec<usize> = pages_noted(&set, |note| note.word == "cut");
    shortened.iter_mut().for_each(|page| *page += first);
    Ok(PdfPart {
        first,
        count: letters.len(),
        bytes: set.pdf,
        shortened,
    })
}

/// Sets the letters at their normal size, and once more those that went beyond their room.
fn typeset_fitting(data: &mut Value) -> Result<Typeset, PaperError> {
    let set = typeset(&LETTER, data)?;
    let too_long = pages_noted(&set, |note| {
        note.word == "end" && note.depth_mm > BODY_END_MM
    });
    if too_long.is_empty() {
        return Ok(set);
    }
    for page in too_long {
        data["letters"][page]["fit"] = json!(true);
    }
    typeset(&LETTER, data)
}

/// The pages with such a note, each once, in order.
fn pages_noted(set: &Typeset, is_such: impl Fn(&Note) -> bool) -> Vec<usize> {
    let mut pages: Vec<usize> = set
        .notes
        .iter()
        .filter(|note| is_such(note))
        .map(|note| note.page)
        .collect();
    pages.dedup();
    pages
}

/// One letter as the template reads it: its words, its shades and its QR code.
fn letter_data(letter: &Letter) -> Result<Value, PaperError> {
    let mut data = clean_data(letter);
    data["recipient_lines"] = clean_data(&address_lines(&letter.recipient_lines));
    data["shades"] = json!(shades(&letter.accent)?);
    data["fit"] = json!(false);
    data["qr"] = json!(qr_of(letter)?);
    Ok(data)
}

/// The lines of a postal address without empty ones; what is beyond the sixth joins the sixth.
fn address_lines(lines: &[String]) -> Vec<String> {
    let mut filled: Vec<String> = lines.iter().map(|line| line.trim().to_owned()).collect();
    filled.retain(|line| !line.is_empty());
    if filled.len() > RECIPIENT_LINES_MAX {
        let last = filled.split_off(RECIPIENT_LINES_MAX - 1).join(", ");
        filled.push(last);
    }
    filled
}

fn qr_of(letter: &Letter) -> Result<Option<String>, PaperError> {
    match letter.page_address.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(address) => match qr_drawing(address) {
            Some(drawing) => Ok(Some(drawing)),
            None => Err(PaperError::AddressTooLong {
                reference: letter.reference.clone(),
                bytes: address.len(),
                limit: ADDRESS_BYTES_MAX,
            }),
        },
    }
}
