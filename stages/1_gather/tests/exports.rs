//! Exports of more than forty formats, with rows as real businesses have them: each comes in without
//! a question and without a lost row.

use std::collections::BTreeMap;

use gather::Kind;

use crate::desk::{Desk, real_data};

/// One export: its name, what it is, its header, and one row of cells that change a little from row
/// to row: `#` is the number of the row, `@` a day.
const EXPORTS: &[(&str, Kind, &str, &str)] = &[
    (
        "Etsy sold order items",
        Kind::OrderLines,
        "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Discount Amount,Order Shipping,Item Total,Currency,Transaction ID,Listing ID,Ship Name,Ship City,Ship Zipcode,Ship Country,Order ID",
        "@us,Mug #,buyer#,2,9.50,,0.00,4.00,19.00,USD,90#,77,Ann Lee#,Austin,73301,United States,50#",
    ),
    (
        "eBay orders report",
        Kind::OrderLines,
        "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Ship To City,Ship To Zip,Item Number,Item Title,Custom Label,Quantity,Sold For,Total Price,Sale Date,Payment Method",
        "#,12-#,user#,Ben Ray#,b#@x.example,Leeds,LS1 1AA,33#,Lamp,SKU-#,1,20.00,20.00,@iso,PayPal",
    ),
    (
        "Amazon order report",
        Kind::OrderLines,
        "amazon-order-id,purchase-date,buyer-email,buyer-name,sku,product-name,quantity-purchased,currency,item-price,item-tax,shipping-price,ship-city,ship-postal-code,ship-country",
        "114-#,@isoT10:00:00+00:00,b#@marketplace.example,Cy Dow#,S-#,Cable,1,USD,12.00,1.00,0.00,Reno,89501,US",
    ),
    (
        "Squarespace orders",
        Kind::OrderLines,
        "Order ID,Email,Financial Status,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing City,Billing Zip,Billing Country",
        "000#,c#@x.example,PAID,FULFILLED,USD,30.00,5.00,2.00,37.00,,@iso 11:00:00 -0500,2,Soap,15.00,S#,Dee Fox#,Boise,83701,US",
    ),
    (
        "BigCommerce customers",
        Kind::Parties,
        "Customer ID,Customer Name,Company,Email,Phone,Notes,Store Credit,Customer Group,Date Joined",
        "#,Eva Hill#,,e#@x.example,555-01#,,0.00,Retail,@us",
    ),
    (
        "BigCommerce orders",
        Kind::Orders,
        "Order ID,Customer ID,Customer Name,Customer Email,Order Date,Order Status,Subtotal (inc tax),Tax Total,Shipping Cost (inc tax),Order Total (inc tax),Order Currency Code",
        "10#,#,Eva Hill#,e#@x.example,@iso,Completed,20.00,2.00,5.00,27.00,USD",
    ),
    (
        "Magento orders",
        Kind::Orders,
        "ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status,Customer Email,Customer Group,Subtotal",
        "0000#,Main Store,@iso 09:00:00,Flo King#,Flo King#,33.00,33.00,Complete,f#@x.example,General,30.00",
    ),
    (
        "Wix contacts",
        Kind::Parties,
        "First Name,Last Name,Email 1,Phone 1,Address 1 - Street,Address 1 - City,Address 1 - Zip,Labels,Created At (UTC+0),Email subscriber status,Last Activity Date (UTC+0)",
        "Gil,Moss#,g#@x.example,555 02#,Main St #,Ames,50010,Customer,@iso,Subscribed,@iso",
    ),
    (
        "Xero contacts",
        Kind::Parties,
        "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAddressLine1,POCity,PORegion,POPostalCode,POCountry,PhoneNumber,MobileNumber,TaxNumber,Website",
        "Firm # Ltd,A#,h#@x.example,Hal,Nye#,1 High St,Bath,Avon,BA1 1AA,UK,01225 00#,0770 00#,,www.firm.example",
    ),
    (
        "Xero invoices",
        Kind::OrderLines,
        "*ContactName,EmailAddress,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,InventoryItemCode,*Description,*Quantity,*UnitAmount,Discount,*AccountCode,*TaxType,TaxAmount,Currency",
        "Firm # Ltd,h#@x.example,INV-#,,@gb,@gb,P#,Service #,1,50.00,,200,20% VAT,10.00,GBP",
    ),
    (
        "Lexware Rechnungen",
        Kind::Orders,
        "Rechnungsnummer;Rechnungsdatum;Kundennummer;Firma;Nachname;Vorname;Nettobetrag;MwSt;Bruttobetrag;Zahlungsstatus",
        "RE#;@de;K#;;Ott#;Ida;100,00;19,00;119,00;bezahlt",
    ),
    (
        "Odoo customers",
        Kind::Parties,
        "Display Name,Phone,Email,Salesperson,City,Country,Company,Street,Zip,Tags",
        "Jan Post#,+32 2 00#,j#@x.example,Marc,Gent,Belgium,,Kaai #,9000,Gold",
    ),
    (
        "Pipedrive people",
        Kind::Parties,
        "Name,Label,Organization,Email - Work,Phone - Work,Closed deals,Open deals,Next activity date,Owner",
        "Kim Roe#,Customer,Firm #,k#@x.example,555 03#,1,0,,Sam",
    ),
    (
        "Pipedrive deals",
        Kind::Deals,
        "Title,Value,Currency,Organization,Contact person,Stage,Status,Expected close date,Deal created,Owner,Probability,Deal ID,Pipeline",
        "Deal #,1000,EUR,Firm #,Kim Roe#,Offer,open,@iso,@iso,Sam,50,#,Main",
    ),
    (
        "MailerLite subscribers",
        Kind::Parties,
        "Subscriber,Name,Last name,Company,Country,City,Phone,State,Z/I/P,Status,Sent,Opens,Clicks,Subscribed,Location",
        "l#@x.example,Lea,Sand#,,Spain,Vigo,,,36201,Active,3,2,1,@iso 10:00:00,Vigo",
    ),
    (
        "ActiveCampaign contacts",
        Kind::Parties,
        "Contact ID,Email,First Name,Last Name,Phone,Organization,Date Created,Tags,Score,IP",
        "#,m#@x.example,Max,Till#,555 04#,Firm #,@iso 10:00:00,vip,10,10.0.0.1",
    ),
    (
        "Clover orders",
        Kind::Orders,
        "Order ID,Order Date,Order Number,Employee,Customer ID,Customer Name,Currency,Tax Amount,Tip,Discount,Order Total,Payments Total,Payment State",
        "X#,@iso 12:00,#,Pat,C#,Ned Ulm#,USD,1.00,2.00,0.00,21.00,21.00,Paid",
    ),
    (
        "Lightspeed sale lines",
        Kind::OrderLines,
        "Date,Receipt Number,Line Type,Customer Code,Customer Name,SKU,Product,Quantity,Subtotal,Sales Tax,Discount,Total,Cost Price",
        "@iso 10:00,R#,Sale Line,C#,Oda Voss#,S#,Bell,1,9.00,1.00,0.00,10.00,4.00",
    ),
    (
        "Eventbrite attendees",
        Kind::OrderLines,
        "Order no.,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee no.,Total Paid,Currency,Price,What is your shoe size?",
        "90#,@iso 10:00:00,Pia,West#,p#@x.example,1,Adult,7#,15.00,USD,15.00,38",
    ),
    (
        "Zendesk tickets",
        Kind::Events,
        "Ticket ID,Subject,Requester,Requester email,Status,Priority,Created at,Solved at",
        "#,Broken #,Quin Yu#,q#@x.example,solved,normal,@iso 10:00,@iso 11:00",
    ),
    (
        "Aircall calls",
        Kind::Events,
        "Call ID,Call date,Direction,Phone number,Duration,Call outcome,Agent",
        "#,@iso 10:00,outbound,+1 555 05#,120,answered,Ann",
    ),
    (
        "Chargebee subscriptions",
        Kind::Events,
        "Subscription ID,Customer ID,Email,Plan,Status,Created at,Next billing date,MRR,Currency",
        "S#,C#,r#@x.example,Gold,active,@iso,@iso,49.00,EUR",
    ),
    (
        "Typeform answers",
        Kind::Events,
        "Response ID,What do you use most?,How happy are you?,Your email,Submitted At",
        "r#,pumps,very,s#@x.example,@iso 10:00:00",
    ),
    (
        "Warranty cards",
        Kind::Events,
        "Registration date,First name,Last name,Email,Product,Serial number,Purchase date",
        "@iso,Tim,Zorn#,t#@x.example,Pump X,SN#,@iso",
    ),
    (
        "App usage",
        Kind::Events,
        "Date,User ID,Email,Feature,Count",
        "@iso,U#,u#@x.example,Export,3",
    ),
    (
        "Supplier list",
        Kind::Parties,
        "Supplier No,Supplier Name,Contact,Phone,Email,Street,City,Postcode,Country",
        "V#,Parts # Ltd,Una Ames#,555 06#,v#@x.example,Dock #,Hull,HU1 1AA,UK",
    ),
    (
        "Price list with cost",
        Kind::Products,
        "SKU,Product name,Category,Cost price,Price",
        "P#,Pump #,Pumps,40.00,99.00",
    ),
    (
        "Praxis Kundenliste",
        Kind::Parties,
        "Kd-Nr;Anrede;Vorname;Nachname;Straße;PLZ;Ort;Telefon;E-Mail;Geburtsdatum;Newsletter",
        "#;Frau;Vera;Zahn#;Weg #;10115;Berlin;030 00#;w#@x.example;@de;ja",
    ),
];

