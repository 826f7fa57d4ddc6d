//! Files made to burst what reads them. Each is refused, with a reason a person can read, by a
//! process that holds little memory; what only looks like one is read within the same bounds.

use std::process::Command;

use gather::import_all;
use store::{Silent, Store};

use crate::bomb_files::{BOOKS, Bomb, PACKED, PARQUET, TEXTS};
use crate::desk::{Desk, options};
use crate::formats::zip_of;

/// Memory a process may hold that refuses a bomb.
const MEMORY_MB_MAX: u64 = 200;

/// Reads the file that the environment names, and says what came of it; run in a process of its
/// own by the tests below.
#[test]
#[ignore = "run in a process of its own by the tests of bombs"]
fn bomb_in_a_process_of_its_own() {
    let Some(file) = std::env::var_os("BOMB_FILE") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let mut outcomes = import_all(&store, file.as_ref(), &options(), &Silent).unwrap();
    let said = match outcomes.pop().unwrap() {
        Err((_, error)) => error.to_string(),
        Ok(receipt) => {
            let first = receipt.sample_problems.first();
            let why = first.map_or("", |problem| &problem.reason);
            format!("read: {} rows; {why}", receipt.rows)
        }
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let memory = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    println!("memory: {}", memory.unwrap_or(0) / 1_024);
    println!("said: {}", said.replace('\n', " "));
}

/// What a process says that may take two gigabytes of addresses, and the memory it held.
fn burst(bomb: &Bomb) -> (String, u64) {
    let folder = tempfile::tempdir().unwrap();
    let file = bomb.build(folder.path()).unwrap();
    let done = Command::new("sh")
        .args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "bombs::bomb_in_a_process_of_its_own"])
        .args(["--ignored", "--nocapture"])
        .env("BOMB_FILE", &file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{}: {said}", bomb.name);
    let told = |what: &str| {
        said.lines().find_map(|line| {
            line.split_once(what)
                .map(|(_, rest)| rest.trim().to_owned())
        })
    };
    let memory = told("memory:").and_then(|text| text.parse().ok());
    (
        told("said:").unwrap_or_default(),
        memory.unwrap_or(u64::MAX),
    )
}

fn assert_refused(bombs: &[Bomb]) {
    let mut wrong = Vec::new();
    for bomb in bombs {
        let (said, memory) = burst(bomb);
        let due = bomb.refused.unwrap_or("read: ");
        if !said.contains(due) || memory > MEMORY_MB_MAX {
            wrong.push(format!("{}: {memory} MB, {said}", bomb.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn packed_bombs_are_refused_with_little_memory() {
    assert_refused(PACKED);
}

#[test]
fn workbook_bombs_are_refused_with_little_memory() {
    assert_refused(BOOKS);
}

#[test]
fn parquet_bombs_are_refused_with_little_memory() {
    assert_refused(PARQUET);
}

#[test]
fn text_bombs_are_refused_or_read_with_little_memory() {
    assert_refused(TEXTS);
}

/// Why every file of this is refused.
fn refusal(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    let path = desk.file(name, bytes);
    let mut outcomes = match import_all(&desk.store, &path, &options(), &Silent) {
        Ok(outcomes) => outcomes,
        Err(error) => return error.to_string(),
    };
    let outcome = outcomes.pop().unwrap();
    let (_, error) = outcome.expect_err(name);
    error.to_string()
}

#[test]
fn what_is_packed_in_something_packed_is_refused() {
    let desk = Desk::new();
    let inner = zip_of(&[("a.csv", b"Name,Email\nA B,a@b.de\n")]);
    assert!(
        refusal(&desk, "nested.zip", &zip_of(&[("inner.zip", &inner)])).contains("unpack it once")
    );
    let gz = b"\x1f\x8b\x08\0\0\0\0\0";
    assert!(
        refusal(&desk, "nested-gz.zip", &zip_of(&[("inner.csv.gz", gz)]))
            .contains("unpack it once")
    );
}

#[test]
fn workbooks_that_would_burst_are_refused() {
    let desk = Desk::new();
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let cell = "x".repeat(2 << 20);
    let huge = format!("<sst><si><t>{cell}</t></si></sst>");
    let deep = "<a>".repeat(100_000);
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><sst/>".to_owned();
    for (what, part, text, why) in [
        ("cell.xlsx", "xl/sharedStrings.xml", huge, "single cell"),
        (
            "deep.xlsx",
            "xl/worksheets/sheet1.xml",
            deep,
            "nested deeper",
        ),
        (
            "laughs.xlsx",
            "xl/sharedStrings.xml",
            laughs,
            "texts of its own",
        ),
    ] {
        let book = zip_of(&[
            ("[Content_Types].xml", types.as_bytes()),
            ("xl/workbook.xml", b"<workbook/>"),
            (part, text.as_bytes()),
        ]);
        let said = refusal(&desk, what, &book);
        assert!(said.contains(why), "{what}: {said}");
    }
}
