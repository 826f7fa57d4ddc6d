//! The program as its users meet it: real processes, real files, a real mail server.
#![allow(clippy::unwrap_used)]

mod program;

mod answers;
mod button;
mod clv;
mod gathering;
mod killed;
mod machine;
mod match_rows;
mod real_data;
mod segments;
mod trial;
