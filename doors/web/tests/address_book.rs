//! Every address of the pages, in one place, so that no rule is forgotten on one of them.

use crate::fixture::Served;

/// Every form of our own pages; `{id}` and `{step}` stand for numbers.
pub(crate) const FORMS: [&str; 70] = [
    "/p/{token}/answer",
    "/triggers/alert",
    "/triggers/event",
    "/triggers/{code}/off",
    "/triggers/{code}/on",
    "/triggers/{code}/text",
    "/strategies/{cell}",
    "/strategies/{cell}/use",
    "/strategies/{cell}/back",
    "/growth/goal",
    "/caller/questions",
    "/caller/{id}",
    "/contacts",
    "/contacts/{id}/undo",
    "/contacts/{id}/again",
    "/lead",
    "/reminders",
    "/reminders/{id}/done",
    "/reminders/{id}/snooze",
    "/reminders/pause/{id}",
    "/reminders/stay",
    "/reminders/stay/{id}/end",
    "/reminders/undo/{what}/{step}",
    "/customers/{id}/log",
    "/opportunities",
    "/opportunities/chances",
    "/opportunities/undo/{step}",
    "/opportunities/{id}",
    "/opportunities/{id}/move",
    "/run/rehearse",
    "/run/press",
    "/run/undo",
    "/run/now",
    "/customers/{id}/stop",
    "/customers/{id}/correct",
    "/customers/{id}/merge",
    "/customers/{id}/split",
    "/customers/{id}/undo/{step}",
    "/segments",
    "/segments/label",
    "/segments/rename",
    "/segments/{id}/remove",
    "/review",
    "/reach/letters",
    "/reach/files",
    "/reach/tasks/{id}",
    "/reach/{id}/archive",
    "/reach/{id}/keep",
    "/workbook",
    "/workbook/apply",
    "/calls/{id}",
    "/campaigns/{id}/stop",
    "/data/{id}/again",
    "/data/import",
    "/data/answer",
    "/data/{id}/undo",
    "/settings",
    "/settings/scores",
    "/tips",
    "/r/{token}",
    "/f/{token}/forget",
    "/referrals/offer",
    "/errands/{id}",
    "/customers/{id}/link",
    "/loyalty",
    "/customers/{id}/redeem",
    "/vouchers/{id}/cancel",
    "/t/{token}",
    "/themes",
    "/themes/{id}/link",
];

/// The one form that mail programs send, with neither origin nor cookie (RFC 8058).
pub(crate) const ONE_CLICK: &str = "/stop/{token}";

/// The pages of the navigation; they answer in an empty workspace too.
pub(crate) const MAIN_PAGES: [&str; 10] = [
    "/",
    "/run",
    "/value",
    "/grid",
    "/customers",
    "/campaigns",
    "/calls",
    "/results",
    "/data",
    "/settings",
];

/// The pages that keep the data true and those of people at work; they too answer in an empty workspace.
pub(crate) const UPKEEP_PAGES: [&str; 13] = [
    "/review",
    "/reach",
    "/health",
    "/data/gaps",
    "/segments",
    "/referrals",
    "/loyalty",
    "/themes",
    "/opportunities",
    "/reminders",
    "/caller",
    "/contacts",
    "/lead",
];

/// The records of the API.
pub(crate) const RECORDS: [&str; 18] = [
    "loyalty",
    "themes",
    "referrals",
    "caller",
    "contacts",
    "reminders",
    "opportunities",
    "today",
    "grid",
    "grid/moves",
    "value",
    "customers",
    "campaigns",
    "calls",
    "results",
    "sources",
    "segments",
    "gaps",
];

/// Every page of a workspace in which a campaign was pressed.
pub(crate) fn every_page(served: &Served) -> Vec<String> {
    let mut pages: Vec<String> = MAIN_PAGES.map(str::to_owned).to_vec();
    pages.extend(["/grid?show=past", "/grid?show=expected"].map(str::to_owned));
    pages.extend(["/grid?show=risk", "/value?by=longest&percent=5"].map(str::to_owned));
    pages.extend(["/value/at_risk", "/value/could_grow", "/value/like_best"].map(str::to_owned));
    pages.extend(["/customers?cell=P5F5", "/customers?stage=at_risk&sort=past"].map(str::to_owned));
    pages.extend(["/customers?q=nobody-is-called-this", "/settings?saved=1"].map(str::to_owned));
    pages.extend(UPKEEP_PAGES.map(str::to_owned));
    for account in [contacted_account(served), silent_account(served)] {
        pages.push(format!("/customers/{account}"));
        pages.push(format!("/customers/{account}/history"));
    }
    pages.push(format!(
        "/campaigns/{}",
        served.number("SELECT MAX(id) FROM campaigns")
    ));
    let untidy = served
        .number("SELECT source_id FROM row_problems GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1");
    pages.push(format!("/data/{untidy}"));
    pages.push(format!("/data/{untidy}/rows/1"));
    pages.extend(["p", "stop"].map(|kind| format!("/{kind}/{}", token(served))));
    pages
}

/// An account that was contacted and has ordered.
pub(crate) fn contacted_account(served: &Served) -> i64 {
    served.number(
        "SELECT l.account_id FROM ledger l JOIN orders o ON o.account_id = l.account_id
         WHERE l.arm = 'contacted' GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1",
    )
}

/// An account that never ordered.
fn silent_account(served: &Served) -> i64 {
    served.number("SELECT account_id FROM scores WHERE order_count = 0 ORDER BY 1 LIMIT 1")
}

/// The token of one personal page.
pub(crate) fn token(served: &Served) -> String {
    served.word("SELECT page_token FROM offer_codes ORDER BY id LIMIT 1")
}

#[test]
fn every_form_of_the_router_is_in_the_address_book() {
    let routes = include_str!("../src/router.rs").split(".route(").skip(1);
    let forms = routes
        .filter(|route| route.contains("post("))
        .map(|route| route.split('"').nth(1).unwrap());
    let mut written: Vec<&str> = FORMS.to_vec();
    written.push(ONE_CLICK);
    let mut found: Vec<&str> = forms.collect();
    written.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, written);
}
