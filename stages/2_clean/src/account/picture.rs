//! The picture of an account: what its rows say, the newest value of each field.
//!
//! Enters: rows with their identities. Leaves: a [`Picture`]. A list of contacts knows better than
//! an order that names somebody in passing; among equals the newest import wins, and a field that
//! is empty never wins. Pure.

use crate::link::{Identity, PartyRow};
use crate::normal::company::company_key;
use crate::normal::name::{FoldedName, PersonName};

/// An account as its rows tell it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Picture {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) country: String,
    pub(crate) industry: String,
    pub(crate) employees: Option<i64>,
    pub(crate) created_day: Option<i32>,
    pub(crate) people: Vec<Person>,
    pub(crate) points: Vec<Point>,
    pub(crate) consents: Vec<Consent>,
    pub(crate) tags: Vec<String>,
}

/// One person of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Person {
    /// The row that first told of the person, and its place in it.
    pub(crate) founder: (i64, i64, i64),
    pub(crate) name: PersonName,
    pub(crate) role: String,
    pub(crate) birthday: Option<i32>,
}

/// One way to reach an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Point {
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) key: String,
    pub(crate) address: Option<Address>,
    /// Place in the list of people.
    pub(crate) person: Option<usize>,
}

/// The parts of a postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    pub(crate) country: String,
}

impl Address {
    /// The whole address in one line.
    pub(crate) fn line(&self) -> String {
        let parts = [
            &self.street,
            &self.postcode,
            &self.city,
            &self.region,
            &self.country,
        ];
        let filled: Vec<&str> = parts
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        filled.join(", ")
    }
}

/// What somebody allowed or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Consent {
    pub(crate) channel: String,
    pub(crate) is_granted: bool,
    pub(crate) day: Option<i32>,
    pub(crate) proof: String,
}

/// How much a row is believed: lists of contacts first, then the newest.
pub(crate) fn rank(row: &PartyRow) -> (bool, i64, i64) {
    (row.is_contact_file, row.source_id, row.row_no)
}

/// The picture these rows make; they come in the order of their import.
pub(crate) fn picture_of(rows: &[(PartyRow, Identity)]) -> Picture {
    let text = |get: fn(&PartyRow) -> &String| newest(rows, get).unwrap_or_default();
    let company = company_name(rows);
    let firm_key = company_key(&company);
    let mut picture = Picture {
        kind: kind_of(rows),
        number: rows
            .iter()
            .map(|(row, _)| row.party_key.clone())
            .find(|number| !number.is_empty())
            .unwrap_or_default(),
        country: text(|row| &row.country),
        industry: text(|row| &row.industry),
        employees: newest_of(rows, |row| row.employees),
        created_day: rows.iter().filter_map(|(row, _)| row.created_day).min(),
        ..Picture::default()
    };
    let mut circle = Circle::default();
    let mut best: Option<((bool, i64, i64), Vec<usize>)> = None;
    for (row, identity) in rows {
        // «Berg Bau» as a name on an invoice is the firm, not somebody of it.
        let is_firm = row.company.is_empty()
            && !firm_key.is_empty()
            && company_key(&row.full_name) == firm_key;
        let people = if is_firm {
            Vec::new()
        } else {
            circle.take(row, identity)
        };
        add_points(&mut picture.points, row, identity, people.first().copied());
        if !people.is_empty() && best.as_ref().is_none_or(|(known, _)| *known <= rank(row)) {
            best = Some((rank(row), people));
        }
    }
    picture.people = circle.people();
    let shown = best.map(|(_, people)| people).unwrap_or_default();
    let shown: Vec<&PersonName> = shown.iter().map(|at| &picture.people[*at].name).collect();
    picture.name = if company.is_empty() {
        couple(&shown)
    } else {
        company
    };
    picture.consents = consents_of(rows);
    picture
}

fn kind_of(rows: &[(PartyRow, Identity)]) -> &'static str {
    let first = rows
        .first()
        .map_or("household", |(_, identity)| identity.kind);
    let is_firm = rows.iter().any(|(_, identity)| identity.kind == "firm");
    if first == "household" && is_firm {
        "firm"
    } else {
        first
    }
}

