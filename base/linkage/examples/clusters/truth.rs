//! Sets whose truth is known, and what a linking is worth against it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use linkage::{Linked, Linker, NameKind, Options, Pair, Role, Table, Told, recognise};

/// A file and the column that tells who is who.
pub(crate) struct Set {
    pub(crate) file: &'static str,
    truth: &'static str,
    has_households: bool,
}

/// Every set with truth.
pub(crate) fn sets() -> Vec<Set> {
    let set = |file, truth, has_households| Set {
        file,
        truth,
        has_households,
    };
    vec![
        set("febrl1.csv", "rec_id", false),
        set("febrl3.csv", "rec_id", false),
        set("fake_1000.csv", "cluster", false),
        set("customers_20k.csv", "entity_id", true),
        set("company_names_patstat.csv", "truth_cluster", false),
        set("people_100k.csv", "entity_id", true),
        set("people_1m.csv", "entity_id", true),
    ]
}

/// A set read: records without the truth, and the truth.
pub(crate) struct Known {
    pub(crate) table: Table,
    pub(crate) truth: Vec<u32>,
    pub(crate) households: Option<Vec<Option<u64>>>,
    /// First names in small letters, where households are known.
    pub(crate) first_names: Vec<String>,
}

/// Reads a set; the column with the truth is taken out of the records.
pub(crate) fn read(folder: &Path, set: &Set) -> Option<Known> {
    let mut file = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(folder.join(set.file))
        .ok()?;
    let header = file.headers().ok()?.clone();
    let at = header.iter().position(|name| name == set.truth)?;
    let kept = |row: &csv::StringRecord| -> Vec<String> {
        row.iter()
            .enumerate()
            .filter(|(column, _)| *column != at)
            .map(|(_, cell)| cell.to_owned())
            .collect()
    };
    let mut table = Table::new(&kept(&header));
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut truth = Vec::new();
    let mut rows = Vec::new();
    for row in file.records() {
        let row = row.ok()?;
        table.push(kept(&row));
        let cell = &row[at];
        let name = if set.truth == "rec_id" {
            cell.split('-').nth(1)?
        } else {
            cell
        };
        let next = numbers.len() as u32;
        truth.push(*numbers.entry(name.to_owned()).or_insert(next));
        rows.push(row);
    }
    let households = set.has_households.then(|| homes(&header, &rows));
    let first = header.iter().position(|name| name == "first_name");
    let first_name =
        |row: &csv::StringRecord| first.map_or(String::new(), |at| row[at].to_lowercase());
    let first_names = rows.iter().map(first_name).collect();
    Some(Known {
        table,
        truth,
        households,
        first_names,
    })
}

/// The home that a record's own cells name in full: family name, street and postal code.
fn homes(header: &csv::StringRecord, rows: &[csv::StringRecord]) -> Vec<Option<u64>> {
    let column = |name: &str| {
        header
            .iter()
            .position(|own| own == name)
            .unwrap_or_default()
    };
    let (last, street, code) = (column("last_name"), column("street"), column("postcode"));
    let mut numbers: HashMap<String, u64> = HashMap::new();
    rows.iter()
        .map(|row| {
            let first_words: Vec<&str> = row[street].split(' ').take(2).collect();
            let home = format!(
                "{}|{}|{}",
                &row[last],
                first_words.join(" "),
                row[code].get(..5)?
            )
            .to_lowercase();
            let known = !row[last].is_empty() && first_words.len() == 2;
            let next = numbers.len() as u64;
            known.then(|| *numbers.entry(home).or_insert(next))
        })
        .collect()
}

/// Two names and whether they are one.
pub(crate) type NamePair = (NameKind, String, String, bool);

/// Reads pairs of names.
pub(crate) fn read_names(folder: &Path) -> Option<Vec<NamePair>> {
    let mut file = csv::Reader::from_path(folder.join("name_pairs_persons_companies.csv")).ok()?;
    let pair = |row: csv::StringRecord| {
        let kind = if &row[1] == "Person" {
            NameKind::Person
        } else {
            NameKind::Organisation
        };
        (
            kind,
            row[2].to_owned(),
            row[3].to_owned(),
            &row[4] == "true",
        )
    };
    Some(file.records().filter_map(Result::ok).map(pair).collect())
}

/// Links with default settings, columns found automatically, no labels.
pub(crate) fn link(known: &Known) -> Linked {
    let roles = recognise(&known.table);
    let plain: Vec<Role> = roles.iter().map(|column| column.role).collect();
    let linker = match Linker::learn(&known.table, &plain, &Options::default()) {
        Ok(linker) => linker,
        Err(error) => panic!("{error}"),
    };
    linker.link(&Told::default())
}

/// Precision and recall of pairs.
pub(crate) struct Score {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
}

impl Score {
    /// Their harmonic mean.
    pub(crate) fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(f64::MIN_POSITIVE)
    }
}

/// How many pairs groups of equal keys hold.
pub(crate) fn pairs_in<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> f64 {
    let mut sizes: HashMap<K, u64> = HashMap::new();
    for key in keys {
        *sizes.entry(key).or_default() += 1;
    }
    sizes
        .values()
        .map(|size| (size * (size - 1) / 2) as f64)
        .sum()
}

/// All pairs inside clusters against all true pairs.
pub(crate) fn score_clusters(person: &[u32], truth: &[u32]) -> Score {
    let right = pairs_in(person.iter().zip(truth));
    Score {
        precision: right / pairs_in(person.iter()).max(1.0),
        recall: right / pairs_in(truth.iter()).max(1.0),
    }
}

