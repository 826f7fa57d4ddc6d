//! Themes: what the owner writes for one page, and the links, mails and visitors that go with it; the
//! page under a link, and what it brought, out.
//!
//! A theme has a kind: a microsite is there to be passed on; a flyer also makes one call errand for
//! each known customer who opens it.

mod categories;
mod keep;
mod opening;

pub use categories::CategoryChange;
pub use keep::{Theme, ThemeKind, find_theme, list_themes, save_theme};
pub use opening::{OpenedTheme, ThemeReport, note_opening, open_theme, read_theme, theme_address};
