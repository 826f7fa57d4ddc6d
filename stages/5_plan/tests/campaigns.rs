//! Campaigns read back: plan with figures, dated steps, versions of strategies.

use plan::{PlanError, read_campaign, read_campaigns, read_versions, save_strategy, stop_campaign};
use terms::{Day, TouchState};

use crate::world::{World, in_cell, today};

fn committed() -> World {
    let world = World::new();
    world.place(120, in_cell("P5F1"));
    let proposal = world.propose_with(|options| options.allow_large = true);
    let turn = world.turn();
    world.commit(turn, &proposal);
    world
}

/// Proves C89.
#[test]
fn c89_the_plan_carries_real_figures_in_all_eight_fields() {
    let world = committed();
    let view = world.store.read(|db| read_campaign(db, 1)).unwrap();
    for (code, _, text) in view.plan.fields() {
        assert!(
            !text.is_empty() && !text.contains("{{") && !text.contains("  "),
            "{code}: {text}"
        );
    }
    assert_eq!(
        view.plan.target_customer,
        "Once our best customers, silent for long (120)."
    );
    let control = view.campaign.control;
    assert!(
        view.plan.goal.contains("by 29 July 2026")
            && view.plan.goal.contains(&format!("comparison: {control}.")),
        "{}",
        view.plan.goal
    );
    assert!(
        view.plan.budget.contains("out of €10,000.00")
            && view.plan.budget.contains("10 % discount"),
        "{}",
        view.plan.budget
    );
    assert!(
        view.plan.timing.contains("1 May 2026") && view.plan.timing.contains("15 May 2026"),
        "{}",
        view.plan.timing
    );
    assert!(
        view.plan.timing.contains("holds until 15 June 2026"),
        "{}",
        view.plan.timing
    );
}

#[test]
fn a_dry_run_shows_the_plan_and_texts_that_are_written_down_later() {
    let world = World::new();
    world.place(120, in_cell("P5F1"));
    let proposal = world.propose();
    let cell = "P5F1".parse().unwrap();
    let shown = proposal
        .plan(cell, &world.store.business().unwrap())
        .unwrap();
    let turn = world.turn();
    world.commit(turn, &proposal);
    let view = world.store.read(|db| read_campaign(db, 1)).unwrap();
    assert_eq!(view.plan, shown);
    let templates: Vec<_> = view
        .touches
        .iter()
        .map(|touch| touch.template.clone())
        .collect();
    assert_eq!(templates, proposal.templates(cell));
    assert!(proposal.templates("P1F1".parse().unwrap()).is_empty());
}

/// Proves C22.
#[test]
fn c22_a_campaign_has_a_dated_checklist_that_fits_one_page() {
    let world = committed();
    let view = world.store.read(|db| read_campaign(db, 1)).unwrap();
    let days: Vec<Day> = view.checklist.iter().map(|(day, _)| *day).collect();
    assert!(days.is_sorted());
    assert!((5..30).contains(&view.checklist.len()));
    let letters = view.touches[1]
        .states
        .iter()
        .find(|count| count.arm == terms::Arm::Contacted)
        .unwrap()
        .rows;
    for (day, step) in [
        (today(), "E-mails leave by themselves".to_owned()),
        (
            today(),
            format!("Print, fold and stamp the letters: {letters}."),
        ),
        (today() + 7, format!("Post the letters: {letters}.")),
        (today() + 14, "Call, with the guide".to_owned()),
        (today() + 45, "Last day of the offer".to_owned()),
        (today() + 90, "read the result".to_owned()),
    ] {
        assert!(
            view.checklist
                .iter()
                .any(|(at, text)| *at == day && text.contains(&step)),
            "{day} {step}"
        );
    }
}

#[test]
fn campaigns_are_listed_with_their_arms_and_ledger_states() {
    let world = committed();
    let line = world.store.read(read_campaigns).unwrap().remove(0);
    assert_eq!(
        (
            line.id,
            line.contacted + line.control,
            line.strategy_version
        ),
        (1, 120, 1)
    );
    assert_eq!(line.name, "Win back our best, 1 May 2026");
    world.sql("INSERT INTO handovers (planned_touch_id, state, changed_day, changed_at, cost_minor) VALUES (1, 'done', 1, '', 95)");
    let view = world.store.read(|db| read_campaign(db, 1)).unwrap();
    let states = &view.touches[0].states;
    assert_eq!(states.iter().map(|count| count.rows).sum::<u64>(), 120);
    assert!(
        states.iter().any(|count| count.state == TouchState::Done
            && count.rows == 1
            && count.cost_minor == 95)
    );
    let missing = world.store.read(|db| read_campaign(db, 99)).unwrap_err();
    assert!(matches!(missing, PlanError::NoCampaign(99)));
}

#[test]
fn stopping_a_campaign_twice_keeps_the_first_instant() {
    let world = committed();
    stop_campaign(&world.store, 1, "2026-05-02T08:00:00Z").unwrap();
    stop_campaign(&world.store, 1, "2026-05-03T08:00:00Z").unwrap();
    let line = world.store.read(read_campaigns).unwrap().remove(0);
    assert_eq!(line.stopped_at.as_deref(), Some("2026-05-02T08:00:00Z"));
    assert!(matches!(
        stop_campaign(&world.store, 99, ""),
        Err(PlanError::NoCampaign(99))
    ));
}

#[test]
fn an_edited_strategy_becomes_a_new_version_and_running_campaigns_keep_theirs() {
    let world = committed();
    let cell = "P5F1".parse().unwrap();
    let shipped = world
        .store
        .read(|db| read_versions(db, cell))
        .unwrap()
        .remove(0);
    let edited = shipped
        .text
        .replace("We would like to have you back", "Come back soon");
    save_strategy(&world.folder.path().join("strategies"), cell, &edited).unwrap();
    world.place(5, in_cell("P5F1"));
    let turn = world.turn();
    world.commit(turn, &world.propose());
    let versions = world.store.read(|db| read_versions(db, cell)).unwrap();
    assert_eq!(
        versions.iter().map(|one| one.version).collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(
        (&versions[0].text, &versions[1].text),
        (&edited, &shipped.text)
    );
    let subject = |id| {
        world
            .store
            .read(|db| read_campaign(db, id))
            .unwrap()
            .touches[0]
            .template
            .subject
            .clone()
    };
    assert_eq!(
        (subject(1), subject(2)),
        (
            "We would like to have you back".into(),
            "Come back soon".into()
        )
    );
    world.place(5, in_cell("P5F1"));
    let turn = world.turn();
    world.commit(turn, &world.propose());
    assert_eq!(
        world
            .store
            .read(|db| read_versions(db, cell))
            .unwrap()
            .len(),
        2,
        "unchanged, no new version"
    );
}

#[test]
fn a_strategy_with_a_mistake_stops_the_proposal_and_names_it() {
    let world = committed();
    let folder = world.folder.path().join("strategies");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("P2F2.toml"), "cell = \"P2F2\"\nname = 3\n").unwrap();
    let options = plan::PlanOptions::new(today(), 1);
    let error = plan::propose(&world.store, &options, &store::Silent).unwrap_err();
    assert!(
        error.to_string().starts_with("P2F2.toml, line 2, name: "),
        "{error}"
    );
}
