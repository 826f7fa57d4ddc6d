//! A template and its data in; the little world the typesetter may see out: nothing else exists.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Path under which the data appears to the templates.
const DATA_PATH: &str = "data.json";

/// What all templates share: shrinking and cutting.
static FIT: LazyLock<Source> =
    LazyLock::new(|| source("fit.typ", include_str!("../templates/fit.typ")));

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The embedded fonts.
pub(crate) fn fonts() -> &'static [Font] {
    &FONTS
}

/// One template, the shared part, one data document, the fonts. Every other path is refused, and
/// so is every package and the clock.
pub(crate) struct SealedWorld {
    main: Source,
    data: (FileId, Bytes),
}

impl SealedWorld {
    /// Seals a template of this crate together with its data, a JSON text.
    pub(crate) fn new(name: &str, template: &'static str, data: String) -> Self {
        Self {
            main: source(name, template),
            data: (file_id(DATA_PATH), Bytes::from_string(data)),
        }
    }
}

impl World for SealedWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &*FIT]
            .into_iter()
            .find(|known| known.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (data_id, bytes) = &self.data;
        if id == *data_id {
            Ok(bytes.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn source(name: &str, text: &str) -> Source {
    Source::new(file_id(name), text.to_owned())
}

/// The id of a path in this world's one folder; only names written in this crate come here.
fn file_id(name: &str) -> FileId {
    let Ok(path) = VirtualPath::new(name) else {
        unreachable!("template names are plain file names");
    };
    RootedPath::new(VirtualRoot::Project, path).intern()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use typst_pdf::PdfOptions;

    /// Sets a template and returns the error text, or `None` if it went through.
    fn refusal(template: &'static str) -> Option<String> {
        let world = SealedWorld::new("trial.typ", template, "{}".to_owned());
        match typst::compile(&world).output {
            Ok(document) => {
                typst_pdf::pdf(&document, &PdfOptions::default()).unwrap();
                None
            }
            Err(errors) => Some(errors[0].message.to_string()),
        }
    }

    #[test]
    fn world_refuses_every_path_and_package_but_its_own() {
        for template in [
            r#"#read("/etc/passwd")"#,
            r#"#read("trial.typ.bak")"#,
            r#"#image("logo.png")"#,
            r#"#import "@preview/cetz:0.3.0": *"#,
            r#"#include "/templates/letter.typ""#,
            r#"#plugin("a.wasm")"#,
            "#datetime.today()",
        ] {
            assert!(refusal(template).is_some(), "{template} was let through");
        }
        assert_eq!(
            refusal(r#"#import "fit.typ": *; #json("data.json").len()"#),
            None
        );
    }
}
