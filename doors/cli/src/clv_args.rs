//! What can be asked of `regulars clv`.

use std::path::PathBuf;

use analyst::{ModelName, TimeUnit};
use clap::{Args, Subcommand, ValueEnum};
use terms::Day;

/// Help below all options: how to begin, and where those who know other packages find things.
const GUIDE: &str = include_str!("clv_guide.txt");

#[derive(Debug, Args)]
#[command(after_long_help = GUIDE)]
pub(crate) struct Clv {
    #[command(subcommand)]
    pub(crate) command: ClvCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ClvCommand {
    /// Learn from a file how its customers order and leave: parameters, errors, likelihood.
    #[command(after_help = "Example: regulars clv fit orders.csv --model bg_nbd --json > fit.json")]
    Fit(Fit),
    /// What to expect of every customer: chance active, orders with ranges, spend, value.
    #[command(
        after_help = "Example: regulars clv predict orders.csv --horizon 180 --discount 0.08 --out values.csv"
    )]
    Predict(Predict),
    /// Let all models foretell stretches of the past they have not seen, and show how each did.
    #[command(after_help = "Example: regulars clv compare orders.csv --horizon 90")]
    Compare(Compare),
    /// Draw maps, tracking, calibration, the Pareto curve, one customer's history: SVG and PNG.
    #[command(
        after_help = "Example: regulars clv plot orders.csv --until 2025-12-31 --customer 4711 --out plots"
    )]
    Plot(Plot),
    /// One row per customer: repeat orders, age at last order, customer age, mean spend.
    #[command(
        after_help = "Example: regulars clv summary orders.csv --time-unit day --names lifetimes"
    )]
    Summary(Summary),
}

/// The file, and how to read it.
#[derive(Debug, Args)]
pub(crate) struct LogFile {
    /// An order log (CSV, Parquet, workbook; one row an order or a part of one) or a summary table
    /// (customer_id,x,t_x,T[,zbar]); - reads CSV from standard input.
    pub(crate) file: PathBuf,
    /// The column with the customer: its name, or its place counted from 1. Found by itself if it
    /// has a usual name.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) customer_column: Option<String>,
    /// The column with the day of the order.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) date_column: Option<String>,
    /// The column with the amount; without one, only orders are counted.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) amount_column: Option<String>,
    /// The last day that counts, such as 2025-12-31; else the last day of the file.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Day>,
    /// The unit of ages and parameters in files read and written. Orders are always counted by
    /// day, so it changes no prediction. Weeks where nothing is said.
    #[arg(long, value_name = "day|week")]
    pub(crate) time_unit: Option<TimeUnit>,
}

/// The model, and how far it looks.
#[derive(Debug, Args)]
pub(crate) struct Learning {
    /// auto, pareto_nbd, bg_nbd, mbg_nbd, bg_cnbd_k, mbg_cnbd_k, ggompertz_nbd,
    /// pareto_nbd_correlated, nbd or simple_rule; auto takes what foretold the past best.
    #[arg(long, value_name = "NAME", default_value = "auto")]
    pub(crate) model: ModelName,
    /// Days to look ahead.
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..=36500))]
    pub(crate) horizon: u16,
    #[command(flatten)]
    pub(crate) known: KnownFiles,
}

/// What is known beside the orders.
#[derive(Debug, Args)]
pub(crate) struct KnownFiles {
    /// What is known beside the orders, as a CSV file: columns of numbers or of groups for each
    /// customer, each day, or each customer and day; fits a Pareto/NBD. May be given twice or more,
    /// for instance once for customers and once for days.
    #[arg(long, value_name = "FILE")]
    pub(crate) covariates: Vec<PathBuf>,
}

/// A file with its models, learnt now or read.
#[derive(Debug, Args)]
pub(crate) struct Learnt {
    #[command(flatten)]
    pub(crate) log: LogFile,
    #[command(flatten)]
    pub(crate) learning: Learning,
    /// Take what `fit --json` wrote to this file instead of fitting.
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub(crate) params: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Fit {
    #[command(flatten)]
    pub(crate) log: LogFile,
    #[command(flatten)]
    pub(crate) learning: Learning,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Predict {
    #[command(flatten)]
    pub(crate) learnt: Learnt,
    /// Discount a year: 0.1 makes money in a year worth a tenth less.
    #[arg(
        long,
        value_name = "RATE",
        default_value_t = 0.10,
        allow_negative_numbers = true
    )]
    pub(crate) discount: f64,
    /// Leave out the whole number of orders and the 80 % and 95 % ranges of orders and value,
    /// which take most of the time.
    #[arg(long)]
    pub(crate) no_ranges: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) log: LogFile,
    /// Days that the models have to foretell.
    #[arg(long, value_name = "DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..=36500))]
    pub(crate) horizon: u16,
    #[command(flatten)]
    pub(crate) known: KnownFiles,
}

#[derive(Debug, Args)]
pub(crate) struct Plot {
    #[command(flatten)]
    pub(crate) learnt: Learnt,
    /// Draw how the chance of this customer went, too.
    #[arg(long, value_name = "CUSTOMER")]
    pub(crate) customer: Option<String>,
    /// Draw on a dark ground.
    #[arg(long)]
    pub(crate) dark: bool,
    /// The folder for the drawings; it is made if it is not there.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Summary {
    #[command(flatten)]
    pub(crate) log: LogFile,
    /// What the columns are called: papers or lifetimes.
    #[arg(long, value_enum, default_value_t = Names::Papers)]
    pub(crate) names: Names,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Where a table goes, and as what.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// csv or parquet; by the ending of --out when not given. Parquet needs --out.
    #[arg(long, value_enum)]
    pub(crate) format: Option<TableFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Csv,
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Names {
    /// customer_id, x, t_x, T, zbar
    Papers,
    /// As lifetimes names them.
    Lifetimes,
}
