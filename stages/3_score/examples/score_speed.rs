//! How fast the stage is: a made-up base of any size enters, seconds per step leave.
//!
//! `cargo run -p score --example score_speed -- ACCOUNTS [FOLDER [again]]`; the folder keeps the
//! base, for looking at it and for scoring it again; with `again`, the scores of the call before
//! stay. Orders, a line each, about six an account, lie in the tables in
//! the order of their days, as files bring them in: the orders of one account lie far apart.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rusqlite::Connection;
use score::{ScoreError, ScoreOptions, score};
use store::{Progress, Store, StoreError, rusqlite};
use terms::Day;

/// Days the made-up base goes back.
const DAYS: i32 = 1_500;
/// Accounts written per transaction.
const BATCH: i64 = 20_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let accounts: i64 = arguments
        .next()
        .unwrap_or_else(|| "100000".into())
        .parse()?;
    let kept = arguments.next().map(PathBuf::from);
    let gone = tempfile::tempdir()?;
    let store = Store::open(kept.as_deref().unwrap_or(gone.path()))?;

    let begun = Instant::now();
    let there = store.read(|db| {
        Ok::<i64, StoreError>(db.query_row("SELECT count(*) FROM accounts", [], |row| row.get(0))?)
    })?;
    if there == 0 {
        let orders = make_base(&store, accounts)?;
        let took = begun.elapsed().as_secs_f64();
        println!("made {accounts} accounts, {orders} orders in {took:.1} s");
    }
    if arguments.next().is_none() {
        store.write(forget_scores)?;
        run(&store, DAYS, "everything new")?;
    }
    run(&store, DAYS, "nothing changed")?;
    change_one_in_a_hundred(&store, 7)?;
    run(&store, DAYS, "one in a hundred changed")?;
    change_one_in_a_hundred(&store, 8)?;
    run(&store, DAYS + 1, "a day later, one in a hundred changed")?;
    Ok(())
}

/// The last order of each of them is a tenth larger than it was.
fn change_one_in_a_hundred(store: &Store, which: i64) -> Result<(), StoreError> {
    store.write(|db| {
        db.execute(
            "UPDATE orders SET net_minor = net_minor + net_minor / 10
             WHERE id IN (SELECT MAX(id) FROM orders WHERE account_id % 100 = ?1 GROUP BY account_id)",
            [which],
        )?;
        db.execute(
            "UPDATE accounts SET revision = revision + 1 WHERE id % 100 = ?1",
            [which],
        )?;
        Ok(())
    })
}

/// Everything that scoring wrote in a base that was kept, so that the first run finds nothing.
fn forget_scores(db: &rusqlite::Transaction<'_>) -> Result<(), StoreError> {
    Ok(db.execute_batch(
        "DELETE FROM score_moves; DELETE FROM score_snapshots; DELETE FROM scores;
         DELETE FROM score_fingerprints; DELETE FROM score_fronts; DELETE FROM score_runs; DELETE FROM account_histories; DELETE FROM score_words",
    )?)
}

fn run(store: &Store, as_of: i32, what: &str) -> Result<(), ScoreError> {
    println!("{what}:");
    let stopwatch = Stopwatch::default();
    let begun = Instant::now();
    let options = ScoreOptions::new(Day::from_number(as_of), "2027-01-01T00:00:00Z");
    let report = score(store, &options, &stopwatch)?;
    stopwatch.begin("");
    let wall = begun.elapsed().as_secs_f64();
    let most = stopwatch.most_mib.load(Ordering::Relaxed);
    println!(
        "  {wall:>6.2} s in all, {} histories, {most} MiB",
        report.changed_accounts
    );
    println!("  {}", report.note);
    Ok(())
}

/// Prints how long each step took once the next one begins, and how much memory of its own the
/// program had at most when it was told where the work is.
#[derive(Default)]
struct Stopwatch {
    step: Mutex<Option<Step>>,
    most_mib: AtomicU64,
}

struct Step {
    name: String,
    begun: Instant,
    processor_seconds: f64,
}

impl Stopwatch {
    fn begin(&self, name: &str) {
        self.most_mib.fetch_max(own_memory_mib(), Ordering::Relaxed);
        let mut current = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|step| step.name == name) {
            return;
        }
        let processor_seconds = processor_seconds();
        let next = Step {
            name: name.to_owned(),
            begun: Instant::now(),
            processor_seconds,
        };
        if let Some(step) = current.replace(next) {
            let busy = processor_seconds - step.processor_seconds;
            let wall = step.begun.elapsed().as_secs_f64();
            println!("  {wall:>6.2} s, {busy:>6.2} s of processor: {}", step.name);
        }
    }
}

impl Progress for Stopwatch {
    fn at(&self, step: &str, _done: u64, _total: u64) {
        self.begin(step);
    }
}

