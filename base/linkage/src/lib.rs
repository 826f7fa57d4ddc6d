//! Record linkage. Enters: a table of records with named columns. Leaves: which records are one
//! person, which people are one household or firm, and how sure that is.
//!
//! The path of a record: [`recognise`] says what columns hold; cells become comparable parts; a
//! sample finds the rules that say which records are worth comparing; every comparison has a
//! finding; how much each finding tells is learned from the records alone, for three relations at
//! once (one person, one household, one firm) against strangers; likely pairs become people, and
//! chains of doubtful pairs are cut. Nothing here reads a file, a clock or a random number.
//!
//! ```
//! use linkage::{Linker, Options, Role, Table, Told, recognise};
//!
//! let mut table = Table::new(&["first name", "last name", "e-mail"]);
//! table.push(["Anna", "Berg", "anna@berg.example"]);
//! table.push(["ANNA", "Berg", "anna@berg.example"]);
//! table.push(["Clara", "Novak", "clara@novak.example"]);
//! let roles: Vec<Role> = recognise(&table).iter().map(|column| column.role).collect();
//! let linker = Linker::learn(&table, &roles, &Options::default())?;
//! assert_eq!(linker.link(&Told::default()).person.len(), 3);
//! # Ok::<(), linkage::LinkageError>(())
//! ```

mod block;
mod block_index;
mod check;
mod cluster;
mod company;
mod compare;
mod contact;
mod date;
mod error;
mod evidence;
mod explain;
mod feature;
mod finding;
mod key;
mod learn;
mod linker;
mod missed;
mod model;
mod name_likeness;
mod nickname;
mod pair;
mod person_name;
mod place_parts;
mod recognise;
mod record;
mod record_names;
mod role;
mod similarity;
mod table;
mod text;
mod values;

pub use check::SelfCheck;
pub use cluster::Told;
pub use contact::is_shared_box;
pub use error::LinkageError;
pub use explain::{Explanation, FieldReason};
pub use linker::{Linked, Linker};
pub use model::Model;
pub use name_likeness::{NameKind, name_likeness};
pub use nickname::is_nickname_of;
pub use pair::{Options, Pair, Verdict};
pub use recognise::{are_names, recognise};
pub use role::{ColumnRole, Role};
pub use similarity::{edits, jaro, jaro_winkler, levenshtein};
pub use table::Table;
pub use text::folded;
