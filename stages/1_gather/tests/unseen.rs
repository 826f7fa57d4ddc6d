//! Exports of systems that were never seen when the names of columns were collected: every column
//! is taken for what it is or left alone, none for something else.

use crate::desk::Desk;

/// One export: its name, its delimiter, and for each column its name, an example (`#` is the number
/// of the row) and the meanings that are right, none where leaving it alone is.
type Export = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, &'static [&'static str])],
);

const EXPORTS: &[Export] = &[
    (
        "German till",
        ";",
        &[
            ("Bonnr", "4#", &["order.number", "order.receipt"]),
            ("Buchungsdatum", "1#.03.2026", &["order.date"]),
            ("Uhrzeit", "10:1#", &["order.time"]),
            ("Filiale", "Nord", &["order.location"]),
            ("Kassierer", "Uwe", &["order.staff"]),
            ("Artikelnr", "A10#", &["line.sku"]),
            ("Bezeichnung", "Schraube #", &["line.product_name"]),
            ("Menge", "2", &["line.quantity"]),
            ("VK-Preis", "1,50", &["line.unit_price", "line.list_price"]),
            ("Rabatt %", "0", &["line.discount", "order.discount"]),
            ("Gesamtpreis", "3,00", &["line.total", "line.subtotal"]),
            ("MwSt-Satz", "19", &["order.tax_name"]),
            ("Zahlart", "EC", &["order.payment_method"]),
            (
                "Kundenkarte",
                "99#",
                &["customer.source_id", "customer.external_id"],
            ),
        ],
    ),
    (
        "German trade contacts",
        ";",
        &[
            ("Debitor-Nr.", "70#", &["customer.source_id"]),
            (
                "Firmierung",
                "Dach # GmbH",
                &["company.name", "person_or_company.name"],
            ),
            ("Ansprechpartner", "Eva Horn", &["person.full_name"]),
            ("Straße u. Hausnr.", "Weg 1#", &["address.line1"]),
            ("Postleitzahl", "1011#", &["address.postcode"]),
            ("Ortschaft", "Berlin", &["address.city"]),
            (
                "Tel. geschäftl.",
                "030 12#",
                &["contact.phone", "contact.phone_other"],
            ),
            (
                "Mobilfunk",
                "0171 55#",
                &["contact.phone", "contact.phone_other"],
            ),
            ("E-Mail-Adresse", "e#@dach.example", &["contact.email"]),
            ("Branche", "Bau", &["company.industry"]),
            ("Mitarbeiterzahl", "1#", &["company.employees"]),
            ("Letzter Kontakt", "1#.02.2026", &["interaction.last_at"]),
            ("Außendienst", "Jan Ott", &["customer.owner"]),
            ("Werbesperre", "nein", &["consent.optout", "consent.nopost"]),
            ("Bemerkungen", "zahlt gut", &["note.text"]),
        ],
    ),
    (
        "French shop",
        ";",
        &[
            (
                "N° de commande",
                "C10#",
                &["order.number", "order.source_id"],
            ),
            ("Date de commande", "1#/03/2026", &["order.date"]),
            (
                "Nom",
                "Morel#",
                &[
                    "person.last_name",
                    "person.full_name",
                    "person_or_company.name",
                ],
            ),
            ("Prénom", "Luc", &["person.first_name"]),
            ("Adresse e-mail", "l#@poste.example", &["contact.email"]),
            (
                "Code postal",
                "7500#",
                &["address.postcode", "billing.postcode", "shipping.postcode"],
            ),
            (
                "Ville",
                "Paris",
                &["address.city", "billing.city", "shipping.city"],
            ),
            (
                "Pays",
                "France",
                &["address.country", "billing.country", "shipping.country"],
            ),
            ("Référence", "R#", &["line.sku"]),
            ("Désignation", "Savon #", &["line.product_name"]),
            ("Qté", "2", &["line.quantity"]),
            ("Prix unitaire HT", "4,50", &["line.unit_price"]),
            (
                "Montant TTC",
                "10,80",
                &["line.total", "order.total", "line.gross"],
            ),
            ("Remise", "0,00", &["line.discount", "order.discount"]),
            ("Mode de règlement", "CB", &["order.payment_method"]),
            (
                "Statut de la commande",
                "livrée",
                &["order.payment_status", "order.fulfilment_status"],
            ),
        ],
    ),
    (
        "French contacts",
        ",",
        &[
            ("Code tiers", "T#", &["customer.source_id"]),
            (
                "Raison sociale",
                "Atelier # SARL",
                &["company.name", "person_or_company.name"],
            ),
            ("Civilité", "Mme", &["person.title"]),
            (
                "Nom du contact",
                "Anne Petit",
                &["person.full_name", "person.last_name"],
            ),
            ("Fonction", "Directrice", &["person.job_title"]),
            (
                "Téléphone fixe",
                "01 40 00 00 #",
                &["contact.phone", "contact.phone_other"],
            ),
            (
                "Portable",
                "06 00 00 00 #",
                &["contact.phone", "contact.phone_other"],
            ),
            ("Courriel", "a#@atelier.example", &["contact.email"]),
            (
                "Adresse",
                "# rue Haute",
                &["address.line1", "address.block"],
            ),
            ("CP", "6900#", &["address.postcode"]),
            ("Commune", "Lyon", &["address.city"]),
            ("Secteur d'activité", "Artisanat", &["company.industry"]),
            ("Effectif", "1#", &["company.employees"]),
            ("Date de création", "2020-01-1#", &["customer.created_at"]),
            ("Opt-in newsletter", "oui", &["consent.email"]),
            ("Commentaire", "fidèle", &["note.text"]),
        ],
    ),
    (
        "Dutch shop",
        ";",
        &[
            ("Bestelnummer", "B10#", &["order.number", "order.source_id"]),
            ("Besteldatum", "1#-03-2026", &["order.date"]),
            ("Klantnummer", "K#", &["customer.source_id"]),
            ("Voornaam", "Jan", &["person.first_name"]),
            ("Tussenvoegsel", "van", &["person.middle"]),
            ("Achternaam", "Berg#", &["person.last_name"]),
            ("E-mailadres", "j#@berg.example", &["contact.email"]),
            (
                "Postcode",
                "1011 A#",
                &["address.postcode", "billing.postcode", "shipping.postcode"],
            ),
            (
                "Woonplaats",
                "Amsterdam",
                &["address.city", "billing.city", "shipping.city"],
            ),
            ("Artikelcode", "A#", &["line.sku"]),
            ("Omschrijving", "Lamp #", &["line.product_name"]),
            ("Aantal", "1", &["line.quantity"]),
            ("Stuksprijs", "12,50", &["line.unit_price"]),
            ("Totaalbedrag", "12,50", &["line.total", "order.total"]),
            ("Verzendkosten", "4,95", &["order.shipping"]),
            ("Betaalwijze", "iDEAL", &["order.payment_method"]),
        ],
    ),
    (
        "Dutch members",
        ",",
        &[
            ("Lidnr", "1#", &["customer.source_id"]),
            ("Aanhef", "Mevr.", &["person.title"]),
            ("Voorletters", "A.B.", &["person.initials"]),
            ("Achternaam", "Vos#", &["person.last_name"]),
            ("Straatnaam", "Dorpsweg", &["address.line1"]),
            ("Huisnummer", "1#", &[]),
            ("Postcode", "2500 A#", &["address.postcode"]),
            ("Plaats", "Den Haag", &["address.city"]),
            ("Telefoon", "070 12#", &["contact.phone"]),
            (
                "Mobiel",
                "06 12#",
                &["contact.phone", "contact.phone_other"],
            ),
            ("Email", "v#@vos.example", &["contact.email"]),
            ("Geboortedatum", "1980-05-1#", &["person.birthday"]),
            ("Lid sinds", "2019-01-1#", &["customer.created_at"]),
            ("Opmerking", "trouw", &["note.text"]),
        ],
    ),
    (
        "Spanish shop",
        ";",
        &[
            ("Nº pedido", "P10#", &["order.number", "order.source_id"]),
            ("Fecha pedido", "1#/03/2026", &["order.date"]),
            (
                "Cliente",
                "Ana Ruiz",
                &["person.full_name", "person_or_company.name"],
            ),
            ("Correo electrónico", "a#@ruiz.example", &["contact.email"]),
            ("Teléfono", "91 555 #", &["contact.phone"]),
            (
                "Dirección",
                "Calle #",
                &[
                    "address.line1",
                    "address.block",
                    "shipping.line1",
                    "billing.line1",
                ],
            ),
            (
                "Población",
                "Madrid",
                &["address.city", "shipping.city", "billing.city"],
            ),
            (
                "Provincia",
                "Madrid",
                &["address.region", "shipping.region", "billing.region"],
            ),
            (
                "C.P.",
                "2800#",
                &["address.postcode", "shipping.postcode", "billing.postcode"],
            ),
            ("Artículo", "Silla #", &["line.product_name", "line.sku"]),
            ("Cantidad", "2", &["line.quantity"]),
            ("Precio unitario", "30,00", &["line.unit_price"]),
            ("Importe total", "60,00", &["line.total", "order.total"]),
            ("IVA", "12,60", &["line.tax", "order.tax"]),
            ("Forma de pago", "Tarjeta", &["order.payment_method"]),
            (
                "Estado",
                "Enviado",
                &["order.payment_status", "order.fulfilment_status"],
            ),
        ],
    ),
    (
        "Spanish contacts",
        ",",
        &[
            ("Id cliente", "#", &["customer.source_id"]),
            (
                "Razón social",
                "Muebles # SL",
                &["company.name", "person_or_company.name"],
            ),
            ("NIF", "B1234#", &[]),
            ("Persona de contacto", "Luis Gil", &["person.full_name"]),
            ("Cargo", "Gerente", &["person.job_title"]),
            (
                "Móvil",
                "600 00 #",
                &["contact.phone", "contact.phone_other"],
            ),
            ("Fax", "91 00 #", &["contact.fax"]),
            ("Email", "l#@muebles.example", &["contact.email"]),
            ("Domicilio", "Calle #", &["address.line1", "address.block"]),
            ("Localidad", "Sevilla", &["address.city"]),
            ("Sector", "Muebles", &["company.industry"]),
            ("Nº empleados", "1#", &["company.employees"]),
            ("Fecha de alta", "2021-01-1#", &["customer.created_at"]),
            ("Comercial", "Eva", &["customer.owner"]),
            ("Observaciones", "paga bien", &["note.text"]),
        ],
    ),
    (
        "Portuguese shop",
        ";",
        &[
            ("Nº encomenda", "E10#", &["order.number", "order.source_id"]),
            ("Data da encomenda", "1#/03/2026", &["order.date"]),
            (
                "Nome do cliente",
                "Rui Sá#",
                &["person.full_name", "person_or_company.name"],
            ),
            ("E-mail", "r#@sa.example", &["contact.email"]),
            ("Telemóvel", "91 000 #", &["contact.phone"]),
            (
                "Morada",
                "Rua #",
                &[
                    "address.line1",
                    "address.block",
                    "shipping.line1",
                    "billing.line1",
                ],
            ),
            (
                "Código postal",
                "1000-00#",
                &["address.postcode", "shipping.postcode", "billing.postcode"],
            ),
            (
                "Localidade",
                "Lisboa",
                &["address.city", "shipping.city", "billing.city"],
            ),
            (
                "País",
                "Portugal",
                &["address.country", "shipping.country", "billing.country"],
            ),
            ("Produto", "Vinho #", &["line.product_name"]),
            ("Quantidade", "3", &["line.quantity"]),
            ("Preço unitário", "8,00", &["line.unit_price"]),
            ("Desconto", "0,00", &["line.discount", "order.discount"]),
            ("Total", "24,00", &["line.total", "order.total"]),
            ("Método de pagamento", "MB", &["order.payment_method"]),
            ("NIF", "23456#", &[]),
        ],
    ),
    (
        "Brazilian orders",
        ",",
        &[
            ("Pedido", "9#", &["order.number", "order.source_id"]),
            ("Data", "1#/03/2026", &["order.date"]),
            ("CPF/CNPJ", "123.456.789-#", &[]),
            ("Nome completo", "Bia Reis#", &["person.full_name"]),
            (
                "Celular",
                "11 9000 #",
                &["contact.phone", "contact.phone_other"],
            ),
            (
                "Endereço",
                "Rua #",
                &[
                    "address.line1",
                    "address.block",
                    "shipping.line1",
                    "billing.line1",
                ],
            ),
            ("Bairro", "Centro", &["address.line2"]),
            (
                "Cidade",
                "Santos",
                &["address.city", "shipping.city", "billing.city"],
            ),
            (
                "UF",
                "SP",
                &["address.region", "shipping.region", "billing.region"],
            ),
            (
                "CEP",
                "11000-00#",
                &["address.postcode", "shipping.postcode", "billing.postcode"],
            ),
            ("SKU", "S#", &["line.sku"]),
            ("Descrição do produto", "Rede #", &["line.product_name"]),
            ("Qtd", "1", &["line.quantity"]),
            ("Valor unitário", "90.00", &["line.unit_price"]),
            ("Valor total", "90.00", &["line.total", "order.total"]),
            (
                "Situação",
                "pago",
                &["order.payment_status", "order.fulfilment_status"],
            ),
        ],
    ),
    (
        "Polish shop",
        ";",
        &[
            (
                "Numer zamówienia",
                "Z10#",
                &["order.number", "order.source_id"],
            ),
            ("Data zamówienia", "2026-03-1#", &["order.date"]),
            ("Imię", "Ola", &["person.first_name"]),
            ("Nazwisko", "Nowak#", &["person.last_name"]),
            ("Adres e-mail", "o#@nowak.example", &["contact.email"]),
            ("Telefon", "600 000 #", &["contact.phone"]),
            (
                "Ulica",
                "Długa #",
                &["address.line1", "shipping.line1", "billing.line1"],
            ),
            (
                "Kod pocztowy",
                "00-00#",
                &["address.postcode", "shipping.postcode", "billing.postcode"],
            ),
            (
                "Miasto",
                "Kraków",
                &["address.city", "shipping.city", "billing.city"],
            ),
            ("Nazwa produktu", "Miód #", &["line.product_name"]),
            ("Ilość", "2", &["line.quantity"]),
            ("Cena jednostkowa", "30,00", &["line.unit_price"]),
            (
                "Wartość brutto",
                "60,00",
                &["line.total", "order.total", "line.gross", "order.gross"],
            ),
            ("Waluta", "PLN", &["order.currency"]),
            ("Sposób płatności", "BLIK", &["order.payment_method"]),
        ],
    ),
    (
        "Polish contacts",
        ",",
        &[
            ("ID klienta", "#", &["customer.source_id"]),
            (
                "Nazwa firmy",
                "Dom # sp. z o.o.",
                &["company.name", "person_or_company.name"],
            ),
            ("NIP", "52600000#", &[]),
            ("Osoba kontaktowa", "Jan Lis", &["person.full_name"]),
            ("Stanowisko", "Prezes", &["person.job_title"]),
            (
                "Telefon komórkowy",
                "601 000 #",
                &["contact.phone", "contact.phone_other"],
            ),
            ("E-mail", "b#@dom.example", &["contact.email"]),
            ("Adres", "Krótka #", &["address.line1", "address.block"]),
            ("Miejscowość", "Gdynia", &["address.city"]),
            ("Województwo", "pomorskie", &["address.region"]),
            ("Branża", "budowa", &["company.industry"]),
            ("Data utworzenia", "2021-01-1#", &["customer.created_at"]),
            ("Opiekun", "Ewa", &["customer.owner"]),
            ("Uwagi", "solidny", &["note.text"]),
        ],
    ),
    (
        "Swedish shop",
        ";",
        &[
            ("Ordernummer", "10#", &["order.number", "order.source_id"]),
            ("Orderdatum", "2026-03-1#", &["order.date"]),
            ("Kundnummer", "K#", &["customer.source_id"]),
            ("Förnamn", "Åsa", &["person.first_name"]),
            ("Efternamn", "Ek#", &["person.last_name"]),
            ("E-post", "a#@ek.example", &["contact.email"]),
            (
                "Mobilnummer",
                "070 00 #",
                &["contact.phone", "contact.phone_other"],
            ),
            (
                "Adress",
                "Storgatan #",
                &[
                    "address.line1",
                    "address.block",
                    "shipping.line1",
                    "billing.line1",
                ],
            ),
            (
                "Postnummer",
                "111 1#",
                &["address.postcode", "shipping.postcode", "billing.postcode"],
            ),
            (
                "Ort",
                "Malmö",
                &["address.city", "shipping.city", "billing.city"],
            ),
            ("Artikelnummer", "A#", &["line.sku"]),
            ("Benämning", "Ljus #", &["line.product_name"]),
            ("Antal", "2", &["line.quantity"]),
            ("À-pris", "49,00", &["line.unit_price"]),
            ("Radsumma", "98,00", &["line.total", "line.subtotal"]),
            ("Valuta", "SEK", &["order.currency"]),
        ],
    ),
    (
        "Swedish contacts",
        ",",
        &[
            ("Kund-ID", "#", &["customer.source_id"]),
            (
                "Företagsnamn",
                "Bygg # AB",
                &["company.name", "person_or_company.name"],
            ),
            ("Org.nr", "556000-#", &["customer.external_id"]),
            ("Kontaktperson", "Bo Lind", &["person.full_name"]),
            ("Befattning", "VD", &["person.job_title"]),
            ("Telefon", "08 00 #", &["contact.phone"]),
            ("E-postadress", "b#@bygg.example", &["contact.email"]),
            (
                "Besöksadress",
                "Torget #",
                &["address.line1", "address.block"],
            ),
            ("Postnr", "111 2#", &["address.postcode"]),
            ("Postort", "Lund", &["address.city"]),
            ("Bransch", "Bygg", &["company.industry"]),
            ("Antal anställda", "1#", &["company.employees"]),
            ("Senaste kontakt", "2026-01-1#", &["interaction.last_at"]),
            ("Säljare", "Eva", &["customer.owner", "order.staff"]),
            ("Anteckningar", "nöjd", &["note.text"]),
        ],
    ),
    (
        "Salon till",
        ",",
        &[
            (
                "Ticket #",
                "5#",
                &["order.number", "order.receipt", "order.source_id"],
            ),
            (
                "Checked out",
                "2026-03-1# 10:00",
                &["order.date", "order.paid_at"],
            ),
            (
                "Guest",
                "Ida Fox#",
                &["person.full_name", "person_or_company.name"],
            ),
            (
                "Guest mobile",
                "555 01#",
                &["contact.phone", "contact.phone_other"],
            ),
            ("Guest e-mail", "i#@fox.example", &["contact.email"]),
            ("Stylist", "Mia", &["order.staff"]),
            ("Service", "Cut", &["line.product_name"]),
            ("Qty", "1", &["line.quantity"]),
            ("List", "45.00", &["line.list_price", "line.unit_price"]),
            ("Charged", "40.00", &["line.total", "order.total"]),
            ("Gratuity", "5.00", &["order.tip"]),
            ("Promo", "SPRING", &["order.discount_code"]),
            ("Paid with", "Card", &["order.payment_method"]),
            ("Rebooked for", "2026-04-1#", &[]),
        ],
    ),
];

