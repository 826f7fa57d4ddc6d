//! Names that one cell does not tell. Enters: records. Leaves: the same records with lone names in
//! their own column and first names read off e-mail addresses.

use crate::contact::local_part;
use crate::nickname::is_known_name;
use crate::record::{Part, Records};
use crate::values::MISSING;

/// A name so many times as often in the other column belongs there: slips put one name in a hundred
/// into the wrong one, and names in use as both are about as often the one as the other.
const MOSTLY: u32 = 10;

impl Records {
    /// Puts a name that stands alone where the other records have it: whoever left one cell empty
    /// has often written into the wrong one.
    pub(crate) fn place_lone_names(&mut self, first: usize) {
        let place = |part| self.schema.place(part);
        let (Some(given), Some(surname)) = (place(Part::Given), place(Part::Surname)) else {
            return;
        };
        for row in first..self.rows {
            for (own, other) in [(given, surname), (surname, given)] {
                let (value, beside) =
                    (self.values[own].of_row[row], self.values[other].of_row[row]);
                if value == MISSING || beside != MISSING {
                    continue;
                }
                let name = self.values[own].string(value);
                if self.values[other].count_of(name) > MOSTLY * self.values[own].count(value) {
                    let name = name.to_owned();
                    self.values[own].replace(row, "");
                    self.values[other].replace(row, &name);
                    break;
                }
            }
        }
    }

    /// Takes a first name out of the e-mail address where the record has none or an initial:
    /// `D Williams, dawn_williams@…` is Dawn. Only names that others have are believed.
    pub(crate) fn complete_names(&mut self, first: usize) {
        let place = |part| self.schema.place(part);
        let (Some(given), Some(surname), Some(email)) =
            (place(Part::Given), place(Part::Surname), place(Part::Email))
        else {
            return;
        };
        let mut found = Vec::new();
        for row in first..self.rows {
            let own = self.values[given].text(self.values[given].of_row[row]);
            let mail = self.values[email].of_row[row];
            if own.len() > 1 || mail == MISSING {
                continue;
            }
            let last = self.values[surname].string(self.values[surname].of_row[row]);
            let initial = own.first().copied();
            if let Some(name) = self.name_in(given, self.values[email].string(mail), last, initial)
            {
                found.push((row, name));
            }
        }
        for (row, name) in found {
            self.values[given].replace(row, &name);
        }
    }

    /// The first name in the front of an e-mail address: all of it, or what the family name or its
    /// initial leaves.
    fn name_in(
        &self,
        given: usize,
        email: &str,
        last: &str,
        initial: Option<u8>,
    ) -> Option<String> {
        let is_sign = |c: char| !c.is_ascii_alphabetic();
        let local = local_part(email).trim_matches(is_sign);
        let known = |name: &&str| {
            name.len() > 2
                && *name != last
                && initial.is_none_or(|letter| name.as_bytes().first() == Some(&letter))
                && (is_known_name(name) || self.values[given].count_of(name) > 1)
        };
        let without_last = || {
            let at = local.find(last).filter(|_| last.len() > 2)?;
            let rest = if at == 0 {
                &local[last.len()..]
            } else {
                &local[..at]
            };
            Some(rest.trim_matches(is_sign))
        };
        let letter = last.get(..1).unwrap_or("-");
        let ways = [
            without_last(),
            local.split(is_sign).next(),
            local.strip_suffix(letter),
            local.strip_prefix(letter),
        ];
        ways.into_iter().flatten().find(known).map(str::to_owned)
    }
}
