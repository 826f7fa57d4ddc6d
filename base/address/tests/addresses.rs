//! Addresses of many countries as people write them, and their parts.

use address::{PostalAddress, country_of, parse_address, parse_street, town_line};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Text; street, number, unit, box, postal code, town, region, country code.
type Case = (&'static str, [&'static str; 8]);

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    // Germany.
    ("Hauptstraße 5, 10115 Berlin", ["Hauptstraße", "5", "", "", "10115", "Berlin", "", ""]),
    ("Hauptstr. 5\n10115 Berlin\nDeutschland", ["Hauptstr.", "5", "", "", "10115", "Berlin", "", "DE"]),
    ("Straße des 17. Juni 135, D-10623 Berlin", ["Straße des 17. Juni", "135", "", "", "D-10623", "Berlin", "", "DE"]),
    ("Am Markt 12 a, 37073 Göttingen, Germany", ["Am Markt", "12 a", "", "", "37073", "Göttingen", "", "DE"]),
    ("Postfach 10 12 13, 70011 Stuttgart", ["", "", "", "Postfach 10 12 13", "70011", "Stuttgart", "", ""]),
    ("Gartenweg 3-5, 2. OG, 22085 Hamburg, DE", ["Gartenweg", "3-5", "2. OG", "", "22085", "Hamburg", "", "DE"]),
    ("Hauptstraße 5 10115 Berlin", ["Hauptstraße", "5", "", "", "10115", "Berlin", "", ""]),
    ("Lindenallee 7 Whg. 12, 04109 Leipzig", ["Lindenallee", "7", "Whg. 12", "", "04109", "Leipzig", "", ""]),
    // Austria.
    ("Mariahilfer Straße 12/3/15, 1070 Wien", ["Mariahilfer Straße", "12/3/15", "", "", "1070", "Wien", "", ""]),
    ("Getreidegasse 9\nA-5020 Salzburg", ["Getreidegasse", "9", "", "", "A-5020", "Salzburg", "", "AT"]),
    ("Herrengasse 14, Top 4, 8010 Graz, Österreich", ["Herrengasse", "14", "Top 4", "", "8010", "Graz", "", "AT"]),
    // Switzerland.
    ("Bahnhofstrasse 21, CH-8001 Zürich", ["Bahnhofstrasse", "21", "", "", "CH-8001", "Zürich", "", "CH"]),
    ("Rue du Rhône 8, 1204 Genève, Suisse", ["Rue du Rhône", "8", "", "", "1204", "Genève", "", "CH"]),
    ("Via Nassa 5, 6900 Lugano, Svizzera", ["Via Nassa", "5", "", "", "6900", "Lugano", "", "CH"]),
    // United Kingdom.
    ("10 High Street, Leeds, LS1 1AA", ["High Street", "10", "", "", "LS1 1AA", "Leeds", "", ""]),
    ("Flat 3, 12a Mill Lane, Kendal LA9 4QR", ["Mill Lane", "12a", "Flat 3", "", "LA9 4QR", "Kendal", "", ""]),
    ("221B Baker Street\nLondon\nNW1 6XE\nUnited Kingdom", ["Baker Street", "221B", "", "", "NW1 6XE", "London", "", "GB"]),
    ("4 Church Road, Harrogate, North Yorkshire, HG1 1AB, UK", ["Church Road", "4", "", "", "HG1 1AB", "Harrogate", "North Yorkshire", "GB"]),
    ("PO Box 123, Bristol BS1 9AA", ["", "", "", "PO Box 123", "BS1 9AA", "Bristol", "", ""]),
    ("Rose Cottage, Mill Lane, Kendal, LA9 4QR", ["Mill Lane", "", "", "", "LA9 4QR", "Kendal", "", ""]),
    ("Unit 7, 22-26 Station Road, Cambridge, cb1 2jh, England", ["Station Road", "22-26", "Unit 7", "", "cb1 2jh", "Cambridge", "", "GB"]),
    // Ireland.
    ("12 Grafton Street, Dublin 2, D02 X285, Ireland", ["Grafton Street", "12", "", "", "D02 X285", "Dublin 2", "", "IE"]),
    ("3 Main Street, Ballina, Co. Mayo, F26 A0B1", ["Main Street", "3", "", "", "F26 A0B1", "Ballina", "Co. Mayo", ""]),
    // United States.
    ("1 Main St, Springfield, IL 62704", ["Main St", "1", "", "", "62704", "Springfield", "IL", ""]),
    ("12345 Main Street, Apt 4B, Springfield, IL 62704-1234, USA", ["Main Street", "12345", "Apt 4B", "", "62704-1234", "Springfield", "IL", "US"]),
    ("350 Fifth Avenue Suite 3300\nNew York NY 10118", ["Fifth Avenue", "350", "Suite 3300", "", "10118", "New York", "NY", ""]),
    ("221 5th Ave #12, New York, NY 10003", ["5th Ave", "221", "#12", "", "10003", "New York", "NY", ""]),
    ("P.O. Box 99, Ames IA 50010", ["", "", "", "P.O. Box 99", "50010", "Ames", "IA", ""]),
    ("1600 Pennsylvania Ave NW, Washington, DC 20500, United States", ["Pennsylvania Ave NW", "1600", "", "", "20500", "Washington", "DC", "US"]),
    ("1 Main St Springfield IL 62704", ["Main St", "1", "", "", "62704", "Springfield", "IL", ""]),
    ("77 Elm Road, Los Angeles 90001, CA", ["Elm Road", "77", "", "", "90001", "Los Angeles", "CA", ""]),
    ("55 Oak Drive, Los Angeles, CA", ["Oak Drive", "55", "", "", "", "Los Angeles", "CA", ""]),
    // Canada.
    ("100 Queen St W, Toronto, ON M5H 2N2", ["Queen St W", "100", "", "", "M5H 2N2", "Toronto", "ON", ""]),
    ("1250 Rue Sherbrooke, Montréal QC H3A 1E2, Canada", ["Rue Sherbrooke", "1250", "", "", "H3A 1E2", "Montréal", "QC", "CA"]),
    // France.
    ("12 bis rue de la Paix, 75002 Paris", ["rue de la Paix", "12 bis", "", "", "75002", "Paris", "", ""]),
    ("8, avenue Foch\n69006 Lyon\nFrance", ["avenue Foch", "8", "", "", "69006", "Lyon", "", "FR"]),
    ("BP 45, 33000 Bordeaux Cedex", ["", "", "", "BP 45", "33000", "Bordeaux Cedex", "", ""]),
    ("Appt 12, 3 place Bellecour, F-69002 Lyon", ["place Bellecour", "3", "Appt 12", "", "F-69002", "Lyon", "", "FR"]),
    ("1 rue du 8 mai 1945, 59000 Lille", ["rue du 8 mai 1945", "1", "", "", "59000", "Lille", "", ""]),
    // Italy.
    ("Via Roma, 12, 00184 Roma RM", ["Via Roma", "12", "", "", "00184", "Roma", "RM", ""]),
    ("Via Giuseppe Garibaldi 7, int. 3, 20121 Milano (MI), Italia", ["Via Giuseppe Garibaldi", "7", "int. 3", "", "20121", "Milano", "MI", "IT"]),
    ("Casella Postale 44, 50122 Firenze FI", ["", "", "", "Casella Postale 44", "50122", "Firenze", "FI", ""]),
    // Spain.
    ("Calle de Alcalá, 45, 3º B, 28014 Madrid", ["Calle de Alcalá", "45", "3º B", "", "28014", "Madrid", "", ""]),
    ("Calle Mayor nº 7, 41001 Sevilla, España", ["Calle Mayor", "nº 7", "", "", "41001", "Sevilla", "", "ES"]),
    ("Apartado de Correos 210, 08080 Barcelona", ["", "", "", "Apartado de Correos 210", "08080", "Barcelona", "", ""]),
    ("Avenida Diagonal 640, 08017 Barcelona, Spain", ["Avenida Diagonal", "640", "", "", "08017", "Barcelona", "", "ES"]),
    // Portugal.
    ("Rua Augusta 24, 2.º Esq, 1100-053 Lisboa", ["Rua Augusta", "24", "2.º Esq", "", "1100-053", "Lisboa", "", ""]),
    ("Avenida da Boavista 1203, 4100-130 Porto, Portugal", ["Avenida da Boavista", "1203", "", "", "4100-130", "Porto", "", "PT"]),
    // Brazil.
    ("Av. Paulista, 1578 - Bela Vista, São Paulo - SP, 01310-200", ["Av. Paulista", "1578", "", "", "01310-200", "São Paulo", "SP", ""]),
    ("Rua das Flores, 45, Apto 101, Centro, Curitiba - PR, 80020-190, Brasil", ["Rua das Flores", "45", "Apto 101", "", "80020-190", "Curitiba", "PR", "BR"]),
    ("Rua XV de Novembro, 300, 13010-151 Campinas - SP", ["Rua XV de Novembro", "300", "", "", "13010-151", "Campinas", "SP", ""]),
    ("Caixa Postal 55, 20010-974 Rio de Janeiro - RJ", ["", "", "", "Caixa Postal 55", "20010-974", "Rio de Janeiro", "RJ", ""]),
    // Netherlands and Belgium.
    ("Keizersgracht 123, 1015 CJ Amsterdam", ["Keizersgracht", "123", "", "", "1015 CJ", "Amsterdam", "", ""]),
    ("Stationsplein 9-A, 1012AB Amsterdam, Nederland", ["Stationsplein", "9-A", "", "", "1012AB", "Amsterdam", "", "NL"]),
    ("Postbus 1234, 3500 BA Utrecht", ["", "", "", "Postbus 1234", "3500 BA", "Utrecht", "", ""]),
    ("Rue de la Loi 16 bte 4, 1000 Bruxelles, Belgique", ["Rue de la Loi", "16", "bte 4", "", "1000", "Bruxelles", "", "BE"]),
    ("Meir 50 bus 2, B-2000 Antwerpen", ["Meir", "50", "bus 2", "", "B-2000", "Antwerpen", "", "BE"]),
    // Scandinavia.
    ("Nørregade 10, 2. tv, 1165 København K, Danmark", ["Nørregade", "10", "2. tv", "", "1165", "København K", "", "DK"]),
    ("Drottninggatan 71 A, 111 36 Stockholm", ["Drottninggatan", "71 A", "", "", "111 36", "Stockholm", "", ""]),
    ("Storgatan 5, S-114 55 Stockholm, Sweden", ["Storgatan", "5", "", "", "S-114 55", "Stockholm", "", "SE"]),
    ("Karl Johans gate 22, 0159 Oslo, Norge", ["Karl Johans gate", "22", "", "", "0159", "Oslo", "", "NO"]),
    ("Mannerheimintie 14 B 12, 00100 Helsinki, Finland", ["Mannerheimintie 14 B", "12", "", "", "00100", "Helsinki", "", "FI"]),
    // Poland and the Czech Republic.
    ("ul. Marszałkowska 10/12 m. 5, 00-001 Warszawa", ["ul. Marszałkowska", "10/12", "m. 5", "", "00-001", "Warszawa", "", ""]),
    ("Vodičkova 681/14, 110 00 Praha 1, Česká republika", ["Vodičkova", "681/14", "", "", "110 00", "Praha 1", "", "CZ"]),
    // Australia.
    ("5 George Street, Sydney NSW 2000, Australia", ["George Street", "5", "", "", "2000", "Sydney", "NSW", "AU"]),
    ("Level 3, 44 Collins St, Melbourne VIC 3000", ["Collins St", "44", "Level 3", "", "3000", "Melbourne", "VIC", ""]),
    // Little of an address.
    ("", ["", "", "", "", "", "", "", ""]),
    ("Germany", ["", "", "", "", "", "", "", "DE"]),
    ("10115 Berlin", ["", "", "", "", "10115", "Berlin", "", ""]),
    ("Göttingen", ["", "", "", "", "", "Göttingen", "", ""]),
    ("Hauptstraße", ["Hauptstraße", "", "", "", "", "", "", ""]),
    ("Rue de la Paix", ["Rue de la Paix", "", "", "", "", "", "", ""]),
    ("Hauptstraße 5", ["Hauptstraße", "5", "", "", "", "", "", ""]),
];

