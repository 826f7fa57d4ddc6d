//! The ways a segment could be treated, from leaving it alone to everything its strategy holds.
//!
//! Enters: a strategy, what is known of its accounts, what earlier campaigns taught. Leaves: what
//! each way should bring, and how sure that is; and the strategy rewritten for the way chosen.

use serde::Serialize;
use terms::{Channel, ChannelMix};

use crate::gain::{Worth, offer_cost, touch_weight};
use crate::learned::Counted;
use crate::{Strategy, TouchTemplate};

/// Standard deviations to either side of a mean that hold 80 % of a normal distribution.
const EIGHTY_PERCENT: f64 = 1.281_551_565_544_6;

/// One way to treat a segment, and what it should bring if everybody in it got all of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Way {
    /// Channels, and whether with the discount.
    pub mix: ChannelMix,
    /// Whether this is what its strategy says now.
    pub in_force: bool,
    /// Extra profit of one account after all cost, in minor units.
    pub each_minor: f64,
    /// Lower end of the range that holds the truth four times in five.
    pub low_minor: f64,
    /// Upper end of that range.
    pub high_minor: f64,
    /// Chance that it brings more than leaving alone.
    pub chance_pays: f64,
    /// What it is counted with.
    pub counted: Counted,
}

/// The strategy as it would be for each way, the lightest first: left alone, as e-mails only,
/// without calls, as it is. With or without its discount is no such choice: what it assumes, it
/// assumes with the discount, and how much of that the discount does nobody has said.
pub(crate) fn ways_of(strategy: &Strategy) -> Vec<(ChannelMix, Strategy)> {
    let mut ways: Vec<(ChannelMix, Strategy)> = Vec::new();
    let mut add = |way: Strategy| {
        let mix = way.mix();
        if !ways.iter().any(|(known, _)| *known == mix) {
            ways.push((mix, way));
        }
    };
    add(strategy.left_alone());
    let channels: [&[Channel]; 3] = [
        &[Channel::Email],
        &[Channel::Email, Channel::Letter],
        &[Channel::Email, Channel::Letter, Channel::Call],
    ];
    for kept in channels {
        let lighter = strategy.with_channels(kept);
        if lighter.touches.len() < crate::validity::FEWEST_TOUCHES {
            continue;
        }
        add(lighter);
    }
    ways
}

impl Strategy {
    fn left_alone(&self) -> Strategy {
        Strategy {
            contact: false,
            ..self.clone()
        }
    }

    /// The same with these channels only: a letter becomes an e-mail where letters are given up, for
    /// its words are written already; a call falls away. The assumption shrinks with the touches.
    fn with_channels(&self, kept: &[Channel]) -> Strategy {
        let touches: Vec<TouchTemplate> = self
            .touches
            .iter()
            .filter_map(|touch| lighter_touch(touch, kept))
            .collect();
        let weight = |touches: &[TouchTemplate]| -> f64 {
            touches
                .iter()
                .map(|touch| touch_weight(touch.channel))
                .sum()
        };
        let share = match weight(&self.touches) {
            whole if whole > 0.0 => weight(&touches) / whole,
            _ => 1.0,
        };
        Strategy {
            contact: true,
            response_share: self.response_share * share,
            touches,
            ..self.clone()
        }
    }
}

pub(crate) fn lighter_touch(touch: &TouchTemplate, kept: &[Channel]) -> Option<TouchTemplate> {
    match touch.channel {
        channel if kept.contains(&channel) => Some(touch.clone()),
        Channel::Letter => Some(TouchTemplate {
            channel: Channel::Email,
            cost_minor: 0,
            ..touch.clone()
        }),
        _ => None,
    }
}

/// What a way should bring from one account of these on average.
///
/// With a factor f the gain is f · response · (contribution − discount) − discount of those who buy
/// anyway − cost: a straight line, so its range is that of the factor.
pub(crate) fn weigh_way(
    mix: ChannelMix,
    way: &Strategy,
    in_force: bool,
    counted: Counted,
    accounts: &[Worth],
) -> Way {
    let count = accounts.len().max(1) as f64;
    let cost: i64 = way
        .used_touches()
        .iter()
        .map(|touch| touch.cost_minor)
        .sum();
    let (mut slope, mut sure) = (0.0, 0.0);
    for one in accounts.iter().filter(|_| !mix.is_silent()) {
        let discount = offer_cost(one.order, way.offer_percent);
        slope += way.response_share * (one.contribution - discount) / count;
        sure += one.buys_anyway * discount / count;
    }
    let at = |factor: f64| factor * slope - sure - cost as f64;
    let reach = EIGHTY_PERCENT * counted.sd;
    let ends = [at(counted.factor - reach), at(counted.factor + reach)];
    let spread = slope.abs() * counted.sd;
    Way {
        mix,
        in_force,
        each_minor: at(counted.factor),
        low_minor: ends[0].min(ends[1]),
        high_minor: ends[0].max(ends[1]),
        chance_pays: if spread > 0.0 {
            experiment::shrink::Belief {
                mean: at(counted.factor),
                sd: spread,
            }
            .chance_above(0.0)
        } else {
            0.0
        },
        counted,
    }
}
