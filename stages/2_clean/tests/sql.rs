//! Every SQL file is understood by the database, and none walks through a whole table for one row.

use std::path::Path;

use crate::base::Base;

#[test]
fn every_sql_file_prepares() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let problems = store::testing::prepare_every(&Base::new().store, &folder).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
}
