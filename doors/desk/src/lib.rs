//! The desk: what both doors show and do, so that a page, a command and the API never differ.
//!
//! Enters: a workspace and what a person asks of it. Leaves: plain records, ready to be drawn or
//! printed as JSON. Here alone the seven stages meet: `turn.rs` is the button, one screen long.

mod campaigns;
mod choices;
mod cleaning;
mod config;
mod corrigible;
mod customer;
mod customers;
mod fault;
mod files;
mod gaps;
mod grid_moves;
mod growth;
mod happenings;
mod house;
mod inbox;
mod left_behind;
mod loyalty;
mod months;
mod receipt;
mod refusal;
mod rehearsal;
mod scoring;
mod search;
mod segments;
mod sharing;
mod strategies;
mod themes;
mod timeline;
mod today;
mod triggers;
mod turn;
mod value;
mod value_list;
mod value_row;
mod whom;
mod work;

pub use campaigns::{CampaignProgress, list_campaigns};
pub use choices::Choices;
pub use cleaning::clean_house;
pub use config::{Config, RunConfig, Secret, SmtpConfig};
pub use corrigible::{Corrigible, read_corrigible};
pub use customer::{
    ConsentLine, ContactLine, CustomerRecord, CustomerScore, PersonLine, ProvenanceLine,
    read_customer,
};
pub use customers::{CustomerList, CustomerQuery, CustomerRow, CustomerSort, list};
pub use fault::tell_error;
pub use files::{WorkFile, find_file, list_files, take_bounces};
pub use gaps::gap_lines;
pub use grid_moves::{GridMove, GridMoves, ScoreDay, read_grid_moves};
pub use growth::{AIMS, GrowthView, drop_goal, read_growth, set_goal};
pub use happenings::{
    Happening, TakenIn, happenings_wait, keep_happenings, read_happenings, take_happenings,
};
pub use house::{House, Lock, USUAL_SEED};
pub use inbox::{answer_file, gather_inbox, import_again, import_file, import_path};
pub use left_behind::{LeftBehind, back_up, read_left_behind};
pub use loyalty::{
    Loyalty, cancel_voucher, read_loyalty, read_points_standing, redeem_points, set_loyalty_rules,
};
pub use receipt::{Receipt, ReceiptWords};
pub use refusal::Refusal;
pub use rehearsal::{PersonPreviews, Rehearsal, SegmentPreviews, prepare, rehearse};
pub use scoring::{
    ScoringDates, is_behind, keep_up, read_scoring_dates, score_when_due, scoring_due,
};
pub use search::renew_search;
pub use segments::{
    RuleWords, SegmentLine, label_members, list_labels, list_segments, members_of, rename_label,
    rule_words, save_segment,
};
pub use sharing::{
    OwnLink, Referrals, close_errand, own_link, read_errands, read_referrals, set_referral_offer,
    settle_sharing, theme_link, told,
};
pub use strategies::{
    StrategyChange, StrategyLine, StrategyView, change_strategy, list_strategies, read_strategy,
};
pub use themes::{list_pictures, list_themes, read_picture, read_theme, save_theme};
pub use timeline::TimelineItem;
pub use today::{AtRisk, Today, Work, read_today};
pub use triggers::{
    TriggerLine, TriggerRecord, keep_answer, list_lists, list_triggers, look_around,
    look_at_triggers, read_trigger, save_trigger, send_alert, turn_off_trigger, turn_on_trigger,
};
pub use turn::{catch_up, press, read_receipt, resume, something_is_due, take};
pub use value::{Cut, ValueOverview, ValueQuery, list_channels, read_value, tier_sentences};
pub use value_list::ValueList;
pub use value_row::{Figure, ValueListPage, ValueRow, read_value_list};
pub use whom::find_customer;
pub use work::caller::{
    CallerHit, CallerRecord, CallerSaid, caller_questions, find_caller, keep_caller, read_caller,
    set_caller_questions,
};
pub use work::contacts::{
    AlikeLine, ContactAnswer, ContactAsked, ENTRIES_SHOWN, LeadAnswer, LeadAsked, TypedContact,
    add_contact, consent_words, list_contacts, redo_contact, take_lead, undo_contact,
};
pub use work::opportunities::{
    OpportunityAsked, OpportunityBoard, OpportunityRecord, add_opportunity, change_opportunity,
    opportunities_of, read_board, read_opportunity_record, set_chances, undo_opportunity,
};
pub use work::reminders::{
    CadenceLine, InteractionAsked, ReminderAsked, ReminderLine, ReminderList, add_reminder,
    end_cadence, finish_reminder, log_interaction, pause_account, read_reminder_list, reminders_of,
    snooze_reminder, stay_in_touch, undo_interaction, undo_pause, undo_reminder,
};
