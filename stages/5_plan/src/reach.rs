//! Who may be reached how: one small mark per account, filled by one pass over each table.

use std::collections::HashSet;

use rusqlite::Connection;
use store::rusqlite;
use terms::{Channel, Day};

use crate::{LeftOutReason, PlanError};

/// What is known about reaching one account, in bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark(u16);

impl Mark {
    const GRANTED_EMAIL: u16 = 1 << 9;
    const RECENT: u16 = 1 << 10;
    const RUNNING: u16 = 1 << 11;
    const MARKETED: u16 = 1 << 12;

    fn usable(channel: Channel) -> u16 {
        1 << place(channel)
    }
    fn suppressed(channel: Channel) -> u16 {
        1 << (3 + place(channel))
    }
    fn refused(channel: Channel) -> u16 {
        1 << (6 + place(channel))
    }
    fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }

    /// Whether a touch on this channel may be planned for the account.
    ///
    /// An e-mail needs consent, or a customer who did not refuse it; letters and calls need
    /// only that nobody refused them.
    pub(crate) fn reaches(self, channel: Channel, is_customer: bool) -> bool {
        self.has(Mark::usable(channel)) && self.may(channel, is_customer)
    }

    fn may(self, channel: Channel, is_customer: bool) -> bool {
        let wanted = channel != Channel::Email || is_customer || self.has(Mark::GRANTED_EMAIL);
        wanted && !self.has(Mark::refused(channel))
    }

    /// Why the account can be in no campaign at all right now.
    pub(crate) fn kept_out(self) -> Option<LeftOutReason> {
        if !self.has(Mark::MARKETED) {
            Some(LeftOutReason::NotMarketed)
        } else if self.has(Mark::RUNNING) {
            Some(LeftOutReason::InCampaign)
        } else if self.has(Mark::RECENT) {
            Some(LeftOutReason::TooRecent)
        } else {
            None
        }
    }

    /// Why none of these channels reaches the account.
    pub(crate) fn unreachable_because(
        self,
        channels: &[Channel],
        is_customer: bool,
    ) -> LeftOutReason {
        let there = |channel: &&Channel| self.has(Mark::usable(**channel));
        if channels
            .iter()
            .filter(there)
            .any(|channel| !self.may(*channel, is_customer))
        {
            LeftOutReason::Refused
        } else if channels
            .iter()
            .any(|channel| self.has(Mark::suppressed(*channel)))
        {
            LeftOutReason::Suppressed
        } else {
            LeftOutReason::NoAddress
        }
    }
}

fn place(channel: Channel) -> u16 {
    match channel {
        Channel::Email => 0,
        Channel::Letter => 1,
        Channel::Call => 2,
    }
}

/// The channel that a kind of contact point serves.
fn channel_of_kind(kind: &str) -> Option<Channel> {
    match kind {
        "email" => Some(Channel::Email),
        "post" => Some(Channel::Letter),
        "phone" => Some(Channel::Call),
        _ => None,
    }
}

/// The marks of all accounts, by account number: two bytes each.
pub(crate) struct Reach {
    marks: Vec<Mark>,
    /// Accounts a campaign may speak to at all: the base that limits are a share of.
    pub base: u64,
}

impl Reach {
    /// The mark of this account; that of nobody when it is not known.
    pub(crate) fn of(&self, account_id: i64) -> Mark {
        usize::try_from(account_id)
            .ok()
            .and_then(|at| self.marks.get(at))
            .copied()
            .unwrap_or_default()
    }

    fn set(&mut self, account_id: i64, bit: u16) {
        if let Some(mark) = usize::try_from(account_id)
            .ok()
            .and_then(|at| self.marks.get_mut(at))
        {
            mark.0 |= bit;
        }
    }

    /// Reads who may be reached how on this day.
    pub(crate) fn read(db: &Connection, as_of: Day, cap_days: i32) -> Result<Reach, PlanError> {
        let last: i64 = db.query_row(include_str!("../sql/reach.last_account.sql"), [], |row| {
            row.get(0)
        })?;
        let mut reach = Reach {
            marks: vec![Mark::default(); usize::try_from(last).unwrap_or(0) + 1],
            base: 0,
        };
        reach.read_marketed(db)?;
        reach.read_contact_points(db)?;
        reach.read_consents(db)?;
        reach.read_busy(db, as_of, cap_days)?;
        Ok(reach)
    }

    fn read_marketed(&mut self, db: &Connection) -> Result<(), PlanError> {
        let mut statement = db.prepare_cached(include_str!("../sql/reach.read_marketed.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.set(row.get(0)?, Mark::MARKETED);
            self.base += 1;
        }
        Ok(())
    }

    fn read_contact_points(&mut self, db: &Connection) -> Result<(), PlanError> {
        let suppressed = read_suppressed(db)?;
        let mut statement =
            db.prepare_cached(include_str!("../sql/reach.read_contact_points.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(channel) = channel_of_kind(row.get_ref(2)?.as_str().unwrap_or_default())
            else {
                continue;
            };
            let is_suppressed = suppressed.contains(&row.get::<_, i64>(0)?);
            let bit = if is_suppressed {
                Mark::suppressed(channel)
            } else {
                Mark::usable(channel)
            };
            self.set(row.get(1)?, bit);
        }
        Ok(())
    }

    fn read_consents(&mut self, db: &Connection) -> Result<(), PlanError> {
        let mut statement = db.prepare_cached(include_str!("../sql/reach.read_consents.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Ok(channel) = row
                .get_ref(1)?
                .as_str()
                .unwrap_or_default()
                .parse::<Channel>()
            else {
                continue;
            };
            match row.get_ref(2)?.as_str().unwrap_or_default() {
                "granted" if channel == Channel::Email => {
                    self.set(row.get(0)?, Mark::GRANTED_EMAIL)
                }
                "refused" => self.set(row.get(0)?, Mark::refused(channel)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Marks accounts in running campaigns and those touched within the days of peace.
    fn read_busy(&mut self, db: &Connection, as_of: Day, cap_days: i32) -> Result<(), PlanError> {
        let mut statement = db.prepare_cached(include_str!("../sql/reach.read_running.sql"))?;
        let mut rows = statement.query([as_of.number()])?;
        while let Some(row) = rows.next()? {
            self.set(row.get(0)?, Mark::RUNNING);
        }
        let since = as_of - cap_days.max(0);
        let earliest = since - LATE_DAYS_MAX;
        let mut statement = db.prepare_cached(include_str!("../sql/reach.read_recent.sql"))?;
        let mut rows = statement.query([earliest.number(), since.number()])?;
        while let Some(row) = rows.next()? {
            self.set(row.get(0)?, Mark::RECENT);
        }
        Ok(())
    }
}

/// A touch leaves at most this long after its due day; lets the index on due days be used.
const LATE_DAYS_MAX: i32 = 365;

/// The contact points that must not be used, found from the short list of suppressions.
fn read_suppressed(db: &Connection) -> Result<HashSet<i64>, PlanError> {
    let mut statement = db.prepare_cached(include_str!("../sql/reach.read_suppressed.sql"))?;
    let ids = statement.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
