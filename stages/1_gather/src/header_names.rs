//! The names columns go by, read once from the list beside this file.
//!
//! Enters: `column_names.txt`. Leaves: what a plain name means everywhere, or in one kind of table.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::kind::Kind;
use crate::target::Target;

/// Every known name, as [`crate::header::plain_name`] leaves them.
#[derive(Default)]
pub(crate) struct ColumnNames {
    /// Names that mean the same in every table.
    pub(crate) everywhere: HashMap<&'static str, Target>,
    /// Names that mean different things in different tables.
    pub(crate) by_kind: HashMap<&'static str, Vec<(Kind, Target)>>,
}

/// The list, read on first use.
pub(crate) fn column_names() -> &'static ColumnNames {
    static NAMES: OnceLock<ColumnNames> = OnceLock::new();
    NAMES.get_or_init(|| {
        let text = include_str!("column_names.txt");
        let mut names = ColumnNames::default();
        let mut place = None;
        for line in text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let list = match line.split_once(": ") {
                Some((head, list)) => {
                    place = Some(read_place(head));
                    list
                }
                None => line,
            };
            let Some((kind, target)) = place else {
                unreachable!("the list opens with a meaning")
            };
            for name in list
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty())
            {
                match kind {
                    None => drop(names.everywhere.insert(name, target)),
                    Some(kind) => names.by_kind.entry(name).or_default().push((kind, target)),
                }
            }
        }
        names
    })
}

/// `orders / order.date` or `order.date`; the list is part of the program, so a wrong one is a bug.
fn read_place(head: &str) -> (Option<Kind>, Target) {
    let (kind, code) = match head.split_once(" / ") {
        Some((kind, code)) => (kind.parse().ok(), code),
        None => (None, head),
    };
    let Some(target) = Target::from_code(code) else {
        unreachable!("«{code}» in the list of column names is no meaning")
    };
    (kind, target)
}

#[cfg(test)]
mod tests {
    use super::column_names;
    use crate::header::plain_name;

    #[test]
    fn every_name_is_written_plainly_and_means_one_thing() {
        let names = column_names();
        assert!(names.everywhere.len() > 300 && names.by_kind.len() > 20);
        for name in names.everywhere.keys().chain(names.by_kind.keys()) {
            assert_eq!(plain_name(name), **name);
        }
        for name in names.by_kind.keys() {
            assert!(
                !names.everywhere.contains_key(name),
                "{name} depends on the kind"
            );
        }
        let text = include_str!("column_names.txt");
        let body = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_once(": ").map_or(line, |(_, list)| list));
        let written: usize = body
            .map(|list| {
                list.split(',')
                    .filter(|name| !name.trim().is_empty())
                    .count()
            })
            .sum();
        let by_kind: usize = names.by_kind.values().map(Vec::len).sum();
        assert_eq!(
            names.everywhere.len() + by_kind,
            written,
            "a name stands twice"
        );
    }
}
