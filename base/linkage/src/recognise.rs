//! What the columns of a table hold. Enters: a table. Leaves: a role for each column, with the
//! reason. A header is believed where the cells do not speak against it; without a telling header
//! the cells decide.

use address::parse_address;

use crate::company::{company_words, is_legal_form};
use crate::date::date_into;
use crate::nickname::is_known_name;
use crate::role::{ColumnRole, Role};
use crate::table::Table;
use crate::text::folded;

/// Cells of a column that are looked at.
const LOOKED_AT: usize = 2_000;

/// Share of cells with street, town and postal code from which a column is one of whole addresses:
/// many lack a part, and a column of streets alone has next to none.
const WHOLE: f64 = 0.3;

/// Words that names of houses open to the public hold, and names of people do not.
#[rustfmt::skip]
const VENUES: &[&str] = &[
    "restaurant", "ristorante", "cafe", "grill", "bistro", "brasserie", "hotel", "deli", "diner", "tavern", "kitchen",
    "pizzeria", "bakery", "pharmacy", "clinic", "hospital", "school", "university", "museum", "gasthof", "gasthaus",
    "apotheke", "backerei", "schule", "klinik", "boulangerie", "pharmacie", "ecole", "farmacia", "hostal",
];

/// Words of headers in the languages our users write, the most telling role first. A phrase fits
/// when all its words stand in the header.
#[rustfmt::skip]
const HEADERS: &[(Role, &[&str])] = &[
    (Role::Text, &["birth place", "birthplace", "place birth", "geburtsort", "lieu naissance", "birth year", "gender", "sex", "geschlecht", "middle", "maiden", "occupation", "father", "mother", "spouse", "husband", "wife", "vater", "mutter", "pere", "mere"]),
    (Role::Identifier, &["ssn", "soc sec", "socsec", "social security", "passport", "tax id", "taxid", "tax number", "vat", "nhs", "national id", "national insurance", "nino", "pesel", "bsn", "cpf", "cnpj", "dni", "nif", "siret", "siren", "ustid", "ust id", "steuernummer", "driver licence", "driver license", "driving licence", "duns", "lei", "isin"]),
    (Role::BirthDate, &["dob", "birth", "birthday", "birthdate", "born", "geburtsdatum", "geburtstag", "naissance", "nacimiento", "nascita", "geboortedatum", "nascimento", "rozhdeniya", "gennisis"]),
    (Role::Ignored, &["fax", "id", "uid", "uuid", "guid", "key", "pk", "row", "index", "cluster", "truth", "label", "source", "created", "updated", "modified", "timestamp", "entity", "duplicate", "record", "batch", "split", "notes", "note", "comment", "comments", "tags", "url", "website", "consent", "newsletter", "salutation", "prefix", "anrede", "quelle", "nr", "no", "date", "datum", "total", "amount", "orders", "spend"]),
    (Role::Email, &["email", "e mail", "mail", "correo", "courriel", "emailaddress", "pochta"]),
    (Role::Phone, &["phone", "tel", "telephone", "telefon", "telefone", "telefono", "mobile", "mobil", "cell", "handy", "rufnummer", "gsm", "landline", "cellphone", "telefoon", "tilefono"]),
    (Role::Postcode, &["zip", "zipcode", "postcode", "post code", "postal", "postal code", "plz", "postleitzahl", "code postal", "codigo postal", "pincode", "pin code", "eircode", "cap", "cp", "indeks"]),
    (Role::HouseNumber, &["street number", "house number", "house num", "hausnummer", "hausnr", "civico", "street num", "building number", "streetnumber", "housenumber", "huisnummer"]),
    (Role::AddressExtra, &["address 2", "address2", "address line 2", "addr 2", "street 2", "street2", "unit", "apt", "apartment", "suite", "adresszusatz", "address line2"]),
    (Role::Street, &["street", "address", "addr", "address1", "strasse", "anschrift", "adresse", "rue", "calle", "direccion", "indirizzo", "straat", "road", "endereco", "adres", "ulitsa", "odos", "diefthynsi"]),
    (Role::City, &["city", "town", "suburb", "ort", "stadt", "village", "locality", "municipality", "ville", "ciudad", "citta", "wohnort", "plaats", "gemeinde", "cidade", "commune", "woonplaats", "gorod", "poli"]),
    (Role::Region, &["state", "province", "county", "region", "bundesland", "kanton", "canton", "provincia", "departement", "estado", "provincie"]),
    (Role::Country, &["country", "land", "pays", "pais", "nation", "staat", "paese"]),
    (Role::GivenName, &["first name", "firstname", "given name", "givenname", "given", "forename", "vorname", "prenom", "nombre", "voornaam", "fname", "first", "christian name", "imya", "onoma"]),
    (Role::Surname, &["last name", "lastname", "surname", "family name", "familyname", "nachname", "lname", "familienname", "apellido", "apellidos", "cognome", "achternaam", "zuname", "last", "nom famille", "sobrenome", "familiya", "eponymo"]),
    (Role::Company, &["company", "firm", "firma", "organisation", "organization", "business", "employer", "account name", "entreprise", "empresa", "azienda", "bedrijf", "org", "corporate", "unternehmen", "assignee", "supplier", "vendor", "institution", "applicant", "companyname", "ragione sociale", "restaurant"]),
    (Role::FullName, &["full name", "fullname", "name", "customer", "client", "contact", "person", "kunde", "kundenname", "nom", "nome", "naam", "customername"]),
];

