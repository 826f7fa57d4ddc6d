//! Feeds every reader damaged files for as many seconds as asked, one reader after the other:
//! `cargo run -p gather --example fuzz -- --seconds 600`, with `--reader xlsx` for one of them and
//! `--seed 7` for another course of chance.
//!
//! A panic, more than 200 MB of memory or more than two seconds of processor time for one of these small files is a
//! finding: the file is kept and named, and the run goes on. Each reader runs in a process of its
//! own, so that even an abort is a finding and no end.

#[path = "../../tests/chance.rs"]
mod chance;
mod signs;

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use chance::Chance;
use gather::{ImportOptions, import_all};
use store::{Silent, Store};

/// The readers and the seeds each is fed.
const READERS: [(&str, &[&str]); 12] = [
    ("csv", &["table.csv", "report.csv"]),
    ("utf16", &["table.csv", "report.csv"]),
    ("gzip", &["table.csv.gz"]),
    ("zstd", &["table.csv"]),
    ("zip", &["table.zip"]),
    ("xlsx", &["table.xlsx", "stored.xlsx"]),
    ("xls", &["table.xls"]),
    ("ods", &["table.ods", "stored.ods"]),
    ("json", &["rows.ndjson", "list.json"]),
    ("parquet", &["table.parquet"]),
    ("vcard", &["people.vcf"]),
    ("mbox", &["mails.mbox"]),
];
/// More than this for a file of a few kilobytes is a finding.
const MEMORY_MB_MAX: u64 = 200;
const SECONDS_MAX: f64 = 2.0;
/// Every so many files one is taken in whole, not only looked at.
const IMPORT_EVERY: u64 = 16;
/// A workspace is begun anew after so many imports.
const WORKSPACE_IMPORTS: u64 = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let number = |name: &str, usual: u64| {
        value(name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(usual)
    };
    let (seconds, seed) = (number("--seconds", 60), number("--seed", 1));
    if let Some(reader) = value("--child") {
        return feed(&reader, seconds, seed);
    }
    let only = value("--reader");
    for (reader, _) in READERS {
        if only.as_deref().is_none_or(|only| only == reader) {
            feed_in_child(reader, seconds, seed);
        }
    }
}

/// Feeds one reader in a process that may hold two gigabytes of addresses; starts it again with
/// another seed when it dies, until the time is over.
fn feed_in_child(reader: &str, seconds: u64, seed: u64) {
    let until = Instant::now() + Duration::from_secs(seconds);
    for course in 0.. {
        let left = until.saturating_duration_since(Instant::now()).as_secs();
        if left == 0 {
            break;
        }
        let program = std::env::current_exe().unwrap_or_else(|error| panic!("{error}"));
        let seed = seed + 1_000 * course;
        let ended = Command::new("sh")
            .args(["-c", "ulimit -v 2000000; exec \"$0\" \"$@\""])
            .arg(program)
            .args(["--child", reader, "--seconds", &left.to_string()])
            .args(["--seed", &seed.to_string()])
            .status();
        if ended.is_ok_and(|status| status.success()) {
            break;
        }
        let kept = findings().join(format!("{reader}-abort-{seed}"));
        let _ = std::fs::rename(fed_file(reader), &kept);
        println!("FINDING {reader}: the process died on {}", kept.display());
    }
}

fn findings() -> PathBuf {
    let folder = std::env::temp_dir().join("gather-fuzz-findings");
    let _ = std::fs::create_dir_all(&folder);
    folder
}

fn fed_file(reader: &str) -> PathBuf {
    findings().join(format!(".fed-{reader}"))
}

/// What is counted of one reader.
#[derive(Default)]
struct Tally {
    files: u64,
    read: u64,
    findings: u64,
    slowest: f64,
}

fn feed(reader: &str, seconds: u64, seed: u64) {
    std::panic::set_hook(Box::new(|_| {}));
    let seeds = read_seeds(reader);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (mut tally, mut desk) = (Tally::default(), Desk::new(reader));
    let path = fed_file(reader);
    while Instant::now() < until {
        let bytes = damaged_file(reader, &seeds[chance.below(seeds.len())], &mut chance);
        if std::fs::write(&path, &bytes).is_err() {
            break;
        }
        let start = cpu_seconds();
        let whole = tally.files.is_multiple_of(IMPORT_EVERY);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            if whole {
                desk.take(&path)
            } else {
                gather::check(&path).is_ok()
            }
        }));
        let took = cpu_seconds() - start;
        tally.files += 1;
        tally.slowest = tally.slowest.max(took);
        tally.read += u64::from(matches!(outcome, Ok(true)));
        let why = match outcome {
            Err(_) => "panic",
            Ok(_) if most_memory_mb() > MEMORY_MB_MAX => "memory",
            Ok(_) if took > SECONDS_MAX => "slow",
            Ok(_) => continue,
        };
        tally.findings += 1;
        let kept = findings().join(format!("{reader}-{why}-{seed}-{}", tally.files));
        let _ = std::fs::copy(&path, &kept);
        println!(
            "FINDING {reader}: {why}, {took:.1} s, {} MB: {}",
            most_memory_mb(),
            kept.display()
        );
        // The most memory is counted anew from here (proc(5), clear_refs).
        let _ = std::fs::write("/proc/self/clear_refs", "5");
    }
    println!(
        "{reader}: seed {seed}, {seconds} s, {} files, {} read, {} findings, slowest {:.2} s, most memory {} MB",
        tally.files,
        tally.read,
        tally.findings,
        tally.slowest,
        most_memory_mb()
    );
}

