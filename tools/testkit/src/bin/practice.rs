//! Makes a practice business by hand: a size, a seed and a day in; its files out. Also contacts
//! for the customer numbers of other data, and a mailbox for another program to send to.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use clap::{Parser, Subcommand};
use terms::Day;
use testkit::{Mailbox, MailboxOptions, PracticeBusiness, contacts_for, write_files};

/// Makes a practice business: invented customers with years of orders, as files.
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    business: BusinessArguments,
}

#[derive(clap::Args)]
struct BusinessArguments {
    /// How many accounts, 1 to 5000000
    #[arg(long, default_value_t = 2_000)]
    accounts: u32,
    /// The same seed gives the same files
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day at whose end the files were written
    #[arg(long, default_value = "2026-03-31")]
    as_of: Day,
    /// The folder for the files
    #[arg(long, default_value = "practice")]
    out: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Invents contacts for customer numbers that exist elsewhere
    Contacts {
        /// CSV with a header and the columns number and, if known, country
        #[arg(long)]
        numbers: PathBuf,
        /// The contact file to write
        #[arg(long)]
        out: PathBuf,
        /// The same seed gives the same contacts
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Opens a mailbox on this machine until the input ends
    Mailbox {
        /// The folder for the messages; without it they are only counted
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Contacts { numbers, out, seed }) => make_contacts(&numbers, &out, seed),
        Some(Command::Mailbox { out }) => open_mailbox(out),
        None => make_business(&arguments.business),
    }
}

fn make_business(asked: &BusinessArguments) -> anyhow::Result<()> {
    let start = Instant::now();
    let business = PracticeBusiness::new(asked.accounts, asked.seed, asked.as_of)?;
    let written = write_files(&business, &asked.out)?;
    let planted = &written.planted;
    println!(
        "{} accounts, {} people, {} orders, {} lines in {} ({:.1} s)",
        planted.accounts,
        planted.people,
        planted.trade.order_count,
        planted.trade.line_count,
        asked.out.display(),
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

fn make_contacts(numbers: &Path, out: &Path, seed: u64) -> anyhow::Result<()> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(numbers)
        .with_context(|| format!("could not read {}", numbers.display()))?;
    let mut known = Vec::new();
    for row in reader.records() {
        let row = row.with_context(|| format!("{} is not a CSV file", numbers.display()))?;
        let column = |at| row.get(at).unwrap_or_default().to_owned();
        known.push((column(0), column(1)));
    }
    std::fs::write(out, contacts_for(&known, seed))
        .with_context(|| format!("could not write {}", out.display()))?;
    println!("{} contacts in {}", known.len(), out.display());
    Ok(())
}

fn open_mailbox(dir: Option<PathBuf>) -> anyhow::Result<()> {
    let mailbox = Mailbox::start(MailboxOptions {
        dir,
        ..MailboxOptions::default()
    })?;
    println!("{}", mailbox.address());
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    println!("{} messages", mailbox.count());
    Ok(())
}
