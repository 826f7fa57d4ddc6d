//! From signs to the state of an address.
//!
//! Enters: every sign about one address, oldest first. Leaves: its state. Pure but for the reading.

use rusqlite::{Connection, Transaction};

use crate::error::CleanError;

/// One sign that an address works or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) sign: String,
    pub(crate) day: i32,
    pub(crate) evidence: String,
}

/// What the signs say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PointState {
    /// `unverified`, `valid`, `bouncing`, `dead` or `moved`.
    pub(crate) code: &'static str,
    pub(crate) evidence: String,
    pub(crate) day: Option<i32>,
}

/// Two lasting refusals within this many days make an address dead: one may be a server's mishap.
const REFUSED_DAYS: i32 = 30;
/// Temporary failures on this many separate days within [`SOFT_SPAN_DAYS`] make an address dead;
/// large senders take 3 to 7.
const SOFT_DAYS: usize = 5;
/// See [`SOFT_DAYS`]; the longest span in use.
const SOFT_SPAN_DAYS: i32 = 60;

/// The state these signs make. A success wipes out what failed before it.
pub(crate) fn state_of_signs(signs: &[Sign]) -> PointState {
    let since = signs
        .iter()
        .rposition(|sign| sign.sign == "success")
        .map_or(0, |at| at + 1);
    let fails = &signs[since..];
    let state = |code, sign: &Sign| PointState {
        code,
        evidence: sign.evidence.clone(),
        day: Some(sign.day),
    };
    for (at, sign) in fails.iter().enumerate() {
        let before = |name: &str, days: i32| {
            fails[..=at]
                .iter()
                .filter(|other| other.sign == name && sign.day - other.day < days)
                .map(|other| other.day)
                .collect::<Vec<i32>>()
        };
        let mut soft_days = before("soft", SOFT_SPAN_DAYS);
        soft_days.dedup();
        match sign.sign.as_str() {
            "hard" | "wrong_number" | "returned" => return state("dead", sign),
            "moved" => return state("moved", sign),
            "refused" if before("refused", REFUSED_DAYS).len() >= 2 => return state("dead", sign),
            "soft" if soft_days.len() >= SOFT_DAYS => return state("dead", sign),
            _ => {}
        }
    }
    let fails = fails.iter().rev();
    if let Some(sign) =
        { fails }.find(|sign| matches!(sign.sign.as_str(), "refused" | "soft" | "fixable"))
    {
        return state("bouncing", sign);
    }
    match since.checked_sub(1) {
        Some(at) => state("valid", &signs[at]),
        None => PointState {
            code: "unverified",
            evidence: String::new(),
            day: None,
        },
    }
}

/// The state of an address by all signs about it.
pub(crate) fn state_of(db: &Connection, kind: &str, key: &str) -> Result<PointState, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/sign.of_key.sql"))?;
    let rows = statement.query_map((kind, key), |row| {
        Ok(Sign {
            sign: row.get(0)?,
            day: row.get(1)?,
            evidence: row.get(2)?,
        })
    })?;
    let signs: Vec<Sign> = rows.collect::<Result<_, _>>()?;
    Ok(state_of_signs(&signs))
}

/// A sign to be kept.
pub(crate) struct NewSign<'text> {
    pub(crate) kind: &'text str,
    pub(crate) key: &'text str,
    pub(crate) sign: &'text str,
    pub(crate) day: i32,
    /// What said so; the same is never counted twice.
    pub(crate) origin: &'text str,
    pub(crate) evidence: &'text str,
}

/// Keeps a sign; false when it was known.
pub(crate) fn insert_sign(db: &Transaction<'_>, sign: &NewSign<'_>) -> Result<bool, CleanError> {
    let new = db
        .prepare_cached(include_str!("../../sql/sign.insert.sql"))?
        .execute((
            sign.kind,
            sign.key,
            sign.sign,
            sign.day,
            sign.origin,
            sign.evidence,
        ))?;
    Ok(new > 0)
}

/// Writes the state of an address wherever it stands; gives the accounts that have it.
pub(crate) fn write_state(
    db: &Transaction<'_>,
    kind: &str,
    key: &str,
) -> Result<Vec<i64>, CleanError> {
    let state = state_of(db, kind, key)?;
    db.prepare_cached(include_str!("../../sql/sign.write_state.sql"))?
        .execute((kind, key, state.code, &state.evidence, state.day))?;
    let mut statement = db.prepare_cached(include_str!("../../sql/sign.accounts.sql"))?;
    let rows = statement.query_map((kind, key), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::{Sign, state_of_signs};

    fn state(signs: &[(&str, i32)]) -> &'static str {
        let signs: Vec<Sign> = signs
            .iter()
            .map(|(sign, day)| Sign {
                sign: (*sign).to_owned(),
                day: *day,
                evidence: String::new(),
            })
            .collect();
        state_of_signs(&signs).code
    }

    #[test]
    fn an_address_is_dead_when_it_is_proved_and_not_before() {
        for (signs, code) in [
            (vec![], "unverified"),
            (vec![("hard", 1)], "dead"),
            (vec![("hard", 1), ("success", 2)], "valid"),
            (vec![("success", 2), ("hard", 3)], "dead"),
            (vec![("refused", 1)], "bouncing"),
            (vec![("refused", 1), ("refused", 30)], "dead"),
            (vec![("refused", 1), ("refused", 31)], "bouncing"),
            (
                vec![("refused", 1), ("success", 5), ("refused", 20)],
                "bouncing",
            ),
            (
                vec![
                    ("soft", 1),
                    ("soft", 1),
                    ("soft", 1),
                    ("soft", 1),
                    ("soft", 1),
                ],
                "bouncing",
            ),
            (
                vec![
                    ("soft", 1),
                    ("soft", 9),
                    ("soft", 20),
                    ("soft", 40),
                    ("soft", 60),
                ],
                "dead",
            ),
            (
                vec![
                    ("soft", 1),
                    ("soft", 9),
                    ("soft", 20),
                    ("soft", 40),
                    ("soft", 61),
                ],
                "bouncing",
            ),
            (
                vec![
                    ("soft", 1),
                    ("soft", 2),
                    ("soft", 3),
                    ("success", 4),
                    ("soft", 5),
                    ("soft", 6),
                ],
                "bouncing",
            ),
            (vec![("wrong_number", 1)], "dead"),
            (vec![("returned", 1)], "dead"),
            (vec![("moved", 1)], "moved"),
            (vec![("fixable", 1)], "bouncing"),
            (vec![("complaint", 1)], "unverified"),
        ] {
            assert_eq!(state(&signs), code, "{signs:?}");
        }
    }
}
