//! Who a received row is about: the keys it can be recognised by.
//!
//! Enters: a [`PartyRow`]. Leaves: an [`Identity`].

use crate::link::keys::key_hash;
use crate::link::party::PartyRow;
use crate::normal::company::company_key;
use crate::normal::contact_key::{
    email_key, own_domain, phone_key, place_key, post_key, postcode_key,
};
use crate::normal::name::{FoldedName, PersonName, people_of};

/// The keys a row can be recognised by; empty or `None` where the row is silent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identity {
    /// `firm`, `household`, `staff`, `vendor` or `partner`.
    pub(crate) kind: &'static str,
    pub(crate) people: Vec<PersonName>,
    pub(crate) folded: Vec<FoldedName>,
    pub(crate) company: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) post: Option<String>,
    /// Firm and postal code, or firm and its own mail domain.
    pub(crate) company_places: Vec<String>,
}

/// The numbers a row is found by, each under its rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowKeys {
    pub(crate) number: Option<i64>,
    pub(crate) email: Option<i64>,
    pub(crate) phone: Option<i64>,
    pub(crate) place: Option<i64>,
    pub(crate) company: Vec<i64>,
    pub(crate) name: Option<i64>,
}

impl RowKeys {
    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = i64> + '_ {
        [self.number, self.email, self.phone, self.place, self.name]
            .into_iter()
            .flatten()
            .chain(self.company.iter().copied())
    }
}

impl Identity {
    /// Reads the keys of a row.
    pub(crate) fn of(row: &PartyRow) -> Identity {
        let email = email_key(&row.email);
        let company = company_key(&row.company);
        let mut company_places = Vec::new();
        if !company.is_empty() {
            company_places
                .extend(postcode_key(&row.postcode).map(|code| format!("{company}|{code}")));
            let domain = email.as_deref().and_then(own_domain);
            company_places.extend(domain.map(|domain| format!("{company}|{domain}")));
        }
        let people = people_of(&row.title, &row.first_name, &row.last_name, &row.full_name);
        Identity {
            kind: kind_of(&row.kind, !row.company.is_empty()),
            folded: people.iter().map(FoldedName::of).collect(),
            people,
            phone: phone_key(&row.phone),
            place: place_key(&row.street, &row.postcode),
            post: post_key(&row.street, &row.city, &row.postcode),
            email,
            company,
            company_places,
        }
    }

    /// Staff, vendors and partners are recognised among their own kind only, so that an employee
    /// number never meets a customer number.
    pub(crate) fn family(&self) -> &'static str {
        match self.kind {
            "staff" => "staff",
            "vendor" => "vendor",
            "partner" => "partner",
            _ => "",
        }
    }

    /// Whether its e-mail address is a mailbox that several people read: info@, sales@.
    pub(crate) fn is_shared_box(&self) -> bool {
        self.email.as_deref().is_some_and(linkage::is_shared_box)
    }

    /// Whether its e-mail address is at a host named after this firm.
    pub(crate) fn is_at(&self, company: &str) -> bool {
        let host = self.email.as_deref().and_then(own_domain);
        let label = host.and_then(|host| host.split('.').next());
        let firm = company.replace(' ', "");
        label.is_some_and(|label| {
            let label = label.replace('-', "");
            label.len() > 2
                && (firm.contains(&label) || (!firm.is_empty() && label.contains(&firm)))
        })
    }

    /// Whether the row reaches nobody: neither number nor address of any sort.
    pub(crate) fn is_name_only(&self) -> bool {
        self.email.is_none() && self.phone.is_none() && self.post.is_none()
    }

    /// The key of the name alone: the firm's, or one person's first and last name in full.
    pub(crate) fn name_key(&self) -> Option<String> {
        if !self.company.is_empty() {
            return Some(format!("firm {}", self.company));
        }
        let [FoldedName { first, last }] = self.folded.as_slice() else {
            return None;
        };
        (first.len() > 1 && !last.is_empty()).then(|| format!("person {first} {last}"))
    }

    /// The numbers this row is found by. `series` says whose customer numbers it carries.
    pub(crate) fn keys(&self, party_key: &str, series: &str) -> RowKeys {
        let family = self.family();
        let hash = |rule: &str, key: &Option<String>| {
            key.as_deref().map(|key| key_hash(rule, family, key))
        };
        RowKeys {
            number: (!party_key.is_empty())
                .then(|| key_hash("number", family, &format!("{series}|{party_key}"))),
            email: hash("email", &self.email),
            phone: hash("phone", &self.phone),
            place: hash("place", &self.place),
            name: hash("name", &self.name_key()),
            company: self
                .company_places
                .iter()
                .map(|key| key_hash("company", family, key))
                .collect(),
        }
    }
}

fn kind_of(told: &str, has_company: bool) -> &'static str {
    match told {
        "staff" => "staff",
        "vendor" => "vendor",
        "partner" => "partner",
        "firm" => "firm",
        "household" => "household",
        _ if has_company => "firm",
        _ => "household",
    }
}
