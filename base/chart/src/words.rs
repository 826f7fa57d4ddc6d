//! What a chart is called and what it shows, and text made safe for SVG.

/// The words of a chart: its name, and a sentence for those who cannot see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Its name, written above it in a file.
    pub title: String,
    /// What it shows, in one or two sentences.
    pub description: String,
}

impl Words {
    /// A name and a sentence.
    pub fn new(title: impl Into<String>, description: impl Into<String>) -> Self {
        Words {
            title: title.into(),
            description: description.into(),
        }
    }

    /// A number made of the words alone, so that two charts on one page have different ids
    /// (FNV-1a, 32 bits: an id only has to differ from its few neighbours).
    pub(crate) fn id(&self) -> String {
        let bytes = self
            .title
            .bytes()
            .chain([0])
            .chain(self.description.bytes());
        let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        format!("{hash:08x}")
    }
}

/// Text as it may stand in an SVG document or a page; characters that XML forbids are left out.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
            '\u{fffe}' | '\u{ffff}' => {}
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{Words, escape};

    #[test]
    fn text_from_outside_stays_text() {
        assert_eq!(
            escape("<b a=\"1\">R&D\u{1}"),
            "&lt;b a=&quot;1&quot;&gt;R&amp;D"
        );
    }

    #[test]
    fn charts_with_other_words_have_another_id() {
        assert_ne!(Words::new("a", "b").id(), Words::new("ab", "").id());
    }
}
