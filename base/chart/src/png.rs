//! The same drawing as a picture: SVG in, PNG bytes out.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::error::ChartError;

/// The family that words are set in where the machine has none of the others: of the embedded
/// fonts the one for running text.
const EMBEDDED: &str = "Libertinus Serif";

/// Where machines keep their fonts: Linux, macOS, Windows.
const FOLDERS: [&str; 9] = [
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation-sans",
    "/usr/share/fonts/liberation",
    "/usr/share/fonts/TTF",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/System/Library/Fonts/Supplemental",
    "C:\\Windows\\Fonts",
];

/// The files of the families without serifs that a drawing asks for, regular and bold.
const FILES: [&str; 8] = [
    "Arial.ttf",
    "Arial Bold.ttf",
    "arial.ttf",
    "arialbd.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSans-Bold.ttf",
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
];

/// The machine's fonts without serifs, which a browser sets the same drawing in, and the
/// embedded ones.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    let places = FOLDERS
        .iter()
        .flat_map(|folder| FILES.iter().map(move |file| Path::new(folder).join(file)));
    for font in places.filter_map(|place| std::fs::read(place).ok()) {
        fonts.load_font_data(font);
    }
    for font in typst_assets::fonts() {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(EMBEDDED);
    fonts.set_serif_family(EMBEDDED);
    Arc::new(fonts)
});

/// Paints a drawing that was made for a file; `scale` 2 suits screens and print. Words are set in
/// the first family of the drawing's own list that the machine has, as a browser would set them,
/// and in an embedded one where it has none.
///
/// # Errors
/// When the text is no SVG, or the picture would be too large.
pub fn to_png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    let failed = |why: String| ChartError::Paint(why);
    let options = Options {
        fontdb: FONTS.clone(),
        font_family: EMBEDDED.to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let size = tree.size().to_int_size().scale_by(scale);
    let size = size.ok_or_else(|| failed("no size".into()))?;
    let mut picture = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| failed(format!("{} by {} pixels", size.width(), size.height())))?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut picture.as_mut(),
    );
    picture
        .encode_png()
        .map_err(|error| failed(error.to_string()))
}
