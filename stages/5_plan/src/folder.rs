//! The folder of strategy files: defaults out, the owner's own versions in.

use std::path::Path;

use terms::ValueSegment;

use crate::{PlanError, Strategy, StrategyError};

/// The strategies that ship, from P1F1 to P5F5.
const DEFAULTS: [&str; 25] = [
    include_str!("../strategies/P1F1.toml"),
    include_str!("../strategies/P1F2.toml"),
    include_str!("../strategies/P1F3.toml"),
    include_str!("../strategies/P1F4.toml"),
    include_str!("../strategies/P1F5.toml"),
    include_str!("../strategies/P2F1.toml"),
    include_str!("../strategies/P2F2.toml"),
    include_str!("../strategies/P2F3.toml"),
    include_str!("../strategies/P2F4.toml"),
    include_str!("../strategies/P2F5.toml"),
    include_str!("../strategies/P3F1.toml"),
    include_str!("../strategies/P3F2.toml"),
    include_str!("../strategies/P3F3.toml"),
    include_str!("../strategies/P3F4.toml"),
    include_str!("../strategies/P3F5.toml"),
    include_str!("../strategies/P4F1.toml"),
    include_str!("../strategies/P4F2.toml"),
    include_str!("../strategies/P4F3.toml"),
    include_str!("../strategies/P4F4.toml"),
    include_str!("../strategies/P4F5.toml"),
    include_str!("../strategies/P5F1.toml"),
    include_str!("../strategies/P5F2.toml"),
    include_str!("../strategies/P5F3.toml"),
    include_str!("../strategies/P5F4.toml"),
    include_str!("../strategies/P5F5.toml"),
];

/// The 25 strategies that ship, from P1F1 to P5F5.
///
/// # Errors
/// Never in a released program: a test reads every embedded file.
pub fn default_strategies() -> Result<Vec<Strategy>, StrategyError> {
    ValueSegment::all()
        .zip(DEFAULTS)
        .map(|(cell, text)| read_one(cell, text))
        .collect()
}

/// Puts the default of every segment that has no file yet into the folder; never over a file.
/// Gives how many were written.
///
/// # Errors
/// When the folder cannot be made or written.
pub fn write_defaults(folder: &Path) -> Result<usize, PlanError> {
    let failed = |source| PlanError::File {
        path: folder.to_owned(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut written = 0;
    for (cell, text) in ValueSegment::all().zip(DEFAULTS) {
        let path = folder.join(file_name(cell));
        if !path.exists() {
            write_whole(&path, text)?;
            written += 1;
        }
    }
    Ok(written)
}

/// The 25 strategies in force, from P1F1 to P5F5: the folder's file of a segment where there is
/// one, else the default. Other files are left alone; a missing folder is a folder without files.
///
/// # Errors
/// Names file, line and field of the first thing that is wrong.
pub fn read_strategies(folder: &Path) -> Result<Vec<Strategy>, PlanError> {
    ValueSegment::all()
        .map(|cell| read_strategy(folder, cell))
        .collect()
}

/// The strategy in force for one segment: the folder's file, else the default.
///
/// # Errors
/// Names file, line and field of the first thing that is wrong.
pub fn read_strategy(folder: &Path, cell: ValueSegment) -> Result<Strategy, PlanError> {
    let path = folder.join(file_name(cell));
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(read_one(cell, &text)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Ok(read_one(cell, default_text(cell))?)
        }
        Err(source) => Err(PlanError::File { path, source }),
    }
}

fn default_text(cell: ValueSegment) -> &'static str {
    let mut all = ValueSegment::all().zip(DEFAULTS);
    all.find(|(one, _)| *one == cell)
        .map_or("", |(_, text)| text)
}

/// Keeps what the owner wrote for a segment, once it is a valid strategy for that segment; what
/// stood there before stays when it is not.
///
/// # Errors
/// Names line and field of what is wrong, or says that the file cannot be written.
pub fn save_strategy(folder: &Path, cell: ValueSegment, text: &str) -> Result<Strategy, PlanError> {
    let strategy = read_one(cell, text)?;
    std::fs::create_dir_all(folder).map_err(|source| PlanError::File {
        path: folder.to_owned(),
        source,
    })?;
    write_whole(&folder.join(file_name(cell)), text)?;
    Ok(strategy)
}

fn file_name(cell: ValueSegment) -> String {
    format!("{cell}.toml")
}

fn read_one(cell: ValueSegment, text: &str) -> Result<Strategy, StrategyError> {
    let file = file_name(cell);
    let strategy = Strategy::from_toml(&file, text)?;
    if strategy.cell == cell {
        return Ok(strategy);
    }
    let line = crate::place::line_of(text, &[crate::place::Step::Key("cell")]);
    let why = format!(
        "says {}, but the file is for {cell}; make both the same",
        strategy.cell
    );
    Err(StrategyError {
        file,
        line,
        field: "cell".into(),
        why,
    })
}

/// Writes the whole file or nothing: a copy beside it takes its place once it is complete.
pub(crate) fn write_whole(path: &Path, text: &str) -> Result<(), PlanError> {
    let beside = path.with_extension("toml.new");
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, path))
        .map_err(|source| PlanError::File {
            path: path.to_owned(),
            source,
        })
}
