//! What accounts like one spend in a year: firmographics and buying pattern of all customers
//! enter, a model that tells it for any of them leaves.
//!
//! The logarithm of a year's revenue is explained by industry, country and employees, and by
//! where most of the money goes and how large an order is. What is left over shows how far like
//! accounts differ: at a quarter, the half and nine tenths of it stand what a modest, a middling
//! and a good one of them spends.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::alike::firmographics::Firmographics;
use crate::alike::mixes::{ALL_INDUSTRIES, learn_mixes};
use crate::alike::ridge::Ridge;
use crate::base::{Customer, CustomerBase};
use crate::log::windows::YEAR_DAYS;
use crate::log::words::Words;

/// Which evidence is used; both, unless it is to be shown what either is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Evidence {
    pub(crate) firmographics: bool,
    pub(crate) buying: bool,
}

impl Evidence {
    /// Everything that is known.
    pub(crate) const ALL: Evidence = Evidence {
        firmographics: true,
        buying: true,
    };

    fn words(self) -> &'static str {
        match (self.firmographics, self.buying) {
            (true, true) => "firmographics and buying",
            (true, false) => "firmographics alone",
            (false, true) => "buying alone",
            (false, false) => "nothing",
        }
    }
}

/// How much of the differences between customers some evidence explains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// Which evidence.
    pub evidence: String,
    /// Share of the differences in the logarithm of a year's revenue, on customers held out.
    pub explained: f64,
    /// Customers it was tried on.
    pub customers: u64,
}

/// Percent of like accounts that spend less than a modest, a middling and a good one.
const MARKS: [usize; 3] = [25, 50, 90];

/// Customers below which nothing is learnt: each mark needs some on either side.
const FEWEST: usize = 40;

/// Customers the model is learnt from; beyond, every so manieth.
const MOST_LEARNT: usize = 100_000;

/// A word must be shared by this many customers to have a weight of its own.
const FEWEST_ALIKE: u32 = 5;

/// Most words of a sort with a weight of their own, the commonest first.
const MOST_WORDS: usize = 30;

/// Customers with the mean of all that every weight of a word is drawn towards zero by.
const PENALTY: f64 = 3.0;

/// Most that the size of orders may say about how much an account could spend: the square root.
/// With a weight of one, an account that orders half as much as others each time would be taken
/// for half as large, and its room to grow would vanish (owner's choice).
const MOST_OF_ORDER_SIZE: f64 = 0.5;

/// A buyer younger than this tells too little of a year.
const FEWEST_DAYS: i32 = 180;

/// Places of the features that everybody has; words follow.
const INTERCEPT: usize = 0;
const IS_FIRM: usize = 1;
const SIZE_KNOWN: usize = 2;
const LN_EMPLOYEES: usize = 3;
const LN_ORDER: usize = 4;
const FIRST_WORD: usize = 5;

/// What one account is judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile<'a> {
    pub(crate) firm: Firmographics,
    pub(crate) country: &'a str,
    pub(crate) industry: &'a str,
    pub(crate) top_category: &'a str,
    /// Mean order in minor units.
    pub(crate) order_minor: f64,
}

/// A year's revenue of like accounts: one in four, half and nine in ten of them spend less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LikeSpend {
    pub(crate) low_minor: f64,
    pub(crate) middle_minor: f64,
    pub(crate) high_minor: f64,
}

/// What was learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LikeModel {
    evidence: Evidence,
    /// Customers it was learnt from.
    pub(crate) customers: usize,
    countries: Vec<String>,
    industries: Vec<String>,
    categories: Vec<String>,
    weights: Vec<f64>,
    /// What is left over at each of [`MARKS`].
    marks: [f64; 3],
    /// Share of the differences between customers that is explained, 0..=1.
    pub(crate) explained: f64,
    /// Shares of spend by category: of all, and by industry.
    mixes: BTreeMap<String, Vec<(String, f64)>>,
}

/// Each word of a sort with its place among the weights.
type Places<'a> = HashMap<(u8, &'a str), usize>;

/// Parts the customers are cut into, each held out once.
const FOLDS: usize = 5;

/// What is learnt from: profiles with the logarithm of a year's revenue.
struct Lesson<'a> {
    profiles: Vec<Profile<'a>>,
    targets: Vec<f64>,
}

impl<'a> Lesson<'a> {
    /// The customers of a base who bought in the last year; none where they are too few.
    fn of(
        base: &'a CustomerBase,
        words: &'a Words,
        as_of: terms::Day,
    ) -> Option<(Self, Vec<&'a Customer>)> {
        let told = |one: &&Customer| {
            as_of - one.first_day >= FEWEST_DAYS && one.last_year.revenue_minor > 0
        };
        let known = base.customers.iter().filter(told).count();
        if known < FEWEST {
            return None;
        }
        let every = known.div_ceil(MOST_LEARNT);
        let learnt: Vec<&Customer> = base.customers.iter().filter(told).step_by(every).collect();
        let lesson = Lesson {
            profiles: learnt
                .iter()
                .map(|one| profile_of(base, words, one))
                .collect(),
            targets: learnt.iter().map(|one| ln_year(one, as_of)).collect(),
        };
        Some((lesson, learnt))
    }

