//! Floors of accuracy on real sets with default settings: columns found automatically, no labels.

use std::path::{Path, PathBuf};

use crate::truth::{
    Simple, calibration, link, read, read_names, score_clusters, score_households, sets,
    simple_rule,
};

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("REGULARS_DATA")
        .map_or(beside, PathBuf::from)
        .join("linkage");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no sets at {}", folder.display());
    None
}

#[test]
fn sets_with_truth_are_linked_at_least_this_well() {
    let Some(folder) = folder() else { return };
    // File, least F1 and least precision of all pairs inside people.
    for (file, least, precise) in [
        ("febrl1.csv", 0.999, 0.999),
        ("febrl3.csv", 0.9995, 0.9995),
        ("fake_1000.csv", 0.94, 0.94),
        ("customers_20k.csv", 0.965, 0.985),
        ("company_names_patstat.csv", 0.80, 0.95),
    ] {
        let set = sets().into_iter().find(|set| set.file == file).unwrap();
        let known = read(&folder, &set).unwrap();
        let found = link(&known);
        let score = score_clusters(&found.person, &known.truth);
        println!(
            "{file}: precision {:.4} recall {:.4} F1 {:.4}",
            score.precision,
            score.recall,
            score.f1()
        );
        assert!(
            score.f1() >= least && score.precision >= precise,
            "{file}: {} {}",
            score.f1(),
            score.precision
        );
        for rule in [Simple::Email, Simple::PhoneAndName, Simple::Either] {
            let simple = score_clusters(&simple_rule(&known, rule), &known.truth).f1();
            assert!(
                score.f1() >= simple,
                "{file} is worse than {rule:?}: {simple}"
            );
        }
        for (_, count, said, true_share) in calibration(&found.pairs, &known.truth) {
            let fits = count < 200 || (said - true_share).abs() <= 0.02;
            assert!(
                fits,
                "{file}: of {count} pairs said {said:.3}, {true_share:.3} are true"
            );
        }
        if let Some(homes) = score_households(&found, &known) {
            assert!(homes.found >= 0.95, "households found {}", homes.found);
            // Fathers and sons of one name in one house differ in nothing that such a list holds:
            // of equal names in one house 93 in 100 are one person even where the mailboxes differ.
            assert!(homes.others_apart >= 0.995, "{homes:?}");
            assert!(homes.apart >= 0.955, "{homes:?}");
        }
    }
}

#[test]
fn names_in_pairs_are_told_apart_at_least_this_well() {
    let Some(pairs) = folder().and_then(|folder| read_names(&folder)) else {
        return;
    };
    let said =
        |pair: &crate::truth::NamePair| linkage::name_likeness(&pair.1, &pair.2, pair.0) >= 0.5;
    let right = pairs.iter().filter(|pair| said(pair) && pair.3).count() as f64;
    let linked = pairs.iter().filter(|pair| said(pair)).count() as f64;
    let all = pairs.iter().filter(|pair| pair.3).count() as f64;
    let f1 = 2.0 * right / (linked + all);
    assert!(f1 >= 0.86, "{f1}");
}
