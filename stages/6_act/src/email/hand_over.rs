//! Due e-mails in; mails at the mail server, and each row in its state, out.
//!
//! Rows are claimed a batch at a time after the checks, posted to the office, and settled a
//! batch at a time as the answers come. At most two batches are under way, so memory is bounded;
//! the journal knows what is on the wire at any instant.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

use lettre::message::Mailbox;
use terms::{Channel, TouchState};

use crate::ActError;
use crate::checks::{Checked, read_checked};
use crate::delivery::Delivery;
use crate::email::journal::Journal;
use crate::email::message::{Cover, message_id, recipient, sender_of, signed_by};
use crate::email::office::{Office, Outcome, Outgoing, Sent};
use crate::email::smtp::Answer;
use crate::ledger::Change;
use crate::options::ActReport;
use crate::page::stop_address;
use crate::texts::{TouchTexts, UNWRITABLE, fields_of, read_texts};

/// Rows claimed and settled in one transaction: large enough that the disk's work is shared by
/// many, small enough that a power cut leaves few in doubt.
const MAILS_A_BATCH: usize = 500;

/// Hands over these e-mails; the report says how each ended or why it waits.
pub(crate) fn hand_over(
    delivery: &Delivery<'_>,
    journal: &Arc<Journal>,
    due: &[i64],
    report: &mut ActReport,
) -> Result<(), ActError> {
    if due.is_empty() {
        return Ok(());
    }
    delivery.require_sender()?;
    match Office::open(delivery, journal) {
        Ok(office) => Round::begin(delivery, &office)?.run(due, report)?,
        Err(problem) => {
            report.waiting_for_smtp += due.len() as u64;
            report.smtp_problem = Some(problem);
        }
    }
    Ok(())
}

/// One run over all due e-mails.
struct Round<'a> {
    delivery: &'a Delivery<'a>,
    office: &'a Office,
    from: Mailbox,
    date: SystemTime,
    texts: HashMap<i64, Arc<TouchTexts>>,
    under_way: usize,
}

impl<'a> Round<'a> {
    fn begin(delivery: &'a Delivery<'a>, office: &'a Office) -> Result<Self, ActError> {
        let from = sender_of(&delivery.business)?;
        let instant = delivery.options.now.parse::<jiff::Timestamp>();
        let date = instant
            .map(SystemTime::from)
            .map_err(|error| ActError::Text {
                what: "the date of the mails".to_owned(),
                why: error.to_string(),
            })?;
        Ok(Round {
            delivery,
            office,
            from,
            date,
            texts: HashMap::new(),
            under_way: 0,
        })
    }

    fn run(&mut self, due: &[i64], report: &mut ActReport) -> Result<(), ActError> {
        let mut taken = 0;
        loop {
            let goes_on = self.office.problem().is_none() && !self.delivery.progress.cancelled();
            // A second batch waits at the office while the first one is settled here.
            if goes_on && taken < due.len() && self.under_way <= MAILS_A_BATCH {
                let batch = &due[taken..(taken + MAILS_A_BATCH).min(due.len())];
                self.claim(batch, report)?;
                taken += batch.len();
            } else if self.under_way > 0 {
                self.settle(report)?;
            } else {
                break;
            }
            let done = (taken - self.under_way) as u64;
            self.delivery
                .progress
                .at("Sending e-mails", done, due.len() as u64);
        }
        report.waiting_for_smtp += (due.len() - taken) as u64;
        report.smtp_problem = self.office.problem();
        self.delivery.require_not_cancelled()
    }

