//! What a real machine does to an import: two programs at once, a disk that fills up, folders
//! nobody may write to.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::program::{Done, Program};

/// Orders of 1.50 each, numbered from here on.
fn orders(from: usize, count: usize) -> String {
    let mut text = "Order number,Order date,Email,Product,Total\n".to_owned();
    for at in from..from + count {
        let product = "Steel hinge with a long name, left and right, for doors of every kind";
        text.push_str(&format!(
            "{at},2026-03-01,a{at}@x.example,\"{product}\",1.50\n"
        ));
    }
    text
}

/// A file of orders beside the workspace.
fn write_orders(program: &Program, name: &str, from: usize, count: usize) -> String {
    let path = program.home.path().join(name);
    std::fs::write(&path, orders(from, count)).unwrap();
    path.to_str().unwrap().to_owned()
}

const SUM: &str = "SELECT COALESCE(SUM(net_minor), 0) FROM orders WHERE status = 'kept'";

/// Nothing is damaged, half an import does not count, and no order is there that was not before.
fn assert_unharmed(program: &Program, sum: i64) {
    assert_eq!(program.number(SUM), sum);
    let whole = "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'";
    assert_eq!(program.number(whole), 0);
    let strays = "SELECT COUNT(*) FROM pragma_foreign_key_check";
    assert_eq!(program.number(strays), 0);
}

#[test]
fn programs_that_import_at_once_both_land_or_one_is_told_to_wait() {
    const COUNT: usize = 2_000;
    let program = Program::new();
    let files = [0, 1, 2].map(|at| {
        let from = 10_000 * (at + 1);
        write_orders(&program, &format!("orders-{at}.csv"), from, COUNT)
    });
    let mut waiting: Vec<&String> = files.iter().collect();
    // Whoever was told to wait comes again: at least one of those at work ends well.
    while !waiting.is_empty() {
        let running: Vec<_> = waiting
            .iter()
            .map(|file| {
                let mut command = program.command(&["import", file]);
                command.stdout(Stdio::null()).stderr(Stdio::piped());
                command.spawn().unwrap()
            })
            .collect();
        let ended: Vec<Output> = running
            .into_iter()
            .map(|child| child.wait_with_output().unwrap())
            .collect();
        assert!(ended.iter().any(|output| output.status.success()));
        let mut ended = ended.into_iter();
        waiting.retain(|file| {
            let done = Done::of(&ended.next().unwrap());
            let is_told = done.code == Some(6) && done.err.contains("another Regulars");
            assert!(done.code == Some(0) || is_told, "{file}: {}", done.err);
            is_told
        });
    }
    assert_unharmed(&program, 3 * COUNT as i64 * 150);
    assert_eq!(program.number("SELECT COUNT(*) FROM orders"), 6_000);
}

#[test]
fn a_file_that_may_grow_no_more_stops_an_import_and_the_next_one_finishes_it() {
    let program = Program::new();
    let small = write_orders(&program, "small.csv", 1, 10);
    assert_eq!(program.run(&["import", &small]).code, Some(0));
    let large = write_orders(&program, "large.csv", 1_000, 20_000);
    let import = program.command(&["import", &large]);
    // Blocks of 512 or 1024 bytes, as the shell has it; the log of the database needs more.
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 3000; exec \"$0\" \"$@\""])
        .arg(import.get_program())
        .args(import.get_args())
        .env("REGULARS_HOME", program.home.path())
        .output()
        .unwrap();
    let done = Done::of(&limited);
    assert_eq!(done.code, Some(1), "{}", done.err);
    assert!(done.err.contains("do the same again"), "{}", done.err);
    assert_unharmed(&program, 10 * 150);
    let again = program.run(&["import", &large]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert_unharmed(&program, 20_010 * 150);
}

/// A script that has a disk of three megabytes to itself, seen by nobody else; `None` where this
/// machine does not let a program have one.
fn with_a_small_disk(program: &Program, script: &str) -> Option<Output> {
    let disk = program.home.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = "mount -t tmpfs -o size=3m none \"$DISK\" || exit 99\n";
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c"])
        .arg(format!("{mount}{script}"))
        .env("DISK", &disk)
        .env("REGULARS", env!("CARGO_BIN_EXE_regulars"))
        .output();
    let output = output
        .ok()
        .filter(|output| output.status.code() != Some(99) && !output.stdout.is_empty());
    if output.is_none() {
        println!("skipped: no disk of its own can be had here");
    }
    output
}

#[test]
fn a_full_disk_stops_an_import_and_the_next_one_finishes_it() {
    let program = Program::new();
    let small = write_orders(&program, "small.csv", 1, 10);
    let large = write_orders(&program, "large.csv", 1_000, 20_000);
    let script = format!(
        "regulars() {{ \"$REGULARS\" --data \"$DISK\" \"$@\"; echo \"ended with $?\"; }}\n\
         regulars import '{small}'\n\
         regulars import '{large}' 2>&1\n\
         mount -o remount,size=200m \"$DISK\"\n\
         regulars import '{large}' 2>&1\n\
         cp -r \"$DISK/main\" '{}'",
        program.folder().display()
    );
    let Some(output) = with_a_small_disk(&program, &script) else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let ends: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("ended with"))
        .collect();
    assert_eq!(
        ends,
        ["ended with 0", "ended with 1", "ended with 0"],
        "{said}"
    );
    assert!(said.contains("make room"), "{said}");
    assert_unharmed(&program, 20_010 * 150);
}

/// Somebody who may do nothing here: the user `nobody` where we may do everything.
fn run_as_stranger(program: &Program, args: &[&str]) -> Done {
    let mut command = program.command(args);
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| {
        use std::os::unix::fs::MetadataExt;
        own.uid() == 0
    });
    if is_root {
        command.uid(65_534).gid(65_534);
    }
    Done::of(&command.output().unwrap())
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_may_not_be_read_or_written_is_named_with_what_to_do() {
    let program = Program::new();
    let home = program.home.path();
    let small = write_orders(&program, "small.csv", 1, 10);
    let secret = write_orders(&program, "secret.csv", 100, 10);
    assert_eq!(program.run(&["import", &small]).code, Some(0));
    set_mode(Path::new(&secret), 0o000);
    set_mode(&program.folder().join("regulars.db"), 0o444);
    set_mode(&program.folder(), 0o555);
    set_mode(home, 0o555);
    let beyond = format!("{small}/below");
    for (args, words) in [
        (vec!["import", &small], "give yourself the right to write"),
        (
            vec!["--workspace", "other", "import", &small],
            "give yourself the right to write",
        ),
        (vec!["--data", &beyond, "import", &small], "--data"),
    ] {
        let done = run_as_stranger(&program, &args);
        assert_eq!(done.code, Some(1), "{args:?}: {}", done.err);
        assert!(done.err.contains(words), "{args:?}: {}", done.err);
    }
    let open = tempfile::tempdir().unwrap();
    set_mode(open.path(), 0o777);
    let data = open.path().to_str().unwrap();
    let done = run_as_stranger(&program, &["--data", data, "import", &secret]);
    assert_eq!(done.code, Some(1), "{}", done.err);
    assert!(done.err.contains("right to read"), "{}", done.err);
    set_mode(home, 0o755);
    set_mode(&program.folder(), 0o755);
    set_mode(&program.folder().join("regulars.db"), 0o644);
    assert_unharmed(&program, 10 * 150);
}
