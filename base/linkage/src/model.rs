//! What two records can be to each other, and how likely each finding is then.
//!
//! Enters: a pattern of findings. Leaves: the chance that both records are one person, or of one
//! household or firm.

use serde::{Deserialize, Serialize};

use crate::compare::{Pattern, finding};
use crate::feature::{Feature, given};
use crate::record::{Part, Records, Schema};
use crate::values::{MISSING, Values};

/// What two records can be to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Relation {
    /// Nothing.
    Strangers,
    /// One person, or one firm in a list of firms.
    Same,
    /// Two people of one household: address, land line and family name may be one, the person is not.
    Household,
    /// Two people of one firm.
    Firm,
}

impl Relation {
    /// Whether findings of this comparison are as they are between strangers: two people of one
    /// household have first names and dates of birth of their own.
    pub(crate) fn is_as_strangers(self, feature: Feature) -> bool {
        let person = matches!(
            feature,
            Feature::Given | Feature::Born | Feature::Identifier
        );
        match self {
            Relation::Strangers => true,
            Relation::Same => false,
            Relation::Household => person,
            Relation::Firm => person || feature == Feature::Surname,
        }
    }

    /// Chances as between strangers, but for people of one home: where first names are few,
    /// strangers share them often and they still do not; and who reads the mailbox of a relative
    /// does not have the initial it shows.
    pub(crate) fn unlike_at_home(self, feature: Feature, mut chances: Vec<f64>) -> Vec<f64> {
        if self != Relation::Household || feature != Feature::Given {
            return chances;
        }
        let levels = (1..).zip(feature.levels());
        let exact: Vec<usize> = levels
            .filter(|(_, level)| level.is_exact)
            .map(|(at, _)| at)
            .collect();
        let same: f64 = exact.iter().map(|at| chances[*at]).sum();
        if same > MOST_NAMESAKES {
            exact
                .iter()
                .for_each(|at| chances[*at] *= MOST_NAMESAKES / same);
        }
        chances[usize::from(given::TOLD_INITIAL)] = chances[usize::from(given::INITIAL)];
        chances
    }
}

/// Of two people of one home at most this share have one first name: fathers and sons of one name
/// who both live there and both buy.
const MOST_NAMESAKES: f64 = 0.005;

/// Chances of every finding of one relation, by comparison and finding; number 0 stands for «not
/// known» and is 1.
pub(crate) type Chances = Vec<Vec<f64>>;

/// What was learned of one relation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kin {
    pub(crate) relation: Relation,
    /// Expected pairs among all pairs of records.
    pub(crate) pairs: f64,
    pub(crate) chances: Chances,
}

/// Parameters learned from records, without labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    pub(crate) schema: Schema,
    pub(crate) features: Vec<Feature>,
    /// Strangers first, then the same person.
    pub(crate) kin: Vec<Kin>,
    /// Mean share of the values whose equality is each finding, weighted by their records.
    pub(crate) shares: Vec<Vec<f64>>,
    /// How many records the model was learned from.
    pub(crate) rows: usize,
    /// Combinations of keys whose equality makes two records worth comparing.
    pub(crate) rules: Vec<crate::block::Rule>,
}

/// How much more two strangers with a rare value in common speak for one person than two with a
/// usual one: at most this many bits either way, since counts of single values are small numbers.
const MOST_RARENESS_BITS: f64 = 3.0;

/// What two records are to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Odds {
    /// The chance that they are one person.
    pub(crate) same: f64,
    /// The chance that they are one person or of one household or firm.
    pub(crate) together: f64,
    /// Natural log-odds of one person against all else.
    pub(crate) log_odds: f64,
}

impl Model {
    /// Whether the model knows every finding there is. One that an older program learned may not;
    /// then it is learned anew.
    #[must_use]
    pub fn is_current(&self) -> bool {
        let knows =
            |(feature, chances): (&Feature, &Vec<f64>)| chances.len() == feature.levels().len() + 1;
        let lists = self.kin.iter().map(|kin| &kin.chances);
        let mut lists = lists.chain([&self.shares]);
        lists.all(|list| self.features.iter().zip(list).all(knows))
    }

    /// The chances of all relations for a pair.
    pub(crate) fn odds(&self, records: &Records, pattern: Pattern, a: u32, b: u32) -> Odds {
        let mut weights = [f64::NEG_INFINITY; 4];
        for (weight, kin) in weights.iter_mut().zip(&self.kin) {
            *weight = kin.pairs.ln() + self.log_chance(kin, pattern);
        }
        for (at, feature) in self.features.iter().enumerate() {
            let rareness = self.rareness(records, *feature, at, pattern, a, b);
            for (weight, kin) in weights.iter_mut().zip(&self.kin) {
                if kin.relation.is_as_strangers(*feature) {
                    *weight -= rareness;
                }
            }
        }
        odds_of(&weights[..self.kin.len()])
    }

    fn log_chance(&self, kin: &Kin, pattern: Pattern) -> f64 {
        kin.chances
            .iter()
            .enumerate()
            .map(|(at, chances)| chances[usize::from(finding(pattern, at))].ln())
            .sum()
    }

    /// How much rarer the common value of two records is than is usual for the finding, in
    /// natural logarithms; 0 where the values differ.
    pub(crate) fn rareness(
        &self,
        records: &Records,
        feature: Feature,
        at: usize,
        pattern: Pattern,
        a: u32,
        b: u32,
    ) -> f64 {
        let found = finding(pattern, at);
        if found == 0 || !feature.levels()[usize::from(found) - 1].is_exact {
            return 0.0;
        }
        let Some((values, value)) = common_value(records, feature, a, b) else {
            return 0.0;
        };
        let most = MOST_RARENESS_BITS * std::f64::consts::LN_2;
        (self.shares[at][usize::from(found)] / values.share(value))
            .ln()
            .clamp(-most, most)
    }
}

fn common_value(records: &Records, feature: Feature, a: u32, b: u32) -> Option<(&Values, u32)> {
    let place = feature
        .part()
        .and_then(|part: Part| records.schema.place(part))?;
    let value = records.value(place, a);
    (value != MISSING && value == records.value(place, b)).then(|| (&records.values[place], value))
}

/// Chances out of the log-weights of all relations, strangers first and the same person second.
pub(crate) fn odds_of(weights: &[f64]) -> Odds {
    let top = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts: Vec<f64> = weights.iter().map(|weight| (weight - top).exp()).collect();
    let rest: f64 = parts[0] + parts[2..].iter().sum::<f64>();
    let log_odds = (weights[1] - top) - rest.max(f64::MIN_POSITIVE).ln();
    let same = 1.0 / (1.0 + (-log_odds).exp());
    let kin: f64 = parts[2..].iter().sum();
    let together = same + (1.0 - same) * (kin / rest.max(f64::MIN_POSITIVE));
    Odds {
        same,
        together,
        log_odds,
    }
}
