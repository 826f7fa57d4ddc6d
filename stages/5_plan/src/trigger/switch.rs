//! On and off. On never reaches back: occasions count from that day. Off ends what has not left.

use store::Store;
use terms::Day;

use crate::trigger::enter::Entrance;
use crate::trigger::marks::Marks;
use crate::{PlanError, Trigger};

/// Turns a trigger on from this day; one that is on stays as it is.
///
/// # Errors
/// When the database refuses.
pub fn turn_on(
    store: &Store,
    trigger: &Trigger,
    as_of: Day,
    seed: u64,
    now: &str,
) -> Result<(), PlanError> {
    store.write(|db| {
        let marks = Marks::at_start(db, as_of)?;
        let row = (
            &trigger.code,
            as_of.number(),
            marks.event,
            marks.order,
            marks.account,
            marks.day.number(),
            now,
        );
        db.execute(include_str!("../../sql/switch.on.sql"), row)?;
        // The version is kept from the first day, so that a file damaged later has one before it.
        Entrance::open(db, trigger, as_of, seed)?;
        Ok(())
    })
}

/// Turns a trigger off: nobody enters any more, and what has not left will not leave. Gives whether
/// it was on.
///
/// # Errors
/// When the database refuses.
pub fn turn_off(store: &Store, code: &str, now: &str) -> Result<bool, PlanError> {
    store.write(|db| {
        let was_on = db.execute(include_str!("../../sql/switch.off.sql"), (code, now))? == 1;
        db.execute(include_str!("../../sql/switch.stop.sql"), (code, now))?;
        Ok(was_on)
    })
}
