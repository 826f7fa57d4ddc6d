//! The form on a shared page in; a friend with a code and a link of his own out.

use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::Day;

use crate::ActError;
use crate::code::{draw_code, draw_token};
use crate::contact::one_line;
use crate::referral::link::{Holder, make_within};
use crate::referral::offer::ReferralOffer;

/// Longest name kept; longer ones are no names.
const NAME_LETTERS_MAX: usize = 80;

/// Longest e-mail address there is (RFC 5321 section 4.5.3.1.3).
const EMAIL_LETTERS_MAX: usize = 254;

/// Hexadecimal digits of a token.
const TOKEN_DIGITS: usize = 32;

/// What somebody who opened a link says.
#[derive(Clone, Debug)]
pub struct Coming {
    /// Drawn when the form was shown, so that sending it twice is once.
    pub token: String,
    /// The name, as typed.
    pub name: String,
    /// The e-mail address, as typed.
    pub email: String,
    /// Whether the box for consent was ticked.
    pub agreed: bool,
}

/// What the page of a friend shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FriendPage {
    /// The friend's number.
    pub friend_id: i64,
    /// The name; empty once forgotten.
    pub name: String,
    /// Percent off the first order.
    pub percent: i64,
    /// The friend's own code.
    pub code: String,
    /// Last day the code counts.
    pub valid_until: Day,
    /// The token of the friend's own link.
    pub link_token: String,
    /// Whether that link leads to a theme's page.
    pub is_theme: bool,
    /// Whether name and e-mail were taken out.
    pub is_forgotten: bool,
}

/// Takes a friend in who came through this link: keeps name, e-mail and consent with the day, draws
/// a code and a link. The same form sent twice is one friend.
///
/// # Errors
/// When the form cannot be kept as it is, there is no such link, or the database refuses.
pub fn welcome_friend(
    store: &Store,
    link_token: &str,
    coming: &Coming,
    offer: &ReferralOffer,
    today: Day,
    now: &str,
) -> Result<FriendPage, ActError> {
    let (name, email, key) = read_form(coming)?;
    store.write(|db| {
        if let Some(known) = find_friend(db, &coming.token)? {
            return Ok(known);
        }
        let sql = include_str!("../../sql/link.find.sql");
        let mut find = db.prepare_cached(sql)?;
        let link = find.query_row([link_token], |row| Ok((row.get(0)?, row.get(2)?)));
        let link: Option<(i64, Option<i64>)> = link.optional()?;
        let (link, theme) = link.ok_or_else(|| ActError::NoSuch("there is no such link".into()))?;
        refuse_a_flood(db, link, today)?;
        let row = (
            (link, &coming.token, draw_code()?, &name, &email, &key),
            (
                offer.percent,
                today.number(),
                (today + offer.days).number(),
                now,
            ),
        );
        write_friend(db, row.0, row.1)?;
        let friend = Holder::Friend(db.last_insert_rowid());
        make_within(db, friend, theme, today)?;
        find_friend(db, &coming.token)?
            .ok_or_else(|| ActError::NoSuch("the friend was not kept".into()))
    })
}

/// Friends who may come by one link in a day, and by all links together: more come from a machine.
const FRIENDS_A_DAY: [i64; 2] = [20, 500];

fn refuse_a_flood(db: &Transaction<'_>, link: i64, today: Day) -> Result<(), ActError> {
    let sql = include_str!("../../sql/friend.count_today.sql");
    let counts: [i64; 2] = db
        .prepare_cached(sql)?
        .query_row((today.number(), link), |row| Ok([row.get(0)?, row.get(1)?]))?;
    if counts
        .iter()
        .zip(FRIENDS_A_DAY)
        .any(|(count, most)| *count >= most)
    {
        let words = "Very many came this way today. Please try again tomorrow, or write to us.";
        return Err(ActError::Unfit(words.into()));
    }
    Ok(())
}

