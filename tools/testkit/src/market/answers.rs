//! How one account answers: its touches and a window in; the extra orders they bring, and what was
//! to be expected, out.

use terms::{Channel, Day};

use crate::business::{History, PracticeBusiness};
use crate::chance::{Dice, Purpose};
use crate::email::EmailState;
use crate::market::{Answer, ReceivedTouch};
use crate::order::Order;
use crate::planted::Trade;

/// An answer comes 1 to 21 days after the touch, every day as likely.
const LONGEST_ANSWER_DAYS: i32 = 21;
/// Who has answered does not answer again for this many days.
const SATISFIED_DAYS: i32 = 60;
/// Share of answers in which the code is used, where the touch carried one.
const CODE_USED: f64 = 0.7;

/// One account with what reached it, in the order in which it arrived, and a window of days.
pub(super) struct Listener<'a> {
    pub(super) business: &'a PracticeBusiness,
    pub(super) history: &'a History,
    pub(super) touches: &'a [&'a ReceivedTouch],
    pub(super) from: Day,
    pub(super) to: Day,
}

impl Listener<'_> {
    /// The orders that touches brought, dated from..=to.
    pub(super) fn extra_orders(&self) -> Vec<Order> {
        let baskets = self
            .business
            .baskets(&self.history.account, &self.history.life);
        let mut orders = Vec::new();
        let mut satisfied_until: Option<Day> = None;
        for (at, touch) in self.touches.iter().enumerate() {
            let mut dice = self.dice_of(at);
            let answers = dice.lands(self.response(touch));
            let day = touch.day + dice.between(1, LONGEST_ANSWER_DAYS);
            let uses_code = dice.lands(CODE_USED);
            if !answers || satisfied_until.is_some_and(|until| touch.day <= until) {
                continue;
            }
            satisfied_until = Some(touch.day + SATISFIED_DAYS);
            if self.is_inside(day) {
                let code = touch.code.clone().filter(|_| uses_code);
                orders.push(baskets.extra(day, touch.channel, code));
            }
        }
        orders
    }

    /// A later touch never moves the dice of an earlier one.
    fn dice_of(&self, at: usize) -> Dice {
        let index = u64::from(self.history.account.index);
        let channel = self.touches[at].channel;
        let ordinal = self.touches[..at]
            .iter()
            .filter(|touch| touch.channel == channel)
            .count();
        let occasion = (channel as u64) << 32 | ordinal as u64;
        Dice::new(self.business.seed(), index, Purpose::Response, occasion)
    }

    /// The chance that this touch brings an order: none where nobody is left to hear it.
    fn response(&self, touch: &ReceivedTouch) -> f64 {
        let history = self.history;
        let as_of = self.business.as_of();
        let last_order = history.days.days.last();
        let has_left = history.days.left && last_order.is_some_and(|last| *last <= as_of);
        let account = &history.account;
        let arrives = touch.channel != Channel::Email
            || match &touch.email {
                Some(address) => account.person_at(address).is_some(),
                None => account.people[0].email_state == EmailState::Works,
            };
        if has_left || !arrives {
            0.0
        } else {
            history.life.response(touch.channel)
        }
    }

    /// What the account did and what was to be expected of it.
    pub(super) fn answer(&self, extra: &[Order]) -> Answer {
        let mut answer = Answer {
            customer_number: self.history.account.customer_number(),
            group: self.history.account.group,
            own: Trade::default(),
            extra: Trade::default(),
            codes: extra
                .iter()
                .filter_map(|order| order.code.clone())
                .collect(),
            expected_orders: 0.0,
            expected_revenue_minor: 0.0,
            expected_contribution_minor: 0.0,
        };
        self.history
            .orders
            .iter()
            .for_each(|order| answer.own.count(order));
        extra.iter().for_each(|order| answer.extra.count(order));
        let chances = self.answer_chances();
        for (touch, chance) in self
            .touches
            .iter()
            .zip(chances)
            .filter(|(_, chance)| *chance > 0.0)
        {
            self.expect(&mut answer, touch, chance);
        }
        answer
    }

    /// For each touch, the chance that it is answered, given that who has answered is satisfied
    /// for a while.
    ///
    /// - Formula: with `s_k` the chance that touch k was the last one answered,
    ///   `c_j = p_j · Σ_k s_k [day_j > day_k + 60]`, then `s_k` loses what `c_j` took
    /// - Shape: one account's touches in the order of their days in, as many shares out
    /// - Units: shares
    /// - Range: 0..=1
    /// - Errors: none
    /// - Source: the rule by which extra orders are drawn, added up over all its outcomes
    /// - Checked: `tests/market.rs::extra_orders_average_to_what_was_expected`
    fn answer_chances(&self) -> Vec<f64> {
        let touches = self.touches;
        let mut none_answered = 1.0;
        let mut last_answered: Vec<f64> = Vec::with_capacity(touches.len());
        let mut chances = Vec::with_capacity(touches.len());
        for touch in touches {
            let response = self.response(touch);
            let mut chance = none_answered * response;
            none_answered -= chance;
            for (earlier, share) in touches.iter().zip(&mut last_answered) {
                if touch.day > earlier.day + SATISFIED_DAYS {
                    chance += *share * response;
                    *share -= *share * response;
                }
            }
            last_answered.push(chance);
            chances.push(chance);
        }
        chances
    }

    /// Adds what one touch lets expect within the window.
    fn expect(&self, answer: &mut Answer, touch: &ReceivedTouch, chance: f64) {
        let baskets = self
            .business
            .baskets(&self.history.account, &self.history.life);
        let with_code = if touch.code.is_some() { CODE_USED } else { 0.0 };
        let days = (1..=LONGEST_ANSWER_DAYS).map(|later| touch.day + later);
        for day in days.filter(|day| self.is_inside(*day)) {
            let share = chance / f64::from(LONGEST_ANSWER_DAYS);
            answer.expected_orders += share;
            for (used, weight) in [(true, with_code), (false, 1.0 - with_code)] {
                let (revenue, contribution) = baskets.expected_value(day, used);
                answer.expected_revenue_minor += share * weight * revenue;
                answer.expected_contribution_minor += share * weight * contribution;
            }
        }
    }

    fn is_inside(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }
}
