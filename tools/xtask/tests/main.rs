//! The house keeps its own law.
#![allow(clippy::unwrap_used)]

use std::path::Path;

#[test]
fn the_house_is_tidy() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let breaches = xtask::tidy(&root).unwrap();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}
