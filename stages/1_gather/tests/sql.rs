//! Every SQL file is understood by the database.

use std::path::Path;

use crate::desk::Desk;

#[test]
fn every_sql_file_prepares() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let problems = store::testing::prepare_every(&Desk::new().store, &folder).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
}
