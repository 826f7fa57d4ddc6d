//! People of one home and one first name: how many records of one person, and how many of two, say
//! the same. It shows what a list can tell of father and son, and what it cannot.

use std::collections::{BTreeMap, HashMap};

use linkage::{Role, recognise};

use crate::truth::{Known, name_word};

/// What two records say of a contact point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Same,
    Other,
    Unknown,
}

impl Said {
    fn of(one: &str, other: &str) -> Said {
        match () {
            () if one.is_empty() || other.is_empty() => Said::Unknown,
            () if one == other => Said::Same,
            () => Said::Other,
        }
    }
}

/// Prints, by what e-mail and phone say, how many pairs of records of one home and one first name
/// are one person and how many are two.
pub(crate) fn report(known: &Known) {
    let Some(homes) = &known.households else {
        return;
    };
    let mut by_name: HashMap<(u64, &str), Vec<usize>> = HashMap::new();
    for (row, home) in homes.iter().enumerate() {
        let name = name_word(&known.first_names[row]);
        if let Some(home) = home.filter(|_| name.len() > 1) {
            by_name.entry((home, name)).or_default().push(row);
        }
    }
    let contacts = contacts(known);
    let mut counts: BTreeMap<(Said, Said), [u32; 2]> = BTreeMap::new();
    for rows in by_name.values() {
        for (at, a) in rows.iter().enumerate() {
            for b in &rows[at + 1..] {
                let (one, other) = (&contacts[*a], &contacts[*b]);
                let said = (Said::of(&one.0, &other.0), Said::of(&one.1, &other.1));
                let is_two = known.truth[*a] != known.truth[*b];
                counts.entry(said).or_default()[usize::from(is_two)] += 1;
            }
        }
    }
    for ((email, phone), [one, two]) in counts {
        let share = 100.0 * f64::from(two) / f64::from(one + two);
        println!(
            "    one home and first name, e-mail {email:?}, phone {phone:?}: {one} pairs are one person, {two} two ({share:.1} %)"
        );
    }
}

/// E-mail address in small letters and last ten digits of the phone of each record.
fn contacts(known: &Known) -> Vec<(String, String)> {
    let roles = recognise(&known.table);
    let column = |role: Role| roles.iter().position(|own| own.role == role);
    let (email, phone) = (column(Role::Email), column(Role::Phone));
    let cell =
        |row: usize, column: Option<usize>| column.map_or("", |at| known.table.cell(row, at));
    let digits = |text: &str| -> String {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits[digits.len().saturating_sub(10)..].to_owned()
    };
    (0..known.table.len())
        .map(|row| (cell(row, email).to_lowercase(), digits(cell(row, phone))))
        .collect()
}
