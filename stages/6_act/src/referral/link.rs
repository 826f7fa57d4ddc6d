//! Somebody who shares in; a secret address of their own out, and what was opened under it.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::{Business, Day};

use crate::ActError;
use crate::code::draw_token;
use crate::page::address;

/// Accounts given a link in one transaction.
const LINKS_A_WRITE: i64 = 20_000;

/// Who holds a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A customer, by account.
    Account(i64),
    /// Somebody who came through another link.
    Friend(i64),
    /// The shop itself, of a theme.
    Shop,
}

/// A link as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedLink {
    /// Its number.
    pub id: i64,
    /// The account that holds it, if it is a customer's.
    pub account_id: Option<i64>,
    /// The theme it leads to; none where it leads to the shop.
    pub theme_id: Option<i64>,
}

/// Where a link was shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// On Facebook.
    Facebook,
    /// On X.
    X,
    /// With WhatsApp.
    Whatsapp,
    /// By e-mail.
    Email,
    /// Some other way, or nobody knows.
    #[default]
    Unknown,
}

impl Via {
    /// Every way there is a share link for.
    pub const SHARED: [Via; 4] = [Via::Facebook, Via::X, Via::Whatsapp, Via::Email];

    /// As it stands in addresses and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Via::Facebook => "facebook",
            Via::X => "x",
            Via::Whatsapp => "whatsapp",
            Via::Email => "email",
            Via::Unknown => "",
        }
    }

    /// As people call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Via::Facebook => "Facebook",
            Via::X => "X",
            Via::Whatsapp => "WhatsApp",
            Via::Email => "E-mail",
            Via::Unknown => "Passed on otherwise",
        }
    }

    /// The way with this code; whatever else an address says is no way we know.
    #[must_use]
    pub fn read(code: &str) -> Via {
        let found = Via::SHARED.into_iter().find(|via| via.code() == code);
        found.unwrap_or_default()
    }
}

/// Parts of the names under which programs ask that draw previews or only look whether a link works;
/// people's browsers have none of them.
const PROGRAMS: [&str; 16] = [
    "bot",
    "crawler",
    "spider",
    "preview",
    "facebookexternalhit",
    "facebookcatalog",
    "whatsapp",
    "embedly",
    "slurp",
    "skypeuripreview",
    "google-safety",
    "safelinks",
    "curl/",
    "wget/",
    "python-",
    "headlesschrome",
];

/// Whether a program asked rather than a person, as far as method and name tell: an estimate.
#[must_use]
pub fn is_preview(method: &str, user_agent: &str) -> bool {
    let name = user_agent.to_lowercase();
    method == "HEAD" || name.trim().is_empty() || PROGRAMS.iter().any(|part| name.contains(part))
}

/// The address under which a friend opens this link.
#[must_use]
pub fn share_address(business: &Business, token: &str) -> String {
    address(business, "r", token)
}

/// The link of this holder, made where there is none yet; its token.
///
/// # Errors
/// When there is no such account, the system gives no randomness or the database refuses.
pub fn make_link(
    store: &Store,
    holder: Holder,
    theme: Option<i64>,
    today: Day,
) -> Result<String, ActError> {
    store.write(|db| make_within(db, holder, theme, today))
}

pub(crate) fn make_within(
    db: &Transaction<'_>,
    holder: Holder,
    theme: Option<i64>,
    today: Day,
) -> Result<String, ActError> {
    let (account, friend) = match holder {
        Holder::Account(id) => (Some(id), None),
        Holder::Friend(id) => (None, Some(id)),
        Holder::Shop => (None, None),
    };
    if let Some(account) = account {
        let sql = include_str!("../../sql/link.is_there.sql");
        let is_there: bool = db
            .prepare_cached(sql)?
            .query_row([account], |row| row.get(0))?;
        if !is_there {
            return Err(ActError::NoSuch(format!(
                "there is no customer {account} to share anything"
            )));
        }
    }
    db.prepare_cached(include_str!("../../sql/link.write.sql"))?
        .execute((draw_token()?, theme, account, friend, today.number()))?;
    let sql = include_str!("../../sql/link.read_token.sql");
    Ok(db
        .prepare_cached(sql)?
        .query_row((account, friend, theme), |row| row.get(0))?)
}

/// Gives every account that running campaigns contact a link to pass on: to the shop where friends are
/// offered something, and to each theme that its e-mails carry.
pub(crate) fn issue_links(store: &Store, offers_friends: bool, today: Day) -> Result<(), ActError> {
    loop {
        let some = store.write(|db| {
            let mut waiting = db.prepare_cached(include_str!("../../sql/link.unlinked.sql"))?;
            let rows = waiting.query_map((LINKS_A_WRITE, offers_friends), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
            })?;
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            let mut write = db.prepare_cached(include_str!("../../sql/link.write.sql"))?;
            for (account, theme) in &rows {
                let no_friend = None::<i64>;
                write.execute((draw_token()?, theme, account, no_friend, today.number()))?;
            }
            Ok::<_, ActError>(rows.len())
        })?;
        if some == 0 {
            return Ok(());
        }
    }
}

/// The token of an account's own link to a theme, or to the shop, if it has one.
///
/// # Errors
/// When the database refuses.
pub fn link_token_of(
    db: &Connection,
    account_id: i64,
    theme: Option<i64>,
) -> Result<Option<String>, ActError> {
    let sql = include_str!("../../sql/link.read_token.sql");
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_row((Some(account_id), None::<i64>, theme), |row| row.get(0));
    Ok(found.optional()?)
}

/// The link with this token.
///
/// # Errors
/// When the database refuses.
pub fn find_link(db: &Connection, token: &str) -> Result<Option<SharedLink>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/link.find.sql"))?;
    let found = statement.query_row([token], |row| {
        Ok(SharedLink {
            id: row.get(0)?,
            account_id: row.get(1)?,
            theme_id: row.get(2)?,
        })
    });
    Ok(found.optional()?)
}

/// Counts one opening of a link.
///
/// # Errors
/// When the database refuses.
pub fn note_visit(
    store: &Store,
    link_id: i64,
    day: Day,
    via: Via,
    is_preview: bool,
) -> Result<(), ActError> {
    store.write(|db| {
        let sql = include_str!("../../sql/link.note_visit.sql");
        let (opened, previews) = (i64::from(!is_preview), i64::from(is_preview));
        let row = (link_id, day.number(), via.code(), opened, previews);
        db.prepare_cached(sql)?.execute(row)?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::is_preview;

    /// Proves C74.
    #[test]
    fn c74_programs_that_draw_previews_are_told_from_people() {
        const FIREFOX: &str =
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) \
            AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
        for (method, name, is_program) in [
            ("GET", FIREFOX, false),
            ("GET", IPHONE, false),
            ("HEAD", FIREFOX, true),
            ("GET", "", true),
            (
                "GET",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
                true,
            ),
            ("GET", "Twitterbot/1.0", true),
            ("GET", "WhatsApp/2.23.20.0", true),
            ("GET", "TelegramBot (like TwitterBot)", true),
            (
                "GET",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                true,
            ),
            (
                "GET",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                true,
            ),
            ("GET", "LinkedInBot/1.0 (compatible; Mozilla/5.0)", true),
            ("GET", "curl/8.5.0", true),
        ] {
            assert_eq!(is_preview(method, name), is_program, "{method} {name}");
        }
    }
}
