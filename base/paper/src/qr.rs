//! A web address in; its QR code as a small SVG drawing out.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Longest address in bytes: version 10 at error correction M (ISO/IEC 18004, table 7). Its 57
/// modules are 0.42 mm wide on the 24 mm drawn here, about the least that phones read from paper.
pub(crate) const ADDRESS_BYTES_MAX: usize = 213;

/// White border around the code, in modules (ISO/IEC 18004, section 9.1: four).
const QUIET_MODULES: usize = 4;

/// The QR code of an address as SVG with its quiet zone, one unit a module; `None` if too long.
pub(crate) fn qr_drawing(address: &str) -> Option<String> {
    if address.len() > ADDRESS_BYTES_MAX {
        return None;
    }
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let side = width + 2 * QUIET_MODULES;
    let path = dark_runs(&code.to_colors(), width);
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{path}"/></svg>"##
    ))
}

/// One rectangle for each run of dark modules in a row: a third of the size of one a module.
fn dark_runs(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, long) = (x + QUIET_MODULES, y + QUIET_MODULES, run.len());
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{long}v1h-{long}z");
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn address_at_the_limit_fits_and_beyond_it_does_not() {
        assert!(qr_drawing(&"a".repeat(ADDRESS_BYTES_MAX)).is_some());
        assert!(qr_drawing(&"a".repeat(ADDRESS_BYTES_MAX + 1)).is_none());
    }

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        use Color::{Dark, Light};
        let path = dark_runs(&[Dark, Dark, Light, Dark], 2);
        assert_eq!(path, "M4 4h2v1h-2zM5 5h1v1h-1z");
    }
}
