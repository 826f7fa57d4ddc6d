//! Segments of the owner's own, from files to members.

use desk::{CustomerQuery, House, Refusal};
use store::Silent;

use crate::house;

/// Four files of one business: what was bought, what was looked at, what was registered, and what
/// customers said.
const FILES: [(&str, &str); 4] = [
    (
        "orders.csv",
        "Order number,Order date,Customer number,Customer name,Email,Product,Category,Quantity,Unit price\n\
         1001,2026-01-15,K1,Ann Alder,ann@alder.example,Pump X,Pumps,1,250.00\n\
         1002,2026-02-10,K1,Ann Alder,ann@alder.example,Hose 5 m,Hoses,2,20.00\n\
         1003,2025-03-20,K2,Bob Birch,bob@birch.example,Valve V,Valves,1,80.00\n\
         1004,2026-02-20,K3,Cleo Cedar,cleo@cedar.example,Pump X,Pumps,1,250.00\n",
    ),
    (
        "interest.csv",
        "Email,Product interest,Date\n\
         bob@birch.example,Pumps,2026-02-25\ncleo@cedar.example,Valves,2025-04-01\n",
    ),
    (
        "registrations.csv",
        "Registration date,Email,Product,Serial number,Warranty until\n\
         2026-01-20,ann@alder.example,Pump X,SN1,2026-03-20\n\
         2026-02-22,cleo@cedar.example,Pump X,SN2,2028-02-22\n",
    ),
    (
        "survey.csv",
        "Response ID,Email,Submitted at,NPS score\n\
         R1,ann@alder.example,2026-02-01,9\nR2,cleo@cedar.example,2026-02-24,3\n",
    ),
];

fn take_in(house: &House, folder: &std::path::Path) {
    for (name, text) in FILES {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        desk::import_file(house, &path, &Silent).unwrap();
    }
    desk::prepare(house, &Silent).unwrap();
}

/// The names of whom a rule is true of, as the list shows them.
fn names(house: &House, rule: &str) -> Vec<String> {
    let query = CustomerQuery {
        members: Some(desk::members_of(house, rule).unwrap()),
        most: 50,
        ..CustomerQuery::default()
    };
    let list = house.store.read(|db| desk::list(db, &query)).unwrap();
    assert_eq!(list.total, list.rows.len() as i64, "{rule}");
    let mut names: Vec<String> = list.rows.into_iter().map(|row| row.name).collect();
    names.sort();
    names
}

/// Proves C70.
#[test]
fn c70_four_files_stand_on_one_timeline_and_can_be_asked_in_rules() {
    let (folder, house) = house();
    take_in(&house, folder.path());
    let ann = desk::members_of(&house, "purchase product ~ hose").unwrap();
    let record = desk::read_customer(&house, ann[0]).unwrap().unwrap();
    let timeline: Vec<&str> = record
        .timeline
        .iter()
        .map(|item| item.title.as_str())
        .collect();
    for told in [
        "Order 1001",
        "Order 1002",
        "Registered",
        "Answered a question",
    ] {
        assert!(
            timeline.iter().any(|title| title.contains(told)),
            "{told}: {timeline:?}"
        );
    }
    let (ann, bob, cleo) = ("Ann Alder", "Bob Birch", "Cleo Cedar");
    for (rule, found) in [
        ("purchase category = pumps", vec![ann, cleo]),
        ("purchase category = pumps within 14 days", vec![cleo]),
        ("interest about ~ pumps", vec![bob]),
        (
            "interest about ~ pumps and not purchase category = pumps",
            vec![bob],
        ),
        ("interest within 60 days", vec![bob]),
        ("registration product ~ 'pump x'", vec![ann, cleo]),
        ("registration within next 30 days", vec![ann]),
        ("survey score >= 8", vec![ann]),
        (
            "survey score < 5 and registration within 30 days",
            vec![cleo],
        ),
        ("not survey and spend > 50", vec![bob]),
    ] {
        assert_eq!(names(&house, rule), found, "{rule}");
    }
    assert_eq!(
        desk::save_segment(&house, "Unhappy", "survey score < 5")
            .unwrap()
            .len(),
        1
    );
    let kept = desk::list_segments(&house).unwrap();
    assert_eq!(
        (kept[0].segment.name.as_str(), kept[0].members),
        ("Unhappy", 1)
    );
    let wrong = desk::members_of(&house, "survey colour = red").unwrap_err();
    assert!(
        matches!(wrong.downcast_ref(), Some(Refusal::Usage(_))),
        "{wrong}"
    );
}

