//! A hundred names and how a letter to each begins.

use address::{salutation, shown_name};

/// Title, first name, last name, firm, salutation.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const CASES: &[Case] = &[
    // Plain ones.
    ("", "Grace", "Hopper", "", "Dear Grace Hopper"),
    ("Ms", "Grace", "Hopper", "", "Dear Ms Hopper"),
    ("Mr.", "", "Turing", "Acme", "Dear Mr. Turing"),
    ("", "Grace", "", "", "Dear Grace"),
    ("Ms", "Grace", "", "", "Dear Grace"),
    ("", "", "Hopper", "", "Hello"),
    ("", "", "Hopper", "Acme", "Dear team at Acme"),
    ("Ms", "", "", "Acme", "Dear team at Acme"),
    ("", "", "", "", "Hello"),
    ("Ms", " ", "\t", "", "Hello"),
    // Roles and forms that are none.
    ("Sales Manager", "Grace", "Hopper", "Acme", "Dear Grace Hopper"),
    ("CEO", "", "Hopper", "Acme", "Dear team at Acme"),
    ("Owner", "Tom", "", "", "Dear Tom"),
    ("mr", "Alan", "Turing", "", "Dear Mr Turing"),
    ("MRS", "Ada", "King", "", "Dear Mrs King"),
    ("mx", "Sam", "Lee", "", "Dear Mx Lee"),
    // Degrees and honours.
    ("Dr.", "Eva", "Vries", "", "Dear Dr. Vries"),
    ("Prof. Dr.", "Eva", "Vries", "", "Dear Prof. Dr. Vries"),
    ("Dr", "Eva", "", "", "Dear Eva"),
    ("", "Dr. Eva", "Vries", "", "Dear Dr. Vries"),
    ("", "Mr David", "Gray", "", "Dear Mr Gray"),
    ("", "", "Dr. Vries", "", "Dear Dr. Vries"),
    ("", "Eva", "Vries, PhD", "", "Dear Eva Vries"),
    ("", "Eva", "Vries MBA", "", "Dear Eva Vries"),
    ("Sir", "Tim", "Berners-Lee", "", "Dear Sir Tim"),
    ("Dame", "Judi", "Dench", "", "Dear Dame Judi"),
    ("Rev.", "Ann", "Cole", "", "Dear Rev. Cole"),
    ("Mr", "Henry", "Ford Jr.", "", "Dear Mr Ford Jr."),
    ("Herr", "Karl", "Vogel", "", "Dear Herr Vogel"),
    ("Mme", "Odile", "Renard", "", "Dear Mme Renard"),
    ("Sra.", "Inés", "Pardo", "", "Dear Sra. Pardo"),
    // Shouting and whispering.
    ("", "GRACE", "HOPPER", "", "Dear Grace Hopper"),
    ("", "grace", "hopper", "", "Dear Grace Hopper"),
    ("", "ANN-MARIE", "O'BRIEN", "", "Dear Ann-Marie O'Brien"),
    ("", "RONALD", "MCDONALD", "", "Dear Ronald McDonald"),
    ("MR", "", "O’NEIL", "", "Dear Mr O’Neil"),
    ("", "JÜRGEN", "MÜLLER", "", "Dear Jürgen Müller"),
    ("", "ÉLODIE", "LEFÈVRE", "", "Dear Élodie Lefèvre"),
    ("", "iain", "macleod", "", "Dear Iain Macleod"),
    ("", "bell", "hooks", "", "Dear Bell Hooks"),
    // Particles.
    ("", "Anna", "van der Berg", "", "Dear Anna van der Berg"),
    ("Ms", "Anna", "van der Berg", "", "Dear Ms van der Berg"),
    ("", "ANNA", "VAN DER BERG", "", "Dear Anna van der Berg"),
    ("", "Ludwig", "von Sydow", "", "Dear Ludwig von Sydow"),
    ("", "LUIS", "DE LA CRUZ", "", "Dear Luis de la Cruz"),
    ("", "Leonardo", "da Vinci", "", "Dear Leonardo da Vinci"),
    ("", "Maria", "dos Santos", "", "Dear Maria dos Santos"),
    ("Frau", "Ida", "von der Leyen", "", "Dear Frau von der Leyen"),
    ("", "Gabriel", "d'Angelo", "", "Dear Gabriel d'Angelo"),
    // Initials.
    ("", "J.", "Smith", "", "Dear J. Smith"),
    ("", "J", "Smith", "", "Dear J Smith"),
    ("", "J. R. R.", "Tolkien", "", "Dear J. R. R. Tolkien"),
    ("", "J.", "", "", "Hello"),
    ("", "J.", "S.", "", "Hello"),
    ("", "J", "S", "Acme", "Dear team at Acme"),
    ("Mr", "", "S", "", "Hello"),
    ("Dr", "J.", "Smith", "", "Dear Dr Smith"),
    // Couples and families.
    ("", "John & Mary", "Smith", "", "Dear John and Mary Smith"),
    ("", "John and Mary", "Smith", "", "Dear John and Mary Smith"),
    ("", "JOHN AND MARY", "SMITH", "", "Dear John and Mary Smith"),
    ("Mr & Mrs", "John", "Smith", "", "Dear Mr and Mrs Smith"),
    ("Mr. and Mrs.", "", "Smith", "", "Dear Mr. and Mrs. Smith"),
    ("", "", "Mr & Mrs Smith", "", "Dear Mr and Mrs Smith"),
    ("", "John &", "Smith", "", "Dear John Smith"),
    ("", "", "Familie Müller", "", "Dear Familie Müller"),
    ("", "", "The Smiths", "", "Dear The Smiths"),
    ("", "", "Smith Family", "", "Dear Smith Family"),
    // Firms where a person should be.
    ("", "", "Acme GmbH", "", "Dear team at Acme GmbH"),
    ("", "Acme Ltd.", "", "", "Dear team at Acme Ltd."),
    ("Mr", "", "Harrow Paper LLC", "", "Dear team at Harrow Paper LLC"),
    ("", "", "", "Harrow Paper LLC", "Dear team at Harrow Paper LLC"),
    ("", "", "", "n/a", "Hello"),
    ("", "", "", "-", "Hello"),
    // Cells that hold no name.
    ("", "n/a", "n/a", "", "Hello"),
    ("", "Unknown", "Customer", "", "Hello"),
    ("", "Test", "Test", "", "Hello"),
    ("", "asdf", "asdf", "", "Hello"),
    ("", "xxx", "Smith", "", "Hello"),
    ("", "Grace", "xxxx", "", "Dear Grace"),
    ("", "{{first_name}}", "", "", "Hello"),
    ("", "%FNAME%", "%LNAME%", "", "Hello"),
    ("", "[First Name]", "Hopper", "", "Hello"),
    ("", "null", "undefined", "", "Hello"),
    ("", "grace@navy.example", "", "", "Hello"),
    ("", "+44 1632 960123", "", "", "Hello"),
    ("", "Anna2", "", "", "Dear Anna"),
    ("Ms", "Grace", "Hopper1", "", "Dear Ms Hopper"),
    ("", "4nn4", "", "", "Hello"),
    ("", "=HYPERLINK(\"http://evil.test\")", "", "", "Hello"),
    ("", "javascript:alert(1)", "", "{{7*7}}", "Hello"),
    ("", "???", "", "", "Hello"),
    ("", ".", "-", "", "Hello"),
    ("", "<b>Ann</b>", "Lee", "", "Hello"),
    // Notes beside the name.
    ("", "Grace (do not call)", "Hopper", "", "Dear Grace Hopper"),
    ("", "Robert \"Bob\"", "Harris", "", "Dear Robert Harris"),
    ("", "Grace", "Hopper (old)", "", "Dear Grace Hopper"),
    ("", "Grace*", "Hopper,", "", "Dear Grace Hopper"),
    ("", "Grace", "Hopper †", "", "Hello"),
    ("", "Estate of Grace", "Hopper", "", "Hello"),
    ("Mr", "Karl", "Vogel (deceased)", "", "Hello"),
    // The same twice, or all in one cell.
    ("", "Smith", "Smith", "", "Hello"),
    ("", "Smith", "Smith", "Acme", "Dear team at Acme"),
    ("Mr", "Smith", "Smith", "", "Dear Mr Smith"),
    ("", "Grace Hopper", "Hopper", "", "Dear Grace Hopper"),
    ("", "Grace", "Grace Hopper", "", "Dear Grace Hopper"),
    // Other scripts keep their letters, and the order of their names.
    ("", "Анна", "Петрова", "", "Dear Анна Петрова"),
    ("", "АННА", "ПЕТРОВА", "", "Dear Анна Петрова"),
    ("", "Νίκος", "Παπαδόπουλος", "", "Dear Νίκος Παπαδόπουλος"),
    ("", "明", "李", "", "Dear 李明"),
    ("", "太郎", "山田", "", "Dear 山田太郎"),
    ("", "민수", "김", "", "Dear 김민수"),
    ("", "محمد", "علي", "", "Dear محمد علي"),
    ("", "दीपा", "शर्मा", "", "Dear दीपा शर्मा"),
    ("", "Łukasz", "Żak", "", "Dear Łukasz Żak"),
    ("", "José María", "Núñez", "", "Dear José María Núñez"),
    // Line breaks do not get into a letter.
    ("Mr\r\nBcc: x@y", "Ann", "Lee", "", "Dear Ann Lee"),
    ("", "Ann\u{0}\r\n", "Lee", "", "Dear Ann Lee"),
];

/// Proves C6.
#[test]
fn c6_a_hundred_names_are_greeted_without_embarrassment() {
    assert!(CASES.len() >= 100, "{}", CASES.len());
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|(title, first, last, company, expected)| {
            let said = salutation(title, first, last, company);
            (said != *expected)
                .then(|| format!("{title}|{first}|{last}|{company}: {said}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn shown_names_have_no_notes_and_no_titles() {
    for (first, last, shown) in [
        ("GRACE", "HOPPER", "Grace Hopper"),
        ("Dr. Eva", "Vries", "Eva Vries"),
        ("", "", ""),
        ("n/a", "Hopper", "Hopper"),
    ] {
        assert_eq!(shown_name(first, last), shown);
    }
}
