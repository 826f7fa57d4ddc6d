//! Where it was measured: the machine, the day and the profile, in a few words for the table.

use std::fs::read_to_string;

/// The machine and how busy it is, as Linux tells it.
#[must_use]
pub(crate) fn machine_words() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model =
        value_of("/proc/cpuinfo", "model name").unwrap_or_else(|| "processor unknown".into());
    let memory = value_of("/proc/meminfo", "MemTotal").unwrap_or_default();
    let kib: u64 = memory
        .split_whitespace()
        .next()
        .and_then(|kib| kib.parse().ok())
        .unwrap_or(0);
    format!(
        "{model}, {cores} cores, {} GiB of memory",
        kib / (1024 * 1024)
    )
}

/// How many tasks wanted a core in the last minute; more than there are cores means that other
/// work slowed this down.
#[must_use]
pub(crate) fn load() -> String {
    let load = read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace()
        .next()
        .unwrap_or("unknown")
        .to_owned()
}

/// The build profile this program was made with.
#[must_use]
pub(crate) fn profile() -> &'static str {
    if cfg!(debug_assertions) {
        "dev"
    } else {
        "release"
    }
}

/// The value of the first line that begins with this name.
fn value_of(file: &str, name: &str) -> Option<String> {
    let text = read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
