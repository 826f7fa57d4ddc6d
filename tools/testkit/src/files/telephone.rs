//! The old telephone system's order lines: orders in; UTF-8 with a byte order mark, semicolons,
//! `31/03/2026` and `1.234,50` out. Callers who did not know their customer number have none.

use crate::account::Account;
use crate::business::PracticeBusiness;
use crate::chance::{Dice, Purpose};
use crate::files::rows::{OrderRows, Rows};
use crate::files::shop::Fault;
use crate::order::{Order, OrderLine};
use crate::product::{CATEGORIES, PRODUCTS};

/// The columns of the export.
pub(crate) static HEADER: [&str; 14] = [
    "Order no.",
    "Date",
    "Customer no.",
    "Name",
    "Company",
    "Phone",
    "Article",
    "Description",
    "Group",
    "Qty",
    "Price each",
    "Amount",
    "Cost each",
    "Freight",
];

/// Share of callers who knew their customer number.
const KNEW_NUMBER: f64 = 0.5;

/// Writes an order's rows.
pub(crate) fn write_order(
    to: &mut OrderRows,
    business: &PracticeBusiness,
    account: &Account,
    order: &Order,
) {
    to.begin(order.day);
    let seed = business.seed();
    let occasion = order.day.number() as u64;
    let mut dice = Dice::new(seed, u64::from(account.index), Purpose::Telephone, occasion);
    let date = business.calendar.text(order.day.number()).slashed();
    let knew_number = dice.lands(KNEW_NUMBER);
    let facts = order_facts(&order.number(account), date, account, order, knew_number);
    for (at, line) in order.lines.iter().enumerate() {
        to.rows.ready(&facts);
        write_line(
            &mut to.rows,
            line,
            if at == 0 { order.shipping_minor } else { 0 },
        );
    }
}

/// Writes one row that looks like the order's first line but cannot be used.
pub(crate) fn write_bad_row(to: &mut OrderRows, account: &Account, order: &Order, fault: Fault) {
    to.begin(order.day);
    let number = match fault {
        Fault::MissingOrderNumber => String::new(),
        _ => format!("{}-{}", order.number(account), fault as u8),
    };
    let year = order.day.date().year();
    let date = match fault {
        Fault::ImpossibleDate => format!("31/02/{year}"),
        _ => order.day.date().strftime("%d/%m/%Y").to_string(),
    };
    to.rows
        .ready(&order_facts(&number, &date, account, order, true));
    let line = &order.lines[0];
    if fault != Fault::AmountNotANumber {
        return write_line(&mut to.rows, line, order.shipping_minor);
    }
    write_article(&mut to.rows, line);
    to.rows
        .fields(["n/a", "n/a"])
        .continental_money(line.unit_cost_minor);
    to.rows.continental_money(order.shipping_minor).end();
}

fn order_facts(
    number: &str,
    date: &str,
    account: &Account,
    order: &Order,
    knew_number: bool,
) -> String {
    let person = &account.people[order.person];
    let customer_number = if knew_number {
        account.customer_number()
    } else {
        String::new()
    };
    let phone = person.phone.as_ref().map(|phone| phone.written(1));
    let mut facts = Rows::new(';');
    facts
        .fields([number, date, &customer_number, &person.full_name()])
        .fields([
            account.company.as_deref().unwrap_or(""),
            phone.as_deref().unwrap_or(""),
        ]);
    facts.into_text()
}

fn write_article(rows: &mut Rows, line: &OrderLine) {
    let product = &PRODUCTS[line.product];
    rows.fields([product.sku, product.name, CATEGORIES[product.category]])
        .number(line.quantity);
}

fn write_line(rows: &mut Rows, line: &OrderLine, shipping_minor: i64) {
    write_article(rows, line);
    rows.continental_money(line.unit_price_minor)
        .continental_money(line.quantity * line.unit_price_minor)
        .continental_money(line.unit_cost_minor)
        .continental_money(shipping_minor)
        .end();
}
