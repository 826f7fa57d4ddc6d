//! Exports of systems, and how each says that an order does not count.

use gather::Kind;

/// One export: its name, what it is, its header, and one row of cells that change a little from row
/// to row: `#` is the number of the row, `@` a day.
pub(super) const EXPORTS: &[(&str, Kind, &str, &str)] = &[
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

pub(super) fn fill(pattern: &str, row: usize) -> String {
    let (month, day) = (row % 12 + 1, row % 28 + 1);
    let day = day.max(if row.is_multiple_of(3) { 13 } else { 1 });
    pattern
        .replace("@iso", &format!("2026-{month:02}-{day:02}"))
        .replace("@us", &format!("{month:02}/{day:02}/2026"))
        .replace("@gb", &format!("{day:02}/{month:02}/2026"))
        .replace("@de", &format!("{day:02}.{month:02}.2026"))
        .replace('#', &(100 + row).to_string())
}

/// How each system says that an order was called off: the column and what stands there usually and
/// then; and the same for orders that were made as a test, drafted or never paid. Columns that the
/// short header above leaves out are added as the system writes them.
pub(super) type Mark = (&'static str, &'static str, &'static str);
pub(super) const MARKS: &[(&str, Mark, Option<Mark>)] = &[
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
