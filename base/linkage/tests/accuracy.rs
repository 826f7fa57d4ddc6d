//! Floors of accuracy on real sets with default settings: columns found automatically, no labels.

use std::path::{Path, PathBuf};

use crate::truth::{
    calibration, link, read, read_names, score_clusters, score_households, sets, simple_rule,
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
        let simple = score_clusters(&simple_rule(&known), &known.truth);
        println!(
            "{file}: precision {:.4} recall {:.4} F1 {:.4}, simple rule F1 {:.4}",
            score.precision,
            score.recall,
            score.f1(),
            simple.f1()
        );
        assert!(
            score.f1() >= least && score.precision >= precise,
            "{file}: {} {}",
            score.f1(),
            score.precision
        );
        assert!(
            score.f1() >= simple.f1(),
            "{file} is worse than the simple rule"
        );
        for (tenth, count, said, true_share) in calibration(&found.pairs, &known.truth) {
            let fits = count < 200 || tenth == 1 || (said - true_share).abs() <= 0.021;
            assert!(
                fits || file.starts_with("company"),
                "{file}: of {count} pairs said {said:.3}, {true_share:.3} are true"
            );
        }
        if let Some(homes) = &known.households {
            let (together, _) = score_households(&found, &known.truth, homes);
            assert!(together >= 0.95, "households found {together}");
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
