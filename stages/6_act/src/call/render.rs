//! A checked row in; one entry of the call list, with its guide, out.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use store::rusqlite;
use terms::{Business, Channel, Day};

use crate::ActError;
use crate::checks::{Facts, Reach, read_checked};
use crate::contact::full_name;
use crate::texts::{Fields, TouchTexts, Words, fields_of, read_texts};

/// One call to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallItem {
    /// Its row of the ledger; the key under which its result is recorded.
    pub planned_touch_id: i64,
    /// The account called.
    pub account_id: i64,
    /// The account's own number, as the business knows it.
    pub account_number: String,
    /// The campaign it belongs to.
    pub campaign_id: i64,
    /// Its name: why this account is called.
    pub campaign: String,
    /// The day it is to be made.
    pub due_day: Day,
    /// The last day it may be made.
    pub expiry_day: Day,
    /// Whom to ask for; empty when nobody is known by name.
    pub name: String,
    /// The firm; empty for households.
    pub company: String,
    /// The number as its owner writes it.
    pub phone: String,
    /// The product bought last; empty when none is known.
    pub last_product: String,
    /// The day of the last order.
    pub last_order_day: Option<Day>,
    /// Percent off that may be offered; 0 when nothing is.
    pub offer_percent: i64,
    /// Last day of the offer.
    pub offer_until: Option<Day>,
    /// The account's own code.
    pub code: String,
    /// The steps of the call.
    pub guide: Vec<String>,
    /// What to ask and write down.
    pub ask: Vec<String>,
    /// Tries so far that reached nobody.
    pub tries: i64,
    /// The file it was listed in.
    pub list: String,
}

impl CallItem {
    /// Whom the list shows: the person, else the firm.
    pub(crate) fn whom(&self) -> &str {
        if self.name.is_empty() {
            &self.company
        } else {
            &self.name
        }
    }
}

/// The entry of a checked row.
pub(crate) fn call_item(
    facts: Facts,
    reach: &Reach,
    texts: &TouchTexts,
    business: &Business,
) -> CallItem {
    let fields: Fields = fields_of(&facts, reach, business);
    // A call can be made without its guide, so a text that cannot be filled in stops nobody.
    let words = texts.words(&fields).unwrap_or_else(|problem| Words {
        guide: vec![problem.to_string()],
        ..Words::default()
    });
    CallItem {
        planned_touch_id: facts.id,
        account_id: facts.account_id,
        account_number: facts.account_number,
        campaign_id: facts.campaign_id,
        campaign: facts.campaign,
        due_day: facts.due,
        expiry_day: facts.expiry,
        name: full_name(reach.person.as_ref()),
        company: fields.company,
        phone: crate::contact::one_line(&reach.point.value),
        last_product: fields.last_product,
        last_order_day: facts.last_order_day,
        offer_percent: facts.offer_percent,
        offer_until: facts.offer_until,
        code: facts.code,
        guide: words.guide,
        ask: words.ask,
        tries: facts.attempt,
        list: facts.artefact,
    }
}

/// The calls to be made as of this day, those of the days ahead that are already listed
/// included; earliest first. Checked anew: who has bought or objected meanwhile is not among them.
///
/// # Errors
/// When the database refuses.
pub fn read_calls(db: &Connection, as_of: Day) -> Result<Vec<CallItem>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/render.read_open.sql"))?;
    let rows = statement.query_map([as_of.number()], |row| row.get(0))?;
    let open = rows.collect::<Result<Vec<i64>, _>>()?;
    read_items(db, &open, as_of)
}

/// The entries of these rows that may still be called.
pub(crate) fn read_items(
    db: &Connection,
    ids: &[i64],
    as_of: Day,
) -> Result<Vec<CallItem>, ActError> {
    let business = read_business(db)?;
    let checked = read_checked(db, ids, Channel::Call, as_of)?;
    let touches: Vec<i64> = checked.iter().map(|one| one.facts.touch_id).collect();
    let texts = read_texts(db, &touches)?;
    let mut items = Vec::with_capacity(checked.len());
    for one in checked {
        if let (Ok(reach), Some(texts)) = (one.reach, texts.get(&one.facts.touch_id)) {
            items.push(call_item(one.facts, &reach, texts, &business));
        }
    }
    items.sort_by_key(|item| (item.due_day, item.planned_touch_id));
    Ok(items)
}

/// What the owner said about the business, read within the same picture of the data.
fn read_business(db: &Connection) -> Result<Business, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/render.read_business.sql"))?;
    let text: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    let read = text.map(|text| serde_json::from_str(&text)).transpose();
    let read = read.map_err(|error| store::StoreError::Damaged {
        what: "setting business".to_owned(),
        why: error.to_string(),
    })?;
    Ok(read.unwrap_or_default())
}
