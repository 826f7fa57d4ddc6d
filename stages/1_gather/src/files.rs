//! From bytes to rows: files of any form enter, rows of cells leave, as received.

pub(crate) mod block;
pub(crate) mod cards;
pub(crate) mod compound;
pub(crate) mod encoding;
pub(crate) mod form;
pub(crate) mod guard;
pub(crate) mod incoming;
pub(crate) mod json_list;
pub(crate) mod json_rows;
pub(crate) mod mails;
pub(crate) mod ods;
pub(crate) mod original;
pub(crate) mod pack;
pub(crate) mod parquet_guard;
pub(crate) mod parquet_rows;
pub(crate) mod record;
pub(crate) mod row;
pub(crate) mod sheet;
pub(crate) mod text_form;
pub(crate) mod workbook;
pub(crate) mod workbook_guard;
pub(crate) mod xls_guard;
