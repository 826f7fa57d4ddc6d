//! Imports generated order lines and says how long it took and how much memory it held:
//! `cargo run -p gather --example large -- 1000000`. With `stream` behind the number the lines come
//! through standard input of a second process, so no file is ever written.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use gather::{ImportOptions, import};
use store::{Silent, Store};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let lines: u64 = arguments
        .get(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000_000);
    let folder = std::env::temp_dir().join(format!("gather-large-{}", std::process::id()));
    match arguments.get(2).map(String::as_str) {
        Some("stream") => stream(lines),
        Some("take") => take(Path::new("-"), &folder),
        _ => {
            let file =
                std::env::temp_dir().join(format!("gather-large-{}.csv", std::process::id()));
            let to = std::fs::File::create(&file).unwrap_or_else(|error| panic!("{error}"));
            write_lines(BufWriter::new(to), lines);
            take(&file, &folder);
            let _ = std::fs::remove_file(&file);
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn take(path: &Path, folder: &Path) {
    let store = Store::open(folder).unwrap_or_else(|error| panic!("{error}"));
    let options = ImportOptions {
        now: "2026-01-01T00:00:00Z".into(),
        ..ImportOptions::default()
    };
    let start = Instant::now();
    let receipt = import(&store, path, &options, &Silent).unwrap_or_else(|error| panic!("{error}"));
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or("")
        .trim();
    println!(
        "{} lines, {} lost, sum {} in {seconds:.1} s, {:.0} lines/s, most memory {memory}",
        receipt.rows,
        receipt.lost_rows,
        receipt.amount_exact,
        receipt.rows as f64 / seconds
    );
}

fn stream(lines: u64) {
    let program = std::env::current_exe().unwrap_or_else(|error| panic!("{error}"));
    let mut child = Command::new(program)
        .args([&lines.to_string(), "take"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{error}"));
    if let Some(to) = child.stdin.take() {
        write_lines(BufWriter::with_capacity(1 << 20, to), lines);
    }
    let _ = child.wait();
}

fn write_lines(mut to: impl Write, lines: u64) {
    let mut write = || -> std::io::Result<()> {
        to.write_all(b"Order no,Order date,Customer no,Customer name,Email,SKU,Product,Quantity,Unit price,Currency\n")?;
        for at in 0..lines {
            let (order, customer) = (at / 3, at.wrapping_mul(0x9e37_79b9) % 40_000);
            let day = order / 900 % 336;
            writeln!(
                to,
                "{order},{}-{:02}-{:02},C{customer},Ann Field {customer},c{customer}@mail.example,P-{:04},\"Pump, model {}\",{},{}.{:02},EUR",
                2020 + order / 302_400 % 7,
                day / 28 + 1,
                day % 28 + 1,
                at % 977,
                at % 977,
                at % 5 + 1,
                at % 90 + 5,
                at % 100
            )?;
        }
        to.flush()
    };
    if let Err(error) = write() {
        eprintln!("{error}");
    }
}
