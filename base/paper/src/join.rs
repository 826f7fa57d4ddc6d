//! Parts of a print run in; one PDF with all their pages out.

use std::sync::Arc;

use krilla::metadata::Metadata;
use krilla::pdf::{Pdf, PdfDocument};

use crate::{PaperError, PdfPart};

/// All pages of all parts in their order, as one PDF.
///
/// Pages are carried over as they are, not drawn anew. The whole PDF is built in memory: about
/// twice the sum of the parts.
pub fn join(parts: &[PdfPart]) -> Result<Vec<u8>, PaperError> {
    match parts {
        [] => Err(PaperError::Nothing),
        [only] => Ok(only.bytes.clone()),
        _ => join_several(parts),
    }
}

fn join_several(parts: &[PdfPart]) -> Result<Vec<u8>, PaperError> {
    let mut document = krilla::Document::new();
    document.set_metadata(Metadata::new().creator("Regulars".to_owned()));
    for (index, part) in parts.iter().enumerate() {
        let failed = |reason: String| PaperError::Join {
            part: index + 1,
            reason,
        };
        let pdf = Pdf::new(Arc::new(part.bytes.clone())).map_err(|e| failed(format!("{e:?}")))?;
        if pdf.pages().len() != part.count {
            return Err(failed(format!(
                "{} pages, expected {}",
                pdf.pages().len(),
                part.count
            )));
        }
        let pages: Vec<usize> = (0..part.count).collect();
        document.embed_pdf_pages(&PdfDocument::new(Arc::new(pdf)), &pages);
    }
    document.finish().map_err(|e| PaperError::Join {
        part: parts.len(),
        reason: format!("{e:?}"),
    })
}
