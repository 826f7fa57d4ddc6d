//! The texts of a touch and the facts of one account in; the finished words out.
//!
//! A text is a template over named fields. What stands in a field is data: it is put in
//! as it is and never read as template again, and no template can reach a file, the network or
//! another template.

use std::collections::HashMap;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use rusqlite::Connection;
use serde::Deserialize;
use store::rusqlite;
use terms::{Business, Channel, Day, Money};

use crate::ActError;
use crate::checks::{Facts, Reach};
use crate::contact::{full_name, greeting, one_line};
use crate::page::page_address;
use crate::referral::share_address;
use crate::theme::theme_address;

/// Steps one text may take to be filled in: a loop over the longest text takes a few hundred.
const FUEL: u64 = 20_000;

/// Why a row is skipped whose texts cannot be filled in for its account.
pub(crate) const UNWRITABLE: &str = "its text could not be written";

/// The texts of one touch as its strategy wrote them; what act does not need is passed over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Wording {
    channel: Option<Channel>,
    subject: String,
    paragraphs: Vec<String>,
    guide: Vec<String>,
    ask: Vec<String>,
}

/// The fields a text may name, filled for one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) greeting: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) company: String,
    pub(crate) last_product: String,
    pub(crate) last_order_words: String,
    pub(crate) offer_percent: i64,
    pub(crate) offer_until: String,
    pub(crate) code: String,
    pub(crate) page_address: String,
    /// The link to pass on to a friend; empty while nothing is offered to friends.
    pub(crate) share_address: String,
    pub(crate) friend_percent: i64,
    /// The theme the mail carries, and the account's own link to it; empty for none.
    pub(crate) theme_title: String,
    pub(crate) theme_address: String,
    pub(crate) business: String,
    pub(crate) signer: String,
    /// Whether the personal page asks something.
    pub(crate) asks: bool,
    pub(crate) about: String,
    pub(crate) about_day: String,
    pub(crate) about_amount: String,
    pub(crate) about_count: String,
    /// Whom the offer is for, by name: the person, else the firm, else empty.
    pub(crate) name: String,
}

/// The words of one touch for one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) subject: String,
    /// With its comma; empty when the first paragraph greets.
    pub(crate) salutation: String,
    pub(crate) paragraphs: Vec<String>,
    /// Whether the texts leave the signature to the layout.
    pub(crate) needs_signature: bool,
    pub(crate) guide: Vec<String>,
    pub(crate) ask: Vec<String>,
}

/// The texts of one touch, compiled once.
pub(crate) struct TouchTexts {
    /// The channel the texts themselves name, if they do.
    pub(crate) channel: Option<Channel>,
    wording: Wording,
    compiled: Environment<'static>,
}

impl TouchTexts {
    /// Compiles the texts of a touch from their stored JSON.
    pub(crate) fn compile(json: &str) -> Result<Self, ActError> {
        let wrong = |why: String| ActError::Text {
            what: "a touch".to_owned(),
            why,
        };
        let wording: Wording =
            serde_json::from_str(json).map_err(|error| wrong(error.to_string()))?;
        let mut compiled = Environment::new();
        compiled.set_undefined_behavior(UndefinedBehavior::Strict);
        compiled.set_auto_escape_callback(|_| AutoEscape::None);
        compiled.set_fuel(Some(FUEL));
        let sources = [("subject".to_owned(), wording.subject.clone())]
            .into_iter()
            .chain(numbered("paragraph", &wording.paragraphs))
            .chain(numbered("guide", &wording.guide))
            .chain(numbered("ask", &wording.ask));
        for (name, source) in sources {
            let what = name.clone();
            compiled
                .add_template_owned(name, source)
                .map_err(|error| ActError::Text {
                    what,
                    why: error.to_string(),
                })?;
        }
        Ok(TouchTexts {
            channel: wording.channel,
            wording,
            compiled,
        })
    }