/// Whether the first row of a file names its columns, rather than being a record like those below.
///
/// A name is a word that names columns elsewhere, or at least a cell unlike its column: no address,
/// no number as long as the others, no first name above first names, nothing that stands below, too.
#[must_use]
pub fn are_names<S: AsRef<str>>(first: &[S], rows: &[Vec<S>]) -> bool {
    let below = |column: usize| -> Vec<&str> {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let known = cells.map(|cell| cell.as_ref().trim());
        known.filter(|cell| !cell.is_empty()).collect()
    };
    let cells: Vec<(&str, Vec<&str>)> = first
        .iter()
        .enumerate()
        .map(|(column, cell)| (cell.as_ref().trim(), below(column)))
        .filter(|(cell, _)| !cell.is_empty())
        .collect();
    if cells.is_empty() || cells.iter().any(|(cell, _)| cell.contains('@')) {
        return false;
    }
    let names = cells.iter().filter(|(cell, below)| {
        by_header(cell).is_some() && !is_usual(below, |other| by_header(other).is_some())
    });
    let records = cells.iter().filter(|(cell, below)| is_record(cell, below));
    names.count() * 2 >= cells.len() || records.count() == 0
}

/// Whether most cells are so; of no cells, none is.
fn is_usual(cells: &[&str], is: impl Fn(&str) -> bool) -> bool {
    cells.iter().filter(|cell| is(cell)).count() * 2 > cells.len()
}

/// Whether a cell is as those below it are.
fn is_record(cell: &str, below: &[&str]) -> bool {
    let has_digit = |cell: &str| cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_named = |cell: &str| folded(cell).split(' ').any(is_known_name);
    let as_long =
        |other: &str| has_digit(other) && other.len().abs_diff(cell.len()) * 4 <= cell.len();
    below.contains(&cell)
        || (has_digit(cell) && by_header(cell).is_none() && is_usual(below, as_long))
        || (is_named(cell) && is_usual(below, is_named))
}

/// What every column of a table holds.
#[must_use]
pub fn recognise(table: &Table) -> Vec<ColumnRole> {
    let cells: Vec<Cells> = (0..table.columns().len())
        .map(|column| Cells::of(table, column))
        .collect();
    // Where all rows are one row, what they say is all there is.
    let is_one_row = cells.iter().all(|cells| cells.different <= 1);
    table
        .columns()
        .iter()
        .zip(&cells)
        .map(|(name, cells)| {
            let (role, reason) = role_of(name, cells, is_one_row);
            ColumnRole {
                column: name.clone(),
                role,
                reason,
            }
        })
        .collect()
}

fn role_of(name: &str, cells: &Cells, is_one_row: bool) -> (Role, String) {
    if cells.known == 0 {
        return (Role::Ignored, "no cell is filled".into());
    }
    if cells.different == 1 && !is_one_row {
        return (Role::Ignored, "every cell says the same".into());
    }
    let header = by_header(name);
    match header {
        Some(Role::FullName) if !cells.contradict(Role::FullName) => name_of_whom(cells),
        Some(Role::Street) if cells.addresses >= WHOLE => {
            (Role::Address, format!("whole addresses under {name}"))
        }
        Some(role) if !cells.contradict(role) => (role, format!("the header says so: {name}")),
        _ => by_cells(cells),
    }
}

/// The words of a header: `firstName`, `soc_sec_id` and `E-mail 1` come apart.
fn header_words(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for letter in name.chars() {
        let turns = letter.is_uppercase() && before.is_lowercase()
            || letter.is_ascii_digit() && before.is_alphabetic();
        if turns {
            spaced.push(' ');
        }
        spaced.push(letter);
        before = letter;
    }
    folded(&spaced)
}

