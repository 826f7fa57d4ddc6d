//! `regulars business`: show, set.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::args::{Business, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: Business) -> Result<Exit> {
    let house = workspace::open(place)?;
    let business = house.business()?;
    match wanted {
        Business::Show if show.json => say_json(&business)?,
        Business::Show => {
            if let Value::Object(fields) = serde_json::to_value(&business)? {
                for (name, value) in fields {
                    say(&format!("{name} = {value}"));
                }
            }
        }
        Business::Set { field, value } => {
            let changed = with_field(serde_json::to_value(&business)?, &field, value)?;
            house.store.set_business(&changed)?;
            if field == "currency" {
                house.store.set_setting("currency_is_settled", &true)?;
            }
            say("Kept.");
        }
    }
    Ok(Exit::Done)
}

/// The business with one field changed; the type of the old value says how to read the new one.
fn with_field(mut business: Value, field: &str, value: String) -> Result<terms::Business> {
    let names = business
        .as_object()
        .map(|fields| fields.keys().cloned().collect::<Vec<_>>());
    let Some(place) = business.get_mut(field) else {
        let known = names.unwrap_or_default().join(", ");
        bail!(desk::Refusal::Usage(format!(
            "«{field}» is no field of the business; known are {known}"
        )));
    };
    *place = match place {
        Value::Number(_) => {
            let number: f64 = value
                .parse()
                .with_context(|| format!("«{value}» is no number"))?;
            number.into()
        }
        _ => Value::String(value),
    };
    serde_json::from_value(business).with_context(|| format!("{field} cannot be that"))
}
