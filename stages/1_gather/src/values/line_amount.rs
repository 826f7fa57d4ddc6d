//! What a row comes to, exactly: its net amount, what it cost, what was taken off or given back.
//!
//! Enters: cells by meaning. Leaves: [`Amount`]s; a cell that is no number is noted.

use crate::columns::column_forms::DiscountForm;
use crate::columns::kind::Kind;
use crate::columns::target::Target;
use crate::values::amount::{Amount, Decimal};
use crate::values::cells::Cells;
use crate::values::number::Number;

/// The part a refund told in the same row is stored under, and the part of a discount on the whole
/// order.
const REFUND_PART: i64 = 2;
const DISCOUNT_PART: i64 = 3;

/// The exact net amount: what the line says it comes to, else price times quantity less discount,
/// else the order's total without tax and shipping. `Err` when a cell of it is no number.
pub(crate) fn read_amount(
    cells: &mut Cells<'_>,
    quantity: Option<Decimal>,
) -> Result<Option<Amount>, ()> {
    for target in [Target::LineSubtotal, Target::LineTotal] {
        if let Some(total) = cells.decimal(target, true)? {
            return Ok(Some(total.into()));
        }
    }
    if cells.layout.kind == Kind::Orders {
        return read_order_amount(cells);
    }
    let Some(price) = cells.decimal(Target::UnitPrice, true)? else {
        return Ok(None);
    };
    if quantity.is_none() && cells.layout.has(Target::Quantity) {
        cells.note_row("", "there is no quantity; it was taken as 1", false);
    }
    let gross = Amount::product(quantity.unwrap_or(Decimal::ONE), price);
    let discount = cells.number(Target::LineDiscount, true)?;
    match discount {
        Some(discount) => discounted(cells, gross, discount).map(Some),
        None => Ok(Some(gross)),
    }
}

/// The exact net amount of a whole order.
pub(crate) fn read_order_amount(cells: &mut Cells<'_>) -> Result<Option<Amount>, ()> {
    if let Some(net) = cells.decimal(Target::OrderSubtotal, true)? {
        return Ok(Some(net.into()));
    }
    // Beside a fee, «net» is what the payment service pays out, not what was sold.
    if !cells.layout.has(Target::Kept("order.fees"))
        && let Some(net) = cells.decimal(Target::OrderNet, true)?
    {
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

fn discounted(cells: &mut Cells<'_>, gross: Amount, discount: Number) -> Result<Amount, ()> {
    let form = match cells.layout.discount {
        _ if discount.is_percent => DiscountForm::Percent,
        form => form,
    };
    let discount = discount.value;
    let kept = match form {
        DiscountForm::Amount => return Ok(gross - Amount::from(Decimal(discount.0.abs()))),
        DiscountForm::Share => Decimal(Decimal::ONE.0 - discount.0),
        DiscountForm::Percent => Decimal(Decimal::ONE.0 - discount.0.abs() / 100),
        DiscountForm::Mixed if discount.0 == 0 => return Ok(gross),
        DiscountForm::Mixed => {
            let reason = "may be percent or an amount: other cells of the column say percent";
            cells.note_unread(Target::LineDiscount, reason, true);
            return Err(());
        }
    };
    gross
        .share(kept)
        .ok_or_else(|| cells.note_row("", "the amount is too large to be true", true))
}

/// What the row says was taken off its order or given back, each as a negative amount. Some
/// systems write it as a positive number, some as a negative one.
pub(crate) fn read_reductions(cells: &mut Cells<'_>, amount: Option<Amount>) -> Vec<(i64, Amount)> {
    let mut reductions = Vec::new();
    let mut take = |cells: &mut Cells<'_>, target, part| {
        let size = cells
            .decimal(target, false)
            .ok()
            .flatten()
            .unwrap_or_default();
        if size.0 != 0 {
            reductions.push((part, Amount::from(Decimal(-size.0.abs()))));
        }
    };
    // A row that is a refund itself does not tell it once more.
    if amount.is_none_or(|amount| amount >= Amount::default()) {
        take(cells, Target::OrderRefunded, REFUND_PART);
    }
    if cells.layout.kind == Kind::OrderLines {
        take(cells, Target::OrderDiscount, DISCOUNT_PART);
    }
    reductions
}

pub(crate) fn read_cost(cells: &mut Cells<'_>, quantity: Decimal) -> Option<Amount> {
    if let Ok(Some(cost)) = cells.decimal(Target::LineCost, false) {
        return Some(cost.into());
    }
    let unit = cells.decimal(Target::UnitCost, false).ok().flatten()?;
    Some(Amount::product(quantity, unit))
}

pub(crate) fn read_shipping(cells: &mut Cells<'_>) -> Option<Amount> {
    cells
        .decimal(Target::OrderShipping, false)
        .ok()
        .flatten()
        .map(Amount::from)
}
