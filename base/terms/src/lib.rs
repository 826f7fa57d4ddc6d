//! The vocabulary of Regulars: the nouns every stage and door speaks, one file each.
//!
//! Enters: plain values. Leaves: types that cannot hold a wrong one.
//! Nothing here reads a file, a clock or a database, and nothing here draws a random number.

mod account_kind;
mod arm;
mod business;
mod channel;
mod channel_mix;
mod count;
mod day;
mod interaction_kind;
mod legal_form;
mod lever;
mod lifecycle_stage;
mod money;
mod opportunity_stage;
mod outcome;
mod touch_state;
mod value_segment;

pub use account_kind::AccountKind;
pub use arm::Arm;
pub use business::Business;
pub use channel::Channel;
pub use channel_mix::ChannelMix;
pub use count::count_words;
pub use day::{Day, DayError};
pub use interaction_kind::InteractionKind;
pub use legal_form::LEGAL_FORMS;
pub use lever::Lever;
pub use lifecycle_stage::LifecycleStage;
pub use money::{Currency, Money, MoneyError, minor_from_decimal};
pub use opportunity_stage::OpportunityStage;
pub use outcome::CallOutcome;
pub use touch_state::TouchState;
pub use value_segment::{ValueSegment, ValueSegmentError};

/// A code that is stored as text and was not one this version knows.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("«{text}» is not a {noun}; known are {known}")]
pub struct UnknownCode {
    /// What the code should have been, in plain words.
    pub noun: &'static str,
    /// What was found instead.
    pub text: String,
    /// The codes that would have been understood.
    pub known: String,
}

/// Gives an enum its stored code, its screen word and the way back from the code.
macro_rules! coded {
    ($name:ident, $noun:literal, { $($variant:ident = $code:literal, $word:literal;)+ }) => {
        impl $name {
            /// Every variant, in the order they are shown.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code this is stored and exported under; never changes.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The word a person reads on the screen.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $name::ALL.iter().copied().find(|one| one.code() == text).ok_or_else(|| {
                    let known: Vec<_> = $name::ALL.iter().map(|one| one.code()).collect();
                    $crate::UnknownCode { noun: $noun, text: text.to_owned(), known: known.join(", ") }
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use coded;
