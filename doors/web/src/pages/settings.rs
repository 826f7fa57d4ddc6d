//! The Settings page: what mails and letters need to know of the business.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use serde::Deserialize;
use terms::{Business, Currency};

use crate::frame::Frame;
use crate::pages::score_settings::ScoreForm;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    fields: Vec<Field>,
    mail: String,
    scores: ScoreForm,
}

/// One line of the form.
struct Field {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    kind: &'static str,
    value: String,
    /// Attributes of our own making, such as limits of a number.
    more: &'static str,
}

/// The form as it comes back.
#[derive(Deserialize)]
pub(crate) struct Filled {
    name: String,
    street: String,
    city: String,
    country: String,
    phone: String,
    email: String,
    signer: String,
    imprint: String,
    public_address: String,
    currency: String,
    margin: f64,
    accent: String,
}

/// Whether the form was just saved.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    saved: Option<u8>,
}

/// GET /settings
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| {
        let saved = wanted.saved.map(|_| "Saved.".to_owned());
        let mail = match &app.house.config.smtp {
            Some(server) => format!("E-mails leave through {} on port {}.", server.host, server.port),
            None => "None is set, so e-mails wait. Put [smtp] with host and port into regulars.toml in the workspace's folder, the password into REGULARS_SMTP_PASSWORD, and start again.".into(),
        };
        let business = app.house.business()?;
        let settings = score::read_settings(&app.house.store).map_err(anyhow::Error::from)?;
        let dates = desk::read_scoring_dates(&app.house)?.words();
        Ok(SettingsPage {
            frame: Frame::new(&app.house, "settings").with_notice(saved),
            fields: fields(&business),
            mail,
            scores: ScoreForm::of(&settings, business.currency, dates),
        })
    })
    .await
}

/// POST /settings
pub(crate) async fn save(State(app): State<App>, Form(filled): Form<Filled>) -> Response {
    app.then(move |app| {
        let invalid = |error: &dyn std::fmt::Display| PageError::Invalid(error.to_string());
        let currency: Currency = filled
            .currency
            .parse()
            .map_err(|e: terms::MoneyError| invalid(&e))?;
        if !(0.0..=100.0).contains(&filled.margin) {
            return Err(invalid(
                &"The margin is a share of revenue: 0 to 100 percent.",
            ));
        }
        app.house.store.set_business(&Business {
            name: filled.name,
            street: filled.street,
            city: filled.city,
            country: filled.country,
            phone: filled.phone,
            email: filled.email,
            signer: filled.signer,
            imprint: filled.imprint,
            public_address: filled.public_address.trim_end_matches('/').to_owned(),
            currency,
            margin_share: filled.margin / 100.0,
            accent: filled.accent,
        })?;
        app.house.store.set_setting("currency_is_settled", &true)?;
        Ok("/settings?saved=1".into())
    })
    .await
}

/// Name, label, hint and kind of every line of the form.
const LINES: [(&str, &str, &str, &str); 12] = [
    ("name", "Business name", "As customers know it", "text"),
    (
        "street",
        "Street",
        "For the sender line; the law asks for it",
        "text",
    ),
    ("city", "Postcode and city", "", "text"),
    ("country", "Country", "", "text"),
    ("phone", "Phone", "For answers", "tel"),
    (
        "email",
        "E-mail",
        "Mails come from here, answers go here",
        "email",
    ),
    ("signer", "Signed by", "A person's name", "text"),
    (
        "imprint",
        "Imprint",
        "Register entry or tax number, if you must print it",
        "text",
    ),
    (
        "public_address",
        "Address of personal pages",
        "Where codes and opt-outs are reached",
        "url",
    ),
    ("currency", "Currency", "Three letters, such as EUR", "text"),
    (
        "margin",
        "Usual margin, percent",
        "Used where an order's cost is unknown",
        "number",
    ),
    ("accent", "Colour of letters and mails", "", "color"),
];

fn fields(business: &Business) -> Vec<Field> {
    let line =
        |(name, label, hint, kind): (&'static str, &'static str, &'static str, &'static str)| {
            Field {
                name,
                label,
                hint,
                kind,
                value: value_of(business, name),
                more: if kind == "number" {
                    "min=\"0\" max=\"100\" step=\"0.1\""
                } else {
                    ""
                },
            }
        };
    LINES.into_iter().map(line).collect()
}

fn value_of(business: &Business, name: &str) -> String {
    match name {
        "name" => business.name.clone(),
        "street" => business.street.clone(),
        "city" => business.city.clone(),
        "country" => business.country.clone(),
        "phone" => business.phone.clone(),
        "email" => business.email.clone(),
        "signer" => business.signer.clone(),
        "imprint" => business.imprint.clone(),
        "public_address" => business.public_address.clone(),
        "currency" => business.currency.code().to_owned(),
        "margin" => format!("{:.1}", business.margin_share * 100.0),
        _ => business.accent.clone(),
    }
}
