//! An occasion in; one enrolment with its planned touches out, once.

use rusqlite::{OptionalExtension, Transaction};
use store::rusqlite;
use terms::Day;

use crate::trigger::chance::drawn;
use crate::trigger::file::{Again, Question};
use crate::trigger::find::Occasion;
use crate::{PlanError, TouchTemplate, Trigger};

/// A standing campaign has no last day; this stands for none (31 December 9999).
const NO_LAST_DAY: i32 = 2_932_896;

/// The standing campaign that occasions enter.
pub(crate) struct Entrance<'t> {
    pub(crate) trigger: &'t Trigger,
    pub(crate) campaign_id: i64,
    pub(crate) touch_ids: Vec<i64>,
    pub(crate) seed: u64,
    pub(crate) as_of: Day,
}

impl<'t> Entrance<'t> {
    /// The running campaign of this version of a trigger; made where there is none yet.
    pub(crate) fn open(
        db: &Transaction<'_>,
        trigger: &'t Trigger,
        as_of: Day,
        seed: u64,
    ) -> Result<Self, PlanError> {
        let version_id = write_version(db, trigger, as_of)?;
        let found: Option<i64> = db
            .prepare_cached(include_str!("../../sql/enter.find_campaign.sql"))?
            .query_row([version_id], |row| row.get(0))
            .optional()?;
        let campaign_id = match found {
            Some(id) => id,
            None => insert_campaign(db, trigger, version_id, as_of, seed)?,
        };
        let mut statement = db.prepare_cached(include_str!("../../sql/enter.read_touches.sql"))?;
        let touch_ids = statement.query_map([campaign_id], |row| row.get(0))?;
        Ok(Entrance {
            trigger,
            campaign_id,
            touch_ids: touch_ids.collect::<Result<_, _>>()?,
            seed,
            as_of,
        })
    }

    /// Enters an occasion, unless it is in already, comes too soon after another, or too late for
    /// every touch. Says whether it did.
    pub(crate) fn enter(&self, db: &Transaction<'_>, one: &Occasion) -> Result<bool, PlanError> {
        let start = self.start_day(db, one)?;
        let is_late =
            |touch: &TouchTemplate| start + touch.wait_days + touch.expiry_days < self.as_of;
        if self.trigger.touches.iter().all(is_late) || self.is_in(db, one)? {
            return Ok(false);
        }
        let share = self.trigger.control_share;
        let (arm, probability) = drawn(
            self.seed,
            &self.trigger.code,
            one.account_id,
            &one.key,
            share,
        );
        db.prepare_cached(include_str!("../../sql/enter.insert_enrolment.sql"))?
            .execute((
                self.campaign_id,
                one.account_id,
                arm.code(),
                probability,
                &one.key,
            ))?;
        let enrolment_id = db.last_insert_rowid();
        self.write_occasion(db, enrolment_id, one)?;
        let mut insert =
            db.prepare_cached(include_str!("../../sql/commit.insert_planned_touch.sql"))?;
        for (touch, touch_id) in self.trigger.touches.iter().zip(&self.touch_ids) {
            let due = start + touch.wait_days;
            let expiry = due + touch.expiry_days;
            insert.execute((enrolment_id, touch_id, due.number(), expiry.number()))?;
        }
        Ok(true)
    }

    /// The day its touches are counted from: the occasion's, or the first day of peace after it.
    fn start_day(&self, db: &Transaction<'_>, one: &Occasion) -> Result<Day, PlanError> {
        if self.trigger.peace_days == 0 {
            return Ok(one.day);
        }
        let last: Option<i32> = db
            .prepare_cached(include_str!("../../sql/enter.last_contact.sql"))?
            .query_row([one.account_id], |row| row.get(0))?;
        let peace = last.map(|day| Day::from_number(day) + self.trigger.peace_days);
        Ok(peace.map_or(one.day, |day| day.max(one.day)))
    }

    /// Whether the occasion, or one too near to it, was entered before, in any version.
    fn is_in(&self, db: &Transaction<'_>, one: &Occasion) -> Result<bool, PlanError> {
        let near = match self.trigger.again {
            Again::AfterDays(days) => one.day - days,
            Again::EachOccasion | Again::Never => Day::from_number(i32::MAX),
        };
        let row = (&self.trigger.code, one.account_id, &one.key, near.number());
        Ok(db
            .prepare_cached(include_str!("../../sql/enter.is_in.sql"))?
            .exists(row)?)
    }

    fn write_occasion(
        &self,
        db: &Transaction<'_>,
        enrolment_id: i64,
        one: &Occasion,
    ) -> Result<(), PlanError> {
        db.prepare_cached(include_str!("../../sql/enter.insert_occasion.sql"))?
            .execute((
                enrolment_id,
                one.day.number(),
                one.about_day.map(Day::number),
                &one.subject,
                one.quantity,
                one.amount_minor,
                &one.namespace,
                &one.order_key,
            ))?;
        if let Some(list) = &self.trigger.list {
            let what = match one.subject.as_str() {
                "" => self.trigger.start_words(),
                subject => subject.to_owned(),
            };
            let order = match one.order_key.as_str() {
                "" => String::new(),
                key => format!(", order {key}"),
            };
            let basis = format!("{what}{order}, {}", one.day.words());
            let until = one.day + list.days;
            db.prepare_cached(include_str!("../../sql/enter.insert_member.sql"))?
                .execute((
                    &list.name,
                    one.account_id,
                    one.day.number(),
                    until.number(),
                    basis,
                    enrolment_id,
                ))?;
        }
        Ok(())
    }
}

/// The number of this text's version; a changed text becomes a new version.
fn write_version(db: &Transaction<'_>, trigger: &Trigger, as_of: Day) -> Result<i64, PlanError> {
    let newest: Option<(i64, i64, String)> = db
        .prepare_cached(include_str!("../../sql/enter.newest_version.sql"))?
        .query_row([&trigger.code], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let version = match newest {
        Some((id, _, text)) if text == trigger.text => return Ok(id),
        Some((_, version, _)) => version + 1,
        None => 1,
    };
    let ends: Vec<&str> = trigger.ends.iter().map(|end| end.code()).collect();
    let silent = Question {
        text: String::new(),
        answers: Vec::new(),
    };
    let question = trigger.question.as_ref().unwrap_or(&silent);
    let sender = trigger.sender.as_ref();
    db.prepare_cached(include_str!("../../sql/enter.insert_version.sql"))?
        .execute((
            &trigger.code,
            version,
            &trigger.text,
            as_of.number(),
            ends.join(" "),
            trigger.kinds().join(" "),
            sender.map_or("", |sender| sender.name.trim()),
            sender.map_or("", |sender| sender.email.trim()),
            &question.text,
            json(&question.answers, "answers")?,
        ))?;
    Ok(db.last_insert_rowid())
}

fn insert_campaign(
    db: &Transaction<'_>,
    trigger: &Trigger,
    version_id: i64,
    as_of: Day,
    seed: u64,
) -> Result<i64, PlanError> {
    db.prepare_cached(include_str!("../../sql/enter.insert_campaign.sql"))?
        .execute((
            &trigger.name,
            version_id,
            as_of.number(),
            NO_LAST_DAY,
            seed.cast_signed(),
            trigger.control_share,
        ))?;
    let campaign_id = db.last_insert_rowid();
    crate::commit::insert_touches(db, campaign_id, &trigger.touches)?;
    Ok(campaign_id)
}

fn json(texts: &[String], what: &'static str) -> Result<String, PlanError> {
    serde_json::to_string(texts).map_err(|error| PlanError::Damaged {
        what,
        why: error.to_string(),
    })
}
