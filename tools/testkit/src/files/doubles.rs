//! Customers that come once more in another dress: a history in; a row of a trade fair's card box
//! out, and what it hides.

use terms::AccountKind;

use crate::account::{Account, Person};
use crate::business::{History, PracticeBusiness};
use crate::chance::{Dice, Purpose};
use crate::files::dirt::misspelt;
use crate::files::more::Disguise;
use crate::files::rows::Rows;
use crate::place::Address;

/// Share of customers whose card lay in the box.
const COLLECTED: f64 = 0.03;
/// Numbers of the fair's own list begin here.
const FIRST_FAIR_NUMBER: u32 = 9_001;

/// One row.
pub(crate) struct DoubleRow {
    pub(crate) disguise: Disguise,
    cells: [String; 9],
}

impl DoubleRow {
    pub(crate) const HEADER: [&str; 9] = [
        "Customer number",
        "First name",
        "Last name",
        "Company",
        "E-mail",
        "Phone",
        "Street",
        "City",
        "Postcode",
    ];
}

pub(crate) fn write_double(to: &mut Rows, double: &DoubleRow) {
    to.fields(double.cells.iter().map(String::as_str)).end();
}

/// The card of a customer, if it lay in the box.
pub(crate) fn double_of(business: &PracticeBusiness, history: &History) -> Option<DoubleRow> {
    let account = &history.account;
    let index = u64::from(account.index);
    let mut dice = Dice::new(business.seed(), index, Purpose::Doubles, 0);
    if !dice.lands(COLLECTED) {
        return None;
    }
    let disguise = disguise_of(account, &mut dice);
    Some(DoubleRow {
        disguise,
        cells: cells(account, disguise, &mut dice),
    })
}

/// What hides an account; not every account can wear every dress.
fn disguise_of(account: &Account, dice: &mut Dice) -> Disguise {
    let drawn = dice.below(4);
    let main = &account.people[0];
    match (account.kind, drawn) {
        (_, 0) if main.phone.is_some() => Disguise::Typo,
        (_, 1) if main.email.is_some() => Disguise::Moved,
        (AccountKind::Firm, _) => Disguise::OtherSpelling,
        (_, 2) if account.people.len() > 1 => Disguise::Spouse,
        _ => Disguise::SecondNumber,
    }
}

fn cells(account: &Account, disguise: Disguise, dice: &mut Dice) -> [String; 9] {
    let person = &account.people[0];
    let last_person = account.people.last().unwrap_or(person);
    let known = Card {
        company: account.company.clone().unwrap_or_default(),
        ..Card::of(person, &account.address)
    };
    let card = match disguise {
        Disguise::Typo => Card {
            last: misspelt(person.last, dice),
            email: String::new(),
            ..known
        },
        Disguise::Moved => Card {
            email: other_host(person),
            phone: String::new(),
            ..Card::of(person, &Address::drawn_in(account.address.country, dice))
        },
        Disguise::Spouse => Card {
            email: String::new(),
            street: misspelt(&account.address.street, dice),
            ..Card::of(last_person, &account.address)
        },
        Disguise::OtherSpelling => Card {
            company: misspelt(&known.company, dice),
            email: String::new(),
            phone: String::new(),
            ..known
        },
        Disguise::SecondNumber => Card {
            number: format!("F{}", FIRST_FAIR_NUMBER + account.index),
            last: misspelt(person.last, dice),
            email: String::new(),
            ..known
        },
    };
    card.cells()
}

/// The same mailbox name at a host of another kind.
fn other_host(person: &Person) -> String {
    let email = person.email.as_deref().unwrap_or_default();
    let name = email.split('@').next().unwrap_or_default();
    format!("{name}@othermail.test")
}

/// What stands on a card.
struct Card {
    number: String,
    first: String,
    last: String,
    company: String,
    email: String,
    phone: String,
    street: String,
    town: String,
    postcode: String,
}

impl Card {
    fn of(person: &Person, address: &Address) -> Card {
        let phone = person.phone.as_ref().map(|phone| phone.written(0));
        Card {
            number: String::new(),
            first: person.first.into(),
            last: person.last.into(),
            company: String::new(),
            email: person.email.clone().unwrap_or_default(),
            phone: phone.unwrap_or_default(),
            street: address.street.clone(),
            town: address.town.clone(),
            postcode: address.postcode.clone(),
        }
    }

    fn cells(self) -> [String; 9] {
        [
            self.number,
            self.first,
            self.last,
            self.company,
            self.email,
            self.phone,
            self.street,
            self.town,
            self.postcode,
        ]
    }
}
