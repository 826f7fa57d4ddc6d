//! The names columns go by, in English and German, written as [`crate::header::plain_name`]
//! leaves them.
//!
//! Enters: nothing. Leaves: tables of names. A name in [`BY_KIND`] means different things in
//! different tables and waits until the kind of table is known.

use crate::kind::Kind;
use crate::target::Target;

/// Names that mean the same in every table.
pub(crate) const NAMES: &[(Target, &[&str])] = &[
    (Target::CustomerId, &[
        "customer id", "customer no", "customer number", "customer key", "customer code", "customer",
        "cust id", "cust no", "client id", "client no", "contact id", "lead id", "account id",
        "account no", "account number", "square customer id", "customer reference id", "debtor no",
        "kundennummer", "kunden nr", "kundennr", "kunden id", "kd no", "kd nr", "kdnr", "debitor",
        "debitorennummer", "debitoren nr",
        "klaviyo id", "leid", "user id", "member id", "buyer id", "mitgliedsnummer",
    ]),
    (Target::CustomerType, &["customer type", "account type", "kundenart", "contact type", "kundentyp"]),
    (Target::CustomerCreated, &[
        "created on", "created time", "created date", "create date", "customer since", "member since",
        "profile created on", "sign up", "date added", "kunde seit", "angelegt am", "registered on",
    ]),
    (Target::LastContact, &[
        "last contact", "last activity date", "last activity time", "last seen", "last visit",
        "last active", "letzter kontakt", "last contacted", "letzter besuch",
    ]),
    (Target::Company, &[
        "company", "company name", "firm", "firm name", "organization", "organisation", "business name",
        "organization name", "organization 1 name", "account name", "billing company", "business",
        "default address company", "associated company", "firma", "firmenname", "unternehmen",
    ]),
    (Target::Industry, &["industry", "trade", "sector", "branche", "line of business"]),
    (Target::Employees, &["employees", "number of employees", "staff count", "mitarbeiter", "mitarbeiterzahl", "headcount"]),
    (Target::PersonTitle, &[
        "salutation", "name prefix", "title of courtesy", "mr ms", "anrede", "prefix", "courtesy title",
    ]),
    (Target::FirstName, &[
        "first name", "given name", "forename", "billing first name", "vorname", "firstname", "christian name",
    ]),
    (Target::LastName, &[
        "last name", "family name", "surname", "billing last name", "nachname", "familienname", "lastname", "zuname",
    ]),
    (Target::FullName, &[
        "full name", "customer name", "contact name", "contact", "contact person", "billing name", "person",
        "ansprechpartner", "kundenname", "client name", "buyer", "buyer name", "vollstaendiger name", "kontakt",
    ]),
    (Target::PartyName, &["client", "kunde", "bill to", "sold to", "customer full name"]),
    (Target::JobTitle, &[
        "job title", "role", "position", "function", "contact title", "occupation", "profession",
        "organization title", "organization 1 title", "funktion", "stellenbezeichnung",
    ]),
    (Target::Birthday, &["birthday", "birth date", "birthdate", "date of birth", "dob", "geburtsdatum", "geburtstag"]),
    (Target::Email, &[
        "email", "mail", "email address", "emailaddress", "customer email", "billing email", "main email", "mail address",
        "email 1 value", "email 2 value", "email 2 address", "email 3 address", "from email address",
        "contact email", "emailadresse", "mailadresse", "additional email addresses", "buyer email",
    ]),
    (Target::Phone, &[
        "phone", "telephone", "tel", "tel no", "phone number", "phone numbers", "phone no", "telephone number", "mobile",
        "mobile phone", "cell", "cell phone", "home phone", "business phone", "main phone",
        "primary phone", "other phone", "alt phone", "phone 1 value", "phone 2 value", "company main phone",
        "contact phone", "contact phone number", "billing phone", "customer phone", "default address phone", "home phone 2",
        "business phone 2", "telefon", "telefonnummer", "tel nr", "handy", "mobil", "rufnummer", "phone home",
    ]),
    (Target::Street, &[
        "street", "address", "address line 1", "address 1", "address1", "street address", "street address 1", "mailing street",
        "business street", "home street", "billing street", "billing address 1", "billing address1",
        "address 1 street", "default address address1", "street address line 1 home", "strasse",
        "strasse hausnummer", "strasse nr", "strasse und hausnummer", "anschrift", "adresse",
    ]),
    (Target::StreetMore, &[
        "address line 2", "address 2", "address2", "street 2", "street address 2", "business street 2", "home street 2",
        "billing address 2", "billing address2", "default address address2", "adresszusatz", "address 1 extended address",
    ]),
    (Target::City, &[
        "city", "town", "town city", "mailing city", "business city", "home city", "billing city",
        "default address city", "address 1 city", "city home", "ort", "stadt", "wohnort",
    ]),
    (Target::CityPostcode, &["town postcode", "city zip", "city postcode", "plz ort", "postcode town", "zip city", "city postal code"]),
    (Target::Region, &[
        "region", "state", "province", "county", "state province", "state region", "mailing state", "bundesland",
        "mailing state province", "business state", "home state", "billing state", "billing province",
        "default address province code", "address 1 region", "state province home", "province code",
    ]),
    (Target::Postcode, &[
        "postcode", "postal code", "zip", "zip code", "zip postal code", "mailing zip",
        "mailing postal code", "mailing zip postal code", "business postal code", "home postal code",
        "billing zip", "billing postcode", "billing postal code", "billing zip postal code",
        "default address zip", "address 1 postal code", "zip postal code home", "plz", "postleitzahl",
    ]),
    (Target::Country, &[
        "country", "country region", "country code", "mailing country", "business country region",
        "home country region", "billing country", "default address country code", "address 1 country",
        "country home", "land", "staat",
    ]),
    (Target::ConsentEmail, &[
        "accepts marketing", "accepts email marketing", "newsletter", "email consent", "email marketing",
        "email marketing consent", "email subscription status", "email permission status", "marketing consent",
        "subscribed", "email opt in", "newsletter abonniert", "marketing contact status",
    ]),
    (Target::ConsentPost, &["post consent", "letter consent", "accepts post", "mail consent", "werbung per post"]),
    (Target::ConsentPhone, &["phone consent", "call consent", "accepts calls", "telefonwerbung"]),
    (Target::OptOutEmail, &[
        "email opt out", "has opted out of email", "unsubscribed", "unsubscribed from all email", "opt out", "do not email",
    ]),
    (Target::OptOutPost, &["do not mail", "no post", "post opt out", "do not post"]),
    (Target::OptOutPhone, &["do not call", "no calls", "phone opt out", "call opt out"]),
    (Target::Note, &["note", "notes", "remark", "remarks", "comment", "comments", "memo", "notiz", "notizen", "bemerkung", "bemerkungen"]),
    (Target::OrderId, &[
        "order id", "order no", "order number", "order nr", "order", "order key", "order name", "invoice", "invoice no",
        "invoice number", "invoice id", "receipt number", "receipt no", "transaction id", "sales order",
        "sales order number", "bestellnummer", "bestell nr", "rechnungsnummer", "rechnungs nr", "rechnung nr",
        "auftragsnummer", "auftrags nr", "belegnummer", "beleg nr", "document no", "num",
    ]),
    (Target::OrderDate, &[
        "order date", "invoice date", "date of order", "purchase date", "transaction date", "sale date", "sold on",
        "ordered at", "ordered on", "paid at", "bestelldatum", "rechnungsdatum", "auftragsdatum", "belegdatum", "kaufdatum",
    ]),
    (Target::OrderTotal, &[
        "order total", "grand total", "total amount", "invoice total", "invoice amount", "order total amount",
        "order amount", "order value", "rechnungsbetrag", "gesamtbetrag", "gesamtsumme", "bruttobetrag", "total collected",
    ]),
    (Target::OrderNet, &[
        "order net", "net total", "subtotal", "sub total", "net sales", "nettosumme", "order subtotal",
    ]),
    (Target::OrderTax, &[
        "tax", "taxes", "vat", "sales tax", "order tax", "order total tax amount", "mwst", "ust", "mehrwertsteuer", "umsatzsteuer", "tax amount",
    ]),
    (Target::OrderShipping, &[
        "shipping", "freight", "postage", "shipping cost", "shipping costs", "shipping amount", "delivery cost", "carriage",
        "shipping and handling amount", "versand", "versandkosten", "fracht", "porto",
    ]),
    (Target::OrderChannel, &["channel", "sales channel", "order channel", "kanal", "vertriebskanal", "attribution"]),
    (Target::Currency, &["currency", "currency code", "order currency", "waehrung", "currency iso code"]),
    (Target::OrderCode, &["discount code", "coupon", "coupons", "coupon code", "voucher", "voucher code", "promo code", "gutscheincode", "gutschein", "rabattcode"]),
    (Target::OrderStatus, &["order status", "financial status", "payment status", "bestellstatus", "auftragsstatus"]),
    (Target::OrderCancelled, &["cancelled at", "canceled at", "cancelled on", "storniert am"]),
    (Target::OrderMode, &["mode"]),
    (Target::ProductId, &[
        "sku", "product id", "product no", "product number", "product code", "product key", "article no", "article number",
        "article id", "article", "item id", "item no", "item number", "item code", "stock code", "lineitem sku", "artikelnummer",
        "artikel nr", "artikelnr", "part number", "part no", "stock keeping unit",
    ]),
    (Target::ProductName, &[
        "product", "product name", "product title", "item", "item name", "lineitem name", "product service", "product description",
        "article name", "article description", "artikel", "artikelbezeichnung", "artikelname", "produkt", "produktname", "bezeichnung",
    ]),
    (Target::Category, &[
        "category", "product category", "category name", "product group", "group", "item group", "department name",
        "warengruppe", "kategorie", "artikelgruppe", "produktgruppe", "product type",
    ]),
    (Target::CategoryId, &["category id", "category no", "category key", "category code", "group id", "warengruppe nr"]),
    (Target::Quantity, &[
        "quantity", "qty", "item quantity", "lineitem quantity", "units", "pieces", "order quantity", "ordered quantity",
        "menge", "anzahl", "stueck", "stueckzahl",
    ]),
    (Target::UnitPrice, &[
        "unit price", "price each", "price", "item price", "lineitem price", "sales price", "price per unit", "price per piece",
        "single price", "einzelpreis", "preis", "stueckpreis", "preis pro stueck",
    ]),
    (Target::LineDiscount, &["discount", "line discount", "lineitem discount", "discount percent", "rabatt", "discounts"]),
    (Target::LineTotal, &[
        "line total", "line amount", "line net", "net amount", "extended price", "line value", "line revenue",
        "positionssumme", "zeilensumme", "nettobetrag", "sales amount", "umsatz", "revenue", "gesamtpreis",
    ]),
    (Target::UnitCost, &[
        "unit cost", "cost each", "cost price", "cost per unit", "cost per item", "purchase price", "standard cost", "product standard cost",
        "einkaufspreis", "ek preis", "einstandspreis", "ek", "lineitem cost",
    ]),
    (Target::LineCost, &[
        "line cost", "total cost", "cost of goods", "cogs", "total product cost", "wareneinsatz", "einstandswert",
    ]),
];

