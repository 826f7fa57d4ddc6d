//! What a table is about: parties, order lines, orders, products, categories, deals, events, or
//! nothing known.
//!
//! Enters: the meanings of its columns. Leaves: the kind, and which kind of parties.

use crate::columns::header_names::Context;
use crate::columns::target::Target;

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
    /// Possible sales.
    Deals,
    /// What happened besides buying: calls, visits, tickets, answers, consents.
    Events,
    /// Mails of a mailbox file.
    Bounces,
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
        Kind::Deals,
        Kind::Events,
        Kind::Bounces,
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
            Kind::Deals => "deals",
            Kind::Events => "events",
            Kind::Bounces => "bounces",
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
            Kind::Deals => "Possible sales",
            Kind::Events => "What happened",
            Kind::Bounces => "Returned mail",
            Kind::Unknown => "Not recognised",
        }
    }

    /// The context that names of its columns are read in.
    pub(crate) fn context(self) -> Context {
        match self {
            Kind::Parties => Context::Parties,
            Kind::OrderLines => Context::Lines,
            Kind::Orders => Context::Orders,
            Kind::Products => Context::Products,
            Kind::Categories => Context::Categories,
            Kind::Deals => Context::Deals,
            Kind::Events => Context::Events,
            Kind::Bounces | Kind::Unknown => Context::Any,
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

/// The columns of a table, asked for by meaning and by name.
pub(crate) struct Columns<'table> {
    pub(crate) plain: &'table [String],
    pub(crate) targets: &'table [Option<Target>],
    /// Some column holds e-mail addresses whatever it is called.
    pub(crate) holds_emails: bool,
}

impl Columns<'_> {
    pub(crate) fn has(&self, target: Target) -> bool {
        (target == Target::Email && self.holds_emails) || self.targets.contains(&Some(target))
    }

    pub(crate) fn any(&self, targets: &[Target]) -> bool {
        targets.iter().any(|target| self.has(*target))
    }

    pub(crate) fn named(&self, name: &str) -> bool {
        self.plain.iter().any(|own| own == name)
    }

    pub(crate) fn any_named(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.named(name))
    }

    /// How many columns are about this noun: `deal`, `line`.
    pub(crate) fn count_noun(&self, noun: &str) -> usize {
        let of = |target: &&Option<Target>| {
            target.is_some_and(|target| target.code().split('.').next() == Some(noun))
        };
        self.targets.iter().filter(of).count()
    }
}

/// The kind of a table with these columns; whether it tells of events is asked elsewhere.
pub(crate) fn kind_of(columns: &Columns<'_>) -> Kind {
    use Target::*;
    if columns.count_noun("deal") >= 2 && !columns.any(&[LastName, FirstName, Quantity]) {
        return Kind::Deals;
    }
    let date = columns.any(&[OrderDate, OrderPaid])
        || columns.any_named(&[
            "date",
            "datum",
            "created at",
            "created utc",
            "created",
            "day",
            "timestamp",
            "fecha",
            "data",
            "date time",
            "date created",
            "created on",
            "zeitpunkt",
        ]);
    let person = columns.any(&[Email, FirstName, LastName, FullName, Phone]);
    let party = person
        || columns.any(&[CustomerId, ExternalId, Company, PartyName, BillingName])
        || columns.any_named(&["customer", "client", "kunde"]);
    if let Some(kind) = sales_kind(columns, date, person, party) {
        return kind;
    }
    let place = columns.any(&[
        Street,
        City,
        Postcode,
        BillingCity,
        BillingStreet,
        BillingBlock,
    ]);
    let named_id = columns.any(&[CustomerId, CompanyId, ExternalId]);
    if person || (columns.has(Company) && (place || named_id)) || (columns.named("name") && place) {
        return Kind::Parties;
    }
    let product = columns.any(&[ProductId, ProductName]);
    if product && (columns.has(ProductId) || columns.any(&[UnitPrice, UnitCost, Category])) {
        return Kind::Products;
    }
    if columns.has(CategoryId) && columns.has(Category) {
        return Kind::Categories;
    }
    if columns.named("name") && columns.any(&[ProductId, UnitPrice, UnitCost]) {
        return Kind::Products;
    }
    let numbered = columns.any(&[CustomerId, CustomerCreated]);
    if party && !date && (columns.any(&[PartyName, Company]) || columns.named("name") && numbered) {
        Kind::Parties
    } else {
        Kind::Unknown
    }
}

