//! What a table is about and what each of its columns means: names and cells enter, a layout leaves.

pub(crate) mod beside;
pub(crate) mod column_forms;
pub(crate) mod compose;
pub(crate) mod cost;
pub(crate) mod date_order;
pub(crate) mod event_kind;
pub(crate) mod header;
pub(crate) mod header_names;
pub(crate) mod kind;
pub(crate) mod layout;
pub(crate) mod look;
pub(crate) mod meaning;
pub(crate) mod number_forms;
pub(crate) mod report;
pub(crate) mod survey;
pub(crate) mod target;
pub(crate) mod word_parts;
