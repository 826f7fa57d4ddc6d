//! What was planted: counts and sums that the files must add up to, kept while they are written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use terms::AccountKind;

use crate::account::Account;
use crate::email::EmailState;
use crate::order::{Order, OrderKind};

/// Counts and sums of a whole practice business; what `planted.json` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planted {
    /// Accounts, firms and households together. Each appears in at least one file.
    pub accounts: u64,
    /// Firms among them.
    pub firms: u64,
    /// Households among them.
    pub households: u64,
    /// Accounts in each planted group.
    pub groups: BTreeMap<String, u64>,
    /// People in all accounts, whether or not a file names them.
    pub people: u64,
    /// People that at least one file names.
    pub people_seen: u64,
    /// People by what becomes of an e-mail to them.
    pub emails: BTreeMap<String, u64>,
    /// Accounts that refuse each channel.
    pub refusals: BTreeMap<String, u64>,
    /// Orders, lines and money in all files together.
    pub trade: Trade,
    /// The same and more by file name.
    pub files: BTreeMap<String, PlantedFile>,
}

/// Orders, lines and money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trade {
    /// Orders with goods going out.
    pub order_count: u64,
    /// Returns: orders of their own with negative quantities.
    pub return_count: u64,
    /// Lines of orders and returns.
    pub line_count: u64,
    /// Sum of line totals, returns taken off, in pence.
    pub revenue_minor: i64,
    /// Cost of the goods, returns taken off, in pence.
    pub cost_minor: i64,
    /// What parcels cost, in pence.
    pub shipping_minor: i64,
}

/// What is in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlantedFile {
    /// Rows with something in them after the header, bad ones included.
    pub rows: u64,
    /// Rows with nothing in them.
    pub blank_rows: u64,
    /// Orders, lines and money of its good rows.
    pub trade: Trade,
    /// Rows that describe a contact.
    pub contact_rows: u64,
    /// Contact rows that say again what an earlier row of the same file said.
    pub duplicates: u64,
    /// Contact rows naming two people at once.
    pub couples: u64,
    /// Contact rows with neither the person's e-mail nor both phone and name as others have them:
    /// only a closer comparison can say who they are.
    pub hard_to_link: u64,
    /// Rows nobody can use, by what is wrong with them.
    pub bad_rows: BTreeMap<String, u64>,
}

impl Trade {
    pub(crate) fn count(&mut self, order: &Order) {
        match order.kind {
            OrderKind::Return => self.return_count += 1,
            OrderKind::Own | OrderKind::Extra => self.order_count += 1,
        }
        self.line_count += order.lines.len() as u64;
        self.revenue_minor += order.revenue_minor();
        self.cost_minor += order.cost_minor();
        self.shipping_minor += order.shipping_minor;
    }

    pub(crate) fn add(&mut self, other: &Trade) {
        self.order_count += other.order_count;
        self.return_count += other.return_count;
        self.line_count += other.line_count;
        self.revenue_minor += other.revenue_minor;
        self.cost_minor += other.cost_minor;
        self.shipping_minor += other.shipping_minor;
    }

    /// What is left of all orders and returns.
    ///
    /// - Formula: `revenue − cost of goods − shipping`
    /// - Shape: one set of orders in, one sum out
    /// - Units: pence
    /// - Range: any
    /// - Errors: none
    /// - Source: contribution as the house defines it
    /// - Checked: `tests/market.rs::expected_order_value_is_the_average_of_many_orders`
    #[must_use]
    pub fn contribution_minor(&self) -> i64 {
        self.revenue_minor - self.cost_minor - self.shipping_minor
    }
}

impl PlantedFile {
    /// All rows nobody can use.
    #[must_use]
    pub fn bad_row_count(&self) -> u64 {
        self.bad_rows.values().sum()
    }

    pub(crate) fn count_bad(&mut self, fault: &str) {
        self.rows += 1;
        *self.bad_rows.entry(fault.to_owned()).or_default() += 1;
    }

    fn add(&mut self, other: &PlantedFile) {
        self.rows += other.rows;
        self.blank_rows += other.blank_rows;
        self.trade.add(&other.trade);
        self.contact_rows += other.contact_rows;
        self.duplicates += other.duplicates;
        self.couples += other.couples;
        self.hard_to_link += other.hard_to_link;
        add_counts(&mut self.bad_rows, &other.bad_rows);
    }
}

impl Planted {
    pub(crate) fn count_account(&mut self, account: &Account) {
        self.accounts += 1;
        match account.kind {
            AccountKind::Firm => self.firms += 1,
            _ => self.households += 1,
        }
        *self
            .groups
            .entry(account.group.code().to_owned())
            .or_default() += 1;
        self.people += account.people.len() as u64;
        for person in &account.people {
            *self
                .emails
                .entry(email_word(person.email_state).to_owned())
                .or_default() += 1;
        }
        for channel in terms::Channel::ALL {
            if !account.consent.allows(*channel) {
                *self.refusals.entry(channel.code().to_owned()).or_default() += 1;
            }
        }
    }

    /// The part of one file, empty at first.
    pub(crate) fn file(&mut self, name: &str) -> &mut PlantedFile {
        self.files.entry(name.to_owned()).or_default()
    }

    pub(crate) fn add(&mut self, other: &Planted) {
        self.accounts += other.accounts;
        self.firms += other.firms;
        self.households += other.households;
        self.people += other.people;
        self.people_seen += other.people_seen;
        self.trade.add(&other.trade);
        add_counts(&mut self.groups, &other.groups);
        add_counts(&mut self.emails, &other.emails);
        add_counts(&mut self.refusals, &other.refusals);
        for (name, file) in &other.files {
            self.file(name).add(file);
        }
    }
}

/// The word for what becomes of an e-mail, as in files.
pub(crate) fn email_word(state: EmailState) -> &'static str {
    match state {
        EmailState::Works => "works",
        EmailState::Missing => "missing",
        EmailState::Malformed => "malformed",
        EmailState::Gone => "gone",
    }
}

fn add_counts(to: &mut BTreeMap<String, u64>, from: &BTreeMap<String, u64>) {
    for (word, count) in from {
        *to.entry(word.clone()).or_default() += count;
    }
}
