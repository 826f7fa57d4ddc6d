//! What addresses and salutations become, in tables.
#![allow(clippy::unwrap_used)]

mod addresses;
mod salutations;
