//! A theme's link in; its page, what opening it sets off, and what the theme brought, out.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::{Business, Day};

use crate::ActError;
use crate::errand::{ErrandKind, make_errand};
use crate::page::address;
use crate::referral::{ReferralReport, SharedLink, Via, find_link, note_visit, read_of_theme};
use crate::theme::categories::{CategoryChange, read_change};
use crate::theme::keep::{Theme, ThemeKind, find_theme};

/// A theme under one of its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedTheme {
    /// The link it was opened under.
    pub link: SharedLink,
    /// The theme.
    pub theme: Theme,
}

/// What a theme brought.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeReport {
    /// The theme.
    pub theme: Theme,
    /// Campaigns whose e-mails carry it.
    pub campaigns: i64,
    /// Their e-mails that left so far.
    pub mails: i64,
    /// What its links brought, by generation.
    #[serde(flatten)]
    pub spread: ReferralReport,
    /// Openings by where the link was shared, the ways that were used.
    pub vias: Vec<(&'static str, i64)>,
    /// Calls that openings by known customers asked for.
    pub calls: i64,
    /// Product categories of the customers who opened it, before and after.
    pub categories: CategoryChange,
}

/// The address of a theme's page under a link.
#[must_use]
pub fn theme_address(business: &Business, token: &str) -> String {
    address(business, "t", token)
}

/// The theme behind the token of a link; none for links of no theme.
///
/// # Errors
/// When the database refuses.
pub fn open_theme(db: &Connection, token: &str) -> Result<Option<OpenedTheme>, ActError> {
    let Some(link) = find_link(db, token)? else {
        return Ok(None);
    };
    match link.theme_id {
        Some(id) => Ok(Some(OpenedTheme {
            theme: find_theme(db, id)?,
            link,
        })),
        None => Ok(None),
    }
}

/// Counts one opening; a known customer's opening of a flyer asks for one call, however often it is
/// opened.
///
/// # Errors
/// When the database refuses.
pub fn note_opening(
    store: &Store,
    opened: &OpenedTheme,
    today: Day,
    via: Via,
    is_preview: bool,
) -> Result<(), ActError> {
    note_visit(store, opened.link.id, today, via, is_preview)?;
    // Who opens what a customer passed on elsewhere is somebody else.
    let is_own = via == Via::Unknown && !is_preview && opened.theme.kind == ThemeKind::Flyer;
    let Some(account) = opened.link.account_id.filter(|_| is_own) else {
        return Ok(());
    };
    let (link, name) = (opened.link.id, &opened.theme.name);
    store.write(|db| make_errand(db, account, ErrandKind::Flyer, link, name, today))
}

/// What a theme brought up to this day.
///
/// # Errors
/// When there is none, or the database refuses.
pub fn read_theme(db: &Connection, id: i64, as_of: Day) -> Result<ThemeReport, ActError> {
    let theme = find_theme(db, id)?;
    let sql = include_str!("../../sql/theme.mails.sql");
    let mails = db
        .prepare_cached(sql)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)));
    let (campaigns, mails) = mails.optional()?.unwrap_or_default();
    let sql = include_str!("../../sql/theme.calls.sql");
    let calls = db.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
    Ok(ThemeReport {
        spread: read_of_theme(db, as_of, Some(id))?,
        vias: read_vias(db, id, as_of)?,
        categories: read_change(db, id, as_of)?,
        theme,
        campaigns,
        mails,
        calls,
    })
}

fn read_vias(db: &Connection, id: i64, as_of: Day) -> Result<Vec<(&'static str, i64)>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/theme.vias.sql"))?;
    let rows = statement.query_map((id, as_of.number()), |row| {
        Ok((Via::read(&row.get::<_, String>(0)?).word(), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, rusqlite::Error>>()?)
}
