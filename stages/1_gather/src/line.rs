//! A row as an order line, with the facts of its order and the exact amount it stands for.
//!
//! Enters: cells by meaning, and what the row before said about the same order. Leaves: a
//! [`ReceivedLine`], or problems that say why there is none.

use terms::{Currency, Day};

use crate::amount::{Amount, Decimal};
use crate::cells::Cells;
use crate::kind::Kind;
use crate::layout::DiscountForm;
use crate::party::ReceivedParty;
use crate::target::Target;

/// One order line as received.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReceivedLine {
    pub(crate) order_key: String,
    pub(crate) day: Option<Day>,
    pub(crate) channel: Option<String>,
    pub(crate) currency: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) status: Option<&'static str>,
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
}

/// Facts that exports write on the first row of an order only.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    order_key: String,
    day: Option<Day>,
    status: Option<&'static str>,
}

/// Reads a row as an order line; amounts are in `currency` unless the row names another.
pub(crate) fn read_line(
    cells: &mut Cells<'_>,
    party: &ReceivedParty,
    carried: &mut Carried,
    currency: Currency,
) -> LineReading {
    if is_total_row(cells) {
        cells.note_row("", "looks like a total, not like an order", true);
        return LineReading::default();
    }
    let named = cells
        .text(Target::Currency)
        .and_then(|code| code.parse::<Currency>().ok());
    let decimals = named.unwrap_or(currency).decimals();
    let quantity = match cells.decimal(Target::Quantity, true) {
        Ok(quantity) => quantity.unwrap_or(Decimal::ONE),
        Err(()) => return LineReading::default(),
    };
    let Ok(amount) = read_amount(cells, quantity) else {
        return LineReading::default();
    };
    let line =
        read_usable(cells, party, carried, amount, decimals).map(|(order_key, day, status)| {
            ReceivedLine {
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
                quantity: quantity.as_f64(),
                net_minor: amount.and_then(|amount| amount.minor(decimals)),
                cost_minor: read_cost(cells, quantity).and_then(|cost| cost.minor(decimals)),
                shipping_minor: read_shipping(cells).and_then(|shipping| shipping.minor(decimals)),
            }
        });
    LineReading { line, amount }
}

/// Key, day and status when nothing that a line must have is missing.
fn read_usable(
    cells: &mut Cells<'_>,
    party: &ReceivedParty,
    carried: &mut Carried,
    amount: Option<Amount>,
    decimals: u32,
) -> Option<(String, Option<Day>, Option<&'static str>)> {
    let order_key = match cells.key(Target::OrderId) {
        Some(key) => key,
        None if cells.layout.has(Target::OrderId) => {
            cells.note_missing(Target::OrderId, "there is no order number");
            return None;
        }
        None => invented_key(cells, party)?,
    };
    let same_order = carried.order_key == order_key;
    let day = cells
        .day(Target::OrderDate, true)
        .ok()?
        .or(carried.day.filter(|_| same_order));
    if day.is_none() && cells.layout.has(Target::OrderDate) {
        cells.note_missing(Target::OrderDate, "there is no date");
        return None;
    }
    if amount.is_some_and(|amount| amount.minor(decimals).is_none()) {
        cells.note_row("", "the amount is too large to be true", true);
        return None;
    }
    let names_product = cells
        .text(Target::ProductId)
        .or_else(|| cells.text(Target::ProductName))
        .is_some();
    if amount.is_none() && cells.layout.kind == Kind::OrderLines && names_product {
        cells.note_row("", "there is no amount", true);
        return None;
    }
    let status = status_of(cells).or(carried.status.filter(|_| same_order));
    *carried = Carried {
        order_key: order_key.clone(),
        day,
        status,
    };
    Some((order_key, day, status))
}

/// Files without order numbers: what one customer bought on one day is one order.
fn invented_key(cells: &mut Cells<'_>, party: &ReceivedParty) -> Option<String> {
    let day = cells.day(Target::OrderDate, true).ok()?;
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

/// The exact net amount: what the line says it comes to, else price times quantity less discount,
/// else the order's total without tax and shipping. `Err` when a cell of it is no number.
fn read_amount(cells: &mut Cells<'_>, quantity: Decimal) -> Result<Option<Amount>, ()> {
    if let Some(total) = cells.decimal(Target::LineTotal, true)? {
        return Ok(Some(total.into()));
    }
    if let Some(price) = cells.decimal(Target::UnitPrice, true)? {
        let gross = Amount::product(quantity, price);
        let discount = cells
            .decimal(Target::LineDiscount, true)?
            .unwrap_or_default();
        return discounted(cells, gross, discount).map(Some);
    }
    if cells.layout.kind != Kind::Orders {
        return Ok(None);
    }
    if let Some(net) = cells.decimal(Target::OrderNet, true)? {
        return Ok(Some(net.into()));
    }
    let Some(total) = cells.decimal(Target::OrderTotal, true)? else {
        return Ok(None);
    };
    let tax = cells.decimal(Target::OrderTax, true)?.unwrap_or_default();
    let shipping = cells
        .decimal(Target::OrderShipping, true)?
        .unwrap_or_default();
    Ok(Some(
        Amount::from(total) - Amount::from(tax) - Amount::from(shipping),
    ))
}

fn discounted(cells: &mut Cells<'_>, gross: Amount, discount: Decimal) -> Result<Amount, ()> {
    let kept = match cells.layout.discount {
        DiscountForm::Amount => return Ok(gross - Amount::from(Decimal(discount.0.abs()))),
        DiscountForm::Share => Decimal(Decimal::ONE.0 - discount.0),
        DiscountForm::Percent => Decimal(Decimal::ONE.0 - discount.0 / 100),
    };
    gross
        .share(kept)
        .ok_or_else(|| cells.note_row("", "the amount is too large to be true", true))
}

fn read_cost(cells: &mut Cells<'_>, quantity: Decimal) -> Option<Amount> {
    if let Ok(Some(cost)) = cells.decimal(Target::LineCost, false) {
        return Some(cost.into());
    }
    let unit = cells.decimal(Target::UnitCost, false).ok().flatten()?;
    Some(Amount::product(quantity, unit))
}

fn read_shipping(cells: &mut Cells<'_>) -> Option<Amount> {
    cells
        .decimal(Target::OrderShipping, false)
        .ok()
        .flatten()
        .map(Amount::from)
}

fn status_of(cells: &Cells<'_>) -> Option<&'static str> {
    let says = |target, words: &[&str]| {
        let text = cells.text(target).unwrap_or_default().to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    if says(Target::OrderMode, &["test"]) || says(Target::OrderStatus, &["test"]) {
        Some("test")
    } else if cells.text(Target::OrderCancelled).is_some()
        || says(Target::OrderStatus, &["cancel", "storn", "void"])
    {
        Some("cancelled")
    } else {
        None
    }
}

/// Reports end with a line of totals, which is no order.
fn is_total_row(cells: &Cells<'_>) -> bool {
    let first = cells
        .cells
        .iter()
        .map(|cell| cell.trim())
        .find(|cell| !cell.is_empty())
        .unwrap_or("");
    let lower = first.to_lowercase();
    let says_total = [
        "total",
        "grand total",
        "summe",
        "gesamt",
        "gesamtsumme",
        "totals",
    ]
    .iter()
    .any(|word| lower.trim_end_matches(':') == *word || lower.starts_with("total for "));
    says_total && cells.key(Target::OrderDate).is_none()
}
