//! One measurement: its name and what it needs in, its figures out. This is what a process of its
//! own is started for.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::figures::Figures;
use crate::{customers, house, letters, mails, people};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Gather: the shop's order file.
    ReadOrders,
    /// Gather: the other three files of the practice business.
    ReadOthers,
    /// Clean, of everything gathered.
    Clean,
    /// Score, everything new: histories, fit, scores.
    Score,
    /// Segment, everything new.
    Segment,
    /// Plan: the proposal, which changes nothing.
    Propose,
    /// Score a week later, with no new orders.
    ScoreAgain,
    /// The models alone: an order log to a file of values.
    ValueCustomers,
    /// Linking alone: a CSV of customers to people.
    LinkPeople,
    /// Act: every due e-mail to the mailbox.
    SendMails,
    /// Paper alone: letters to one PDF.
    PrintLetters,
}

impl Task {
    /// The stages of a turn that are measured on one workspace, in their order.
    pub const OF_A_TURN: [Task; 7] = [
        Task::ReadOrders,
        Task::ReadOthers,
        Task::Clean,
        Task::Score,
        Task::Segment,
        Task::Propose,
        Task::ScoreAgain,
    ];

    /// The name by which the command line knows it.
    #[must_use]
    pub fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    /// What the table calls it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Task::ReadOrders => "import the shop's order file",
            Task::ReadOthers => "import the three other files",
            Task::Clean => "clean: accounts, people and orders from all rows",
            Task::Score => "score, everything new: histories, fit, scores",
            Task::Segment => "segment: cells and stages",
            Task::Propose => "plan: the proposal of a dry run",
            Task::ScoreAgain => "score again a week later, no new orders",
            Task::ValueCustomers => {
                "clv predict: order log to 12-month values, BG/NBD and Gamma-Gamma, CSV to CSV"
            }
            Task::LinkPeople => "match: customers, CSV to people, no labels",
            Task::SendMails => "personalised mails by SMTP, a durable row each",
            Task::PrintLetters => "letters, one colour page with QR code each",
        }
    }

    /// What its amount counts.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Task::ReadOrders => "lines",
            Task::ReadOthers | Task::Clean | Task::LinkPeople => "rows",
            Task::Score | Task::Segment | Task::Propose | Task::ScoreAgain => "accounts",
            Task::ValueCustomers => "customers",
            Task::SendMails => "mails",
            Task::PrintLetters => "letters",
        }
    }
}

/// A task with everything it needs.
#[derive(Clone, Debug, Args)]
pub struct Job {
    /// What is measured
    #[arg(value_enum)]
    pub task: Task,
    /// The workspace
    #[arg(long)]
    pub folder: Option<PathBuf>,
    /// The file or folder to read
    #[arg(long)]
    pub input: Option<PathBuf>,
    /// How many letters
    #[arg(long, default_value_t = 0)]
    pub size: u32,
    /// The mail server
    #[arg(long)]
    pub mailbox: Option<SocketAddr>,
}

impl Job {
    /// A task that needs nothing yet.
    #[must_use]
    pub fn of(task: Task) -> Job {
        Job {
            task,
            folder: None,
            input: None,
            size: 0,
            mailbox: None,
        }
    }

    /// The words that tell a process of its own to do this job.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let mut words = vec!["one".to_owned(), self.task.name()];
        let mut add = |flag: &str, value: String| words.extend([flag.to_owned(), value]);
        if let Some(folder) = &self.folder {
            add("--folder", folder.display().to_string());
        }
        if let Some(input) = &self.input {
            add("--input", input.display().to_string());
        }
        if let Some(mailbox) = self.mailbox {
            add("--mailbox", mailbox.to_string());
        }
        add("--size", self.size.to_string());
        words
    }

    /// Does the job here and now, and says what it took.
    ///
    /// # Errors
    /// When something it needs was not given, or the work itself fails.
    pub fn figures(&self) -> Result<Figures> {
        let folder = || self.folder.as_deref().context("give --folder");
        let input = || self.input.as_deref().context("give --input");
        match self.task {
            Task::ReadOrders => house::read_orders(folder()?, input()?),
            Task::ReadOthers => house::read_others(folder()?, input()?),
            Task::Clean => house::clean_rows(folder()?),
            Task::Score => house::score_accounts(folder()?, 0),
            Task::Segment => house::segment_accounts(folder()?),
            Task::Propose => house::propose_campaigns(folder()?),
            Task::ScoreAgain => house::score_accounts(folder()?, 7),
            Task::ValueCustomers => customers::measure_values(input()?),
            Task::LinkPeople => people::link_people(input()?),
            Task::SendMails => {
                mails::send_mails(folder()?, self.mailbox.context("give --mailbox")?)
            }
            Task::PrintLetters => letters::print_letters(self.size),
        }
    }
}
