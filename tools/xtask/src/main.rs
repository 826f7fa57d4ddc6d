//! `cargo run -p xtask -- tidy` checks the rules; `measure` counts files and functions.

use std::path::Path;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy(&root),
        Some("measure") => measure(&root),
        _ => bail!("say tidy or measure"),
    }
}

fn tidy(root: &Path) -> Result<()> {
    let breaches = xtask::tidy(root)?;
    for breach in &breaches {
        println!("{breach}");
    }
    if breaches.is_empty() {
        Ok(())
    } else {
        bail!("{} rules broken", breaches.len())
    }
}

fn measure(root: &Path) -> Result<()> {
    let sources = xtask::read_sources(root)?;
    let own: Vec<_> = sources.iter().filter(|file| !file.is_test).collect();
    let lengths = sorted(own.iter().map(|file| file.code_lines()));
    let functions = sorted(
        own.iter()
            .flat_map(|file| xtask::functions_of(file))
            .map(|one| one.lines),
    );
    let tests: usize = sources.iter().map(|file| file.test_lines()).sum();
    let code: usize = lengths.iter().sum();
    let at = |list: &[usize], share: f64| {
        list.get((list.len() as f64 * share) as usize)
            .copied()
            .unwrap_or(0)
    };
    println!(
        "{} files, {code} lines: median {}, 95 % {}, longest {}",
        own.len(),
        at(&lengths, 0.5),
        at(&lengths, 0.95),
        at(&lengths, 0.9999)
    );
    println!(
        "{} functions: median {}, 95 % {}, longest {}",
        functions.len(),
        at(&functions, 0.5),
        at(&functions, 0.95),
        at(&functions, 0.9999)
    );
    println!(
        "{:.2} lines of test for each line of code",
        tests as f64 / code.max(1) as f64
    );
    Ok(())
}

fn sorted(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut values: Vec<usize> = values.collect();
    values.sort_unstable();
    values
}