/// Proves C38.
#[test]
fn c38_three_labels_on_five_hundred_in_one_step_filter_any_all_none_and_keep_members_when_renamed()
{
    let (folder, house) = house();
    let mut orders = "Order number,Order date,Customer number,Customer name,Amount\n".to_owned();
    for customer in 0..600 {
        let day = customer % 28 + 1;
        orders += &format!(
            "{customer},2026-01-{day:02},K{customer},Firm {customer} Ltd,{}.00\n",
            customer + 1
        );
    }
    let path = folder.path().join("orders.csv");
    std::fs::write(&path, orders).unwrap();
    desk::import_file(&house, &path, &Silent).unwrap();
    desk::prepare(&house, &Silent).unwrap();
    let count = |rule: &str| desk::members_of(&house, rule).unwrap().len();
    let label = |rule: &str, labels: &[&str]| {
        let labels: Vec<String> = labels.iter().map(|one| (*one).to_owned()).collect();
        desk::label_members(&house, rule, &labels).unwrap()
    };
    assert_eq!(label("spend > 100", &["fair", "north", "union"]), 500);
    assert_eq!(label("spend > 100", &["fair"]), 0, "twice is once");
    assert_eq!(label("spend <= 10", &["fair"]), 10);
    for (rule, found) in [
        ("tag = fair", 510),
        ("tag = fair and tag = north and tag = union", 500),
        ("tag = fair or tag = north", 510),
        ("not tag = fair and not tag = north", 90),
    ] {
        assert_eq!(count(rule), found, "{rule}");
    }
    let before = desk::members_of(&house, "tag = fair").unwrap();
    assert_eq!(
        desk::rename_label(&house, "fair", "spring fair").unwrap(),
        510
    );
    assert_eq!(
        desk::members_of(&house, "tag = 'spring fair'").unwrap(),
        before
    );
    assert_eq!(count("tag = fair"), 0);
    let labels = desk::list_labels(&house).unwrap();
    assert!(labels.contains(&("spring fair".into(), 510)), "{labels:?}");
}

/// Proves C10.
#[test]
fn c10_a_newsletter_to_everyone_is_no_personal_contact() {
    let (folder, house) = house();
    for (name, text) in [
        (
            "people.csv",
            "Customer number,First name,Last name,Email,Newsletter\nK1,Ann,Alder,ann@alder.example,yes\nK2,Bob,Birch,bob@birch.example,yes\n",
        ),
        (
            "notes.csv",
            "Date,Customer No,Note,Author\n2026-02-01,K1,got our newsletter,Jean\n2026-02-01,K2,got our newsletter,Jean\n",
        ),
        (
            "visits.csv",
            "Visit date,Customer No,Purpose of visit,Result\n2026-02-10,K2,Yearly check,all well\n",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        desk::import_file(&house, &path, &Silent).unwrap();
    }
    desk::prepare(&house, &Silent).unwrap();
    let about = |rule: &str| {
        let found = desk::members_of(&house, rule).unwrap();
        assert_eq!(found.len(), 1, "{rule}");
        desk::read_customer(&house, found[0])
            .unwrap()
            .unwrap()
            .about
            .join(", ")
    };
    assert!(about("not contact").contains("no call, visit or message on record"));
    assert!(about("contact").contains("last personal contact 10 Feb 2026"));
}
