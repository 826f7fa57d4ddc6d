//! The names columns go by, read once from the list beside this file.
//!
//! Enters: `column_names.txt`. Leaves: what a plain name means everywhere, or in one context.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::columns::target::Target;

/// What the rows of a table are about, as far as the meaning of a name depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Context {
    /// Nothing is known yet.
    Any,
    Parties,
    /// Parties that are companies, not people.
    Companies,
    Orders,
    Lines,
    Deals,
    Products,
    Categories,
    Events,
}

const CONTEXTS: &[(&str, Context)] = &[
    ("parties", Context::Parties),
    ("companies", Context::Companies),
    ("orders", Context::Orders),
    ("lines", Context::Lines),
    ("deals", Context::Deals),
    ("products", Context::Products),
    ("categories", Context::Categories),
    ("events", Context::Events),
];

/// Every known name, as [`crate::columns::header::plain_name`] leaves them.
#[derive(Default)]
struct ColumnNames {
    everywhere: HashMap<&'static str, Target>,
    within: HashMap<(Context, &'static str), Target>,
}

/// What a plain name means in a context; what is said of the context overrules.
pub(crate) fn named(plain: &str, context: Context) -> Option<Target> {
    let names = column_names();
    let within = |context| names.within.get(&(context, plain)).copied();
    within(context)
        .or_else(|| {
            (context == Context::Companies)
                .then(|| within(Context::Parties))
                .flatten()
        })
        .or_else(|| names.everywhere.get(plain).copied())
}

/// Everything a plain name can mean somewhere.
pub(crate) fn meanings(plain: &str) -> impl Iterator<Item = Target> {
    let names = column_names();
    let within = CONTEXTS
        .iter()
        .filter_map(move |(_, context)| names.within.get(&(*context, plain)).copied());
    let mut all: Vec<Target> = within.collect();
    all.extend(names.everywhere.get(plain));
    all.into_iter()
}

/// The list, read on first use.
fn column_names() -> &'static ColumnNames {
    static NAMES: OnceLock<ColumnNames> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names = ColumnNames::default();
        visit_list(&mut |contexts, target, name| {
            if contexts.is_empty() {
                names.everywhere.insert(name, target);
            }
            for context in contexts {
                names.within.insert((*context, name), target);
            }
        });
        names
    })
}

/// Shows every name of the list with where it means what.
fn visit_list(visit: &mut dyn FnMut(&[Context], Target, &'static str)) {
    let mut place = (Vec::new(), Target::Kept("ignore"));
    let lines = include_str!("column_names.txt").lines();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let list = match line.split_once(": ") {
            Some((head, list)) => {
                place = read_place(head);
                list
            }
            None => line,
        };
        for name in list
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            visit(&place.0, place.1, name);
        }
    }
}

/// `orders+lines / order.date` or `order.date`; the list is part of the program, so a wrong one is
/// a bug.
fn read_place(head: &'static str) -> (Vec<Context>, Target) {
    let (contexts, code) = head.split_once(" / ").unwrap_or(("", head));
    let Some(target) = Target::from_code(code) else {
        unreachable!("«{code}» in the list of column names is no meaning")
    };
    let named = |name: &str| CONTEXTS.iter().find(|(known, _)| *known == name);
    let contexts = contexts
        .split('+')
        .filter_map(named)
        .map(|(_, context)| *context);
    (contexts.collect(), target)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::visit_list;
    use crate::columns::header::plain_name;

    #[test]
    fn every_name_is_written_plainly_and_stands_once() {
        let mut seen = HashSet::new();
        visit_list(&mut |contexts, _, name| {
            assert_eq!(plain_name(name), name);
            if contexts.is_empty() {
                assert!(seen.insert((None, name)), "«{name}» stands twice");
            }
            for context in contexts {
                assert!(
                    seen.insert((Some(*context), name)),
                    "«{name}» stands twice in {context:?}"
                );
            }
        });
        assert!(seen.len() > 1_200);
    }
}
