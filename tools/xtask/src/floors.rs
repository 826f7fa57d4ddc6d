//! Floors: doors know stages, stages know base, no stage knows another, and the pure libraries
//! know nothing that could reach a file, a clock, a network or chance.

use std::path::Path;

use anyhow::{Context, Result};

/// Crates by which code could reach a file, a network or a clock.
const REACHING_OUT: [&str; 9] = [
    "store",
    "rusqlite",
    "tokio",
    "lettre",
    "axum",
    "reqwest",
    "getrandom",
    "tempfile",
    "csv",
];

/// The pure libraries of floor 0.
const PURE: [&str; 4] = ["terms", "clv", "experiment", "linkage"];

/// One package.
struct Package {
    name: String,
    floor: &'static str,
    needs: Vec<String>,
}

/// Every dependency that points the wrong way.
pub(crate) fn breaches(root: &Path) -> Result<Vec<String>> {
    let packages = read_packages(root)?;
    let floor_of = |name: &str| {
        packages
            .iter()
            .find(|one| one.name == name)
            .map(|one| one.floor)
    };
    let mut breaches = Vec::new();
    for package in &packages {
        for need in &package.needs {
            let wrong = match (package.floor, floor_of(need)) {
                ("base", Some("stages" | "doors" | "tools")) => "base stands below everything",
                ("stages", Some("stages")) => "no stage knows another; they speak through tables",
                ("stages", Some("doors" | "tools")) => "stages know only base",
                ("base", _)
                    if PURE.contains(&package.name.as_str())
                        && REACHING_OUT.contains(&need.as_str()) =>
                {
                    "a pure library reaches for no file, network, clock or chance"
                }
                _ => continue,
            };
            breaches.push(format!("{} depends on {need}: {wrong}", package.name));
        }
    }
    Ok(breaches)
}

fn read_packages(root: &Path) -> Result<Vec<Package>> {
    let mut packages = Vec::new();
    for floor in ["base", "stages", "doors", "tools"] {
        for entry in std::fs::read_dir(root.join(floor))? {
            let file = entry?.path().join("Cargo.toml");
            if file.is_file() {
                packages.push(read_package(&file, floor)?);
            }
        }
    }
    Ok(packages)
}

fn read_package(file: &Path, floor: &'static str) -> Result<Package> {
    let text = std::fs::read_to_string(file)?;
    let table: toml::Table = text.parse().with_context(|| file.display().to_string())?;
    let name = table
        .get("package")
        .and_then(|package| package.get("name"))
        .and_then(toml::Value::as_str);
    let needs = table.get("dependencies").and_then(toml::Value::as_table);
    Ok(Package {
        name: name.unwrap_or_default().to_owned(),
        floor,
        needs: needs
            .map(|needs| needs.keys().cloned().collect())
            .unwrap_or_default(),
    })
}
