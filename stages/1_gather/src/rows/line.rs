//! A row as an order line, with the facts of its order and the exact amount it stands for.
//!
//! Enters: cells by meaning, and what the row before said about the same order. Leaves: a
//! [`ReceivedLine`], what the same row says was given back, or problems that say why there is
//! none.

use terms::{Currency, Day};

use crate::columns::kind::Kind;
use crate::columns::target::Target;
use crate::rows::batch::LineParty;
use crate::rows::sale::{Status, is_total_row, sale_of, status_of};
use crate::values::amount::{Amount, Decimal};
use crate::values::cells::Cells;
use crate::values::currency_name::currency_in;
use crate::values::line_amount::{
    read_amount, read_cost, read_order_amount, read_reductions, read_shipping,
};

/// One order line as received.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReceivedLine {
    pub(crate) order_key: String,
    pub(crate) day: Option<Day>,
    pub(crate) channel: Option<String>,
    pub(crate) currency: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) product_key: Option<String>,
    pub(crate) product: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) quantity: f64,
    pub(crate) net_minor: Option<i64>,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) shipping_minor: Option<i64>,
}

/// What a row stands for in money, whether or not the row can be used.
#[derive(Debug, Default)]
pub(crate) struct LineReading {
    /// The line, when it can be used.
    pub(crate) line: Option<ReceivedLine>,
    /// Its exact amount, when that could be read.
    pub(crate) amount: Option<Amount>,
    /// What the same row says was taken off or given back, as further lines: part and amount.
    pub(crate) reductions: Vec<(i64, Amount)>,
    /// The row is money that moved, not a sale.
    pub(crate) is_no_sale: bool,
}

/// Facts that exports write on the first row of an order only.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    order_key: String,
    day: Option<Day>,
    status: Option<Status>,
}

/// Reads a row as an order line; amounts are in `currency` unless the row names another.
pub(crate) fn read_line(
    cells: &mut Cells<'_>,
    party: &LineParty,
    carried: &mut Carried,
    currency: Currency,
) -> LineReading {
    if is_total_row(cells) {
        cells.note_row("", "looks like a total, not like an order", true);
        return LineReading::default();
    }
    let Ok(quantity) = cells.decimal(Target::Quantity, true) else {
        return LineReading::default();
    };
    let Ok(amount) = read_row_amount(cells, carried, quantity) else {
        return LineReading::default();
    };
    let Ok(named) = read_currency(cells, currency) else {
        return LineReading::default();
    };
    let decimals = named.unwrap_or(currency).decimals();
    let sale = sale_of(cells);
    if !sale.counts {
        return LineReading {
            amount,
            is_no_sale: true,
            ..LineReading::default()
        };
    }
    // A refund is told by its sign or by its name; it takes away either way.
    let gives_back = amount.filter(|amount| sale.is_refund && *amount > Amount::default());
    let amount = gives_back.map(|amount| -amount).or(amount);
    let usable = read_usable(cells, party, carried, amount, decimals);
    let Some((order_key, day, status)) = usable else {
        return LineReading {
            amount,
            ..LineReading::default()
        };
    };
    let line = ReceivedLine {
        order_key,
        day,
        status,
        channel: cells.text(Target::OrderChannel),
        currency: named.map(|currency| currency.code().to_owned()),
        code: cells.text(Target::OrderCode),
        product_key: cells.key(Target::ProductId),
        product: cells.text(Target::ProductName),
        category: cells
            .text(Target::Category)
            .or_else(|| cells.text(Target::CategoryId)),
        quantity: quantity.unwrap_or(Decimal::ONE).as_f64(),
        net_minor: amount.and_then(|amount| amount.minor(decimals)),
        cost_minor: read_cost(cells, quantity.unwrap_or(Decimal::ONE))
            .and_then(|cost| cost.minor(decimals)),
        shipping_minor: read_shipping(cells).and_then(|shipping| shipping.minor(decimals)),
    };
    LineReading {
        line: Some(line),
        amount,
        reductions: read_reductions(cells, amount),
        is_no_sale: false,
    }
}

/// The currency the row names, in a column of its own or beside its amounts; `Err` when the two
/// contradict each other, which is noted.
fn read_currency(cells: &mut Cells<'_>, usual: Currency) -> Result<Option<Currency>, ()> {
    let Some(text) = cells.text(Target::Currency) else {
        return Ok(cells.currency);
    };
    let told = match currency_in(&text) {
        Some(told) => told,
        None => {
            let reason = format!("is no currency we know; the amount was read as {usual}");
            cells.note_unread(Target::Currency, &reason, false);
            None
        }
    };
    if told.is_some() && cells.currency.is_some() && told != cells.currency {
        let reason = "is another currency than the one beside the amount";
        cells.note_unread(Target::Currency, reason, true);
        return Err(());
    }
    Ok(told.or(cells.currency))
}

