//! Who a received row is about: the keys it can be recognised by.
//!
//! Enters: one row of `received_parties`. Leaves: an [`Identity`].

use crate::company::company_key;
use crate::contact_key::{email_key, own_domain, phone_key, place_key, post_key, postcode_key};
use crate::name::{PersonName, people_of};

/// One row of `received_parties`.
#[derive(Clone, Debug, Default)]
pub(crate) struct PartyRow {
    pub(crate) source_id: i64,
    pub(crate) row_no: i64,
    pub(crate) party_key: String,
    pub(crate) kind: String,
    pub(crate) company: String,
    pub(crate) title: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) full_name: String,
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    pub(crate) country: String,
    pub(crate) birthday: Option<i32>,
    pub(crate) created_day: Option<i32>,
    pub(crate) industry: String,
    pub(crate) employees: Option<i64>,
    pub(crate) consents: [Option<String>; 3],
    pub(crate) last_contact_day: Option<i32>,
    pub(crate) is_order_file: bool,
}

/// The keys a row can be recognised by; empty or `None` where the row is silent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identity {
    /// `firm`, `household`, `staff`, `vendor` or `partner`.
    pub(crate) kind: &'static str,
    pub(crate) people: Vec<PersonName>,
    pub(crate) company: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) post: Option<String>,
    /// Firm and postal code, or firm and its own mail domain.
    pub(crate) company_places: Vec<String>,
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
        Identity {
            kind: kind_of(&row.kind, !row.company.is_empty()),
            people: people_of(&row.title, &row.first_name, &row.last_name, &row.full_name),
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
            "staff" => "staff/",
            "vendor" => "vendor/",
            "partner" => "partner/",
            _ => "",
        }
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
        let [person] = self.people.as_slice() else {
            return None;
        };
        let (first, last) = (
            crate::fold::folded(&person.first),
            crate::fold::folded(&person.last),
        );
        (first.len() > 1 && !last.is_empty()).then(|| format!("person {first} {last}"))
    }

    /// Every key this row is found by later, with its rule.
    pub(crate) fn match_keys(&self) -> Vec<(&'static str, String)> {
        let family = self.family();
        let single = [
            ("email", self.email.clone()),
            ("phone", self.phone.clone()),
            ("place", self.place.clone()),
        ];
        let named = [("name", self.name_key())];
        let places = self
            .company_places
            .iter()
            .map(|key| ("company", Some(key.clone())));
        let keys = single.into_iter().chain(named).chain(places);
        keys.filter_map(|(rule, key)| Some((rule, format!("{family}{}", key?))))
            .collect()
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
