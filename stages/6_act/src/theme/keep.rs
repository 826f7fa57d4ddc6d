//! What the owner says about a theme in; the theme as it is kept, with the shop's own link to it, out.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use store::{Store, rusqlite};
use terms::{Day, ValueSegment};

use crate::ActError;
use crate::contact::one_line;
use crate::referral::{Holder, make_within};

/// Longest text of a page: some ten screens, more is a website.
const TEXT_LETTERS_MAX: usize = 20_000;

/// What a theme is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeKind {
    /// A page to pass on.
    #[default]
    Microsite,
    /// A page whose known visitors are called.
    Flyer,
}

impl ThemeKind {
    /// As it stands in tables and forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ThemeKind::Microsite => "microsite",
            ThemeKind::Flyer => "flyer",
        }
    }
}

/// A theme as its owner wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Theme {
    /// Its number; 0 for a new one.
    pub id: i64,
    /// What we call it.
    pub name: String,
    /// What it is for.
    pub kind: ThemeKind,
    /// The heading of its page.
    pub title: String,
    /// The text of its page; an empty line begins a paragraph.
    pub text: String,
    /// A file of the workspace's folder `pictures`; may be empty.
    pub picture: String,
    /// The address of a video; may be empty.
    pub video: String,
    /// The value segments whose e-mails carry it, with commas between them; empty for none.
    pub cells: String,
    /// The token of the shop's own link to it.
    #[serde(skip_deserializing)]
    pub token: String,
}

impl Theme {
    /// The same in one form, or what is wrong with it.
    fn checked(&self) -> Result<Theme, ActError> {
        let unfit = |words: String| Err(ActError::Unfit(words));
        let (name, title) = (one_line(&self.name), one_line(&self.title));
        let (text, video) = (self.text.trim().to_owned(), self.video.trim().to_owned());
        if name.is_empty() || title.is_empty() {
            return unfit("a theme needs a name and a title".into());
        }
        if text.chars().count() > TEXT_LETTERS_MAX {
            return unfit("the text is too long for one page".into());
        }
        if !(video.is_empty() || is_web_address(&video)) {
            return unfit("the video must be an address that begins with https://".into());
        }
        if self.picture.contains(['/', '\\']) || self.picture.starts_with('.') {
            return unfit("the picture must be a file of the folder pictures".into());
        }
        let mut cells = Vec::new();
        for cell in self.cells.split([',', ' ']).filter(|cell| !cell.is_empty()) {
            match cell.parse::<ValueSegment>() {
                Ok(cell) => cells.push(cell.to_string()),
                Err(_) => return unfit(format!("«{cell}» is no value segment such as P5F1")),
            }
        }
        Ok(Theme {
            name,
            title,
            text,
            video,
            cells: cells.join(","),
            ..self.clone()
        })
    }
}

/// Whether this is a plain address of the web that may stand in a page.
fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").unwrap_or_default();
    !host.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && !"<>\"'`\\".contains(c))
}

/// Keeps a theme, new or changed; gives its number.
///
/// # Errors
/// When it cannot be shown as it is, its name is taken, or the database refuses.
pub fn save_theme(store: &Store, theme: &Theme, today: Day, now: &str) -> Result<i64, ActError> {
    let theme = theme.checked()?;
    store.write(|db| {
        let sql = include_str!("../../sql/theme.write.sql");
        let number = (theme.id > 0).then_some(theme.id);
        let row = rusqlite::params![
            number,
            theme.name,
            theme.kind.code(),
            theme.title,
            theme.text,
            theme.picture,
            theme.video,
            theme.cells,
            today.number(),
            now
        ];
        let mut statement = db.prepare_cached(sql)?;
        let written = statement
            .query_row(row, |row| row.get::<_, i64>(0))
            .optional()?;
        let Some(id) = written else {
            return Err(ActError::Unfit(format!(
                "there is another theme called «{}»",
                theme.name
            )));
        };
        make_within(db, Holder::Shop, Some(id), today)?;
        Ok(id)
    })
}

/// All themes, the newest first.
///
/// # Errors
/// When the database refuses.
pub fn list_themes(db: &Connection) -> Result<Vec<Theme>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/theme.list.sql"))?;
    let rows = statement.query_map([], read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The theme with this number.
///
/// # Errors
/// When there is none, or the database refuses.
pub fn find_theme(db: &Connection, id: i64) -> Result<Theme, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/theme.find.sql"))?;
    let found = statement.query_row([id], read_row).optional()?;
    found.ok_or_else(|| ActError::NoSuch(format!("there is no theme {id}")))
}

pub(crate) fn read_row(row: &Row<'_>) -> rusqlite::Result<Theme> {
    let kind: String = row.get(2)?;
    Ok(Theme {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: match kind.as_str() {
            "flyer" => ThemeKind::Flyer,
            _ => ThemeKind::Microsite,
        },
        title: row.get(3)?,
        text: row.get(4)?,
        picture: row.get(5)?,
        video: row.get(6)?,
        cells: row.get(7)?,
        token: row.get(8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn themes_are_kept_only_as_they_can_be_shown() {
        let good = Theme {
            name: "Spring".into(),
            title: "Come in".into(),
            ..Theme::default()
        };
        type Change = fn(&mut Theme);
        let table: [(bool, Change); 8] = [
            (true, |_| {}),
            (true, |t| t.video = "https://video.example/watch?v=1".into()),
            (true, |t| t.cells = "P5F1, P4F2".into()),
            (false, |t| t.name = " ".into()),
            (false, |t| t.video = "javascript:alert(1)".into()),
            (false, |t| t.video = "http://video.example".into()),
            (false, |t| t.picture = "../regulars.db".into()),
            (false, |t| t.cells = "P9F9".into()),
        ];
        for (at, (is_fine, change)) in table.into_iter().enumerate() {
            let mut theme = good.clone();
            change(&mut theme);
            assert_eq!(theme.checked().is_ok(), is_fine, "{at}");
        }
    }
}
