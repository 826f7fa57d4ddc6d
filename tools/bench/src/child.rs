//! Other processes: a command in, the figures it prints out.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::figures::Figures;
use crate::task::Job;

/// Does a job in a process of its own, so that its peak of memory is its own.
pub(crate) fn run_job(job: &Job) -> Result<Figures> {
    let program = std::env::current_exe().context("the benchmark cannot find its own program")?;
    let mut command = Command::new(program);
    command.args(job.arguments());
    run(&mut command)
}

/// Runs a command and reads the figures on the last line that it prints.
pub(crate) fn run(command: &mut Command) -> Result<Figures> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .with_context(|| format!("could not start {name}"))?;
    let (said, complaint) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    if !output.status.success() {
        bail!(
            "{}",
            complaint
                .lines()
                .last()
                .unwrap_or("it ended without a word")
        );
    }
    let line = said.lines().last().unwrap_or_default();
    serde_json::from_str(line).with_context(|| format!("{name} printed no figures"))
}
