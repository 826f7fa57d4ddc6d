//! Functions and their lengths, read from formatted code: a function ends at the first closing
//! brace in the column it began in.

use crate::SourceFile;

/// One function.
pub struct Function {
    /// Its name.
    pub name: String,
    /// Lines from its first to its last.
    pub lines: usize,
}

/// Every function of a file's code, tests left out.
pub fn functions_of(file: &SourceFile) -> Vec<Function> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for (at, line) in file.code().lines().enumerate() {
        if let Some((start, indent, name)) = &open
            && line == format!("{indent}}}")
        {
            found.push(Function {
                name: name.clone(),
                lines: at - start + 1,
            });
            open = None;
        } else if let Some((start, indent, name)) = &open
            && line.starts_with(&format!("{indent})"))
            && line.ends_with(';')
        {
            // A declaration over several lines has no body.
            found.push(Function {
                name: name.clone(),
                lines: at - start + 1,
            });
            open = None;
        } else if open.is_none()
            && let Some((indent, name)) = opening(line)
        {
            // A body on the same line, or no body at all, is a line of its own.
            if line.trim_end().ends_with('}') || line.trim_end().ends_with(';') {
                found.push(Function { name, lines: 1 });
            } else {
                open = Some((at, indent, name));
            }
        }
    }
    found
}

/// The indent and name of a function that begins on this line.
fn opening(line: &str) -> Option<(String, String)> {
    let rest = line.trim_start();
    let indent = line[..line.len() - rest.len()].to_owned();
    let mut words = rest.split_whitespace();
    loop {
        match words.next()? {
            "fn" => break,
            "const" | "async" | "pub" => {}
            word if word.starts_with("pub(") => {}
            _ => return None,
        }
    }
    let name: String = words
        .next()?
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    Some((indent, name))
}

#[cfg(test)]
mod tests {
    use super::{SourceFile, functions_of};

    #[test]
    fn functions_are_measured_from_first_to_last_line() {
        let text = "fn a() {\n    1\n}\n\nimpl X {\n    pub(crate) fn b(\n        x: u8,\n    ) {\n        y\n    }\n    fn c() {}\n}\n\ntrait Y {\n    fn d(\n        x: u8,\n    );\n}\n";
        let file = SourceFile {
            path: String::new(),
            text: text.into(),
            is_test: false,
        };
        let found: Vec<(String, usize)> = functions_of(&file)
            .into_iter()
            .map(|one| (one.name, one.lines))
            .collect();
        let lengths = [("a", 3), ("b", 5), ("c", 1), ("d", 3)];
        assert_eq!(found, lengths.map(|(name, lines)| (name.into(), lines)));
    }
}
