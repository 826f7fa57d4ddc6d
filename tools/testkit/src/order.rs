//! Orders and their lines: an account, its life and a day in; what was bought, returned, by whom
//! and through which door out.

use terms::{AccountKind, Channel, Day};

use crate::account::Account;
use crate::calendar::Calendar;
use crate::chance::{Dice, Purpose};
use crate::life::Life;
use crate::product::{PRODUCTS, products_of};

/// Most lines on an order of a firm and of a household; each number of lines is as likely.
const FIRM_MOST_LINES: usize = 4;
const HOUSEHOLD_MOST_LINES: usize = 2;
/// Share of orders of which something comes back, and within how many days.
const RETURNED: f64 = 0.03;
const RETURN_DAYS: (i32, i32) = (4, 24);
/// Share of orders with the shop's public discount code, and of orders taken by a visiting rep.
const PUBLIC_CODE_SHARE: f64 = 0.05;
const BY_REP: f64 = 0.06;
/// The discount code that anybody may use.
pub const PUBLIC_CODE: &str = "WELCOME10";
/// Share of orders not placed by the main contact, in accounts with several people.
const BY_ANOTHER: f64 = 0.25;

/// The door an order came in by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    /// The shop on the net or its counter.
    Shop,
    /// The telephone.
    Phone,
    /// A representative's visit.
    Rep,
}

impl Door {
    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Door::Shop => "shop",
            Door::Phone => "phone",
            Door::Rep => "rep",
        }
    }
}

/// What kind of order it is; an account has at most one of each on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderKind {
    /// Placed by itself.
    Own,
    /// Something sent back: quantities are negative.
    Return,
    /// Placed because of a touch.
    Extra,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The day it was placed.
    pub day: Day,
    /// The day of the order it belongs to: its own, except for a return.
    pub against: Day,
    /// Why it is there.
    pub kind: OrderKind,
    /// Who placed it, as an index into the account's people.
    pub person: usize,
    /// How it came in.
    pub door: Door,
    /// The discount code used.
    pub code: Option<String>,
    /// What sending it cost the business, in pence.
    pub shipping_minor: i64,
    /// Its lines.
    pub lines: Vec<OrderLine>,
}

/// One article on an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// Index into the price list.
    pub product: usize,
    /// Pieces; negative when sent back.
    pub quantity: i64,
    /// Price per piece after discount, in pence.
    pub unit_price_minor: i64,
    /// Cost per piece, in pence.
    pub unit_cost_minor: i64,
}

impl Order {
    /// What the customer pays for the goods.
    ///
    /// - Formula: `Σ quantity · unit price`
    /// - Shape: one order in, one sum out
    /// - Units: pence
    /// - Range: negative for returns
    /// - Errors: none
    /// - Source: the definition of the line total
    /// - Checked: `tests/files.rs::sums_of_the_files_equal_what_was_planted`
    #[must_use]
    pub fn revenue_minor(&self) -> i64 {
        self.lines
            .iter()
            .map(|line| line.quantity * line.unit_price_minor)
            .sum()
    }

    /// What the goods cost the business.
    ///
    /// - Formula: `Σ quantity · unit cost`
    /// - Shape: one order in, one sum out
    /// - Units: pence
    /// - Range: negative for returns
    /// - Errors: none
    /// - Source: the definition of the cost of goods
    /// - Checked: `tests/files.rs::sums_of_the_files_equal_what_was_planted`
    #[must_use]
    pub fn cost_minor(&self) -> i64 {
        self.lines
            .iter()
            .map(|line| line.quantity * line.unit_cost_minor)
            .sum()
    }

    /// What is left of an order.
    ///
    /// - Formula: `revenue − cost of goods − shipping`
    /// - Shape: one order in, one sum out
    /// - Units: pence
    /// - Range: negative for returns and for small orders sent far
    /// - Errors: none
    /// - Source: contribution as the house defines it
    /// - Checked: `tests/market.rs::expected_order_value_is_the_average_of_many_orders`
    #[must_use]
    pub fn contribution_minor(&self) -> i64 {
        self.revenue_minor() - self.cost_minor() - self.shipping_minor
    }

