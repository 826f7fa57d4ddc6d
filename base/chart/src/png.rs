//! The same drawing as a picture: SVG in, PNG bytes out.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::error::ChartError;

/// The family that words are set in: of the embedded fonts the one for running text.
const FAMILY: &str = "Libertinus Serif";

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in typst_assets::fonts() {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family(FAMILY);
    fonts.set_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Paints a drawing that was made for a file; `scale` 2 suits screens and print. Only embedded
/// fonts are used, so that the picture is the same everywhere.
///
/// # Errors
/// When the text is no SVG, or the picture would be too large.
pub fn to_png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    let failed = |why: String| ChartError::Paint(why);
    let options = Options {
        fontdb: FONTS.clone(),
        font_family: FAMILY.to_owned(),
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
