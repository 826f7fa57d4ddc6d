//! Themes at the desk: what the owner wrote, its pictures, and what it brought.
//!
//! Enters: a workspace and what a person asks. Leaves: the same records for pages, commands and API.

use anyhow::Result;

use crate::sharing::told;
use crate::{House, Refusal};

/// Pictures a browser shows, by the end of their name.
const PICTURES: [(&str, &str); 5] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("gif", "image/gif"),
];

/// All themes, the newest first.
///
/// # Errors
/// When the database refuses.
pub fn list_themes(house: &House) -> Result<Vec<act::Theme>> {
    Ok(house.store.read(act::list_themes)?)
}

/// A theme and what it brought.
///
/// # Errors
/// When there is none, or the database refuses.
pub fn read_theme(house: &House, id: i64) -> Result<act::ThemeReport> {
    let as_of = house.as_of();
    let read = house.store.read(|db| act::read_theme(db, id, as_of));
    read.map_err(told)
}

/// Keeps a theme, new or changed; gives its number.
///
/// # Errors
/// When it cannot be shown as it is, or the database refuses.
pub fn save_theme(house: &House, theme: &act::Theme) -> Result<i64> {
    if !(theme.picture.is_empty() || list_pictures(house).contains(&theme.picture)) {
        return Err(Refusal::Usage(format!(
            "there is no picture «{}» in the folder {}",
            theme.picture,
            house.store.folder().join("pictures").display()
        ))
        .into());
    }
    act::save_theme(&house.store, theme, house.as_of(), &house.now()).map_err(told)
}

/// The pictures in the workspace's folder `pictures`, by name.
#[must_use]
pub fn list_pictures(house: &House) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(house.store.folder().join("pictures")) else {
        return Vec::new();
    };
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| kind_of(name).is_some())
        .collect();
    names.sort();
    names
}

/// The kind and bytes of one of those pictures.
///
/// # Errors
/// When there is none of this name, or it cannot be read.
pub fn read_picture(house: &House, name: &str) -> Result<(&'static str, Vec<u8>)> {
    let is_listed = list_pictures(house).iter().any(|listed| listed == name);
    match kind_of(name).filter(|_| is_listed) {
        Some(kind) => {
            let path = house.store.folder().join("pictures").join(name);
            Ok((kind, std::fs::read(path)?))
        }
        None => Err(Refusal::NotFound("There is no such picture.".into()).into()),
    }
}

fn kind_of(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_lowercase();
    let found = PICTURES.iter().find(|(known, _)| *known == ending);
    found.map(|(_, kind)| *kind)
}
