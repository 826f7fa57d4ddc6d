//! The stock of names: nothing enters; invented but believable names, towns and trades leave.
//!
//! First and last names are common ones, combined by chance. Towns, streets and firms are put
//! together from syllables and do not exist. Everything can be written in Windows-1252.

/// A first name with a title and a short form that people use at the counter.
pub(crate) struct FirstName(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) Title,
);

/// How somebody is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    Ms,
    Mr,
}

impl Title {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Title::Ms => "Ms",
            Title::Mr => "Mr",
        }
    }
}

use Title::{Mr, Ms};

#[rustfmt::skip]
pub(crate) static FIRST_NAMES: [FirstName; 80] = [
    FirstName("Robert", "Bob", Mr), FirstName("Margaret", "Maggie", Ms), FirstName("William", "Bill", Mr),
    FirstName("Elizabeth", "Liz", Ms), FirstName("James", "Jim", Mr), FirstName("Katherine", "Kate", Ms),
    FirstName("Thomas", "Tom", Mr), FirstName("Susan", "Sue", Ms), FirstName("Richard", "Rick", Mr),
    FirstName("Patricia", "Pat", Ms), FirstName("Michael", "Mike", Mr), FirstName("Jennifer", "Jen", Ms),
    FirstName("David", "Dave", Mr), FirstName("Rebecca", "Becky", Ms), FirstName("Andrew", "Andy", Mr),
    FirstName("Christine", "Chris", Ms), FirstName("Stephen", "Steve", Mr), FirstName("Deborah", "Debbie", Ms),
    FirstName("Edward", "Ted", Mr), FirstName("Victoria", "Vicky", Ms), FirstName("Anthony", "Tony", Mr),
    FirstName("Samantha", "Sam", Ms), FirstName("Nicholas", "Nick", Mr), FirstName("Alexandra", "Alex", Ms),
    FirstName("Daniel", "Dan", Mr), FirstName("Philippa", "Pip", Ms), FirstName("Matthew", "Matt", Mr),
    FirstName("Joanna", "Jo", Ms), FirstName("Peter", "Pete", Mr), FirstName("Jacqueline", "Jackie", Ms),
    FirstName("Kenneth", "Ken", Mr), FirstName("Dorothy", "Dot", Ms), FirstName("Gregory", "Greg", Mr),
    FirstName("Barbara", "Barb", Ms), FirstName("Timothy", "Tim", Mr), FirstName("Frances", "Fran", Ms),
    FirstName("Benjamin", "Ben", Mr), FirstName("Josephine", "Josie", Ms), FirstName("Geoffrey", "Geoff", Mr),
    FirstName("Eleanor", "Nell", Ms), FirstName("Oliver", "Ollie", Mr), FirstName("Charlotte", "Lottie", Ms),
    FirstName("Harry", "Harry", Mr), FirstName("Emily", "Emily", Ms), FirstName("George", "George", Mr),
    FirstName("Hannah", "Hannah", Ms), FirstName("Simon", "Simon", Mr), FirstName("Laura", "Laura", Ms),
    FirstName("Ian", "Ian", Mr), FirstName("Ruth", "Ruth", Ms), FirstName("Gareth", "Gaz", Mr),
    FirstName("Siân", "Siân", Ms), FirstName("Rhys", "Rhys", Mr), FirstName("Chloë", "Chloë", Ms),
    FirstName("René", "René", Mr), FirstName("Zoë", "Zoë", Ms), FirstName("Seán", "Seán", Mr),
    FirstName("Aoife", "Aoife", Ms), FirstName("Padraig", "Paddy", Mr), FirstName("Niamh", "Niamh", Ms),
    FirstName("Amir", "Amir", Mr), FirstName("Priya", "Priya", Ms), FirstName("Sanjay", "Sanj", Mr),
    FirstName("Fatima", "Fatima", Ms), FirstName("Kwame", "Kwame", Mr), FirstName("Ngozi", "Ngozi", Ms),
    FirstName("Jürgen", "Jürgen", Mr), FirstName("Anaïs", "Anaïs", Ms), FirstName("Mateusz", "Mat", Mr),
    FirstName("Agnieszka", "Aga", Ms), FirstName("Marco", "Marco", Mr), FirstName("Inês", "Inês", Ms),
    FirstName("Douglas", "Doug", Mr), FirstName("Fiona", "Fi", Ms), FirstName("Malcolm", "Mal", Mr),
    FirstName("Heather", "Heather", Ms), FirstName("Graham", "Graham", Mr), FirstName("Alison", "Ali", Ms),
    FirstName("Keith", "Keith", Mr), FirstName("Wendy", "Wendy", Ms),
];

