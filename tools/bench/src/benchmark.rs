//! The story of a benchmark: a scale in; every measurement in rounds, its peer beside it, out.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use jiff::Zoned;
use testkit::{Mailbox, MailboxOptions, PracticeBusiness, write_files};

use crate::child::run_job;
use crate::customers::write_transactions;
use crate::figures::{Figures, median};
use crate::machine;
use crate::mails::{CONTACTS, prepare_mails};
use crate::peers::{Peer, Peers};
use crate::people::write_people;
use crate::scale::{AS_OF, SEED, Scale, Sizes};
use crate::table::{Line, Table, with_table};
use crate::task::{Job, Task};

/// Times everything is measured; the one in the middle is shown.
const ROUNDS: usize = 3;

/// What is to be measured.
#[derive(Clone, Debug, Args)]
pub struct Wish {
    /// How much is measured
    #[arg(long, value_enum, default_value_t = Scale::Full)]
    scale: Scale,
    /// Measure Python programs that do the same work, too
    #[arg(long)]
    peers: bool,
    /// Measure one part only
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Put the table into BENCHMARKS.md
    #[arg(long, conflicts_with = "only")]
    write: bool,
}

/// A part of the benchmark that can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The stages of a turn up to the dry run
    Turn,
    /// The models alone
    Values,
    /// Who is who in a list of customers
    People,
    /// Mails
    Mails,
    /// Letters
    Letters,
}

/// Measures everything and prints the table.
///
/// # Errors
/// When something could not be measured; the table is printed, and written, all the same.
pub fn run(wish: &Wish) -> Result<()> {
    let folder = tempfile::tempdir().context("could not make a folder for the benchmark")?;
    let mut bench = Bench {
        folder: folder.path().to_owned(),
        sizes: wish.scale.sizes(),
        peers: wish.peers.then(Peers::prepare).flatten(),
        table: Table::default(),
    };
    let load = machine::load();
    for part in Part::value_variants() {
        if wish.only.is_none_or(|only| only == *part) {
            bench.measure(*part)?;
        }
    }
    bench.table.caption = caption(wish, &load);
    println!("{}", bench.table);
    if wish.write {
        write_table(&bench.table)?;
    }
    let failures = bench.table.failures();
    ensure!(
        failures == 0,
        "{failures} measurements failed; the table says why"
    );
    Ok(())
}

fn caption(wish: &Wish, load: &str) -> String {
    let only = wish.only.and_then(|part| part.to_possible_value());
    let only = only.map_or(String::new(), |part| format!(" --only {}", part.get_name()));
    let peers = if wish.peers { " --peers" } else { "" };
    format!(
        "{}, {}; load {load} before and {} after. Profile `{}`: `cargo run -p bench -- --scale {}{only}{peers}`.",
        Zoned::now().strftime("%-d %B %Y, %H:%M"),
        machine::machine_words(),
        machine::load(),
        machine::profile(),
        format!("{:?}", wish.scale).to_lowercase(),
    )
}

fn write_table(table: &Table) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../BENCHMARKS.md");
    let document = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    std::fs::write(&path, with_table(&document, &table.to_string())?)
        .with_context(|| path.display().to_string())
}

/// A benchmark under way.
struct Bench {
    folder: PathBuf,
    sizes: Sizes,
    peers: Option<Peers>,
    table: Table,
}

impl Bench {
    fn measure(&mut self, part: Part) -> Result<()> {
        match part {
            Part::Turn => self.turn(),
            Part::Values => {
                let mut logs = self.sizes.logs.into_iter();
                logs.try_for_each(|(customers, peer_rounds)| self.values(customers, peer_rounds))
            }
            Part::People => self.people(),
            Part::Mails => self.mails(),
            Part::Letters => {
                self.letters();
                Ok(())
            }
        }
    }

    /// The stages of a turn, each round on a workspace of its own.
    fn turn(&mut self) -> Result<()> {
        let practice = self.folder.join("practice");
        let business = PracticeBusiness::new(self.sizes.accounts, SEED, AS_OF)?;
        write_files(&business, &practice)?;
        let rounds: Vec<Vec<Result<Figures, String>>> = (0..ROUNDS)
            .map(|round| {
                let folder = Some(self.folder.join(format!("turn-{round}")));
                let job = |task| Job {
                    folder: folder.clone(),
                    input: Some(practice.clone()),
                    ..Job::of(task)
                };
                Task::OF_A_TURN.map(|task| tell(&job(task), round)).into()
            })
            .collect();
        for (at, task) in Task::OF_A_TURN.into_iter().enumerate() {
            self.add_own(task, rounds.iter().map(|round| round[at].clone()));
            if task == Task::ReadOrders {
                let orders = practice.join(testkit::SHOP_ORDERS);
                let tables = self.folder.clone();
                self.add_peer(Peer::Pandas, task, ROUNDS, |round| {
                    vec![
                        shown(&orders),
                        shown(&tables.join(format!("pandas-{round}.db"))),
                    ]
                });
            }
        }
        Ok(())
    }

