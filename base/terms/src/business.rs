//! What the owner says about the business itself; asked once, used on every page and letter.

use serde::{Deserialize, Serialize};

use crate::Currency;

/// The business whose customers these are. Filled from files where possible, else by the owner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Business {
    /// The name customers know.
    pub name: String,
    /// Street and number, for the sender line; the law asks for it on every mail and letter.
    pub street: String,
    /// Postal code and city.
    pub city: String,
    /// Country, as written on letters.
    pub country: String,
    /// Telephone number for answers.
    pub phone: String,
    /// The address mails come from and answers go to.
    pub email: String,
    /// The person who signs.
    pub signer: String,
    /// Register entry, tax number or what else the law asks to print.
    pub imprint: String,
    /// Where personal pages are reached, without a slash at the end.
    pub public_address: String,
    /// The currency that amounts without one are in.
    pub currency: Currency,
    /// Share of revenue that is contribution where an order's cost is unknown, 0..=1.
    pub margin_share: f64,
    /// Accent colour of letters and mails, as `#rrggbb`.
    pub accent: String,
}

impl Default for Business {
    fn default() -> Self {
        Business {
            name: String::new(),
            street: String::new(),
            city: String::new(),
            country: String::new(),
            phone: String::new(),
            email: String::new(),
            signer: String::new(),
            imprint: String::new(),
            public_address: "http://127.0.0.1:8484".into(),
            currency: Currency::EUR,
            // A third is a cautious trade margin; the owner is shown it and asked to set it.
            margin_share: 0.33,
            accent: "#0f766e".into(),
        }
    }
}

impl Business {
    /// What is missing before anything may be sent, in plain words; empty when all is there.
    #[must_use]
    pub fn missing_to_send(&self) -> Vec<&'static str> {
        [
            (&self.name, "the name of the business"),
            (&self.street, "its street"),
            (&self.city, "its city"),
            (&self.email, "the e-mail address that mails come from"),
        ]
        .into_iter()
        .filter(|(value, _)| value.trim().is_empty())
        .map(|(_, what)| what)
        .collect()
    }
}
