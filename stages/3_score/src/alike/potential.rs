//! Unrealised potential: what accounts like one spend in a year, less what it spends itself.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::alike::likes::{LikeModel, LikeSpend, profile_of};
use crate::base::{Customer, CustomerBase};
use crate::log::words::Words;

/// A year's revenue that like accounts give beyond an account's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Potential {
    /// Up to a modest like account: three in four spend more. Above zero, it could grow.
    pub(crate) low_minor: i64,
    /// Up to the middle one.
    pub(crate) middle_minor: i64,
    /// Up to a good one.
    pub(crate) high_minor: i64,
    /// Where most of it lies, of `score_words`; 0 where categories are not known.
    pub(crate) category: u32,
}

impl Potential {
    /// Whether it spends less than even a modest like account.
    pub(crate) fn could_grow(&self) -> bool {
        self.low_minor > 0
    }
}

/// A gap of less than a tenth of the own spend is no room to grow (owner's choice).
const WORTH_WHILE: f64 = 0.10;

/// The potential of every customer who bought in the last year; zero for the others, who are to
/// be won back before they can grow, and for all where nothing could be learnt.
pub(crate) fn potentials(
    base: &CustomerBase,
    words: &Words,
    model: Option<&LikeModel>,
) -> Vec<Potential> {
    let Some(model) = model else {
        return vec![Potential::default(); base.customers.len()];
    };
    let mixes: HashMap<&str, Vec<(u32, f64)>> = model
        .mixes()
        .map(|(industry, mix)| {
            let numbered = mix
                .iter()
                .map(|(category, share)| (words.number_of(category), *share));
            (industry, numbered.collect())
        })
        .collect();
    let places = model.places();
    let of = |one: &Customer| {
        let own_minor = one.last_year.revenue_minor;
        if own_minor <= 0 {
            return Potential::default();
        }
        let profile = profile_of(base, words, one);
        let like = model.like_spend(&profile, &places);
        let mix = mixes.get(profile.industry).or_else(|| mixes.get(""));
        Potential {
            category: mix.map_or(0, |mix| {
                widest_gap(mix, base.spends_of(one), own_minor, &like)
            }),
            ..beyond(&like, own_minor)
        }
    };
    base.customers.par_iter().map(of).collect()
}

/// What like accounts spend beyond an own year's revenue.
fn beyond(like: &LikeSpend, own_minor: i64) -> Potential {
    let gap = |like_minor: f64| (like_minor.round() as i64 - own_minor).max(0);
    let low_minor = gap(like.low_minor);
    let is_worth_while = low_minor as f64 >= WORTH_WHILE * own_minor as f64;
    Potential {
        low_minor: if is_worth_while { low_minor } else { 0 },
        middle_minor: gap(like.middle_minor),
        high_minor: gap(like.high_minor),
        category: 0,
    }
}

/// The category in which like accounts spend most beyond an own year's revenue; 0 for none.
fn widest_gap(mix: &[(u32, f64)], own: &[(u32, i64)], own_minor: i64, like: &LikeSpend) -> u32 {
    let whole: i64 = own.iter().map(|(_, minor)| (*minor).max(0)).sum();
    let own_of = |category: u32| {
        let spent = own.iter().find(|(id, _)| *id == category);
        let minor = spent.map_or(0, |(_, minor)| (*minor).max(0));
        own_minor as f64 * minor as f64 / whole.max(1) as f64
    };
    mix.iter()
        .map(|(category, share)| (*category, share * like.middle_minor - own_of(*category)))
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .filter(|(_, gap)| *gap > 0.0)
        .map_or(0, |(category, _)| category)
}

#[cfg(test)]
mod tests {
    use super::{beyond, widest_gap};
    use crate::alike::likes::LikeSpend;

    #[test]
    fn potential_is_what_like_accounts_spend_beyond_the_own() {
        let like = LikeSpend {
            low_minor: 1_000.0,
            middle_minor: 2_000.0,
            high_minor: 4_000.0,
        };
        for (own, low, middle, high) in [
            (500, 500, 1_500, 3_500),
            (950, 0, 1_050, 3_050),
            (3_000, 0, 0, 1_000),
            (9_000, 0, 0, 0),
        ] {
            let found = beyond(&like, own);
            assert_eq!(
                (found.low_minor, found.middle_minor, found.high_minor),
                (low, middle, high)
            );
        }
        // Like accounts spend 1,200 on 7 and 800 on 8; this one 400 and 100.
        let mix = [(7, 0.6), (8, 0.4)];
        assert_eq!(widest_gap(&mix, &[(7, 800), (8, 200)], 500, &like), 7);
        assert_eq!(widest_gap(&mix, &[(7, 1_000)], 1_000, &like), 8);
        assert_eq!(widest_gap(&[], &[(7, 1_000)], 1_000, &like), 0);
    }
}
