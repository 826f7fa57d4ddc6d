//! Records in comparable parts. Enters: a table and what its columns hold. Leaves: for every part
//! of a record a number that equal values share.

use std::sync::OnceLock;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use address::parse_address;

use crate::company::company_into;
use crate::contact::{email_into, phone_into};
use crate::date::{date_into, shows_day_first};
use crate::error::LinkageError;
use crate::person_name::{given_into, split_into, surname_into};
use crate::place_parts::{number_into, postcode_into, street_into};
use crate::role::Role;
use crate::table::Table;
use crate::text::fold_into;
use crate::values::{Values, hash64, mix};

/// A part of a record that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    Given,
    Surname,
    Company,
    Email,
    Phone,
    Number,
    Street,
    Postcode,
    City,
    Region,
    Born,
    Identifier,
    /// A column of its own; the number is the column's.
    Text(u16),
}

impl Part {
    /// A number that no other part has: what is drawn for a part hangs on nothing but this, so that
    /// a column more or in another place changes nothing for the others.
    pub(crate) fn salt(self) -> u64 {
        hash64(format!("{self:?}").as_bytes())
    }
}

/// Which parts records have, and from which columns each comes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Schema {
    pub(crate) roles: Vec<Role>,
    pub(crate) parts: Vec<Part>,
    /// Names of the columns, for words to people.
    pub(crate) names: Vec<String>,
    day_first: bool,
}

impl Schema {
    /// Reads what can be compared off the roles and the table's dates.
    pub(crate) fn of(table: &Table, roles: &[Role]) -> Result<Schema, LinkageError> {
        let columns = table.columns().len();
        if columns != roles.len() {
            return Err(LinkageError::Roles {
                columns,
                roles: roles.len(),
            });
        }
        let mut roles = roles.to_vec();
        // Whole names beside their parts would count the same evidence twice.
        if roles.contains(&Role::Surname) && roles.contains(&Role::GivenName) {
            roles
                .iter_mut()
                .filter(|role| **role == Role::FullName)
                .for_each(|role| *role = Role::Ignored);
        }
        let mut parts: Vec<Part> = (0..)
            .zip(&roles)
            .flat_map(|(at, role)| parts_of(*role, at))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        if parts.is_empty() {
            return Err(LinkageError::NothingToCompare);
        }
        let day_first = is_day_first(table, &roles);
        Ok(Schema {
            roles,
            parts,
            names: table.columns().to_vec(),
            day_first,
        })
    }

    /// Where a part stands.
    pub(crate) fn place(&self, part: Part) -> Option<usize> {
        self.parts.iter().position(|own| *own == part)
    }

    /// The column of a part, in words.
    pub(crate) fn name(&self, part: Part) -> String {
        match part {
            Part::Text(column) => self.names[usize::from(column)].clone(),
            Part::Given => "first name".into(),
            Part::Surname => "family name".into(),
            Part::Company => "firm".into(),
            Part::Email => "e-mail".into(),
            Part::Phone => "phone".into(),
            Part::Number => "house number".into(),
            Part::Street => "street".into(),
            Part::Postcode => "postal code".into(),
            Part::City => "town".into(),
            Part::Region => "region".into(),
            Part::Born => "date of birth".into(),
            Part::Identifier => "personal number".into(),
        }
    }
}

fn parts_of(role: Role, column: u16) -> Vec<Part> {
    match role {
        Role::GivenName => vec![Part::Given],
        Role::Surname => vec![Part::Surname],
        Role::FullName => vec![Part::Given, Part::Surname],
        Role::Company => vec![Part::Company],
        Role::Email => vec![Part::Email],
        Role::Phone => vec![Part::Phone],
        Role::Address => vec![
            Part::Number,
            Part::Street,
            Part::Postcode,
            Part::City,
            Part::Region,
        ],
        Role::Street => vec![Part::Number, Part::Street],
        Role::HouseNumber => vec![Part::Number],
        Role::City => vec![Part::City],
        Role::Region => vec![Part::Region],
        Role::Postcode => vec![Part::Postcode],
        Role::BirthDate => vec![Part::Born],
        Role::Identifier => vec![Part::Identifier],
        Role::AddressExtra | Role::Text => vec![Part::Text(column)],
        Role::Country | Role::Ignored => Vec::new(),
    }
}

