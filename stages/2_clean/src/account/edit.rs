//! What the owner corrected by hand: it wins over every file.
//!
//! Enters: a picture and the edits of its account, in the order they were made. Leaves: the picture
//! with them. Pure.

use crate::account::picture::{Address, Person, Picture, Point, add_point};
use crate::normal::contact_key::{email_key, phone_key, post_key};

/// One correction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edit {
    /// What was corrected: `name`, `number`, `industry`, `country`, `tag`, `title`, `first_name`,
    /// `last_name`, `role`, `email`, `phone` or `post`.
    pub(crate) field: String,
    /// What stood there.
    pub(crate) was: String,
    /// What stands there now; empty when it was taken away.
    pub(crate) value: String,
    /// The person it is about, by the row that first told of them.
    pub(crate) founder: Option<(i64, i64, i64)>,
}

/// Parts of a postal address in an edit, one a line: street, postal code, city, region, country.
const ADDRESS_SIGN: char = '\n';

/// Corrects a picture.
pub(crate) fn apply_edits(picture: &mut Picture, edits: &[Edit]) {
    for edit in edits {
        match edit.field.as_str() {
            "name" => picture.name.clone_from(&edit.value),
            "number" => picture.number.clone_from(&edit.value),
            "industry" => picture.industry.clone_from(&edit.value),
            "country" => picture.country.clone_from(&edit.value),
            "tag" => apply_tag(&mut picture.tags, edit),
            "email" | "phone" | "post" => apply_point(picture, edit),
            _ => apply_person(&mut picture.people, edit),
        }
    }
}

fn apply_tag(tags: &mut Vec<String>, edit: &Edit) {
    tags.retain(|tag| *tag != edit.was);
    if !edit.value.is_empty() && !tags.contains(&edit.value) {
        tags.push(edit.value.clone());
        tags.sort();
    }
}

fn apply_person(people: &mut [Person], edit: &Edit) {
    let Some(person) = people
        .iter_mut()
        .find(|person| Some(person.founder) == edit.founder)
    else {
        return;
    };
    let part = match edit.field.as_str() {
        "title" => &mut person.name.title,
        "first_name" => &mut person.name.first,
        "last_name" => &mut person.name.last,
        "role" => &mut person.role,
        _ => return,
    };
    part.clone_from(&edit.value);
}

fn apply_point(picture: &mut Picture, edit: &Edit) {
    let kind = match edit.field.as_str() {
        "email" => "email",
        "phone" => "phone",
        _ => "post",
    };
    let mut person = None;
    if !edit.was.is_empty() {
        let key = point_key(kind, &edit.was);
        let is_it = |point: &Point| point.value == edit.was || Some(&point.key) == key.as_ref();
        let at = picture
            .points
            .iter()
            .position(|point| point.kind == kind && is_it(point));
        person = at.and_then(|at| picture.points.remove(at).person);
    }
    if let Some(key) = point_key(kind, &edit.value) {
        let address = (kind == "post").then(|| address_of(&edit.value));
        let value = address
            .as_ref()
            .map_or_else(|| edit.value.clone(), Address::line);
        add_point(&mut picture.points, kind, &value, &key, address, person);
    }
}

/// The key an edited address is compared by.
pub(crate) fn point_key(kind: &str, text: &str) -> Option<String> {
    match kind {
        "email" => email_key(text),
        "phone" => phone_key(text),
        _ => {
            let address = address_of(text);
            post_key(&address.street, &address.city, &address.postcode)
        }
    }
}

/// An address as an edit holds it.
pub(crate) fn address_of(text: &str) -> Address {
    let mut lines = text.split(ADDRESS_SIGN).map(|line| line.trim().to_owned());
    let mut next = || lines.next().unwrap_or_default();
    let (street, postcode, city, region, country) = (next(), next(), next(), next(), next());
    Address {
        street,
        city,
        region,
        postcode,
        country,
    }
}
