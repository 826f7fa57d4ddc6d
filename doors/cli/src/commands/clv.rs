//! `regulars clv`: customer-base analysis of one file, without a workspace.

use std::path::Path;

use analyst::{
    Base, Covariates, FitOptions, FittedBase, Input, ModelName, NamedColumns, OrderLog,
    PlotOptions, PredictOptions, Predictions, SummaryNames, SummaryTable, draw_all,
};
use anyhow::{Context, Result};
use chart::Look;

use crate::clv_args::{
    Clv, ClvCommand, Compare, Fit, KnownFiles, Learning, Learnt, LogFile, Names, Plot, Predict,
    Summary,
};
use crate::commands::Show;
use crate::commands::clv_show::{count_of, print_comparison, print_fit, print_notes};
use crate::commands::clv_table::{print_or_keep, write_table};
use crate::exit::Exit;
use crate::output::{say, say_json};

/// How much larger than its units a PNG is painted, for sharp screens.
const PNG_SCALE: f32 = 2.0;

/// Coverage of the ranges of totals that are told.
const TOTALS_COVERAGE: f64 = 0.9;

/// Does what was asked of a file.
pub(crate) fn run(show: Show, wanted: &Clv) -> Result<Exit> {
    match &wanted.command {
        ClvCommand::Fit(wanted) => fit(show, wanted),
        ClvCommand::Predict(wanted) => predict(show, wanted),
        ClvCommand::Compare(wanted) => compare(show, wanted),
        ClvCommand::Plot(wanted) => plot(show, wanted),
        ClvCommand::Summary(wanted) => summary(show, wanted),
    }
}

fn fit(show: Show, wanted: &Fit) -> Result<Exit> {
    let base = read(&wanted.log, needs_log(&wanted.learning))?;
    let options = fit_options(&wanted.log, &wanted.learning)?;
    let mut fitted = analyst::fit(&base, &options)?;
    if let Some(covariates) = &options.covariates {
        fitted.report.notes.extend(covariates.notes_for(&base, 0));
    }
    if show.json || wanted.out.is_some() {
        let text = fitted.report.to_json()?;
        print_or_keep(wanted.out.as_deref(), &text)?;
    } else {
        print_fit(&fitted.report);
    }
    Ok(exit_of(&base))
}

fn predict(show: Show, wanted: &Predict) -> Result<Exit> {
    let (base, fitted) = learn(&wanted.learnt, false)?;
    let days = f64::from(wanted.learnt.learning.horizon);
    let options = PredictOptions {
        with_ranges: !wanted.no_ranges,
        time_unit: wanted.learnt.log.time_unit.unwrap_or_default(),
        ..PredictOptions::yearly(days, wanted.discount)?
    };
    let predictions = fitted.predict(&base, options)?;
    write_table(&predictions, show, &wanted.output)?;
    if !show.quiet {
        eprintln!("{}", totals_in_words(&base, &fitted, &predictions, wanted));
        print_notes(&fitted.report.notes);
        if wanted.discount > 1.0 {
            let percent = 100.0 * wanted.discount;
            eprintln!("Note: that is a discount of {percent:.0} % a year; 0.1 is one of 10 %");
        }
    }
    Ok(exit_of(&base))
}

/// What all customers together are expected to order and to be worth.
fn totals_in_words(
    base: &Base,
    fitted: &FittedBase,
    predictions: &Predictions<'_>,
    wanted: &Predict,
) -> String {
    let (orders, value) = predictions.totals();
    let ranges = match wanted.no_ranges {
        true => None,
        false => Some(predictions.total_ranges(&fitted.report.past_ratios, TOTALS_COVERAGE)),
    };
    let (in_orders, in_value) = ranges.map_or_else(Default::default, |(orders, value)| {
        (
            format!(" (90 % range {:.0} to {:.0})", orders.low, orders.high),
            format!(" (90 % range {:.0} to {:.0})", value.low, value.high),
        )
    });
    let worth = match base.has_money {
        true => format!(", worth {value:.2}{in_value} today"),
        false => String::new(),
    };
    let by = match fitted.report.forecast {
        Some(_) => "chosen forecast",
        None => &fitted.report.model,
    };
    format!(
        "{} by the {by}: {orders:.1} orders{in_orders} expected in the next {} days{worth}.",
        count_of(base.customers(), "customer"),
        wanted.learnt.learning.horizon
    )
}

fn compare(show: Show, wanted: &Compare) -> Result<Exit> {
    let base = read(&wanted.log, true)?;
    let known = covariates(&wanted.log, &wanted.known)?;
    let table = analyst::compare(&base, i32::from(wanted.horizon), known.as_ref())?;
    if show.json {
        say_json(&table)?;
    } else {
        print_comparison(&table);
    }
    tell(show, &base.notes);
    tell(show, &table.notes);
    Ok(exit_of(&base))
}

