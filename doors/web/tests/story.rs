//! One owner's evening in a real browser: from Today to the results, with mouse, then with keys.

use thirtyfour::prelude::*;

use crate::driver::{Browser, in_browser};
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, serve};

/// More Tabs than any owner would press.
const TABS_MOST: usize = 40;

#[test]
fn an_owner_presses_the_button_and_watches_it() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    in_browser(&served, async |browser| {
        browser.open("/").await?;
        browser.click("a.button", "Press the button").await?;
        browser.click("button", "Show me the plan").await?;
        see_the_plan(browser).await?;
        assert_eq!(served.mailbox.count(), 0, "a look sends nothing");

        browser
            .find("form[action='/run/press'] button.main")
            .await?
            .click()
            .await?;
        browser.find("form[action='/run/undo'] button").await?;
        assert_eq!(served.mailbox.count(), 0, "nothing leaves while it holds");
        browser.click("button", "Start without waiting").await?;
        browser.find("[data-progress='working'] progress").await?;
        see_the_receipt(browser).await?;
        assert!(served.mailbox.count() > 0, "the mails have left");

        browser.click("nav a", "Campaigns").await?;
        browser
            .find("td a[href^='/campaigns/']")
            .await?
            .click()
            .await?;
        browser.find_words("h2", "Checklist").await.map(drop)
    });
}

#[test]
fn an_owner_looks_from_a_cell_to_a_customer_to_the_results() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    in_browser(&served, async |browser| {
        browser.open("/").await?;
        browser.click("nav a", "Segments").await?;
        browser
            .find("a[href='/customers?cell=P5F5']")
            .await?
            .click()
            .await?;
        browser
            .find("td a[href^='/customers/']")
            .await?
            .click()
            .await?;
        browser.find_words("h2", "Why this score").await?;
        browser.find(".timeline li").await?;
        browser.click("nav a", "Results").await?;
        browser.find(".lead").await?;
        browser.find("main .card .badge").await.map(drop)
    });
}

#[test]
fn the_button_is_reached_and_pressed_with_keys_alone() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    in_browser(&served, async |browser| {
        browser.open("/run").await?;
        let tabs = tab_to(browser, "form[action='/run/press'] button.main").await?;
        assert!(tabs <= TABS_MOST, "{tabs} Tabs");
        browser.press_and_leave(Key::Enter + "").await?;
        browser.find("form[action='/run/undo'] button").await?;
        tab_to(browser, "form[action='/run/undo'] button").await?;
        browser.press_and_leave(Key::Enter + "").await?;
        browser
            .find_words(".notice", "nothing was sent")
            .await
            .map(drop)
    });
    assert_eq!(served.word("SELECT state FROM turns"), "undone");
}

#[test]
fn the_first_tab_offers_to_skip_to_the_content_and_every_stop_is_seen() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    in_browser(&served, async |browser| {
        browser.open("/customers").await?;
        browser.press(Key::Tab + "").await?;
        assert_eq!(
            browser
                .ask("return document.activeElement.className")
                .await?,
            "skip"
        );
        for _ in 0..20 {
            let seen = browser.ask(STOP_IS_SEEN).await?;
            assert_eq!(
                seen,
                true,
                "{}",
                browser
                    .ask("return document.activeElement.outerHTML")
                    .await?
            );
            browser.press(Key::Tab + "").await?;
        }
        browser.open("/").await?;
        browser.press("/").await?;
        browser.find("#search").await.map(drop)
    });
}

/// Whether what has the keyboard lies on the screen and has a ring.
const STOP_IS_SEEN: &str = "
const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
return style.outlineStyle !== 'none' && box.width > 0 && box.left >= 0 && box.top >= 0 && box.bottom <= innerHeight;";

async fn see_the_plan(browser: &Browser) -> WebDriverResult<()> {
    browser.find_words("h2", "three real people").await?;
    browser.find(".preview pre").await?;
    browser.find_words(".badge", "suggested").await.map(drop)
}

async fn see_the_receipt(browser: &Browser) -> WebDriverResult<()> {
    browser.find_words("h2", "Receipt of").await?;
    browser
        .find_words("li", "e-mails handed to the mail server")
        .await?;
    browser.find("a[href^='/files/letters/']").await.map(drop)
}

/// Presses Tab until this has the keyboard; gives how often.
async fn tab_to(browser: &Browser, css: &str) -> WebDriverResult<usize> {
    for tabs in 1..=TABS_MOST {
        browser.press(Key::Tab + "").await?;
        let here = format!("return document.activeElement === document.querySelector(\"{css}\")");
        if browser.ask(&here).await? == true {
            return Ok(tabs);
        }
    }
    panic!("{css} cannot be reached with Tab");
}
