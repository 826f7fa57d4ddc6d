//! Trigger files: those that ship can be read, and a wrong one is told by line and field.

use plan::{Trigger, default_triggers, read_triggers, save_trigger, write_default_triggers};

#[test]
fn the_triggers_that_ship_can_be_read_and_say_what_they_do() {
    let triggers = default_triggers().unwrap();
    for one in &triggers {
        assert!(
            !one.start_words().is_empty() && one.end_words().ends_with('.'),
            "{}",
            one.code
        );
        assert_eq!(
            one.control_share, 0.0,
            "{}: thanks and reminders leave nobody alone",
            one.code
        );
    }
    let words = |code: &str| {
        triggers
            .iter()
            .find(|one| one.code == code)
            .unwrap()
            .start_words()
    };
    assert_eq!(words("renewal"), "14 days before the end of a subscription");
    assert_eq!(
        words("what-happened"),
        "A customer becomes: At risk or Inactive"
    );
    assert_eq!(words("cart"), "Something new happens: cart or ad click");
}

#[test]
fn a_wrong_trigger_is_told_by_line_and_field() {
    let good = triggers_text("cart");
    for (was, now, told) in [
        (
            "kinds = [\"cart\", \"ad_click\"]",
            "kinds = []",
            "cart.toml, line 11, start, kinds:",
        ),
        (
            "wait_days = 0",
            "wait_days = -1",
            "touch 1, wait_days: must be 0 or more",
        ),
        ("{{ about }}", "{{ abuot }}", "«abuot» is not a field"),
        ("when = \"event\"", "when = \"sometime\"", "unknown variant"),
        (
            "again = { after_days = 7 }",
            "again = { after_days = 0 }",
            "again: must be 1 or more",
        ),
    ] {
        assert!(good.contains(was), "{was}");
        let error = Trigger::from_toml("cart", &good.replace(was, now))
            .unwrap_err()
            .to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn an_owners_file_wins_and_a_broken_one_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        write_default_triggers(folder.path()).unwrap(),
        default_triggers().unwrap().len()
    );
    assert_eq!(write_default_triggers(folder.path()).unwrap(), 0);
    let own = triggers_text("cart").replace("Cart left or advertisement clicked", "Mine");
    save_trigger(folder.path(), "cart", &own).unwrap();
    save_trigger(folder.path(), "my-own", &own).unwrap();
    assert!(save_trigger(folder.path(), "../cart", &own).is_err());
    assert!(save_trigger(folder.path(), "cart", "name = 1").is_err());
    std::fs::write(folder.path().join("thanks.toml"), "name =").unwrap();
    let files = read_triggers(folder.path()).unwrap();
    let of = |code: &str| files.iter().find(|file| file.code == code).unwrap();
    assert_eq!(of("cart").trigger.as_ref().unwrap().name, "Mine");
    assert_eq!(files.last().unwrap().code, "my-own");
    assert!(of("thanks").trigger.is_err());
    assert_eq!(files.iter().filter(|file| file.trigger.is_err()).count(), 1);
}

fn triggers_text(code: &str) -> String {
    default_triggers()
        .unwrap()
        .into_iter()
        .find(|one| one.code == code)
        .unwrap()
        .text
}

#[test]
fn what_is_new_is_looked_up_by_key_whatever_the_size_of_the_tables() {
    let world = crate::world::World::new();
    for (file, wanted) in [
        ("find.events", "e USING INTEGER PRIMARY KEY (rowid>?)"),
        ("find.uses", "e USING INTEGER PRIMARY KEY (rowid>?)"),
        ("find.orders", "o USING INTEGER PRIMARY KEY (rowid>?)"),
        ("find.untils", "events_by_until"),
        ("find.first_orders", "orders_by_day (day=?"),
        ("find.birthdays", "people_by_birthday"),
        ("find.stages", "memberships_entered"),
        ("find.leads", "e USING INTEGER PRIMARY KEY (rowid>?)"),
        ("enter.is_in", "enrolments_by_account"),
        ("enter.last_contact", "enrolments_by_account"),
    ] {
        let path = format!("{}/sql/{file}.sql", env!("CARGO_MANIFEST_DIR"));
        let sql = format!(
            "EXPLAIN QUERY PLAN {}",
            std::fs::read_to_string(path).unwrap()
        );
        let plan: Vec<String> = world
            .store
            .read(|db| {
                let mut statement = db.prepare(&sql)?;
                let (mut rows, mut steps) = (statement.raw_query(), Vec::new());
                while let Some(row) = rows.next()? {
                    steps.push(row.get(3)?);
                }
                Ok::<_, store::StoreError>(steps)
            })
            .unwrap();
        assert!(
            plan.iter().any(|step| step.contains(wanted)),
            "{file}: {plan:#?}"
        );
    }
}