/// Whether dates of the table are written day first: decided by all rows, not row by row.
fn is_day_first(table: &Table, roles: &[Role]) -> bool {
    let Some(column) = roles.iter().position(|role| *role == Role::BirthDate) else {
        return false;
    };
    let shown = (0..table.len()).filter_map(|row| shows_day_first(table.cell(row, column)));
    let (day, month) = shown.fold((0_u32, 0_u32), |(day, month), is_day| {
        (day + u32::from(is_day), month + u32::from(!is_day))
    });
    day > month
}

/// All records, part by part.
#[derive(Clone, Debug)]
pub(crate) struct Records {
    pub(crate) schema: Schema,
    pub(crate) values: Vec<Values>,
    pub(crate) rows: usize,
    /// Every record with a number that tells what it says, once somebody asked.
    hashed: OnceLock<Vec<(u64, u32)>>,
}

/// Rows made comparable at once; bounds what is held twice.
const BLOCK: usize = 1 << 16;

impl Records {
    pub(crate) fn new(schema: Schema) -> Records {
        let values = vec![Values::default(); schema.parts.len()];
        Records {
            schema,
            values,
            rows: 0,
            hashed: OnceLock::new(),
        }
    }

    /// Adds the rows of a table with the same columns.
    pub(crate) fn add(&mut self, table: &Table) -> Result<(), LinkageError> {
        let columns = table.columns().len();
        if columns != self.schema.roles.len() {
            return Err(LinkageError::Roles {
                columns,
                roles: self.schema.roles.len(),
            });
        }
        if u32::try_from(self.rows + table.len()).is_err() {
            return Err(LinkageError::TooMany);
        }
        let first = self.rows;
        self.hashed = OnceLock::new();
        for start in (0..table.len()).step_by(BLOCK) {
            let end = (start + BLOCK).min(table.len());
            self.add_block(table, start, end);
        }
        self.place_lone_names(first);
        self.complete_names(first);
        Ok(())
    }

    fn add_block(&mut self, table: &Table, start: usize, end: usize) {
        let schema = &self.schema;
        let step = (end - start).div_ceil(8).max(256);
        let starts: Vec<usize> = (start..end).step_by(step).collect();
        let chunks: Vec<Vec<Texts>> = starts
            .into_par_iter()
            .map(|from| read_rows(schema, table, from, (from + step).min(end)))
            .collect();
        self.values
            .par_iter_mut()
            .enumerate()
            .for_each(|(part, values)| {
                for chunk in &chunks {
                    chunk[part].each(|text| values.push(text));
                }
            });
        self.rows += end - start;
    }

    /// Records picked by what they say, not by where they stand: the order of rows changes nothing.
    pub(crate) fn sample(&self, most: usize) -> Vec<u32> {
        let mut hashed = self.hashed().clone();
        if hashed.len() > most {
            hashed.select_nth_unstable(most);
            hashed.truncate(most);
        }
        hashed.sort_unstable();
        // Records that say the same would always be picked together, and look far too common.
        hashed.dedup_by_key(|(hash, _)| *hash);
        hashed.into_iter().map(|(_, row)| row).collect()
    }

    /// Records that say the same, each with the first that says so.
    pub(crate) fn repeated(&self) -> Vec<(u32, u32)> {
        let mut hashed = self.hashed().clone();
        hashed.par_sort_unstable();
        let repeated = hashed.chunk_by(|a, b| a.0 == b.0).flat_map(|same| {
            let first = same[0].1;
            same[1..].iter().map(move |(_, row)| (first, *row))
        });
        repeated.collect()
    }

    /// Every record with a number that tells what it says.
    fn hashed(&self) -> &Vec<(u64, u32)> {
        self.hashed.get_or_init(|| self.hash_all())
    }

