//! Every SQL file is understood by the engine.

use crate::world::World;

#[test]
fn every_statement_is_prepared() {
    let world = World::with(&[]);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let problems = store::testing::prepare_every(&world.store, &folder).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
}
