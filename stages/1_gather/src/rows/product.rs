//! A row as a product or a group of products.
//!
//! Enters: cells by meaning. Leaves: a [`ReceivedProduct`], or a problem that says why not.

use terms::Currency;

use crate::columns::kind::Kind;
use crate::columns::target::Target;
use crate::values::amount::Amount;
use crate::values::cells::Cells;

/// A product, or with an empty key a group of products.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReceivedProduct {
    pub(crate) product_key: String,
    pub(crate) product: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) category_key: Option<String>,
    pub(crate) cost_minor: Option<i64>,
}

/// Reads a row of a table of products or groups.
pub(crate) fn read_product(cells: &mut Cells<'_>, currency: Currency) -> Option<ReceivedProduct> {
    let product = cells.text(Target::ProductName);
    let product_key = match cells.layout.kind {
        Kind::Categories => Some(String::new()),
        _ => cells.key(Target::ProductId).or_else(|| product.clone()),
    };
    let Some(product_key) = product_key else {
        cells.note_missing(Target::ProductId, "there is no article number");
        return None;
    };
    let cost = cells.decimal(Target::UnitCost, false).ok().flatten();
    Some(ReceivedProduct {
        product_key,
        product,
        category: cells.text(Target::Category),
        category_key: cells.key(Target::CategoryId),
        cost_minor: cost.and_then(|cost| Amount::from(cost).minor(currency.decimals())),
    })
}
