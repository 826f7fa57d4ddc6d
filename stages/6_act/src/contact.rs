//! Contact points and people of an account in; whom to write to, how to greet, where to post out.

/// One way to reach an account, as the tables hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) id: i64,
    pub(crate) person_id: Option<i64>,
    pub(crate) value: String,
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    pub(crate) country: String,
    pub(crate) state: String,
    pub(crate) is_suppressed: bool,
}

/// Somebody of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
}

/// How good a contact point is, best first; `None` when it must not or cannot be used.
fn rank(point: &Point) -> Option<u8> {
    match point.state.as_str() {
        _ if point.is_suppressed => None,
        "valid" => Some(0),
        "unverified" => Some(1),
        "bouncing" => Some(2),
        _ => None,
    }
}

/// The best usable contact point; the first of equally good ones. A postal address is usable
/// only when a letter with it would arrive: street and city are there.
pub(crate) fn best_point(points: &[Point], is_post: bool) -> Option<&Point> {
    points
        .iter()
        .filter(|point| !is_post || !(point.street.is_empty() || point.city.is_empty()))
        .filter_map(|point| rank(point).map(|rank| (rank, point)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, point)| point)
}

/// Why none of these points is usable, in plain words.
pub(crate) fn why_unreachable(points: &[Point], is_post: bool) -> &'static str {
    if points.is_empty() {
        "no address for this channel"
    } else if points.iter().any(|point| point.is_suppressed) {
        "asked not to be contacted"
    } else if is_post && points.iter().any(|point| rank(point).is_some()) {
        "no full postal address"
    } else {
        "the address no longer works"
    }
}

/// The person behind a point: the one it belongs to, else the only one of the account.
pub(crate) fn person_of<'p>(point: &Point, people: &'p [Person]) -> Option<&'p Person> {
    match (point.person_id, people) {
        (Some(id), _) => people.iter().find(|person| person.id == id),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
}

/// Longest name that is still read as one; longer ones are a column gone wrong.
const NAME_CHARACTERS_MAX: usize = 120;

/// A value from outside made fit for one line: no control characters, single spaces, no ends.
pub(crate) fn one_line(text: &str) -> String {
    line_of(text, NAME_CHARACTERS_MAX)
}

/// The same with room for this many characters.
pub(crate) fn line_of(text: &str, most: usize) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_control() || c.is_whitespace())
        .collect();
    let joined = words
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    joined.chars().take(most).collect()
}

/// `Grace Hopper`; empty when nothing is known.
pub(crate) fn full_name(person: Option<&Person>) -> String {
    person.map_or(String::new(), |person| {
        one_line(&format!("{} {}", person.first_name, person.last_name))
    })
}

/// The salutation without its comma. Never with a hole in it: what is missing or in doubt is left out.
pub(crate) fn greeting(person: Option<&Person>, company: &str) -> String {
    let nobody = Person::default();
    let person = person.unwrap_or(&nobody);
    let [title, first, last] =
        [&person.title, &person.first_name, &person.last_name].map(|cell| one_line(cell));
    address::salutation(&title, &first, &last, company)
}