/// Writes one friend; refused where the address has a code from this link.
fn write_friend(
    db: &Transaction<'_>,
    who: (i64, &String, String, &String, &String, &String),
    what: (i64, i32, i32, &str),
) -> Result<(), ActError> {
    let sql = include_str!("../../sql/friend.write.sql");
    let written = db.prepare_cached(sql)?.execute(rusqlite::params![
        who.0, who.1, who.2, who.3, who.4, who.5, what.0, what.1, what.2, what.3
    ])?;
    if written == 0 {
        return Err(ActError::Unfit(
            "A code was given to this e-mail address already. If you have lost it, ask us.".into(),
        ));
    }
    Ok(())
}

/// Name, address and its key, or what is wrong with the form.
fn read_form(coming: &Coming) -> Result<(String, String, String), ActError> {
    let unfit = |words: &str| Err(ActError::Unfit(words.to_owned()));
    let (name, email) = (one_line(&coming.name), coming.email.trim().to_owned());
    if coming.token.len() != TOKEN_DIGITS || !coming.token.bytes().all(|b| b.is_ascii_hexdigit()) {
        return unfit("This form is too old. Open the link again.");
    }
    if name.is_empty() || name.chars().count() > NAME_LETTERS_MAX {
        return unfit("Please tell us your name.");
    }
    match email_key(&email) {
        _ if !coming.agreed => unfit("Please tick the box: without it we may not keep anything."),
        Some(key) if email.len() <= EMAIL_LETTERS_MAX => Ok((name, email, key)),
        _ => unfit("Please tell us an e-mail address, such as name@example.com."),
    }
}

/// The address in small letters without its `+tag`, for comparing; none when it is no address.
fn email_key(email: &str) -> Option<String> {
    let lower = email.to_lowercase();
    let (local, domain) = lower.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    let is_plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c);
    let dots = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    let fine = !local.is_empty() && dots && local.chars().chain(domain.chars()).all(is_plain);
    fine.then(|| format!("{local}@{domain}"))
}

/// The friend whose page has this token.
///
/// # Errors
/// When the database refuses.
pub fn find_friend(db: &Connection, token: &str) -> Result<Option<FriendPage>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/friend.find.sql"))?;
    Ok(statement.query_row([token], read_page).optional()?)
}

fn read_page(row: &Row<'_>) -> rusqlite::Result<FriendPage> {
    Ok(FriendPage {
        friend_id: row.get(0)?,
        name: row.get(1)?,
        percent: row.get(2)?,
        code: row.get(3)?,
        valid_until: Day::from_number(row.get(4)?),
        link_token: row.get(5)?,
        is_forgotten: row.get(6)?,
        is_theme: row.get(7)?,
    })
}

/// Takes name and e-mail of a friend out, at his wish; the code counts on.
///
/// # Errors
/// When the database refuses.
pub fn forget_friend(store: &Store, token: &str, now: &str) -> Result<(), ActError> {
    store.write(|db| {
        // What is written over is written over on the disk as well.
        db.pragma_update(None, "secure_delete", true)?;
        db.execute(include_str!("../../sql/friend.forget.sql"), (token, now))?;
        db.pragma_update(None, "secure_delete", false)?;
        Ok(())
    })
}

/// A new token for a form, so that sending it twice is once.
///
/// # Errors
/// When the system gives no randomness.
pub fn draw_form_token() -> Result<String, ActError> {
    draw_token()
}

#[cfg(test)]
mod tests {
    use super::email_key;

    #[test]
    fn only_addresses_have_a_key() {
        for (email, key) in [
            ("Ann@Berg.DE", Some("ann@berg.de")),
            ("ann+shop@berg.de", Some("ann@berg.de")),
            ("ann", None),
            ("ann@berg", None),
            ("@berg.de", None),
            ("a b@berg.de", None),
            ("a@b@berg.de", None),
            ("<script>@berg.de", None),
            ("ann@.de", None),
        ] {
            assert_eq!(email_key(email).as_deref(), key, "{email}");
        }
    }
}
