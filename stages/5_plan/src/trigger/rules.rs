//! The rules a trigger has to keep, and where it breaks one.

use crate::place::{Step, line_of, way_words};
use crate::texts::{OCCASION_FIELDS, TEXT_FIELDS, TextField};
use crate::trigger::file::{Again, Start, Trigger};
use crate::validity::{Broken, broken, broken_touch};
use crate::{StrategyError, TouchTemplate};

/// Most touches; a series of more is a campaign. Own choice, as for strategies.
const MOST_TOUCHES: usize = 8;

/// Longest time orders are counted for, and longest peace; as for strategies.
const DAYS_MAX: i32 = 365;

/// Most days before a day to come: two months is the longest notice in use. Own choice.
const DAYS_BEFORE_MAX: i32 = 60;

/// Checks every rule.
pub(crate) fn check(trigger: &Trigger, file: &str) -> Result<(), StrategyError> {
    let Some(Broken { way, why }) = first_broken(trigger) else {
        return Ok(());
    };
    Err(StrategyError {
        file: file.to_owned(),
        line: line_of(&trigger.text, &way),
        field: way_words(&way),
        why,
    })
}

fn first_broken(trigger: &Trigger) -> Option<Broken> {
    broken_head(trigger)
        .or_else(|| broken_start(trigger))
        .or_else(|| broken_people(trigger))
        .or_else(|| broken_sequence(&trigger.touches))
        .or_else(|| {
            let known: Vec<TextField> = [TEXT_FIELDS, OCCASION_FIELDS].concat();
            let touches = trigger.touches.iter().enumerate();
            touches
                .into_iter()
                .find_map(|(at, touch)| broken_touch(at, touch, &known))
        })
}

fn broken_head(trigger: &Trigger) -> Option<Broken> {
    for (key, value) in [("name", &trigger.name), ("why", &trigger.why)] {
        if value.trim().is_empty() {
            return broken([Step::Key(key)], "is empty; say it in a few words");
        }
    }
    for (key, days, least) in [
        ("window_days", trigger.window_days, 1),
        ("peace_days", trigger.peace_days, 0),
    ] {
        if !(least..=DAYS_MAX).contains(&days) {
            let why = format!("must be {least} to {DAYS_MAX} days");
            return broken([Step::Key(key)], why);
        }
    }
    if !(0.0..=0.5).contains(&trigger.control_share) {
        let why = "must be a share from 0 to 0.5, as in 0.2";
        return broken([Step::Key("control_share")], why);
    }
    match trigger.again {
        Again::AfterDays(days) if days < 1 => {
            broken([Step::Key("again")], "must be 1 or more days")
        }
        _ => None,
    }
}

fn broken_start(trigger: &Trigger) -> Option<Broken> {
    let at = |key: &'static str| [Step::Key("start"), Step::Key(key)];
    let names_none =
        |kinds: &[String]| kinds.is_empty() || kinds.iter().any(|kind| kind.trim().is_empty());
    match &trigger.start {
        Start::Event { kinds, .. } | Start::Uses { kinds, .. } | Start::Until { kinds, .. }
            if names_none(kinds) =>
        {
            broken(at("kinds"), "names no kind of event, as in [\"cart\"]")
        }
        Start::Uses { reach, .. } if reach.is_nan() || *reach <= 0.0 => {
            broken(at("reach"), "must be above 0")
        }
        Start::Uses {
            reach,
            below: Some(below),
            ..
        } if below <= reach => broken(at("below"), "must be more than the number it starts at"),
        Start::Stage { stages } if stages.is_empty() => broken(at("stages"), "names no stage"),
        _ if !(0..=DAYS_BEFORE_MAX).contains(&trigger.days_before()) => broken(
            at("days_before"),
            format!("must be 0 to {DAYS_BEFORE_MAX} days"),
        ),
        _ => None,
    }
}

fn broken_people(trigger: &Trigger) -> Option<Broken> {
    if let Some(sender) = &trigger.sender {
        let at = |key: &'static str| [Step::Key("sender"), Step::Key(key)];
        if sender.name.trim().is_empty() {
            return broken(at("name"), "is empty; say who writes");
        }
        let is_address = sender.email.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !sender.email.contains(char::is_whitespace)
        });
        if !sender.email.is_empty() && !is_address {
            return broken(at("email"), "is no e-mail address");
        }
    }
    if let Some(question) = &trigger.question
        && question.text.trim().is_empty()
    {
        let way = [Step::Key("question"), Step::Key("text")];
        return broken(way, "is empty; ask something, or leave the question out");
    }
    if let Some(list) = &trigger.list {
        let at = |key: &'static str| [Step::Key("list"), Step::Key(key)];
        if list.name.trim().is_empty() {
            return broken(at("name"), "is empty; name the list");
        }
        if list.days < 1 {
            return broken(at("days"), "must be 1 or more days");
        }
    }
    None
}

fn broken_sequence(touches: &[TouchTemplate]) -> Option<Broken> {
    if touches.is_empty() || touches.len() > MOST_TOUCHES {
        let why = format!("must be 1 to {MOST_TOUCHES} touches");
        return broken([Step::Key("touches")], why);
    }
    let early = touches
        .windows(2)
        .position(|pair| pair[1].wait_days < pair[0].wait_days);
    early.and_then(|at| {
        let way = [
            Step::Key("touches"),
            Step::Item(at + 1),
            Step::Key("wait_days"),
        ];
        broken(way, "must not be before the touch above it")
    })
}
