//! A made-up list: people with records of their own, relatives, and errors in known places.

use linkage::{Role, Table};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

const FIRST: [&str; 12] = [
    "anna", "peter", "maria", "thomas", "julia", "simon", "clara", "david", "laura", "oscar",
    "helen", "bruno",
];
const LAST: [&str; 24] = [
    "abelmann",
    "bergstrom",
    "castell",
    "dorfner",
    "eckhart",
    "falkner",
    "gruenwald",
    "hollister",
    "iversen",
    "jaworski",
    "kestrel",
    "lindgren",
    "marchetti",
    "novotny",
    "oberlin",
    "pellegrin",
    "quimper",
    "rosenthal",
    "sandoval",
    "thornbury",
    "urquhart",
    "valente",
    "wexford",
    "zimmerli",
];

/// The columns of the list.
pub(crate) const COLUMNS: [&str; 7] = [
    "first name",
    "last name",
    "email",
    "phone",
    "street",
    "city",
    "postcode",
];
/// What they hold.
pub(crate) const ROLES: [Role; 7] = [
    Role::GivenName,
    Role::Surname,
    Role::Email,
    Role::Phone,
    Role::Street,
    Role::City,
    Role::Postcode,
];

/// Rows of cells, and who each is.
pub(crate) fn rows(homes: usize, seed: u64) -> (Vec<[String; 7]>, Vec<u32>) {
    let mut dice = Pcg64::seed_from_u64(seed);
    let (mut rows, mut truth) = (Vec::new(), Vec::new());
    let mut person = 0;
    for home in 0..homes {
        let last = LAST[dice.random_range(0..LAST.len())];
        let street = format!("{} {} street", 1 + home % 90, LAST[(home * 7) % LAST.len()]);
        let place = (
            street,
            format!("{}ton", LAST[home / 30 % LAST.len()]),
            format!("{:05}", 10_000 + home / 3),
        );
        let line = format!("020 7{:07}", home * 37 % 9_999_999);
        let start = dice.random_range(0..FIRST.len());
        for member in 0..dice.random_range(1..4) {
            let first = FIRST[(start + member) % FIRST.len()];
            for _ in 0..dice.random_range(1..4) {
                let mail = format!("{first}.{last}{home}@example.org");
                let typed = if dice.random_bool(0.1) {
                    last.replacen('e', "a", 1)
                } else {
                    last.to_owned()
                };
                let mut known = |text: String| {
                    if dice.random_bool(0.75) {
                        text
                    } else {
                        String::new()
                    }
                };
                let cells = [
                    first.to_owned(),
                    typed,
                    known(mail),
                    known(line.clone()),
                    known(place.0.clone()),
                    known(place.1.clone()),
                    known(place.2.clone()),
                ];
                rows.push(cells);
                truth.push(person);
            }
            person += 1;
        }
    }
    (rows, truth)
}

/// The rows as a table.
pub(crate) fn table(rows: &[[String; 7]]) -> Table {
    let mut table = Table::new(&COLUMNS);
    rows.iter().for_each(|row| table.push(row));
    table
}
