//! What a column holds, as far as linking is concerned.

use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// First names.
    GivenName,
    /// The family name.
    Surname,
    /// A whole name, of a person or of a firm.
    FullName,
    /// The name of a firm.
    Company,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A whole postal address: street, town and postal code in one cell.
    Address,
    /// Street, with or without the house number.
    Street,
    /// The house number alone.
    HouseNumber,
    /// A second line of the address.
    AddressExtra,
    /// Town, suburb, village.
    City,
    /// State, county, province.
    Region,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Date of birth.
    BirthDate,
    /// A number that one person or firm has for life: social security, passport, tax.
    Identifier,
    /// Anything else that may tell people apart.
    Text,
    /// Says nothing about who it is: row numbers, sources, dates of entry.
    Ignored,
}

/// A column with what it was recognised as, and why.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnRole {
    /// The column's name.
    pub column: String,
    /// What it holds.
    pub role: Role,
    /// Why, in plain words.
    pub reason: String,
}
