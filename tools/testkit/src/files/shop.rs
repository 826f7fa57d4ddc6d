//! The shop's order export: orders in; one UTF-8 row per line with the order's facts on each out.

use crate::account::Account;
use crate::business::PracticeBusiness;
use crate::files::rows::{OrderRows, Rows};
use crate::order::{Order, OrderLine};
use crate::product::{CATEGORIES, PRODUCTS};

/// The columns of the export.
pub(crate) static HEADER: [&str; 23] = [
    "order_number",
    "order_date",
    "customer_number",
    "email",
    "customer_name",
    "company",
    "phone",
    "street",
    "city",
    "postcode",
    "country",
    "accepts_marketing",
    "channel",
    "discount_code",
    "currency",
    "sku",
    "product_name",
    "category",
    "quantity",
    "unit_price",
    "line_total",
    "unit_cost",
    "shipping_cost",
];

/// What is wrong with a planted row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    ImpossibleDate,
    AmountNotANumber,
    MissingOrderNumber,
}

impl Fault {
    pub(crate) const ALL: [Fault; 3] = [
        Fault::ImpossibleDate,
        Fault::AmountNotANumber,
        Fault::MissingOrderNumber,
    ];

    /// The word for it in the planted counts.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Fault::ImpossibleDate => "impossible_date",
            Fault::AmountNotANumber => "amount_not_a_number",
            Fault::MissingOrderNumber => "missing_order_number",
        }
    }
}

/// Writes an order's rows.
pub(crate) fn write_order(
    to: &mut OrderRows,
    business: &PracticeBusiness,
    account: &Account,
    order: &Order,
) {
    to.begin(order.day);
    let date = business.calendar.text(order.day.number()).iso();
    let facts = order_facts(&order.number(account), date, account, order);
    for (at, line) in order.lines.iter().enumerate() {
        let shipping = (at == 0).then_some(order.shipping_minor);
        to.rows.ready(&facts);
        write_line(&mut to.rows, line, shipping);
    }
}

/// Writes one row that looks like the order's first line but cannot be used.
pub(crate) fn write_bad_row(to: &mut OrderRows, account: &Account, order: &Order, fault: Fault) {
    to.begin(order.day);
    let number = match fault {
        Fault::MissingOrderNumber => String::new(),
        _ => format!("{}-{}", order.number(account), fault as u8),
    };
    let date = order.day.to_string();
    let date = if fault == Fault::ImpossibleDate {
        format!("{}-02-31", &date[..4])
    } else {
        date
    };
    to.rows.ready(&order_facts(&number, &date, account, order));
    let line = &order.lines[0];
    if fault != Fault::AmountNotANumber {
        return write_line(&mut to.rows, line, Some(order.shipping_minor));
    }
    write_article(&mut to.rows, line);
    to.rows
        .fields(["n/a", "n/a"])
        .money(line.unit_cost_minor)
        .money(order.shipping_minor)
        .end();
}

/// Everything that is the same on every row of an order.
fn order_facts(number: &str, date: &str, account: &Account, order: &Order) -> String {
    let person = &account.people[order.person];
    let address = &account.address;
    // The checkout keeps a number the way its owner types it.
    let phone = person
        .phone
        .as_ref()
        .map(|phone| phone.written(account.index as usize % 2));
    let mut facts = Rows::new(',');
    facts
        .fields([
            number,
            date,
            &account.customer_number(),
            person.email.as_deref().unwrap_or(""),
        ])
        .field(&person.full_name())
        .fields([
            account.company.as_deref().unwrap_or(""),
            phone.as_deref().unwrap_or(""),
        ])
        .fields([
            &*address.street,
            &address.town,
            &address.postcode,
            address.country.name(),
        ])
        .field(if account.consent.email { "yes" } else { "no" })
        .fields([
            order.door.code(),
            order.code.as_deref().unwrap_or(""),
            "GBP",
        ]);
    facts.into_text()
}

fn write_article(rows: &mut Rows, line: &OrderLine) {
    let product = &PRODUCTS[line.product];
    rows.fields([product.sku, product.name, CATEGORIES[product.category]])
        .number(line.quantity);
}

fn write_line(rows: &mut Rows, line: &OrderLine, shipping: Option<i64>) {
    write_article(rows, line);
    rows.money(line.unit_price_minor)
        .money(line.quantity * line.unit_price_minor)
        .money(line.unit_cost_minor);
    match shipping {
        Some(minor) => rows.money(minor),
        None => rows.field(""),
    };
    rows.end();
}