#[rustfmt::skip]
pub(crate) static LAST_NAMES: [&str; 140] = [
    "Abbott", "Ainsworth", "Archer", "Ashby", "Atkins", "Bailey", "Barlow", "Barnes", "Baxter", "Beckett",
    "Bell", "Bennett", "Birch", "Bishop", "Blackwood", "Booth", "Bowen", "Bradley", "Brooks", "Burgess",
    "Byrne", "Calloway", "Carter", "Chambers", "Clarke", "Coleman", "Connolly", "Cooper", "Cox", "Crawford",
    "Cullen", "Dalton", "Davies", "Dawson", "Delaney", "Dixon", "Doyle", "Drummond", "Duffy", "Dyer",
    "Eastwood", "Edwards", "Ellis", "Evans", "Farrell", "Fielding", "Fisher", "Fletcher", "Forster", "Foster",
    "Fraser", "Gallagher", "Gibson", "Gilbert", "Goddard", "Goodwin", "Graham", "Griffiths", "Hale", "Hamilton",
    "Hargreaves", "Harper", "Hartley", "Hayes", "Hewitt", "Higgins", "Holt", "Howells", "Hughes", "Hutchinson",
    "Ingram", "Jackson", "Jarvis", "Jenkins", "Johnstone", "Jones", "Keane", "Kelly", "Kendall", "Kirby",
    "Knight", "Lambert", "Langley", "Lawson", "Lloyd", "Lowe", "MacLeod", "Marsh", "Mason", "McAllister",
    "Mercer", "Millar", "Morgan", "Müller", "Murphy", "Nash", "Naylor", "Nolan", "Norris", "Novák",
    "Nuñez", "O’Brien", "O'Connor", "Okafor", "Oliver", "Osborne", "Parker", "Patel", "Pearce", "Petit-Jean",
    "Phillips", "Pritchard", "Quinn", "Ramsey", "Reid", "Rhodes", "Richards", "Robson", "Rossi", "Rowe",
    "Sanders", "Shah", "Shaw", "Sinclair", "Slater", "Smith", "Spencer", "Stokes", "Sutton", "Tanner",
    "Thornton", "Tucker", "Turner", "Underwood", "Vaughan", "Wainwright", "Walsh", "Whitaker", "Winter", "Wójcik",
];

#[rustfmt::skip]
static STEM_HEADS: [&str; 20] = [
    "Alder", "Brack", "Carl", "Dun", "Elm", "Fair", "Gar", "Hollow", "Ivel", "Kes",
    "Lang", "Marl", "Nor", "Oak", "Pen", "Quar", "Raven", "Stan", "Thorn", "Wes",
];
#[rustfmt::skip]
static STEM_TAILS: [&str; 15] = [
    "brook", "combe", "den", "field", "ford", "gate", "ham", "hurst", "ley", "mere",
    "more", "stead", "thorpe", "well", "worth",
];

/// How many firm stems there are.
pub(crate) const STEMS: usize = STEM_HEADS.len() * STEM_TAILS.len();

/// The firm stem at a place; neighbours look nothing alike.
pub(crate) fn stem(place: usize) -> String {
    // 137 has no factor in common with 300, so this visits every stem once.
    let place = place * 137 % STEMS;
    format!(
        "{}{}",
        STEM_HEADS[place % STEM_HEADS.len()],
        STEM_TAILS[place / STEM_HEADS.len()]
    )
}

#[rustfmt::skip]
static TOWN_HEADS: [&str; 12] = [
    "Ambler", "Burrow", "Copper", "Drift", "Ember", "Foss", "Gander", "Hather", "Larking", "Mossen",
    "Pebble", "Withy",
];
#[rustfmt::skip]
static TOWN_TAILS: [&str; 6] = ["by", "minster", "bridge", "haven", "ton", "wick"];

/// How many towns there are.
pub(crate) const TOWNS: usize = TOWN_HEADS.len() * TOWN_TAILS.len();

