//! One account and the touches proposed for it in; what it would really get out.
//!
//! The same words, layouts and contact points as in a delivery; only the code is a sample, for a
//! code is drawn when the campaign starts.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde_json::Value;
use store::rusqlite;
use terms::{AccountKind, Business, Channel, Day};

use crate::ActError;
use crate::checks::{About, Facts, Reach, read_people, read_points};
use crate::contact::{Person, Point, best_point, person_of, why_unreachable};
use crate::email::render::render;
use crate::letter::render::{letter, sheet};
use crate::page::stop_address;
use crate::texts::{Fields, TouchTexts, Words, fields_of};
use crate::waiting::coded;

/// Stands where the code will stand.
const SAMPLE_CODE: &str = "YOUR-CODE-HERE";

/// Stands where the secret part of the personal address will stand.
const SAMPLE_TOKEN: &str = "sample";

/// What one touch will look like for one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// Its place in the campaign, from 1.
    pub step: u32,
    /// How it reaches the account.
    pub channel: Channel,
    /// To whom it goes, or why it cannot.
    pub to: String,
    /// Whether it can go there; if not, this account gets nothing on this channel.
    pub reaches: bool,
    /// Its subject.
    pub subject: String,
    /// The whole as plain text.
    pub text: String,
    /// The whole as a page to show in a frame of its own; empty for calls.
    pub html: String,
}

/// The campaign a preview is of.
#[derive(Clone, Debug, Default)]
pub struct PreviewCase {
    /// Discount in percent; 0 without an offer.
    pub offer_percent: i64,
    /// Last day of the offer.
    pub offer_until: Option<Day>,
    /// What it is about.
    pub about: About,
}

/// What an account would get, touch by touch. The touches are the templates as a strategy has
/// them, each naming its channel.
///
/// # Errors
/// When a text cannot be filled in or the database refuses; empty for an unknown account.
pub fn preview(
    db: &Connection,
    business: &Business,
    as_of: Day,
    account_id: i64,
    touches: &[Value],
    case: &PreviewCase,
) -> Result<Vec<Preview>, ActError> {
    let Some(mut facts) = read_account(db, account_id)? else {
        return Ok(Vec::new());
    };
    (facts.offer_percent, facts.offer_until, facts.due) =
        (case.offer_percent, case.offer_until, as_of);
    facts.about = case.about.clone();
    let people = read_people(db, &[account_id])?
        .remove(&account_id)
        .unwrap_or_default();
    let mut previews = Vec::with_capacity(touches.len());
    for (at, touch) in touches.iter().enumerate() {
        let texts = TouchTexts::compile(&touch.to_string())?;
        let channel = texts.channel.unwrap_or(Channel::Email);
        let points = read_points(db, &[account_id], channel)?
            .remove(&account_id)
            .unwrap_or_default();
        let (reach, problem) = reach_of(channel, &points, &people);
        let fields = fields_of(&facts, &reach, business);
        let words = texts.words(&fields)?;
        let mut one = shown(channel, &facts, &reach, &fields, words, business)?;
        one.step = at as u32 + 1;
        if let Some(problem) = problem {
            one.to = problem.to_owned();
            one.reaches = false;
        }
        previews.push(one);
    }
    Ok(previews)
}

fn reach_of(
    channel: Channel,
    points: &[Point],
    people: &[Person],
) -> (Reach, Option<&'static str>) {
    let is_post = channel == Channel::Letter;
    match best_point(points, is_post) {
        Some(point) => {
            let person = person_of(point, people).cloned();
            (
                Reach {
                    point: point.clone(),
                    person,
                },
                None,
            )
        }
        None => {
            let nowhere = Point::default();
            let person = person_of(&nowhere, people).cloned();
            (
                Reach {
                    point: nowhere,
                    person,
                },
                Some(why_unreachable(points, is_post)),
            )
        }
    }
}

fn shown(
    channel: Channel,
    facts: &Facts,
    reach: &Reach,
    fields: &Fields,
    words: Words,
    business: &Business,
) -> Result<Preview, ActError> {
    let subject = words.subject.clone();
    let preview = |to: String, text, html| Preview {
        step: 0,
        channel,
        to,
        reaches: true,
        subject,
        text,
        html,
    };
    let to = if fields.name.is_empty() {
        reach.point.value.clone()
    } else {
        format!(
            "{}, {}",
            fields.name,
            crate::contact::one_line(&reach.point.value)
        )
    };
    Ok(match channel {
        Channel::Email => {
            let mail = render(
                &words,
                fields,
                business,
                &stop_address(business, SAMPLE_TOKEN),
            )?;
            preview(to, mail.text, mail.html)
        }
        Channel::Letter => {
            let letter = letter(facts, reach, fields, words, business, facts.due);
            let (text, html) = sheet(&letter)?;
            preview(letter.recipient_lines.join(", "), text, html)
        }
        Channel::Call => {
            let steps = words.guide.iter().enumerate();
            let guide: Vec<String> = steps
                .map(|(at, step)| format!("{}. {step}", at + 1))
                .collect();
            let asks: Vec<String> = words.ask.iter().map(|ask| format!("Ask: {ask}")).collect();
            preview(to, [guide, asks].concat().join("\n"), String::new())
        }
    })
}

fn read_account(db: &Connection, account_id: i64) -> Result<Option<Facts>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../sql/preview.read_account.sql"))?;
    let read = statement.query_row([account_id], |row| {
        let kind: AccountKind = coded(row, 0)?;
        let last_order_day = row.get::<_, Option<i32>>(4)?.map(Day::from_number);
        Ok(Facts {
            id: 0,
            due: Day::from_number(0),
            expiry: Day::from_number(0),
            touch_id: 0,
            channel: Channel::Email,
            unit_cost_minor: 0,
            account_id,
            kind,
            account_name: crate::contact::one_line(&row.get::<_, String>(1)?),
            account_number: row.get(2)?,
            is_gone: false,
            campaign_id: 0,
            campaign: String::new(),
            is_stopped: false,
            offer_percent: 0,
            offer_until: None,
            code: SAMPLE_CODE.to_owned(),
            page_token: SAMPLE_TOKEN.to_owned(),
            last_product: row.get(3)?,
            last_order_day,
            consent: String::new(),
            is_customer: true,
            ended: None,
            about: About::default(),
            attempt: 0,
            artefact: String::new(),
            share_token: SAMPLE_TOKEN.to_owned(),
            friend_percent: row.get(5)?,
            theme: None,
        })
    });
    Ok(read.optional()?)
}
