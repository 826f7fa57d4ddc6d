//! Every page in a real browser: axe-core finds nothing, nothing sticks out, no script is needed.

use thirtyfour::prelude::*;

use crate::address_book::{MAIN_PAGES, UPKEEP_PAGES, every_page};
use crate::driver::{Browser, in_browser};
use crate::fixture::{CALL_DAY, PREPARED, PRESS_DAY, RESULT_DAY, serve, serve_empty};
use crate::hostile::serve_hostile;

/// What the browser adds when a page can be read without script.
const WITHOUT_SCRIPT: &str = "return document.querySelectorAll('main a, main td, main li').length";

#[test]
fn pages_of_an_empty_workspace_are_free_of_faults() {
    let served = serve_empty(PRESS_DAY);
    in_browser(&served, async |browser| {
        let mut pages = MAIN_PAGES.map(str::to_owned).to_vec();
        pages.extend(UPKEEP_PAGES.map(str::to_owned));
        pages.extend(["/nothing-here", "/customers?cell=P9F9"].map(str::to_owned));
        check_pages(browser, &pages).await
    });
}

#[test]
fn pages_of_a_measured_workspace_are_free_of_faults() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let pages = every_page(&served);
    in_browser(&served, async |browser| check_pages(browser, &pages).await);
}

/// Pages that show something only where a business has been at work for a while.
#[test]
fn pages_of_a_filled_workspace_are_free_of_faults() {
    let served = serve(&PREPARED.filled, RESULT_DAY);
    for (sql, what) in [
        ("SELECT COUNT(*) FROM review_pairs", "pairs to review"),
        (
            "SELECT COUNT(*) FROM call_tasks WHERE done_at IS NULL",
            "calls because an address failed",
        ),
        (
            "SELECT COUNT(*) FROM archives WHERE state = 'proposed'",
            "proposals to archive",
        ),
        ("SELECT COUNT(*) FROM waiting_files", "questions"),
        ("SELECT COUNT(DISTINCT kind) FROM events", "events"),
    ] {
        assert!(served.number(sql) > 0, "{what}");
    }
    served.post("/segments", "name=Not+happy&rule=survey+score+%3C%3D+6");
    let mut pages = [
        "/review",
        "/reach",
        "/health",
        "/data",
        "/data/gaps",
        "/value",
        "/value/at_risk",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.extend(
        [
            "/grid",
            "/settings",
            "/segments?rule=visit",
            "/segments?rule=wrong",
        ]
        .map(str::to_owned),
    );
    pages.extend(["/customers?rule=visit+within+365+days", "/segments"].map(str::to_owned));
    let busy = served.number(
        "SELECT account_id FROM events GROUP BY 1 ORDER BY COUNT(DISTINCT kind) DESC LIMIT 1",
    );
    pages.extend([
        format!("/customers/{busy}"),
        format!("/customers/{busy}/history"),
    ]);
    in_browser(&served, async |browser| check_pages(browser, &pages).await);
}

#[test]
fn plan_hold_and_call_pages_are_free_of_faults() {
    let calls = serve(&PREPARED.pressed, CALL_DAY);
    in_browser(&calls, async |browser| {
        check_pages(browser, &["/".into(), "/calls".into(), "/run".into()]).await
    });
    let plan = serve(&PREPARED.imported, PRESS_DAY);
    plan.post("/run/rehearse", "");
    plan.wait_until_idle();
    in_browser(&plan, async |browser| {
        check_pages(browser, &["/run".into()]).await?;
        browser.open("/run").await?;
        browser
            .ask("for (const one of document.querySelectorAll('details')) one.open = true")
            .await?;
        check_open_page(browser, "/run, all previews open").await?;
        plan.post("/run/press", "");
        check_pages(browser, &["/run".into()]).await
    });
}

#[test]
fn names_from_files_run_nothing_in_a_browser() {
    let served = serve_hostile();
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    in_browser(&served, async |browser| {
        for page in [
            "/",
            "/run",
            "/customers",
            "/customers/1",
            "/customers/2",
            "/data",
            "/data/1/rows/1",
        ] {
            browser.open(page).await?;
            // An open dialog makes every further question fail.
            let found = browser.ask("return document.querySelectorAll('main script, main img, main [onload]').length").await?;
            assert_eq!(found, 0, "{page}");
        }
        check_pages(
            browser,
            &["/customers".into(), "/customers/2".into(), "/data/1".into()],
        )
        .await
    });
}

#[test]
fn pages_read_and_the_button_works_without_script() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    in_browser(&served, async |browser| {
        browser.set_script(false).await?;
        for page in ["/", "/grid", "/customers", "/data"] {
            browser.open(page).await?;
            assert!(
                browser.ask(WITHOUT_SCRIPT).await?.as_u64() > Some(3),
                "{page}"
            );
        }
        browser.open("/run").await?;
        browser.click("button", "Show me the plan").await?;
        // The page asks for itself again until the plan is there.
        browser
            .click("form[action='/run/press'] button.main", "")
            .await?;
        browser.click("button", "Undo").await?;
        browser
            .find_words(".notice", "nothing was sent")
            .await
            .map(drop)
    });
    assert_eq!(served.word("SELECT state FROM turns"), "undone");
}

async fn check_pages(browser: &Browser, pages: &[String]) -> WebDriverResult<()> {
    let mut faults = Vec::new();
    for page in pages {
        browser.open(page).await?;
        faults.extend(
            browser
                .find_faults()
                .await?
                .into_iter()
                .map(|fault| format!("{page} {fault}")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn check_open_page(browser: &Browser, name: &str) -> WebDriverResult<()> {
    let faults = browser.find_faults().await?;
    assert!(faults.is_empty(), "{name}\n{}", faults.join("\n"));
    Ok(())
}
