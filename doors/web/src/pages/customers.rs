//! GET /customers: search, filter, sort and page.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::{CustomerList, CustomerQuery, CustomerSort};
use serde::Deserialize;
use terms::{AccountKind, LifecycleStage, ValueSegment};

use crate::frame::Frame;
use crate::pages::value::shown_words;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// Rows on a page: two screens.
const ROWS: u32 = 50;

/// The orders of the list and their words.
const SORTS: [(&str, &str); 4] = [
    ("expected", "expected value"),
    ("past", "past value"),
    ("spend", "spend"),
    ("silence", "days since last order"),
];

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    cell: String,
    stage: String,
    channel: String,
    kind: String,
    rule: String,
    sort: String,
    after: String,
    /// How many were on the pages before.
    before: String,
}

#[derive(Template)]
#[template(path = "customers.html")]
struct CustomersPage {
    frame: Frame,
    m: Paint,
    list: CustomerList,
    q: String,
    cell: String,
    stage: String,
    channel: String,
    channels: Vec<String>,
    kind: String,
    kinds: &'static [AccountKind],
    rule: String,
    sort: String,
    cells: Vec<String>,
    stages: &'static [LifecycleStage],
    sorts: &'static [(&'static str, &'static str)],
    filtered: bool,
    shown: String,
    first: String,
    next: String,
}

/// GET /customers
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| draw(app, wanted)).await
}

fn draw(app: &App, wanted: Wanted) -> Result<CustomersPage, PageError> {
    let query = wanted.query(app)?;
    let list = app.house.store.read(|db| desk::list(db, &query))?;
    let here = list.rows.len() as u64;
    let before: u64 = wanted.before.parse().unwrap_or_default();
    let next = list
        .next
        .map(|(value, id)| wanted.address(&format!("{value}.{id}"), before + here));
    let shown = shown_words(before, here, Some(list.total.unsigned_abs()));
    let first = if query.after.is_some() {
        wanted.address("", 0)
    } else {
        String::new()
    };
    let filtered = [
        &wanted.q,
        &wanted.cell,
        &wanted.stage,
        &wanted.channel,
        &wanted.kind,
        &wanted.rule,
    ]
    .iter()
    .any(|one| !one.is_empty());
    Ok(CustomersPage {
        frame: Frame::new(&app.house, "customers"),
        m: Paint::new(app.house.business()?.currency),
        list,
        q: wanted.q,
        cell: wanted.cell,
        stage: wanted.stage,
        channel: wanted.channel,
        channels: app.house.store.read(desk::list_channels)?,
        kind: wanted.kind,
        kinds: AccountKind::ALL,
        rule: wanted.rule,
        sort: query.sort.code().to_owned(),
        cells: ValueSegment::all().map(|cell| cell.to_string()).collect(),
        stages: LifecycleStage::ALL,
        sorts: &SORTS,
        filtered,
        shown,
        first,
        next: next.unwrap_or_default(),
    })
}

impl Wanted {
    /// The checked query; empty fields of the form mean «all».
    pub(crate) fn query(&self, app: &App) -> Result<CustomerQuery, PageError> {
        let invalid = |error: &dyn std::fmt::Display| PageError::Invalid(error.to_string());
        Ok(CustomerQuery {
            search: self.q.clone(),
            cell: filled(&self.cell)
                .map(str::parse)
                .transpose()
                .map_err(|e: terms::ValueSegmentError| invalid(&e))?,
            stage: filled(&self.stage)
                .map(str::parse)
                .transpose()
                .map_err(|e: terms::UnknownCode| invalid(&e))?,
            channel: filled(&self.channel).map(str::to_owned),
            kind: filled(&self.kind)
                .map(str::parse)
                .transpose()
                .map_err(|e: terms::UnknownCode| invalid(&e))?,
            members: filled(&self.rule)
                .map(|rule| desk::members_of(&app.house, rule))
                .transpose()?,
            sort: filled(&self.sort)
                .map_or(Ok(CustomerSort::default()), str::parse)
                .map_err(|e: String| invalid(&e))?,
            after: filled(&self.after).map(cursor).transpose()?,
            most: ROWS,
        })
    }

    fn address(&self, after: &str, before: u64) -> String {
        let before = match before {
            0 => String::new(),
            some => some.to_string(),
        };
        let mut parts = Vec::new();
        for (name, value) in [
            ("q", &*self.q),
            ("cell", &*self.cell),
            ("stage", &*self.stage),
            ("channel", &*self.channel),
            ("kind", &*self.kind),
            ("rule", &*self.rule),
            ("sort", &*self.sort),
            ("after", after),
            ("before", &before),
        ] {
            if !value.is_empty() {
                parts.push(format!("{name}={}", encoded(value)));
            }
        }
        format!("/customers?{}", parts.join("&"))
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn cursor(text: &str) -> Result<(i64, i64), PageError> {
    let wrong =
        || PageError::Invalid("That page of the list does not exist; start from the first.".into());
    let (value, id) = text.split_once('.').ok_or_else(wrong)?;
    Ok((
        value.parse().map_err(|_| wrong())?,
        id.parse().map_err(|_| wrong())?,
    ))
}

/// Text as part of an address (RFC 3986: everything but the unreserved characters).
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
