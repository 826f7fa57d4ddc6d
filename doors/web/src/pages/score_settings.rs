//! POST /settings/scores: what the owner sets about scoring, shown and read as one form.

use axum::extract::{Form, State};
use axum::response::Response;
use score::{BestBy, ScoreEvery, ScoreSettings, ServeRates};
use serde::Deserialize;
use terms::{Currency, Money, minor_from_decimal};

use crate::refusal::PageError;
use crate::router::App;

/// Minutes of an hour: people know what their hour costs, events hold minutes.
const HOUR_MINUTES: f64 = 60.0;

/// The rhythms of scoring: code and words.
const RHYTHMS: [(ScoreEvery, &str, &str); 4] = [
    (ScoreEvery::Weekly, "weekly", "Every Monday"),
    (
        ScoreEvery::Monthly,
        "monthly",
        "On the first of every month",
    ),
    (
        ScoreEvery::Quarterly,
        "quarterly",
        "On the first of every quarter",
    ),
    (
        ScoreEvery::Never,
        "never",
        "Only when the button is pressed",
    ),
];

/// One choice of a list.
pub(crate) struct Choice {
    pub(crate) code: String,
    pub(crate) words: String,
    pub(crate) is_chosen: bool,
}

/// One amount or number of the form.
pub(crate) struct Number {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) value: String,
}

/// The form as it is shown.
pub(crate) struct ScoreForm {
    pub(crate) best_by: Vec<Choice>,
    pub(crate) grid_size: Vec<Choice>,
    pub(crate) every: Vec<Choice>,
    pub(crate) numbers: Vec<Number>,
    pub(crate) dates: String,
    /// The currency of every amount on the form.
    pub(crate) currency: Currency,
}

/// The form as it comes back.
#[derive(Deserialize)]
pub(crate) struct Filled {
    best_by: String,
    grid_size: u8,
    every: String,
    best_percent: f64,
    hour: String,
    call_minutes: f64,
    visit_minutes: f64,
    support_minutes: f64,
    parcel: String,
    medium_from: String,
    large_from: String,
}

impl ScoreForm {
    pub(crate) fn of(settings: &ScoreSettings, currency: Currency, dates: String) -> Self {
        let choice = |code: &str, words: &str, is_chosen| Choice {
            code: code.into(),
            words: words.into(),
            is_chosen,
        };
        ScoreForm {
            best_by: BestBy::ALL
                .iter()
                .map(|by| choice(by.code(), by.words(), *by == settings.best_by))
                .collect(),
            grid_size: [3_u8, 4, 5]
                .iter()
                .map(|size| {
                    let words = format!("{size} × {size}, {} segments", size * size);
                    choice(&size.to_string(), &words, *size == settings.grid_size)
                })
                .collect(),
            every: RHYTHMS
                .iter()
                .map(|(every, code, words)| choice(code, words, *every == settings.every))
                .collect(),
            numbers: numbers(settings, currency),
            currency,
            dates,
        }
    }
}

fn numbers(settings: &ScoreSettings, currency: Currency) -> Vec<Number> {
    let money = |minor: i64| Money::new(minor, currency).decimal();
    let bound = |bound: Option<i64>| bound.map(money).unwrap_or_default();
    let rates = &settings.rates;
    let found = "A year's revenue; empty: found from your customers";
    [
        (
            "best_percent",
            "Best customers, of 100",
            "How many count as the best",
            format!("{}", settings.best_share * 100.0),
        ),
        (
            "hour",
            "An hour of your time",
            "What calls, visits and support cost",
            money((rates.minute_minor * HOUR_MINUTES).round() as i64),
        ),
        (
            "call_minutes",
            "Minutes of a call",
            "Where nobody wrote them down",
            rates.call_minutes.to_string(),
        ),
        (
            "visit_minutes",
            "Minutes of a visit",
            "Travel included",
            rates.visit_minutes.to_string(),
        ),
        (
            "support_minutes",
            "Minutes of a support ticket",
            "Where nobody wrote them down",
            rates.support_minutes.to_string(),
        ),
        (
            "parcel",
            "Taking back a parcel",
            "Besides your time",
            money(rates.return_minor),
        ),
        (
            "medium_from",
            "Medium customers begin at",
            found,
            bound(settings.medium_from_minor),
        ),
        (
            "large_from",
            "Large customers begin at",
            found,
            bound(settings.large_from_minor),
        ),
    ]
    .into_iter()
    .map(|(name, label, hint, value)| Number {
        name,
        label,
        hint,
        value,
    })
    .collect()
}

/// POST /settings/scores
pub(crate) async fn save(State(app): State<App>, Form(filled): Form<Filled>) -> Response {
    app.then(move |app| {
        let currency = app.house.business()?.currency;
        let settings = filled.settings(currency)?;
        score::write_settings(&app.house.store, &settings)
            .map_err(|error| PageError::Invalid(error.to_string()))?;
        Ok("/settings?saved=1".into())
    })
    .await
}

impl Filled {
    fn settings(&self, currency: Currency) -> Result<ScoreSettings, PageError> {
        let invalid = |error: &dyn std::fmt::Display| PageError::Invalid(error.to_string());
        let money = |text: &str| {
            minor_from_decimal(text.trim(), currency.decimals())
                .map(|(minor, _)| minor)
                .map_err(|error| invalid(&error))
        };
        let bound = |text: &str| match text.trim() {
            "" => Ok(None),
            text => money(text).map(Some),
        };
        let every = RHYTHMS.iter().find(|(_, code, _)| *code == self.every);
        let wrong = format!("«{}» is no rhythm of scoring.", self.every);
        Ok(ScoreSettings {
            best_by: self.best_by.parse::<BestBy>().map_err(|e| invalid(&e))?,
            best_share: self.best_percent / 100.0,
            grid_size: self.grid_size,
            rates: ServeRates {
                minute_minor: money(&self.hour)? as f64 / HOUR_MINUTES,
                call_minutes: self.call_minutes,
                visit_minutes: self.visit_minutes,
                support_minutes: self.support_minutes,
                return_minor: money(&self.parcel)?,
            },
            medium_from_minor: bound(&self.medium_from)?,
            large_from_minor: bound(&self.large_from)?,
            every: every.ok_or(PageError::Invalid(wrong))?.0,
        })
    }
}
