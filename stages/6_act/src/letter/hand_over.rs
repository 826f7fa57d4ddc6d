//! Due letters in; a PDF that is there as a whole or not at all, and each row in its state, out.
//!
//! The rows are claimed together with the name of the file they will be in. The file gets that
//! name when it is complete, so after a kill its presence says whether they were printed.

use std::path::Path;

use paper::{Letter, print_letters, unprintable_characters};
use terms::{Channel, TouchState};

use crate::ActError;
use crate::checks::{Checked, read_checked};
use crate::delivery::Delivery;
use crate::files::{free_name, write_whole};
use crate::ledger::Change;
use crate::letter::render::letter;
use crate::options::ActReport;
use crate::texts::{TouchTexts, UNWRITABLE, fields_of, read_texts};

/// Letters in one PDF: a box of paper; it also bounds the memory of a print run.
const LETTERS_A_FILE: usize = 2_500;

/// The language of the fixed words on paper; the texts themselves are the owner's.
const LANGUAGE: &str = "en";

/// Prints these letters; the first file of a large run is the one reported, the rest lie beside it.
pub(crate) fn hand_over(
    delivery: &Delivery<'_>,
    due: &[i64],
    report: &mut ActReport,
) -> Result<(), ActError> {
    for (at, batch) in due.chunks(LETTERS_A_FILE).enumerate() {
        delivery.require_sender()?;
        delivery.require_not_cancelled()?;
        let done = (at * LETTERS_A_FILE) as u64;
        delivery
            .progress
            .at("Printing letters", done, due.len() as u64);
        print(delivery, batch, report)?;
    }
    Ok(())
}

struct Claimed {
    id: i64,
    cost_minor: i64,
    letter: Letter,
}

fn print(delivery: &Delivery<'_>, batch: &[i64], report: &mut ActReport) -> Result<(), ActError> {
    let file = free_name(delivery.store.folder(), "letters", delivery.as_of(), "pdf")?;
    let claimed = claim(delivery, batch, &file, report)?;
    if claimed.is_empty() {
        return Ok(());
    }
    let letters: Vec<Letter> = claimed.iter().map(|one| one.letter.clone()).collect();
    let printed = print_letters(&letters, LANGUAGE)?;
    let path = delivery.store.folder().join(Path::new(&file));
    write_whole(&path, &printed.pdf)?;
    let done = |one: &Claimed| Change {
        cost_minor: one.cost_minor,
        ..Change::to(one.id, TouchState::Done)
    };
    delivery.write(&claimed.iter().map(done).collect::<Vec<_>>())?;
    report.letters += claimed.len() as u64;
    report.letters_shortened += printed.shortened.len() as u64;
    report.letters_file.get_or_insert(path);
    Ok(())
}

/// Checks the rows and claims those that may leave, each with its page of the file.
fn claim(
    delivery: &Delivery<'_>,
    batch: &[i64],
    file: &str,
    report: &mut ActReport,
) -> Result<Vec<Claimed>, ActError> {
    let (checked, texts) = delivery.store.read(|db| {
        let checked = read_checked(db, batch, Channel::Letter, delivery.as_of())?;
        let touches: Vec<i64> = checked.iter().map(|one| one.facts.touch_id).collect();
        Ok::<_, ActError>((checked, read_texts(db, &touches)?))
    })?;
    let mut claimed = Vec::new();
    let mut changes = Vec::with_capacity(checked.len());
    for one in checked {
        let id = one.facts.id;
        let contact_point_id = one.contact_point_id();
        let texts = texts.get(&one.facts.touch_id);
        match written(delivery, one, texts) {
            Ok(letter) => {
                let artefact = format!("{file}#page={}", claimed.len() + 1);
                let claim = Change::to(id, TouchState::Claimed);
                changes.push(Change {
                    artefact,
                    contact_point_id,
                    tries: 1,
                    ..claim
                });
                claimed.push(letter);
            }
            Err(reason) => {
                report.skip(reason);
                changes.push(Change::to(id, TouchState::Skipped).because(reason));
            }
        }
    }
    delivery.write(&changes)?;
    Ok(claimed)
}

/// The letter of a checked row, or why there is none.
fn written(
    delivery: &Delivery<'_>,
    one: Checked,
    texts: Option<&TouchTexts>,
) -> Result<Claimed, &'static str> {
    let (facts, reach) = (one.facts, one.reach?);
    let fields = fields_of(&facts, &reach, &delivery.business);
    let words = texts
        .and_then(|texts| texts.words(&fields).ok())
        .ok_or(UNWRITABLE)?;
    let posted = facts.due.max(delivery.as_of());
    let letter = letter(&facts, &reach, &fields, words, &delivery.business, posted);
    let shows = |line: &String| unprintable_characters(line).is_empty();
    if !letter.recipient_lines.iter().all(shows) {
        return Err("the address has characters our letters cannot show");
    }
    Ok(Claimed {
        id: facts.id,
        cost_minor: facts.unit_cost_minor,
        letter,
    })
}
