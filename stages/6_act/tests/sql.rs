//! Every SQL file is understood by the engine.

use store::StoreError;

use crate::world::World;

#[test]
fn every_statement_is_prepared() {
    let world = World::with(&[]);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let problems = store::testing::prepare_every(&world.store, &folder).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
}

/// A scan of a whole table for each batch would make a delivery quadratic.
#[test]
fn checks_look_rows_up_by_key_whatever_the_size_of_the_tables() {
    let world = World::with(&[]);
    for (name, sql) in [
        ("facts", include_str!("../sql/checks.read_facts.sql")),
        ("points", include_str!("../sql/checks.read_points.sql")),
        ("people", include_str!("../sql/checks.read_people.sql")),
        ("texts", include_str!("../sql/texts.read_texts.sql")),
    ] {
        let steps: Vec<String> = world
            .store
            .read(|db| {
                let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                let mut rows = plan.raw_query();
                let mut steps = Vec::new();
                while let Some(row) = rows.next()? {
                    steps.push(row.get(3)?);
                }
                Ok::<_, StoreError>(steps)
            })
            .unwrap();
        let is_fine = |step: &&String| {
            !step.contains("AUTOMATIC")
                && (!step.starts_with("SCAN")
                    || step.contains("wanted")
                    || step.contains("VIRTUAL"))
        };
        assert!(
            steps.len() > 1 && steps.iter().all(|step| is_fine(&step)),
            "{name}: {steps:#?}"
        );
    }
}
