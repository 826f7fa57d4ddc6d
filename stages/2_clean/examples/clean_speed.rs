//! How fast a base is cleaned: `cargo run -p clean --example clean_speed -- WORKSPACE FILE...`
//! imports the files and stops; without files it cleans what is there. Prints wall and processor
//! seconds of each step, and the most memory it took.

use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use store::{Progress, Store};

/// Prints each step when the next begins.
struct Steps(Mutex<(String, Instant, f64)>);

impl Progress for Steps {
    fn at(&self, step: &str, _done: u64, _total: u64) {
        let Ok(mut last) = self.0.lock() else { return };
        if last.0 != step {
            let (wall, processor) = (last.1.elapsed().as_secs_f64(), processor_seconds() - last.2);
            println!("{wall:8.2} s, {processor:6.2} CPU-s  {}", last.0);
            *last = (step.to_owned(), Instant::now(), processor_seconds());
        }
    }
}

/// Processor time of this process so far, from /proc/self/stat; its unit is a hundredth of a second
/// on Linux.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok());
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("name a workspace")?;
    let files: Vec<String> = args.collect();
    let store = Store::open(Path::new(&folder))?;
    let steps = Steps(Mutex::new((String::new(), Instant::now(), 0.0)));
    let now = "2026-11-01T08:00:00Z";
    for file in &files {
        let options = gather::ImportOptions {
            now: now.into(),
            ..gather::ImportOptions::default()
        };
        let receipt = gather::import(&store, Path::new(file), &options, &steps)?;
        println!("{} rows of {file}", receipt.rows);
    }
    if files.is_empty() {
        let began = Instant::now();
        let report = clean::clean(&store, now, &steps)?;
        steps.at("end", 0, 0);
        println!("{report:#?}");
        let (wall, processor) = (began.elapsed().as_secs_f64(), processor_seconds());
        println!("{wall:8.2} s, {processor:6.2} CPU-s  clean");
    }
    let memory = std::fs::read_to_string("/proc/self/status")?;
    println!(
        "{}",
        memory
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap_or_default()
    );
    Ok(())
}