/// A workspace that is begun anew from time to time.
struct Desk {
    folder: PathBuf,
    store: Option<Store>,
    imports: u64,
}

impl Desk {
    fn new(reader: &str) -> Desk {
        let folder = std::env::temp_dir().join(format!("gather-fuzz-{reader}"));
        Desk {
            folder,
            store: None,
            imports: 0,
        }
    }

    fn take(&mut self, path: &Path) -> bool {
        self.imports += 1;
        if self.store.is_none() || self.imports.is_multiple_of(WORKSPACE_IMPORTS) {
            self.store = None;
            let _ = std::fs::remove_dir_all(&self.folder);
            self.store = Store::open(&self.folder).ok();
        }
        let options = ImportOptions {
            now: "2026-01-01T00:00:00Z".into(),
            ..ImportOptions::default()
        };
        let Some(store) = &self.store else {
            return false;
        };
        import_all(store, path, &options, &Silent)
            .is_ok_and(|outcomes| outcomes.iter().any(Result::is_ok))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.store = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The members of a seed that is a zip, or the whole of another, unpacked.
type Parts = Vec<(String, Vec<u8>)>;

fn read_seeds(reader: &str) -> Vec<Parts> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/seeds");
    let names = READERS.iter().find(|(of, _)| *of == reader);
    let names = names.unwrap_or_else(|| panic!("there is no reader {reader}"));
    let read = |name: &&str| {
        let path = folder.join(name);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        match reader {
            "zip" | "xlsx" | "ods" => unzip(&bytes),
            "gzip" => {
                let mut plain = Vec::new();
                let _ = flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain);
                vec![(String::new(), plain)]
            }
            _ => vec![(String::new(), bytes)],
        }
    };
    names.1.iter().map(read).collect()
}

fn unzip(bytes: &[u8]) -> Parts {
    let mut zip =
        zip::ZipArchive::new(Cursor::new(bytes)).unwrap_or_else(|error| panic!("{error}"));
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).unwrap_or_else(|error| panic!("{error}"));
        let name = member
            .name()
            .map(|name| name.to_string())
            .unwrap_or_default();
        let mut plain = Vec::new();
        let _ = member.read_to_end(&mut plain);
        parts.push((name, plain));
    }
    parts
}

/// A damaged file: mostly what is packed is damaged and packed again, so that the damage reaches
/// the reader; sometimes the packing itself is.
fn damaged_file(reader: &str, parts: &Parts, chance: &mut Chance) -> Vec<u8> {
    let signs = signs::signs_of(reader);
    let mut parts = parts.clone();
    let outside = chance.below(5) == 0;
    if !outside {
        let at = chance.below(parts.len());
        parts[at].1 = damage(&parts[at].1, signs, chance);
    }
    let bytes = match reader {
        "zip" | "xlsx" | "ods" => zip_of(&parts),
        "gzip" => gzip_of(&parts[0].1),
        "zstd" => zstd::bulk::compress(&parts[0].1, 1).unwrap_or_default(),
        "utf16" => utf16_of(&parts[0].1, chance),
        _ => parts.swap_remove(0).1,
    };
    if outside {
        damage(&bytes, signs, chance)
    } else {
        bytes
    }
}

fn zip_of(parts: &Parts) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let _ = zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default());
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let _ = to.write_all(bytes);
    to.finish().unwrap_or_default()
}

fn utf16_of(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let little = chance.below(2) == 0;
    let mark = (chance.below(2) == 0).then_some('\u{feff}');
    let text = String::from_utf8_lossy(bytes);
    let letters: String = mark.into_iter().chain(text.chars()).collect();
    let units = letters.encode_utf16();
    units
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

/// The seed with a few bytes changed, cut out, doubled or put in.
fn damage(seed: &[u8], signs: &[&[u8]], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        match chance.below(7) {
            0 if !bytes.is_empty() => bytes[at] = chance.below(256) as u8,
            1 if !bytes.is_empty() => bytes[at] ^= 1 << chance.below(8),
            2 => {
                let end = (at + chance.below(64)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            3 => {
                let end = (at + chance.below(200)).min(bytes.len());
                let piece = bytes[at.min(end)..end].repeat(1 + chance.below(3));
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 if chance.below(4) == 0 => bytes.truncate(at),
            5 if bytes.len() > 4 => {
                // Lengths and counts of binary forms are four bytes.
                let wrong = [0, 1, 0x7f, 0xff, 0x7fff_ffff, u32::MAX][chance.below(6)];
                let at = at.min(bytes.len() - 4);
                bytes[at..at + 4].copy_from_slice(&wrong.to_le_bytes());
            }
            _ => {
                let sign = signs[chance.below(signs.len())];
                bytes.splice(at..at, sign.iter().copied());
            }
        }
    }
    bytes
}

/// Processor time of this process, fields 14 and 15 of its `stat` in hundredths (proc(5)).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    let ticks = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// What the system says of the most memory this program held.
fn most_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_024
}