fn fill(pattern: &str, row: usize) -> String {
    let (month, day) = (row % 12 + 1, row % 28 + 1);
    let day = day.max(if row.is_multiple_of(3) { 13 } else { 1 });
    pattern
        .replace("@iso", &format!("2026-{month:02}-{day:02}"))
        .replace("@us", &format!("{month:02}/{day:02}/2026"))
        .replace("@gb", &format!("{day:02}/{month:02}/2026"))
        .replace("@de", &format!("{day:02}.{month:02}.2026"))
        .replace('#', &(100 + row).to_string())
}

#[test]
fn exports_of_many_more_systems_come_in_without_a_question() {
    let mut wrong = Vec::new();
    for (name, kind, header, row) in EXPORTS {
        let desk = Desk::new();
        let rows: Vec<String> = (0..40).map(|at| fill(row, at)).collect();
        match desk.try_import(&desk.file("export.csv", format!("{header}\n{}\n", rows.join("\n"))))
        {
            Ok(receipt) if (receipt.kind, receipt.rows, receipt.lost_rows) == (*kind, 40, 0) => {
                let money = matches!(kind, Kind::Orders | Kind::OrderLines);
                if money && receipt.amount_minor <= 0 {
                    wrong.push(format!("{name}: no money: {:?}", receipt.columns));
                }
                let told = desk.number("SELECT (SELECT COUNT(*) FROM received_parties) + (SELECT COUNT(*) FROM received_events) + (SELECT COUNT(*) FROM received_products)");
                if told < 40 {
                    wrong.push(format!("{name}: only {told} told"));
                }
            }
            Ok(receipt) => wrong.push(format!(
                "{name}: {:?}, {} rows, {} lost: {:?}",
                receipt.kind,
                receipt.rows,
                receipt.lost_rows,
                receipt.sample_problems.first()
            )),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        EXPORTS.len(),
        wrong.join("\n")
    );
}

/// A value as a column of this meaning has it.
fn value(meaning: &str, example: &str, row: usize) -> String {
    let (month, day) = (
        row % 12 + 1,
        if row.is_multiple_of(3) {
            13 + row % 15
        } else {
            row % 12 + 1
        },
    );
    let plain = |text: &str| text.replace(|c: char| c.is_ascii_digit(), &(row % 10).to_string());
    match meaning {
        "order.number" | "order.source_id" | "order.receipt" | "deal.source_id" => format!(
            "{}{}",
            example.trim_end_matches(|c: char| c.is_ascii_digit()),
            1_000 + row
        ),
        "customer.source_id" | "company.source_id" | "customer.external_id" => {
            format!("C{}", row % 7)
        }
        "contact.email" => format!("p{}@x.example", row % 7),
        "person.full_name" | "billing.name" | "shipping.name" => format!("Ann Field{}", row % 7),
        "person_or_company.name" | "company.name" => format!("Firm {} Ltd", row % 7),
        "person.first_name" => "Ann".into(),
        "person.last_name" => format!("Field{}", row % 7),
        "order.date"
        | "order.paid_at"
        | "customer.created_at"
        | "deal.close_date"
        | "deal.created_at"
        | "interaction.last_at" => {
            if example.contains('/') {
                format!("{day:02}/{month:02}/2026")
            } else {
                format!("2026-{month:02}-{day:02} 10:00:00")
            }
        }
        "order.total" | "order.subtotal" | "order.net" | "line.total" | "line.subtotal"
        | "line.unit_price" | "deal.amount" | "order.gross" => {
            format!(
                "{}{}.50",
                if example.starts_with('$') { "$" } else { "" },
                10 + row
            )
        }
        "line.quantity" => "2".into(),
        "line.product_name" => format!("Thing {}", row % 5),
        "order.payment_status" => {
            if example.is_empty() {
                "completed".into()
            } else {
                example.to_owned()
            }
        }
        "address.postcode" | "billing.postcode" => format!("1000{}", row % 10),
        "contact.phone" => format!("555 010{}", row % 10),
        _ if example.is_empty() => String::new(),
        _ if example.chars().any(|c| c.is_ascii_digit()) && !example.contains(['-', '/']) => {
            plain(example)
        }
        _ => example.to_owned(),
    }
}

/// A table of texts: the header, then the rows.
type Table = Vec<Vec<String>>;

/// The same table with refunds: rows from `refunded` on have their amounts turned round.
fn with_refunds(table: &Table, desk: &Desk, refunded: usize) -> Table {
    let seen = gather::check(&write_table(desk, table, ',')).unwrap();
    let code = |at: usize| seen.columns[at].target.map_or("", gather::Target::code);
    let columns = || 0..table[0].len();
    let has_count = columns().any(|at| code(at) == "line.quantity");
    let turns = |at: usize| match code(at) {
        "line.unit_price" => !has_count,
        "line.quantity"
        | "line.total"
        | "line.subtotal"
        | "line.net"
        | "order.total"
        | "order.net"
        | "order.gross"
        | "order.subtotal"
        | "order.tax"
        | "order.total_settled"
        | "line.tax" => true,
        _ => false,
    };
    let mut told = table.clone();
    for row in &mut told[1 + refunded..] {
        for at in columns().filter(|at| turns(*at)) {
            let cell = &mut row[at];
            if cell.chars().any(|sign| sign.is_ascii_digit()) {
                *cell = match cell.strip_prefix('$') {
                    Some(amount) => format!("-${amount}"),
                    None => format!("-{cell}"),
                };
            }
        }
    }
    told
}

/// How each system says that an order was called off: the column and what stands there usually and
/// then; and the same for orders that were made as a test, drafted or never paid. Columns that the
/// short header above leaves out are added as the system writes them.
type Mark = (&'static str, &'static str, &'static str);
const MARKS: &[(&str, Mark, Option<Mark>)] = &[
    (
        "Etsy sold order items",
        ("Order Status", "Completed", "Canceled"),
        None,
    ),
    (
        "eBay orders report",
        ("Order Status", "Completed", "Cancelled"),
        Some(("Order Status", "Completed", "Unpaid")),
    ),
    (
        "Amazon order report",
        ("order-status", "Shipped", "Cancelled"),
        Some(("order-status", "Shipped", "Pending")),
    ),
    (
        "Squarespace orders",
        ("Fulfillment Status", "FULFILLED", "CANCELED"),
        Some(("Financial Status", "PAID", "PENDING")),
    ),
    (
        "BigCommerce orders",
        ("Order Status", "Completed", "Cancelled"),
        Some(("Order Status", "Completed", "Incomplete")),
    ),
    (
        "Magento orders",
        ("Status", "Complete", "Canceled"),
        Some(("Status", "Complete", "Pending Payment")),
    ),
    (
        "Xero invoices",
        ("Status", "Paid", "Voided"),
        Some(("Status", "Paid", "Draft")),
    ),
    (
        "Lexware Rechnungen",
        ("Zahlungsstatus", "bezahlt", "storniert"),
        Some(("Zahlungsstatus", "bezahlt", "Entwurf")),
    ),
    (
        "Clover orders",
        ("Payment State", "Paid", "Voided"),
        Some(("Test", "false", "true")),
    ),
    (
        "Lightspeed sale lines",
        ("Status", "Completed", "Voided"),
        None,
    ),
    (
        "Eventbrite attendees",
        ("Attendee Status", "Attending", "Not Attending"),
        Some(("Attendee Status", "Attending", "Deleted")),
    ),
    (
        "Shopify orders_export.csv",
        ("Cancelled at", "", "2026-03-02 10:00:00 +0100"),
        Some(("Payment Method", "Shopify Payments", "Bogus (for testing)")),
    ),
    (
        "WooCommerce Analytics > Orders CSV",
        ("Status", "completed", "cancelled"),
        Some(("Status", "completed", "checkout-draft")),
    ),
    (
        "WooCommerce orders export plugin CSV",
        ("Order Status", "Completed", "Cancelled"),
        Some(("Order Status", "Completed", "Trash")),
    ),
    (
        "Square transactions export",
        ("Transaction Status", "Complete", "Voided"),
        None,
    ),
    (
        "Square items detail export",
        ("Transaction Status", "Complete", "Canceled"),
        None,
    ),
    (
        "Stripe payments export (all columns)",
        ("Status", "Paid", "Canceled"),
        Some(("Mode", "Live", "Test")),
    ),
    (
        "QuickBooks Online Sales by Customer Detail report",
        ("Memo/Description", "Oak removal", "Voided - Oak removal"),
        None,
    ),
    (
        "PayPal activity download",
        ("Status", "Completed", "Canceled"),
        Some(("Status", "Completed", "Denied")),
    ),
];

/// The table with this mark: `usual` in every row, `told` in the rows from `from` to `to`.
fn with_mark(table: &Table, (column, usual, told): Mark, from: usize, to: usize) -> Table {
    let mut table = table.clone();
    let found = table[0].iter().position(|name| name == column);
    let at = found.unwrap_or_else(|| {
        table[0].push(column.to_owned());
        table[1..]
            .iter_mut()
            .for_each(|row| row.push(String::new()));
        table[0].len() - 1
    });
    for (row_no, row) in table[1..].iter_mut().enumerate() {
        row[at] = if (from..to).contains(&row_no) {
            told
        } else {
            usual
        }
        .to_owned();
    }
    table
}

fn write_table(desk: &Desk, table: &Table, delimiter: char) -> std::path::PathBuf {
    let path = desk.folder.path().join("export.csv");
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter as u8)
        .from_path(&path)
        .unwrap();
    for row in table {
        writer.write_record(row).unwrap();
    }
    writer.flush().unwrap();
    path
}

/// The same table with decimal commas, as a spreadsheet in Europe saves it again.
fn with_commas(table: &Table) -> Table {
    let comma = |cell: &String| {
        let amount = cell.trim_start_matches(['-', '$']);
        let is_amount = amount.split_once('.').is_some_and(|(whole, parts)| {
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits(whole) && digits(parts) && parts.len() == 2
        });
        if is_amount {
            cell.replace('.', ",")
        } else {
            cell.clone()
        }
    };
    table
        .iter()
        .map(|row| row.iter().map(comma).collect())
        .collect()
}

/// What an import took in and what the file itself sums to, in hundredths; checked to the cent.
fn sums(table: &Table, delimiter: char) -> Result<(i64, i64), String> {
    let desk = Desk::new();
    let receipt = desk
        .try_import(&write_table(&desk, table, delimiter))
        .map_err(|error| error.to_string())?;
    let explained: i64 = receipt
        .differences
        .iter()
        .map(|difference| difference.minor)
        .sum();
    let exact: f64 = receipt.amount_exact.parse().unwrap();
    let exact = (exact * 100.0).round() as i64;
    if receipt.amount_minor - explained != exact || receipt.lost_rows > 0 {
        return Err(format!(
            "{} less {explained} is not {exact}, {} lost",
            receipt.amount_minor, receipt.lost_rows
        ));
    }
    Ok((receipt.amount_minor, exact))
}

/// Columns that tell what was given back or taken off beside the order.
const BESIDE: [&str; 4] = [
    "order.refunded",
    "order.refunded_settled",
    "order.discount",
    "line.discount",
];

/// They tell of nothing here: what is refunded stands in rows of its own.
fn clear_refunded(table: &mut Table, desk: &Desk) {
    let seen = gather::check(&write_table(desk, table, ',')).unwrap();
    for (at, column) in seen.columns.iter().enumerate() {
        if column
            .target
            .is_some_and(|target| BESIDE.contains(&target.code()))
        {
            table[1..].iter_mut().for_each(|row| row[at].clear());
        }
    }
}

/// What is wrong with the sums of an export once it holds refunds, orders that do not count, and
/// decimal commas.
fn wrong_sums(name: &str, table: &Table) -> Result<(), String> {
    const PLAIN: usize = 30;
    const CANCELLED: usize = 4;
    let desk = Desk::new();
    let mut table = table.clone();
    clear_refunded(&mut table, &desk);
    let part = |from: usize, to: usize| [&table[..1], &table[1 + from..1 + to]].concat();
    let (bought, _) = sums(&part(0, PLAIN), ',')?;
    let (returned, _) = sums(&part(PLAIN, 36), ',')?;
    let told = with_refunds(&part(0, 36), &desk, PLAIN);
    let (net, _) = sums(&told, ',')?;
    if net != bought - returned {
        return Err(format!("refunds: {bought} less {returned} is not {net}"));
    }
    let (commas, _) = sums(&with_commas(&told), ';')?;
    if commas != net {
        return Err(format!("decimal commas: {net} became {commas}"));
    }
    let (_, cancelled, drafted) = MARKS
        .iter()
        .find(|(of, ..)| *of == name)
        .ok_or("nothing says how it marks cancelled orders")?;
    for (mark, from) in [(Some(*cancelled), PLAIN - CANCELLED), (*drafted, 3)] {
        let Some(mark) = mark else { continue };
        let to = from + CANCELLED;
        let (kept, exact) = sums(&with_mark(&told, mark, from, to), ',')?;
        let (dropped, _) = sums(&part(from, to), ',')?;
        if kept != net - dropped || exact != net {
            return Err(format!("{}: {net} less {dropped} is not {kept}", mark.2));
        }
    }
    Ok(())
}

#[test]
fn refunds_cancelled_rows_and_decimal_commas_conserve_the_sum_of_every_export() {
    let mut tables: Vec<(String, Table)> = Vec::new();
    for (name, kind, header, row) in EXPORTS {
        if matches!(kind, Kind::Orders | Kind::OrderLines) {
            let sign = if header.contains(';') { ';' } else { ',' };
            let cells = |text: &str| text.split(sign).map(str::to_owned).collect::<Vec<_>>();
            let rows = (0..40).map(|at| {
                cells(
                    &fill(row, at)
                        .replace("100,00", "100.00")
                        .replace("19,00", "19.00"),
                )
            });
            tables.push((
                (*name).into(),
                std::iter::once(cells(header)).chain(rows).collect(),
            ));
        }
    }
    for (name, table) in known_exports() {
        let desk = Desk::new();
        let kind = gather::check(&write_table(&desk, &table, ','))
            .unwrap()
            .kind;
        if matches!(kind, Kind::Orders | Kind::OrderLines) {
            tables.push((name, table));
        }
    }
    assert!(
        matches!(tables.len(), 11 | 19),
        "{} exports of sales",
        tables.len()
    );
    let mut wrong = Vec::new();
    for (name, table) in &tables {
        if let Err(why) = wrong_sums(name, table) {
            wrong.push(format!("{name}: {why}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        tables.len(),
        wrong.join("\n")
    );
}

/// The exports of the list of known systems with forty rows each; none where the list is missing.
fn known_exports() -> Vec<(String, Table)> {
    let Some(folder) = real_data("") else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(folder.join("import_headers.csv")).unwrap();
    let mut files: BTreeMap<String, Vec<(String, String, String)>> = BTreeMap::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.unwrap();
        let name = if record[2].starts_with('(') {
            ""
        } else {
            &record[2]
        };
        let column = (name.to_owned(), record[5].to_owned(), record[4].to_owned());
        files
            .entry(format!("{} {}", &record[0], &record[1]))
            .or_default()
            .push(column);
    }
    let table = |columns: &Vec<(String, String, String)>| {
        let header = columns.iter().map(|column| column.0.clone()).collect();
        let row = |at: usize| {
            columns
                .iter()
                .map(|(_, meaning, example)| value(meaning, example, at))
                .collect()
        };
        std::iter::once(header).chain((0..40).map(row)).collect()
    };
    files
        .iter()
        .map(|(name, columns)| (name.clone(), table(columns)))
        .collect()
}

#[test]
fn the_exports_of_fifteen_systems_come_in_without_a_question() {
    let files = known_exports();
    let mut wrong = Vec::new();
    for (file, table) in &files {
        let desk = Desk::new();
        match desk.try_import(&write_table(&desk, table, ',')) {
            Ok(receipt) if receipt.kind != Kind::Unknown && receipt.lost_rows == 0 => {}
            Ok(receipt) => wrong.push(format!(
                "{file}: {:?}, {} lost: {:?}",
                receipt.kind,
                receipt.lost_rows,
                receipt.sample_problems.first()
            )),
            Err(error) => wrong.push(format!("{file}: {error}")),
        }
    }
    assert!(
        matches!(files.len(), 0 | 28) && wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        files.len(),
        wrong.join("\n")
    );
}
