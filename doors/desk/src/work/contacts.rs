//! Contacts typed in: by one of us, who is warned of somebody like it, or by a visitor of the page for
//! leads, who is believed only where nobody is known yet.

use anyhow::Result;
use clean::{Alike, Typed};
use gather::{Agreed, Entry, EntryLine, TypedBy};
use serde::{Deserialize, Serialize};
use store::Silent;
use store::rusqlite::OptionalExtension;

use crate::customers::shown_name;
use crate::{House, Refusal, clean_house};

/// Leads that are taken in within so many hours; more come from a machine.
const LEADS_MOST: [(i64, i64); 2] = [(1, 60), (24, 500)];

/// Entries on one page.
pub const ENTRIES_SHOWN: u32 = 50;

/// Somebody as typed into our own form; only the first two are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContactAsked {
    /// A person's name or a firm's.
    pub who: String,
    /// An e-mail address or a phone number.
    pub reach: String,
    /// The firm a person is with.
    pub company: String,
    /// What the person does there.
    pub role: String,
    /// A second way to reach them, of the other sort.
    pub other_reach: String,
    /// Street and house number.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country.
    pub country: String,
    /// By which they came to us.
    pub came_by: String,
    /// What was said.
    pub note: String,
    /// Somebody like it is known, and it is added all the same.
    pub sure: bool,
}

/// Somebody like it.
#[derive(Clone, Debug, Serialize)]
pub struct AlikeLine {
    /// Which account.
    pub account_id: i64,
    /// Its name.
    pub account: String,
    /// What is the same.
    pub why: &'static str,
    /// Whether what was typed would be put with it.
    pub is_same: bool,
}

/// What became of a contact.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "became")]
pub enum ContactAnswer {
    /// Somebody like it is known; nothing was written.
    Known {
        /// Who.
        alike: Vec<AlikeLine>,
    },
    /// It is kept.
    Added {
        /// The source it is; what to take back.
        source_id: i64,
        /// The account it belongs to; none while other work goes on, after which it is there.
        account_id: Option<i64>,
    },
}

/// A lead as a visitor sends it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LeadAsked {
    /// Name, and perhaps firm.
    pub name: String,
    /// The firm.
    pub company: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// What is wanted.
    pub message: String,
    /// The page or place that led here.
    pub came_by: String,
    /// Whether the box was ticked.
    pub agrees: bool,
}

/// What became of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadAnswer {
    /// It is kept.
    Kept,
    /// Too many came in a short time.
    TooMany,
}

/// Adds a contact, unless somebody like it is known and the person is not sure.
///
/// # Errors
/// When nothing can be made of what was typed, or the workspace cannot be written.
pub fn add_contact(house: &House, asked: &ContactAsked) -> Result<ContactAnswer> {
    let entry = entry_of(asked)?;
    if !asked.sure {
        let alike = alike_lines(house, &entry)?;
        if !alike.is_empty() {
            return Ok(ContactAnswer::Known { alike });
        }
    }
    let entered = gather::enter(&house.store, TypedBy::Us, &entry, &house.now())?;
    take_up(house)?;
    Ok(ContactAnswer::Added {
        source_id: entered.source_id,
        account_id: account_of(house, entered.source_id)?,
    })
}

/// Keeps a lead. What a stranger writes never changes what is known of a customer: where the address is
/// known the words go on that customer's timeline and nothing else does, and the consent is marked as not
/// confirmed.
///
/// # Errors
/// When the address cannot be one, or the workspace cannot be written.
pub fn take_lead(house: &House, asked: &LeadAsked) -> Result<LeadAnswer> {
    for (hours, most) in LEADS_MOST {
        let since = moment_before(&house.now(), hours)?;
        if house.store.read(|db| gather::count_leads(db, &since))? >= most {
            return Ok(LeadAnswer::TooMany);
        }
    }
    let entry = lead_entry(house, asked)?;
    gather::enter(&house.store, TypedBy::Visitor, &entry, &house.now())?;
    take_up(house)?;
    Ok(LeadAnswer::Kept)
}

