//! A template and its data in; a finished PDF with its page count out.

use serde_json::Value;
use typst::World;
use typst::foundations::{Element, Smart, Value as TypstValue};
use typst::introspection::{DocumentPosition, Introspector, MetadataElem};
use typst_pdf::PdfOptions;

use crate::PaperError;
use crate::world::SealedWorld;

/// One of the page designs of this crate.
pub(crate) struct Design {
    /// File name, for messages.
    pub(crate) name: &'static str,
    /// Template source, embedded.
    pub(crate) template: &'static str,
    /// Whether the PDF carries its reading structure for screen readers.
    pub(crate) tagged: bool,
}

/// A finished PDF.
pub(crate) struct Typeset {
    pub(crate) pdf: Vec<u8>,
    pub(crate) pages: usize,
    /// What the design noted while setting.
    pub(crate) notes: Vec<Note>,
}

/// A word that a design left on a page to tell the program something.
#[derive(Debug)]
pub(crate) struct Note {
    /// `cut` where text had to be cut, `end` where running text ended.
    pub(crate) word: String,
    /// Page, counted from 0.
    pub(crate) page: usize,
    /// Distance from the top of the page.
    pub(crate) depth_mm: f64,
}

/// Sets one document; words from outside are to be cleaned before (`words::clean_data`).
pub(crate) fn typeset(design: &Design, data: &Value) -> Result<Typeset, PaperError> {
    let world = SealedWorld::new(design.name, design.template, data.to_string());
    let document = typst::compile(&world)
        .output
        .map_err(|errors| refusal(&world, &errors))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Regulars".to_owned())),
        tagged: design.tagged,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| refusal(&world, &errors))?;
    let notes = notes_in(document.introspector().as_ref());
    Ok(Typeset {
        pdf,
        pages: document.pages().len(),
        notes,
    })
}

/// The notes of a document, in the order of its pages.
fn notes_in(introspector: &dyn Introspector) -> Vec<Note> {
    introspector
        .query(&Element::of::<MetadataElem>().select())
        .iter()
        .filter_map(|content| {
            let TypstValue::Str(word) = &content.to_packed::<MetadataElem>()?.value else {
                return None;
            };
            let DocumentPosition::Paged(place) = introspector.position(content.location()?)? else {
                return None;
            };
            let (page, depth_mm) = (place.page.get() - 1, place.point.y.to_mm());
            Some(Note {
                word: word.to_string(),
                page,
                depth_mm,
            })
        })
        .collect()
}

/// The typesetter's first complaint with its line, without any of the data.
fn refusal(world: &SealedWorld, errors: &[typst::diag::SourceDiagnostic]) -> PaperError {
    let Some(first) = errors.first() else {
        return PaperError::Typeset("no reason given".to_owned());
    };
    let line = typst::WorldExt::range(world, first.span)
        .zip(world.source(world.main()).ok())
        .and_then(|(range, source)| source.lines().byte_to_line(range.start));
    let place = line.map_or(String::new(), |line| format!(" (line {})", line + 1));
    PaperError::Typeset(format!("{}{place}", first.message))
}
