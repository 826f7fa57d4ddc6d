//! The 25 files: complete, valid, editable, and with messages that say what is wrong where.

use plan::{
    CampaignPlan, PlanError, Strategy, default_strategies, read_strategies, save_strategy,
    write_defaults,
};
use terms::{Channel, ValueSegment};

fn cell(name: &str) -> ValueSegment {
    name.parse().unwrap()
}

fn default_text(name: &str) -> String {
    default_strategies()
        .unwrap()
        .into_iter()
        .find(|one| one.cell == cell(name))
        .unwrap()
        .text
}

/// Proves C56.
#[test]
fn c56_all_25_defaults_are_valid_and_each_has_its_own_reason_and_texts() {
    let strategies = default_strategies().unwrap();
    assert_eq!(strategies.len(), 25);
    let mut seen = std::collections::HashSet::new();
    for strategy in &strategies {
        assert_eq!(
            strategy.validate().unwrap(),
            Vec::<String>::new(),
            "{}",
            strategy.cell
        );
        for text in [
            &strategy.name,
            &strategy.why,
            &strategy.plan.problem,
            &strategy.plan.solution,
        ] {
            assert!(seen.insert(text.clone()), "{} is used twice", text);
        }
        for touch in &strategy.touches {
            assert!(
                seen.insert(touch.subject.clone()),
                "{}: {}",
                strategy.cell,
                touch.subject
            );
            let texts = touch.paragraphs.iter().chain(&touch.guide);
            // Where somebody is asked for on the phone is the same everywhere.
            for text in texts.filter(|text| !text.contains("calling from")) {
                assert!(seen.insert(text.clone()), "{}: {text}", strategy.cell);
            }
        }
    }
    assert!(
        strategies.iter().any(|strategy| !strategy.contact),
        "no contact is a strategy too"
    );
}

/// Proves C3.
#[test]
fn c3_quiet_good_customers_get_mail_letter_and_call_on_their_days() {
    for strategy in default_strategies().unwrap() {
        let days: Vec<_> = strategy
            .touches
            .iter()
            .map(|touch| (touch.channel, touch.wait_days))
            .collect();
        if strategy.cell.past() >= 3 && strategy.cell.future() <= 2 {
            assert_eq!(
                days,
                [
                    (Channel::Email, 0),
                    (Channel::Letter, 7),
                    (Channel::Call, 14)
                ],
                "{}",
                strategy.cell
            );
        }
        assert!(!strategy.contact || days.len() >= 2, "{}", strategy.cell);
    }
}

#[test]
fn nobody_who_buys_anyway_is_offered_a_discount() {
    for strategy in default_strategies().unwrap() {
        assert!(
            !strategy.has_offer() || strategy.cell.future() <= 2,
            "{}",
            strategy.cell
        );
        let offers = strategy
            .touches
            .iter()
            .flat_map(|t| t.paragraphs.iter().chain(&t.guide))
            .any(|t| t.contains("offer_percent"));
        assert_eq!(offers, strategy.has_offer(), "{}", strategy.cell);
    }
}

/// Proves C89.
#[test]
fn c89_each_plan_has_eight_fields_and_reads_back_from_its_file() {
    for strategy in default_strategies().unwrap() {
        assert_eq!(strategy.plan.fields().len(), 8);
        assert_eq!(
            CampaignPlan::from_toml("plan.toml", &strategy.plan.to_toml()).unwrap(),
            strategy.plan
        );
    }
    let odd = CampaignPlan {
        goal: "\"a\" \\ b\nc = 1 # «x»".into(),
        ..CampaignPlan::default()
    };
    assert_eq!(
        CampaignPlan::from_toml("plan.toml", &odd.to_toml()).unwrap(),
        odd
    );
    let missing = CampaignPlan::from_toml("plan.toml", "goal = 'x'").unwrap_err();
    assert!(missing.to_string().contains("target_customer"), "{missing}");
}

/// Proves C90.
#[test]
fn c90_the_example_plan_ships_with_goal_budget_and_date() {
    let plan = CampaignPlan::example().unwrap();
    assert!(plan.goal.contains("+15 %") && plan.goal.contains("9 months"));
    assert_eq!(plan.budget, "$50,000");
    assert!(plan.timing.contains("1 September"));
    for who in ["Marketing", "sales", "finance"] {
        assert!(plan.resources.contains(who), "{who}");
    }
}

