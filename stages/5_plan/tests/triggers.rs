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
