//! Firms whose wallets are known: how much each could spend, and how much of it it spends here.
//!
//! Enters: how many firms and prospects, a seed and the day until which they bought. Leaves: a list of
//! firms and a list of orders as files, and what was planted, firm by firm. One in five buys only a
//! third of its wallet here; one in three orders three times as often as the year before; one prospect
//! in twenty is like the best customers.

use std::fmt::Write;

use terms::Day;

use crate::chance::{Dice, Purpose};

/// Trades and what a firm of each spends, against the others.
const TRADES: [(&str, f64); 5] = [
    ("Bakery", 1.0),
    ("Hotel", 2.5),
    ("School", 0.6),
    ("Office", 1.4),
    ("Clinic", 4.0),
];

/// What a firm mainly buys, and how much more of it than of the other.
const KINDS: [(&str, f64); 2] = [("Machines", 3.0), ("Supplies", 1.0)];

/// Orders a year of a firm that buys its whole wallet here.
const ORDERS_A_YEAR: f64 = 48.0;

/// Days of a year of orders; a day less than a year, so that none falls on either end.
const YEAR_DAYS: i32 = 364;

/// Days before the last on which the history begins: two years and a little.
const FIRST_ORDER_DAYS: i32 = 795;

/// Firms with what each could spend.
#[derive(Clone, Debug)]
pub struct WalletFirms {
    /// Every firm and prospect, one a row.
    pub firms_csv: String,
    /// Every order, one a row.
    pub orders_csv: String,
    /// What was planted, in the order of the rows; prospects come last.
    pub planted: Vec<WalletFirm>,
}

/// One firm and what is true of it.
#[derive(Clone, Debug, PartialEq)]
pub struct WalletFirm {
    /// Its customer number.
    pub number: String,
    /// What it could spend in a year, in minor units.
    pub wallet_minor: f64,
    /// The part of it that it spends here; none for prospects.
    pub share: Option<f64>,
    /// Whether it orders three times as often as the year before.
    pub is_growing: bool,
    /// Whether it is a prospect like the best customers.
    pub is_like_best: bool,
}

impl WalletFirm {
    /// Whether it spends clearly less here than others like it.
    #[must_use]
    pub fn is_below(&self) -> bool {
        self.share.is_some_and(|share| share < 0.6)
    }
}

impl WalletFirms {
    /// So many firms that bought until a day, and so many prospects.
    #[must_use]
    pub fn plant(firms: u32, prospects: u32, seed: u64, until: Day) -> WalletFirms {
        let mut all = WalletFirms {
            firms_csv: "Customer No,Company,Industry,Employees,Country\n".into(),
            orders_csv: "Order No,Customer No,Order Date,Product,Category,Quantity,Net\n".into(),
            planted: Vec::new(),
        };
        for number in 0..firms {
            all.plant_customer(number, seed, until);
        }
        for number in 0..prospects {
            all.plant_prospect(number, seed);
        }
        all
    }

    fn plant_customer(&mut self, number: u32, seed: u64, until: Day) {
        let mut dice = Dice::new(seed, u64::from(number), Purpose::Life, 0);
        let employees = (2.0 * (5.0 * dice.share()).exp()).round();
        let (trade, spends) = TRADES[dice.below(TRADES.len())];
        let (category, kind) = KINDS[dice.below(KINDS.len())];
        let noise = (0.2 * dice.normal()).exp();
        let firm = WalletFirm {
            number: format!("F{number}"),
            wallet_minor: 100_000.0 * spends * kind * employees.powf(0.7) * noise,
            share: Some(if number.is_multiple_of(5) {
                0.25 + 0.2 * dice.share()
            } else {
                0.95
            }),
            is_growing: number.is_multiple_of(3),
            is_like_best: false,
        };
        self.write_firm(&firm, trade, employees);
        self.write_orders(&firm, category, until, &mut dice);
        self.planted.push(firm);
    }

    fn plant_prospect(&mut self, number: u32, seed: u64) {
        let mut dice = Dice::new(seed, u64::from(number), Purpose::Identity, 0);
        let is_like_best = number.is_multiple_of(20);
        let (trade, employees) = match is_like_best {
            true => ("Clinic", 150 + dice.below(100)),
            false => (TRADES[dice.below(4)].0, 2 + dice.below(60)),
        };
        let firm = WalletFirm {
            number: format!("P{number}"),
            wallet_minor: 0.0,
            share: None,
            is_growing: false,
            is_like_best,
        };
        self.write_firm(&firm, trade, employees as f64);
        self.planted.push(firm);
    }

    fn write_firm(&mut self, firm: &WalletFirm, trade: &str, employees: f64) {
        let number = &firm.number;
        let row = format!("{number},{trade} {number} Ltd,{trade},{employees},United Kingdom\n");
        self.firms_csv.push_str(&row);
    }

    /// A first order long ago, a year of orders, and the year until the last day.
    fn write_orders(&mut self, firm: &WalletFirm, category: &str, until: Day, dice: &mut Dice) {
        let orders = (ORDERS_A_YEAR * firm.share.unwrap_or(0.0)).round() as i32;
        let before = if firm.is_growing { orders / 3 } else { orders };
        let spread =
            |count: i32, from: i32| (0..count).map(move |at| from - YEAR_DAYS * at / count);
        let ago = std::iter::once(FIRST_ORDER_DAYS)
            .chain(spread(before, 2 * YEAR_DAYS))
            .chain(spread(orders, YEAR_DAYS));
        for (at, days) in ago.enumerate() {
            let size = firm.wallet_minor / ORDERS_A_YEAR * (0.8 + 0.4 * dice.share());
            let day = until + -days;
            let _ = writeln!(
                self.orders_csv,
                "{}-{at},{},{day},{category} part,{category},1,{:.2}",
                firm.number,
                firm.number,
                size / 100.0
            );
        }
    }
}