/// The newest name of a firm; one all in capitals only where no other is known.
fn company_name(rows: &[(PartyRow, Identity)]) -> String {
    let told = rows
        .iter()
        .map(|(row, _)| row)
        .filter(|row| !row.company.is_empty());
    let has_small = |row: &PartyRow| row.company.chars().any(char::is_lowercase);
    told.max_by_key(|row| (has_small(row), rank(row)))
        .map(|row| row.company.clone())
        .unwrap_or_default()
}

/// The newest value of a field that is not empty.
pub(crate) fn newest(
    rows: &[(PartyRow, Identity)],
    get: fn(&PartyRow) -> &String,
) -> Option<String> {
    let told = rows
        .iter()
        .map(|(row, _)| row)
        .filter(|row| !get(row).is_empty());
    told.max_by_key(|row| rank(row)).map(|row| get(row).clone())
}

fn newest_of<T>(rows: &[(PartyRow, Identity)], get: fn(&PartyRow) -> Option<T>) -> Option<T> {
    let told = rows
        .iter()
        .filter_map(|(row, _)| Some((rank(row), get(row)?)));
    told.max_by_key(|(rank, _)| *rank).map(|(_, value)| value)
}

/// One name, or two as people who live together write it.
pub(crate) fn couple(people: &[&PersonName]) -> String {
    match people {
        [] => String::new(),
        [one] => one.full(),
        [one, other, ..] if one.last == other.last => {
            let firsts = [one.first.as_str(), other.first.as_str()];
            let firsts: Vec<&str> = firsts.into_iter().filter(|name| !name.is_empty()).collect();
            format!("{} {}", firsts.join(" & "), one.last)
                .trim()
                .to_owned()
        }
        [one, other, ..] => format!("{} & {}", one.full(), other.full()),
    }
}

/// People as they become known, row by row.
#[derive(Default)]
struct Circle {
    known: Vec<Member>,
}

struct Member {
    person: Person,
    folded: FoldedName,
    emails: Vec<String>,
    /// The customer number of the row that first told of the person.
    number: String,
    /// How much the row of each part of the name was believed.
    ranks: [(bool, i64, i64); 4],
}

impl Circle {
    /// The places of the people a row names; those nobody knew yet are added.
    fn take(&mut self, row: &PartyRow, identity: &Identity) -> Vec<usize> {
        let names = identity.people.iter().zip(&identity.folded).enumerate();
        names
            .map(|(no, (name, folded))| self.take_one(row, identity, no, name, folded))
            .collect()
    }

    fn take_one(
        &mut self,
        row: &PartyRow,
        identity: &Identity,
        no: usize,
        name: &PersonName,
        folded: &FoldedName,
    ) -> usize {
        // Somebody who writes from the same mailbox under the same first name is the same person,
        // however badly the family name was typed.
        let same_mailbox = |member: &Member| {
            !folded.first.is_empty()
                && member.folded.first == folded.first
                && identity
                    .email
                    .as_ref()
                    .is_some_and(|email| member.emails.contains(email))
        };
        // Somebody who married keeps the customer number and the first name.
        let same_number = |member: &Member| {
            row.company.is_empty()
                && !row.party_key.is_empty()
                && !folded.first.is_empty()
                && member.folded.first == folded.first
                && member.number == row.party_key
        };
        let at = self
            .known
            .iter()
            .position(|member| member.folded == *folded)
            .or_else(|| {
                self.known.iter().position(|member| {
                    member.folded.may_be(folded) || same_mailbox(member) || same_number(member)
                })
            });
        let at = at.unwrap_or_else(|| {
            self.known.push(Member {
                person: Person {
                    founder: (row.source_id, row.row_no, no as i64),
                    ..Person::default()
                },
                folded: folded.clone(),
                emails: Vec::new(),
                number: row.party_key.clone(),
                ranks: [(false, 0, 0); 4],
            });
            self.known.len() - 1
        });
        self.known[at].learn(row, name);
        if no == 0 {
            self.known[at].emails.extend(identity.email.clone());
        }
        at
    }

