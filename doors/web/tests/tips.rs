//! The tip of every page: one, short, put away by keyboard, gone for good.

use thirtyfour::prelude::*;

use crate::address_book::MAIN_PAGES;
use crate::driver::{Browser, in_browser};
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, serve, serve_empty};

/// A line and a half on a desk screen.
const LETTERS_MOST: usize = 120;

/// More Tabs than lie before the content of any page.
const TABS_MOST: usize = 20;

#[test]
fn every_page_has_one_short_tip_until_it_is_put_away() {
    let served = serve_empty(PRESS_DAY);
    for page in MAIN_PAGES {
        let text = served.get(page).text();
        let tips: Vec<&str> = text.split("<b>Tip.</b> ").skip(1).collect();
        assert_eq!(tips.len(), 1, "{page}");
        let words = tips[0].split("</p>").next().unwrap();
        assert!(words.len() <= LETTERS_MOST, "{page}: {words}");
    }
    assert_eq!(served.post("/tips", "page=grid").status, 303);
    assert!(!served.get("/grid").text().contains("<b>Tip.</b>"));
    assert!(served.get("/").text().contains("<b>Tip.</b>"));
    assert_eq!(served.post("/tips", "page=").status, 303);
    assert!(
        served.get("/grid").text().contains("<b>Tip.</b>"),
        "all are back"
    );
}

/// Proves C42.
#[test]
fn c42_a_tip_is_put_away_with_keys_alone_and_stays_away() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    in_browser(&served, async |browser| {
        browser.open("/value").await?;
        tab_to(browser, ".tipbar button").await?;
        browser.press_and_leave(Key::Enter + "").await?;
        // The same page comes back, without its tip.
        browser.find("main:not(:has(.tipbar))").await?;
        let here = "return location.pathname + document.querySelectorAll('.tipbar').length";
        assert_eq!(browser.ask(here).await?, "/value0");
        browser.open("/value").await?;
        assert_eq!(browser.ask(here).await?, "/value0");
        browser.open("/grid").await?;
        browser.find(".tipbar button").await.map(drop)
    });
}

async fn tab_to(browser: &Browser, css: &str) -> WebDriverResult<()> {
    for _ in 0..TABS_MOST {
        browser.press(Key::Tab + "").await?;
        let here = format!("return document.activeElement === document.querySelector(\"{css}\")");
        if browser.ask(&here).await? == true {
            return Ok(());
        }
    }
    panic!("{css} cannot be reached with Tab");
}