    /// Checks a batch, claims what may leave and posts it.
    fn claim(&mut self, batch: &[i64], report: &mut ActReport) -> Result<(), ActError> {
        let as_of = self.delivery.as_of();
        let checked = self
            .delivery
            .store
            .read(|db| read_checked(db, batch, Channel::Email, as_of))?;
        self.read_missing_texts(&checked)?;
        let mut changes = Vec::with_capacity(checked.len());
        let mut posts = Vec::with_capacity(checked.len());
        for one in checked {
            let id = one.facts.id;
            let contact_point_id = one.contact_point_id();
            match self.outgoing(one) {
                Ok(mail) => {
                    changes.push(Change {
                        message_id: mail.cover.message_id.clone(),
                        contact_point_id,
                        tries: 1,
                        ..Change::to(id, TouchState::Claimed)
                    });
                    posts.push(mail);
                }
                Err(reason) => {
                    report.skip(reason);
                    changes.push(Change::to(id, TouchState::Skipped).because(reason));
                }
            }
        }
        self.delivery.write(&changes)?;
        self.under_way += posts.len();
        posts.into_iter().for_each(|mail| self.office.post(mail));
        Ok(())
    }

    fn read_missing_texts(&mut self, checked: &[Checked]) -> Result<(), ActError> {
        let mut missing: Vec<i64> = checked.iter().map(|one| one.facts.touch_id).collect();
        missing.retain(|touch| !self.texts.contains_key(touch));
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            let read = self.delivery.store.read(|db| read_texts(db, &missing))?;
            self.texts.extend(
                read.into_iter()
                    .map(|(touch, texts)| (touch, Arc::new(texts))),
            );
        }
        Ok(())
    }

    /// The mail of a checked row, or why there is none.
    fn outgoing(&self, one: Checked) -> Result<Outgoing, &'static str> {
        let (facts, reach) = (one.facts, one.reach?);
        let business = &self.delivery.business;
        let fields = fields_of(&facts, &reach, business);
        let to = recipient(&fields.name, &reach.point.value).ok_or("not an e-mail address")?;
        let texts = self.texts.get(&facts.touch_id).ok_or(UNWRITABLE)?;
        let about = &facts.about;
        let (from, reply_to) = signed_by(&self.from, &about.sender_name, &about.sender_email);
        Ok(Outgoing {
            id: facts.id,
            cost_minor: facts.unit_cost_minor,
            texts: Arc::clone(texts),
            fields,
            cover: Cover {
                from,
                reply_to,
                to,
                message_id: message_id(facts.id, &self.delivery.workspace, &self.from),
                stop_address: stop_address(business, &facts.page_token),
                date: self.date,
            },
        })
    }

    /// Waits for a batch of answers and writes them down.
    fn settle(&mut self, report: &mut ActReport) -> Result<(), ActError> {
        let sent = self.office.collect(self.under_way.min(MAILS_A_BATCH))?;
        self.under_way -= sent.len();
        let changes: Vec<Change> = sent.iter().map(|one| settled(one, report)).collect();
        self.delivery.write(&changes)
    }
}

/// The state an outcome means; counts it.
fn settled(sent: &Sent, report: &mut ActReport) -> Change {
    let to = |state, reply: &String| Change {
        reply: reply.clone(),
        ..Change::to(sent.id, state)
    };
    match &sent.outcome {
        Outcome::Answered(Answer::Accepted(reply)) => {
            report.emails_sent += 1;
            Change {
                cost_minor: sent.cost_minor,
                ..to(TouchState::Done, reply)
            }
        }
        Outcome::Answered(Answer::Rejected(reply)) => {
            report.rejected += 1;
            to(TouchState::Rejected, reply)
        }
        Outcome::Answered(Answer::Deferred(reply) | Answer::NotSent(reply)) => {
            report.deferred += 1;
            to(TouchState::Deferred, reply)
        }
        Outcome::Answered(Answer::InDoubt(why)) => {
            report.in_doubt += 1;
            let change = Change::to(sent.id, TouchState::InDoubt).because(why.clone());
            Change {
                cost_minor: sent.cost_minor,
                ..change
            }
        }
        Outcome::Unwritable(why) => {
            report.skip(UNWRITABLE);
            to(TouchState::Skipped, why).because(UNWRITABLE)
        }
        Outcome::Returned => {
            report.waiting_for_smtp += 1;
            Change {
                tries: -1,
                ..Change::to(sent.id, TouchState::Planned)
            }
        }
    }
}
