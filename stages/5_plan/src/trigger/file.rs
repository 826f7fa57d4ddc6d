//! A trigger: what starts it, what it sends, what ends it, as its owner wrote it down.

use std::fmt;

use serde::{Deserialize, Serialize};
use terms::LifecycleStage;

use crate::{StrategyError, TouchTemplate};

/// A message, or a few, that leave by themselves when something happens to one customer.
///
/// Invariant: one that [`Trigger::from_toml`] gave keeps the rules of `rules.rs`.
/// Written by the owner (a dozen ship, all off); versions are kept once used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Its code, the name of its file, such as `renewal`.
    #[serde(skip)]
    pub code: String,
    /// A short name, as in "Before a renewal".
    pub name: String,
    /// What it is for, for the owner.
    pub why: String,
    /// What starts it.
    pub start: Start,
    /// Whether a customer can get it again.
    #[serde(default)]
    pub again: Again,
    /// What ends it before its last message; somebody who opts out ends everything.
    #[serde(default)]
    pub ends: Vec<Ending>,
    /// Days of peace it keeps after any other message; a later day is chosen then. 0 for what
    /// answers something the customer just did, and for reminders of a contract.
    #[serde(default)]
    pub peace_days: i32,
    /// Share left alone for comparison; 0 for thanks and reminders.
    #[serde(default)]
    pub control_share: f64,
    /// How many days orders are counted for, from the occasion on.
    #[serde(default = "window_days")]
    pub window_days: i32,
    /// Who writes, by name; the business itself without one.
    #[serde(default)]
    pub sender: Option<Sender>,
    /// The one question of its messages, answered on the personal page.
    #[serde(default)]
    pub question: Option<Question>,
    /// The list that the occasion entitles to.
    #[serde(default)]
    pub list: Option<ListEntry>,
    /// What is sent, in order.
    pub touches: Vec<TouchTemplate>,
    /// The file as its owner wrote it; this is what a version keeps.
    #[serde(skip)]
    pub text: String,
}

/// Two months: somebody who comes back because of one message does so by then. Own choice.
fn window_days() -> i32 {
    60
}

/// What starts a trigger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case", deny_unknown_fields)]
pub enum Start {
    /// Something stands new on the timeline.
    Event {
        /// The kinds of events.
        kinds: Vec<String>,
        /// A part of what it is about; everything where empty.
        #[serde(default)]
        subject: String,
    },
    /// The uses so far of one thing reach a number.
    Uses {
        /// The kinds of events that count.
        kinds: Vec<String>,
        /// A part of what is used; everything, each by itself, where empty.
        #[serde(default)]
        subject: String,
        /// The number.
        reach: f64,
        /// Only below this many, so that a great step forward brings the right message alone.
        #[serde(default)]
        below: Option<f64>,
    },
    /// An order.
    Order {
        /// Only the first of a customer.
        #[serde(default)]
        first: bool,
        /// A part of the name of a product in it.
        #[serde(default)]
        product: String,
    },
    /// A day that an event leads to, such as the renewal of a subscription.
    Until {
        /// The kinds of events.
        kinds: Vec<String>,
        /// Days before that day.
        days_before: i32,
    },
    /// The day of the first order comes round again.
    Anniversary {
        /// Days before that day.
        #[serde(default)]
        days_before: i32,
    },
    /// A birthday comes round again.
    Birthday {
        /// Days before that day.
        #[serde(default)]
        days_before: i32,
    },
    /// A lifecycle stage is entered from another one.
    Stage {
        /// The stages.
        stages: Vec<LifecycleStage>,
    },
    /// Somebody who has not bought anything asks or registers.
    Lead,
    /// Only by hand: what an alert to a list is made of.
    Alert,
}

/// Whether a customer can get a trigger again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// At every occasion: every order, every renewal, every year.
    #[default]
    EachOccasion,
    /// Never.
    Never,
    /// Not within this many days.
    AfterDays(i32),
}

/// What ends a trigger for a customer before its last message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// An order on the day of the occasion or later.
    Order,
    /// An answer of theirs.
    Reply,
    /// The order it is about was returned or cancelled.
    Return,
    /// The subscription it is about was cancelled, or its day moved.
    Cancel,
    /// The time on the list it is for is over.
    List,
}

impl Ending {
    /// The code it is stored under.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Ending::Order => "order",
            Ending::Reply => "reply",
            Ending::Return => "return",
            Ending::Cancel => "cancel",
            Ending::List => "list",
        }
    }

    /// How a person says it.
    fn words(self) -> &'static str {
        match self {
            Ending::Order => "they order",
            Ending::Reply => "they answer",
            Ending::Return => "the order comes back",
            Ending::Cancel => "it is cancelled or moved",
            Ending::List => "their time on the list is over",
        }
    }
}

