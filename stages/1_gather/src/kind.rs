//! What a table is about: parties, order lines, orders, products, categories, or nothing known.
//!
//! Enters: the meanings of its columns. Leaves: the kind, and which kind of parties.

use crate::target::Target;

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Customers, prospects, staff, vendors, partners.
    Parties,
    /// Order lines with amounts; order and customer facts may ride along.
    OrderLines,
    /// Orders without lines: no amounts, or one total each.
    Orders,
    /// Products, with cost or group.
    Products,
    /// Groups of products.
    Categories,
    /// Nothing this version can use; the rows are kept all the same.
    Unknown,
}

impl Kind {
    /// Every kind, as a person may choose it.
    pub const ALL: &'static [Kind] = &[
        Kind::Parties,
        Kind::OrderLines,
        Kind::Orders,
        Kind::Products,
        Kind::Categories,
        Kind::Unknown,
    ];

    /// The code it is stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Kind::Parties => "parties",
            Kind::OrderLines => "order_lines",
            Kind::Orders => "orders",
            Kind::Products => "products",
            Kind::Categories => "categories",
            Kind::Unknown => "unknown",
        }
    }

    /// The words a person reads.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Parties => "Contacts",
            Kind::OrderLines => "Order lines",
            Kind::Orders => "Orders",
            Kind::Products => "Products",
            Kind::Categories => "Product groups",
            Kind::Unknown => "Not recognised",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, String> {
        let known = || {
            Kind::ALL
                .iter()
                .map(|kind| kind.code())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let found = Kind::ALL.iter().copied().find(|kind| kind.code() == code);
        found.ok_or_else(|| format!("«{code}» is no kind of table; known are {}", known()))
    }
}

impl serde::Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

/// The kind of a table whose columns have these meanings and plain names.
///
/// `has` says whether a meaning is among the columns, `named` whether a plain name is.
pub(crate) fn kind_of(has: &dyn Fn(Target) -> bool, named: &dyn Fn(&str) -> bool) -> Kind {
    use Target::*;
    let any = |targets: &[Target]| targets.iter().any(|target| has(*target));
    let any_named = |names: &[&str]| names.iter().any(|name| named(name));
    let product = any(&[ProductId, ProductName]) || any_named(&["description", "beschreibung"]);
    let amount = any(&[OrderTotal, OrderNet, LineTotal])
        || any_named(&["amount", "total", "betrag", "summe", "net", "netto"]);
    let date = has(OrderDate) || any_named(&["date", "datum", "created at", "created utc"]);
    let person = any(&[Email, FirstName, LastName, FullName, Phone]);
    let party = person || any(&[CustomerId, Company, PartyName]);
    let priced = has(UnitPrice) && has(Quantity);
    if has(OrderId) && (priced || has(LineTotal) || (product && has(Quantity))) {
        return Kind::OrderLines;
    }
    if has(OrderId) && (date || amount || has(CustomerId)) {
        return Kind::Orders;
    }
    // Shopify calls its order numbers plainly Name.
    if named("name") && any(&[OrderStatus, OrderCancelled]) && priced {
        return Kind::OrderLines;
    }
    if date && party && !has(OrderId) && (priced || (product && amount)) {
        return Kind::OrderLines;
    }
    if date && party && amount && (has(OrderTax) || has(Currency) || named("id")) {
        return Kind::Orders;
    }
    let place = any(&[Street, City, Postcode]);
    if person || (has(Company) && (place || has(CustomerId))) || (named("name") && place) {
        return Kind::Parties;
    }
    if any(&[ProductId, ProductName]) && (has(ProductId) || any(&[UnitPrice, UnitCost, Category])) {
        return Kind::Products;
    }
    if has(CategoryId) && has(Category) {
        return Kind::Categories;
    }
    if party && !date && (has(PartyName) || has(Company)) {
        Kind::Parties
    } else {
        Kind::Unknown
    }
}

/// Which kind of parties a table holds, by the names of its columns; empty when they are customers
/// or nothing tells.
pub(crate) fn party_kind_of(named: &dyn Fn(&str) -> bool) -> &'static str {
    let any = |names: &[&str]| names.iter().any(|name| named(name));
    if any(&["employee id", "hire date", "reports to", "personalnummer"]) {
        "staff"
    } else if any(&[
        "supplier id",
        "vendor id",
        "shipper id",
        "supplier",
        "lieferantennummer",
        "lieferant",
    ]) {
        "vendor"
    } else if any(&["partner id", "reseller id"]) {
        "partner"
    } else {
        ""
    }
}
