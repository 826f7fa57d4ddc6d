//! The cast: an as-of day in; nine named customers out, one per lifecycle stage, with orders that
//! put them there. For unit tests and screenshots, where everybody should meet the same people.

use terms::{AccountKind, Day, LifecycleStage};

/// One of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastMember {
    /// The stage this member stands for.
    pub stage: LifecycleStage,
    /// The customer number.
    pub customer_number: &'static str,
    /// Firm or household.
    pub kind: AccountKind,
    /// The firm's name.
    pub company: Option<&'static str>,
    /// First name of the main contact.
    pub first: &'static str,
    /// Last name of the main contact.
    pub last: &'static str,
    /// The e-mail address.
    pub email: &'static str,
    /// The telephone number.
    pub phone: &'static str,
    /// House number and street.
    pub street: &'static str,
    /// Postcode and town.
    pub town: &'static str,
    /// Why this member is in that stage.
    pub why: &'static str,
    /// Customer numbers of those it brought.
    pub referred: &'static [&'static str],
    /// Its orders, oldest first.
    pub orders: Vec<CastOrder>,
}

/// One order of a cast member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastOrder {
    /// The order number.
    pub number: String,
    /// The day it was placed.
    pub day: Day,
    /// What was paid for the goods, in pence.
    pub revenue_minor: i64,
    /// What the goods cost, in pence.
    pub cost_minor: i64,
}

/// Goods cost the cast's supplier this share of the price, in per cent.
const COST_PERCENT: i64 = 60;

/// The nine, as they are at the end of a day.
#[must_use]
pub fn cast(as_of: Day) -> Vec<CastMember> {
    let roles = [lead(), onboarding(), active(), growing(), top(), advocate()];
    let quiet_roles = [at_risk(), inactive(), lost()];
    roles
        .into_iter()
        .chain(quiet_roles)
        .map(|role| role.member(as_of))
        .collect()
}

/// A member without dates: orders as (days before the as-of day, pence).
struct Role {
    stage: LifecycleStage,
    number: &'static str,
    company: Option<&'static str>,
    name: (&'static str, &'static str),
    email: &'static str,
    phone: &'static str,
    home: (&'static str, &'static str),
    why: &'static str,
    referred: &'static [&'static str],
    orders: Vec<(i32, i64)>,
}

impl Role {
    fn member(self, as_of: Day) -> CastMember {
        let order = |(at, (before, revenue_minor)): (usize, (i32, i64))| CastOrder {
            number: format!("C{}-{:02}", self.number, at + 1),
            day: as_of - before,
            revenue_minor,
            cost_minor: revenue_minor * COST_PERCENT / 100,
        };
        CastMember {
            stage: self.stage,
            customer_number: self.number,
            kind: if self.company.is_some() {
                AccountKind::Firm
            } else {
                AccountKind::Household
            },
            company: self.company,
            first: self.name.0,
            last: self.name.1,
            email: self.email,
            phone: self.phone,
            street: self.home.0,
            town: self.home.1,
            why: self.why,
            referred: self.referred,
            orders: self.orders.into_iter().enumerate().map(order).collect(),
        }
    }
}

/// Orders every `gap` days, the last one `last` days ago, all of the same amount.
fn evenly(count: i32, gap: i32, last: i32, revenue_minor: i64) -> Vec<(i32, i64)> {
    (0..count)
        .rev()
        .map(|at| (last + at * gap, revenue_minor))
        .collect()
}

fn lead() -> Role {
    Role {
        stage: LifecycleStage::Lead,
        number: "900001",
        company: Some("Oakcombe Stairs Ltd"),
        name: ("Priya", "Shah"),
        email: "priya.shah@oakcombestairs.example",
        phone: "+442079460901",
        home: ("12 Kiln Lane", "QX4 1AB Pebblewick"),
        why: "asked for the catalogue, has never ordered",
        referred: &[],
        orders: Vec::new(),
    }
}