/// A rule that everybody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Simple {
    /// The same e-mail address.
    Email,
    /// The same phone number and name.
    PhoneAndName,
    /// Either.
    Either,
}

/// Who is who by a simple rule.
pub(crate) fn simple_rule(known: &Known, simple: Simple) -> Vec<u32> {
    let roles = recognise(&known.table);
    let column = |role: Role| roles.iter().position(|own| own.role == role);
    let cell = |row: usize, role: Role| {
        column(role)
            .map_or("", |at| known.table.cell(row, at))
            .to_lowercase()
    };
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut person: Vec<u32> = (0..known.table.len() as u32).collect();
    for row in 0..known.table.len() {
        let digits: String = cell(row, Role::Phone)
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let name = [
            Role::GivenName,
            Role::Surname,
            Role::FullName,
            Role::Company,
        ]
        .map(|role| cell(row, role))
        .join("|");
        let mail = cell(row, Role::Email);
        let phone = &digits[digits.len().saturating_sub(10)..];
        let keys = [
            (!mail.is_empty() && simple != Simple::PhoneAndName).then(|| mail.clone()),
            (phone.len() > 6 && simple != Simple::Email).then(|| format!("{phone}|{name}")),
        ];
        for key in keys.into_iter().flatten() {
            let other = *first.entry(key).or_insert(row);
            let (a, b) = (root(&mut person, row), root(&mut person, other));
            person[a.max(b)] = a.min(b) as u32;
        }
    }
    (0..person.len())
        .map(|row| root(&mut person, row) as u32)
        .collect()
}

fn root(person: &mut [u32], row: usize) -> usize {
    let mut at = row;
    while person[at] as usize != at {
        person[at] = person[person[at] as usize];
        at = person[at] as usize;
    }
    at
}

/// What became of pairs of people of one home.
#[derive(Debug, Default)]
pub(crate) struct Homes {
    /// Share of them found to be of one household.
    pub(crate) found: f64,
    /// Share of them kept apart as people.
    pub(crate) apart: f64,
    /// Share of those kept apart who have first names of their own, unlike father and son.
    pub(crate) others_apart: f64,
}

type Couple = (u32, u32);

/// What became of pairs of people of one home.
pub(crate) fn score_households(linked: &Linked, known: &Known) -> Option<Homes> {
    let truth = &known.truth;
    let mut by_home: HashMap<u64, Vec<usize>> = HashMap::new();
    for (row, home) in known.households.as_ref()?.iter().enumerate() {
        if let Some(home) = home {
            by_home.entry(*home).or_default().push(row);
        }
    }
    let mut names: HashMap<u32, Vec<&str>> = HashMap::new();
    for (person, name) in truth.iter().zip(&known.first_names) {
        names.entry(*person).or_default().push(name);
    }
    let (mut couples, mut together, mut joined) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut namesakes: HashSet<Couple> = HashSet::new();
    for rows in by_home.values() {
        for (at, a) in rows.iter().enumerate() {
            for b in rows[at + 1..].iter().filter(|b| truth[*a] != truth[**b]) {
                let couple = (truth[*a].min(truth[*b]), truth[*a].max(truth[*b]));
                couples.insert(couple);
                if linked.household[*a] == linked.household[*b] {
                    together.insert(couple);
                }
                if linked.person[*a] == linked.person[*b] {
                    joined.insert(couple);
                }
                if are_namesakes(&names[&couple.0], &names[&couple.1]) {
                    namesakes.insert(couple);
                }
            }
        }
    }
    let all = couples.len().max(1) as f64;
    let others = (couples.len() - namesakes.len()).max(1) as f64;
    Some(Homes {
        found: together.len() as f64 / all,
        apart: 1.0 - joined.len() as f64 / all,
        others_apart: 1.0 - joined.difference(&namesakes).count() as f64 / others,
    })
}

/// Whether two people were ever written with one first name, or one with the initial of the other.
fn are_namesakes(ours: &[&str], theirs: &[&str]) -> bool {
    let alike = |one: &str, other: &str| match one.len().min(other.len()) {
        0 => false,
        1 => one[..1] == other[..1],
        _ => one == other,
    };
    let mut pairs = ours
        .iter()
        .flat_map(|one| theirs.iter().map(move |other| (one, other)));
    pairs.any(|(one, other)| alike(name_word(one), name_word(other)))
}

/// The name itself: titles and further initials stand beside it, the longest word.
pub(crate) fn name_word(name: &str) -> &str {
    let longest = name.split([' ', '.']).max_by_key(|word| word.len());
    longest.unwrap_or_default()
}

/// By tenth of probability: pairs, their mean probability, the share that is true.
pub(crate) fn calibration(pairs: &[Pair], truth: &[u32]) -> Vec<(usize, usize, f64, f64)> {
    let mut tenths = vec![(0, 0.0, 0); 10];
    for pair in pairs {
        let tenth = &mut tenths[((pair.probability * 10.0) as usize).min(9)];
        tenth.0 += 1;
        tenth.1 += pair.probability;
        tenth.2 += usize::from(truth[pair.a as usize] == truth[pair.b as usize]);
    }
    let shares = |(at, (count, sum, right)): (usize, &(usize, f64, usize))| {
        (
            at,
            *count,
            sum / (*count).max(1) as f64,
            *right as f64 / (*count).max(1) as f64,
        )
    };
    tenths.iter().enumerate().map(shares).collect()
}