/// What stands in the file, what is put in its place, and the field and the reason it is refused with.
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("contact = true", "contact = maybe", "contact", ""),
    (
        "lever = \"lifetime\"",
        "lever = \"luck\"",
        "lever",
        "order_size, frequency, lifetime",
    ),
    (
        "cell = \"P5F1\"",
        "cell = \"P4F1\"",
        "cell",
        "the file is for P5F1",
    ),
    ("cell = \"P5F1\"", "cell = \"P9F1\"", "cell", "P1F1 to P5F5"),
    (
        "window_days = 90",
        "window_days = 90\ncolour = \"red\"",
        "colour",
        "unknown",
    ),
    (
        "window_days = 90",
        "window_days = 0",
        "window_days",
        "1 to 365",
    ),
    (
        "offer_percent = 10",
        "offer_percent = 110",
        "offer_percent",
        "0 to 100",
    ),
    (
        "offer_days = 45",
        "offer_days = 10",
        "offer_days",
        "before the last touch",
    ),
    (
        "offer_days = 45",
        "offer_days = 90",
        "offer_days",
        "within the 90 days",
    ),
    (
        "response_share = 0.12",
        "response_share = 12",
        "response_share",
        "0.05",
    ),
    (
        "response_share = 0.12",
        "response_share = 0",
        "response_share",
        "above 0",
    ),
    (
        "wait_days = 7",
        "wait_days = 0",
        "touch 2, wait_days",
        "later than",
    ),
    (
        "wait_days = 14",
        "wait_days = 95",
        "touch 3, wait_days",
        "90 days",
    ),
    (
        "expiry_days = 10",
        "expiry_days = 0",
        "touch 3, expiry_days",
        "at least 1",
    ),
    (
        "Listen first. Write",
        "Listen first, {{ frist_name }}. Write",
        "touch 3, guide 3",
        "«frist_name» is not a field",
    ),
    (
        "We do not know what changed.",
        "{% if code %}We do",
        "touch 1, paragraphs 2",
        "if … endif",
    ),
    (
        "Listen first. Write",
        "{% for a in '123' %}{% include 'x' %}{% endfor %}",
        "touch 3, guide 3",
        "cannot",
    ),
    (
        "{{ accounts }}",
        "{{ acounts }}",
        "plan, target_customer",
        "acounts",
    ),
    (
        "channel = \"call\"",
        "channel = \"fax\"",
        "channel",
        "email, letter, call",
    ),
    ("[plan]", "[plan", "the file", "unclosed"),
];

#[test]
fn wrong_files_are_refused_with_line_and_field() {
    let good = default_text("P5F1");
    for (from, to, field, why) in WRONG.iter().copied() {
        let line = good[..good.find(from).unwrap()].lines().count().max(1) + to.lines().count();
        let line = if good[..good.find(from).unwrap()].ends_with('\n') {
            line
        } else {
            line - 1
        };
        let error = refusal(&good.replacen(from, to, 1));
        assert_eq!(
            (error.file.as_str(), error.line),
            ("P5F1.toml", line),
            "{to}: {error}"
        );
        assert!(
            error.field.contains(field) && error.why.contains(why),
            "{to}: {error}"
        );
    }
    let error = refusal(&good.replacen("name = \"Win back our best\"\n", "", 1));
    assert!(
        error.field == "name" && error.why.contains("missing"),
        "{error}"
    );
}

/// What saving this text for P5F1 is refused with.
fn refusal(text: &str) -> plan::StrategyError {
    let error = save_strategy(std::path::Path::new("/nowhere"), cell("P5F1"), text).unwrap_err();
    let PlanError::Strategy(error) = error else {
        panic!("{error}")
    };
    error
}

/// Proves C3.
#[test]
fn c3_one_touch_alone_is_refused() {
    let text = default_text("P4F4");
    let second = text.rfind("[[touches]]").unwrap();
    let error = Strategy::from_toml("P4F4.toml", &text[..second]).unwrap_err();
    assert_eq!(error.field, "touches");
    assert!(error.why.contains("at least 2 touches"), "{error}");
    let at_rest = text[..second].replace("contact = true", "contact = false");
    assert!(
        Strategy::from_toml("P4F4.toml", &at_rest).is_ok(),
        "who is not contacted needs no touches"
    );
}

/// Proves C7.
#[test]
fn c7_only_online_or_only_offline_is_allowed_with_a_warning() {
    let text = default_text("P1F5");
    for (channel, word) in [("email", "only online"), ("letter", "only on paper")] {
        let other = if channel == "email" {
            "letter"
        } else {
            "email"
        };
        let changed = text.replace(
            &format!("channel = \"{other}\""),
            &format!("channel = \"{channel}\""),
        );
        let warnings = Strategy::from_toml("P1F5.toml", &changed)
            .unwrap()
            .validate()
            .unwrap();
        assert!(
            warnings.len() == 1 && warnings[0].contains(word),
            "{warnings:?}"
        );
    }
}

/// Proves C56.
#[test]
fn c56_an_owner_edits_one_file_and_the_other_24_stay() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        read_strategies(&folder.path().join("none")).unwrap().len(),
        25
    );
    assert_eq!(write_defaults(folder.path()).unwrap(), 25);
    assert_eq!(write_defaults(folder.path()).unwrap(), 0);
    let text = default_text("P2F3").replace("contact = true", "contact = false");
    assert!(
        !save_strategy(folder.path(), cell("P2F3"), &text)
            .unwrap()
            .contact
    );
    assert!(save_strategy(folder.path(), cell("P2F4"), "cell = 1").is_err());
    assert_eq!(
        write_defaults(folder.path()).unwrap(),
        0,
        "never over the owner's file"
    );
    for (read, default) in read_strategies(folder.path())
        .unwrap()
        .iter()
        .zip(default_strategies().unwrap())
    {
        assert_eq!(
            read.contact,
            default.contact && default.cell != cell("P2F3"),
            "{}",
            read.cell
        );
        assert!(read.cell == cell("P2F3") || *read == default);
    }
}
