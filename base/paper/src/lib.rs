//! Paper: letters, call sheets and plans as finished words come in, print-ready PDF goes out.
//!
//! Floor 0: knows no stage, no database and no customer. It opens no file, no network and no
//! clock: the typesetter sees the templates embedded here, one JSON document and the embedded
//! fonts, and is refused everything else. Words from outside reach it only as that JSON document,
//! never as template source, so a name like `#read("/etc/passwd")` is printed as it stands.
//!
//! - [`print_letters`]: one colour page a letter, address in the window, as one PDF.
//! - [`print_parts`] and [`join`]: the same in parts, for runs too long to hold in memory.
//! - [`print_call_sheet`]: the day's calls with guide and tick boxes.
//! - [`print_plan`]: a campaign plan and its dated checklist on one page.
//! - [`unprintable_characters`]: what the embedded fonts cannot draw, to be said before printing.
//!
//! Letters are untagged, for they are read on paper and tags cost a seventh of the time; the call
//! sheet and the plan, which are also read on a screen, are tagged for screen readers.

mod accent;
mod error;
mod glyphs;
mod join;
mod labels;
mod letter;
mod qr;
mod sheet;
mod typeset;
mod words;
mod world;

pub use error::PaperError;
pub use glyphs::unprintable_characters;
pub use join::join;
pub use letter::{Letter, Offer, PdfPart, Printed, Sender, print_letters, print_parts};
pub use sheet::{CallRow, CallSheet, PlanSheet, print_call_sheet, print_plan};
