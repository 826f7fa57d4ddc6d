//! `regulars clv --covariates` from outside, on the apparel shop whose figures are published.

use crate::program::{Program, real_data};

/// The apparel log up to the end of 2006, with the fixed covariates and the weekly season.
fn apparel(words: &[&str]) -> Option<Vec<String>> {
    let data = real_data()?.join("clv_reference");
    let file = |name: &str| data.join(name).to_str().unwrap().to_owned();
    let mut args: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    args.push(file("apparel_transactions.csv"));
    for name in ["apparel_static_covariates.csv", "apparel_high_season.csv"] {
        args.extend(["--covariates".to_owned(), file(name)]);
    }
    Some(args)
}

fn with<'a>(args: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    args.iter()
        .map(String::as_str)
        .chain(more.iter().copied())
        .collect()
}

#[test]
fn season_and_groups_of_the_apparel_shop_are_fitted_told_and_predicted_again() {
    let (Some(fit), Some(predict)) = (apparel(&["clv", "fit"]), apparel(&["clv", "predict"]))
    else {
        return;
    };
    let program = Program::new();
    let until = ["--until", "2006-12-31"];
    let told = program.json(&with(&fit, &until));
    // CLVTools 0.12.1 reaches -5752.9367.
    let reached = told["log_likelihood"].as_f64().unwrap();
    assert!((-5_752.98..-5_750.0).contains(&reached), "{reached}");
    let params = program.home.path().join("fit.json");
    let params = params.to_str().unwrap();
    std::fs::write(params, told.to_string()).unwrap();
    let ahead = ["--until", "2006-12-31", "--horizon", "728"];
    let direct = program.run(&with(&predict, &ahead));
    let again = program.run(&with(
        &predict,
        &[&ahead[..], &["--params", params]].concat(),
    ));
    assert_eq!(
        (direct.code, again.code),
        (Some(0), Some(0)),
        "{}{}",
        direct.err,
        again.err
    );
    assert_eq!(direct.out, again.out);
    assert!(
        direct
            .out
            .starts_with("customer_id,x,t_x,T,zbar,p_alive,expected_orders,whole_orders,")
    );
    assert!(direct.err.contains("90 % range"), "{}", direct.err);
    let far = program.run(&with(
        &predict,
        &["--until", "2006-12-31", "--horizon", "2000"],
    ));
    assert!(far.err.contains("end on 2010-12-26"), "{}", far.err);
    let shown = program.run(&with(&fit, &until));
    for part in ["Covariate", "High.Season", "On leaving", "Standard error"] {
        assert!(shown.out.contains(part), "{part} in {}", shown.out);
    }
}

#[test]
fn the_comparison_shows_covariates_as_a_line_and_files_that_do_not_suit_are_refused() {
    let Some(compare) = apparel(&["clv", "compare"]) else {
        return;
    };
    let program = Program::new();
    let shown = program.run(&with(
        &compare,
        &["--until", "2007-12-31", "--horizon", "182"],
    ));
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    assert!(
        shown.out.contains("Pareto/NBD with covariates"),
        "{}",
        shown.out
    );
    assert!(
        shown.err.contains("does not take covariates"),
        "{}",
        shown.err
    );
    let wrong = program.home.path().join("wrong.csv");
    std::fs::write(&wrong, "Id,Channel\n1,web\n").unwrap();
    let log = compare[2].as_str();
    let args = ["clv", "fit", log, "--covariates", wrong.to_str().unwrap()];
    let refused = program.run(&args);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("no row for 599 customers"),
        "{}",
        refused.err
    );
}
