//! First names that one person may go by. Enters: two folded first names. Leaves: whether a table
//! of short forms holds both in one family.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The families each name belongs to, ascending.
fn families() -> &'static HashMap<&'static str, Vec<u16>> {
    static FAMILIES: OnceLock<HashMap<&'static str, Vec<u16>>> = OnceLock::new();
    FAMILIES.get_or_init(|| {
        let lines = include_str!("nicknames.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut families: HashMap<&str, Vec<u16>> = HashMap::new();
        for (number, line) in (0..).zip(lines) {
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

/// Whether a folded word is a first name of the table.
pub(crate) fn is_known_name(name: &str) -> bool {
    families().contains_key(name)
}