fn parts(address: &PostalAddress) -> [&str; 8] {
    [
        &address.street,
        &address.number,
        &address.unit,
        &address.po_box,
        &address.postcode,
        &address.city,
        &address.region,
        address.country_code.unwrap_or_default(),
    ]
}

#[test]
fn addresses_of_many_countries_come_apart() {
    assert!(CASES.len() >= 60, "{}", CASES.len());
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|(text, expected)| {
            let found = parse_address(text);
            (parts(&found) != *expected).then(|| {
                format!(
                    "{text:?}\n  found    {:?}\n  expected {expected:?}",
                    parts(&found)
                )
            })
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Runs of letters and digits, sorted.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}

fn all_parts(address: &PostalAddress) -> String {
    [
        &address.street,
        &address.number,
        &address.unit,
        &address.po_box,
        &address.district,
        &address.postcode,
        &address.city,
        &address.region,
        &address.country,
        &address.extra,
    ]
    .map(String::as_str)
    .join(" ")
}

#[test]
fn no_word_of_an_address_is_lost_or_doubled() {
    let mut dice = Pcg64::seed_from_u64(41);
    let pieces: Vec<&str> = CASES
        .iter()
        .flat_map(|(text, _)| text.split_inclusive([',', '\n', ' ']))
        .chain([
            "#",
            "(",
            ")",
            " - ",
            "D-",
            "ÅÄÖ 7",
            "東京都, ",
            "c/o ",
            "12/",
            "º",
            "\t",
            "--",
            "1 2 3 ",
            "\"x\" ",
        ])
        .collect();
    for (text, _) in CASES {
        assert_eq!(
            words(&all_parts(&parse_address(text))),
            words(text),
            "{text}"
        );
    }
    for _ in 0..20_000 {
        let long = dice.random_range(0..14);
        let text: String = (0..long)
            .map(|_| pieces[dice.random_range(0..pieces.len())])
            .collect();
        assert_eq!(
            words(&all_parts(&parse_address(&text))),
            words(&text),
            "{text:?}"
        );
    }
}

#[test]
fn one_address_in_many_writings_has_one_key() {
    let key = |text: &str| {
        let address = parse_address(text);
        (address.postcode_key(), address.number_key())
    };
    for (one, other) in [
        (
            "Hauptstr. 5, D-10115 Berlin",
            "Hauptstraße 5\n10115 Berlin\nGermany",
        ),
        (
            "Calle Mayor nº 7, 41001 Sevilla",
            "Calle Mayor, 7, 41001 Sevilla, España",
        ),
        (
            "12A Mill Lane, Kendal, LA9 4QR",
            "12 a Mill Lane, Kendal la94qr",
        ),
    ] {
        assert_eq!(key(one), key(other), "{one}");
    }
}

#[test]
fn towns_stand_as_the_post_of_the_country_reads_them() {
    for (city, region, postcode, country, line) in [
        ("Berlin", "", "10115", "Germany", "10115 Berlin"),
        ("Leeds", "", "LS1 1AA", "United Kingdom", "Leeds LS1 1AA"),
        ("Springfield", "IL", "62704", "USA", "Springfield IL 62704"),
        (
            "São Paulo",
            "SP",
            "01310-200",
            "Brasil",
            "01310-200 São Paulo - SP",
        ),
        ("Dublin 2", "", "D02 X285", "Ireland", "Dublin 2 D02 X285"),
        ("Roma", "RM", "00184", "IT", "00184 Roma RM"),
        ("Somewhere", "", "123", "Atlantis", "123 Somewhere"),
        ("", "", "", "", ""),
    ] {
        assert_eq!(
            town_line(city, region, postcode, country),
            line,
            "{country}"
        );
    }
}

#[test]
fn countries_are_known_by_many_names() {
    for (name, code) in [
        ("Deutschland", "DE"),
        ("u.s.a.", "US"),
        ("UK", "GB"),
        ("Éire", "IE"),
        ("brasil", "BR"),
        ("gb", "GB"),
    ] {
        assert_eq!(
            country_of(name).map(|country| country.code),
            Some(code),
            "{name}"
        );
    }
    assert_eq!(country_of("Narnia"), None);
}

#[test]
fn street_lines_alone_have_no_postal_code() {
    for (line, street, number) in [
        ("12345 Rue Foch", "Rue Foch", "12345"),
        ("Main Street 1234", "Main Street", "1234"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", "135"),
        ("Av. Paulista, 1578", "Av. Paulista", "1578"),
    ] {
        let found = parse_street(line);
        assert_eq!(
            (found.street.as_str(), found.number.as_str()),
            (street, number),
            "{line}"
        );
        assert_eq!(found.postcode, "");
    }
}
