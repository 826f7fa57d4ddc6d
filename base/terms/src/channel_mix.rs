//! What a campaign is made of, coarsely: channels, and whether it carries a discount.

use std::fmt;
use std::str::FromStr;

use crate::{Channel, UnknownCode};

/// The channels of a campaign and whether it carries a discount. What a mix did in one segment
/// says something about the same mix in another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChannelMix {
    /// Whether e-mails are among it.
    pub email: bool,
    /// Whether letters are among it.
    pub letter: bool,
    /// Whether calls are among it.
    pub call: bool,
    /// Whether it carries a discount.
    pub offer: bool,
}

impl ChannelMix {
    /// The mix of these channels.
    #[must_use]
    pub fn of(channels: impl IntoIterator<Item = Channel>, offer: bool) -> Self {
        let mut mix = ChannelMix {
            offer,
            ..ChannelMix::default()
        };
        for channel in channels {
            match channel {
                Channel::Email => mix.email = true,
                Channel::Letter => mix.letter = true,
                Channel::Call => mix.call = true,
            }
        }
        mix
    }

    /// Whether nothing is sent and nobody called.
    #[must_use]
    pub fn is_silent(self) -> bool {
        !(self.email || self.letter || self.call)
    }

    /// Whether this channel is among it.
    #[must_use]
    pub fn has(self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.email,
            Channel::Letter => self.letter,
            Channel::Call => self.call,
        }
    }

    /// How a person reads it: `e-mail and letter, with a discount`.
    #[must_use]
    pub fn words(self) -> String {
        let named = [
            (self.email, "e-mail"),
            (self.letter, "letter"),
            (self.call, "call"),
        ];
        let there: Vec<&str> = named
            .into_iter()
            .filter_map(|(is, word)| is.then_some(word))
            .collect();
        let channels = match there.as_slice() {
            [] => return "leave alone".to_owned(),
            [one] => format!("{one} only"),
            [all @ .., last] => format!("{} and {last}", all.join(", ")),
        };
        match self.offer {
            true => format!("{channels}, with a discount"),
            false => channels,
        }
    }

    fn parts(self) -> [(bool, &'static str); 4] {
        [
            (self.email, "email"),
            (self.letter, "letter"),
            (self.call, "call"),
            (self.offer, "offer"),
        ]
    }
}

impl fmt::Display for ChannelMix {
    /// The code it is stored under: `email+letter+offer`; `none` when nothing is in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let there: Vec<&str> = self
            .parts()
            .into_iter()
            .filter_map(|(is, code)| is.then_some(code))
            .collect();
        match there.as_slice() {
            [] => f.write_str("none"),
            some => f.write_str(&some.join("+")),
        }
    }
}

impl FromStr for ChannelMix {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let mut mix = ChannelMix::default();
        if text == "none" {
            return Ok(mix);
        }
        for part in text.split('+') {
            match part {
                "email" => mix.email = true,
                "letter" => mix.letter = true,
                "call" => mix.call = true,
                "offer" => mix.offer = true,
                _ => {
                    return Err(UnknownCode {
                        noun: "mix of channels",
                        text: text.to_owned(),
                        known: "none, or email, letter, call and offer joined by +".to_owned(),
                    });
                }
            }
        }
        Ok(mix)
    }
}

impl serde::Serialize for ChannelMix {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::ChannelMix;
    use crate::Channel;

    #[test]
    fn every_mix_is_read_as_it_was_written() {
        for bits in 0..16_u8 {
            let has = |bit: u8| bits & (1 << bit) != 0;
            let mix = ChannelMix {
                email: has(0),
                letter: has(1),
                call: has(2),
                offer: has(3),
            };
            assert_eq!(mix.to_string().parse(), Ok(mix));
        }
        assert!("mail".parse::<ChannelMix>().is_err());
        assert!("".parse::<ChannelMix>().is_err());
    }

    #[test]
    fn words_name_what_is_in_it() {
        let words =
            |channels: &[Channel], offer| ChannelMix::of(channels.iter().copied(), offer).words();
        let all = [Channel::Call, Channel::Email, Channel::Letter];
        assert_eq!(words(&all, false), "e-mail, letter and call");
        assert_eq!(words(&all[..1], true), "call only, with a discount");
        assert_eq!(words(&[], true), "leave alone");
    }
}
