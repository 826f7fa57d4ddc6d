//! Accuracy on the sets whose truth is known: `cargo run -p linkage --example clusters -- FOLDER`.
//! Prints, for each set, pairs and clusters found, households, what records of one home and first
//! name can tell of who they are, the simple rule to beat, and how true the probabilities are.

use std::path::{Path, PathBuf};

mod namesakes;
mod truth;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args
        .next()
        .map_or_else(|| PathBuf::from("../shared/data/linkage"), PathBuf::from);
    let only = args.next();
    if only.as_ref().is_none_or(|name| name == "names") {
        report_names(&folder);
    }
    for set in truth::sets() {
        if only
            .as_ref()
            .is_none_or(|name| set.file.contains(name.as_str()))
        {
            report(&folder, &set);
        }
    }
}

/// Pairs of names of people and firms: precision, recall and F1 at the usual bound.
fn report_names(folder: &Path) {
    let Some(pairs) = truth::read_names(folder) else {
        return;
    };
    let mut counts = [0.0_f64; 3];
    for (kind, one, other, same) in &pairs {
        let said = linkage::name_likeness(one, other, *kind);
        match (said >= 0.5, *same) {
            (true, true) => counts[0] += 1.0,
            (true, false) => counts[1] += 1.0,
            (false, true) => counts[2] += 1.0,
            (false, false) => {}
        }
    }
    let score = truth::Score {
        precision: counts[0] / (counts[0] + counts[1]),
        recall: counts[0] / (counts[0] + counts[2]),
    };
    println!(
        "name pairs               {}  P {:.4}  R {:.4}  F1 {:.4}",
        pairs.len(),
        score.precision,
        score.recall,
        score.f1()
    );
}

fn report(folder: &Path, set: &truth::Set) {
    let Some(known) = truth::read(folder, set) else {
        println!("{}: not in {}", set.file, folder.display());
        return;
    };
    let start = std::time::Instant::now();
    let found = truth::link(&known);
    let took = start.elapsed();
    let score = truth::score_clusters(&found.person, &known.truth);
    println!(
        "{:24} {} rows, {:.2} s",
        set.file,
        known.truth.len(),
        took.as_secs_f64()
    );
    println!(
        "  clusters   P {:.4}  R {:.4}  F1 {:.4}",
        score.precision,
        score.recall,
        score.f1()
    );
    let pairs = score_pairs(&found.pairs, &known.truth);
    println!(
        "  pairs      P {:.4}  R {:.4}  F1 {:.4}   compared R {:.4}",
        pairs.precision,
        pairs.recall,
        pairs.f1(),
        reached(&found.pairs, &known.truth)
    );
    for rule in [
        truth::Simple::Email,
        truth::Simple::PhoneAndName,
        truth::Simple::Either,
    ] {
        let simple = truth::score_clusters(&truth::simple_rule(&known, rule), &known.truth);
        println!(
            "  simple     P {:.4}  R {:.4}  F1 {:.4}   {rule:?}",
            simple.precision,
            simple.recall,
            simple.f1()
        );
    }
    if let Some(homes) = truth::score_households(&found, &known) {
        println!(
            "  households found {:.4}, people kept apart {:.4}, those of two first names {:.4}",
            homes.found, homes.apart, homes.others_apart
        );
        namesakes::report(&known);
    }
    for (decile, count, said, true_share) in truth::calibration(&found.pairs, &known.truth) {
        println!(
            "    p {:.1}-{:.1}  n {:7}  said {:.3}  true {:.3}",
            decile as f64 / 10.0,
            (decile + 1) as f64 / 10.0,
            count,
            said,
            true_share
        );
    }
}

/// Pairs at least as likely as not, before clusters.
fn score_pairs(pairs: &[linkage::Pair], truth: &[u32]) -> truth::Score {
    let is_true = |pair: &&linkage::Pair| truth[pair.a as usize] == truth[pair.b as usize];
    let linked: Vec<&linkage::Pair> = pairs
        .iter()
        .filter(|pair| pair.probability >= 0.5)
        .collect();
    let right = linked.iter().filter(|pair| is_true(pair)).count() as f64;
    truth::Score {
        precision: right / (linked.len() as f64).max(1.0),
        recall: right / truth::pairs_in(truth.iter()).max(1.0),
    }
}

/// The share of true pairs among those compared and kept.
fn reached(pairs: &[linkage::Pair], truth: &[u32]) -> f64 {
    pairs
        .iter()
        .filter(|pair| truth[pair.a as usize] == truth[pair.b as usize])
        .count() as f64
        / truth::pairs_in(truth.iter())
}
