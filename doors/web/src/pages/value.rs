//! GET /value: what the customer base is worth, who the best are, and where there is more.
//! GET /value/{list}: one of its lists in full.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::{Figure, ValueList, ValueListPage, ValueOverview, ValueQuery};
use score::{BestBy, ModelLine, Pareto};
use serde::Deserialize;

use crate::frame::Frame;
use crate::pages::value_charts::{base_chart, pareto_chart, weak_months, what_words};
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// Rows of a list on the overview, and on its own page.
const ROWS_GLANCE: u32 = 5;
const ROWS_BEST: u32 = 8;
const ROWS_PAGE: u32 = 50;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    by: String,
    percent: String,
}

#[derive(Template)]
#[template(path = "value.html")]
struct ValuePage {
    frame: Frame,
    m: Paint,
    view: Option<View>,
}

/// Everything the page shows once there is a score.
struct View {
    one: ValueOverview,
    months: String,
    weak: Option<String>,
    pareto: String,
    best: ValueListPage,
    at_risk: ValueListPage,
    slowing: ValueListPage,
    growing: ValueListPage,
    could_grow: ValueListPage,
    like_best: ValueListPage,
}

#[derive(Template)]
#[template(path = "value_list.html")]
struct ListPage {
    frame: Frame,
    m: Paint,
    list: ValueList,
    page: ValueListPage,
    is_first: bool,
    /// Whether there is anything to note about somebody.
    noted: bool,
    shown: String,
    next: String,
}

/// GET /value
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| draw(app, &wanted)).await
}

/// What the overview says; none before the first score.
pub(crate) fn read(app: &App, wanted: &Wanted) -> Result<Option<ValueOverview>, PageError> {
    let query = wanted.query()?;
    let currency = app.house.business()?.currency;
    Ok(app
        .house
        .store
        .read(|db| desk::read_value(db, currency, &query))?)
}

fn draw(app: &App, wanted: &Wanted) -> Result<ValuePage, PageError> {
    let m = Paint::new(app.house.business()?.currency);
    let view = match read(app, wanted)? {
        Some(one) if one.figures.customers > 0 => Some(view(app, m, one)?),
        _ => None,
    };
    Ok(ValuePage {
        frame: Frame::new(&app.house, "value"),
        m,
        view,
    })
}

fn view(app: &App, m: Paint, one: ValueOverview) -> Result<View, PageError> {
    let glance = |list| read_list(app, list, None, ROWS_GLANCE);
    Ok(View {
        months: base_chart(&one, m),
        weak: weak_months(&one.figures),
        pareto: pareto_chart(&one),
        best: read_list(app, ValueList::Best(one.by), None, ROWS_BEST)?,
        at_risk: glance(ValueList::AtRisk)?,
        slowing: glance(ValueList::Slowing)?,
        growing: glance(ValueList::Growing)?,
        could_grow: glance(ValueList::CouldGrow)?,
        like_best: glance(ValueList::LikeBest)?,
        one,
    })
}

/// Where the page of a list begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Start {
    after: String,
    /// How many were on the pages before.
    before: String,
}

/// GET /value/{list}
pub(crate) async fn list(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(start): Query<Start>,
) -> Response {
    app.page(move |app| {
        let page = read_page(app, &code, &start)?;
        let before: u64 = start.before.parse().unwrap_or_default();
        Ok(ListPage {
            frame: Frame::new(&app.house, "value").without_tip(),
            m: Paint::new(app.house.business()?.currency),
            list: page.list,
            is_first: start.after.is_empty(),
            noted: page.rows.iter().any(|row| !row.words.is_empty()),
            shown: shown_words(before, page.rows.len() as u64, page.total),
            next: page
                .next
                .map(|(value, id)| {
                    let before = before + page.rows.len() as u64;
                    format!("/value/{code}?after={value}_{id}&before={before}")
                })
                .unwrap_or_default(),
            page,
        })
    })
    .await
}

/// Which of how many a page shows: «51 to 100 of 1,935».
pub(crate) fn shown_words(before: u64, here: u64, total: Option<u64>) -> String {
    let count = |number: u64| terms::count_words(number.cast_signed());
    let of = match total {
        Some(total) => count(total.max(before + here)),
        // Nobody counted a list that goes on behind those who are kept as coming first in it.
        None => format!(
            "more than {}",
            count((score::FRONT_LENGTH as u64).max(before + here))
        ),
    };
    match here {
        0 => String::new(),
        _ => format!("{} to {} of {of}", count(before + 1), count(before + here)),
    }
}

/// One page of the list with this code.
pub(crate) fn read_page(app: &App, code: &str, start: &Start) -> Result<ValueListPage, PageError> {
    let list: ValueList = code.parse().map_err(PageError::NotFound)?;
    let after = match start.after.as_str() {
        "" => None,
        text => Some(cursor(text)?),
    };
    read_list(app, list, after, ROWS_PAGE)
}

fn cursor(text: &str) -> Result<(f64, i64), PageError> {
    let parts = text.split_once('_');
    let read = parts.and_then(|(value, id)| Some((value.parse().ok()?, id.parse().ok()?)));
    let wrong = "That page of the list does not exist; start from the first.";
    read.ok_or_else(|| PageError::Invalid(wrong.into()))
}

