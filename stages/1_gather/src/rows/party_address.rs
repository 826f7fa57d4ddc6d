//! The address of a party, from whichever of its addresses the row tells.
//!
//! Enters: cells by meaning. Leaves: street, town, state, postal code and country of one address.

use crate::columns::target::Target;
use crate::rows::party::ReceivedParty;
use crate::values::cells::Cells;
use crate::values::place::{Place, split_block, split_city_postcode, with_noughts};

/// The targets of one address: street, more of it, town, state, postal code, country, all in one.
type AddressTargets = [Target; 8];

const OWN: AddressTargets = [
    Target::Street,
    Target::Street,
    Target::StreetMore,
    Target::City,
    Target::Region,
    Target::Postcode,
    Target::Country,
    Target::AddressBlock,
];
const BILLING: AddressTargets = [
    Target::BillingLine1,
    Target::BillingStreet,
    Target::BillingLine2,
    Target::BillingCity,
    Target::BillingRegion,
    Target::BillingPostcode,
    Target::BillingCountry,
    Target::BillingBlock,
];
const SHIPPING: AddressTargets = [
    Target::ShippingLine1,
    Target::ShippingStreet,
    Target::ShippingLine2,
    Target::ShippingCity,
    Target::ShippingRegion,
    Target::ShippingPostcode,
    Target::ShippingCountry,
    Target::ShippingBlock,
];

/// The customer's own address, else the one on the invoice, else the one on the parcel; never a
/// mixture of them.
pub(crate) fn read_address(cells: &Cells<'_>, party: &mut ReceivedParty) {
    let mut place = Place::default();
    for targets in [OWN, BILLING, SHIPPING] {
        place = read_place(cells, &targets);
        if place.street.is_some() || place.city.is_some() || place.postcode.is_some() {
            break;
        }
    }
    if let Some(both) = cells.text(Target::CityPostcode) {
        let (city, postcode) = split_city_postcode(&both);
        place.city = place.city.or(city);
        place.postcode = place.postcode.or(postcode);
    }
    let country = place.country.or_else(|| cells.text(Target::Country));
    let five = cells.layout.has_five_digit_codes;
    party.postcode = place
        .postcode
        .map(|code| with_noughts(code, country.as_deref(), five));
    (party.street, party.city) = (place.street, place.city);
    (party.region, party.country) = (place.region, country);
    party.full_name = party.full_name.take().or_else(|| name_beside(cells, party));
    party.company = party
        .company
        .take()
        .or_else(|| cells.text(Target::BillingCompany));
}

/// The name on the invoice or the parcel, where no other is given.
fn name_beside(cells: &Cells<'_>, party: &ReceivedParty) -> Option<String> {
    if party.last_name.is_some() || party.first_name.is_some() || party.company.is_some() {
        return None;
    }
    cells
        .text(Target::BillingName)
        .or_else(|| cells.text(Target::ShippingName))
}

fn read_place(cells: &Cells<'_>, targets: &AddressTargets) -> Place {
    let [line, street, more, city, region, postcode, country, block] = *targets;
    let line = cells.text(line).or_else(|| cells.text(street));
    let street = match (line, cells.text(more)) {
        (Some(street), Some(more)) => Some(format!("{street}, {more}")),
        (street, more) => street.or(more),
    };
    let place = Place {
        street,
        city: cells.text(city),
        region: cells.text(region),
        postcode: cells.key(postcode),
        country: cells.text(country),
    };
    let block = cells.texts(block).next();
    match block {
        Some(block) if place.street.is_none() && place.city.is_none() => split_block(block),
        _ => place,
    }
}
