//! `regulars match`: which rows of a file are one person, which people are one household or firm.

use std::path::Path;

use anyhow::{Context, Result, bail};
use linkage::{
    ColumnRole, Explanation, Linked, Linker, Options, Role, SelfCheck, Table, Told, recognise,
};
use serde::Serialize;

use crate::args::Match;
use crate::commands::Show;
use crate::commands::match_table::read_table;
use crate::exit::Exit;
use crate::output::{Table as Shown, say, say_json};

/// Who one row is.
#[derive(Serialize)]
struct Row {
    row: usize,
    person: u32,
    household: u32,
    probability: f64,
}

/// What was found, for programs.
#[derive(Serialize)]
struct Answer<'a> {
    records: usize,
    people: usize,
    households: usize,
    columns: &'a [ColumnRole],
    /// What the simple rule (same e-mail, or same phone and name) finds, and how much was kept.
    simple_rule: SelfCheck,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Row>>,
}

pub(crate) fn run(show: Show, seed: Option<u64>, wanted: &Match) -> Result<Exit> {
    let table = read_table(&wanted.file)?;
    let columns = recognise(&table);
    let roles: Vec<Role> = columns.iter().map(|column| column.role).collect();
    let options = Options {
        seed: seed.unwrap_or_default(),
        ..Options::default()
    };
    let linker = Linker::learn(&table, &roles, &options)?;
    if let Some(rows) = &wanted.explain {
        return explain(show, &linker, rows, table.len());
    }
    let records = table.len();
    drop::<Table>(table);
    let linked = linker.link(&Told::default());
    if let Some(out) = &wanted.out {
        write_csv(out, &linked).with_context(|| format!("{} cannot be written", out.display()))?;
    }
    let rows = wanted.out.is_none().then(|| rows_of(&linked).collect());
    let answer = Answer {
        records,
        people: count_first(&linked.person),
        households: count_first(&linked.household),
        columns: &columns,
        simple_rule: linker.check(),
        rows,
    };
    if show.json {
        say_json(&answer)?;
    } else {
        print(&answer, wanted.out.as_deref());
    }
    Ok(Exit::Done)
}

/// Groups are named by their first row, counted from 1.
fn rows_of(linked: &Linked) -> impl Iterator<Item = Row> + '_ {
    (0..linked.person.len()).map(|at| Row {
        row: at + 1,
        person: linked.person[at] + 1,
        household: linked.household[at] + 1,
        probability: (linked.probability[at] * 1e4).round() / 1e4,
    })
}

fn count_first(groups: &[u32]) -> usize {
    groups
        .iter()
        .enumerate()
        .filter(|(row, first)| *row == **first as usize)
        .count()
}

fn write_csv(out: &Path, linked: &Linked) -> Result<()> {
    let mut file = csv::Writer::from_path(out)?;
    rows_of(linked).try_for_each(|row| file.serialize(row))?;
    file.flush()?;
    Ok(())
}

fn print(answer: &Answer<'_>, out: Option<&Path>) {
    let mut columns = Shown::new(&["Column", "Read as", "Because"], 3);
    for column in answer.columns {
        let role = format!("{:?}", column.role);
        columns.row(vec![
            column.column.clone(),
            words_of(&role),
            column.reason.clone(),
        ]);
    }
    columns.print();
    say(&format!(
        "{} rows are {} people in {} households or firms.",
        answer.records, answer.people, answer.households
    ));
    match out {
        Some(out) => say(&format!("Who is who: {}", out.display())),
        None => say("Who is who is written with --out FILE or printed with --json."),
    }
}

/// `GivenName` as people read it.
fn words_of(role: &str) -> String {
    let mut words = String::with_capacity(role.len() + 2);
    for letter in role.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn explain(show: Show, linker: &Linker, rows: &[u32], records: usize) -> Result<Exit> {
    let [one, other] = rows else {
        bail!(desk::Refusal::Usage("--explain takes two rows".into()));
    };
    for row in [*one, *other] {
        if row == 0 || row as usize > records {
            bail!(desk::Refusal::NotFound(format!(
                "the file has no row {row}: it has rows 1 to {records}"
            )));
        }
    }
    let why = linker.explain(one - 1, other - 1);
    if show.json {
        say_json(&why)?;
    } else {
        print_reasons(&why);
    }
    Ok(Exit::Done)
}

fn print_reasons(why: &Explanation) {
    say(&why.sentence);
    say("");
    let mut table = Shown::new(&["Compared", "Row", "Row", "Found", "Bits"], 4);
    table.row(vec![
        "any two rows".into(),
        String::new(),
        String::new(),
        "before comparing".into(),
        format!("{:+.1}", why.prior_bits),
    ]);
    for reason in &why.fields {
        table.row(vec![
            reason.field.clone(),
            reason.left.clone(),
            reason.right.clone(),
            reason.finding.clone(),
            format!("{:+.1}", reason.bits),
        ]);
    }
    table.print();
    say("Each bit above zero doubles the odds of one person; each below halves them.");
}