/// The words beside the box of the page for leads.
///
/// # Errors
/// When the database refuses.
pub fn consent_words(house: &House) -> Result<String> {
    let name = house.business()?.name;
    let name = if name.is_empty() { "You" } else { &name };
    Ok(format!(
        "Yes, {name} may send me news and offers by e-mail. I can end this at any time."
    ))
}

/// A contact that was typed in, and whose it is.
#[derive(Clone, Debug, Serialize)]
pub struct TypedContact {
    /// What was typed.
    #[serde(flatten)]
    pub entry: EntryLine,
    /// The account it belongs to.
    pub account_id: Option<i64>,
}

/// Takes back what was typed in, with everything it brought.
///
/// # Errors
/// When there is no such import, other work is going on, or the database refuses.
pub fn undo_contact(house: &House, source_id: i64) -> Result<()> {
    let _lock = house.lock()?;
    gather::undo(&house.store, source_id, &house.now())?;
    clean_house(house, &Silent)?;
    Ok(())
}

/// Brings back what was taken back.
///
/// # Errors
/// When no such entry was taken back, other work is going on, or the database refuses.
pub fn redo_contact(house: &House, source_id: i64) -> Result<()> {
    let _lock = house.lock()?;
    crate::import_again(house, source_id, &Silent)?;
    clean_house(house, &Silent)?;
    Ok(())
}

/// Contacts typed in, the newest first, before this one.
///
/// # Errors
/// When the database refuses.
pub fn list_contacts(house: &House, before: Option<i64>) -> Result<Vec<TypedContact>> {
    let before = before.unwrap_or(i64::MAX);
    let entries = house
        .store
        .read(|db| gather::read_entries(db, before, ENTRIES_SHOWN))?;
    entries
        .into_iter()
        .map(|entry| {
            let account_id = account_of(house, entry.source_id)?;
            Ok(TypedContact { entry, account_id })
        })
        .collect()
}

/// An entry out of what was typed: which of both fields is which shows by what stands in them.
fn entry_of(asked: &ContactAsked) -> Result<Entry, Refusal> {
    let who = asked.who.trim();
    if who.is_empty() {
        return Err(Refusal::Usage("write a name or a firm".into()));
    }
    let mut entry = Entry {
        company: asked.company.clone(),
        role: asked.role.clone(),
        street: asked.street.clone(),
        postcode: asked.postcode.clone(),
        city: asked.city.clone(),
        country: asked.country.clone(),
        came_by: asked.came_by.clone(),
        message: asked.note.clone(),
        ..Entry::default()
    };
    if entry.company.trim().is_empty() && gather::is_company_name(who) {
        entry.company = who.to_owned();
    } else {
        entry.name = who.to_owned();
    }
    for reach in [&asked.reach, &asked.other_reach] {
        put_reach(&mut entry, reach.trim())?;
    }
    if entry.email.is_empty() && entry.phone.is_empty() && entry.street.trim().is_empty() {
        return Err(Refusal::Usage(
            "write an e-mail address or a phone number".into(),
        ));
    }
    Ok(entry)
}

fn put_reach(entry: &mut Entry, reach: &str) -> Result<(), Refusal> {
    let place = match (reach.is_empty(), reach.contains('@')) {
        (true, _) => return Ok(()),
        (false, true) if clean::is_email(reach) => &mut entry.email,
        (false, false) if clean::is_phone(reach) => &mut entry.phone,
        _ => {
            return Err(Refusal::Usage(format!(
                "«{reach}» is neither an e-mail address nor a phone number"
            )));
        }
    };
    if !place.is_empty() {
        return Err(Refusal::Usage(
            "that is twice the same sort; correct it on the customer's page".into(),
        ));
    }
    reach.clone_into(place);
    Ok(())
}

fn typed(entry: &Entry) -> Typed<'_> {
    Typed {
        company: &entry.company,
        name: &entry.name,
        first_name: &entry.first_name,
        last_name: &entry.last_name,
        email: &entry.email,
        phone: &entry.phone,
        street: &entry.street,
        postcode: &entry.postcode,
        city: &entry.city,
    }
}

