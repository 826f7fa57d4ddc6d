//! The program `regulars`: reads what was asked, does it, and says how it ended.

mod args;
mod clv_args;
mod commands;
mod exit;
mod growth_args;
mod output;
mod practice_args;
mod progress;
mod reward_args;
mod strategy_args;
mod upkeep_args;
mod work_args;
mod workspace;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    start_log(args.verbose);
    match commands::run(args) {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("regulars: {}", desk::tell_error(&error));
            exit::Exit::of(&error).into()
        }
    }
}

/// Logs go to stderr, warnings only unless asked for; they never carry a name or an address.
fn start_log(verbose: bool) {
    let usual = if verbose { "info" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("REGULARS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(usual));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
