//! Damaged files of every form: never a panic, never a stop.

use std::path::Path;

use crate::chance::Chance;
use crate::desk::Desk;

#[test]
fn damaged_files_of_every_form_are_read_or_refused() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/seeds");
    let desk = Desk::new();
    let mut forms = 0;
    for entry in std::fs::read_dir(seeds).unwrap() {
        let path = entry.unwrap().path();
        let seed = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        for _ in 0..40 {
            let mut bytes = seed.clone();
            for _ in 0..=chance.below(4) {
                let at = chance.below(bytes.len());
                match chance.below(3) {
                    0 => bytes[at] = chance.below(256) as u8,
                    1 => bytes.truncate(at.max(1)),
                    _ => bytes.insert(at, b"\",\n;<:=9\0"[chance.below(9)]),
                }
            }
            let _ = desk.try_import(&desk.file(&name, bytes));
        }
        forms += 1;
    }
    assert!(forms >= 10, "{forms}");
}

#[test]
fn files_that_once_did_harm_are_read_or_refused() {
    let findings = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/findings");
    let desk = Desk::new();
    let mut count = 0;
    for entry in std::fs::read_dir(findings).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let _ = desk.try_import(&desk.file(&name, std::fs::read(&path).unwrap()));
        count += 1;
    }
    assert!(count > 0);
}
