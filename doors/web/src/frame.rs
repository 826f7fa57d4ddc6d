//! What every page carries around its content: navigation, business, date, a notice.

use desk::House;

use crate::assets;
use crate::tips::{Tip, tip_of};

/// The pages of the navigation: key, address, word.
pub(crate) const PAGES: [(&str, &str, &str); 10] = [
    ("today", "/", "Today"),
    ("run", "/run", "Run"),
    ("value", "/value", "Value"),
    ("grid", "/grid", "Segments"),
    ("customers", "/customers", "Customers"),
    ("campaigns", "/campaigns", "Campaigns"),
    ("calls", "/calls", "Sales"),
    ("results", "/results", "Results"),
    ("data", "/data", "Data"),
    ("settings", "/settings", "Settings"),
];

/// The frame around one page.
pub(crate) struct Frame {
    pub(crate) page: &'static str,
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
    pub(crate) business: String,
    pub(crate) as_of: String,
    pub(crate) notice: Option<String>,
    pub(crate) tip: Option<Tip>,
}

impl Frame {
    /// The frame of this page of the navigation.
    pub(crate) fn new(house: &House, page: &'static str) -> Self {
        let business = house
            .business()
            .map(|business| business.name)
            .unwrap_or_default();
        Frame {
            page,
            style: assets::style_address(),
            script: assets::script_address(),
            business: if business.is_empty() {
                "Your business".into()
            } else {
                business
            },
            as_of: house.as_of().words(),
            notice: None,
            tip: tip_of(house, page),
        }
    }

    /// The same without a tip, for pages that go on from one that has it.
    pub(crate) fn without_tip(mut self) -> Self {
        self.tip = None;
        self
    }

    /// The same with the tip of a page that is not in the navigation itself.
    pub(crate) fn with_tip_of(mut self, house: &House, page: &str) -> Self {
        self.tip = tip_of(house, page);
        self
    }

    /// The same with a sentence above the content.
    pub(crate) fn with_notice(mut self, notice: Option<String>) -> Self {
        self.notice = notice;
        self
    }
}
