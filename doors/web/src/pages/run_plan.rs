//! The plan on the Run page: a rehearsal enters, what the page draws of it leaves.

use desk::{Choices, Rehearsal};
use plan::{Check, LeftOut, SegmentLine, TouchLine};
use terms::{Money, ValueSegment};

/// A rehearsal, ready to be drawn.
pub(crate) struct PlanView {
    pub(crate) contacted: u64,
    pub(crate) control: u64,
    pub(crate) cost_minor: i64,
    pub(crate) budget_minor: i64,
    pub(crate) expected_gain_minor: i64,
    /// What that expectation rests on.
    pub(crate) by_what: String,
    pub(crate) checks: Vec<Check>,
    pub(crate) segments: Vec<SegmentView>,
    pub(crate) previews: Vec<SegmentExamples>,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) allow_large: bool,
    pub(crate) budget: String,
}

pub(crate) struct SegmentView {
    pub(crate) cell: String,
    pub(crate) strategy: String,
    pub(crate) lever: &'static str,
    pub(crate) why: String,
    pub(crate) why_not: Option<String>,
    pub(crate) chosen: bool,
    pub(crate) suggested: bool,
    pub(crate) can_choose: bool,
    pub(crate) accounts: u64,
    pub(crate) touches: String,
    pub(crate) contacted: u64,
    pub(crate) control: u64,
    pub(crate) cost_minor: i64,
    pub(crate) expected_gain_minor: i64,
}

pub(crate) struct SegmentExamples {
    pub(crate) cell: String,
    pub(crate) first: bool,
    pub(crate) people: Vec<PersonExamples>,
}

pub(crate) struct PersonExamples {
    pub(crate) name: String,
    pub(crate) touches: Vec<TouchExample>,
}

pub(crate) struct TouchExample {
    pub(crate) when: String,
    pub(crate) to: String,
    pub(crate) reaches: bool,
    pub(crate) subject: String,
    pub(crate) text: String,
}

impl PlanView {
    pub(crate) fn of(choices: &Choices, rehearsal: &Rehearsal) -> Self {
        let plan = &rehearsal.proposal;
        let suggested = plan.suggested().map(|line| line.cell);
        PlanView {
            contacted: plan.contacted,
            control: plan.control,
            cost_minor: plan.cost_minor,
            budget_minor: plan.budget_minor,
            expected_gain_minor: plan.expected_gain_minor,
            by_what: by_what(&plan.segments),
            checks: rehearsal.checks.clone(),
            segments: plan
                .segments
                .iter()
                .map(|line| segment_view(line, suggested))
                .collect(),
            previews: rehearsal
                .previews
                .iter()
                .enumerate()
                .map(|(at, one)| examples(one, plan, at == 0))
                .collect(),
            left_out: plan.left_out.clone(),
            allow_large: choices.allow_large,
            budget: Money::new(plan.budget_minor, plan.currency).decimal(),
        }
    }
}

fn segment_view(line: &SegmentLine, suggested: Option<ValueSegment>) -> SegmentView {
    SegmentView {
        cell: line.cell.to_string(),
        strategy: line.strategy.clone(),
        lever: line.lever.word(),
        why: why(line),
        why_not: line.why_not.clone(),
        chosen: line.chosen,
        suggested: suggested == Some(line.cell),
        can_choose: line.reachable > 0 && !line.touches.is_empty(),
        accounts: line.accounts,
        touches: touch_words(&line.touches),
        contacted: line.contacted,
        control: line.control,
        cost_minor: line.cost_minor,
        expected_gain_minor: line.expected_gain_minor,
    }
}

/// What the strategy's owner says, and what its campaigns said.
fn why(line: &SegmentLine) -> String {
    match line.counted.own_campaigns {
        0 => line.why.clone(),
        _ => format!(
            "{} Counted with {:.0} % of what it assumes, by what its campaigns found.",
            line.why,
            line.counted.factor.max(0.0) * 100.0
        ),
    }
}

fn by_what(segments: &[SegmentLine]) -> String {
    match segments.first().map_or(0, |line| line.counted.campaigns) {
        0 => "by the strategies' own assumptions".into(),
        1 => "by the strategies' assumptions and what one campaign found".into(),
        some => format!("by the strategies' assumptions and what {some} campaigns found"),
    }
}

fn touch_words(touches: &[TouchLine]) -> String {
    if touches.is_empty() {
        return "none".into();
    }
    let words = touches.iter().map(|touch| match touch.wait_days {
        0 => touch.channel.to_string(),
        days => format!(
            "{} after {days} days",
            touch.channel.to_string().to_lowercase()
        ),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn examples(
    segment: &desk::SegmentPreviews,
    plan: &plan::Proposal,
    first: bool,
) -> SegmentExamples {
    let line = plan
        .segments
        .iter()
        .find(|line| line.cell.to_string() == segment.cell);
    let wait = |step: u32| {
        line.and_then(|line| line.touches.iter().find(|touch| touch.step == step))
            .map_or(0, |touch| touch.wait_days)
    };
    let people = segment.people.iter().map(|person| PersonExamples {
        name: person.name.clone(),
        touches: person
            .touches
            .iter()
            .map(|touch| TouchExample {
                when: format!(
                    "{} on {}",
                    touch.channel,
                    (plan.as_of + wait(touch.step)).words()
                ),
                to: touch.to.clone(),
                reaches: touch.reaches,
                subject: touch.subject.clone(),
                text: touch.text.clone(),
            })
            .collect(),
    });
    SegmentExamples {
        cell: segment.cell.clone(),
        first,
        people: people.collect(),
    }
}