/// The town at a place.
pub(crate) fn town(place: usize) -> String {
    format!(
        "{}{}",
        TOWN_HEADS[place % TOWN_HEADS.len()],
        TOWN_TAILS[place / TOWN_HEADS.len()]
    )
}

#[rustfmt::skip]
pub(crate) static STREETS: [&str; 32] = [
    "Anvil", "Barley", "Bellows", "Brickfield", "Canal", "Cartwright", "Chapel", "Cooper’s", "Cornmill", "Dyer's",
    "Ferry", "Forge", "Foundry", "Gasworks", "Glover", "Granary", "Harbour", "Hopyard", "Kiln", "Lantern",
    "Maltings", "Market", "Meadow", "Old Tannery", "Orchard", "Priory", "Quarry", "Ropewalk", "Station", "Tithe Barn",
    "Weaver", "Windmill",
];
pub(crate) static STREET_KINDS: [&str; 6] = ["Street", "Road", "Lane", "Way", "Close", "Yard"];

/// A line of business, the trades it is called by and the two categories it has no use for.
#[derive(Debug)]
pub(crate) struct Industry {
    pub(crate) name: &'static str,
    pub(crate) trades: [&'static str; 3],
    pub(crate) typical_employees: f64,
    /// Categories in falling order of use; the two that are missing are not bought at all.
    pub(crate) categories: [u8; 7],
}

#[rustfmt::skip]
pub(crate) static INDUSTRIES: [Industry; 10] = [
    Industry { name: "Joinery", trades: ["Joinery", "Kitchens", "Stairs"], typical_employees: 9.0, categories: [0, 4, 1, 8, 2, 3, 6] },
    Industry { name: "Motor repair", trades: ["Garage", "Motors", "Coachworks"], typical_employees: 7.0, categories: [7, 1, 3, 8, 5, 0, 6] },
    Industry { name: "Farming", trades: ["Farm", "Dairy", "Orchards"], typical_employees: 5.0, categories: [3, 0, 7, 1, 5, 2, 8] },
    Industry { name: "Electrical contracting", trades: ["Electrical", "Controls", "Lighting"], typical_employees: 11.0, categories: [5, 0, 3, 1, 2, 4, 6] },
    Industry { name: "Education", trades: ["School", "College", "Academy"], typical_employees: 45.0, categories: [7, 8, 6, 3, 5, 4, 1] },
    Industry { name: "Hospitality", trades: ["Hotel", "Café", "Inn"], typical_employees: 18.0, categories: [7, 5, 6, 8, 3, 4, 0] },
    Industry { name: "Building", trades: ["Builders", "Roofing", "Plastering"], typical_employees: 12.0, categories: [0, 3, 2, 4, 1, 8, 7] },
    Industry { name: "Engineering", trades: ["Engineering", "Fabrications", "Tooling"], typical_employees: 28.0, categories: [0, 3, 2, 1, 7, 4, 6] },
    Industry { name: "Landscaping", trades: ["Landscapes", "Fencing", "Gardens"], typical_employees: 6.0, categories: [0, 3, 1, 2, 8, 6, 7] },
    Industry { name: "Boat building", trades: ["Boatyard", "Marine", "Chandlery"], typical_employees: 8.0, categories: [4, 8, 0, 3, 2, 7, 5] },
];

/// What private people buy, in falling order.
pub(crate) static HOUSEHOLD_CATEGORIES: [u8; 7] = [8, 1, 4, 0, 6, 7, 5];

/// Jobs people hold in a firm; the first person of a firm has the first.
pub(crate) static ROLES: [&str; 6] = [
    "Managing director",
    "Buyer",
    "Design engineer",
    "Site manager",
    "Accounts",
    "Workshop lead",
];

/// Letters without accents or apostrophes, in small type, for addresses on the net.
pub(crate) fn plain_letters(name: &str) -> String {
    name.chars().filter_map(plain_letter).collect()
}

fn plain_letter(letter: char) -> Option<char> {
    match letter {
        'â' | 'á' | 'à' => Some('a'),
        'é' | 'ë' | 'ê' | 'è' => Some('e'),
        'ï' | 'í' => Some('i'),
        'ó' | 'ö' => Some('o'),
        'ü' | 'ú' => Some('u'),
        'ñ' => Some('n'),
        other if other.is_ascii_alphanumeric() => Some(other.to_ascii_lowercase()),
        _ => None,
    }
}
