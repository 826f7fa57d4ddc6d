//! Imports every file made to burst what reads it, each in a process of its own, and says how long
//! it took and how much memory it held: `cargo run -p gather --example bombs`.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use gather::{ImportOptions, import_all};
use store::{Silent, Store};

#[path = "../tests/bomb_files/mod.rs"]
mod bomb_files;

use bomb_files::{BOOKS, Bomb, PACKED, PARQUET, TEXTS};

/// Ticks of processor time in a second, as Linux counts them.
const TICKS: f64 = 100.0;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, file, desk] = &arguments[..] {
        return take(Path::new(file), Path::new(desk));
    }
    let folder = std::env::temp_dir().join(format!("gather-bombs-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
    println!(
        "{:20} {:>9} {:>7} {:>7} {:>6}  said",
        "file", "bytes", "wall s", "CPU s", "MB"
    );
    for bomb in [PACKED, BOOKS, PARQUET, TEXTS].concat() {
        measure(&bomb, &folder);
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn measure(bomb: &Bomb, folder: &Path) {
    let file = bomb
        .build(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", bomb.name));
    let bytes = file.metadata().map_or(0, |file| file.len());
    let (program, desk) = (std::env::current_exe(), folder.join("desk"));
    let start = Instant::now();
    let done = Command::new("sh")
        .args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\""])
        .arg(program.unwrap_or_else(|error| panic!("{error}")))
        .args([&file, &desk])
        .output()
        .unwrap_or_else(|error| panic!("{error}"));
    let seconds = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&done.stdout);
    let said = if done.status.success() {
        said.trim()
    } else {
        "THE PROCESS DIED"
    };
    let expected = said.contains(bomb.refused.unwrap_or("read:"));
    let mark = if expected { "" } else { "  NOT AS EXPECTED" };
    println!("{:20} {bytes:>9} {seconds:>7.2} {said}{mark}", bomb.name);
    let _ = (std::fs::remove_file(&file), std::fs::remove_dir_all(&desk));
}

fn take(file: &Path, desk: &Path) {
    let store = Store::open(desk).unwrap_or_else(|error| panic!("{error}"));
    let options = ImportOptions {
        now: "2026-01-01T00:00:00Z".into(),
        ..ImportOptions::default()
    };
    let before = cpu_seconds();
    let said = match import_all(&store, file, &options, &Silent) {
        Err(error) => error.to_string(),
        Ok(mut outcomes) => match outcomes.pop() {
            Some(Err((_, error))) => error.to_string(),
            Some(Ok(receipt)) => format!("read: {} rows, {} lost", receipt.rows, receipt.lost_rows),
            None => "nothing".into(),
        },
    };
    println!(
        "{:>7.2} {:>6}  {said}",
        cpu_seconds() - before,
        most_memory_mb()
    );
}

/// Processor time of this process, fields 14 and 15 of its `stat` (proc(5)).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    let ticks: f64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / TICKS
}

/// What the system says of the most memory this program held.
fn most_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_024
}
