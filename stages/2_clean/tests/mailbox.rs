//! Returned mails of 82 systems, each against what is known of it.

use std::collections::BTreeMap;

use clean::read_message;

use crate::base::real_data;

#[test]
fn returned_mails_of_many_systems_are_told_apart() {
    let Some(folder) = real_data("bounces") else {
        return;
    };
    let index = std::fs::read_to_string(folder.join("index.csv")).unwrap();
    let mut expected: BTreeMap<String, Vec<(String, String, bool)>> = BTreeMap::new();
    for line in index.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let row = (cells[1].to_owned(), cells[2].to_owned(), cells[6] == "yes");
        expected.entry(cells[0].to_owned()).or_default().push(row);
    }
    let (mut right, mut all, mut strict_right, mut strict_all, mut found) = (0, 0, 0, 0, 0);
    let mut false_hard = 0;
    for (file, rows) in &expected {
        let told = read_message(&std::fs::read(folder.join("messages").join(file)).unwrap());
        for (class, address, strict) in rows {
            let one = told.iter().find(|one| one.address == *address);
            found += u32::from(one.is_some());
            let one = one.or(told.first());
            let word = one.map(|one| serde_json::to_value(one.class).unwrap());
            let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or("");
            let is_right = word == class;
            right += u32::from(is_right);
            all += 1;
            strict_right += u32::from(is_right && *strict);
            strict_all += u32::from(*strict);
            false_hard += u32::from(word == "hard" && class != "hard");
            if !is_right || told.iter().all(|one| one.address != *address) {
                println!("{file} strict={strict} {address}: {class}, found {told:?}");
            }
        }
    }
    println!(
        "{right} of {all}, strict {strict_right} of {strict_all}, {found} addresses, {false_hard} wrongly hard"
    );
    assert_eq!(strict_right, strict_all);
}