fn by_header(name: &str) -> Option<Role> {
    let words = header_words(name);
    let words: Vec<&str> = words.split(' ').collect();
    let fits = |phrase: &&str| phrase.split(' ').all(|word| words.contains(&word));
    // A phrase of two words tells more than one word of another role.
    let long = HEADERS.iter().find(|(_, phrases)| {
        phrases
            .iter()
            .any(|phrase| phrase.contains(' ') && fits(phrase))
    });
    let short = || HEADERS.iter().find(|(_, phrases)| phrases.iter().any(fits));
    long.or_else(short).map(|(role, _)| *role)
}

/// What the cells of a column look like.
struct Cells {
    known: usize,
    different: usize,
    mails: f64,
    phones: f64,
    dates: f64,
    whole_numbers: f64,
    legal_forms: f64,
    first_names: f64,
    words: f64,
    letters: f64,
    addresses: f64,
}

impl Cells {
    fn of(table: &Table, column: usize) -> Cells {
        let step = (table.len() / LOOKED_AT).max(1);
        let cells: Vec<&str> = (0..table.len())
            .step_by(step)
            .map(|row| table.cell(row, column))
            .filter(|cell| !cell.is_empty())
            .collect();
        let mut sorted = cells.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let share = |is: &dyn Fn(&str) -> bool| {
            cells.iter().filter(|cell| is(cell)).count() as f64 / cells.len().max(1) as f64
        };
        let mean = |of: &dyn Fn(&str) -> usize| {
            cells.iter().map(|cell| of(cell)).sum::<usize>() as f64 / cells.len().max(1) as f64
        };
        Cells {
            known: cells.len(),
            different: sorted.len(),
            mails: share(&|cell| cell.contains('@')),
            phones: share(&is_phone),
            dates: share(&is_date),
            whole_numbers: share(&|cell| cell.bytes().all(|byte| byte.is_ascii_digit())),
            legal_forms: share(&|cell| {
                let words = company_words(cell);
                let is_firm = |word: &String| VENUES.contains(&word.as_str());
                words.iter().skip(1).any(|word| is_legal_form(word)) || words.iter().any(is_firm)
            }),
            first_names: share(&|cell| folded(cell).split(' ').any(is_known_name)),
            words: mean(&|cell| cell.split_whitespace().count()),
            addresses: share(&is_whole_address),
            letters: mean(&|cell| cell.chars().filter(|c| c.is_alphabetic()).count()),
        }
    }

    /// Whether cells cannot be what the header says.
    fn contradict(&self, role: Role) -> bool {
        match role {
            Role::Email => self.mails < 0.3,
            Role::Phone => self.phones < 0.3 && self.whole_numbers < 0.3,
            Role::BirthDate => self.dates < 0.3,
            Role::GivenName | Role::Surname | Role::FullName | Role::Company | Role::City => {
                self.letters < 1.0
            }
            _ => false,
        }
    }

    fn is_all_different(&self) -> bool {
        self.known > 20 && self.different * 100 >= self.known * 99
    }
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let signs = cell
        .chars()
        .all(|c| c.is_ascii_digit() || " +-()./x".contains(c));
    signs && (7..=15).contains(&digits)
}

/// A street with its town and postal code.
fn is_whole_address(cell: &str) -> bool {
    let is_long = cell.contains([',', '\n']) || cell.len() > 20;
    if !is_long {
        return false;
    }
    let address = parse_address(cell);
    !(address.postcode.is_empty() || address.city.is_empty() || address.street.is_empty())
}

fn is_date(cell: &str) -> bool {
    let mut out = String::new();
    date_into(cell, false, &mut out);
    !out.is_empty()
}

/// A name without more: of people or of firms.
fn name_of_whom(cells: &Cells) -> (Role, String) {
    if cells.legal_forms >= 0.1 || (cells.first_names < 0.1 && cells.words > 2.5) {
        return (Role::Company, "names with the words of firms".into());
    }
    (Role::FullName, "whole names".into())
}

fn by_cells(cells: &Cells) -> (Role, String) {
    let found = match () {
        () if cells.addresses >= WHOLE => (Role::Address, "cells are whole addresses"),
        () if cells.mails >= 0.7 => (Role::Email, "cells hold an @"),
        () if cells.whole_numbers >= 0.9 && cells.is_all_different() => {
            (Role::Ignored, "a number of its own in every row")
        }
        () if cells.dates >= 0.9 => (
            Role::Ignored,
            "dates of which nothing says that they are births",
        ),
        () if cells.phones >= 0.8 => (Role::Phone, "cells look like phone numbers"),
        () if cells.first_names >= 0.4 && cells.words < 1.5 => {
            (Role::GivenName, "cells are known first names")
        }
        () if cells.first_names >= 0.4 && cells.words < 3.5 => {
            (Role::FullName, "cells hold known first names")
        }
        () if cells.legal_forms >= 0.2 => (Role::Company, "cells hold words of firms"),
        () => (Role::Text, "compared as it stands"),
    };
    (found.0, found.1.to_owned())
}
