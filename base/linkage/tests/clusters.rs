//! Who is who: independent of the order of rows, obedient to people, the same from a kept model.

use std::collections::HashMap;

use linkage::{
    LinkageError, Linker, Model, Options, Role, Table, Told, Verdict, folded, recognise,
};

use crate::town::{ROLES, rows, table};
use crate::truth::score_clusters;

fn linker(table: &Table) -> Linker {
    Linker::learn(table, &ROLES, &Options::default()).unwrap()
}

#[test]
fn relatives_are_two_people_of_one_household() {
    let (rows, truth) = rows(400, 1);
    let linked = linker(&table(&rows)).link(&Told::default());
    let score = score_clusters(&linked.person, &truth);
    assert!(
        score.precision > 0.99 && score.recall > 0.75,
        "{} {}",
        score.precision,
        score.recall
    );
    let homes = linked
        .household
        .iter()
        .collect::<std::collections::HashSet<_>>()
        .len();
    assert!((380..520).contains(&homes), "{homes} households of 400");
}

#[test]
fn order_of_rows_does_not_matter() {
    let (rows, _) = rows(300, 2);
    let forward = linker(&table(&rows)).link(&Told::default()).person;
    let turned: Vec<[String; 7]> = rows.iter().rev().cloned().collect();
    let backward = linker(&table(&turned)).link(&Told::default()).person;
    let last = rows.len() - 1;
    let mut partners: HashMap<u32, u32> = HashMap::new();
    let mut moved = 0;
    for (row, person) in forward.iter().enumerate() {
        let other = backward[last - row];
        moved += usize::from(*partners.entry(*person).or_insert(other) != other);
    }
    assert_eq!(moved, 0);
}

#[test]
fn the_same_seed_gives_the_same_people() {
    let (rows, _) = rows(300, 3);
    let table = table(&rows);
    let (one, other) = (
        linker(&table).link(&Told::default()),
        linker(&table).link(&Told::default()),
    );
    assert_eq!((one.person, one.household), (other.person, other.household));
    assert_eq!(one.pairs, other.pairs);
}

#[test]
fn what_people_said_stands() {
    let (rows, truth) = rows(300, 4);
    let linker = linker(&table(&rows));
    let free = linker.link(&Told::default());
    let joined = (0..rows.len() as u32)
        .find(|row| free.person[*row as usize] != *row)
        .unwrap();
    let first = free.person[joined as usize];
    let stranger = (0..rows.len() as u32)
        .find(|row| truth[*row as usize] != truth[first as usize])
        .unwrap();
    let mut told = Told::default();
    told.apart(first, joined);
    told.same(first, stranger);
    let said = linker.link(&told);
    assert_ne!(said.person[first as usize], said.person[joined as usize]);
    assert_eq!(said.person[first as usize], said.person[stranger as usize]);
    assert_eq!(
        (told.verdict(joined, first), told.verdict(stranger, first)),
        (Some(false), Some(true))
    );
}

#[test]
fn later_records_find_who_they_are() {
    let (rows, truth) = rows(400, 5);
    let (known, later): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|row| row % 10 != 0);
    let pick = |at: &[usize]| table(&at.iter().map(|row| rows[*row].clone()).collect::<Vec<_>>());
    let first = linker(&pick(&known));
    let kept: Model = serde_json::from_str(&serde_json::to_string(first.model()).unwrap()).unwrap();
    let mut linker = Linker::with_model(&pick(&known), &ROLES, kept).unwrap();
    let added = linker.add(&pick(&later)).unwrap();
    let order: Vec<usize> = known.iter().chain(&later).copied().collect();
    let is_true = |a: u32, b: u32| truth[order[a as usize]] == truth[order[b as usize]];
    let pairs = linker.pairs_of(added.clone());
    let sure: Vec<_> = pairs
        .iter()
        .filter(|pair| pair.verdict() == Verdict::Certain)
        .collect();
    let right = sure.iter().filter(|pair| is_true(pair.a, pair.b)).count();
    assert!(
        right > 50 && right * 100 >= sure.len() * 98,
        "{right} of {}",
        sure.len()
    );
    assert!(
        pairs
            .iter()
            .all(|pair| pair.a < pair.b && (added.contains(&pair.a) || added.contains(&pair.b)))
    );
    let whole = linker.link(&Told::default()).person;
    let truth: Vec<u32> = order.iter().map(|row| truth[*row]).collect();
    assert!(score_clusters(&whole, &truth).precision > 0.98);
}

#[test]
fn a_model_of_an_older_program_is_refused() {
    let (rows, _) = rows(200, 7);
    let table = table(&rows);
    let mut kept = serde_json::to_value(linker(&table).model()).unwrap();
    kept["kin"][1]["chances"][0].as_array_mut().unwrap().pop();
    let older: Model = serde_json::from_value(kept).unwrap();
    assert!(!older.is_current());
    let refused = Linker::with_model(&table, &ROLES, older);
    assert!(matches!(refused, Err(LinkageError::OtherModel)));
}

