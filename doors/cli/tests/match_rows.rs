//! `regulars match`: a CSV file in, who is who out.

use crate::program::Program;

const FILE: &str = "\
first name;last name;e-mail;phone;street;city;postcode;born;customer id
Anna;Berg;anna.berg71@example.org;030 1234567;Mill Lane 4;Kendal;10115;1971-02-03;1
ANNA;Bergg;anna.berg71@example.org;;Mill Lane 4;Kendal;10115;;2
Peter;Berg;;030 1234567;Mill Lane 4;Kendal;10115;1969-07-12;3
Clara;Novak;clara@novak.example;040 7654321;Kirchweg 9;Bonn;53111;1988-11-30;4
";

/// The list with enough strangers around it to learn from.
fn list() -> String {
    let mut text = FILE.to_owned();
    for at in 0..120_u32 {
        let (first, last) = (
            ["Jonas", "Marie", "Felix", "Helen"][at as usize % 4],
            format!(
                "{}mann{}",
                ["Kauf", "Berg", "Zimmer"][at as usize % 3],
                at / 6
            ),
        );
        let row = format!(
            "{first};{last};{first}{at}@mail.example;0{} {};Weg {at};Ort {};{};19{}-0{}-1{};{}\n",
            30 + at,
            100_000 + at * 977,
            at % 9,
            20_000 + at * 31,
            50 + at % 50,
            1 + at % 9,
            at % 9,
            at + 5
        );
        text.push_str(&row);
        if at % 2 == 0 {
            text.push_str(&row.replace("Weg", "weg"));
        }
    }
    text
}

#[test]
fn rows_of_one_person_and_of_one_household_are_found() {
    let program = Program::new();
    let (file, out) = (
        program.home.path().join("list.csv"),
        program.home.path().join("who.csv"),
    );
    std::fs::write(&file, list()).unwrap();
    let done = program.run(&[
        "match",
        file.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let mut reader = csv::Reader::from_path(&out).unwrap();
    assert_eq!(
        reader.headers().unwrap(),
        vec!["row", "person", "household", "probability"]
    );
    let rows: Vec<(u32, u32, u32, f64)> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 184);
    assert_eq!((rows[0].1, rows[1].1), (1, 1), "one Anna");
    assert_eq!(
        (rows[2].1, rows[2].2),
        (3, 1),
        "Peter is himself, at Anna's"
    );
    assert_eq!((rows[3].1, rows[3].2), (4, 4));
    assert!(rows.iter().all(|row| (0.0..=1.0).contains(&row.3)));
}

#[test]
fn answers_come_as_json_with_reasons() {
    let program = Program::new();
    let file = program.home.path().join("list.csv");
    std::fs::write(&file, list()).unwrap();
    let file = file.to_str().unwrap();
    let answer = program.json(&["match", file]);
    assert_eq!(answer["records"], 184);
    assert_eq!(answer["rows"].as_array().unwrap().len(), 184);
    assert_eq!(
        answer["columns"][8]["role"], "ignored",
        "a customer id is of one list"
    );
    let why = program.json(&["match", file, "--explain", "1", "2"]);
    assert!(why["probability"].as_f64().unwrap() > 0.99);
    assert!(
        why["fields"]
            .as_array()
            .unwrap()
            .iter()
            .any(|field| field["field"] == "e-mail")
    );
    assert_eq!(
        program.run(&["match", file, "--explain", "1", "999"]).code,
        Some(5)
    );
    assert_eq!(program.run(&["match", "/nowhere.csv"]).code, Some(1));
}
