//! A row as a party: who it is about and how to reach them.
//!
//! Enters: cells by meaning. Leaves: a [`ReceivedParty`], or nothing when nobody is named.

use terms::Currency;

use crate::columns::target::Target;
use crate::rows::party_address::read_address;
use crate::values::amount::Amount;
use crate::values::cells::{Cells, is_shortened};
use crate::values::consent::{read_consent, refusals_in};
use crate::values::contacts::{read_emails, read_phones};
use crate::values::date_text::is_day_and_month;

/// A customer, prospect, colleague or vendor as one row tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ReceivedParty {
    pub(crate) party_key: Option<String>,
    pub(crate) kind: String,
    pub(crate) company: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) full_name: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) street: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) postcode: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) birthday: Option<i32>,
    pub(crate) created_day: Option<i32>,
    pub(crate) last_contact_day: Option<i32>,
    pub(crate) industry: Option<String>,
    pub(crate) employees: Option<i64>,
    pub(crate) note: Option<String>,
    pub(crate) consent_email: Option<&'static str>,
    pub(crate) consent_post: Option<&'static str>,
    pub(crate) consent_phone: Option<&'static str>,
    pub(crate) total_spent_minor: Option<i64>,
    pub(crate) order_count: Option<i64>,
    /// The second and further addresses and numbers.
    pub(crate) more: Vec<(ContactKind, String)>,
}

/// What a further contact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ContactKind {
    Email,
    Phone,
}

impl ContactKind {
    /// The word it is stored under.
    pub(crate) fn code(self) -> &'static str {
        match self {
            ContactKind::Email => "email",
            ContactKind::Phone => "phone",
        }
    }
}

impl ReceivedParty {
    /// Whether the row names or reaches anybody; a number alone does neither.
    pub(crate) fn is_somebody(&self) -> bool {
        [
            &self.company,
            &self.first_name,
            &self.last_name,
            &self.full_name,
            &self.email,
            &self.phone,
            &self.street,
        ]
        .iter()
        .any(|fact| fact.is_some())
    }
}

/// The party a row tells of. Problems with single cells are noted and cost only the cell.
pub(crate) fn read_party(cells: &mut Cells<'_>, currency: Currency) -> ReceivedParty {
    let mut party = ReceivedParty {
        party_key: read_key(cells),
        kind: party_kind(cells),
        company: cells.text(Target::Company),
        title: cells.text(Target::PersonTitle),
        first_name: cells.text(Target::FirstName),
        last_name: cells.text(Target::LastName),
        full_name: cells.text(Target::FullName),
        role: cells.text(Target::JobTitle),
        industry: cells.text(Target::Industry),
        note: cells.text(Target::Note),
        ..ReceivedParty::default()
    };
    note_shortened(cells);
    read_emails(cells, &mut party);
    read_phones(cells, &mut party);
    read_party_name(cells, &mut party);
    read_address(cells, &mut party);
    let day = |cells: &mut Cells<'_>, target| {
        cells
            .day(target, false)
            .ok()
            .flatten()
            .map(terms::Day::number)
    };
    if cells
        .text(Target::Birthday)
        .is_some_and(|text| !is_day_and_month(&text))
    {
        party.birthday = day(cells, Target::Birthday);
    }
    party.created_day = day(cells, Target::CustomerCreated);
    party.last_contact_day = day(cells, Target::LastContact);
    party.employees = read_count(cells, Target::Employees);
    party.order_count = read_count(cells, Target::OrderCount);
    let spent = cells.decimal(Target::TotalSpent, false).ok().flatten();
    party.total_spent_minor =
        spent.and_then(|spent| Amount::from(spent).minor(currency.decimals()));
    read_consents(cells, &mut party);
    party
}

/// Notes numbers that a spreadsheet shortened, which are not used.
fn note_shortened(cells: &mut Cells<'_>) {
    for target in [Target::CustomerId, Target::CompanyId, Target::Phone] {
        let shortened = cells.texts(target).find(|text| is_shortened(text));
        if let Some(text) = shortened {
            let why = "was shortened by a spreadsheet; export the column as text";
            cells.note_value(target, text, why);
        }
    }
}

/// The number of the customer; where there is none, another number they go by.
fn read_key(cells: &Cells<'_>) -> Option<String> {
    if cells.layout.has(Target::CustomerId) {
        return cells.key(Target::CustomerId);
    }
    let companies = cells.layout.has(Target::CompanyId) && !cells.layout.has(Target::LastName);
    if companies {
        cells.key(Target::CompanyId)
    } else {
        cells.key(Target::ExternalId)
    }
}

