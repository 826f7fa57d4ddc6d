//! Occasions on which somebody of ours is to do something by hand in; a list with a way to reach
//! each account out, checked anew every time it is read. What can go by itself is no errand.

use rusqlite::{Connection, Transaction};
use serde::Serialize;
use store::{Store, rusqlite};
use terms::{Channel, Day};

use crate::ActError;
use crate::checks::read_points;
use crate::contact::best_point;

/// What kind of occasion it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrandKind {
    /// Thank somebody who brought a new customer.
    Thanks,
    /// Give a perk that points were paid for.
    Perk,
    /// Call somebody who opened a flyer.
    Flyer,
}

impl ErrandKind {
    fn code(self) -> &'static str {
        match self {
            ErrandKind::Thanks => "thanks",
            ErrandKind::Perk => "perk",
            ErrandKind::Flyer => "flyer",
        }
    }
}

/// One thing to do by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Errand {
    /// Its number.
    pub id: i64,
    /// The account it is for.
    pub account_id: i64,
    /// The account's name.
    pub name: String,
    /// What to do, in plain words.
    pub what: String,
    /// The phone number or e-mail address to use; empty when there is none.
    pub way: String,
    /// Why there is none.
    pub objection: String,
    /// Since when it waits.
    pub day: Day,
}

/// Makes one errand; an occasion that had one gets no second.
pub(crate) fn make_errand(
    db: &Transaction<'_>,
    account_id: i64,
    kind: ErrandKind,
    about: i64,
    words: &str,
    today: Day,
) -> Result<(), ActError> {
    let row = (account_id, kind.code(), about, words, today.number());
    db.prepare_cached(include_str!("../sql/errand.make.sql"))?
        .execute(row)?;
    Ok(())
}

/// Takes an errand off the list that nobody did yet: its occasion is gone.
pub(crate) fn withdraw_errand(
    db: &Transaction<'_>,
    kind: ErrandKind,
    about: i64,
    why: &str,
) -> Result<(), ActError> {
    db.prepare_cached(include_str!("../sql/errand.withdraw.sql"))?
        .execute((kind.code(), about, why))?;
    Ok(())
}

/// What waits, the oldest first.
///
/// # Errors
/// When the database refuses.
pub fn read_errands(db: &Connection) -> Result<Vec<Errand>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../sql/errand.read.sql"))?;
    let rows = statement.query_map([], |row| {
        let kind: String = row.get(3)?;
        let (words, friend): (String, String) = (row.get(4)?, row.get(5)?);
        let errand = Errand {
            id: row.get(0)?,
            account_id: row.get(1)?,
            name: crate::contact::one_line(&row.get::<_, String>(2)?),
            what: what_words(&kind, &words, &crate::contact::one_line(&friend)),
            way: String::new(),
            objection: String::new(),
            day: Day::from_number(row.get(6)?),
        };
        Ok((errand, [row.get::<_, bool>(7)?, row.get::<_, bool>(8)?]))
    })?;
    let mut errands = rows.collect::<Result<Vec<_>, _>>()?;
    let accounts: Vec<i64> = errands.iter().map(|(one, _)| one.account_id).collect();
    let channels = [Channel::Call, Channel::Email];
    let ways = channels.map(|channel| read_points(db, &accounts, channel));
    let [calls, emails] = ways;
    let (calls, emails) = (calls?, emails?);
    for (errand, refused) in &mut errands {
        let found = [(&calls, refused[0]), (&emails, refused[1])]
            .into_iter()
            .filter(|(_, is_refused)| !is_refused)
            .filter_map(|(points, _)| best_point(points.get(&errand.account_id)?, false))
            .next();
        match found {
            Some(point) => errand.way = crate::contact::one_line(&point.value),
            None if *refused == [true, true] => {
                errand.objection = "asked not to be contacted: only when they come in".into();
            }
            None => errand.objection = "no phone or e-mail that may be used".into(),
        }
    }
    Ok(errands.into_iter().map(|(errand, _)| errand).collect())
}

fn what_words(kind: &str, words: &str, friend: &str) -> String {
    match (kind, friend) {
        ("thanks", "") => "Say thank you: somebody they sent has ordered".into(),
        ("thanks", friend) => format!("Say thank you: {friend}, whom they sent, has ordered"),
        ("perk", _) => format!("Give what points were paid for: {words}"),
        _ => format!("Call about «{words}»: they opened it"),
    }
}

/// Marks an errand as done, or as open again.
///
/// # Errors
/// When there is no such errand or the database refuses.
pub fn close_errand(store: &Store, id: i64, done_at: Option<&str>) -> Result<(), ActError> {
    let changed = store.write(|db| {
        let sql = include_str!("../sql/errand.close.sql");
        Ok::<_, ActError>(db.prepare_cached(sql)?.execute((id, done_at))?)
    })?;
    if changed == 0 {
        return Err(ActError::NoSuch(format!("there is no errand {id}")));
    }
    Ok(())
}
