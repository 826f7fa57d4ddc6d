//! The benchmark's own arithmetic, its table, and every measurement once on a handful of customers.

#![allow(clippy::unwrap_used)]

use bench::{
    AS_OF, CONTACTS, Figures, Job, Line, SEED, Scale, Table, Task, measured, median, prepare_mails,
    value_customers, with_table, write_people, write_transactions,
};
use clap::ValueEnum;
use testkit::{Mailbox, MailboxOptions, PracticeBusiness, write_files};

fn figures(wall_seconds: f64) -> Figures {
    Figures {
        amount: 3_000,
        wall_seconds,
        processor_seconds: 2.0 * wall_seconds,
        peak_mib: 10,
        result: "done".into(),
    }
}

#[test]
fn a_rate_is_amount_by_time() {
    assert_eq!(figures(1.5).a_second(), 2_000.0);
    assert_eq!(figures(0.0).a_second(), 0.0);
}

#[test]
fn the_median_is_the_one_in_the_middle() {
    let cases: [(&[f64], Option<f64>); 4] = [
        (&[], None),
        (&[4.0], Some(4.0)),
        (&[9.0, 1.0], Some(1.0)),
        (&[9.0, 1.0, 5.0], Some(5.0)),
    ];
    for (rounds, wanted) in cases {
        let found = median(rounds.iter().map(|seconds| figures(*seconds)).collect());
        assert_eq!(found.map(|one| one.wall_seconds), wanted, "{rounds:?}");
    }
}

#[test]
fn work_is_measured_with_what_it_gives() {
    let found = measured(|| Ok((7, "seven".into()))).unwrap();
    assert_eq!((found.amount, found.result.as_str()), (7, "seven"));
    assert!(found.wall_seconds >= 0.0 && found.processor_seconds >= 0.0 && found.peak_mib > 0);
    assert!(measured(|| anyhow::bail!("no")).is_err());
}

#[test]
fn the_table_compares_a_line_with_the_peer_below_it() {
    let line = |words: &str, wall: f64, is_peer| Line {
        words: words.into(),
        unit: "lines",
        figures: Ok(figures(wall)),
        is_peer,
    };
    let failed = Line {
        figures: Err("no disk".into()),
        ..line("print", 0.0, false)
    };
    let lines = vec![line("read", 0.5, false), line("another", 2.0, true), failed];
    let table = Table {
        caption: "Here.".into(),
        lines,
    };
    let text = table.to_string();
    assert!(
        text.contains("| read | 3,000 lines | 0.50 | 6,000 | 1.00 | 10 | 4.0 / 4.0 / 1.0 | done |"),
        "{text}"
    );
    assert!(
        text.contains("| · another | 3,000 lines | 2.00 | 1,500 | 4.00 | 10 |  | done |"),
        "{text}"
    );
    assert!(text.contains("| print | not measured: no disk |"), "{text}");
    assert_eq!(table.failures(), 1);
}

#[test]
fn the_table_takes_the_place_of_the_old_one() {
    let document = "# B\n<!-- measured -->\nold\n<!-- end of measured -->\nafter\n";
    let wanted = "# B\n<!-- measured -->\nnew\n<!-- end of measured -->\nafter\n";
    assert_eq!(with_table(document, "new\n").unwrap(), wanted);
    assert!(with_table("# nothing kept", "new").is_err());
    let own = include_str!("../../../BENCHMARKS.md");
    assert!(
        with_table(own, "new").is_ok(),
        "BENCHMARKS.md has a place for the table"
    );
}

#[test]
fn every_task_has_a_name_of_its_own() {
    let mut names: Vec<String> = Task::value_variants()
        .iter()
        .map(|task| task.name())
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), Task::value_variants().len());
    assert!(Scale::Small.sizes().accounts < Scale::Full.sizes().accounts);
}

#[test]
fn simulated_customers_are_valued_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log.csv");
    let rows = write_transactions(2_000, &log).unwrap();
    assert!(rows > 2_000);
    let written = folder.path().join("values.csv");
    let (customers, value) = value_customers(&log, &written).unwrap();
    assert_eq!(customers, 2_000);
    let lines: Vec<String> = std::fs::read_to_string(written)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(lines.len(), 2_001);
    let values = lines[1..].iter().map(|line| {
        let last = line.rsplit(',').next().unwrap();
        last.parse::<f64>().unwrap()
    });
    assert!((values.sum::<f64>() / value - 1.0).abs() < 1e-6);
}

#[test]
fn people_of_a_list_are_found_and_held_against_its_truth() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("people.csv");
    write_people(2_000, &list).unwrap();
    let job = Job {
        input: Some(list),
        ..Job::of(Task::LinkPeople)
    };
    let found = job.figures().unwrap();
    assert_eq!(found.amount, 2_000);
    let f1: f64 = found.result.rsplit(' ').next().unwrap().parse().unwrap();
    assert!(f1 > 0.8, "{}", found.result);
}

#[test]
fn every_stage_of_a_turn_is_measured_on_practice_files() {
    let folder = tempfile::tempdir().unwrap();
    let practice = folder.path().join("practice");
    write_files(&PracticeBusiness::new(200, SEED, AS_OF).unwrap(), &practice).unwrap();
    for task in Task::OF_A_TURN {
        let workspace = Some(folder.path().join("workspace"));
        let job = Job {
            folder: workspace,
            input: Some(practice.clone()),
            ..Job::of(task)
        };
        let found = job.figures().unwrap();
        assert!(found.amount >= 100, "{}: {found:?}", task.name());
    }
}

#[test]
fn everybody_in_the_mail_base_gets_one_mail() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(prepare_mails(folder.path(), 120).unwrap(), 120);
    assert!(folder.path().join(CONTACTS).is_file());
    let mailbox = Mailbox::start(MailboxOptions::default()).unwrap();
    let job = Job {
        folder: Some(folder.path().to_owned()),
        mailbox: Some(mailbox.address()),
        ..Job::of(Task::SendMails)
    };
    assert_eq!(job.figures().unwrap().amount, 120);
    assert_eq!(mailbox.count(), 120);
    assert!(
        job.figures().is_err(),
        "a second delivery finds nothing due"
    );
}

#[test]
fn letters_are_measured_by_the_page() {
    let found = Job {
        size: 2,
        ..Job::of(Task::PrintLetters)
    }
    .figures()
    .unwrap();
    assert_eq!(found.amount, 2);
}
