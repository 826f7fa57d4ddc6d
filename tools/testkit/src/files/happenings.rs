//! What happens with a customer besides orders: a history in; rows of visits, warranty cards,
//! interests, answers and service plans out.

use terms::{AccountKind, Day};

use crate::business::{History, PracticeBusiness};
use crate::chance::{Dice, Purpose};
use crate::files::rows::Rows;
use crate::group::Group;
use crate::product::{CATEGORIES, PRODUCTS};

pub(crate) static VISIT_HEADER: [&str; 5] = [
    "Visit date",
    "Customer number",
    "Purpose of visit",
    "Visited by",
    "Minutes",
];
pub(crate) static WARRANTY_HEADER: [&str; 5] = [
    "Serial number",
    "Customer number",
    "Product",
    "Registered on",
    "Warranty until",
];
pub(crate) static INTEREST_HEADER: [&str; 3] = ["Customer number", "Product interest", "Date"];
pub(crate) static SURVEY_HEADER: [&str; 4] = [
    "Response ID",
    "Customer number",
    "Submitted at",
    "NPS score",
];
pub(crate) static PLAN_HEADER: [&str; 6] = [
    "Subscription ID",
    "Customer number",
    "Plan",
    "Start date",
    "Renewal date",
    "Amount",
];
pub(crate) static SHOWROOM_HEADER: [&str; 5] = [
    "Visit date",
    "Customer number",
    "Purpose of visit",
    "Visited by",
    "Note",
];

/// Shares of customers who are visited (firms only), send a warranty card in, look at something
/// new, answer the yearly question, and have a service plan.
const VISITED: f64 = 0.12;
const CARD_SENT: f64 = 0.10;
const INTERESTED: f64 = 0.12;
const ANSWERED: f64 = 0.15;
const PLANNED: f64 = 0.08;

/// Days back that these things reach.
const DAYS_BACK: i32 = 360;
/// A warranty and a service plan hold a year.
const YEAR_DAYS: i32 = 365;
/// A year's service costs this, in pence.
const PLAN_MINOR: i64 = 12_000;

static PURPOSES: [&str; 4] = ["Range review", "Complaint", "New season", "Delivery terms"];

/// One row, ready to be written.
pub(crate) struct Row(Vec<String>);

/// The rows of one account, at most one a file.
pub(crate) struct Written {
    pub(crate) visit: Option<Row>,
    pub(crate) warranty: Option<Row>,
    pub(crate) interest: Option<Row>,
    pub(crate) answer: Option<Row>,
    pub(crate) plan: Option<Row>,
}

impl Row {
    pub(crate) fn write(&self, to: &mut Rows) {
        to.fields(self.0.iter().map(String::as_str)).end();
    }
}

/// What happened with one customer besides its orders.
pub(crate) fn written(business: &PracticeBusiness, history: &History) -> Written {
    let account = &history.account;
    let index = u64::from(account.index);
    let mut dice = Dice::new(business.seed(), index, Purpose::Happenings, 0);
    let number = account.customer_number();
    let is_firm = account.kind == AccountKind::Firm;
    let mut day = || business.as_of() - dice.between(1, DAYS_BACK);
    let days: [Day; 5] = std::array::from_fn(|_| day());
    let mut draws = |share: f64| dice.lands(share);
    let wanted = [VISITED, CARD_SENT, INTERESTED, ANSWERED, PLANNED].map(&mut draws);
    let (purpose, score) = (*dice.pick(&PURPOSES), happiness(history, &mut dice));
    let category = *dice.pick(&CATEGORIES);
    let length = 15 * dice.between(1, 6);
    let bought = PRODUCTS[history.orders[0].lines[0].product].name;
    let kept = |is_kept: bool, cells: Vec<String>| is_kept.then_some(Row(cells));
    Written {
        visit: kept(
            wanted[0] && is_firm,
            vec![
                days[0].to_string(),
                number.clone(),
                purpose.into(),
                "Ted".into(),
                length.to_string(),
            ],
        ),
        warranty: kept(
            wanted[1],
            vec![
                format!("SN{:07}", account.index * 7 + 1_000_003),
                number.clone(),
                bought.into(),
                days[1].to_string(),
                (days[1] + YEAR_DAYS).to_string(),
            ],
        ),
        interest: kept(
            wanted[2],
            vec![number.clone(), category.into(), days[2].to_string()],
        ),
        answer: kept(
            wanted[3],
            vec![
                format!("R{:06}", account.index + 1),
                number.clone(),
                days[3].to_string(),
                score.to_string(),
            ],
        ),
        plan: kept(
            wanted[4],
            vec![
                format!("SP{:05}", account.index + 1),
                number,
                "Tool service, yearly".into(),
                days[4].to_string(),
                (days[4] + YEAR_DAYS).to_string(),
                format!("{}.{:02}", PLAN_MINOR / 100, PLAN_MINOR % 100),
            ],
        ),
    }
}

/// Who is about to leave is less happy than the others.
fn happiness(history: &History, dice: &mut Dice) -> i32 {
    match history.account.group {
        Group::Sleeping | Group::Slowing => dice.between(2, 7),
        _ => dice.between(6, 10),
    }
}

/// A row whose date is one of two: no day of the whole list is above the twelfth.
pub(crate) fn showroom(at: u64, history: &History) -> Row {
    let (day, month) = (1 + at % 11, 2 + (at * 3) % 9);
    let (day, month) = if day == month {
        (day + 1, month)
    } else {
        (day, month)
    };
    Row(vec![
        format!("{day:02}/{month:02}/2025"),
        history.account.customer_number(),
        "Showroom".into(),
        "Jean".into(),
        PURPOSES[at as usize % PURPOSES.len()].into(),
    ])
}
