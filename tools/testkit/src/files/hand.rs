//! The hand-kept customer list: accounts in; rows as somebody wrote them over the years out.

use crate::account::{Account, Person};
use crate::business::PracticeBusiness;
use crate::chance::{Dice, Purpose};
use crate::files::dirt::{capital_email, misspelt, other_form, short_street};
use crate::phone::HABITS;
use terms::AccountKind;

/// The line somebody put above the header.
pub(crate) const TITLE: &str = "CUSTOMERS – Jean's list, please do not sort!!";
/// The columns of the list.
pub(crate) static HEADER: [&str; 9] = [
    "Name",
    "Firm",
    "Tel.",
    "Mail",
    "Address",
    "Town / postcode",
    "Last seen",
    "Xmas (x = card, B = bottle)",
    "Remarks",
];

/// Share of accounts on the list, and how many a list kept by hand holds at most.
const LISTED: f64 = 0.30;
const MOST_LISTED: f64 = 4_000.0;
/// Share of couples written in one row, of accounts that are there twice, of typing errors.
const COUPLE_IN_ONE_ROW: f64 = 0.6;
const LISTED_TWICE: f64 = 0.10;
const TYPING_ERROR: f64 = 0.18;
const EMAIL_LEFT_OUT: f64 = 0.25;

static REMARKS: [&str; 8] = [
    "",
    "",
    "",
    "pays late",
    "likes to be called before noon",
    "VIP!",
    "knows Ted",
    "new van",
];
static XMAS: [&str; 6] = ["", "", "x", "x", "B", "x (2023: sent back)"];

/// One row of the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct HandRow {
    /// As in [`HEADER`].
    pub(crate) cells: [String; 9],
    /// Whose it is: place in line and person; none for a bad row.
    pub(crate) about: Option<(u32, usize)>,
    pub(crate) couple: bool,
    pub(crate) duplicate: bool,
    pub(crate) hard_to_link: bool,
    /// Why nobody can use it.
    pub(crate) fault: Option<&'static str>,
}

/// The rows about one account; mostly none.
pub(crate) fn rows_of(business: &PracticeBusiness, account: &Account) -> Vec<HandRow> {
    let index = u64::from(account.index);
    let mut dice = Dice::new(business.seed(), index, Purpose::Handwriting, 0);
    let share = LISTED.min(MOST_LISTED / f64::from(business.accounts()));
    if !dice.lands(share) {
        return Vec::new();
    }
    let is_couple = account.kind == AccountKind::Household && account.people.len() > 1;
    let couple = is_couple && dice.lands(COUPLE_IN_ONE_ROW);
    let mut rows = vec![row_about(business, account, couple, &mut dice)];
    if dice.lands(LISTED_TWICE) {
        let again = row_about(business, account, false, &mut dice);
        rows.push(HandRow {
            duplicate: true,
            ..again
        });
    }
    rows
}

/// Rows nobody can use, beside an account that is known anyway.
pub(crate) fn bad_rows(account: &Account) -> Vec<HandRow> {
    let name = account.people[0].full_name();
    let row = |fault, cells: [(usize, &str); 2]| {
        let mut row = HandRow {
            fault: Some(fault),
            ..HandRow::default()
        };
        for (at, text) in cells {
            text.clone_into(&mut row.cells[at]);
        }
        row
    };
    vec![
        row("impossible_date", [(0, &name), (6, "31/02/2024")]),
        row("nobody", [(0, "n/a"), (3, "n/a")]),
        row("nobody", [(5, "???"), (8, "who was this? ask Jean")]),
    ]
}

