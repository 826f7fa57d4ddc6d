//! How fast a first import is, from the file to a clean base:
//! `cargo run -p clean --example import_speed -- 1000000` generates so many order lines of a shop
//! with a customer for every fifteen of them, takes them in and cleans the base. A path instead of
//! the number takes that file in. Prints wall and processor seconds of each step, and the most
//! memory it took. With `--keep` the workspace is left where the last line says.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use store::{Progress, Store};

const NOW: &str = "2026-11-01T08:00:00Z";
/// Lines of one order and orders of one customer, on average.
const LINES_AN_ORDER: u64 = 3;
/// See [`LINES_AN_ORDER`].
const ORDERS_A_CUSTOMER: u64 = 5;

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
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted = arguments.first().map_or("1000000", String::as_str);
    let folder = std::env::temp_dir().join(format!("import-speed-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = match wanted.parse() {
        Ok(lines) => generate(&folder, lines)?,
        Err(_) => PathBuf::from(wanted),
    };
    take(&folder, &file)?;
    if arguments.iter().any(|argument| argument == "--keep") {
        println!("{}", folder.display());
    } else {
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

fn take(folder: &Path, file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let store = Store::open(folder)?;
    let (began, before) = (Instant::now(), processor_seconds());
    let steps = Steps(Mutex::new(("opening".into(), began, before)));
    let options = gather::ImportOptions {
        now: NOW.into(),
        ..gather::ImportOptions::default()
    };
    let receipt = gather::import(&store, file, &options, &steps)?;
    steps.at("cleaning", 0, 0);
    let gathered = (began.elapsed().as_secs_f64(), processor_seconds() - before);
    let report = clean::clean(&store, NOW, &steps)?;
    steps.at("end", 0, 0);
    let all = (began.elapsed().as_secs_f64(), processor_seconds() - before);
    println!("{report:?}");
    let told = |words: &str, (wall, processor): (f64, f64)| {
        println!("{wall:8.2} s, {processor:6.2} CPU-s  {words}");
    };
    told("gather", gathered);
    told("clean", (all.0 - gathered.0, all.1 - gathered.1));
    told(&format!("together, {} rows", receipt.rows), all);
    let memory = std::fs::read_to_string("/proc/self/status")?;
    let most = memory.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let most: u64 = most
        .and_then(|text| text.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0);
    println!("{} MiB at most", most / 1024);
    Ok(())
}

/// Writes the order lines of a shop; gives the file.
fn generate(folder: &Path, lines: u64) -> std::io::Result<PathBuf> {
    const FIRST: [&str; 16] = [
        "Anna", "Otto", "Eva", "Jan", "Mary", "John", "Peter", "Susan", "Clara", "Tom", "Ida",
        "Max", "Ruth", "Emil", "Nora", "Hugo",
    ];
    const START: [&str; 16] = [
        "Berg", "Lang", "Neu", "Wald", "Stein", "Hart", "Brook", "Field", "Mill", "Wood", "Ash",
        "Kirk", "Dorn", "Feld", "Har", "Win",
    ];
    const END: [&str; 12] = [
        "er", "mann", "ton", "ley", "hof", "by", "son", "ham", "field", "worth", "bach", "ing",
    ];
    let path = folder.join("lines.csv");
    let mut to = BufWriter::new(std::fs::File::create(&path)?);
    writeln!(
        to,
        "Order no,Order date,Customer no,Customer name,Email,SKU,Product,Quantity,Unit price,Currency"
    )?;
    let customers = (lines / LINES_AN_ORDER / ORDERS_A_CUSTOMER).max(1);
    for at in 0..lines {
        let order = at / LINES_AN_ORDER;
        // Spread over all customers by the golden ratio, so that neighbours are no neighbours.
        let customer = (order.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) % customers;
        let mixed = customer.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let pick = |words: &[&'static str], shift: u64| {
            words[((mixed >> shift) % words.len() as u64) as usize]
        };
        let (first, start, end) = (pick(&FIRST, 11), pick(&START, 23), pick(&END, 37));
        let day = order * 1_800 / (lines / LINES_AN_ORDER).max(1);
        writeln!(
            to,
            "{},{}-{:02}-{:02},C{customer},{first} {start}{end},{}.{customer}@{}.example,P-{:04},\"Pump, model {}\",{},{}.{:02},EUR",
            order + 1,
            2020 + day / 336,
            day % 336 / 28 + 1,
            day % 28 + 1,
            first.to_lowercase(),
            start.to_lowercase(),
            at % 977,
            at % 977,
            at % 5 + 1,
            at % 90 + 5,
            at % 100
        )?;
    }
    to.flush()?;
    Ok(path)
}