fn alike_lines(house: &House, entry: &Entry) -> Result<Vec<AlikeLine>> {
    let alike = clean::find_alike(&house.store, &typed(entry))?;
    alike
        .into_iter()
        .map(|one| alike_line(house, one))
        .collect()
}

fn alike_line(house: &House, one: Alike) -> Result<AlikeLine> {
    let account = crate::read_corrigible(house, one.account_id)?.map(|about| about.name);
    Ok(AlikeLine {
        account_id: one.account_id,
        account: account.unwrap_or_else(|| shown_name(String::new(), "", one.account_id)),
        why: one.why,
        is_same: one.is_same,
    })
}

/// What is kept of a lead: all of it where nobody like it is known; else only the address, by which it
/// finds its account, and the rest as words.
fn lead_entry(house: &House, asked: &LeadAsked) -> Result<Entry> {
    let email = asked.email.trim();
    if !clean::is_email(email) {
        return Err(Refusal::Usage(
            "please write your e-mail address such as you@example.com".into(),
        )
        .into());
    }
    let mut entry = Entry {
        company: asked.company.clone(),
        name: asked.name.clone(),
        email: email.to_owned(),
        phone: if clean::is_phone(&asked.phone) {
            asked.phone.clone()
        } else {
            String::new()
        },
        came_by: came_by(&asked.came_by),
        message: asked.message.trim().to_owned(),
        ..Entry::default()
    };
    if entry.company.trim().is_empty() && gather::is_company_name(&entry.name) {
        entry.company = std::mem::take(&mut entry.name);
    }
    let alike = clean::find_alike(&house.store, &typed(&entry))?;
    if !alike.is_empty() {
        entry = as_words(&entry, asked);
        let only = Typed {
            email,
            ..Typed::default()
        };
        if clean::find_alike(&house.store, &only)?.is_empty() {
            // Like somebody, and not by the address: a prospect of its own, until one of us looks.
            entry.name.clone_from(&asked.name);
        }
    }
    if asked.agrees {
        entry.consent = Some(Agreed {
            purpose: "News and offers".into(),
            text: consent_words(house)?,
            counts: alike.is_empty(),
        });
    }
    Ok(entry)
}

/// The address alone, with everything else that was written in the message.
fn as_words(entry: &Entry, asked: &LeadAsked) -> Entry {
    let said = [
        ("Name", &asked.name),
        ("Firm", &asked.company),
        ("Phone", &asked.phone),
    ];
    let said = said.iter().filter(|(_, text)| !text.trim().is_empty());
    let mut words: Vec<String> = said
        .map(|(what, text)| format!("{what}: {}", text.trim()))
        .collect();
    words.extend((!entry.message.is_empty()).then(|| entry.message.clone()));
    Entry {
        email: entry.email.clone(),
        came_by: entry.came_by.clone(),
        message: words.join(". "),
        ..Entry::default()
    }
}

fn came_by(place: &str) -> String {
    match place.trim() {
        "" => "lead form".to_owned(),
        place => format!("lead form, {place}"),
    }
}

/// Puts what was typed with whom it is about, unless other work goes on, which does so at its end.
fn take_up(house: &House) -> Result<()> {
    if let Ok(_lock) = house.lock() {
        clean_house(house, &Silent)?;
    }
    Ok(())
}

/// Whether somebody was typed in while other work went on, and is not put with anybody yet.
pub(crate) fn contacts_wait(house: &House) -> Result<bool> {
    house.store.read(|db| {
        let sql = include_str!("../../sql/contacts.wait.sql");
        Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    })
}

/// The account the row of an entry belongs to.
fn account_of(house: &House, source_id: i64) -> Result<Option<i64>> {
    house.store.read(|db| {
        let mut statement = db.prepare_cached(include_str!("../../sql/contacts.account_of.sql"))?;
        Ok(statement
            .query_row([source_id], |row| row.get(0))
            .optional()?)
    })
}

/// The moment so many hours before another.
fn moment_before(now: &str, hours: i64) -> Result<String> {
    let now: jiff::Timestamp = now.parse()?;
    let before = now.checked_sub(jiff::SignedDuration::from_hours(hours))?;
    Ok(before.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
