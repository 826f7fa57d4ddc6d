//! The segment stage on real workspaces: scores enter by SQL, memberships are looked at.
#![allow(clippy::unwrap_used)]

mod base;
mod cells;
mod days;
mod resume;
mod rules;
mod stages;

use std::path::Path;

#[test]
fn every_sql_file_is_understood_by_a_fresh_database() {
    let base = base::Base::open();
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    assert_eq!(
        store::testing::prepare_every(&base.store, &sql).unwrap(),
        Vec::<String>::new()
    );
}