    fn hash_all(&self) -> Vec<(u64, u32)> {
        let salts: Vec<u64> = self.schema.parts.iter().map(|part| part.salt()).collect();
        let hash = |row: u32| {
            let texts = self
                .values
                .iter()
                .map(|values| values.text(values.of_row[row as usize]));
            let known = texts.zip(&salts).filter(|(text, _)| !text.is_empty());
            let sum = known.fold(0_u64, |sum, (text, salt)| {
                sum.wrapping_add(mix(hash64(text) ^ salt))
            });
            mix(sum)
        };
        let rows = 0..self.rows as u32;
        rows.into_par_iter().map(|row| (hash(row), row)).collect()
    }

    /// The number of a record's value in the part at a place.
    pub(crate) fn value(&self, place: usize, row: u32) -> u32 {
        self.values[place].of_row[row as usize]
    }
}

/// Texts one behind the other.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn close(&mut self) {
        self.ends.push(self.text.len());
    }
    fn each(&self, mut visit: impl FnMut(&str)) {
        let mut start = 0;
        for end in &self.ends {
            visit(&self.text[start..*end]);
            start = *end;
        }
    }
}

fn read_rows(schema: &Schema, table: &Table, from: usize, to: usize) -> Vec<Texts> {
    let mut texts: Vec<Texts> = schema.parts.iter().map(|_| Texts::default()).collect();
    let mut row_parts: Vec<String> = vec![String::new(); schema.parts.len()];
    for row in from..to {
        row_parts.iter_mut().for_each(String::clear);
        read_row(schema, table, row, &mut row_parts);
        for (text, part) in texts.iter_mut().zip(&row_parts) {
            text.text.push_str(part);
            text.close();
        }
    }
    texts
}

/// Writes the parts of one row; a part that a column before has filled is kept.
fn read_row(schema: &Schema, table: &Table, row: usize, parts: &mut [String]) {
    for (column, role) in schema.roles.iter().enumerate() {
        let cell = table.cell(row, column);
        if cell.is_empty() {
            continue;
        }
        let place = |part| schema.place(part).unwrap_or_default();
        match role {
            Role::FullName => {
                let (mut given, mut surname) = (String::new(), String::new());
                split_into(cell, &mut given, &mut surname);
                parts[place(Part::Given)].push_str(&given);
                parts[place(Part::Surname)].push_str(&surname);
            }
            Role::Address => {
                let address = parse_address(cell);
                let line = [address.number.as_str(), &address.street, &address.po_box].join(" ");
                write_street(schema, parts, &line);
                for (part, cell) in [
                    (Part::Postcode, &address.postcode),
                    (Part::City, &address.city),
                    (Part::Region, &address.region),
                ] {
                    fill(parts, place(part), |out| {
                        write_part(part, cell, schema.day_first, out)
                    });
                }
            }
            Role::Street => write_street(schema, parts, cell),
            _ => {
                for part in parts_of(*role, column as u16) {
                    fill(parts, place(part), |out| {
                        write_part(part, cell, schema.day_first, out)
                    });
                }
            }
        }
    }
}

fn write_street(schema: &Schema, parts: &mut [String], cell: &str) {
    let place = |part| schema.place(part).unwrap_or_default();
    let (mut number, mut street) = (String::new(), String::new());
    street_into(cell, &mut number, &mut street);
    fill(parts, place(Part::Number), |out| out.push_str(&number));
    fill(parts, place(Part::Street), |out| out.push_str(&street));
}

fn fill(parts: &mut [String], place: usize, write: impl FnOnce(&mut String)) {
    if parts[place].is_empty() {
        write(&mut parts[place]);
    }
}

fn write_part(part: Part, cell: &str, day_first: bool, out: &mut String) {
    match part {
        Part::Given => given_into(cell, out),
        Part::Surname => surname_into(cell, out),
        Part::Company => company_into(cell, out),
        Part::Email => email_into(cell, out),
        Part::Phone => phone_into(cell, out),
        Part::Number => number_into(cell, out),
        Part::Postcode => postcode_into(cell, out),
        Part::Born => date_into(cell, day_first, out),
        Part::Identifier => out.extend(
            cell.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase()),
        ),
        Part::Street | Part::City | Part::Region | Part::Text(_) => fold_into(cell, out),
    }
}
