//! What customers do next: touches that reached them and a window of days in; the orders of those
//! days, as a new export, and what the touches really brought out.
//!
//! What an account does by itself is drawn from dice that no touch can move. So the orders of an
//! account with and without touches differ by exactly the extra orders the touches brought, and
//! the true lift of any campaign is known, not estimated.

mod answers;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use terms::{Channel, Day};

use crate::business::PracticeBusiness;
use crate::error::PracticeError;
use crate::files::rows::OrderRows;
use crate::files::{Sheet, shop, shop_header};
use crate::group::Group;
use crate::planted::Trade;
use answers::Listener;

/// Accounts whose orders are put in the order of their days together.
const BLOCK_ACCOUNTS: u32 = 4_096;

/// A touch that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedTouch {
    /// The shop's customer number; where there is none, the e-mail address says who it is.
    pub customer_number: Option<String>,
    /// The address an e-mail went to.
    pub email: Option<String>,
    /// The day it arrived.
    pub day: Day,
    /// How it came.
    pub channel: Channel,
    /// The code it carried.
    pub code: Option<String>,
}

impl ReceivedTouch {
    /// An e-mail that arrived at an address.
    #[must_use]
    pub fn email(address: &str, day: Day, code: Option<&str>) -> ReceivedTouch {
        ReceivedTouch {
            customer_number: None,
            email: Some(address.to_owned()),
            day,
            channel: Channel::Email,
            code: code.map(str::to_owned),
        }
    }

    /// A touch that reached the account with this customer number.
    #[must_use]
    pub fn to_account(
        customer_number: &str,
        day: Day,
        channel: Channel,
        code: Option<&str>,
    ) -> ReceivedTouch {
        ReceivedTouch {
            customer_number: Some(customer_number.to_owned()),
            email: None,
            day,
            channel,
            code: code.map(str::to_owned),
        }
    }
}

/// What one contacted account did in a window, and what was to be expected of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The shop's customer number.
    pub customer_number: String,
    /// The planted group.
    pub group: Group,
    /// What it did by itself; the same had it not been contacted.
    pub own: Trade,
    /// What the touches brought: the true lift of this account.
    pub extra: Trade,
    /// The codes it used.
    pub codes: Vec<String>,
    /// Extra orders to be expected in the window.
    pub expected_orders: f64,
    /// Extra revenue to be expected in the window, in pence.
    pub expected_revenue_minor: f64,
    /// Extra contribution to be expected in the window, in pence.
    pub expected_contribution_minor: f64,
}

/// What happened in a window.
#[derive(Clone, Debug)]
pub struct WindowResult {
    /// The new export.
    pub path: PathBuf,
    /// What all accounts did by themselves.
    pub own: Trade,
    /// What the touches brought.
    pub extra: Trade,
    /// Every contacted account, by customer number.
    pub answers: Vec<Answer>,
    /// Touches to nobody the business knows.
    pub unknown_touches: usize,
}

/// The customers of a practice business, waiting to be contacted.
#[derive(Clone, Copy, Debug)]
pub struct Market<'a> {
    business: &'a PracticeBusiness,
}

impl<'a> Market<'a> {
    /// The customers of a practice business.
    #[must_use]
    pub fn of(business: &'a PracticeBusiness) -> Self {
        Market { business }
    }

    /// Lives through the days from..=to and writes their orders as `shop_orders_<from>_<to>.csv`.
    ///
    /// `touches` are all that ever arrived, also those before the window: their answers may come
    /// inside it. Windows that follow each other never repeat nor lose an order.
    ///
    /// # Errors
    /// When the window is not after the as-of day or the file cannot be written.
    pub fn write_window(
        &self,
        dir: &Path,
        touches: &[ReceivedTouch],
        from: Day,
        to: Day,
    ) -> Result<WindowResult, PracticeError> {
        self.check_window(from, to)?;
        std::fs::create_dir_all(dir).map_err(PracticeError::writing(dir))?;
        let path = dir.join(format!("shop_orders_{from}_{to}.csv"));
        let mut sheet = Sheet::create(path.clone())?;
        sheet.write(shop_header().as_bytes())?;
        let (by_account, unknown_touches) = self.by_account(touches);
        let mut result = WindowResult {
            path,
            own: Trade::default(),
            extra: Trade::default(),
            answers: Vec::new(),
            unknown_touches,
        };
        let starts: Vec<u32> = (0..self.business.accounts())
            .step_by(BLOCK_ACCOUNTS as usize)
            .collect();
        for batch in starts.chunks(4) {
            let blocks: Vec<_> = batch
                .par_iter()
                .map(|start| self.block(*start, &by_account, from, to))
                .collect();
            for block in blocks {
                sheet.write(block.text.as_bytes())?;
                result.own.add(&block.own);
                result.extra.add(&block.extra);
                result.answers.extend(block.answers);
            }
        }
        sheet.close()?;
        Ok(result)
    }

