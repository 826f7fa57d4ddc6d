//! Act: planned ledger rows in; e-mails, letters and calls handed over, and each row in exactly
//! one end state, out.
//!
//! Tables owned: `handovers`, `call_results`, `offer_codes`, `redemptions`; what customers pass on:
//! `share_links`, `share_visits`, `friends`, `referrals`, `errands`, `themes`, `points`, `vouchers`;
//! what people do by hand: `opportunities`, `interactions`, `reminders`, `cadences`. Everything
//! else is read. [`act`] is the story of a delivery; run twice it is the same as run once, and
//! killed at any instant the next one finishes the work and writes to nobody twice.
//!
//! A channel is a folder with the same few files: `mod.rs` says what it does, `render.rs` makes
//! the words of one account into what it gets, `hand_over.rs` moves rows from planned to their
//! end. `code` draws and redeems offer codes, `page` finds personal pages, `referral` keeps
//! who brought whom.

mod accent;
mod call;
mod change;
mod checks;
mod code;
mod contact;
mod delivery;
mod email;
mod erase;
mod errand;
mod error;
mod files;
mod interaction;
mod ledger;
mod letter;
mod loyalty;
mod opportunity;
mod options;
mod page;
mod preview;
mod recover;
mod referral;
mod reminder;
mod texts;
mod theme;
mod waiting;

use std::sync::Arc;

use store::{Progress, Store};
use terms::TouchState;

use crate::delivery::Delivery;
use crate::email::journal::Journal;
use crate::ledger::Change;
use crate::waiting::{read_waiting, sort_out};

pub use call::{CallItem, CallResult, read_calls, record_call};
pub use checks::About;
pub use code::{draw_code, redeem};
pub use erase::{Reached, erase_words};
pub use errand::{Errand, ErrandKind, close_errand, read_errands};
pub use error::ActError;
pub use interaction::{Interaction, log_interaction, undo_interaction};
pub use loyalty::{
    LoyaltyReport, LoyaltyRules, Perk, PointsBooked, PointsLine, PointsStanding, Voucher, Wish,
    cancel_voucher, points_word, read_loyalty, read_loyalty_rules, read_points_standing,
    redeem_points, save_loyalty_rules, settle_points,
};
pub use opportunity::{
    Board, Chances, Column, Opportunity, OpportunityChange, OpportunityState, add_opportunity,
    board, change_opportunity, read_chances, read_opportunities, read_opportunity,
    read_opportunity_changes, undo_opportunity, write_chances,
};
pub use options::{ActOptions, ActReport, Smtp};
pub use page::{PersonalPage, find_page, page_address, stop_address};
pub use preview::{Preview, PreviewCase, preview};
pub use referral::{
    Coming, FriendLine, FriendPage, GenerationLine, Holder, ReferralChanges, ReferralOffer,
    ReferralReport, SharedLink, Verdict, Via, draw_form_token, find_friend, find_link,
    forget_friend, is_preview, link_token_of, make_link, note_visit, read_referral_offer,
    read_referrals, save_referral_offer, settle_referrals, share_address, welcome_friend,
};
pub use reminder::{
    Cadence, Reminder, ReminderState, Standing, add_cadence, add_reminder, change_reminder,
    due_day, end_cadence, pause_account, read_cadences, read_last_contacts, read_reminder,
    read_reminders, read_standings, resume_cadence, undo_pause, undo_reminder,
};
pub use theme::{
    CategoryChange, OpenedTheme, Theme, ThemeKind, ThemeReport, find_theme, list_themes,
    note_opening, open_theme, read_theme, save_theme, theme_address,
};

/// Hands over everything that is due: settles what an earlier delivery left behind, draws codes,
/// leaves the control group alone, ends what is too late, then e-mails, letters and calls, each
/// checked again at the door.
///
/// # Errors
/// When another delivery is running, the sender is not set up, a file cannot be written or the
/// database refuses. What was handed over before stays so, and the next delivery goes on.
pub fn act(
    store: &Store,
    options: &ActOptions,
    progress: &dyn Progress,
) -> Result<ActReport, ActError> {
    let mut report = ActReport::default();
    let (journal, left_behind) = Journal::take(store.folder())?;
    let delivery = Delivery::begin(store, options, progress)?;
    recover::recover(&delivery, &journal, &left_behind, &mut report)?;
    report.codes_drawn = code::issue_codes(store)?;
    let offers_friends = read_referral_offer(store)?.is_on;
    referral::issue_links(store, offers_friends, options.as_of)?;

    let horizon = options.as_of + options.paper_lead_days.max(0);
    let waiting = store.read(|db| read_waiting(db, horizon))?;
    let today = sort_out(&waiting, options.as_of, options.paper_lead_days);
    drop(waiting);
    close(&delivery, &today, &mut report)?;

    let journal = Arc::new(journal);
    email::hand_over::hand_over(&delivery, &journal, &today.emails, &mut report)?;
    journal.begin()?;
    letter::hand_over::hand_over(&delivery, &today.letters, &mut report)?;
    call::hand_over::hand_over(&delivery, &today.calls, &mut report)?;
    Ok(report.closed())
}

/// Ends the rows that nothing is handed over for: control group, stopped campaigns, too late.
fn close(
    delivery: &Delivery<'_>,
    today: &waiting::Today,
    report: &mut ActReport,
) -> Result<(), ActError> {
    let ended = [
        (&today.withheld, TouchState::Withheld, "control group"),
        (&today.stopped, TouchState::Skipped, "campaign stopped"),
        (&today.expired, TouchState::Expired, "its last day passed"),
    ];
    for (rows, state, reason) in ended {
        let changes: Vec<Change> = rows
            .iter()
            .map(|id| Change::to(*id, state).because(reason))
            .collect();
        delivery.write(&changes)?;
    }
    report.withheld = today.withheld.len() as u64;
    report.expired = today.expired.len() as u64;
    today
        .stopped
        .iter()
        .for_each(|_| report.skip("campaign stopped"));
    Ok(())
}
