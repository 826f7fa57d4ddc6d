//! The project's Rust and SQL files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// One file of the project.
pub struct SourceFile {
    /// Its path from the root.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether it holds nothing but tests, benches or examples.
    pub is_test: bool,
}

impl SourceFile {
    /// The lines above the inline tests.
    pub fn code(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or(&self.text)
    }

    /// How many lines of code.
    pub fn code_lines(&self) -> usize {
        if self.is_test {
            0
        } else {
            self.code().lines().count()
        }
    }

    /// How many lines of test.
    pub fn test_lines(&self) -> usize {
        self.text.lines().count() - self.code_lines()
    }

    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// Every Rust and SQL file of the four floors.
///
/// # Errors
/// When one cannot be read.
pub fn read_sources(root: &Path) -> Result<Vec<SourceFile>> {
    let mut paths = Vec::new();
    for floor in ["base", "stages", "doors", "tools"] {
        collect(&root.join(floor), &mut paths)?;
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| read_one(root, &path))
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|ending| ending == "rs" || ending == "sql")
        {
            paths.push(path);
        }
    }
    Ok(())
}

fn read_one(root: &Path, path: &Path) -> Result<SourceFile> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let shown = path
        .strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned();
    let is_test = ["/tests/", "/benches/", "/examples/"]
        .iter()
        .any(|part| shown.contains(part))
        || shown.ends_with("_tests.rs");
    Ok(SourceFile {
        path: shown,
        text,
        is_test,
    })
}