fn read_count(cells: &mut Cells<'_>, target: Target) -> Option<i64> {
    let count = cells.decimal(target, false).ok().flatten()?;
    Some(count.0 / crate::values::amount::MICRO)
}

/// The kind as the row or the whole file tells it; empty when neither does.
fn party_kind(cells: &Cells<'_>) -> String {
    let word = cells
        .text(Target::CustomerType)
        .unwrap_or_default()
        .to_lowercase();
    let kinds: [(&str, &[&str]); 5] = [
        ("vendor", &["vendor", "supplier", "lieferant"]),
        ("partner", &["partner", "reseller", "wiederverk"]),
        ("staff", &["employee", "staff", "mitarbeiter"]),
        (
            "household",
            &[
                "private",
                "household",
                "consumer",
                "person",
                "privat",
                "individual",
            ],
        ),
        (
            "firm",
            &["firm", "company", "business", "commercial", "gewerb", "b2b"],
        ),
    ];
    let own = kinds
        .iter()
        .find(|(_, words)| words.iter().any(|known| word.contains(known)));
    own.map_or(cells.layout.party_kind, |(kind, _)| kind)
        .to_owned()
}

/// A name that may be a person's or a company's goes where its form says.
fn read_party_name(cells: &Cells<'_>, party: &mut ReceivedParty) {
    let Some(name) = cells.text(Target::PartyName) else {
        return;
    };
    if party.company.is_none() && is_company_name(&name) {
        party.company = Some(name);
    } else if party.full_name.is_none() && party.last_name.is_none() {
        party.full_name = Some(name);
    }
}

/// Whether a name has a legal form or a word that only firms, clubs and authorities carry.
#[must_use]
pub fn is_company_name(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "ltd",
        "limited",
        "llp",
        "llc",
        "inc",
        "corp",
        "corporation",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "gbr",
        "ug",
        "mbh",
        "bv",
        "nv",
        "sa",
        "sarl",
        "sas",
        "srl",
        "spa",
        "ab",
        "oy",
        "aps",
        "company",
        "co",
        "sons",
        "soehne",
        "söhne",
        "school",
        "club",
        "council",
        "verein",
        "university",
        "hotel",
        "restaurant",
        "college",
        "church",
        "hospital",
        "group",
        "ev",
    ];
    let lower = name.to_lowercase().replace(['.', ',', '(', ')'], "");
    lower
        .split_whitespace()
        .skip(1)
        .any(|word| WORDS.contains(&word))
}

fn read_consents(cells: &Cells<'_>, party: &mut ReceivedParty) {
    let read = |agrees, refuses| {
        let agrees = cells.text(agrees).and_then(|word| read_consent(&word));
        let refuses = cells.text(refuses).and_then(|word| read_consent(&word));
        match (agrees, refuses) {
            (Some(false), _) | (_, Some(true)) => Some("no"),
            (Some(true), _) => Some("yes"),
            _ => None,
        }
    };
    party.consent_email = read(Target::ConsentEmail, Target::OptOutEmail);
    if cells.text(Target::Kept("consent.optout_time")).is_some() {
        party.consent_email = Some("no");
    }
    party.consent_post = read(Target::ConsentPost, Target::OptOutPost);
    party.consent_phone = read(Target::ConsentPhone, Target::OptOutPhone);
    if let Some(note) = &party.note {
        let refused = refusals_in(note);
        let strictest = |kept: &mut Option<&'static str>, refused: bool| {
            if refused {
                *kept = Some("no");
            }
        };
        strictest(&mut party.consent_email, refused.email);
        strictest(&mut party.consent_post, refused.post);
        strictest(&mut party.consent_phone, refused.phone);
    }
}

#[cfg(test)]
mod tests {
    use super::is_company_name;

    #[test]
    fn companies_are_told_from_people_by_their_names() {
        for name in [
            "Harrow & Sons Ltd.",
            "Müller GmbH",
            "Brightwater School",
            "Acme Co",
            "Hill (Limited)",
        ] {
            assert!(is_company_name(name), "{name}");
        }
        for name in [
            "John Smith",
            "SMITH, JOHN",
            "Corp",
            "Ag Larsen",
            "John & Mary Smith",
        ] {
            assert!(!is_company_name(name), "{name}");
        }
    }
}
