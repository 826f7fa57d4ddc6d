//! A sender's accent colour in; the three shades a page is drawn with out.

use serde::Serialize;

use crate::PaperError;

/// Used where a sender has chosen no colour: a deep green blue, legible as text.
const HOUSE_ACCENT: [u8; 3] = [0x1a, 0x5f, 0x7a];

/// Least contrast of text on white (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// Share of the accent in the tint behind the offer: visible in print, quiet on screen.
const TINT_SHARE: f64 = 0.07;

/// The shades of one letter, as hex colours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Shades {
    /// The colour as chosen, for surfaces.
    pub(crate) band: String,
    /// The colour darkened until it is legible as text on white.
    pub(crate) ink: String,
    /// A breath of the colour, for the ground of the offer.
    pub(crate) tint: String,
}

/// The shades of an accent colour such as `#1a6b5c` or `#abc`; empty means the house colour.
pub(crate) fn shades(accent: &str) -> Result<Shades, PaperError> {
    let rgb = match accent.trim() {
        "" => HOUSE_ACCENT,
        chosen => parse_hex(chosen).ok_or_else(|| PaperError::Colour(accent.to_owned()))?,
    };
    let tint = rgb.map(|part| mixed(255.0, f64::from(part), TINT_SHARE));
    Ok(Shades {
        band: hex(rgb),
        ink: hex(legible(rgb)),
        tint: hex(tint),
    })
}

/// Red, green and blue of `#rrggbb` or `#rgb`, the hash being optional.
fn parse_hex(text: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> = text
        .trim_start_matches('#')
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [a, b, c, d, e, f] => Some([a * 16 + b, c * 16 + d, e * 16 + f]),
        _ => None,
    }
}

/// The colour darkened in steps of a twentieth until its contrast with white suffices.
fn legible(mut rgb: [u8; 3]) -> [u8; 3] {
    while contrast_with_white(rgb) < LEAST_CONTRAST {
        rgb = rgb.map(|part| mixed(f64::from(part), 0.0, 0.05));
    }
    rgb
}

/// Contrast of a colour with white.
///
/// - Formula: `1.05 / (L + 0.05)`, `L = 0.2126 R + 0.7152 G + 0.0722 B` on linear light
/// - Shape: one colour in, one ratio out
/// - Units: sRGB bytes in, ratio out
/// - Range: 1 (white) to 21 (black)
/// - Errors: none
/// - Source: WCAG 2.2, definitions of contrast ratio and relative luminance
/// - Checked: `contrast_of_known_colours_matches_the_standard`; `#767676` gives 4.54
fn contrast_with_white(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(|part| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}

/// `from` moved towards `to` by a share; rounds down, so that darkening always ends.
fn mixed(from: f64, to: f64, share: f64) -> u8 {
    (from + (to - from) * share) as u8
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn contrast_of_known_colours_matches_the_standard() {
        for (rgb, expected) in [
            ([0, 0, 0], 21.0),
            ([255, 255, 255], 1.0),
            ([0x76, 0x76, 0x76], 4.54),
        ] {
            assert!(
                (contrast_with_white(rgb) - expected).abs() < 0.005,
                "{rgb:?}"
            );
        }
    }

    #[test]
    fn any_accent_is_legible_as_text() {
        for accent in ["#fff", "#ffff00", "#00ff00", "ABCDEF", "#000000", ""] {
            let ink = parse_hex(&shades(accent).unwrap().ink).unwrap();
            assert!(contrast_with_white(ink) >= LEAST_CONTRAST, "{accent}");
        }
    }

    #[test]
    fn accent_that_is_no_colour_is_refused() {
        for accent in ["red", "#12", "#12345g", "#1234567", "🟥🟥🟥", "rgb(1,2,3)"] {
            assert!(
                matches!(shades(accent), Err(PaperError::Colour(_))),
                "{accent}"
            );
        }
    }
}