#[test]
fn columns_of_systems_never_seen_are_right_or_left_alone() {
    let desk = Desk::new();
    let (mut right, mut alone, mut wrong) = (0, Vec::new(), Vec::new());
    for (system, delimiter, columns) in EXPORTS {
        let names: Vec<&str> = columns.iter().map(|column| column.0).collect();
        let mut text = names.join(delimiter) + "\n";
        for row in 3..9 {
            let cells: Vec<String> = columns
                .iter()
                .map(|column| column.1.replace('#', &row.to_string()))
                .collect();
            text += &(cells.join(delimiter) + "\n");
        }
        let seen = gather::check(&desk.file("export.csv", text)).unwrap();
        for ((name, _, due), meaning) in columns.iter().zip(&seen.columns) {
            match meaning.target.map(gather::Target::code) {
                None if due.is_empty() => right += 1,
                None => alone.push(format!("{system} [{:?}]: {name} is {}", seen.kind, due[0])),
                Some(code) if due.contains(&code) => right += 1,
                Some(code) => wrong.push(format!(
                    "{system} [{:?}]: {name} is {due:?}, not {code}",
                    seen.kind
                )),
            }
        }
    }
    println!(
        "{right} right, {} alone, {} wrong\nalone:\n{}",
        alone.len(),
        wrong.len(),
        alone.join("\n")
    );
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(right >= 100, "{right} right");
}
