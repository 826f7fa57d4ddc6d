//! The score stage on real workspaces: accounts and orders enter by SQL, scores are looked at.
#![allow(clippy::unwrap_used)]

mod as_of;
mod best;
mod cdnow;
mod changed;
mod forecast;
mod fronts;
mod future;
mod grid;
mod kept_choice;
#[path = "../../../base/clv/tests/logs.rs"]
#[allow(dead_code)]
mod logs;
mod potential;
mod real_resellers;
mod resume;
mod serve;
mod shop;
mod small_base;
mod snapshots;
mod techniques;
mod tiny_bases;
mod why;

use std::path::Path;

#[test]
fn every_sql_file_is_understood_by_a_fresh_database() {
    let shop = shop::Shop::open();
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    assert_eq!(
        store::testing::prepare_every(&shop.store, &sql).unwrap(),
        Vec::<String>::new()
    );
}
