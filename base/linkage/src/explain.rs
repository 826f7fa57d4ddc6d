//! Why two records are one person, or why not. Enters: two records. Leaves: the reasons, field by
//! field, in bits and in plain words.

use serde::Serialize;

use crate::compare::{Comparison, finding};
use crate::feature::Feature;
use crate::model::{Model, odds_of};
use crate::record::{Part, Records};

/// Why two records are one person, or why not.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The chance that both are one person.
    pub probability: f64,
    /// The chance that both are one person or of one household or firm.
    pub together: f64,
    /// Where any two records start, in bits: far below zero, since most are strangers.
    pub prior_bits: f64,
    /// What each comparison adds.
    pub fields: Vec<FieldReason>,
    /// All of it in one sentence.
    pub sentence: String,
}

/// What one comparison adds.
#[derive(Clone, Debug, Serialize)]
pub struct FieldReason {
    /// What was compared.
    pub field: String,
    /// As compared, of the first record.
    pub left: String,
    /// As compared, of the second record.
    pub right: String,
    /// What was found, in plain words.
    pub finding: String,
    /// How much it speaks for one person (above 0) or against (below): each bit doubles the odds.
    /// The bits of all comparisons and the prior sum to the log-odds of the probability.
    pub bits: f64,
}

/// Weighs each comparison after the ones before it.
pub(crate) fn explain(
    model: &Model,
    records: &Records,
    comparison: &Comparison<'_>,
    a: u32,
    b: u32,
) -> Explanation {
    let pattern = comparison.pattern(a, b);
    let mut weights: Vec<f64> = model.kin.iter().map(|kin| kin.pairs.ln()).collect();
    let mut before = odds_of(&weights).log_odds;
    let prior_bits = bits(before);
    let mut fields = Vec::new();
    for (at, feature) in model.features.iter().enumerate() {
        let found = finding(pattern, at);
        let rareness = model.rareness(records, *feature, at, pattern, a, b);
        for (weight, kin) in weights.iter_mut().zip(&model.kin) {
            let rare = if kin.relation.is_as_strangers(*feature) {
                rareness
            } else {
                0.0
            };
            *weight += kin.chances[at][usize::from(found)].ln() - rare;
        }
        let after = odds_of(&weights).log_odds;
        let words = match found {
            0 => "not known on one side",
            _ => feature.levels()[usize::from(found) - 1].words,
        };
        fields.push(FieldReason {
            field: feature.words(&model.schema),
            left: shown(records, *feature, a),
            right: shown(records, *feature, b),
            finding: words.to_owned(),
            bits: bits(after - before),
        });
        before = after;
    }
    let odds = odds_of(&weights);
    let sentence = sentence(odds.same, odds.together, &fields);
    Explanation {
        probability: odds.same,
        together: odds.together,
        prior_bits,
        fields,
        sentence,
    }
}

/// Natural logarithms in bits.
fn bits(natural: f64) -> f64 {
    natural / std::f64::consts::LN_2
}

fn shown(records: &Records, feature: Feature, row: u32) -> String {
    let parts: &[Part] = match feature {
        Feature::Given => &[Part::Given],
        Feature::Surname => &[Part::Surname],
        Feature::Company => &[Part::Company],
        Feature::Email => &[Part::Email],
        Feature::Phone => &[Part::Phone],
        Feature::Place => &[
            Part::Number,
            Part::Street,
            Part::Postcode,
            Part::City,
            Part::Region,
        ],
        Feature::Born => &[Part::Born],
        Feature::Identifier => &[Part::Identifier],
        Feature::Text(column) => &[Part::Text(column)],
    };
    let texts = parts.iter().filter_map(|part| {
        let place = records.schema.place(*part)?;
        Some(records.values[place].string(records.value(place, row)))
    });
    texts
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How sure, and the strongest reasons each way.
fn sentence(same: f64, together: f64, fields: &[FieldReason]) -> String {
    let verdict = match same {
        p if p >= 0.98 => "One person",
        p if p >= 0.5 => "Probably one person",
        _ if together >= 0.5 => "Two people of one household or firm",
        p if p >= 0.02 => "Probably two people",
        _ => "Two people",
    };
    let mut told: Vec<&FieldReason> = fields
        .iter()
        .filter(|reason| reason.bits.abs() >= 0.5)
        .collect();
    told.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
    let list = |speaks_for: bool| -> String {
        let reasons = told
            .iter()
            .filter(|reason| (reason.bits > 0.0) == speaks_for);
        reasons
            .map(|reason| format!("{} {}", reason.field, reason.finding))
            .collect::<Vec<_>>()
            .join("; ")
    };
    let part = |head: &str, list: String| {
        if list.is_empty() {
            String::new()
        } else {
            format!(" {head}: {list}.")
        }
    };
    format!(
        "{verdict} ({:.1} %).{}{}",
        same * 100.0,
        part("For it", list(true)),
        part("Against it", list(false))
    )
}
