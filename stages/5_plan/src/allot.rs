//! Letters, calls and money are few: they go where most is to be gained, in whatever segment.

use terms::{Arm, Channel, ValueSegment};

use crate::LeftOutReason;
use crate::PlanOptions;
use crate::candidates::{Candidate, Effect, Steps};
use crate::draw::{DrawRule, Drawn};
use crate::left_out::LeftOutTally;

/// The accounts of one campaign, with what each would get.
pub(crate) struct Audience {
    pub cell: ValueSegment,
    pub effect: Effect,
    pub rule: DrawRule,
    pub members: Vec<Member>,
    /// Accounts of all campaigns of the turn: they decide together whether there is a control group.
    of_turn: usize,
}

/// One account of a campaign.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    pub candidate: Candidate,
    pub drawn: Drawn,
    /// What it gets if contacted; of a control account, what it would have got.
    pub steps: Steps,
}

/// What is still left of letters, calls and money.
#[derive(Clone, Copy)]
struct Room {
    letters: u64,
    calls: u64,
    budget_minor: i64,
}

impl Room {
    fn take(&mut self, channel: Channel, cost_minor: i64) -> bool {
        let mut unlimited = u64::MAX;
        let pieces = match channel {
            Channel::Email => &mut unlimited,
            Channel::Letter => &mut self.letters,
            Channel::Call => &mut self.calls,
        };
        let fits = *pieces > 0 && cost_minor <= self.budget_minor;
        if fits {
            *pieces -= 1;
            self.budget_minor -= cost_minor;
        }
        fits
    }
}

impl Audience {
    pub(crate) fn new(
        cell: ValueSegment,
        effect: Effect,
        best: &[Candidate],
        of_turn: usize,
        options: &PlanOptions,
    ) -> Audience {
        let mut audience = Audience {
            cell,
            effect,
            rule: DrawRule {
                control_share: 0.0,
                seed: 0,
            },
            members: Vec::new(),
            of_turn,
        };
        audience.draw_again(best.to_vec(), options);
        audience
    }

    /// Draws the arms anew, for exactly these accounts.
    fn draw_again(&mut self, candidates: Vec<Candidate>, options: &PlanOptions) {
        self.rule = DrawRule::of(self.cell, self.of_turn, options.control, options.seed);
        let drawn = self.rule.draw(&candidates);
        self.members = candidates
            .into_iter()
            .zip(drawn)
            .map(|(candidate, drawn)| Member {
                candidate,
                drawn,
                steps: 0,
            })
            .collect();
    }

    pub(crate) fn contacted(&self) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(|member| member.drawn.arm == Arm::Contacted)
    }

    /// Gives this account what is worth its cost and still to be had. Only contacted accounts
    /// use anything up; a control account is told apart by its arm alone.
    fn allot_one(&mut self, at: usize, room: &mut Room) {
        let member = &mut self.members[at];
        let mut left = *room;
        let wanted = self.effect.touches_in(member.candidate.steps);
        member.steps = wanted
            .filter(|(_, touch)| left.take(touch.channel, touch.cost_minor))
            .fold(0, |set, (place, _)| set | 1 << place);
        if self.effect.gain(&member.candidate.worth, member.steps) <= 0.0 {
            member.steps = 0;
        } else if member.drawn.arm == Arm::Contacted {
            *room = left;
        }
    }

    /// Drops the accounts that got nothing; says whether there were any.
    fn drop_empty(&mut self, options: &PlanOptions, tally: &mut LeftOutTally) -> bool {
        let (kept, empty): (Vec<Member>, Vec<Member>) =
            self.members.iter().partition(|member| member.steps != 0);
        for member in &empty {
            tally.add(member.candidate.account_id, LeftOutReason::NoRoom);
        }
        if !empty.is_empty() {
            self.draw_again(
                kept.into_iter().map(|member| member.candidate).collect(),
                options,
            );
        }
        !empty.is_empty()
    }
}

/// Draws the arms and gives out letters, calls and money to the accounts with most to gain.
/// Accounts that nothing is left for are dropped and the arms drawn anew without them, so that
/// every account of a campaign, in either arm, has touches planned.
pub(crate) fn allot(audiences: &mut [Audience], options: &PlanOptions, tally: &mut LeftOutTally) {
    loop {
        let mut room = Room {
            letters: options.most_letters,
            calls: options.most_calls,
            budget_minor: options.budget_minor,
        };
        for (of, at) in by_gain(audiences) {
            audiences[of].allot_one(at, &mut room);
        }
        let dropped: Vec<bool> = audiences
            .iter_mut()
            .map(|audience| audience.drop_empty(options, tally))
            .collect();
        if !dropped.contains(&true) {
            return;
        }
    }
}

/// All accounts of all campaigns, most to gain first.
fn by_gain(audiences: &[Audience]) -> Vec<(usize, usize)> {
    let places = audiences.iter().enumerate();
    let mut order: Vec<(usize, usize)> = places
        .flat_map(|(of, audience)| (0..audience.members.len()).map(move |at| (of, at)))
        .collect();
    let candidate = |&(of, at): &(usize, usize)| &audiences[of].members[at].candidate;
    order.sort_unstable_by(|a, b| candidate(b).cmp(candidate(a)));
    order
}