    /// The models alone on a log of this many customers.
    fn values(&mut self, customers: u32, peer_rounds: usize) -> Result<()> {
        let log = self.folder.join(format!("log-{customers}.csv"));
        write_transactions(customers, &log)?;
        let job = Job {
            input: Some(log.clone()),
            ..Job::of(Task::ValueCustomers)
        };
        self.add_own(job.task, (0..ROUNDS).map(|round| tell(&job, round)));
        let arguments = [shown(&log), AS_OF.to_string()];
        self.add_peer(Peer::Lifetimes, job.task, peer_rounds, |_| {
            arguments.to_vec()
        });
        Ok(())
    }

    /// Who is who in a list of this many rows.
    fn people(&mut self) -> Result<()> {
        let list = self.folder.join("people.csv");
        write_people(self.sizes.people, &list)?;
        let job = Job {
            input: Some(list.clone()),
            ..Job::of(Task::LinkPeople)
        };
        self.add_own(job.task, (0..ROUNDS).map(|round| tell(&job, round)));
        self.add_peer(Peer::Splink, job.task, 1, |_| vec![shown(&list)]);
        Ok(())
    }

    /// Mails, each round from a copy of the same workspace to the same mailbox.
    fn mails(&mut self) -> Result<()> {
        let prepared = self.folder.join("mails");
        let (mails, peer_mails) = self.sizes.mails;
        eprintln!("preparing {mails} mails");
        if let Err(why) = prepare_mails(&prepared, mails) {
            self.add_own(Task::SendMails, std::iter::once(Err(format!("{why:#}"))));
            return Ok(());
        }
        let mailbox = Mailbox::start(MailboxOptions::default())?;
        let mut rounds = Vec::new();
        for round in 0..ROUNDS {
            let copy = self.folder.join(format!("mails-{round}"));
            copy_files(&prepared, &copy)?;
            let job = Job {
                folder: Some(copy),
                mailbox: Some(mailbox.address()),
                ..Job::of(Task::SendMails)
            };
            rounds.push(tell(&job, round));
        }
        self.add_own(Task::SendMails, rounds.into_iter());
        let address = mailbox.address();
        let contacts = shown(&prepared.join(CONTACTS));
        self.add_peer(Peer::Smtplib, Task::SendMails, ROUNDS, |_| {
            vec![
                contacts.clone(),
                address.ip().to_string(),
                address.port().to_string(),
                peer_mails.to_string(),
            ]
        });
        Ok(())
    }

    fn letters(&mut self) {
        let job = Job {
            size: self.sizes.letters,
            ..Job::of(Task::PrintLetters)
        };
        self.add_own(job.task, (0..ROUNDS).map(|round| tell(&job, round)));
    }

    /// Adds a line with the round in the middle, or with the first reason why there is none.
    fn add_own(&mut self, task: Task, rounds: impl Iterator<Item = Result<Figures, String>>) {
        self.add(task.words(), task, rounds, false);
    }

    fn add_peer(
        &mut self,
        peer: Peer,
        task: Task,
        rounds: usize,
        arguments: impl Fn(usize) -> Vec<String>,
    ) {
        let Some(peers) = self.peers.as_ref().filter(|_| rounds > 0) else {
            return;
        };
        let rounds: Vec<_> = (0..rounds)
            .map(|round| {
                eprintln!("{}, round {}", peer.words(), round + 1);
                peers
                    .run(peer, &arguments(round))
                    .map_err(|why| format!("{why:#}"))
            })
            .collect();
        self.add(peer.words(), task, rounds.into_iter(), true);
    }

    fn add(
        &mut self,
        words: &str,
        task: Task,
        rounds: impl Iterator<Item = Result<Figures, String>>,
        is_peer: bool,
    ) {
        let figures = rounds
            .collect::<Result<Vec<_>, _>>()
            .and_then(|rounds| median(rounds).ok_or_else(|| "no round was run".to_owned()));
        self.table.lines.push(Line {
            words: words.to_owned(),
            unit: task.unit(),
            figures,
            is_peer,
        });
    }
}

/// Does a job in a process of its own and says so on the way.
fn tell(job: &Job, round: usize) -> Result<Figures, String> {
    eprintln!("{}, round {}", job.task.words(), round + 1);
    run_job(job).map_err(|why| format!("{why:#}"))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Copies the files of a folder; the mail workspace has its strategies in force already.
fn copy_files(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
