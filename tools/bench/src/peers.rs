//! The peers: Python programs that do the same work in an environment of their own.
//!
//! Enters: a wish for peers. Leaves: a way to run each script, or in a printed line why not.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::child;
use crate::figures::Figures;

/// The peers' environment, ready to be used.
pub(crate) struct Peers {
    python: PathBuf,
    scripts: PathBuf,
}

/// A peer, by its script.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Peer {
    /// lifetimes: an order log to values.
    Lifetimes,
    /// Splink on DuckDB: a CSV of customers to people.
    Splink,
    /// pandas and sqlite3: the order file to a table.
    Pandas,
    /// smtplib: mails over one line.
    Smtplib,
}

impl Peer {
    /// What the table calls it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Peer::Lifetimes => "lifetimes 0.11.3",
            Peer::Splink => "Splink 5.0.0 on DuckDB 2.0.0",
            Peer::Pandas => "pandas 2.3.3 and sqlite3",
            Peer::Smtplib => "Python's smtplib, no row",
        }
    }

    fn script(self) -> &'static str {
        match self {
            Peer::Lifetimes => "customers.py",
            Peer::Splink => "people.py",
            Peer::Pandas => "orders.py",
            Peer::Smtplib => "mails.py",
        }
    }
}

impl Peers {
    /// Makes the environment where it is missing and brings it up to date; it stays for the next
    /// time. Without Python, or without the packages, there are no peers, and a line says so.
    pub(crate) fn prepare() -> Option<Peers> {
        match Self::install() {
            Ok(peers) => Some(peers),
            Err(why) => {
                eprintln!("The peers are skipped: {why:#}.");
                None
            }
        }
    }

    fn install() -> Result<Peers> {
        let folder = std::env::temp_dir().join("regulars-bench-peers");
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
        let python = folder.join("bin/python");
        if !python.exists() {
            finish(Command::new("python3").args(["-m", "venv"]).arg(&folder))
                .context("python3 could not make an environment")?;
        }
        let wanted = scripts.join("requirements.txt");
        finish(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "-r"])
                .arg(wanted),
        )
        .context("the peers' packages could not be installed")?;
        Ok(Peers { python, scripts })
    }

    /// Runs a peer once with these arguments.
    pub(crate) fn run(&self, peer: Peer, arguments: &[String]) -> Result<Figures> {
        let mut command = Command::new(&self.python);
        // Nothing is written beside the scripts.
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        child::run(
            command
                .arg(self.scripts.join(peer.script()))
                .args(arguments),
        )
    }
}

fn finish(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{}",
        complaint.lines().last().unwrap_or("no reason given")
    );
    Ok(())
}
