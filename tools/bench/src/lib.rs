//! The benchmark: what the house does on practice customers, timed, with its peers beside it.
//!
//! Enters: a scale. Leaves: a Markdown table, to the screen and to `BENCHMARKS.md`. Every
//! measurement runs in a process of its own, so that its peak of memory is its own; three rounds
//! are run and the median is shown. Nothing is asserted: a slow machine is no fault.

mod benchmark;
mod child;
mod customers;
mod figures;
mod house;
mod letters;
mod machine;
mod mails;
mod peers;
mod people;
mod scale;
mod table;
mod task;

pub use benchmark::{Wish, run};
pub use customers::{value_customers, write_transactions};
pub use figures::{Figures, measured, median};
pub use mails::{CONTACTS, prepare_mails};
pub use people::write_people;
pub use scale::{AS_OF, SEED, Scale, Sizes};
pub use table::{Line, Table, with_table};
pub use task::{Job, Task};