    /// The words of this touch for an account with these fields.
    pub(crate) fn words(&self, fields: &Fields) -> Result<Words, ActError> {
        let many = |name: &str, count: usize| -> Result<Vec<String>, ActError> {
            let filled = (0..count).map(|at| self.fill(&format!("{name} {}", at + 1), fields));
            let texts = filled.collect::<Result<Vec<_>, _>>()?;
            Ok(texts.into_iter().filter(|text| !text.is_empty()).collect())
        };
        let greets = self
            .wording
            .paragraphs
            .first()
            .is_some_and(|text| names(text, "greeting"));
        let signs = self
            .wording
            .paragraphs
            .last()
            .is_some_and(|text| names(text, "signer"));
        Ok(Words {
            subject: one_line(&self.fill("subject", fields)?),
            salutation: if greets {
                String::new()
            } else {
                format!("{},", fields.greeting)
            },
            paragraphs: many("paragraph", self.wording.paragraphs.len())?,
            needs_signature: !signs,
            guide: many("guide", self.wording.guide.len())?,
            ask: many("ask", self.wording.ask.len())?,
        })
    }

    fn fill(&self, name: &str, fields: &Fields) -> Result<String, ActError> {
        let filled = self.compiled.get_template(name).and_then(|text| {
            text.render(context! {
                greeting => fields.greeting.as_str(),
                first_name => fields.first_name.as_str(),
                last_name => fields.last_name.as_str(),
                company => fields.company.as_str(),
                last_product => fields.last_product.as_str(),
                last_order_words => fields.last_order_words.as_str(),
                offer_percent => fields.offer_percent,
                offer_until => fields.offer_until.as_str(),
                code => fields.code.as_str(),
                page_address => fields.page_address.as_str(),
                business => fields.business.as_str(),
                signer => fields.signer.as_str(),
                about => fields.about.as_str(),
                about_day => fields.about_day.as_str(),
                about_amount => fields.about_amount.as_str(),
                about_count => fields.about_count.as_str(),
            })
        });
        let text = filled.map_err(|error| ActError::Text {
            what: name.to_owned(),
            why: error.to_string(),
        })?;
        Ok(without_holes(&text))
    }
}

fn numbered(name: &'static str, texts: &[String]) -> impl Iterator<Item = (String, String)> {
    let texts: Vec<String> = texts.to_vec();
    texts
        .into_iter()
        .enumerate()
        .map(move |(at, text)| (format!("{name} {}", at + 1), text))
}

/// Whether a template names this field.
fn names(template: &str, field: &str) -> bool {
    template.split("{{").skip(1).any(|rest| {
        rest.split("}}")
            .next()
            .is_some_and(|inside| inside.contains(field))
    })
}

/// The text with what an empty field leaves behind taken out: a space before a comma or full
/// stop, two spaces in a row, spaces at the ends of lines.
fn without_holes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.trim().lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        let mut first = true;
        for word in line.split_whitespace() {
            let closes = matches!(word, "," | "." | ";" | ":" | "!" | "?");
            if !first && !closes {
                out.push(' ');
            }
            out.push_str(word);
            first = false;
        }
    }
    out
}

