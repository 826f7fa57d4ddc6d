//! Addresses in one cell are as good as addresses in several.

use linkage::{Linker, Options, Role, Table, Told, recognise};

use crate::town;
use crate::truth::score_clusters;

fn table_in_one_cell(rows: &[[String; 7]]) -> Table {
    let mut table = Table::new(&["first name", "last name", "email", "phone", "address"]);
    for [first, last, mail, phone, street, city, code] in rows {
        let town = [city.as_str(), code.as_str()].join(" ");
        let lines: Vec<&str> = [street.as_str(), town.trim()]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect();
        table.push([first, last, mail, phone, &lines.join(", ")]);
    }
    table
}

#[test]
fn whole_addresses_are_recognised_and_link_as_well_as_their_parts() {
    let (rows, truth) = town::rows(700, 5);
    let whole = table_in_one_cell(&rows);
    let roles: Vec<Role> = recognise(&whole).iter().map(|column| column.role).collect();
    assert_eq!(roles[4], Role::Address);
    let f1 = |table: &Table, roles: &[Role]| {
        let linker = Linker::learn(table, roles, &Options::default()).unwrap();
        score_clusters(&linker.link(&Told::default()).person, &truth).f1()
    };
    let (apart, together) = (f1(&town::table(&rows), &town::ROLES), f1(&whole, &roles));
    assert!(
        (together - apart).abs() < 1e-9,
        "{together} against {apart}"
    );
}

#[test]
fn a_country_sign_before_a_postal_code_changes_nothing() {
    let mut table = Table::new(&["first", "last", "street", "city", "zip"]);
    for row in 1..40 {
        let names = [format!("anna{row}"), format!("berg{row}")];
        let place = [format!("Weg {row}"), "Berlin".to_owned()];
        for code in [format!("D-10{row:03}"), format!("10{row:03}")] {
            table.push(names.iter().chain(&place).chain([&code]));
        }
    }
    let roles = [
        Role::GivenName,
        Role::Surname,
        Role::Street,
        Role::City,
        Role::Postcode,
    ];
    let linker = Linker::learn(&table, &roles, &Options::default()).unwrap();
    let address = linker.explain(0, 1);
    let place = address.fields.iter().find(|field| field.field == "address");
    assert_eq!(place.unwrap().finding, "the same house");
}
