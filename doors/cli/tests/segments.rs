//! Segments of the owner's own by command: from files to a named list.

use crate::program::Program;

/// What other files tell of two customers.
const FILES: [(&str, &str); 4] = [
    (
        "orders.csv",
        "Order number,Order date,Customer number,Customer name,Email,Product,Quantity,Unit price\n\
         1,2026-01-15,K1,Ann Alder,ann@alder.example,Pump X,1,250.00\n\
         2,2026-02-20,K2,Bob Birch,bob@birch.example,Valve V,1,80.00\n",
    ),
    (
        "interest.csv",
        "Email,Product interest,Date\nbob@birch.example,Pumps,2026-02-25\n",
    ),
    (
        "registrations.csv",
        "Registration date,Email,Product,Serial number,Warranty until\n\
         2026-01-20,ann@alder.example,Pump X,SN1,2026-03-20\n",
    ),
    (
        "survey.csv",
        "Response ID,Email,Submitted at,NPS score\nR1,ann@alder.example,2026-02-01,9\n",
    ),
];

fn import_files(program: &Program) {
    let mut import = vec!["import".to_owned(), "--currency".into(), "EUR".into()];
    for (name, text) in FILES {
        let path = program.home.path().join(name);
        std::fs::write(&path, text).unwrap();
        import.push(path.to_str().unwrap().to_owned());
    }
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    let done = program.run(&import);
    assert_eq!(done.code, Some(0), "{}{}", done.out, done.err);
}

/// Proves C70.
#[test]
fn c70_what_other_files_tell_is_usable_in_rules_by_command() {
    let program = Program::new();
    import_files(&program);
    let day = ["--as-of", "2026-03-02"];
    program.run(&["score", day[0], day[1]]);
    for (rule, found) in [
        ("purchase product ~ pump", "Ann Alder"),
        ("interest about ~ pump", "Bob Birch"),
        ("registration within next 30 days", "Ann Alder"),
        ("survey score >= 9", "Ann Alder"),
        ("not survey", "Bob Birch"),
    ] {
        let list = program.json(&["customers", "list", "--where", rule, day[0], day[1]]);
        assert_eq!(list["total"], 1, "{rule}: {list}");
        assert_eq!(list["rows"][0]["name"], found, "{rule}");
    }
    let run = |args: &[&str]| program.run(args);
    assert_eq!(
        run(&["segments", "save", "Fans", "survey score >= 9"]).code,
        Some(0)
    );
    assert_eq!(program.json(&["segments", "list"])[0]["members"], 1);
    assert_eq!(program.json(&["segments", "show", "fans"])["total"], 1);
    assert_eq!(
        run(&["segments", "label", "Fans", "fan", "2026"]).code,
        Some(0)
    );
    assert_eq!(
        program
            .json(&["segments", "labels"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(run(&["segments", "rename", "fan", "friend"]).code, Some(0));
    let friends = program.json(&["customers", "list", "--where", "tag = friend"]);
    assert_eq!(friends["total"], 1);
    let wrong = run(&["segments", "save", "x", "colour = red"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("«colour» is not known"), "{}", wrong.err);
    assert_eq!(run(&["segments", "show", "nobody"]).code, Some(5));
    assert_eq!(run(&["segments", "remove", "Fans"]).code, Some(0));
    assert_eq!(run(&["segments", "words"]).code, Some(0));
}
