//! The dated steps of a campaign, short enough to print on one page.

use terms::{Channel, Day};

/// What the steps of one touch depend on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StepFacts {
    pub channel: Channel,
    pub day: Day,
    /// How many leave; control accounts not counted.
    pub rows: u64,
}

/// Letters are printed this long before they are posted: time to print, fold and stamp.
const PRINT_LEAD_DAYS: i32 = 14;

/// The dated steps from the first look to the result, in order.
pub(crate) fn checklist(
    touches: &[StepFacts],
    start: Day,
    end: Day,
    offer_until: Option<Day>,
) -> Vec<(Day, String)> {
    let mut steps = vec![(
        start,
        "Read the plan and three previews; mend any sentence that is not yours.".to_owned(),
    )];
    for touch in touches.iter().filter(|touch| touch.rows > 0) {
        steps.extend(steps_of(touch, start));
    }
    if let Some(last) = offer_until {
        steps.push((last, "Last day of the offer.".to_owned()));
    }
    steps.push((end, "Last day on which orders count.".to_owned()));
    steps.push((
        end + 1,
        "Import the newest orders, press the button and read the result.".to_owned(),
    ));
    // Stable, so that what is done on one day stays in the order it was thought of.
    steps.sort_by_key(|(day, _)| *day);
    steps
}

fn steps_of(touch: &StepFacts, start: Day) -> Vec<(Day, String)> {
    let StepFacts { channel, day, rows } = *touch;
    match channel {
        Channel::Email => vec![(day, format!("E-mails leave by themselves: {rows}."))],
        Channel::Letter => vec![
            (
                start.max(day - PRINT_LEAD_DAYS),
                format!("Print, fold and stamp the letters: {rows}."),
            ),
            (day, format!("Post the letters: {rows}.")),
        ],
        Channel::Call => vec![(
            day,
            format!("Call, with the guide beside the phone: {rows}."),
        )],
    }
}