    /// The number printed on it, unique in the business: the day, a number that is the account's
    /// own but does not give away which, and the kind.
    #[must_use]
    pub fn number(&self, account: &Account) -> String {
        let date = self.against.date();
        let (year, month, day) = (date.year() % 100, date.month(), date.day());
        let kind = match self.kind {
            OrderKind::Own => "",
            OrderKind::Return => "R",
            OrderKind::Extra => "B",
        };
        // An odd factor visits every number below 2^23 once, and there are at most 5 million.
        let own = (u64::from(account.index) * 5_234_519 + 2_718_281) % (1 << 23);
        format!("TH{year:02}{month:02}{day:02}-{own:07}{kind}")
    }
}

/// What all orders of an account are drawn from.
pub(crate) struct Baskets<'a> {
    pub(crate) seed: u64,
    pub(crate) calendar: &'a Calendar,
    pub(crate) account: &'a Account,
    pub(crate) life: &'a Life,
}

impl Baskets<'_> {
    /// The account's own orders and returns dated from..=to, by day.
    pub(crate) fn own(&self, days: &[Day], from: i32, to: i32) -> Vec<Order> {
        // An order just before the window can be returned inside it.
        let earliest = Day::from_number(from - RETURN_DAYS.1);
        let start = days.partition_point(|day| *day < earliest);
        let mut orders = Vec::with_capacity(days.len() - start);
        for day in &days[start..] {
            let order = self.own_order(*day);
            orders.extend(self.return_of(&order));
            orders.push(order);
        }
        let window = Day::from_number(from)..=Day::from_number(to);
        orders.retain(|order| window.contains(&order.day));
        orders.sort_by_key(|order| (order.day, order.kind));
        orders
    }

    fn own_order(&self, day: Day) -> Order {
        let mut dice = self.dice(Purpose::Basket, day);
        let people = self.account.people.len();
        let another = people > 1 && dice.lands(BY_ANOTHER);
        let person = if another {
            1 + dice.below(people - 1)
        } else {
            0
        };
        let code = dice
            .lands(PUBLIC_CODE_SHARE)
            .then(|| PUBLIC_CODE.to_owned());
        let lines = self.lines(day, code.is_some(), &mut dice);
        let door = self.door(person, &mut dice);
        let shipping_minor = self.account.address.country.parcel_minor();
        Order {
            day,
            against: day,
            kind: OrderKind::Own,
            person,
            door,
            code,
            shipping_minor,
            lines,
        }
    }

    /// The order a touch brought, with the code where one was used.
    pub(crate) fn extra(&self, day: Day, channel: Channel, code: Option<String>) -> Order {
        let mut dice = self.dice(Purpose::ExtraBasket, day);
        let lines = self.lines(day, code.is_some(), &mut dice);
        let door = if channel == Channel::Call {
            Door::Phone
        } else {
            Door::Shop
        };
        let shipping_minor = self.account.address.country.parcel_minor();
        Order {
            day,
            against: day,
            kind: OrderKind::Extra,
            person: 0,
            door,
            code,
            shipping_minor,
            lines,
        }
    }

    /// What came back of an order, if anything did: one line, in full or in part.
    fn return_of(&self, order: &Order) -> Option<Order> {
        let mut dice = self.dice(Purpose::Aftermath, order.day);
        if !dice.lands(RETURNED) {
            return None;
        }
        let later = dice.between(RETURN_DAYS.0, RETURN_DAYS.1);
        let line = *dice.pick(&order.lines);
        let pieces = 1 + dice.below(line.quantity as usize) as i64;
        Some(Order {
            day: order.day + later,
            kind: OrderKind::Return,
            code: None,
            shipping_minor: 0,
            lines: vec![OrderLine {
                quantity: -pieces,
                ..line
            }],
            ..order.clone()
        })
    }

    fn dice(&self, purpose: Purpose, day: Day) -> Dice {
        Dice::new(
            self.seed,
            u64::from(self.account.index),
            purpose,
            day.number() as u64,
        )
    }

    fn door(&self, person: usize, dice: &mut Dice) -> Door {
        let (by_phone, by_rep) = (dice.share(), dice.share());
        let has_phone = self.account.people[person].phone.is_some();
        if has_phone && by_phone < self.life.by_phone {
            Door::Phone
        } else if self.account.kind == AccountKind::Firm && by_rep < BY_REP {
            Door::Rep
        } else {
            Door::Shop
        }
    }

    fn lines(&self, day: Day, with_code: bool, dice: &mut Dice) -> Vec<OrderLine> {
        let year = self.calendar.text(day.number()).year;
        let weights: Vec<u32> = self.life.taste.iter().map(|(_, weight)| *weight).collect();
        let count = 1 + dice.below(self.most_lines());
        (0..count)
            .map(|_| self.line(day, year, with_code, &weights, dice))
            .collect()
    }

    fn line(
        &self,
        day: Day,
        year: i16,
        with_code: bool,
        weights: &[u32],
        dice: &mut Dice,
    ) -> OrderLine {
        let category = self.life.taste[dice.weighted(weights)].0;
        let choice = products_of(usize::from(category));
        let product = choice.start + dice.below(choice.len());
        let article = &PRODUCTS[product];
        let extra_pieces = self.extra_pieces(product, day);
        OrderLine {
            product,
            quantity: 1 + (dice.wait() * extra_pieces) as i64,
            unit_price_minor: article.unit_price_minor(year, with_code),
            unit_cost_minor: article.unit_cost_minor(year),
        }
    }

    fn most_lines(&self) -> usize {
        if self.account.kind == AccountKind::Firm {
            FIRM_MOST_LINES
        } else {
            HOUSEHOLD_MOST_LINES
        }
    }

    /// Scale of the exponential draw whose whole part is the number of pieces beyond the first.
    fn extra_pieces(&self, product: usize, day: Day) -> f64 {
        PRODUCTS[product].usual_extra_pieces * self.life.spend * self.life.appetite(day.number())
    }

    /// Expected revenue and contribution of an order on a day, with or without a code, in pence.
    ///
    /// - Formula: `E[lines] · Σ_product P(product) · price · E[pieces]`, with
    ///   `E[pieces] = 1 + 1/(e^(1/m) − 1)` for the whole part of an exponential draw of mean m;
    ///   contribution likewise with price less cost, and less the parcel
    /// - Shape: one account and day in, two numbers out
    /// - Units: pence
    /// - Range: revenue above 0
    /// - Errors: none
    /// - Source: expectation of a geometric variable; the lines are drawn independently
    /// - Checked: `tests/market.rs::expected_order_value_is_the_average_of_many_orders`
    pub(crate) fn expected_value(&self, day: Day, with_code: bool) -> (f64, f64) {
        let year = self.calendar.text(day.number()).year;
        let all: u32 = self.life.taste.iter().map(|(_, weight)| weight).sum();
        let (mut revenue, mut goods) = (0.0, 0.0);
        for (category, weight) in &self.life.taste {
            let choice = products_of(usize::from(*category));
            let chance = f64::from(*weight) / f64::from(all) / choice.len() as f64;
            for product in choice {
                let article = &PRODUCTS[product];
                let pieces = 1.0 + 1.0 / (1.0 / self.extra_pieces(product, day)).exp_m1();
                revenue += chance * pieces * article.unit_price_minor(year, with_code) as f64;
                goods += chance * pieces * article.unit_cost_minor(year) as f64;
            }
        }
        let lines = (self.most_lines() + 1) as f64 / 2.0;
        let parcel = self.account.address.country.parcel_minor() as f64;
        (revenue * lines, (revenue - goods) * lines - parcel)
    }
}
