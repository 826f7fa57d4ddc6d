//! Lists too short or too plain to learn from.

use linkage::{Linker, Options, Role, Table, Told, are_names, folded, recognise};

/// How many people the rows of a text are, parted by commas under these names.
fn people(names: &str, rows: &str) -> usize {
    let names: Vec<&str> = names.split(',').collect();
    let mut table = Table::new(&names);
    rows.lines().for_each(|row| table.push(row.split(',')));
    let roles: Vec<Role> = recognise(&table).iter().map(|column| column.role).collect();
    let linker = Linker::learn(&table, &roles, &Options::default()).unwrap();
    let person = linker.link(&Told::default()).person;
    let is_first = |(row, first): &(u32, &u32)| *row == **first;
    (0..).zip(&person).filter(is_first).count()
}

#[test]
fn what_a_simple_rule_finds_is_found_in_any_list() {
    let anna = "Anna,Berg,anna@berg.example\n";
    let mails = "a.smith@x.example\nA.Smith@x.example\nb.smith@x.example\na.smyth@x.example";
    let once =
        "Anna Berg,,anna@berg.example\nAnna Berg,,anna@berg.example\nOtto Lang,,otto@lang.example";
    for (names, rows, count) in [
        ("email", mails, 3),
        ("name,fax,email", once, 2),
        ("name,email", "Anna Berg,a@b.example", 1),
        ("name", "Anna Berg\nOtto Lang", 2),
        ("first name,last name,email", &anna.repeat(1_000), 1),
        ("first name,last name,email", &anna.repeat(4_000), 1),
    ] {
        assert_eq!(people(names, rows), count, "{names}");
    }
}

#[test]
fn names_of_columns_are_told_from_a_first_record() {
    for (text, is_named) in [
        ("first,last,town\nOtto,Lang,Bonn", true),
        ("x,y\n1,2", true),
        ("Kennung,2024\n1,7", true),
        ("Anna,Berg,Bonn\nOtto,Lang,Bonn", false),
        ("Anna,a@b.example\nOtto,o@l.example", false),
        ("1,Anna,0721 5550101\n2,Otto,0721 5550102", false),
    ] {
        let rows: Vec<Vec<&str>> = text.lines().map(|row| row.split(',').collect()).collect();
        assert_eq!(are_names(&rows[0], &rows[1..]), is_named, "{text}");
    }
}

#[test]
fn names_in_other_scripts_are_one_with_their_latin_writing() {
    for (written, plain) in [
        ("Иван Петров", "Ivan Petrov"),
        ("Щербаков Юрий", "Shcherbakov Yuriy"),
        ("Љубица Његош", "Ljubitsa Njegosh"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
        ("ΣΤΑΥΡΟΣ ΑΓΓΕΛΙΔΗΣ", "Stavros Angelidis"),
        ("Ευαγγελία", "Evangelia"),
    ] {
        assert_eq!(folded(written), folded(plain), "{written}");
    }
}
