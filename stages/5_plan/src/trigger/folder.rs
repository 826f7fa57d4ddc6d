//! The folder of trigger files: defaults out, the owner's own versions in.

use std::path::Path;

use crate::folder::write_whole;
use crate::{PlanError, StrategyError, Trigger};

/// The triggers that ship, in the order of a customer's life; all are off.
const DEFAULTS: [(&str, &str); 13] = [
    ("welcome", include_str!("../../triggers/welcome.toml")),
    ("cart", include_str!("../../triggers/cart.toml")),
    ("first-use", include_str!("../../triggers/first-use.toml")),
    ("uses-1", include_str!("../../triggers/uses-1.toml")),
    ("uses-10", include_str!("../../triggers/uses-10.toml")),
    ("uses-100", include_str!("../../triggers/uses-100.toml")),
    ("thanks", include_str!("../../triggers/thanks.toml")),
    (
        "thanks-referral",
        include_str!("../../triggers/thanks-referral.toml"),
    ),
    ("renewal", include_str!("../../triggers/renewal.toml")),
    (
        "anniversary",
        include_str!("../../triggers/anniversary.toml"),
    ),
    ("top", include_str!("../../triggers/top.toml")),
    (
        "what-happened",
        include_str!("../../triggers/what-happened.toml"),
    ),
    (
        "season-pass",
        include_str!("../../triggers/season-pass.toml"),
    ),
];

/// Longest name of a file, so that it can stand in an address.
const NAME_MOST: usize = 40;

/// One trigger of the folder, or what is wrong with its file.
#[derive(Clone, Debug)]
pub struct TriggerFile {
    /// The name of the file without its ending.
    pub code: String,
    /// The text as it stands there.
    pub text: String,
    /// What it says.
    pub trigger: Result<Trigger, StrategyError>,
}

/// The triggers that ship.
///
/// # Errors
/// Never in a released program: a test reads every embedded file.
pub fn default_triggers() -> Result<Vec<Trigger>, StrategyError> {
    DEFAULTS
        .iter()
        .map(|(code, text)| Trigger::from_toml(code, text))
        .collect()
}

/// Puts every default that has no file yet into the folder; never over a file. Gives how many.
///
/// # Errors
/// When the folder cannot be made or written.
pub fn write_default_triggers(folder: &Path) -> Result<usize, PlanError> {
    make(folder)?;
    let mut written = 0;
    for (code, text) in DEFAULTS {
        let path = folder.join(format!("{code}.toml"));
        if !path.exists() {
            write_whole(&path, text)?;
            written += 1;
        }
    }
    Ok(written)
}

/// Every trigger of the folder, those that ship first, then the owner's own by name. A file that is
/// wrong is told in its place and stops no other.
///
/// # Errors
/// When a file of the folder cannot be read.
pub fn read_triggers(folder: &Path) -> Result<Vec<TriggerFile>, PlanError> {
    let mut own = own_codes(folder)?;
    own.retain(|code| DEFAULTS.iter().all(|(known, _)| known != code));
    let shipped = DEFAULTS
        .iter()
        .map(|(code, text)| ((*code).to_owned(), Some(*text)));
    let all = shipped.chain(own.into_iter().map(|code| (code, None)));
    all.map(|(code, default)| {
        let path = folder.join(format!("{code}.toml"));
        let text = match (std::fs::read_to_string(&path), default) {
            (Ok(text), _) => text,
            (Err(error), Some(default)) if error.kind() == std::io::ErrorKind::NotFound => {
                default.to_owned()
            }
            (Err(source), _) => return Err(PlanError::File { path, source }),
        };
        let trigger = Trigger::from_toml(&code, &text);
        Ok(TriggerFile {
            code,
            text,
            trigger,
        })
    })
    .collect()
}

/// Keeps what the owner wrote, once it is a valid trigger; what stood there before stays when it is
/// not. A new name makes a new trigger.
///
/// # Errors
/// Names line and field of what is wrong, or says that the file cannot be written.
pub fn save_trigger(folder: &Path, code: &str, text: &str) -> Result<Trigger, PlanError> {
    if !is_code(code) {
        return Err(PlanError::NoTrigger(code.to_owned()));
    }
    let trigger = Trigger::from_toml(code, text)?;
    make(folder)?;
    write_whole(&folder.join(format!("{code}.toml")), text)?;
    Ok(trigger)
}

/// Whether a text can be the name of a trigger's file: small letters, digits and hyphens.
fn is_code(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    !text.is_empty() && text.len() <= NAME_MOST && text.chars().all(is_sign)
}

fn own_codes(folder: &Path) -> Result<Vec<String>, PlanError> {
    let failed = |source| PlanError::File {
        path: folder.to_owned(),
        source,
    };
    let list = match std::fs::read_dir(folder) {
        Ok(list) => list,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(failed(source)),
    };
    let mut codes = Vec::new();
    for entry in list {
        let name = entry
            .map_err(failed)?
            .file_name()
            .to_string_lossy()
            .into_owned();
        let code = name.strip_suffix(".toml").filter(|code| is_code(code));
        codes.extend(code.map(str::to_owned));
    }
    codes.sort_unstable();
    Ok(codes)
}

fn make(folder: &Path) -> Result<(), PlanError> {
    std::fs::create_dir_all(folder).map_err(|source| PlanError::File {
        path: folder.to_owned(),
        source,
    })
}
