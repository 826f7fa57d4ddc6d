//! A block of neighbouring accounts: where it starts in; its rows in every file, ready to be
//! appended, out.

use crate::business::{History, PracticeBusiness};
use crate::files::crm::{self, CrmRow};
use crate::files::hand::{self, HandRow};
use crate::files::rows::{OrderRows, Rows};
use crate::files::shop::{self, Fault};
use crate::files::{KEPT_BY_HAND, OLD_CRM, PHONE_ORDERS, SHOP_ORDERS, telephone, truth};
use crate::order::{Door, Order};
use crate::planted::Planted;

/// Accounts in a block. Order rows are sorted by day within it, so the files of a business that is
/// not larger than this are sorted by day as a whole.
pub(crate) const BLOCK_ACCOUNTS: u32 = 4_096;
/// One set of bad rows in each file for every so many accounts, and one to begin with.
const ACCOUNTS_PER_BAD_SET: usize = 1_500;

/// The rows of a block.
pub(crate) struct Block {
    pub(crate) shop: String,
    pub(crate) telephone: String,
    pub(crate) crm: Vec<u8>,
    pub(crate) truth: String,
    pub(crate) people: String,
    pub(crate) hand: Vec<HandRow>,
    pub(crate) planted: Planted,
}

/// A block under way.
struct Draft<'a> {
    business: &'a PracticeBusiness,
    shop: OrderRows,
    telephone: OrderRows,
    crm: Rows,
    truth: Rows,
    people: Rows,
    hand: Vec<HandRow>,
    planted: Planted,
}

impl Block {
    pub(crate) fn made(business: &PracticeBusiness, start: u32) -> Block {
        let end = (start + BLOCK_ACCOUNTS).min(business.accounts());
        let mut draft = Draft::new(business);
        let bad_sets = 1 + (end - start) as usize / ACCOUNTS_PER_BAD_SET;
        let mut templates = Vec::with_capacity(bad_sets);
        for index in start..end {
            let history = business.history(index);
            draft.add(&history);
            if templates.len() < bad_sets && !history.orders.is_empty() {
                templates.push(history);
            }
        }
        for template in templates.iter().cycle().take(bad_sets) {
            draft.add_bad_rows(template);
        }
        if let Some(template) = templates.first().filter(|_| start == 0) {
            draft.hand.extend(hand::bad_rows(&template.account));
        }
        draft.finished()
    }
}

impl<'a> Draft<'a> {
    fn new(business: &'a PracticeBusiness) -> Self {
        Draft {
            business,
            shop: OrderRows::new(','),
            telephone: OrderRows::new(';'),
            crm: Rows::new(';'),
            truth: Rows::new(','),
            people: Rows::new(','),
            hand: Vec::new(),
            planted: Planted::default(),
        }
    }

    fn add(&mut self, history: &History) {
        let account = &history.account;
        self.planted.count_account(account);
        let mut seen = [false; 4];
        for order in &history.orders {
            seen[order.person] = true;
            self.add_order(history, order);
        }
        let planted = self.planted.file(OLD_CRM);
        for CrmRow { id, person } in
            crm::write_account(&mut self.crm, self.business, account, planted)
        {
            seen[person] = true;
            truth::write_person(&mut self.people, OLD_CRM, &id, account, person);
        }
        for row in hand::rows_of(self.business, account) {
            seen[0] = true;
            seen[1] |= row.couple;
            self.hand.push(row);
        }
        self.planted.people_seen += seen.iter().filter(|is_seen| **is_seen).count() as u64;
        truth::write_truth(&mut self.truth, account, &self.business.truth(history));
    }

    fn add_order(&mut self, history: &History, order: &Order) {
        let account = &history.account;
        let name = if order.door == Door::Phone {
            telephone::write_order(&mut self.telephone, self.business, account, order);
            PHONE_ORDERS
        } else {
            shop::write_order(&mut self.shop, self.business, account, order);
            SHOP_ORDERS
        };
        self.planted.trade.count(order);
        let file = self.planted.file(name);
        file.trade.count(order);
        file.rows += order.lines.len() as u64;
    }

    fn add_bad_rows(&mut self, template: &History) {
        let (account, order) = (&template.account, &template.orders[0]);
        for fault in Fault::ALL {
            shop::write_bad_row(&mut self.shop, account, order, fault);
            self.planted.file(SHOP_ORDERS).count_bad(fault.code());
            telephone::write_bad_row(&mut self.telephone, account, order, fault);
            self.planted.file(PHONE_ORDERS).count_bad(fault.code());
        }
        crm::write_bad_rows(&mut self.crm, account, self.planted.file(OLD_CRM));
    }

    fn finished(mut self) -> Block {
        let crm = self.crm.into_text();
        let (crm, _, unmappable) = encoding_rs::WINDOWS_1252.encode(&crm);
        assert!(
            !unmappable,
            "every invented name can be written in Windows-1252"
        );
        // The workbook is counted when its rows are placed; here it only gets its entry.
        self.planted.file(KEPT_BY_HAND);
        Block {
            shop: self.shop.by_day(),
            telephone: self.telephone.by_day(),
            crm: crm.into_owned(),
            truth: self.truth.into_text(),
            people: self.people.into_text(),
            hand: self.hand,
            planted: self.planted,
        }
    }
}
