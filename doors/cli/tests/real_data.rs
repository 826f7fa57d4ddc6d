//! Two real businesses, from their files to a result.

use std::path::Path;

use crate::program::{Program, files_of, real_data};

/// Contacts for the customer numbers of a file, made by the practice generator.
fn contacts(program: &Program, file: &Path) -> String {
    let out = program.home.path().join("contacts");
    let (from, to) = (file.to_str().unwrap(), out.to_str().unwrap());
    let made = program.run(&["practice", "--contacts-for", from, "--out", to]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    out.join("contacts.csv").to_str().unwrap().to_owned()
}

#[test]
fn online_retail_goes_from_its_file_to_a_result() {
    let Some(data) = real_data() else { return };
    let file = data.join("online_retail/online_retail.csv.gz");
    let program = Program::new();
    let read = program.json(&["import", file.to_str().unwrap(), "--currency", "GBP"]);
    let receipt = &read["files"][0];
    assert_eq!(receipt["rows"], 541_909);
    let named: i64 = receipt["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["minor"].as_i64().unwrap())
        .sum();
    assert_eq!(
        receipt["amount_minor"].as_i64().unwrap() - named,
        974_774_793,
        "{receipt}"
    );
    let sum = program.number("SELECT SUM(net_minor) FROM orders");
    assert_eq!(
        Some(sum),
        receipt["amount_minor"].as_i64(),
        "what was read is what stands in orders"
    );

    program.set_sender();
    let plan = program.json(&["run", "--dry-run", "--as-of", "2011-09-01"]);
    assert_eq!(plan["proposal"]["contacted"], 0);
    let told = plan["checks"].as_array().unwrap().iter().any(|check| {
        check["text"]
            .as_str()
            .unwrap()
            .contains("Nobody can be reached")
            && check["fix"].as_str().unwrap().contains("customer numbers")
    });
    assert!(told, "{}", plan["checks"]);

    let contacts = contacts(&program, &file);
    program.json(&["import", &contacts]);
    assert_eq!(
        program.number("SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL"),
        4_372
    );
    let plan = program.json(&["run", "--dry-run", "--as-of", "2011-09-01"]);
    assert!(
        plan["proposal"]["contacted"].as_i64().unwrap() > 0,
        "{}",
        plan["checks"]
    );
    let receipt = program.json(&["run", "--as-of", "2011-09-01", "--to-mailbox"]);
    assert!(receipt["acted"]["emails_sent"].as_i64().unwrap() > 0);
    assert_eq!(
        program.mails().len() as i64,
        receipt["acted"]["emails_sent"].as_i64().unwrap()
    );
    assert_eq!(files_of(&program.folder().join("letters"), "pdf").len(), 1);
    program.json(&["deliver", "--as-of", "2011-12-09", "--to-mailbox"]);
    let results = program.json(&["results"]);
    let first = &results[0];
    assert!(
        first["arms"][0]["revenue_minor"].as_i64().unwrap() > 0,
        "{first}"
    );
    assert_eq!(first["as_of"], "2011-12-09");
}

#[test]
fn northwind_goes_from_its_separate_files_to_a_result() {
    let Some(data) = real_data() else { return };
    let folder = data.join("northwind");
    let program = Program::new();
    for name in [
        "customers",
        "orders",
        "order_details",
        "products",
        "categories",
        "employees",
    ] {
        let file = folder.join(format!("{name}.csv.gz"));
        program.json(&["import", file.to_str().unwrap(), "--currency", "USD"]);
    }
    assert_eq!(program.number("SELECT COUNT(*) FROM orders"), 830);
    assert_eq!(program.number("SELECT COUNT(*) FROM order_lines"), 2_155);
    assert_eq!(
        program.number("SELECT SUM(net_minor) FROM order_lines") / 100,
        1_265_793
    );
    program.set_sender();
    let contacts = contacts(&program, &folder.join("customers.csv.gz"));
    program.json(&["import", &contacts]);
    program.json(&["run", "--as-of", "1998-02-01", "--to-mailbox"]);
    program.json(&["deliver", "--as-of", "1998-05-06", "--to-mailbox"]);
    let results = program.json(&["results"]);
    assert!(!results.as_array().unwrap().is_empty());
    assert!(
        results[0]["key_statistics"].is_object(),
        "91 customers are too few for a test"
    );
}