fn plot(show: Show, wanted: &Plot) -> Result<Exit> {
    let (base, fitted) = learn(&wanted.learnt, true)?;
    let options = PlotOptions {
        horizon_days: i32::from(wanted.learnt.learning.horizon),
        look: if wanted.dark { Look::Dark } else { Look::Light },
        customer: wanted.customer.as_deref(),
    };
    let drawings = draw_all(&base, &fitted.engine, &options)?;
    let folder = &wanted.out;
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut files = Vec::new();
    for drawing in &drawings {
        let png = chart::to_png(&drawing.svg, PNG_SCALE)?;
        for (ending, bytes) in [("svg", drawing.svg.as_bytes()), ("png", &png)] {
            let file = folder.join(format!("{}.{ending}", drawing.name));
            std::fs::write(&file, bytes).with_context(|| file.display().to_string())?;
            files.push(file);
        }
    }
    if show.json {
        say_json(&serde_json::json!({ "model": fitted.report.model, "files": files }))?;
    } else {
        files
            .iter()
            .for_each(|file| say(&file.display().to_string()));
    }
    tell(show, &fitted.report.notes);
    if fitted.report.covariates.is_some() {
        let told =
            "maps and tracking are drawn for covariates of zero and the most frequent groups";
        tell(show, &[told.to_owned()]);
    }
    Ok(exit_of(&base))
}

fn summary(show: Show, wanted: &Summary) -> Result<Exit> {
    let base = read(&wanted.log, false)?;
    let table = SummaryTable {
        base: &base,
        time_unit: wanted.log.time_unit.unwrap_or_default(),
        names: match wanted.names {
            Names::Papers => SummaryNames::Papers,
            Names::Lifetimes => SummaryNames::Lifetimes,
        },
    };
    write_table(&table, show, &wanted.output)?;
    tell(show, &base.notes);
    Ok(exit_of(&base))
}

/// Notes, unless nobody wants to hear them.
fn tell(show: Show, notes: &[String]) {
    if !show.quiet {
        print_notes(notes);
    }
}

/// The file as a customer base.
fn read(wanted: &LogFile, keep_log: bool) -> Result<Base> {
    let input = Input {
        path: wanted.file.clone(),
        columns: columns_of(wanted),
        time_unit: wanted.time_unit,
        reader_of_others: Some(read_others),
    };
    Ok(Base::read(&input, wanted.until, keep_log)?)
}

/// The columns that were named.
fn columns_of(wanted: &LogFile) -> NamedColumns {
    NamedColumns {
        customer: wanted.customer_column.clone(),
        day: wanted.date_column.clone(),
        amount: wanted.amount_column.clone(),
    }
}

/// Files that are no plain CSV are read as an import would read them.
fn read_others(path: &Path, columns: &NamedColumns) -> Result<OrderLog, analyst::AnalystError> {
    let asked = gather::OrderColumns {
        customer: columns.customer.clone(),
        day: columns.day.clone(),
        amount: columns.amount.clone(),
    };
    let mut log = OrderLog::default();
    let notes = gather::read_orders(path, &asked, &mut |cells| {
        let day = cells.day.map(|day| day.number());
        log.add(cells.line_no, cells.customer, day, cells.amount);
    });
    log.notes = notes.map_err(|error| {
        analyst::AnalystError::Reader(format!(
            "{error}; columns can be named with --customer-column, --date-column and --amount-column"
        ))
    })?;
    Ok(log)
}

/// Whether the single orders are needed: by a choice by what was foretold, or by covariates that
/// change over time.
fn needs_log(learning: &Learning) -> bool {
    learning.model == ModelName::Auto || !learning.known.covariates.is_empty()
}

/// The covariates of the files given; none without any.
fn covariates(log: &LogFile, known: &KnownFiles) -> Result<Option<Covariates>> {
    if known.covariates.is_empty() {
        return Ok(None);
    }
    let read = Covariates::read(&known.covariates, &columns_of(log))?;
    Ok(Some(read))
}

fn fit_options(log: &LogFile, learning: &Learning) -> Result<FitOptions> {
    Ok(FitOptions {
        model: learning.model,
        time_unit: log.time_unit.unwrap_or_default(),
        horizon_days: i32::from(learning.horizon),
        covariates: covariates(log, &learning.known)?,
    })
}

/// The base of a file with its models, those of a file of parameters or fitted now. The single
/// orders are kept where something needs them.
fn learn(wanted: &Learnt, keep_log: bool) -> Result<(Base, FittedBase)> {
    let Learnt {
        log,
        learning,
        params,
    } = wanted;
    let keep_log = keep_log || params.is_some() || needs_log(learning);
    let base = read(log, keep_log)?;
    let options = fit_options(log, learning)?;
    let mut fitted = match params {
        Some(path) => FittedBase::read(path, &base, options.covariates.as_ref())?,
        None => analyst::fit(&base, &options)?,
    };
    if let Some(covariates) = &options.covariates {
        let notes = covariates.notes_for(&base, i32::from(learning.horizon));
        fitted.report.notes.extend(notes);
    }
    Ok((base, fitted))
}

/// Rows that could not be read end with their own number, as an import does.
fn exit_of(base: &Base) -> Exit {
    match base.left_out.unreadable {
        0 => Exit::Done,
        _ => Exit::RejectedInPart,
    }
}