fn onboarding() -> Role {
    Role {
        stage: LifecycleStage::Onboarding,
        number: "900002",
        company: None,
        name: ("Zoë", "Whitaker"),
        email: "zoe.whitaker@homemail.test",
        phone: "+442079460902",
        home: ("3 Meadow Close", "QX7 3LN Fosston"),
        why: "placed the first order nine days ago",
        referred: &[],
        orders: vec![(9, 4_250)],
    }
}

fn active() -> Role {
    Role {
        stage: LifecycleStage::Active,
        number: "900003",
        company: Some("Marlgate Motors"),
        name: ("Tom", "Delaney"),
        email: "tom.delaney@marlgatemotors.example",
        phone: "+442079460903",
        home: ("88 Station Road", "ZB2 9QT Hatherton"),
        why: "orders every six weeks and did so two weeks ago",
        referred: &[],
        orders: evenly(18, 42, 14, 18_900),
    }
}

fn growing() -> Role {
    let orders = [
        (700, 6_000),
        (560, 7_500),
        (430, 8_000),
        (330, 12_000),
        (250, 16_500),
    ];
    let recent = [
        (180, 21_000),
        (130, 24_500),
        (85, 31_000),
        (45, 36_000),
        (12, 42_000),
    ];
    Role {
        stage: LifecycleStage::Growing,
        number: "900004",
        company: Some("Ravenbrook & Daughters Boatyard"),
        name: ("Siân", "Griffiths"),
        email: "sian.griffiths@ravenbrookboats.example",
        phone: "+442079460904",
        home: ("1 Harbour Way", "XA1 5RW Drifthaven"),
        why: "orders more often and more at a time than a year ago",
        referred: &[],
        orders: orders.into_iter().chain(recent).collect(),
    }
}

fn top() -> Role {
    Role {
        stage: LifecycleStage::Top,
        number: "900005",
        company: Some("Quarstead Engineering LLP"),
        name: ("Graham", "Hutchinson"),
        email: "graham.hutchinson@quarsteadengineering.example",
        phone: "+442079460905",
        home: ("40 Foundry Street", "ZN9 2PD Copperbridge"),
        why: "the largest account, every two weeks for years",
        referred: &[],
        orders: evenly(90, 14, 5, 96_000),
    }
}

fn advocate() -> Role {
    Role {
        stage: LifecycleStage::Advocate,
        number: "900006",
        company: None,
        name: ("Dot", "Ainsworth"),
        email: "dorothy.ainsworth@postbox.example",
        phone: "+442079460906",
        home: ("27 Orchard Lane", "QB3 8HS Withyminster"),
        why: "has brought two new customers",
        referred: &["900002", "900003"],
        orders: evenly(9, 75, 20, 7_900),
    }
}

fn at_risk() -> Role {
    Role {
        stage: LifecycleStage::AtRisk,
        number: "900007",
        company: Some("Thornley Kitchens Limited"),
        name: ("Mateusz", "Wójcik"),
        email: "mateusz.wojcik@thornleykitchens.example",
        phone: "+442079460907",
        home: ("6 Cartwright Yard", "ZL5 4EA Gandertown"),
        why: "used to order every month, silent for five",
        referred: &[],
        orders: evenly(24, 30, 150, 27_500),
    }
}

fn inactive() -> Role {
    Role {
        stage: LifecycleStage::Inactive,
        number: "900008",
        company: None,
        name: ("Padraig", "O’Brien"),
        email: "padraig.obrien@letterbin.example",
        phone: "+353209100908",
        home: ("15 Lantern Street", "Q42 X8R3 Mossenby"),
        why: "no order for four hundred days, before that every two months",
        referred: &[],
        orders: evenly(11, 61, 400, 9_800),
    }
}

fn lost() -> Role {
    Role {
        stage: LifecycleStage::Lost,
        number: "900009",
        company: Some("Elmworth Dairy"),
        name: ("Heather", "Calloway"),
        email: "heather.calloway@elmworthdairy.example",
        phone: "+442079460909",
        home: ("2 Tithe Barn Close", "XB8 7NL Larkingwick"),
        why: "no order for more than two years",
        referred: &[],
        orders: evenly(5, 90, 830, 14_400),
    }
}