/// Every account is born on some day, orders in its own rhythm and leaves after some orders.
fn make_base(store: &Store, accounts: i64) -> Result<usize, StoreError> {
    let mut dice = Dice(88_172_645_463_325_252);
    let mut orders: Vec<(i32, u32, u32)> = Vec::new();
    for account in 1..=accounts as u32 {
        add_orders(&mut dice, account, &mut orders);
    }
    orders.sort_unstable();
    store.write(|db| {
        db.execute_batch(
            "INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header,
                 mapping, imported_at)
             VALUES (1, 'made up', 'x', 'order_lines', '', 'utf-8', ',', '[]', '{}', '')",
        )?;
        Ok::<_, StoreError>(())
    })?;
    for begin in (1..=accounts).step_by(BATCH as usize) {
        let batch = begin..=accounts.min(begin + BATCH - 1);
        store.write(|db| make_accounts(db, batch, &mut dice))?;
    }
    let indexes = store.write(set_indexes_aside)?;
    let mut next = 0;
    for batch in orders.chunks(BATCH as usize) {
        store.write(|db| make_orders(db, batch, next, &mut dice))?;
        next += batch.len() as i64;
    }
    for index in indexes {
        store.write(|db| Ok::<_, StoreError>(db.execute(&index, [])?))?;
    }
    Ok(orders.len())
}

/// The days and sizes of an account's orders.
fn add_orders(dice: &mut Dice, account: u32, orders: &mut Vec<(i32, u32, u32)>) {
    let mut day = dice.below(DAYS);
    // Paces and chances to leave differ widely between accounts, as they do in real bases.
    let every = 10 + dice.below(20) * dice.below(20);
    let leaves_percent = 2 + dice.below(10) * dice.below(10);
    let size = 1_000 + dice.below(30_000);
    loop {
        let net_minor = size * (50 + dice.below(100)) / 100;
        orders.push((day, account, net_minor as u32));
        day += 1 + dice.below(2 * every);
        if day > DAYS || dice.below(100) < leaves_percent {
            return;
        }
    }
}

fn make_accounts(
    db: &Connection,
    accounts: std::ops::RangeInclusive<i64>,
    dice: &mut Dice,
) -> Result<(), StoreError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO accounts (id, kind, name, country, industry, employees)
         VALUES (?1, 'firm', '', ?2, ?3, ?4)",
    )?;
    for account in accounts {
        let country = ["DE", "AT", "CH", "NL"][dice.below(4) as usize];
        let industry = format!("Industry {}", dice.below(12));
        insert.execute((account, country, industry, 1 + dice.below(300)))?;
    }
    Ok(())
}

/// Drops the indexes of orders, which are made again at the end: faster for so many rows.
fn set_indexes_aside(db: &rusqlite::Transaction<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = db.prepare(
        "SELECT name, sql FROM sqlite_schema
         WHERE type = 'index' AND tbl_name = 'orders' AND sql IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let indexes: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
    for (name, _) in &indexes {
        db.execute(&format!("DROP INDEX {name}"), [])?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

fn make_orders(
    db: &Connection,
    orders: &[(i32, u32, u32)],
    before: i64,
    dice: &mut Dice,
) -> Result<(), StoreError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO orders (id, account_id, day, net_minor, cost_minor, status, channel, namespace,
             order_key, source_id)
         VALUES (?1, ?2, ?3, ?4, ?5, 'kept', ?6, '', ?7, 1)",
    )?;
    let mut insert_line = db.prepare_cached(
        "INSERT INTO order_lines (order_id, line_no, product, category, quantity, net_minor,
             source_id, row_no)
         VALUES (?1, 1, ?2, ?3, 1, ?4, 1, 1)",
    )?;
    for (at, &(day, account, net_minor)) in orders.iter().enumerate() {
        let order = before + at as i64 + 1;
        let channel = ["online", "phone"][dice.below(2) as usize];
        let key = format!("{order:010}");
        insert.execute((
            order,
            account,
            day,
            net_minor,
            net_minor * 3 / 5,
            channel,
            key,
        ))?;
        let product = dice.below(500);
        let names = (
            format!("Product {product}"),
            format!("Category {}", product % 20),
        );
        insert_line.execute((order, names.0, names.1, net_minor))?;
    }
    Ok(())
}

/// Xorshift, Marsaglia 2003: enough for a base nobody learns from.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as i32 % most
    }
}

/// Memory that is not the mapped database file, as Linux counts it.
fn own_memory_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("RssAnon:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kib| kib.parse::<u64>().ok())
        .unwrap_or_default()
        / 1024
}

/// Seconds of processor used so far by all threads; Linux counts them in hundredths.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name before the last parenthesis may hold spaces; user and system time follow as the
    // 12th and 13th field behind it.
    let fields = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(11)
        .take(2);
    fields
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
