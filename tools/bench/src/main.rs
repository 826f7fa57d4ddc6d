//! `cargo run -p bench -- [--scale small|full] [--peers] [--write]`: a table of measured figures.

use anyhow::Result;
use bench::{Job, Wish, run};
use clap::{Parser, Subcommand};

/// Measures what Regulars does on practice customers.
#[derive(Parser)]
#[command(name = "bench", args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    wish: Wish,
}

#[derive(Subcommand)]
enum Command {
    /// Runs one measurement in this process and prints its figures as JSON
    One(Job),
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::One(job)) => {
            println!("{}", serde_json::to_string(&job.figures()?)?);
            Ok(())
        }
        None => run(&arguments.wish),
    }
}
