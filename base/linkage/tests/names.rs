//! Names held against each other without a list around them.

use linkage::{NameKind, is_nickname_of, name_likeness};

#[test]
fn names_of_one_person_are_told_from_others() {
    for (one, other, kind, same) in [
        (
            "Dr. Anna van der Berg",
            "BERG, Anna van der",
            NameKind::Person,
            true,
        ),
        ("Mohamed Salah", "Mohammed Salah", NameKind::Person, true),
        ("Bob Harris", "Robert Harris", NameKind::Person, true),
        ("Сергей Лавров", "Sergey Lavrov", NameKind::Person, true),
        ("Michelle Obama", "Barack Obama", NameKind::Person, false),
        ("John Smith", "Mary Jones", NameKind::Person, false),
        (
            "Siemens Aktiengesellschaft",
            "Siemens AG",
            NameKind::Organisation,
            true,
        ),
        (
            "Harrow & Sons Ltd",
            "Harrow and Sons Limited",
            NameKind::Organisation,
            true,
        ),
        ("Volkswagen AG", "Siemens AG", NameKind::Organisation, false),
        (
            "Saudi Arabian Gas Company",
            "Saudi Arabian Oil Company",
            NameKind::Organisation,
            false,
        ),
        ("", "Anna", NameKind::Person, false),
    ] {
        assert_eq!(
            name_likeness(one, other, kind) >= 0.5,
            same,
            "{one} | {other}"
        );
    }
}

#[test]
fn short_forms_are_known_both_ways() {
    assert!(is_nickname_of("bob", "robert") && is_nickname_of("robert", "bob"));
    assert!(!is_nickname_of("mary", "john"));
}