fn row_about(
    business: &PracticeBusiness,
    account: &Account,
    couple: bool,
    dice: &mut Dice,
) -> HandRow {
    let person = &account.people[0];
    let email = hand_email(person, dice);
    let wrong = dice.lands(TYPING_ERROR);
    let name = match account.people.get(1) {
        Some(second) if couple => couple_name(person, second),
        _ => hand_name(person, wrong, dice),
    };
    let phone = person
        .phone
        .as_ref()
        .map(|phone| phone.written(dice.below(HABITS)));
    let address = &account.address;
    let firm = account
        .company
        .as_deref()
        .map(|firm| other_form(firm, dice));
    let hard = email.is_none() && (phone.is_none() || couple || !is_same_name(&name, person));
    let cells = [
        name,
        firm.unwrap_or_default(),
        phone.unwrap_or_default(),
        email.unwrap_or_default(),
        hand_street(&address.street, dice),
        format!("{} {}", address.town, address.postcode),
        last_seen(business, dice),
        (*dice.pick(&XMAS)).to_owned(),
        remark(account, dice),
    ];
    let about = Some((account.index, 0));
    HandRow {
        cells,
        about,
        couple,
        hard_to_link: hard,
        ..HandRow::default()
    }
}

fn hand_email(person: &Person, dice: &mut Dice) -> Option<String> {
    let (left_out, habit) = (dice.lands(EMAIL_LEFT_OUT), dice.below(10));
    let email = person.email.as_deref().filter(|_| !left_out)?;
    Some(match habit {
        0 => email.to_uppercase(),
        1 => capital_email(email),
        2 => format!(" {email} "),
        _ => email.to_owned(),
    })
}

/// `John & Mary Smith`, or both names in full where they differ.
fn couple_name(one: &Person, other: &Person) -> String {
    if one.last == other.last {
        format!("{} & {} {}", one.first, other.first, one.last)
    } else {
        format!("{} & {}", one.full_name(), other.full_name())
    }
}

fn hand_name(person: &Person, wrong: bool, dice: &mut Dice) -> String {
    let last = if wrong {
        misspelt(person.last, dice)
    } else {
        person.last.to_owned()
    };
    let first = person.first;
    match dice.below(10) {
        0 | 1 => format!("{first} {last}").to_uppercase(),
        2 => format!("{last}, {first}"),
        3 => format!("{last}, {first}").to_uppercase(),
        4 => format!("{} {last}", person.short),
        5 => format!("{}. {last}", first.chars().next().unwrap_or('?')),
        6 => format!("{} {first} {last}", person.title),
        _ => format!("{first}  {last}"),
    }
}

/// Whether a name says the same as the person's, whatever its order, case and title.
fn is_same_name(name: &str, person: &Person) -> bool {
    let lower = name.to_lowercase();
    let mut words: Vec<&str> = lower
        .split([' ', ','])
        .filter(|word| !["", "mr", "ms"].contains(word))
        .collect();
    let own = person.full_name().to_lowercase();
    let mut own: Vec<&str> = own.split(' ').collect();
    words.sort_unstable();
    own.sort_unstable();
    words == own
}

fn hand_street(street: &str, dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => short_street(street),
        1 => misspelt(street, dice),
        2 => street.to_uppercase(),
        _ => street.to_owned(),
    }
}

/// Day, month and year in the writer's mood of the day.
fn last_seen(business: &PracticeBusiness, dice: &mut Dice) -> String {
    let date = (business.as_of() - dice.between(0, 1_400)).date();
    let (day, month, year) = (date.day(), date.month(), date.year());
    match dice.below(4) {
        0 => format!("{day}/{month}/{:02}", year % 100),
        1 => format!("{day}/{month}/{year}"),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}

fn remark(account: &Account, dice: &mut Dice) -> String {
    let usual = *dice.pick(&REMARKS);
    let consent = account.consent;
    [
        (consent.call, "NO CALLS please"),
        (consent.letter, "no post"),
        (consent.email, "no e-mails"),
    ]
    .into_iter()
    .filter(|(allowed, _)| !allowed)
    .map(|(_, refusal)| refusal)
    .chain([usual].into_iter().filter(|word| !word.is_empty()))
    .collect::<Vec<_>>()
    .join(", ")
}
