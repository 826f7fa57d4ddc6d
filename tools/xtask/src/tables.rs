//! Every table has one writing package; all others read.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::SourceFile;

/// Every statement that writes a table of another package.
pub(crate) fn breaches(root: &Path, sources: &[SourceFile]) -> Result<Vec<String>> {
    let owners = read_owners(root)?;
    let mut breaches = Vec::new();
    for file in sources {
        let Some(package) = package_of(&file.path) else {
            continue;
        };
        for table in written(file) {
            match owners.get(&table) {
                Some(owner) if owner == package => {}
                Some(owner) => breaches.push(format!(
                    "{} writes {table}, which belongs to {owner}",
                    file.path
                )),
                None => breaches.push(format!("{} writes {table}, which nobody owns", file.path)),
            }
        }
    }
    Ok(breaches)
}

/// The package of a file: the folder's name without the number the stages carry for the reader.
fn package_of(path: &str) -> Option<&str> {
    let folder = path.split('/').nth(1)?;
    Some(
        folder
            .split_once('_')
            .filter(|(number, _)| number.len() == 1)
            .map_or(folder, |(_, name)| name),
    )
}

fn read_owners(root: &Path) -> Result<BTreeMap<String, String>> {
    let folder = root.join("base/store/migrations");
    let mut owners = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let text = std::fs::read_to_string(entry?.path())?;
        let mut owner = None;
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("-- owner: ") {
                owner = Some(name.trim().to_owned());
            } else if let Some(rest) = line
                .strip_prefix("CREATE TABLE ")
                .or_else(|| line.strip_prefix("CREATE VIRTUAL TABLE "))
            {
                let table = rest.split([' ', '(']).next().unwrap_or_default().to_owned();
                match owner.take() {
                    Some(owner) => owners.insert(table, owner),
                    None => bail!("{table} has no owner in the migrations"),
                };
            }
        }
    }
    Ok(owners)
}

/// The tables a SQL file writes. Tests and Rust files write through these files only.
fn written(file: &SourceFile) -> Vec<String> {
    if file.is_rust() || file.path.contains("/migrations/") {
        return Vec::new();
    }
    let code: Vec<&str> = file
        .text
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default())
        .flat_map(str::split_whitespace)
        .collect();
    let mut tables = Vec::new();
    for (at, word) in code.iter().enumerate() {
        let next = |step: usize| code.get(at + step).copied().unwrap_or_default();
        let table = match (
            word.to_uppercase().as_str(),
            next(1).to_uppercase().as_str(),
        ) {
            ("INSERT", "INTO") | ("REPLACE", "INTO") | ("DELETE", "FROM") => next(2),
            ("INSERT", "OR") => next(4),
            ("UPDATE", "OR") => next(3),
            // `DO UPDATE SET` belongs to the INSERT before it.
            ("UPDATE", after) if after != "SET" => next(1),
            _ => continue,
        };
        tables.push(
            table
                .split(['(', ';'])
                .next()
                .unwrap_or_default()
                .to_owned(),
        );
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::{SourceFile, package_of, written};

    #[test]
    fn written_tables_are_found_and_upserts_count_once() {
        let text = "-- INSERT INTO nothing\nINSERT INTO a (x) VALUES (1) ON CONFLICT (x) DO UPDATE SET x = 2;\nUPDATE b SET y = 1; DELETE FROM c; INSERT OR IGNORE INTO d VALUES (1)";
        let file = SourceFile {
            path: "stages/1_gather/sql/x.sql".into(),
            text: text.into(),
            is_test: false,
        };
        assert_eq!(written(&file), ["a", "b", "c", "d"]);
        assert_eq!(package_of(&file.path), Some("gather"));
        assert_eq!(package_of("base/store/sql/x.sql"), Some("store"));
    }
}
