//! Plan: a strategy for every value segment, a plan for every campaign, a fair draw for both.
//!
//! Enters: memberships, scores, contact points, consents and the ledger, with the owner's own
//! strategy files. Leaves: first a [`Proposal`], which changes nothing; once it is committed,
//! campaigns with their enrolments and planned touches, control accounts included.
//! Tables owned: `strategies`, `campaigns`, `touches`, `enrolments`, `planned_touches`, `left_outs`,
//! `trigger_versions`, `triggers`, `occasions`, `list_members`.
//!
//! - [`read_strategies`], [`save_strategy`], [`write_defaults`]: the 25 files an owner can edit.
//! - [`suggest`], [`use_way`], [`put_in_force`], [`read_versions`]: what to do next by what earlier
//!   campaigns taught, and every version there was.
//! - [`propose`]: who would get what, what it costs, who is left out and why.
//! - [`commit`]: the same, written down; twice is once.
//! - [`read_campaigns`], [`read_campaign`], [`stop_campaign`]: what was written down.
//! - [`look`], [`turn_on`], [`turn_off`]: messages that leave by themselves when something happens.

mod allot;
mod before;
mod campaign_plan;
mod campaigns;
mod candidates;
mod checklist;
mod checks;
mod commit;
mod draw;
mod error;
mod figures;
mod folder;
mod gain;
mod learned;
mod left_out;
mod lines;
mod options;
mod place;
mod proposal;
mod propose;
mod reach;
mod rewrite;
mod strategy;
mod suggest;
mod texts;
mod trigger;
mod validity;
mod versions;
mod ways;

pub use campaign_plan::CampaignPlan;
pub use campaigns::{
    CampaignLine, CampaignTouch, CampaignView, StateCount, read_campaign, read_campaigns,
    stop_campaign,
};
pub use commit::{PlanReport, commit};
pub use draw::FEWEST_WITH_CONTROL;
pub use error::{PlanError, StrategyError};
pub use folder::{
    default_strategies, read_strategies, read_strategy, save_strategy, write_defaults,
};
pub use gain::{break_even_orders, chance_of_order, expected_gain, offer_cost, touch_weight};
pub use learned::Counted;
pub use left_out::{LEFT_OUT_LISTED_MAX, LeftOut, LeftOutReason};
pub use options::PlanOptions;
pub use proposal::{Check, Proposal, ProposedEnrolment, SegmentLine, TouchLine};
pub use propose::propose;
pub use strategy::{Strategy, TouchTemplate};
pub use suggest::{Suggestion, suggest};
pub use texts::{OCCASION_FIELDS, PLAN_FIELDS, TEXT_FIELDS, TextField};
pub use trigger::alert::{Alert, send_alert};
pub use trigger::answers::{AnswerLine, AnswerReport, read_answers};
pub use trigger::file::{Again, Ending, ListEntry, Question, Sender, Start, Trigger};
pub use trigger::folder::{
    TriggerFile, default_triggers, read_triggers, save_trigger, write_default_triggers,
};
pub use trigger::look::{Entry, LookReport, look, needs_look, would_enter};
pub use trigger::switch::{turn_off, turn_on};
pub use trigger::view::{
    ListLine, TriggerState, TriggerTouch, TriggerView, read_lists, read_trigger,
    read_trigger_states,
};
pub use versions::{StrategyVersion, put_in_force, read_versions, use_way};
pub use ways::Way;
