//! Prospects like the best customers: firmographics of customers enter, the chance that a
//! prospect like them becomes one of the best leaves, with what speaks for it.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::alike::firmographics::{Firmographics, band_words};
use crate::base::CustomerBase;
use crate::log::words::Words;
use crate::past::best::CHOSEN_BIT;

/// Best customers below which nothing is learnt.
const FEWEST_BEST: usize = 10;

/// Customers of the whole base that the shares of a group are drawn towards.
const PRIOR: f64 = 4.0;

/// How much more often something is found among the best than among the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LikenessModel {
    /// Share of customers that are best.
    pub(crate) best_share: f64,
    pub(crate) best: usize,
    /// By what is found, how often among the best over how often among the others.
    times: BTreeMap<String, f64>,
}

/// What is known of an account, word by word.
fn marks(firm: &Firmographics, words: &Words) -> Vec<String> {
    let mut marks = vec![if firm.is_firm {
        "firm".to_owned()
    } else {
        "household".to_owned()
    }];
    if firm.industry != 0 {
        marks.push(format!("industry «{}»", words.word(firm.industry)));
    }
    if firm.country != 0 {
        marks.push(format!("country «{}»", words.word(firm.country)));
    }
    if firm.band() != 0 {
        marks.push(band_words(firm.band()));
    }
    marks
}

impl LikenessModel {
    /// Learns from the customers of a base and who of them is best; nothing where too few are.
    ///
    /// - Formula: for each mark, `(b + πn)/(B + n) ÷ (o + πn)/(O + n)` with b of B best and o of
    ///   O other customers bearing it, π the share of all that do, n = 4
    /// - Shape: customers and their bits in, one factor a mark out
    /// - Units: none
    /// - Range: above zero
    /// - Errors: none
    /// - Source: naive Bayes with m-estimates, Cestnik 1990, ECAI
    /// - Checked: `c67_planted_look_alikes_rank_in_the_top_decile`
    pub(crate) fn learn(base: &CustomerBase, bits: &[u8]) -> Option<Self> {
        let best = bits.iter().filter(|bits| **bits & CHOSEN_BIT != 0).count();
        let others = bits.len() - best;
        if best < FEWEST_BEST || others == 0 {
            return None;
        }
        let mut counts: HashMap<Firmographics, [f64; 2]> = HashMap::new();
        for (customer, bits) in base.customers.iter().zip(bits) {
            let firm = Firmographics {
                employees: customer.firm.employees.map(|_| band_begin(&customer.firm)),
                ..customer.firm
            };
            counts.entry(firm).or_default()[usize::from(bits & CHOSEN_BIT != 0)] += 1.0;
        }
        let mut by_mark: HashMap<String, [f64; 2]> = HashMap::new();
        for (firm, [other, best]) in counts {
            for mark in marks(&firm, &base.words) {
                let sum = by_mark.entry(mark).or_default();
                sum[0] += other;
                sum[1] += best;
            }
        }
        let times = |[other, good]: [f64; 2]| {
            let all = (other + good) / bits.len() as f64;
            let share = |part: f64, whole: usize| (part + PRIOR * all) / (whole as f64 + PRIOR);
            share(good, best) / share(other, others)
        };
        Some(Self {
            best_share: best as f64 / bits.len() as f64,
            best,
            times: by_mark
                .into_iter()
                .map(|(mark, sums)| (mark, times(sums)))
                .collect(),
        })
    }

    /// The chance that an account like this becomes one of the best; none where nothing is known
    /// of it.
    pub(crate) fn chance(&self, firm: &Firmographics, words: &Words) -> Option<f64> {
        if !firm.is_known() {
            return None;
        }
        let factors = marks(firm, words)
            .into_iter()
            .filter_map(|mark| self.times.get(&mark));
        let odds = factors.product::<f64>() * self.best_share / (1.0 - self.best_share);
        Some(odds / (1.0 + odds))
    }

    /// What is known of an account, with how many times as often it is found among the best.
    pub(crate) fn reasons(&self, firm: &Firmographics, words: &Words) -> Vec<(String, f64)> {
        let mut reasons: Vec<(String, f64)> = marks(firm, words)
            .into_iter()
            .filter_map(|mark| self.times.get(&mark).map(|times| (mark.clone(), *times)))
            .collect();
        reasons.sort_by(|one, other| other.1.total_cmp(&one.1));
        reasons
    }
}

/// The number of employees a band begins at: accounts of a band are alike.
fn band_begin(firm: &Firmographics) -> u32 {
    crate::alike::firmographics::BANDS[firm.band().saturating_sub(1) as usize]
}