    /// Every so manieth customer, or all but those.
    fn fold(&self, fold: usize, is_held_out: bool) -> Lesson<'a> {
        let wanted = |at: &usize| (at % FOLDS == fold) == is_held_out;
        let places = || (0..self.targets.len()).filter(wanted);
        Lesson {
            profiles: places().map(|at| self.profiles[at]).collect(),
            targets: places().map(|at| self.targets[at]).collect(),
        }
    }

    /// Share of the differences that is explained on customers held out, 0..=1.
    fn explained(&self, evidence: Evidence) -> f64 {
        let mean = self.targets.iter().sum::<f64>() / self.targets.len() as f64;
        let whole: f64 = self
            .targets
            .iter()
            .map(|target| (target - mean).powi(2))
            .sum();
        let left_of = |fold: usize| -> f64 {
            let model = LikeModel::fit(&self.fold(fold, false), evidence);
            let held_out = self.fold(fold, true);
            model
                .left_over(&held_out)
                .iter()
                .map(|rest| rest * rest)
                .sum()
        };
        let left: Vec<f64> = (0..FOLDS).into_par_iter().map(left_of).collect();
        let left: f64 = left.iter().sum();
        if whole > 0.0 {
            (1.0 - left / whole).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// What either kind of evidence is worth, by leaving the other out; nothing where too little is
/// known to learn from.
pub(crate) fn weigh_evidence(
    base: &CustomerBase,
    words: &Words,
    as_of: terms::Day,
) -> Vec<EvidenceLine> {
    let Some((lesson, _)) = Lesson::of(base, words, as_of) else {
        return Vec::new();
    };
    [(true, true), (true, false), (false, true)]
        .into_par_iter()
        .map(|(firmographics, buying)| {
            let evidence = Evidence {
                firmographics,
                buying,
            };
            EvidenceLine {
                evidence: evidence.words().to_owned(),
                explained: lesson.explained(evidence),
                customers: lesson.targets.len() as u64,
            }
        })
        .collect()
}

impl LikeModel {
    /// Learns from the customers of a base; nothing where there are too few.
    pub(crate) fn learn(base: &CustomerBase, words: &Words, as_of: terms::Day) -> Option<Self> {
        let (lesson, learnt) = Lesson::of(base, words, as_of)?;
        Some(Self {
            explained: lesson.explained(Evidence::ALL),
            mixes: learn_mixes(base, words, &learnt),
            ..Self::fit(&lesson, Evidence::ALL)
        })
    }

    fn fit(lesson: &Lesson<'_>, evidence: Evidence) -> Self {
        let mut model = Self {
            evidence,
            customers: lesson.targets.len(),
            countries: common(lesson.profiles.iter().map(|one| one.country)),
            industries: common(lesson.profiles.iter().map(|one| one.industry)),
            categories: common(lesson.profiles.iter().map(|one| one.top_category)),
            weights: Vec::new(),
            marks: [0.0; 3],
            explained: 0.0,
            mixes: BTreeMap::new(),
        };
        let places = model.places();
        let size = FIRST_WORD + places.len();
        let rows: Vec<Vec<(usize, f64)>> = lesson
            .profiles
            .iter()
            .map(|profile| model.row(profile, &places))
            .collect();
        let mut weights = learn_weights(size, &rows, &lesson.targets);
        if weights[LN_ORDER] > MOST_OF_ORDER_SIZE {
            weights = learn_weights_given_order_size(size, &rows, &lesson.targets);
        }
        model.weights = weights;
        let mut left = model.left_over(lesson);
        left.sort_by(f64::total_cmp);
        model.marks = MARKS.map(|percent| left[percent * (left.len() - 1) / 100]);
        model
    }

    /// What the weights leave unexplained of each.
    fn left_over(&self, lesson: &Lesson<'_>) -> Vec<f64> {
        let places = self.places();
        let each = lesson.profiles.iter().zip(&lesson.targets);
        each.map(|(profile, target)| target - self.sum(&self.row(profile, &places)))
            .collect()
    }

    /// What accounts like this one spend in a year.
    pub(crate) fn like_spend(&self, profile: &Profile<'_>, places: &Places<'_>) -> LikeSpend {
        let middle = self.sum(&self.row(profile, places));
        let [low_minor, middle_minor, high_minor] = self.marks.map(|rest| (middle + rest).exp());
        LikeSpend {
            low_minor,
            middle_minor,
            high_minor,
        }
    }

    /// Shares of what accounts of an industry spend by category, the largest first.
    pub(crate) fn mix(&self, industry: &str) -> &[(String, f64)] {
        self.mixes
            .get(industry)
            .or_else(|| self.mixes.get(ALL_INDUSTRIES))
            .map_or(&[], Vec::as_slice)
    }

    /// The same for every industry there is one of, everybody's under no name.
    pub(crate) fn mixes(&self) -> impl Iterator<Item = (&str, &[(String, f64)])> {
        self.mixes
            .iter()
            .map(|(industry, mix)| (industry.as_str(), mix.as_slice()))
    }

    /// Where each word has its weight.
    pub(crate) fn places(&self) -> Places<'_> {
        let sorts = [&self.countries, &self.industries, &self.categories];
        let words = sorts
            .into_iter()
            .zip(0_u8..)
            .flat_map(|(words, sort)| words.iter().map(move |word| (sort, word.as_str())));
        words.zip(FIRST_WORD..).collect()
    }

    fn row(&self, profile: &Profile<'_>, places: &Places<'_>) -> Vec<(usize, f64)> {
        let mut row = vec![(INTERCEPT, 1.0)];
        let firm = profile.firm;
        if self.evidence.firmographics {
            row.push((IS_FIRM, f64::from(u8::from(firm.is_firm))));
            if let Some(employees) = firm.employees {
                row.push((SIZE_KNOWN, 1.0));
                row.push((LN_EMPLOYEES, f64::from(employees.max(1)).ln()));
            }
        }
        if self.evidence.buying && profile.order_minor >= 1.0 {
            row.push((LN_ORDER, profile.order_minor.ln()));
        }
        let words = [profile.country, profile.industry, profile.top_category];
        for (word, sort) in words.into_iter().zip(0_u8..) {
            let used = if sort < 2 {
                self.evidence.firmographics
            } else {
                self.evidence.buying
            };
            // A word that is not among the common ones has no weight of its own.
            let place = places.get(&(sort, word)).filter(|_| used);
            row.extend(place.map(|place| (*place, 1.0)));
        }
        row
    }

    fn sum(&self, row: &[(usize, f64)]) -> f64 {
        row.iter()
            .map(|(place, value)| self.weights[*place] * value)
            .sum()
    }
}

/// Weights of features, words drawn towards none.
fn learn_weights(size: usize, rows: &[Vec<(usize, f64)>], targets: &[f64]) -> Vec<f64> {
    let mut ridge = Ridge::new(size);
    for (row, target) in rows.iter().zip(targets) {
        ridge.add(row, *target);
    }
    let mut penalty = vec![PENALTY; size];
    // The intercept and the two amounts are not guessed at: a trace keeps the sums solvable.
    for free in [INTERCEPT, LN_EMPLOYEES, LN_ORDER] {
        penalty[free] = 1e-6;
    }
    ridge.weights(&penalty)
}

/// The same with the weight of the order size at its most.
fn learn_weights_given_order_size(
    size: usize,
    rows: &[Vec<(usize, f64)>],
    targets: &[f64],
) -> Vec<f64> {
    let order_size = |row: &[(usize, f64)]| {
        let found = row.iter().find(|(place, _)| *place == LN_ORDER);
        found.map_or(0.0, |(_, value)| MOST_OF_ORDER_SIZE * value)
    };
    let left: Vec<f64> = rows
        .iter()
        .zip(targets)
        .map(|(row, target)| target - order_size(row))
        .collect();
    let others: Vec<Vec<(usize, f64)>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .copied()
                .filter(|(place, _)| *place != LN_ORDER)
                .collect()
        })
        .collect();
    let mut weights = learn_weights(size, &others, &left);
    weights[LN_ORDER] = MOST_OF_ORDER_SIZE;
    weights
}

/// What a customer is judged by.
pub(crate) fn profile_of<'a>(
    base: &'a CustomerBase,
    words: &'a Words,
    customer: &Customer,
) -> Profile<'a> {
    let top = base
        .spends_of(customer)
        .first()
        .map_or(0, |(category, _)| *category);
    Profile {
        firm: customer.firm,
        country: base.words.word(customer.firm.country),
        industry: base.words.word(customer.firm.industry),
        top_category: words.word(top),
        order_minor: customer.kept_minor as f64 / f64::from(customer.order_count.max(1)),
    }
}

/// The logarithm of a whole year's revenue, projected where a customer is younger.
fn ln_year(customer: &Customer, as_of: terms::Day) -> f64 {
    let days = (as_of - customer.first_day + 1).min(YEAR_DAYS);
    let year = f64::from(YEAR_DAYS) / f64::from(days);
    (customer.last_year.revenue_minor as f64 * year).ln()
}

/// The commonest words, those alone that enough customers share.
fn common<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in words.filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared: Vec<(&str, u32)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST_ALIKE)
        .collect();
    shared.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    shared.truncate(MOST_WORDS);
    shared
        .into_iter()
        .map(|(word, _)| word.to_owned())
        .collect()
}
