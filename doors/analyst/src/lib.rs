//! Customer-base analysis of one file, without a workspace: what `regulars clv` does.
//!
//! Enters: an order log (CSV, Parquet, anything the caller can read) or a summary table. Leaves: a
//! fitted model and everything to be said about it, predictions for every customer, a comparison
//! of models on the past, drawings.
//!
//! The models are those of `clv`; here is what stands around them: reading a file of millions of
//! rows at full speed and in little memory, the names and units of files, writing.
//!
//! ```no_run
//! use analyst::{Base, FitOptions, Input, PredictOptions, Predictions, fit};
//!
//! let input = Input { path: "orders.csv".into(), ..Input::default() };
//! let base = Base::read(&input, None, true)?;
//! let fitted = fit(&base, &FitOptions::default())?;
//! let options = PredictOptions::yearly(365.0, 0.10)?;
//! let predictions = Predictions::of(&base, &fitted.engine, fitted.spend, options)?;
//! println!("{} customers: {:?}", base.customers(), predictions.totals());
//! # Ok::<(), analyst::AnalystError>(())
//! ```

mod base;
mod cells;
mod columns_out;
mod compare;
mod covariates;
mod engine;
mod error;
mod fit;
mod header;
mod input;
mod keys;
mod model_name;
mod order_log;
mod parquet_log;
mod plots;
mod predict;
mod report;
mod scan;
mod source;
mod table;
mod time_unit;
mod tracking;
mod write;

pub use base::Base;
pub use columns_out::{Column, CustomerTable, SummaryNames, SummaryTable};
pub use compare::{Comparison, ModelLine, compare};
pub use covariates::{Code, Covariates};
pub use engine::{CustomerModel, Engine, SeenOverTime, TimedBase};
pub use error::AnalystError;
pub use fit::{FitOptions, FittedBase, fit};
pub use header::NamedColumns;
pub use input::{Content, Input, ReadOthers};
pub use keys::CustomerKeys;
pub use model_name::ModelName;
pub use order_log::{LeftOut, OrderLog};
pub use plots::{Drawing, PlotOptions, draw_all};
pub use predict::{CustomerOutlook, PredictOptions, Predictions};
pub use report::{EffectErrors, Effects, FitReport, SpendReport};
pub use time_unit::TimeUnit;
pub use write::{write_csv, write_json, write_parquet};