    fn people(self) -> Vec<Person> {
        self.known.into_iter().map(|member| member.person).collect()
    }
}

impl Member {
    fn learn(&mut self, row: &PartyRow, name: &PersonName) {
        let rank = rank(row);
        let person = &mut self.person;
        let is_initial = |first: &str| first.trim_end_matches('.').chars().count() <= 1;
        let fuller = is_initial(&person.name.first) && !is_initial(&name.first);
        let poorer = !is_initial(&person.name.first) && is_initial(&name.first);
        if !name.first.is_empty() && !poorer && (fuller || rank >= self.ranks[0]) {
            (person.name.first, self.ranks[0]) = (name.first.clone(), rank);
        }
        if !name.last.is_empty() && rank >= self.ranks[1] {
            (person.name.last, self.ranks[1]) = (name.last.clone(), rank);
        }
        if !name.title.is_empty() && rank >= self.ranks[2] {
            (person.name.title, self.ranks[2]) = (name.title.clone(), rank);
        }
        if !row.role.is_empty() && rank >= self.ranks[3] {
            (person.role, self.ranks[3]) = (row.role.clone(), rank);
        }
        person.birthday = row.birthday.or(person.birthday);
        self.folded = FoldedName::of(&person.name);
    }
}

fn add_points(points: &mut Vec<Point>, row: &PartyRow, identity: &Identity, person: Option<usize>) {
    if let Some(key) = &identity.email {
        add_point(points, "email", &row.email, key, None, person);
    }
    if let Some(key) = &identity.phone {
        add_point(points, "phone", &row.phone, key, None, person);
    }
    if let Some(key) = &identity.post {
        let address = Address {
            street: row.street.clone(),
            city: row.city.clone(),
            region: row.region.clone(),
            postcode: row.postcode.clone(),
            country: row.country.clone(),
        };
        add_point(points, "post", &address.line(), key, Some(address), None);
    }
}

/// Adds a way to reach the account, or what is new about one that is known.
pub(crate) fn add_point(
    points: &mut Vec<Point>,
    kind: &'static str,
    value: &str,
    key: &str,
    address: Option<Address>,
    person: Option<usize>,
) {
    let known = points
        .iter_mut()
        .find(|point| point.kind == kind && point.key == key);
    let Some(point) = known else {
        points.push(Point {
            kind,
            value: value.to_owned(),
            key: key.to_owned(),
            address,
            person,
        });
        return;
    };
    point.person = point.person.or(person);
    if let (Some(known), Some(new)) = (&mut point.address, address) {
        let fill = |known: &mut String, new: String| {
            if known.is_empty() {
                *known = new;
            }
        };
        fill(&mut known.city, new.city);
        fill(&mut known.region, new.region);
        fill(&mut known.postcode, new.postcode);
        fill(&mut known.country, new.country);
        point.value = known.line();
    }
}

/// The stricter consent of each channel, and where it was read first.
fn consents_of(rows: &[(PartyRow, Identity)]) -> Vec<Consent> {
    let mut consents = Vec::new();
    for (row, _) in rows {
        for (channel, word) in ["email", "letter", "call"].into_iter().zip(&row.consents) {
            let is_granted = match word.as_deref() {
                Some("yes") => true,
                Some("no") => false,
                _ => continue,
            };
            let consent = Consent {
                channel: channel.to_owned(),
                is_granted,
                day: row.last_contact_day,
                proof: format!("import {}, row {}", row.source_id, row.row_no),
            };
            add_consent(&mut consents, consent);
        }
    }
    consents
}

/// Of two consents the stricter one holds, of two alike the earlier.
pub(crate) fn add_consent(consents: &mut Vec<Consent>, consent: Consent) {
    match consents
        .iter_mut()
        .find(|known| known.channel == consent.channel)
    {
        Some(known) if known.is_granted && !consent.is_granted => *known = consent,
        Some(_) => {}
        None => consents.push(consent),
    }
}
