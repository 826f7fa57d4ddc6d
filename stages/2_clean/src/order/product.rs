//! What product files tell about order lines: names, groups, costs.
//!
//! Enters: `received_products`. Leaves: lines with what was missing filled in.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::CleanError;
use crate::order::build::LineRow;

/// A product as its newest file tells it.
struct Product {
    name: String,
    category: String,
    cost_minor: Option<i64>,
}

/// Every known product by namespace and article number.
#[derive(Default)]
pub(crate) struct Products {
    by_key: HashMap<(String, String), Product>,
}

impl Products {
    /// Reads all products; there are as many as a business sells articles.
    pub(crate) fn read(db: &Connection) -> Result<Products, CleanError> {
        let mut statement = db.prepare_cached(include_str!("../../sql/product.products.sql"))?;
        let mut rows = statement.query([])?;
        let mut products = Products::default();
        while let Some(row) = rows.next()? {
            let product = Product {
                name: row.get(2)?,
                category: row.get(3)?,
                cost_minor: row.get(4)?,
            };
            products.by_key.insert((row.get(0)?, row.get(1)?), product);
        }
        Ok(products)
    }

    /// Fills name, group and cost of a line where it has none.
    pub(crate) fn complete(&self, namespace: &str, line: &mut LineRow) {
        if self.by_key.is_empty() || line.product_key.is_empty() {
            return;
        }
        let key = (namespace.to_owned(), line.product_key.clone());
        let Some(product) = self.by_key.get(&key) else {
            return;
        };
        if line.product.is_empty() {
            line.product.clone_from(&product.name);
        }
        if line.category.is_empty() {
            line.category.clone_from(&product.category);
        }
        if line.cost_minor.is_none() && line.net_minor.is_some() {
            // Quantities are counts or weights with a few decimals; the cost is rounded to whole
            // minor units once, here.
            line.cost_minor = product
                .cost_minor
                .map(|unit| (unit as f64 * line.quantity).round() as i64);
        }
    }
}