/// The person who writes, and to whom answers go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// The name, as it signs and as the mail says who it is from.
    pub name: String,
    /// Where answers go; to the business without one.
    #[serde(default)]
    pub email: String,
}

/// One question and what can be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// As it stands on the personal page.
    pub text: String,
    /// The answers to choose from; none for an answer in the customer's own words alone.
    #[serde(default)]
    pub answers: Vec<String>,
}

/// A list that the occasion puts the customer on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListEntry {
    /// Its name.
    pub name: String,
    /// For how many days from the occasion.
    pub days: i32,
}

impl Trigger {
    /// Reads a trigger from the text of its file and checks every rule.
    ///
    /// # Errors
    /// Names file, line and field of the first thing that is wrong.
    pub fn from_toml(code: &str, text: &str) -> Result<Trigger, StrategyError> {
        let file = format!("{code}.toml");
        let mut trigger: Trigger = toml::from_str(text)
            .map_err(|error| crate::place::toml_problem(&file, text, &error))?;
        code.clone_into(&mut trigger.code);
        text.clone_into(&mut trigger.text);
        crate::trigger::rules::check(&trigger, &file)?;
        Ok(trigger)
    }

    /// What starts it, in a sentence.
    #[must_use]
    pub fn start_words(&self) -> String {
        self.start.to_string()
    }

    /// What ends it, in a sentence.
    #[must_use]
    pub fn end_words(&self) -> String {
        let mut ways: Vec<&str> = vec!["they ask to be left alone"];
        ways.extend(self.ends.iter().map(|end| end.words()));
        format!("Ends when {}.", joined(&ways, "or"))
    }

    /// How often a customer can get it, in a few words.
    #[must_use]
    pub fn again_words(&self) -> String {
        match self.again {
            Again::EachOccasion => "At every occasion, once each.".into(),
            Again::Never => "Once in a customer's life.".into(),
            Again::AfterDays(days) => format!("Not again within {days} days."),
        }
    }

    /// The kinds of events it starts with.
    pub(crate) fn kinds(&self) -> &[String] {
        match &self.start {
            Start::Event { kinds, .. } | Start::Uses { kinds, .. } | Start::Until { kinds, .. } => {
                kinds
            }
            _ => &[],
        }
    }

    /// Days between the occasion and the day it leads to.
    pub(crate) fn days_before(&self) -> i32 {
        match self.start {
            Start::Until { days_before, .. }
            | Start::Anniversary { days_before }
            | Start::Birthday { days_before } => days_before,
            _ => 0,
        }
    }
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = |subject: &str| match subject {
            "" => String::new(),
            subject => format!(" about «{subject}»"),
        };
        let kinds = |kinds: &[String]| {
            let words: Vec<String> = kinds.iter().map(|kind| kind.replace('_', " ")).collect();
            joined(&words.iter().map(String::as_str).collect::<Vec<_>>(), "or")
        };
        match self {
            Start::Event { kinds: of, subject } => {
                write!(f, "Something new happens: {}{}", kinds(of), about(subject))
            }
            Start::Uses { subject, reach, .. } => {
                write!(f, "Use number {reach} of one thing{}", about(subject))
            }
            Start::Order { first, product } => {
                let which = if *first {
                    "The first order"
                } else {
                    "An order"
                };
                match product.as_str() {
                    "" => f.write_str(which),
                    product => write!(f, "{which} with «{product}»"),
                }
            }
            Start::Until {
                kinds: of,
                days_before,
            } => {
                write!(f, "{days_before} days before the end of a {}", kinds(of))
            }
            Start::Anniversary { days_before } => {
                write!(
                    f,
                    "{}the anniversary of the first order",
                    before(*days_before)
                )
            }
            Start::Birthday { days_before } => write!(f, "{}a birthday", before(*days_before)),
            Start::Stage { stages } => {
                let words: Vec<&str> = stages.iter().map(|stage| stage.word()).collect();
                write!(f, "A customer becomes: {}", joined(&words, "or"))
            }
            Start::Lead => f.write_str("Somebody new asks or registers"),
            Start::Alert => f.write_str("An alert to the list"),
        }
    }
}

fn before(days: i32) -> String {
    match days {
        0 => "On ".into(),
        1 => "1 day before ".into(),
        days => format!("{days} days before "),
    }
}

fn joined(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [some @ .., end] => format!("{} {last} {end}", some.join(", ")),
    }
}