/// Names whose meaning depends on the kind of table.
pub(crate) const BY_KIND: &[(&str, Kind, Target)] = &[
    ("name", Kind::Parties, Target::PartyName),
    ("name", Kind::OrderLines, Target::PartyName),
    ("name", Kind::Orders, Target::PartyName),
    ("name", Kind::Products, Target::ProductName),
    ("name", Kind::Categories, Target::Category),
    ("id", Kind::Parties, Target::CustomerId),
    ("id", Kind::Orders, Target::OrderId),
    ("id", Kind::OrderLines, Target::OrderId),
    ("id", Kind::Products, Target::ProductId),
    ("id", Kind::Categories, Target::CategoryId),
    ("supplier id", Kind::Parties, Target::CustomerId),
    ("vendor id", Kind::Parties, Target::CustomerId),
    ("shipper id", Kind::Parties, Target::CustomerId),
    ("employee id", Kind::Parties, Target::CustomerId),
    ("record id", Kind::Parties, Target::CustomerId),
    ("nr", Kind::Parties, Target::CustomerId),
    ("no", Kind::Parties, Target::CustomerId),
    ("number", Kind::Parties, Target::CustomerId),
    ("number", Kind::Orders, Target::OrderId),
    ("number", Kind::OrderLines, Target::OrderId),
    ("title", Kind::Products, Target::ProductName),
    ("type", Kind::Parties, Target::CustomerType),
    ("status", Kind::Orders, Target::OrderStatus),
    ("status", Kind::OrderLines, Target::OrderStatus),
    ("source", Kind::Orders, Target::OrderChannel),
    ("source", Kind::OrderLines, Target::OrderChannel),
    ("date", Kind::Orders, Target::OrderDate),
    ("date", Kind::OrderLines, Target::OrderDate),
    ("datum", Kind::Orders, Target::OrderDate),
    ("datum", Kind::OrderLines, Target::OrderDate),
    ("created at", Kind::Orders, Target::OrderDate),
    ("created at", Kind::OrderLines, Target::OrderDate),
    ("created at", Kind::Parties, Target::CustomerCreated),
    ("created utc", Kind::Orders, Target::OrderDate),
    ("created utc", Kind::Parties, Target::CustomerCreated),
    ("description", Kind::OrderLines, Target::ProductName),
    ("description", Kind::Parties, Target::Note),
    ("description", Kind::Products, Target::ProductName),
    ("beschreibung", Kind::OrderLines, Target::ProductName),
    ("memo description", Kind::OrderLines, Target::ProductName),
    ("amount", Kind::OrderLines, Target::LineTotal),
    ("amount", Kind::Orders, Target::OrderTotal),
    ("betrag", Kind::OrderLines, Target::LineTotal),
    ("betrag", Kind::Orders, Target::OrderTotal),
    ("total", Kind::OrderLines, Target::LineTotal),
    ("total", Kind::Orders, Target::OrderTotal),
    ("summe", Kind::Orders, Target::OrderTotal),
    ("net", Kind::Orders, Target::OrderNet),
    ("net", Kind::OrderLines, Target::LineTotal),
    ("netto", Kind::Orders, Target::OrderNet),
    ("netto", Kind::OrderLines, Target::LineTotal),
    ("cost", Kind::OrderLines, Target::LineCost),
    ("cost", Kind::Products, Target::UnitCost),
    ("kosten", Kind::OrderLines, Target::LineCost),
];
