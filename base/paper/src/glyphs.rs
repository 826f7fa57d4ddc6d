//! A text in; the characters that no embedded font can draw out.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use typst::text::Coverage;

use crate::world::fonts;

static COVERAGE: LazyLock<Vec<Coverage>> = LazyLock::new(|| {
    fonts()
        .iter()
        .map(|font| font.info().coverage.clone())
        .collect()
});

/// The characters of a text that would be printed as empty boxes, each once, in code point order.
///
/// The embedded fonts draw Latin, Greek, Cyrillic, Hebrew, Arabic and many signs; they hold no
/// Chinese, Japanese or Korean characters and no emoji. Ask this of a recipient before printing
/// and send such a person something else.
pub fn unprintable_characters(text: &str) -> Vec<char> {
    let unknown: BTreeSet<char> = text
        .chars()
        .filter(|&c| !c.is_whitespace() && !c.is_control() && !is_invisible(c))
        .filter(|&c| {
            !COVERAGE
                .iter()
                .any(|coverage| coverage.contains(u32::from(c)))
        })
        .collect();
    unknown.into_iter().collect()
}

/// Characters that only tell others how to be drawn: joiners, selectors, the soft hyphen
/// (Unicode, DerivedCoreProperties.txt, Default_Ignorable_Code_Point).
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unprintable_characters_are_those_without_a_glyph() {
        for (text, expected) in [
            ("Ærøskøbing, Łódź, Αθήνα, Москва, €", ""),
            ("שלום", ""),
            ("مرحبا", ""),
            ("東京 Tokyo 東", "京東"),
            ("soft\u{ad}hyphen, join\u{200d}er", ""),
            ("", ""),
        ] {
            assert_eq!(
                unprintable_characters(text).iter().collect::<String>(),
                expected
            );
        }
    }
}
