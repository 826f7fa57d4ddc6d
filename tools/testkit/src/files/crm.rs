//! The old contact list: accounts in; Windows-1252 rows with semicolons and ids of their own out,
//! only of people touched within the last year, for the old system kept no more.

use crate::account::{Account, Person};
use crate::business::PracticeBusiness;
use crate::chance::{Dice, Purpose};
use crate::files::dirt::{capital_email, other_form, short_street};
use crate::files::rows::Rows;
use crate::group::Group;
use crate::planted::PlantedFile;
use terms::AccountKind;

/// The columns of the export.
pub(crate) static HEADER: [&str; 16] = [
    "Kd-No",
    "Company",
    "Title",
    "First name",
    "Last name",
    "E-Mail",
    "Phone",
    "Street",
    "Town",
    "Postcode",
    "Country",
    "Job title",
    "Industry",
    "Employees",
    "Newsletter",
    "Last contact",
];

/// How far back the export goes.
const KEPT_DAYS: i32 = 365;
/// Share of people who are on the list, by kind of account.
const FIRM_LISTED: f64 = 0.50;
const HOUSEHOLD_LISTED: f64 = 0.22;
/// Share of listed people who are there twice.
const LISTED_TWICE: f64 = 0.03;
/// Share of rows that lack the e-mail address the shop has.
const EMAIL_LEFT_OUT: f64 = 0.12;

/// One row: its own id and whose it is.
pub(crate) struct CrmRow {
    pub(crate) id: String,
    pub(crate) person: usize,
}

/// Writes the rows of one account; gives what was written.
pub(crate) fn write_account(
    to: &mut Rows,
    business: &PracticeBusiness,
    account: &Account,
    planted: &mut PlantedFile,
) -> Vec<CrmRow> {
    let mut dice = Dice::new(
        business.seed(),
        u64::from(account.index),
        Purpose::OldCrm,
        0,
    );
    let mut written = Vec::new();
    for person in 0..account.people.len() {
        let times = times_listed(account, person, &mut dice);
        for again in 0..times {
            let id = row_id(account, person, again);
            let day = business.as_of().number() - dice.between(0, KEPT_DAYS);
            let date = business.calendar.text(day).slashed();
            write_contact(to, account, person, (&id, date), &mut dice, planted);
            planted.duplicates += u64::from(again > 0);
            written.push(CrmRow { id, person });
        }
    }
    written
}

/// Writes rows nobody can use as they are, about people who are known anyway.
pub(crate) fn write_bad_rows(to: &mut Rows, account: &Account, planted: &mut PlantedFile) {
    let person = &account.people[0];
    let (first, last) = (person.first, person.last);
    let email = person.email.as_deref().unwrap_or("");
    to.fields([
        &*format!("{}8", row_id(account, 0, 8)),
        "",
        "",
        first,
        last,
        email,
    ])
    .fields(["", "", "", "", "", "", "", "", "no", "31/02/2024"])
    .end();
    planted.count_bad("impossible_date");
    to.fields([&*format!("{}9", row_id(account, 0, 8))])
        .fields([""; 15])
        .end();
    planted.count_bad("nobody");
    to.fields([&*format!("{}7", row_id(account, 0, 8)), last])
        .end();
    planted.count_bad("too_few_columns");
}

fn times_listed(account: &Account, person: usize, dice: &mut Dice) -> usize {
    let usual = if account.kind == AccountKind::Firm {
        FIRM_LISTED
    } else {
        HOUSEHOLD_LISTED
    };
    let share = match account.group {
        Group::Prospect if person == 0 => 1.0,
        Group::Sleeping | Group::NoPotential => usual * 0.4,
        _ => usual,
    };
    let (listed, twice) = (dice.lands(share), dice.lands(LISTED_TWICE));
    usize::from(listed) + usize::from(listed && twice)
}

/// Ids of the old system: sixteen steps apart, so that no two people share one.
fn row_id(account: &Account, person: usize, again: usize) -> String {
    format!(
        "K{:06}",
        (account.index as usize * 4 + person) * 16 + 20_003 + again
    )
}

fn write_contact(
    to: &mut Rows,
    account: &Account,
    person: usize,
    (id, date): (&str, &str),
    dice: &mut Dice,
    planted: &mut PlantedFile,
) {
    let person = &account.people[person];
    let address = &account.address;
    let email = listed_email(person, dice).unwrap_or_default();
    let (first, last) = listed_name(person, !email.is_empty(), dice);
    let phone = listed_phone(person, dice).unwrap_or_default();
    let company = listed_company(account, dice).unwrap_or_default();
    planted.rows += 1;
    planted.contact_rows += 1;
    planted.hard_to_link += u64::from(email.is_empty() && phone.is_empty());
    to.fields([id, &company, person.title, first, &last, &email, &phone]);
    to.fields([&*short_street(&address.street), &address.town]);
    to.fields([&*address.postcode, address.country.name(), person.role]);
    to.field(account.industry.unwrap_or(""));
    match account.employees {
        Some(count) => to.number(i64::from(count)),
        None => to.field(""),
    };
    let newsletter = if account.consent.email { "yes" } else { "no" };
    to.fields([newsletter, date]).end();
}

/// The short first name is written only where the e-mail address says who it is.
fn listed_name(person: &Person, has_email: bool, dice: &mut Dice) -> (&'static str, String) {
    let (short, shouted) = (dice.lands(0.2), dice.lands(0.06));
    let first = if has_email && short {
        person.short
    } else {
        person.first
    };
    let last = if shouted {
        person.last.to_uppercase()
    } else {
        person.last.to_owned()
    };
    (first, last)
}

fn listed_phone(person: &Person, dice: &mut Dice) -> Option<String> {
    let habit = dice.below(5);
    Some(person.phone.as_ref()?.written(habit))
}

fn listed_company(account: &Account, dice: &mut Dice) -> Option<String> {
    Some(other_form(account.company.as_deref()?, dice))
}

fn listed_email(person: &Person, dice: &mut Dice) -> Option<String> {
    let (left_out, capital) = (dice.lands(EMAIL_LEFT_OUT), dice.lands(0.08));
    let email = person.email.as_deref().filter(|_| !left_out)?;
    Some(if capital {
        capital_email(email)
    } else {
        email.to_owned()
    })
}