/// The lines of the address window, at most six; the country only on mail that leaves it.
pub(crate) fn address_lines(
    company: &str,
    name: &str,
    point: &Point,
    home_country: &str,
) -> Vec<String> {
    let country = one_line(&point.country);
    let home = home_country.trim();
    // An address without a country is one of the sender's own.
    let read_in = if country.is_empty() { home } else { &country };
    let place = address::town_line(&point.city, &point.region, &point.postcode, read_in);
    let is_known_home = address::country_of(&country).is_some()
        && address::country_of(&country) == address::country_of(home);
    let is_home = is_known_home || country.eq_ignore_ascii_case(home);
    let abroad = if is_home {
        String::new()
    } else {
        country.to_uppercase()
    };
    [
        one_line(company),
        one_line(name),
        one_line(&point.street),
        one_line(&place),
        abroad,
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn person(title: &str, first_name: &str, last_name: &str) -> Person {
        let owned = str::to_owned;
        Person {
            id: 1,
            title: owned(title),
            first_name: owned(first_name),
            last_name: owned(last_name),
        }
    }

    /// Proves C6.
    #[test]
    fn c6_greetings_have_no_holes() {
        for (title, first, last, company, expected) in [
            ("Ms", "Grace", "Hopper", "", "Dear Ms Hopper"),
            ("Mr.", "", "Turing", "Acme", "Dear Mr. Turing"),
            ("", "Grace", "Hopper", "", "Dear Grace Hopper"),
            ("", "Grace", "", "", "Dear Grace"),
            ("Ms", "Grace", "", "", "Dear Grace"),
            (
                "Sales Manager",
                "Grace",
                "Hopper",
                "Acme",
                "Dear Grace Hopper",
            ),
            ("", "", "Hopper", "Acme", "Dear team at Acme"),
            ("Ms", "", "", "Acme", "Dear team at Acme"),
            ("", "", "", "", "Hello"),
            ("Ms", " ", "\t", "", "Hello"),
        ] {
            assert_eq!(
                greeting(Some(&person(title, first, last)), company),
                expected
            );
        }
        assert_eq!(greeting(None, ""), "Hello");
        assert_eq!(greeting(None, "Acme"), "Dear team at Acme");
    }

    #[test]
    fn names_fit_one_line() {
        for (text, expected) in [
            ("X\r\nBcc: v@x", "X Bcc: v@x"),
            ("  Ann\u{0}  Lee\t", "Ann Lee"),
            ("", ""),
            ("{{7*7}}", "{{7*7}}"),
        ] {
            assert_eq!(one_line(text), expected);
        }
        assert_eq!(one_line(&"a".repeat(500)).len(), NAME_CHARACTERS_MAX);
    }

    #[test]
    fn best_points_are_alive_and_not_suppressed() {
        let point = |value: &str, state: &str, is_suppressed| Point {
            value: value.into(),
            state: state.into(),
            is_suppressed,
            ..Point::default()
        };
        let points = [
            point("dead@x", "dead", false),
            point("maybe@x", "unverified", false),
            point("no@x", "valid", true),
            point("good@x", "valid", false),
        ];
        assert_eq!(best_point(&points, false).unwrap().value, "good@x");
        assert_eq!(best_point(&points[..2], false).unwrap().value, "maybe@x");
        assert_eq!(best_point(&points[..1], false), None);
        assert_eq!(
            why_unreachable(&points[..1], false),
            "the address no longer works"
        );
        assert_eq!(
            why_unreachable(&points[2..3], false),
            "asked not to be contacted"
        );
        assert_eq!(why_unreachable(&[], false), "no address for this channel");
        assert_eq!(best_point(&points, true), None);
        assert_eq!(
            why_unreachable(&points[1..2], true),
            "no full postal address"
        );
    }

    #[test]
    fn address_lines_follow_the_country() {
        let at = |city: &str, region: &str, postcode: &str, country: &str| Point {
            street: "1 Long Lane".into(),
            city: city.into(),
            region: region.into(),
            postcode: postcode.into(),
            country: country.into(),
            ..Point::default()
        };
        let german = at("Aachen", "", "52066", "Germany");
        assert_eq!(
            address_lines("Acme", "Grace Hopper", &german, "Germany"),
            ["Acme", "Grace Hopper", "1 Long Lane", "52066 Aachen"]
        );
        let american = at("Eugene", "OR", "97403", "USA");
        assert_eq!(
            address_lines("", "Ann Lee", &american, "Germany"),
            ["Ann Lee", "1 Long Lane", "Eugene OR 97403", "USA"]
        );
        // One country under two names, and none.
        let german = at("Aachen", "", "52066", "DE");
        assert_eq!(
            address_lines("", "Ann Lee", &german, "Germany"),
            ["Ann Lee", "1 Long Lane", "52066 Aachen"]
        );
        let unsaid = at("Leeds", "", "LS1 1AA", "");
        assert_eq!(
            address_lines("", "Ann Lee", &unsaid, "United Kingdom"),
            ["Ann Lee", "1 Long Lane", "Leeds LS1 1AA"]
        );
    }
}
