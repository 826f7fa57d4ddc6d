//! The customer list as a workbook, and what was changed in it.
//!
//! Enters: the base, or a workbook that was corrected in a spreadsheet. Leaves: a workbook with
//! hidden numbers by which every row is known again, however it was sorted; or exactly the cells
//! that were changed, to be looked at before they are applied as one step.

mod change;
mod read;
mod sheet;
mod write;

pub use change::{WorkbookChange, apply_workbook};
pub use read::{WorkbookReading, read_workbook};
pub use write::write_workbook;
