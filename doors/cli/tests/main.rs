//! The program as its users meet it: real processes, real files, a real mail server.
#![allow(clippy::unwrap_used)]

#[path = "../../web/tests/books.rs"]
mod books;
#[path = "../../web/tests/papers.rs"]
mod papers;
#[path = "../../web/tests/planted.rs"]
mod planted;
mod program;

mod answers;
mod at_work;
mod button;
mod clv;
mod covariates;
mod gathering;
mod killed;
mod machine;
mod match_rows;
mod real_data;
mod rewards;
mod segments;
mod size;
mod trial;
mod triggers;
mod truth;
mod worth;
mod worth_files;
