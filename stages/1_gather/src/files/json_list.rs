//! The objects of one list of JSON, one after the other, whatever lines it is written on.
//!
//! Enters: the text of the list. Leaves: the text of each object and the line it begins on. What
//! stands between objects and is none comes out as it is.

use std::io::{self, BufRead};

use crate::files::record::LINE_BYTES_MAX;

/// Reads a list object by object.
pub(crate) struct ListedObjects {
    from: Box<dyn BufRead + Send>,
    line_no: u64,
}

impl ListedObjects {
    pub(crate) fn new(from: impl BufRead + Send + 'static) -> ListedObjects {
        ListedObjects {
            from: Box::new(from),
            line_no: 1,
        }
    }

    /// The next object and its line; nothing at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<(u64, String)>> {
        let mut object = Vec::new();
        let mut begun = self.line_no;
        let (mut depth, mut is_text, mut is_escaped) = (0_u32, false, false);
        while let Some(byte) = self.next_byte()? {
            let ends = depth == 0 && matches!(byte, b',' | b']' | b'[' | b'\n');
            if depth == 0 && (ends || byte.is_ascii_whitespace()) {
                if ends && !object.is_empty() {
                    return Ok(Some((begun, text_of(object))));
                }
                continue;
            }
            if object.is_empty() {
                begun = self.line_no;
            }
            // A longer object is no row of a table; what is left of it is none either.
            if object.len() as u64 >= LINE_BYTES_MAX {
                return Err(io::Error::other("one object of it is larger than 16 MB"));
            }
            object.push(byte);
            if is_text {
                is_text = is_escaped || byte != b'"';
                is_escaped = !is_escaped && byte == b'\\';
                continue;
            }
            match byte {
                b'"' if depth > 0 => is_text = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Ok((!object.is_empty()).then(|| (begun, text_of(object))))
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.from.fill_buf()?.first().copied();
        if let Some(byte) = byte {
            self.from.consume(1);
            self.line_no += u64::from(byte == b'\n');
        }
        Ok(byte)
    }
}

fn text_of(object: Vec<u8>) -> String {
    String::from_utf8_lossy(&object).into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::ListedObjects;

    fn objects(text: &'static str) -> Vec<(u64, String)> {
        let mut list = ListedObjects::new(text.as_bytes());
        std::iter::from_fn(|| list.next().unwrap()).collect()
    }

    #[test]
    fn objects_come_out_whole_whatever_stands_in_their_texts() {
        let found = objects("[{\"a\":\"}],{\\\"\"},\n {\"b\":[1,{\"c\":2}]} , 7,\n{\"d\":1}]\n");
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "{\"a\":\"}],{\\\"\"}",
                "{\"b\":[1,{\"c\":2}]}",
                "7",
                "{\"d\":1}"
            ]
        );
        let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 2, 3]);
        assert_eq!(objects("[{\"cut\":1")[0].1, "{\"cut\":1");
        assert!(objects("[ ]").is_empty());
    }
}
