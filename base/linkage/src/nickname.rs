//! First names that one person may go by. Enters: two folded first names. Leaves: whether a table
//! of short forms holds both in one family.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::finding::is_nearly;

/// The names of each family, parted by spaces.
fn members() -> &'static [&'static str] {
    static MEMBERS: OnceLock<Vec<&'static str>> = OnceLock::new();
    MEMBERS.get_or_init(|| {
        let lines = include_str!("nicknames.txt").lines();
        lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect()
    })
}

/// The families each name belongs to, ascending.
fn families() -> &'static HashMap<&'static str, Vec<u16>> {
    static FAMILIES: OnceLock<HashMap<&'static str, Vec<u16>>> = OnceLock::new();
    FAMILIES.get_or_init(|| {
        let mut families: HashMap<&str, Vec<u16>> = HashMap::new();
        for (number, line) in (0..).zip(members()) {
            for name in line.split(' ') {
                families.entry(name).or_default().push(number);
            }
        }
        families
    })
}

/// Whether two folded first names stand in one family of short forms.
#[must_use]
pub fn is_nickname_of(one: &str, other: &str) -> bool {
    let families = families();
    match (families.get(one), families.get(other)) {
        (Some(ours), Some(theirs)) => ours.iter().any(|family| theirs.contains(family)),
        _ => false,
    }
}

/// Whether one of two names is, but for typing, a short form of the other or its full form.
pub(crate) fn is_nearly_nickname_of(one: &str, other: &str) -> bool {
    let is_near = |name: &str, typed: &str| {
        let known = families().get(name).into_iter().flatten();
        known
            .flat_map(|family| members()[usize::from(*family)].split(' '))
            .any(|member| is_nearly(member.as_bytes(), typed.as_bytes()))
    };
    is_near(one, other) || is_near(other, one)
}

/// Whether a folded word is a first name of the table.
pub(crate) fn is_known_name(name: &str) -> bool {
    families().contains_key(name)
}