/// The fields of one account in one campaign.
pub(crate) fn fields_of(facts: &Facts, reach: &Reach, business: &Business) -> Fields {
    let person = reach.person.as_ref();
    let company = facts.company();
    let part =
        |of: fn(&crate::contact::Person) -> &str| person.map_or(String::new(), |p| one_line(of(p)));
    let full = full_name(person);
    Fields {
        greeting: greeting(person, company),
        first_name: part(|person| &person.first_name),
        last_name: part(|person| &person.last_name),
        company: company.to_owned(),
        last_product: one_line(&facts.last_product),
        last_order_words: facts.last_order_day.map_or(String::new(), Day::long_words),
        offer_percent: facts.offer_percent,
        offer_until: facts.offer_until.map_or(String::new(), Day::long_words),
        code: facts.code.clone(),
        page_address: page_address(business, &facts.page_token),
        share_address: match facts.friend_percent {
            Some(_) if !facts.share_token.is_empty() => share_address(business, &facts.share_token),
            _ => String::new(),
        },
        friend_percent: facts.friend_percent.unwrap_or(0),
        theme_title: facts
            .theme
            .as_ref()
            .map_or(String::new(), |(title, _)| one_line(title)),
        theme_address: match &facts.theme {
            Some((_, token)) => theme_address(business, token),
            None => String::new(),
        },
        business: one_line(&business.name),
        signer: one_line(match facts.about.sender_name.as_str() {
            "" => &business.signer,
            person => person,
        }),
        asks: facts.about.asks,
        about: one_line(&facts.about.subject),
        about_day: facts.about.day.map_or(String::new(), Day::long_words),
        about_amount: facts.about.amount_minor.map_or(String::new(), |minor| {
            Money::new(minor, business.currency).to_string()
        }),
        about_count: facts
            .about
            .quantity
            .map_or(String::new(), |count| count.to_string()),
        name: if full.is_empty() {
            company.to_owned()
        } else {
            full
        },
    }
}

/// The texts of every touch that still has something to hand over, by touch.
pub(crate) fn read_texts(
    db: &Connection,
    touches: &[i64],
) -> Result<HashMap<i64, TouchTexts>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../sql/texts.read_texts.sql"))?;
    let mut rows = statement.query([crate::checks::array(touches)])?;
    let mut texts = HashMap::new();
    while let Some(row) = rows.next()? {
        texts.insert(row.get(0)?, TouchTexts::compile(&row.get::<_, String>(1)?)?);
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn texts(paragraph: &str) -> TouchTexts {
        let json = serde_json::json!({"subject": "For {{ company }}", "paragraphs": [paragraph]});
        TouchTexts::compile(&json.to_string()).unwrap()
    }

    #[test]
    fn missing_values_leave_no_hole() {
        let fields = Fields {
            greeting: "Hello".into(),
            ..Fields::default()
        };
        for (template, expected) in [
            (
                "Hello {{ first_name }}, welcome {{ last_name }} !",
                "Hello, welcome!",
            ),
            ("You bought {{ last_product }} .", "You bought."),
            (
                "{% if last_product %}Your {{ last_product }}{% else %}Your order{% endif %}",
                "Your order",
            ),
            ("One\n  two  three ", "One\ntwo three"),
        ] {
            assert_eq!(
                texts(template).words(&fields).unwrap().paragraphs,
                [expected]
            );
        }
    }

    #[test]
    fn values_are_never_templates() {
        let nasty = "{{7*7}} {% include 'x' %} ${7*7} #{sys.inputs}";
        let fields = Fields {
            first_name: nasty.into(),
            ..Fields::default()
        };
        let words = texts("Hi {{ first_name }}").words(&fields).unwrap();
        assert_eq!(words.paragraphs, [format!("Hi {nasty}")]);
    }

    #[test]
    fn unknown_fields_and_endless_loops_are_errors() {
        for template in [
            "{{ password }}",
            "{% include 'secrets' %}",
            "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
        ] {
            assert!(
                texts(template).words(&Fields::default()).is_err(),
                "{template}"
            );
        }
    }

    #[test]
    fn greeting_and_signature_appear_once() {
        let fields = Fields {
            greeting: "Dear Ann".into(),
            signer: "Bo".into(),
            ..Fields::default()
        };
        let own = texts("{{ greeting }}, yours, {{ signer }}")
            .words(&fields)
            .unwrap();
        assert_eq!((own.salutation.as_str(), own.needs_signature), ("", false));
        let plain = texts("We miss you.").words(&fields).unwrap();
        assert_eq!(
            (plain.salutation.as_str(), plain.needs_signature),
            ("Dear Ann,", true)
        );
    }
}