#[test]
fn reasons_sum_to_the_probability() {
    let (rows, _) = rows(200, 6);
    let linker = linker(&table(&rows));
    for pair in linker.link(&Told::default()).pairs.iter().step_by(17) {
        let why = linker.explain(pair.a, pair.b);
        let bits: f64 = why.prior_bits + why.fields.iter().map(|reason| reason.bits).sum::<f64>();
        let odds = why.probability / (1.0 - why.probability);
        assert!((why.probability - pair.probability).abs() < 1e-9);
        assert!(
            odds > 1e9 || (bits - odds.log2()).abs() < 1e-3,
            "{bits} {odds}"
        );
        assert!(!why.sentence.is_empty() && why.fields.len() == 5);
    }
}

#[test]
fn odd_tables_are_refused_or_pass() {
    let named = Table::new(&["name"]);
    assert!(matches!(
        Linker::learn(&named, &[], &Options::default()),
        Err(LinkageError::Roles {
            columns: 1,
            roles: 0
        })
    ));
    assert!(matches!(
        Linker::learn(&named, &[Role::Ignored], &Options::default()),
        Err(LinkageError::NothingToCompare)
    ));
    let mut two = Table::new(&["first name", "last name", "email"]);
    two.push(["Anna", "Berg", "a@b.de"]);
    let roles: Vec<Role> = recognise(&two).iter().map(|column| column.role).collect();
    for more in 0..3 {
        let linked = Linker::learn(&two, &roles, &Options::default())
            .map(|linker| linker.link(&Told::default()));
        assert_eq!(
            linked.map_or(0, |linked| linked.person.len()),
            if roles.iter().all(|role| *role == Role::Ignored) {
                0
            } else {
                more + 1
            }
        );
        two.push(["", "", ""]);
    }
}

#[test]
fn columns_are_recognised_by_header_and_cells() {
    let mut table = Table::new(&[
        "rec_id",
        "given_name",
        "date_of_birth",
        "soc_sec_id",
        "E-Mail 1",
        "Straße",
        "plz",
        "x",
        "customer name",
        "entity_id",
    ]);
    for row in 0..40 {
        table.push([
            format!("rec-{row}"),
            "anna".repeat(row % 3 + 1),
            format!("19{:02}0517", 40 + row),
            (row * 977 + 1_000_000).to_string(),
            format!("a{row}@b.de"),
            format!("Weg {row}"),
            (10_000 + row).to_string(),
            format!("0{} 12345{row}", 30 + row % 3),
            format!("Firma {row} GmbH"),
            (row / 2).to_string(),
        ]);
    }
    let roles: Vec<Role> = recognise(&table).iter().map(|column| column.role).collect();
    let expected = [
        Role::Ignored,
        Role::GivenName,
        Role::BirthDate,
        Role::Identifier,
        Role::Email,
        Role::Street,
        Role::Postcode,
        Role::Phone,
        Role::Company,
        Role::Ignored,
    ];
    assert_eq!(roles, expected);
    assert_eq!(
        folded("  MÜLLER & Söhne, O'Brien "),
        "mueller soehne obrien"
    );
}

#[test]
fn names_that_differ_in_a_number_are_two() {
    let mut table = Table::new(&["name", "email", "phone"]);
    for row in 0..2_000 {
        table.push([
            format!("Field{row}"),
            format!("field{row}@example.com"),
            format!("020 7946 {row:05}"),
        ]);
    }
    let roles = [Role::FullName, Role::Email, Role::Phone];
    let linker = Linker::learn(&table, &roles, &Options::default()).unwrap();
    let person = linker.link(&Told::default()).person;
    assert!((0..).zip(&person).all(|(row, first)| row == *first));
}

#[test]
fn one_person_is_known_by_names_in_the_wrong_cell_or_mistyped() {
    let (mut rows, _) = rows(400, 8);
    let first = rows.len() as u32;
    let ways = [
        ("Thomas", "Abelmann"),
        ("Abelmann", ""),
        ("Abelmann", "Thomas"),
        ("Tommmy", "Abelmann"),
    ];
    for (given, surname) in ways {
        let mail = "zacher77@mail.example";
        let cells = [
            given,
            surname,
            mail,
            "0721 555 0199",
            "9 Elm Road",
            "Ulm",
            "89073",
        ];
        rows.push(cells.map(str::to_owned));
    }
    let linker = linker(&table(&rows));
    for (row, way) in (first..).zip(ways).skip(1) {
        let pair = linker.compare(first, row);
        assert!(pair.probability > 0.99, "{way:?}: {pair:?}");
    }
}
