//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use terms::{AccountKind, CallOutcome, Channel, Day, LifecycleStage, ValueSegment};

/// Keeps a small business's customers, and makes more of them.
#[derive(Debug, Parser)]
#[command(
    name = "regulars",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Print records as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say more on stderr.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Show no progress.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// Which workspace, which day, which seed.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Place {
    /// Folder that holds the workspaces.
    #[arg(long, global = true, env = "REGULARS_HOME", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The workspace, one for each business.
    #[arg(
        long,
        global = true,
        env = "REGULARS_WORKSPACE",
        default_value = "main",
        value_name = "NAME"
    )]
    pub(crate) workspace: String,
    /// What "now" means, such as 2026-03-31; today when not given.
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) as_of: Option<Day>,
    /// Seed of every draw; the same seed gives the same result.
    #[arg(long, global = true, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try everything on a practice business: press the button, let three months pass, see what it did.
    Try(Try),
    /// Bring in files of customers, orders and whatever happened: CSV, Excel, ODS, JSON lines,
    /// Parquet, vCard, mailboxes, packed or not; a folder, or - for standard input.
    Import(Import),
    /// Answer what an import asked; without a file, list what is asked.
    Answer {
        /// The file's name, as the question shows it.
        file: Option<String>,
        /// Answers such as Date=day_first; for the whole table such as currency=EUR.
        #[arg(value_name = "COLUMN=ANSWER")]
        answers: Vec<String>,
    },
    /// What is missing from the history: months, orders, a past that begins all at once.
    Gaps {
        /// Of this file alone.
        #[arg(long, value_name = "ID")]
        file: Option<i64>,
    },
    /// Say what a file is and what its columns mean, changing nothing.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Say which rows of a CSV file are one person, one household or one firm; changes nothing.
    Match(Match),
    /// Analyse the customers of one file, without a workspace: fit, predict, compare, plot.
    Clv(crate::clv_args::Clv),
    /// Bring cleaning, scores and segments up to date.
    Score(Score),
    /// What the customers are worth: the best, the coming year, what is at risk, what could grow.
    Value(Value),
    /// The button: score everybody, place everybody, write to the right few.
    Run(Run),
    /// Hand over what has come due, plan nothing new.
    Deliver(Delivery),
    /// Take back a press that still waits, or a step of the history.
    Undo {
        /// The step, as `history` lists it; without it, the press.
        step: Option<i64>,
    },
    #[command(flatten)]
    Upkeep(crate::upkeep_args::Upkeep),
    #[command(flatten)]
    Rewards(crate::reward_args::Rewards),
    #[command(flatten)]
    Work(crate::work_args::Work),
    /// Serve the pages on this machine.
    Serve {
        /// The port.
        #[arg(long, default_value_t = 8484)]
        port: u16,
    },
    /// How the base stands and what waits.
    Today,
    /// The value segments.
    Grid {
        /// Who moved between them since the score before.
        #[arg(long)]
        moves: bool,
        /// The same since the score of this day.
        #[arg(long, value_name = "DATE")]
        since: Option<Day>,
    },
    /// Customers: list, show, stop.
    #[command(subcommand)]
    Customers(Customers),
    /// Your own segments: customers a rule is true of, such as
    /// 'spend > 500 and purchase category ~ paint within 90 days'.
    #[command(subcommand)]
    Segments(crate::upkeep_args::Segments),
    /// Messages that leave by themselves: thanks, reminders, questions. List, show, on, off, save, alert.
    #[command(subcommand)]
    Triggers(crate::upkeep_args::Triggers),
    /// Tell what happened to customers (a cart, a first use, a renewal), as JSON: one object, a list,
    /// or one a line; whatever starts with it leaves at once.
    Events {
        /// The file, - for standard input.
        file: PathBuf,
        #[command(flatten)]
        delivery: Delivery,
    },
    /// Campaigns: list, show, stop.
    #[command(subcommand)]
    Campaigns(Campaigns),
    /// Calls: list them, record how they went.
    #[command(subcommand)]
    Calls(Calls),
    /// What the campaigns did.
    Results,
    /// How the business grows: active customers, revenue against the year before, effort, a goal.
    Growth(crate::growth_args::GrowthArgs),
    /// Files that were read: list, problems, rows, undo.
    #[command(subcommand)]
    Data(Data),
    /// What mails and letters say of the business.
    #[command(subcommand)]
    Business(Business),
    /// What each of the 25 segments gets, what should bring more, and changing it.
    Strategies {
        /// What to do; all 25 in a row if not said.
        #[command(subcommand)]
        wanted: Option<crate::strategy_args::Strategies>,
    },
    /// Copy the database and check the copy.
    Backup {
        /// The file to write.
        to: PathBuf,
    },
    /// Make a practice business's files, or contacts for the customer numbers of another file.
    Practice(crate::practice_args::Practice),
    /// A local mail server that keeps every mail as a file; for trying things out.
    Mailbox {
        /// Where mails are kept.
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Try {
    /// Accounts of the practice business.
    #[arg(long, default_value_t = 2_000)]
    pub(crate) accounts: u32,
    /// End after the result instead of serving the pages.
    #[arg(long)]
    pub(crate) no_serve: bool,
    /// The port of the pages.
    #[arg(long, default_value_t = 8484)]
    pub(crate) port: u16,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Import {
    /// The files.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The currency of amounts that name none.
    #[arg(long)]
    pub(crate) currency: Option<terms::Currency>,
    /// Only say what the files are and what their columns mean; change nothing.
    #[arg(long)]
    pub(crate) check: bool,
    /// An answer to what an import asks, such as Date=day_first; may be given several times.
    #[arg(long = "answer", value_name = "COLUMN=ANSWER")]
    pub(crate) answers: Vec<String>,
}

/// What is set here is kept for later scores.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Score {
    /// What makes a customer one of the best: longest, year_spend, ever_spend, year_contribution
    /// or ever_contribution.
    #[arg(long, value_name = "CODE")]
    pub(crate) definition: Option<score::BestBy>,
    /// How many of 100 customers count as the best.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(crate) best: Option<u8>,
    /// Rows and columns of the grid of value segments: 3, 4 or 5.
    #[arg(long, value_name = "SIZE", value_parser = clap::value_parser!(u8).range(3..=5))]
    pub(crate) grid: Option<u8>,
    /// How often everybody is scored while the pages are served: weekly, monthly, quarterly, never.
    #[arg(long, value_name = "RHYTHM")]
    pub(crate) every: Option<score::ScoreEvery>,
    /// Only say when everybody was scored last and will be next.
    #[arg(long)]
    pub(crate) dates: bool,
    /// Write both scores and the value segment of every customer to this CSV file.
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Value {
    /// Open a list instead: at_risk, slowing, growing, could_grow, like_best, best_gained,
    /// best_lost, tier_up, or best_ and a definition.
    #[arg(value_name = "LIST")]
    pub(crate) list: Option<desk::ValueList>,
    /// What makes a customer one of the best, where not as set.
    #[arg(long, value_name = "CODE")]
    pub(crate) by: Option<score::BestBy>,
    /// How many of 100 customers are looked at as the best.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=99))]
    pub(crate) percent: Option<u8>,
    /// Most rows of a list.
    #[arg(long, default_value_t = 20)]
    pub(crate) most: u32,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Match {
    /// The file; its first row names the columns.
    pub(crate) file: PathBuf,
    /// Write row, person, household and probability of every row to this CSV file.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Say why two rows are one person, or why not; the first data row is 1.
    #[arg(long, num_args = 2, value_names = ["ROW", "ROW"], conflicts_with = "out")]
    pub(crate) explain: Option<Vec<u32>>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    /// Show who would get what; contact nobody.
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
    /// Only these value segments, such as P5F1,P4F1.
    #[arg(long, value_delimiter = ',')]
    pub(crate) cells: Option<Vec<ValueSegment>>,
    /// Most that the touches may cost, in whole units of the currency.
    #[arg(long)]
    pub(crate) budget: Option<f64>,
    /// Allow campaigns of more than 500 accounts or a tenth of the base.
    #[arg(long)]
    pub(crate) allow_large: bool,
    /// Plan once more although this day was pressed before.
    #[arg(long)]
    pub(crate) again: bool,
    /// Leave nobody alone; the result then cannot say what would have happened anyway.
    #[arg(long)]
    pub(crate) no_control: bool,
    /// Minutes in which the press can be undone; 0 starts at once. Ten minutes on a terminal,
    /// none in a script or with --as-of.
    #[arg(long, value_name = "MINUTES")]
    pub(crate) hold: Option<u32>,
    #[command(flatten)]
    pub(crate) delivery: Delivery,
}

/// How mails leave.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct Delivery {
    /// The mail server, as host:port; else the one of regulars.toml.
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) smtp: Option<String>,
    /// Deliver mails into the workspace's own mailbox folder instead of to people.
    #[arg(long, conflicts_with = "smtp")]
    pub(crate) to_mailbox: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Customers {
    /// The customers with the largest value first.
    List {
        /// Part of a name, or a whole number, e-mail or phone number.
        #[arg(default_value = "")]
        search: String,
        /// Only this value segment.
        #[arg(long)]
        cell: Option<ValueSegment>,
        /// Only this lifecycle stage.
        #[arg(long)]
        stage: Option<LifecycleStage>,
        /// Only those who order mostly by this channel, as the files name it.
        #[arg(long)]
        channel: Option<String>,
        /// Only this kind: firm, household, vendor, partner or staff.
        #[arg(long)]
        kind: Option<AccountKind>,
        /// Only those a rule is true of, such as 'stage = at_risk and not visit within 180 days'.
        #[arg(long = "where", value_name = "RULE")]
        rule: Option<String>,
        /// expected, past, spend or silence.
        #[arg(long, default_value = "expected")]
        sort: desk::CustomerSort,
        /// Most rows.
        #[arg(long, default_value_t = 20)]
        most: u32,
    },
    /// Everything about one customer.
    Show {
        /// The account's id.
        id: i64,
    },
    /// Which file, row or correction each field of a customer comes from.
    Fields {
        /// The account's id.
        id: i64,
    },
    /// Never contact this customer again.
    Stop {
        /// The account's id.
        id: i64,
        /// Only on this channel.
        #[arg(long)]
        channel: Option<Channel>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Campaigns {
    /// All campaigns, newest first.
    List,
    /// One campaign's plan, checklist and touches.
    Show {
        /// Its number.
        id: i64,
    },
    /// Stop a campaign: what has not left stays here.
    Stop {
        /// Its number.
        id: i64,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Calls {
    /// Whom to call.
    List,
    /// Whom to call because an address failed, with the address to ask for.
    Addresses,
    /// Close such a call; a new address closes it by itself.
    Close {
        /// The call's number in that list.
        id: i64,
        /// Open it again.
        #[arg(long)]
        again: bool,
    },
    /// Keep how a call went.
    Record {
        /// The call's number in the list.
        id: i64,
        /// spoke, voicemail, no_answer, wrong_number or do_not_call.
        outcome: CallOutcome,
        /// What was said.
        #[arg(long, default_value = "")]
        note: String,
        /// Days until it should be followed up.
        #[arg(long)]
        follow_up: Option<i32>,
        /// The number that was called, where the list shows another by now.
        #[arg(long, default_value = "")]
        phone: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Data {
    /// Every file that was read.
    List,
    /// Rows and cells that could not be read.
    Problems {
        /// The file's number.
        id: i64,
    },
    /// One row exactly as received.
    Row {
        /// The file's number.
        id: i64,
        /// The row's number; the first data row is 1.
        row: i64,
    },
    /// Take a file back, with everything it brought.
    Undo {
        /// The file's number.
        id: i64,
    },
    /// Bring a file back that was taken back.
    Again {
        /// The file's number.
        id: i64,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Business {
    /// What is set.
    Show,
    /// Set one field, such as: business set name "Hollins Supply".
    Set {
        /// The field's name.
        field: String,
        /// Its value.
        value: String,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_definition_is_consistent() {
        super::Args::command().debug_assert();
    }
}
