//! Feeds every reader damaged files for as many seconds as asked, each reader in its turn:
//! `cargo run -p gather --example fuzz -- 600`. Ends at the first panic; prints how many files each
//! reader saw and the most memory the program held.

use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let seconds: u64 = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(60);
    let only = std::env::args().nth(2);
    let folder = std::env::temp_dir().join(format!("gather-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/seeds");
    let mut files: Vec<_> = std::fs::read_dir(&seeds)
        .unwrap_or_else(|error| panic!("{}: {error}", seeds.display()))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let seed = std::fs::read(&file).unwrap_or_default();
        let until = Instant::now() + Duration::from_secs(seconds);
        let (mut chance, mut count, mut taken) = (Chance(0x9e37_79b9_7f4a_7c15), 0_u64, 0_u64);
        let damaged_path = folder.join(&name);
        while Instant::now() < until {
            let damaged = damage(&seed, &mut chance);
            if std::fs::write(&damaged_path, damaged).is_err() {
                break;
            }
            taken += u64::from(gather::check(&damaged_path).is_ok());
            count += 1;
        }
        println!(
            "{name}: {count} files, {taken} read, most memory {}",
            most_memory()
        );
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// Chance that is the same on every run (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let draw = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        draw as usize % most.max(1)
    }
}

/// The seed with a few bytes changed, cut out, doubled or put in.
fn damage(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    const SIGNS: [&[u8]; 12] = [
        b"\"",
        b",",
        b"\n",
        b"\0",
        b"\xff",
        b"=",
        b"-9",
        b"99999999999999999999",
        b"\xe2\x80\xa8",
        b":",
        b";",
        b"<",
    ];
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 if !bytes.is_empty() => bytes[at] = chance.below(256) as u8,
            1 if !bytes.is_empty() => bytes[at] ^= 1 << chance.below(8),
            2 => {
                let end = (at + chance.below(64)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            3 => {
                let end = (at + chance.below(200)).min(bytes.len());
                let piece = bytes[at.min(end)..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 => bytes.truncate(at),
            _ => {
                let sign = SIGNS[chance.below(SIGNS.len())];
                bytes.splice(at..at, sign.iter().copied());
            }
        }
    }
    bytes
}

/// What the system says of the most memory this program held.
fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".into(), |line| line.trim().to_owned())
}
