//! The Settings page: what mails and letters need to know of the business.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use serde::Deserialize;
use terms::{Business, Currency};

use crate::frame::Frame;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    fields: Vec<Field>,
    mail: String,
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
        Ok(SettingsPage { frame: Frame::new(&app.house, "settings").with_notice(saved), fields: fields(&app.house.business()?), mail })
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

fn fields(business: &Business) -> Vec<Field> {
    let text = |name, label, hint, value: &str| Field {
        name,
        label,
        hint,
        kind: "text",
        value: value.into(),
        more: "",
    };
    let mut fields = vec![
        text(
            "name",
            "Business name",
            "As customers know it",
            &business.name,
        ),
        text(
            "street",
            "Street",
            "For the sender line; the law asks for it",
            &business.street,
        ),
        text("city", "Postcode and city", "", &business.city),
        text("country", "Country", "", &business.country),
        text("phone", "Phone", "For answers", &business.phone),
        Field {
            kind: "email",
            ..text(
                "email",
                "E-mail",
                "Mails come from here, answers go here",
                &business.email,
            )
        },
        text("signer", "Signed by", "A person's name", &business.signer),
        text(
            "imprint",
            "Imprint",
            "Register entry or tax number, if you must print it",
            &business.imprint,
        ),
        Field {
            kind: "url",
            ..text(
                "public_address",
                "Address of personal pages",
                "Where codes and opt-outs are reached",
                &business.public_address,
            )
        },
        text(
            "currency",
            "Currency",
            "Three letters, such as EUR",
            business.currency.code(),
        ),
    ];
    let margin = format!("{:.1}", business.margin_share * 100.0);
    fields.push(Field {
        name: "margin",
        label: "Usual margin, percent",
        hint: "Used where an order's cost is unknown",
        kind: "number",
        value: margin,
        more: "min=\"0\" max=\"100\" step=\"0.1\"",
    });
    fields.push(Field {
        name: "accent",
        label: "Colour of letters and mails",
        hint: "",
        kind: "color",
        value: business.accent.clone(),
        more: "",
    });
    fields
}
