//! Telephone numbers nobody can be reached at: a running number in, a number out, and the many
//! ways in which people write it.
//!
//! The numbers come from the ranges that the regulators keep for drama (Ofcom, "Telephone numbers
//! for use in TV and radio drama programmes"; ComReg 020 91x xxxx; NANPA 555-0100 to 555-0199).
//! Very large practice businesses use them up and go on in area 01632, which serves no place.

use serde::Serialize;

/// Area codes with the beginning of the local number that Ofcom keeps free; three digits follow.
static DRAMA_RANGES: [(&str, &str); 17] = [
    ("20", "79460"),
    ("113", "4960"),
    ("114", "4960"),
    ("115", "4960"),
    ("116", "4960"),
    ("117", "4960"),
    ("118", "4960"),
    ("121", "4960"),
    ("131", "4960"),
    ("141", "4960"),
    ("151", "4960"),
    ("161", "4960"),
    ("191", "4980"),
    ("28", "96496"),
    ("29", "20180"),
    ("1632", "960"),
    ("7700", "900"),
];
const IN_DRAMA_RANGES: u64 = 17 * 1_000;

/// A telephone number in its three parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phone {
    /// Country calling code, without plus.
    pub country: &'static str,
    /// Area code without the leading zero.
    pub area: String,
    /// The rest.
    pub local: String,
}

impl Phone {
    /// The British number with this running number.
    pub(crate) fn british(serial: u64) -> Phone {
        if serial >= IN_DRAMA_RANGES {
            let local = format!("{:06}", (serial - IN_DRAMA_RANGES) % 1_000_000);
            return Phone {
                country: "44",
                area: "1632".into(),
                local,
            };
        }
        let (area, head) = DRAMA_RANGES[(serial % 17) as usize];
        Phone {
            country: "44",
            area: area.into(),
            local: format!("{head}{:03}", serial / 17),
        }
    }

    /// The Irish number with this running number.
    pub(crate) fn irish(serial: u64) -> Phone {
        Phone {
            country: "353",
            area: "20".into(),
            local: format!("91{:05}", serial % 100_000),
        }
    }

    /// The American number with this running number; area codes ending in 11 are left out.
    pub(crate) fn american(serial: u64) -> Phone {
        let area = 200 + (serial / 100 % 80) * 10 + 2 + serial % 7;
        Phone {
            country: "1",
            area: area.to_string(),
            local: format!("55501{:02}", serial % 100),
        }
    }

    /// The international form without spaces: `+442079460123`.
    #[must_use]
    pub fn international(&self) -> String {
        format!("+{}{}{}", self.country, self.area, self.local)
    }

    /// One of the ways in which people write this number.
    pub(crate) fn written(&self, habit: usize) -> String {
        let (country, area, local) = (self.country, self.area.as_str(), self.local.as_str());
        // Six digits are read as three and three, longer numbers end in a group of four.
        let last_group = if local.len() == 6 { 3 } else { 4 };
        let (head, tail) = local.split_at(local.len() - last_group);
        if country == "1" {
            return match habit % 4 {
                0 => format!("+1 {area} {head} {tail}"),
                1 => format!("({area}) {head}-{tail}"),
                2 => format!("{area}.{head}.{tail}"),
                _ => format!("+1-{area}-{head}-{tail}"),
            };
        }
        // Abroad, an area code without the country would be read as one at home.
        let habit = if country == "353" {
            [0, 3, 5][habit % 3]
        } else {
            habit
        };
        match habit % HABITS {
            0 => format!("+{country} {area} {head} {tail}"),
            1 => format!("0{area} {head} {tail}"),
            2 => format!("(0{area}) {head}-{tail}"),
            3 => format!("00{country} {area} {local}"),
            4 => format!("0{area}{local}"),
            5 => format!("+{country} (0){area} {head} {tail}"),
            _ => format!("tel. 0{area} / {local}"),
        }
    }
}

/// How many ways of writing a number there are.
pub(crate) const HABITS: usize = 7;
