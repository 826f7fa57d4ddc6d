//! How people are written to: postal addresses and salutations.
//!
//! Enters: what somebody typed into an address or a name column. Leaves: an address in parts, of
//! which nothing is lost, the line a town stands on, and a salutation that embarrasses nobody.
//! Everything is tables and pure functions: nothing here reads a file, a clock or the network.

mod country;
mod place;
mod postal;
mod postcode;
mod salutation;
mod segment;
mod street;
mod written_name;

pub use country::{Country, country_of};
pub use place::town_line;
pub use postal::{PostalAddress, parse_address, parse_street, postcode_key};
pub use salutation::{salutation, shown_name};
