//! Whole errands in a real browser: a messy file, duplicates by keys, calls, a mind that was changed.

use thirtyfour::prelude::*;

use crate::driver::{Browser, in_browser};
use crate::fixture::{CALL_DAY, PREPARED, PRESS_DAY, RESULT_DAY, serve, serve_empty};

/// Dates that can be read in two ways, and a row without one.
const MESSY: &str = "Order no,Date,Customer no,Customer,Amount\\n\
    1,03/04/2025,7,Ann Alder,5.00\\n2,01/04/2025,8,Ben Birch,6.50\\n3,,8,Ben Birch,7.00\\n";

/// Lets a file go over the page, as a hand with a mouse would.
fn drop_file(name: &str, text: &str) -> String {
    format!(
        "const held = new DataTransfer();
         held.items.add(new File(['{text}'], '{name}', {{ type: 'text/csv' }}));
         const at = {{ dataTransfer: held, bubbles: true, cancelable: true }};
         document.body.dispatchEvent(new DragEvent('dragover', at));
         document.body.dispatchEvent(new DragEvent('drop', at));"
    )
}

#[test]
fn a_messy_file_is_dropped_answered_and_read() {
    let served = serve_empty(PRESS_DAY);
    in_browser(&served, async |browser| {
        browser.open("/").await?;
        browser.ask(&drop_file("messy.csv", MESSY)).await?;
        browser
            .find_words("h2", "messy.csv waits for an answer")
            .await?;
        browser
            .click("label.choice", "the month comes first")
            .await?;
        browser.click("button", "Read the file").await?;
        browser.find_words(".checks li", "3 rows of orders").await?;
        browser
            .find_words(".checks li.fix", "1 row was left out")
            .await?;
        browser
            .click("main a", "see what your customers are worth")
            .await?;
        browser.find_words("main a", "Ben Birch").await?;

        // Taken back by mistake, it is brought back without the file.
        browser.click("nav a", "Data").await?;
        browser.click("td button", "Undo").await?;
        browser.click("td button", "Bring back").await?;
        browser.find_words("td button", "Undo").await?;
        browser.click("nav a", "Customers").await?;
        browser.find_words("td a", "Ann Alder").await.map(drop)
    });
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 2);
}

#[test]
fn duplicates_are_decided_with_three_keys_and_a_slip_is_taken_back() {
    let served = serve(&PREPARED.filled, RESULT_DAY);
    let pairs = "SELECT COUNT(*) FROM review_pairs r JOIN accounts a ON a.id = r.one_id AND a.gone_at IS NULL
                 JOIN accounts b ON b.id = r.other_id AND b.gone_at IS NULL
                 WHERE NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.one_id = r.one_id AND v.other_id = r.other_id)";
    let waiting = served.number(pairs);
    assert!(waiting > 0);
    in_browser(&served, async |browser| {
        browser.open("/review").await?;
        words_of(browser, HEADS).await?;
        browser.press_and_leave("m").await?;
        // Put off, it comes after the others; alone, it stays.
        browser.find_words("h1", "Is this one customer?").await?;
        let pair = words_of(browser, HEADS).await?;
        for (key, said) in [
            ("j", "The two are one customer now"),
            ("k", "They stay two"),
        ] {
            browser.press_and_leave(key).await?;
            browser.find_words(".notice", said).await?;
            browser.click(".notice button", "Undo").await?;
            browser.find_words(".notice", "Taken back").await?;
            assert_eq!(words_of(browser, HEADS).await?, pair, "it waits again");
        }
        browser.press_and_leave("j").await?;
        browser
            .find_words(".notice", "The two are one customer now")
            .await
            .map(drop)
    });
    assert!(served.number(pairs) < waiting);
}

#[test]
fn a_call_is_made_with_keys_and_the_next_one_stands_there() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let waiting = served.get("/api/v1/calls").json().as_array().unwrap().len();
    in_browser(&served, async |browser| {
        browser.open("/calls").await?;
        let whom = words_of(browser, "[data-call] h2").await?;
        browser.press("1").await?;
        let chosen = browser
            .ask("return document.querySelector('input[name=outcome]:checked').value")
            .await?;
        assert_eq!(chosen, "spoke");
        let note = browser.find("textarea[name=note]").await?;
        note.send_keys("Wants a quote for 12 pumps").await?;
        browser.click("button", "Save and next").await?;
        other_words(browser, "[data-call] h2", &whom)
            .await
            .map(drop)
    });
    let left = served.get("/api/v1/calls").json().as_array().unwrap().len();
    assert_eq!(left, waiting - 1);
}

#[test]
fn whoever_changes_the_plan_sees_it_before_it_runs_and_prints_the_letters_after() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    in_browser(&served, async |browser| {
        browser.open("/run").await?;
        let first = "form[action='/run/press'] td input[type=checkbox]:checked";
        browser.click(first, "").await?;
        browser
            .click("form[action='/run/press'] button.main", "Run")
            .await?;
        browser
            .find_words(".notice", "this is the plan with your changes")
            .await?;
        assert_eq!(served.number("SELECT COUNT(*) FROM turns"), 0);
        browser.click("button", "Back to what is suggested").await?;
        browser.find_words(".badge", "suggested").await?;
        browser
            .click("form[action='/run/press'] button.main", "Run")
            .await?;
        browser.click("button", "Start without waiting").await?;
        browser.find_words("h2", "Receipt of").await?;
        let letters = browser.find("a[href^='/files/letters/']").await?;
        let path = letters.attr("href").await?.unwrap();
        assert!(served.get(&path).body.starts_with(b"%PDF"), "{path}");
        browser.click("nav a", "Results").await?;
        browser.find("main .card .lead").await.map(drop)
    });
}

/// The names at the head of the two columns of a pair.
const HEADS: &str = ".sides thead";

/// The words of the first of these; looked for again while the page is on its way.
async fn words_of(browser: &Browser, css: &str) -> WebDriverResult<String> {
    browser.find(css).await?;
    let ask = format!("return document.querySelector(\"{css}\")?.innerText");
    loop {
        if let Some(words) = browser.ask(&ask).await?.as_str() {
            return Ok(words.to_owned());
        }
    }
}

/// The same once they are others than these.
async fn other_words(browser: &Browser, css: &str, before: &str) -> WebDriverResult<String> {
    for _ in 0..200 {
        let now = words_of(browser, css).await?;
        if now != before {
            return Ok(now);
        }
    }
    panic!("{css} stays {before}");
}