    /// What one account does from..=to when these touches arrive, without writing anything.
    ///
    /// # Errors
    /// When the window is not after the as-of day.
    pub fn answer(
        &self,
        index: u32,
        touches: &[ReceivedTouch],
        from: Day,
        to: Day,
    ) -> Result<Answer, PracticeError> {
        self.check_window(from, to)?;
        let mut touches: Vec<&ReceivedTouch> = touches.iter().collect();
        touches.sort_by_key(|touch| (touch.day, touch.channel));
        let history = &self.business.history_between(index, from, to);
        let listener = Listener {
            business: self.business,
            history,
            touches: &touches,
            from,
            to,
        };
        Ok(listener.answer(&listener.extra_orders()))
    }

    fn check_window(&self, from: Day, to: Day) -> Result<(), PracticeError> {
        let as_of = self.business.as_of();
        if from > as_of && from <= to && to <= self.business.last_day() {
            Ok(())
        } else {
            Err(PracticeError::Window { from, to, as_of })
        }
    }

    /// Touches by place in line, in the order in which they arrived, and how many were to nobody.
    fn by_account<'t>(
        &self,
        touches: &'t [ReceivedTouch],
    ) -> (HashMap<u32, Vec<&'t ReceivedTouch>>, usize) {
        let at_address = self.accounts_at(touches);
        let mut found: HashMap<u32, Vec<&ReceivedTouch>> = HashMap::new();
        let mut unknown = 0;
        for touch in touches {
            let index = match (&touch.customer_number, &touch.email) {
                (Some(number), _) => self.business.index_of(number),
                (None, Some(email)) => at_address.get(&email.to_lowercase()).copied(),
                (None, None) => None,
            };
            match index {
                Some(index) => found.entry(index).or_default().push(touch),
                None => unknown += 1,
            }
        }
        for touches in found.values_mut() {
            touches.sort_by_key(|touch| (touch.day, touch.channel));
        }
        (found, unknown)
    }

    /// The accounts behind the addresses of touches that carry no customer number.
    fn accounts_at(&self, touches: &[ReceivedTouch]) -> HashMap<String, u32> {
        let wanted: std::collections::HashSet<String> = touches
            .iter()
            .filter(|touch| touch.customer_number.is_none())
            .filter_map(|touch| touch.email.as_deref().map(str::to_lowercase))
            .collect();
        if wanted.is_empty() {
            return HashMap::new();
        }
        let addresses_of = |index: u32| {
            let people = self.business.account(index).people;
            people
                .into_iter()
                .filter_map(move |person| Some((person.email?.to_lowercase(), index)))
        };
        (0..self.business.accounts())
            .into_par_iter()
            .flat_map_iter(addresses_of)
            .filter(|(address, _)| wanted.contains(address))
            .collect()
    }

    fn block(
        &self,
        start: u32,
        touches: &HashMap<u32, Vec<&ReceivedTouch>>,
        from: Day,
        to: Day,
    ) -> WindowBlock {
        let end = (start + BLOCK_ACCOUNTS).min(self.business.accounts());
        let mut rows = OrderRows::new(',');
        let mut block = WindowBlock::default();
        for index in start..end {
            let history = self.business.history_between(index, from, to);
            for order in &history.orders {
                block.own.count(order);
                shop::write_order(&mut rows, self.business, &history.account, order);
            }
            let Some(touches) = touches.get(&index) else {
                continue;
            };
            let listener = Listener {
                business: self.business,
                history: &history,
                touches,
                from,
                to,
            };
            let extra = listener.extra_orders();
            for order in &extra {
                block.extra.count(order);
                shop::write_order(&mut rows, self.business, &history.account, order);
            }
            block.answers.push(listener.answer(&extra));
        }
        block.text = rows.by_day();
        block
    }
}

/// A block of accounts in a window.
#[derive(Default)]
struct WindowBlock {
    text: String,
    own: Trade,
    extra: Trade,
    answers: Vec<Answer>,
}
