//! The practice business: a size, a seed and an as-of day in; any of its accounts, with everything
//! true about it, out. Nothing is stored: an account is worked out anew whenever it is asked for.

use terms::{Business, Channel, Currency, Day};

use crate::account::{Account, FIRST_CUSTOMER_NUMBER};
use crate::calendar::Calendar;
use crate::error::PracticeError;
use crate::life::{Life, OrderDays};
use crate::order::{Baskets, Order};

/// The largest practice business.
pub const MOST_ACCOUNTS: u32 = 5_000_000;
/// The name of the practice business.
pub const NAME: &str = "Tarn & Hollow Supplies";

/// A believable small distributor with shop and telephone sales.
#[derive(Debug)]
pub struct PracticeBusiness {
    accounts: u32,
    seed: u64,
    as_of: Day,
    pub(crate) calendar: Calendar,
}

/// Everything about one account: who it is, what drives it and what it has ordered.
#[derive(Clone, Debug)]
pub struct History {
    /// Who it is.
    pub account: Account,
    /// What really drives it.
    pub life: Life,
    /// Its orders and returns in the time asked for, by day.
    pub orders: Vec<Order>,
    /// Every day on which it ordered by itself up to the end of the time asked for.
    pub days: OrderDays,
}

impl PracticeBusiness {
    /// A practice business of this many accounts as it is at the end of a day.
    ///
    /// # Errors
    /// When the size or the day is out of range.
    pub fn new(accounts: u32, seed: u64, as_of: impl Into<Day>) -> Result<Self, PracticeError> {
        let as_of = as_of.into();
        if !(1..=MOST_ACCOUNTS).contains(&accounts) {
            return Err(PracticeError::Accounts(accounts));
        }
        if !(1990..=2060).contains(&as_of.date().year()) {
            return Err(PracticeError::AsOf(as_of));
        }
        Ok(PracticeBusiness {
            accounts,
            seed,
            as_of,
            calendar: Calendar::around(as_of),
        })
    }

    /// How many accounts it has.
    #[must_use]
    pub fn accounts(&self) -> u32 {
        self.accounts
    }

    /// The seed it was made from.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The day at whose end its files were written.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The last day that can be lived through.
    #[must_use]
    pub fn last_day(&self) -> Day {
        Day::from_number(self.calendar.last())
    }

    /// Who the account at a place in line is.
    ///
    /// # Panics
    /// When there is no such place.
    #[must_use]
    pub fn account(&self, index: u32) -> Account {
        assert!(
            index < self.accounts,
            "account {index} of {}",
            self.accounts
        );
        Account::at(self.seed, index)
    }

    /// The place in line of a customer number; none when it is nobody's.
    #[must_use]
    pub fn index_of(&self, customer_number: &str) -> Option<u32> {
        let number: u32 = customer_number.trim().parse().ok()?;
        number
            .checked_sub(FIRST_CUSTOMER_NUMBER)
            .filter(|index| *index < self.accounts)
    }

    /// The account at a place in line with all its orders up to the as-of day.
    #[must_use]
    pub fn history(&self, index: u32) -> History {
        let earliest = self.as_of - crate::calendar::HISTORY_DAYS;
        self.history_between(index, earliest, self.as_of)
    }

    /// The account at a place in line with what it orders by itself from..=to.
    #[must_use]
    pub fn history_between(&self, index: u32, from: Day, to: Day) -> History {
        let account = self.account(index);
        let life = Life::of(&account, self.seed, self.as_of);
        let days = life.order_days(index, self.seed, &self.calendar, to.number());
        let orders = self
            .baskets(&account, &life)
            .own(&days.days, from.number(), to.number());
        History {
            account,
            life,
            orders,
            days,
        }
    }

    /// All accounts with their orders, one at a time.
    pub fn histories(&self) -> impl Iterator<Item = History> + '_ {
        (0..self.accounts).map(|index| self.history(index))
    }

    pub(crate) fn baskets<'a>(&'a self, account: &'a Account, life: &'a Life) -> Baskets<'a> {
        Baskets {
            seed: self.seed,
            calendar: &self.calendar,
            account,
            life,
        }
    }

    /// The truth about one account as of the as-of day.
    #[must_use]
    pub fn truth(&self, history: &History) -> Truth {
        let (life, days) = (&history.life, &history.days);
        let tomorrow = self.as_of.number() + 1;
        let alive = !days.left && !days.days.is_empty() && life.monthly_rate(tomorrow) > 0.0;
        // Who has left does not hear us any more.
        let response = |channel| {
            if days.left {
                0.0
            } else {
                life.response(channel)
            }
        };
        Truth {
            customer_number: history.account.customer_number(),
            group: history.account.group,
            alive,
            p_alive: life.p_alive(&days.days, &self.calendar, self.as_of.number()),
            monthly_rate: if days.left {
                0.0
            } else {
                life.monthly_rate(tomorrow)
            },
            order_count: days.days.len() as u64,
            last_order: days.days.last().copied(),
            response_email: response(Channel::Email),
            response_letter: response(Channel::Letter),
            response_call: response(Channel::Call),
        }
    }
}

/// What is true of one account, whatever the files say.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// The shop's customer number.
    pub customer_number: String,
    /// The planted group.
    pub group: crate::group::Group,
    /// Orders by itself again, sooner or later. Sleeping accounts do, very rarely.
    pub alive: bool,
    /// The chance of being an active customer, for somebody who knows its pace and faithfulness
    /// and has seen its orders; 0 for sleeping and one-off accounts and for prospects.
    pub p_alive: f64,
    /// Orders a month by itself from the as-of day on; 0 when it has left.
    pub monthly_rate: f64,
    /// Orders so far, returns not counted.
    pub order_count: u64,
    /// The day of the last of them.
    pub last_order: Option<Day>,
    /// Chance that one e-mail that arrives brings an extra order.
    pub response_email: f64,
    /// Chance that one letter that arrives brings an extra order.
    pub response_letter: f64,
    /// Chance that one call that gets through brings an extra order.
    pub response_call: f64,
}

/// What the owner of the practice business says about it.
#[must_use]
pub fn owner() -> Business {
    Business {
        name: NAME.into(),
        street: "7 Ropewalk Yard".into(),
        city: "QX4 2TH Fosshaven".into(),
        country: "United Kingdom".into(),
        phone: "+44 20 7946 0999".into(),
        email: "hello@tarnhollow.example".into(),
        signer: "Nell Hargreaves".into(),
        imprint: "Tarn & Hollow Supplies Ltd, invented for practice".into(),
        public_address: "http://tarnhollow.example".into(),
        currency: "GBP".parse().unwrap_or(Currency::EUR),
        ..Business::default()
    }
}
