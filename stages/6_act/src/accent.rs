//! The owner's accent colour in; the shades a mail is drawn with out.

/// The shades of one mail, as hex colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shades {
    /// The colour as chosen, for surfaces.
    pub(crate) accent: String,
    /// Darkened until white on it, and it on white, can be read.
    pub(crate) ink: String,
    /// A breath of it, for the ground of the offer.
    pub(crate) tint: String,
}

/// Used where the owner has chosen none, or what was chosen is no colour: the default of the
/// business settings.
const DEFAULT_ACCENT: [u8; 3] = [0x0f, 0x76, 0x6e];

/// Least contrast of text (WCAG 2.2, success criterion 1.4.3).
const CONTRAST_MIN: f64 = 4.5;

/// Share of the accent in the tint: visible, and quiet.
const TINT_SHARE: f64 = 0.07;

/// The shades of an accent colour such as `#0f766e`.
pub(crate) fn shades(accent: &str) -> Shades {
    let chosen = parse(accent).unwrap_or(DEFAULT_ACCENT);
    let mut ink = chosen;
    while contrast_with_white(ink) < CONTRAST_MIN {
        ink = ink.map(|part| (f64::from(part) * 0.95) as u8);
    }
    let tint = chosen.map(|part| (255.0 - (255.0 - f64::from(part)) * TINT_SHARE) as u8);
    Shades {
        accent: hex(chosen),
        ink: hex(ink),
        tint: hex(tint),
    }
}

fn parse(text: &str) -> Option<[u8; 3]> {
    let digits = text.trim().strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Contrast of a colour with white.
///
/// - Formula: `1.05 / (L + 0.05)`, `L = 0.2126 R + 0.7152 G + 0.0722 B` on linear light
/// - Shape: one colour in, one ratio out
/// - Units: sRGB bytes in, ratio out
/// - Range: 1 (white) to 21 (black)
/// - Errors: none
/// - Source: WCAG 2.2, definitions of contrast ratio and relative luminance
/// - Checked: `ink_can_be_read_whatever_was_chosen`; `#767676` gives 4.54
fn contrast_with_white(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn ink_can_be_read_whatever_was_chosen() {
        assert!((contrast_with_white([0x76; 3]) - 4.54).abs() < 0.005);
        for accent in ["#ffffff", "#ffff00", "#00ff00", "#000000", "#0f766e"] {
            let ink = parse(&shades(accent).ink).unwrap();
            assert!(contrast_with_white(ink) >= CONTRAST_MIN, "{accent}");
        }
    }

    #[test]
    fn what_is_no_colour_becomes_the_default() {
        for wrong in [
            "",
            "red",
            "#12",
            "#1234567",
            "#12345é",
            "\"><script>",
            "0f766e",
        ] {
            assert_eq!(shades(wrong).accent, "#0f766e", "{wrong}");
        }
    }
}
