//! Strategies, proposals and campaigns on a real database file.
#![allow(clippy::unwrap_used)]

mod campaigns;
mod chance;
mod commit;
mod gain;
mod learning;
mod left_out;
mod options;
mod propose;
mod strategies;
mod texts;
mod triggers;
mod world;

use std::path::Path;

#[test]
fn every_sql_file_is_understood_by_a_fresh_database() {
    let world = world::World::new();
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    assert_eq!(
        store::testing::prepare_every(&world.store, &sql).unwrap(),
        Vec::<String>::new()
    );
}
