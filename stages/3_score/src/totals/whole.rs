//! The figures of the base as a whole: everything a run found enters, one record leaves.

use terms::Day;

use crate::base::{Customer, CustomerBase};
use crate::card::{Findings, ScoreCard, expected_minor, levers_of};
use crate::coming::ahead::{look_ahead, past_months};
use crate::coming::money_range::MoneyRange;
use crate::coming::worth::cost_coverage;
use crate::log::windows::YEAR_DAYS;
use crate::log::words::Words;
use crate::past::best::{CHOSEN_BIT, Cut, Pareto};
use crate::past::tiers::{tier_figures, tier_moves};
use crate::settings::ScoreSettings;
use crate::totals::figures::{BaseFigures, BestFigures, ChannelFigures, Levers, PotentialSum};

/// What the record is made from.
pub(crate) struct Whole<'a> {
    pub(crate) base: &'a CustomerBase,
    pub(crate) found: &'a Findings,
    pub(crate) card: &'a ScoreCard<'a>,
    pub(crate) settings: &'a ScoreSettings,
    pub(crate) words: &'a Words,
    pub(crate) as_of: Day,
    pub(crate) margin_share: f64,
}

impl Whole<'_> {
    /// The record; what changed since the run before is put in later.
    pub(crate) fn figures(&self, pareto: &[Pareto], cut: &Cut) -> BaseFigures {
        let customers = &self.base.customers;
        let sum = |of: fn(&Customer) -> i64| customers.iter().map(of).sum::<i64>();
        let order_minor: Vec<f64> = self
            .found
            .worths
            .iter()
            .map(|one| one.order_minor)
            .collect();
        let choice = &self.found.learnt.chosen.choice;
        let ahead = look_ahead(
            &self.found.future,
            choice.total_error,
            &order_minor,
            &self.base.totals,
            self.as_of,
        );
        let expected: i64 = self.found.worths.iter().map(expected_minor).sum();
        let is_active = |one: &&Customer| self.as_of - one.last_day < YEAR_DAYS;
        let past_value_minor = sum(|one| one.past_minor);
        BaseFigures {
            grid_size: self.settings.grid_size,
            customers: customers.len() as u64,
            prospects: self.base.prospects.len() as u64,
            active: customers.iter().filter(is_active).count() as u64,
            revenue_minor: sum(|one| one.revenue_minor),
            past_value_minor,
            past_is_estimated: customers
                .iter()
                .any(|one| one.known_minor != one.revenue_minor),
            cost_coverage: cost_coverage(self.base),
            served_minor: sum(|one| one.served_minor),
            expected_value: MoneyRange::of(expected as f64, ahead.error),
            expected_revenue: ahead.revenue,
            months: ahead.months,
            has_seasons: ahead.has_seasons,
            past_months: past_months(&self.base.totals, self.as_of),
            at_risk: self.card.at_risk(CHOSEN_BIT),
            at_risk_all: self.card.at_risk(0),
            potential: self.potential(),
            evidence: self.found.learnt.evidence.clone(),
            best: self.best(cut, past_value_minor),
            pareto: pareto.to_vec(),
            levers: self.levers(),
            cells: self.card.cells(),
            trends: self.card.trends(),
            tiers: tier_figures(customers, &self.found.bounds, self.margin_share),
            tier_moves: tier_moves(customers, &self.found.bounds),
            channels: self.channels(),
            models: choice.models.clone(),
            models_tried_on: Some(choice.chosen_on),
            choice_note: choice.note_on(self.as_of),
            since: None,
        }
    }

    /// Of those alone who could grow, so that the sum is that of its list.
    fn potential(&self) -> PotentialSum {
        let mut sum = PotentialSum::default();
        for one in self.found.potentials.iter().filter(|one| one.could_grow()) {
            sum.accounts += 1;
            sum.low_minor += one.low_minor;
            sum.minor += one.middle_minor;
            sum.high_minor += one.high_minor;
        }
        sum
    }

    fn best(&self, cut: &Cut, past_value_minor: i64) -> BestFigures {
        let with_bits = self.base.customers.iter().zip(&self.found.best);
        let best = with_bits.filter(|(_, bits)| **bits & CHOSEN_BIT != 0);
        let theirs: i64 = best.map(|(one, _)| one.past_minor).sum();
        BestFigures {
            by: self.settings.best_by,
            share: self.settings.best_share,
            accounts: cut.accounts as u64,
            bar: if cut.accounts > 0 { cut.bar } else { 0 },
            value_share: match past_value_minor > 0 {
                true => theirs as f64 / past_value_minor as f64,
                false => 0.0,
            },
        }
    }

    fn levers(&self) -> Levers {
        let mut levers = Levers::default();
        for worth in &self.found.worths {
            levers.add(&levers_of(worth));
        }
        levers
    }

    /// By revenue of the last year, the most first.
    fn channels(&self) -> Vec<ChannelFigures> {
        let mut channels: Vec<ChannelFigures> = self
            .base
            .totals
            .channels
            .iter()
            .zip(0_u32..)
            .filter(|(sum, _)| sum.orders + sum.orders_before > 0)
            .map(|(sum, id)| ChannelFigures {
                channel: self.words.word(id).to_owned(),
                orders: sum.orders,
                revenue_minor: sum.revenue_minor,
                orders_before: sum.orders_before,
                revenue_before_minor: sum.revenue_before_minor,
                customers: sum.customers,
            })
            .collect();
        channels.sort_by_key(|one| std::cmp::Reverse(one.revenue_minor));
        channels
    }
}