fn read_list(
    app: &App,
    list: ValueList,
    after: Option<(f64, i64)>,
    most: u32,
) -> Result<ValueListPage, PageError> {
    Ok(app
        .house
        .store
        .read(|db| desk::read_value_list(db, list, after, most))?)
}

impl Wanted {
    /// The checked question; empty fields mean «as the owner set it».
    fn query(&self) -> Result<ValueQuery, PageError> {
        let by = match self.by.as_str() {
            "" => None,
            code => {
                let read: Result<BestBy, _> = code.parse();
                Some(read.map_err(|error| PageError::Invalid(error.to_string()))?)
            }
        };
        let percent = match self.percent.trim() {
            "" => None,
            text => {
                let read: Option<u8> = text.parse().ok().filter(|one| (1..=99).contains(one));
                let wrong = format!("«{text}» is no share of 100 customers; write 1 to 99.");
                Some(read.ok_or(PageError::Invalid(wrong))?)
            }
        };
        Ok(ValueQuery { by, percent })
    }
}

/// How a list's figure is written.
pub(crate) fn figure_words(m: Paint, figure: &Figure) -> String {
    match *figure {
        Figure::Money(minor) => m.round(minor),
        Figure::MoneyRange { middle, .. } => m.round(middle),
        Figure::Days(days) => days_words(days),
        Figure::Share(share) => m.percent(share),
    }
}

/// Between what a figure most likely lies; nothing for figures that are known.
pub(crate) fn range_words(m: Paint, figure: &Figure) -> String {
    match *figure {
        Figure::MoneyRange { low, high, .. } => likely(m, &low, &high),
        _ => String::new(),
    }
}

/// Between what money lies in most cases.
pub(crate) fn likely(m: Paint, low: &i64, high: &i64) -> String {
    if *high == 0 {
        return "most likely nothing".into();
    }
    format!("likely {} to {}", m.round(low), m.round(high))
}

/// Days as people say them: years and months once there are some.
pub(crate) fn days_words(days: i64) -> String {
    /// Days of a mean month, in a year of 365.
    const MONTH_DAYS: f64 = 365.0 / 12.0;
    let months = (days as f64 / MONTH_DAYS).floor() as i64;
    match (months / 12, months % 12) {
        (0, 0) => format!("{days} days"),
        (0, 1) => "1 month".into(),
        (0, months) => format!("{months} months"),
        (1, 0) => "1 year".into(),
        (years, 0) => format!("{years} years"),
        (years, months) => format!("{years} y {months} m"),
    }
}

/// One channel's share of the revenue, now and a year before.
struct ChannelShare {
    name: String,
    orders: u64,
    customers: u64,
    revenue_minor: i64,
    share: f64,
    share_before: f64,
}

impl View {
    /// What the best bring a share of; losses take nothing from the whole.
    fn what(&self) -> String {
        let curves = &self.one.figures.pareto;
        let curve = curves.iter().find(|curve| curve.by == self.one.by);
        let has_losses = |curve: &Pareto| curve.cumulative.iter().any(|sum| *sum > curve.total);
        let what = what_words(self.one.by);
        if curve.is_some_and(has_losses) {
            return format!("{what} of those who bring any");
        }
        what.to_owned()
    }

    /// How the ways to foresee orders did, the one that is used first.
    fn models(&self) -> Vec<&ModelLine> {
        let mut models: Vec<&ModelLine> = self.one.figures.models.iter().collect();
        models.sort_by_key(|line| !line.chosen);
        models
    }

    /// Whether some customers have had time to buy more or less than before.
    fn tells_growth(&self) -> bool {
        let trends = &self.one.figures.trends;
        trends.growing + trends.slowing + trends.steady > 0
    }

    /// Whether any file says by which way an order came.
    fn tells_channels(&self) -> bool {
        let channels = &self.one.figures.channels;
        channels.iter().any(|one| !one.channel.is_empty())
    }

    fn channels(&self) -> Vec<ChannelShare> {
        let channels = &self.one.figures.channels;
        let now: i64 = channels.iter().map(|one| one.revenue_minor).sum();
        let before: i64 = channels.iter().map(|one| one.revenue_before_minor).sum();
        let share = |part: i64, whole: i64| part as f64 / whole.max(1) as f64;
        channels
            .iter()
            .map(|one| ChannelShare {
                name: if one.channel.is_empty() {
                    "Not known".into()
                } else {
                    one.channel.clone()
                },
                orders: one.orders,
                customers: one.customers,
                revenue_minor: one.revenue_minor,
                share: share(one.revenue_minor, now),
                share_before: share(one.revenue_before_minor, before),
            })
            .collect()
    }

    /// What the last of the best brings, in words.
    fn bar_words(&self, m: Paint) -> String {
        match self.one.by {
            BestBy::Longest => format!("has been one for {}", days_words(self.one.cut.bar)),
            _ => format!("brings {}", m.round(self.one.cut.bar)),
        }
    }
}
