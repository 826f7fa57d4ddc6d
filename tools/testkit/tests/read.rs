//! Reads the practice files back with other people's readers, the way a plain reader would.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use testkit::Trade;

/// An order file, read back.
#[derive(Debug, Default)]
pub(crate) struct ReadOrders {
    pub(crate) trade: Trade,
    pub(crate) bad_rows: BTreeMap<String, u64>,
    pub(crate) order_numbers: HashSet<String>,
    pub(crate) days: Vec<String>,
    pub(crate) codes: Vec<String>,
}

/// Columns that an order file is read by, and how it writes values.
pub(crate) struct OrderFormat {
    pub(crate) separator: u8,
    pub(crate) number: &'static str,
    pub(crate) date: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) total: &'static str,
    pub(crate) cost: &'static str,
    pub(crate) shipping: &'static str,
    pub(crate) code: Option<&'static str>,
    pub(crate) iso_date: fn(&str) -> String,
    pub(crate) minor: fn(&str) -> Option<i64>,
}

pub(crate) const SHOP: OrderFormat = OrderFormat {
    separator: b',',
    number: "order_number",
    date: "order_date",
    quantity: "quantity",
    total: "line_total",
    cost: "unit_cost",
    shipping: "shipping_cost",
    code: Some("discount_code"),
    iso_date: |text| text.to_owned(),
    minor: |text| {
        terms::minor_from_decimal(text, 2)
            .ok()
            .map(|(minor, _)| minor)
    },
};

pub(crate) const TELEPHONE: OrderFormat = OrderFormat {
    separator: b';',
    number: "Order no.",
    date: "Date",
    quantity: "Qty",
    total: "Amount",
    cost: "Cost each",
    shipping: "Freight",
    code: None,
    iso_date: |text| text.split('/').rev().collect::<Vec<_>>().join("-"),
    minor: |text| {
        let plain = text.replace('.', "").replace(',', ".");
        terms::minor_from_decimal(&plain, 2)
            .ok()
            .map(|(minor, _)| minor)
    },
};

pub(crate) fn read_orders(text: &str, format: &OrderFormat) -> ReadOrders {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(format.separator)
        .from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|heading| heading == name).unwrap();
    let mut read = ReadOrders::default();
    for row in reader.records() {
        let row = row.unwrap();
        let cell = |name: &str| &row[at(name)];
        let number = cell(format.number).to_owned();
        let date = (format.iso_date)(cell(format.date));
        let total = (format.minor)(cell(format.total));
        let fault = if number.is_empty() {
            "missing_order_number"
        } else if date.parse::<terms::Day>().is_err() {
            "impossible_date"
        } else if total.is_none() {
            "amount_not_a_number"
        } else {
            ""
        };
        if !fault.is_empty() {
            *read.bad_rows.entry(fault.to_owned()).or_default() += 1;
            continue;
        }
        let quantity: i64 = cell(format.quantity).parse().unwrap();
        let trade = &mut read.trade;
        if read.order_numbers.insert(number) {
            let kind = if quantity < 0 {
                &mut trade.return_count
            } else {
                &mut trade.order_count
            };
            *kind += 1;
            read.codes
                .extend(format.code.map(|code| cell(code).to_owned()));
        }
        trade.line_count += 1;
        trade.revenue_minor += total.unwrap();
        trade.cost_minor += quantity * (format.minor)(cell(format.cost)).unwrap();
        trade.shipping_minor += (format.minor)(cell(format.shipping)).unwrap_or(0);
        read.days.push(date);
    }
    read
}

/// All rows of a delimited text, header first.
pub(crate) fn read_rows(text: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// All rows of the only sheet of a workbook, blank ones included.
pub(crate) fn read_workbook(path: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => panic!("the list holds texts only, not {other:?}"),
    };
    range
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}