/// What the row comes to. Lines without a price of their own leave their order's total to its first
/// row.
fn read_row_amount(
    cells: &mut Cells<'_>,
    carried: &Carried,
    quantity: Option<Decimal>,
) -> Result<Option<Amount>, ()> {
    const OWN: [Target; 3] = [Target::LineSubtotal, Target::LineTotal, Target::UnitPrice];
    if cells.layout.kind == Kind::Orders || OWN.iter().any(|target| cells.layout.has(*target)) {
        return read_amount(cells, quantity);
    }
    let key = key_target(cells).and_then(|target| cells.key(target));
    if key.is_some_and(|key| key == carried.order_key) {
        return Ok(Some(Amount::default()));
    }
    read_order_amount(cells)
}

impl ReceivedLine {
    /// The further line of the same order that takes something off.
    pub(crate) fn reduced_by(&self, amount: Amount, decimals: u32) -> ReceivedLine {
        ReceivedLine {
            product_key: None,
            product: None,
            category: None,
            quantity: 0.0,
            net_minor: amount.minor(decimals),
            cost_minor: None,
            shipping_minor: None,
            ..self.clone()
        }
    }
}

/// What an order comes to, as files tell it.
const ORDER_AMOUNTS: [Target; 6] = [
    Target::LineSubtotal,
    Target::LineTotal,
    Target::OrderSubtotal,
    Target::OrderNet,
    Target::OrderTotal,
    Target::UnitPrice,
];

/// Key, day and status when nothing that a line must have is missing.
fn read_usable(
    cells: &mut Cells<'_>,
    party: &LineParty,
    carried: &mut Carried,
    amount: Option<Amount>,
    decimals: u32,
) -> Option<(String, Option<Day>, Option<Status>)> {
    let order_key = read_order_key(cells, party)?;
    let same_order = carried.order_key == order_key;
    let day = read_order_day(cells)?.or(carried.day.filter(|_| same_order));
    if day.is_none() && has_order_day(cells) {
        cells.note_missing(Target::OrderDate, "there is no date");
        return None;
    }
    if amount.is_some_and(|amount| amount.minor(decimals).is_none()) {
        cells.note_row("", "the amount is too large to be true", true);
        return None;
    }
    let names_product = || {
        cells
            .text(Target::ProductId)
            .or_else(|| cells.text(Target::ProductName))
            .is_some()
    };
    let status = status_of(cells).or(carried.status.filter(|_| same_order));
    let must_have_amount = match cells.layout.kind {
        Kind::OrderLines => names_product(),
        // An order that was called off or not paid needs none.
        _ => status.is_none() && ORDER_AMOUNTS.iter().any(|target| cells.layout.has(*target)),
    };
    if amount.is_none() && must_have_amount {
        cells.note_row("", "there is no amount", true);
        return None;
    }
    carried.order_key.clone_from(&order_key);
    (carried.day, carried.status) = (day, status);
    Some((order_key, day, status))
}

fn has_order_day(cells: &Cells<'_>) -> bool {
    cells.layout.has(Target::OrderDate) || cells.layout.has(Target::OrderPaid)
}

/// The day of the order; the day it was paid where no other is given. `None` when something else
/// stands there, which is noted.
fn read_order_day(cells: &mut Cells<'_>) -> Option<Option<Day>> {
    let day = cells.day(Target::OrderDate, true).ok()?;
    if day.is_some() || cells.layout.has(Target::OrderDate) {
        return Some(day);
    }
    cells.day(Target::OrderPaid, true).ok()
}

/// What orders of this file are known by: their number, else an inner id, else the number of the
/// receipt. Only one of them, for falling back row by row would part orders.
fn key_target(cells: &Cells<'_>) -> Option<Target> {
    const KEYS: [Target; 3] = [
        Target::OrderNumber,
        Target::OrderId,
        Target::Kept("order.receipt"),
    ];
    if cells.layout.keys_by_id {
        return Some(Target::OrderId);
    }
    KEYS.into_iter().find(|target| cells.layout.has(*target))
}

fn read_order_key(cells: &mut Cells<'_>, party: &LineParty) -> Option<String> {
    let Some(target) = key_target(cells) else {
        return invented_key(cells, party);
    };
    let key = cells.key(target);
    if key.is_none() {
        cells.note_missing(target, "there is no order number");
    }
    key
}

/// Files without order numbers: what one customer bought on one day is one order.
fn invented_key(cells: &mut Cells<'_>, party: &LineParty) -> Option<String> {
    let day = read_order_day(cells)?;
    let who = [
        &party.party_key,
        &party.email,
        &party.company,
        &party.full_name,
        &party.phone,
    ];
    let who = who.into_iter().find_map(Option::as_ref);
    match (day, who) {
        (Some(day), Some(who)) => Some(format!("{day} {who}")),
        (None, _) => {
            cells.note_missing(Target::OrderDate, "there is no date");
            None
        }
        (_, None) => Some(format!("row {}", cells.row_no)),
    }
}