/// Order lines or orders, when the columns tell of sales.
fn sales_kind(columns: &Columns<'_>, date: bool, person: bool, party: bool) -> Option<Kind> {
    use Target::*;
    let product = columns.any(&[ProductId, ProductName])
        || columns.any_named(&["description", "beschreibung", "product service"]);
    let amount = columns.any(&[OrderTotal, OrderNet, LineTotal, OrderSubtotal])
        || columns.any_named(&[
            "amount",
            "total",
            "betrag",
            "summe",
            "net",
            "netto",
            "gross",
            "net sales",
            "gross sales",
            "sales",
            "total sales",
            "montant",
            "importe",
            "nettobetrag",
            "net amount",
        ]);
    let order = columns.any(&[OrderId, OrderNumber, Kept("order.receipt")]);
    let priced = columns.has(UnitPrice) && columns.has(Quantity);
    let lined = columns.count_noun("line");
    // A payment with a fee and its net is one row an order, even where it names an item.
    let payment = columns.has(Kept("order.fees")) && columns.any_named(&["gross", "net", "amount"]);
    if order
        && !payment
        && (priced || columns.has(LineTotal) || (product && columns.has(Quantity) && lined >= 2))
    {
        return Some(Kind::OrderLines);
    }
    if order
        && (date || amount || columns.has(CustomerId))
        && (!person || columns.count_noun("person") <= 2 || amount || date)
    {
        return Some(Kind::Orders);
    }
    // Some shops call their order numbers plainly Name.
    if columns.named("name") && columns.any(&[OrderStatus, OrderCancelled]) && priced {
        return Some(Kind::OrderLines);
    }
    if date
        && party
        && !order
        && (priced || (product && (amount || columns.has(Quantity)) && lined >= 2))
    {
        return Some(Kind::OrderLines);
    }
    let money_words = columns.any(&[
        OrderTax,
        Currency,
        Kept("order.fees"),
        OrderSubtotal,
        OrderTotal,
    ]) || columns.any_named(&["id", "gross", "net sales", "payment method"]);
    let payments = columns.count_noun("payment") >= 2;
    (date
        && amount
        && (party || columns.has(OrderTax))
        && money_words
        && (payments || columns.count_noun("address") < 3))
        .then_some(Kind::Orders)
        .or((date && party && amount && columns.plain.len() <= 8).then_some(Kind::Orders))
}

/// Whether the parties of a table are companies, which own names and numbers are then of.
pub(crate) fn is_companies(columns: &Columns<'_>) -> bool {
    use Target::*;
    let people = columns.any(&[
        FirstName,
        LastName,
        FullName,
        JobTitle,
        Kept("person.full_name"),
    ]);
    let of_company = [
        Industry,
        Employees,
        Kept("company.domain"),
        Kept("company.revenue"),
        Kept("company.parent_id"),
        Kept("company.sic"),
    ];
    !people && !columns.has(Email) && columns.any(&of_company)
}

/// Which kind of parties a table holds, by the names of its columns; empty when they are customers
/// or nothing tells.
pub(crate) fn party_kind_of(columns: &Columns<'_>) -> &'static str {
    if columns.any_named(&["employee id", "hire date", "reports to", "personalnummer"]) {
        "staff"
    } else if columns.any_named(&[
        "supplier id",
        "vendor id",
        "shipper id",
        "supplier",
        "supplier name",
        "vendor name",
        "lieferantennummer",
        "lieferant",
        "vendor no",
        "supplier no",
    ]) {
        "vendor"
    } else if columns.any_named(&["partner id", "reseller id", "partner no", "reseller"]) {
        "partner"
    } else {
        ""
    }
}
