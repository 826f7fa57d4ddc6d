//! One short tip a page, gone for good once somebody has read it.
//!
//! Enters: the page, and which tips were put away. Leaves: its tip; POST /tips puts it away.

use axum::extract::{Form, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use desk::House;
use serde::Deserialize;
use store::StoreError;

use crate::router::App;

/// The setting that holds the pages whose tip was put away.
const SETTING: &str = "tips_put_away";

/// Every page with its tip: one sentence that saves work there.
const TIPS: &[(&str, &str)] = &[
    (
        "today",
        "Press / on any page to look for a customer by name, number, e-mail or phone.",
    ),
    (
        "run",
        "The plan shows three real messages of every segment before anything leaves.",
    ),
    (
        "value",
        "Change the share under «Your best customers» to see what a smaller or larger group brings.",
    ),
    (
        "grid",
        "A segment opens as a list; compare with an earlier score to see who moved.",
    ),
    (
        "customers",
        "The first letters of each word are enough, in any order: «ald lon» finds Alder in London.",
    ),
    (
        "segments",
        "A rule finds its customers anew every time it is opened; nobody has to keep it up.",
    ),
    (
        "customer",
        "Every figure here has its reason under «Why this score».",
    ),
    (
        "campaigns",
        "A campaign can be stopped at any time; what has not left then stays here.",
    ),
    (
        "strategies",
        "A strategy can be changed at any time; what stood there before can always be brought back.",
    ),
    (
        "referrals",
        "Every friend's line says why who sent them is credited, or why not.",
    ),
    (
        "loyalty",
        "A customer's page shows every row of points and turns them into a code or a perk.",
    ),
    (
        "themes",
        "Share links are plain addresses: nobody else's script runs on your page.",
    ),
    (
        "triggers",
        "Turning one on never reaches back: only what happens from that day on counts.",
    ),
    ("calls", "Keys 1 to 5 choose how a call went."),
    (
        "opportunities",
        "On a card the arrow keys move it on or back, W wins it, L asks why it was lost.",
    ),
    (
        "caller",
        "Spaces, brackets and the country in front of a number do not matter.",
    ),
    (
        "contacts",
        "Two fields are enough; what a file tells of the same person later is put with it.",
    ),
    (
        "reminders",
        "Whose turn it is follows from the last personal contact; log one and the days begin anew.",
    ),
    (
        "results",
        "A range that takes in zero means that it is too early to tell.",
    ),
    (
        "growth",
        "A month is held against the same month a year before, so that a season is not taken for growth.",
    ),
    (
        "data",
        "A file taken back stays out until you press «Bring back» beside it.",
    ),
    (
        "settings",
        "The usual margin is used only where the cost of an order is not known.",
    ),
];

/// A tip as the frame shows it.
pub(crate) struct Tip {
    pub(crate) page: &'static str,
    pub(crate) text: &'static str,
}

/// The tip of this page, unless it was put away.
pub(crate) fn tip_of(house: &House, page: &str) -> Option<Tip> {
    let (page, text) = *TIPS.iter().find(|(name, _)| *name == page)?;
    let put_away = read_put_away(house).unwrap_or_default();
    let is_shown = !put_away.iter().any(|one| one == page);
    is_shown.then_some(Tip { page, text })
}

fn read_put_away(house: &House) -> Result<Vec<String>, StoreError> {
    Ok(house.store.setting(SETTING)?.unwrap_or_default())
}

/// The form under a tip; no page brings all of them back.
#[derive(Deserialize)]
pub(crate) struct PutAway {
    page: String,
}

/// POST /tips
pub(crate) async fn put_away(
    State(app): State<App>,
    headers: HeaderMap,
    Form(form): Form<PutAway>,
) -> Response {
    let back = path_before(&headers);
    app.then(move |app| {
        let mut pages = read_put_away(&app.house)?;
        if form.page.is_empty() {
            pages.clear();
        } else if TIPS.iter().any(|(page, _)| *page == form.page) && !pages.contains(&form.page) {
            pages.push(form.page);
        }
        app.house.store.set_setting(SETTING, &pages)?;
        Ok(back)
    })
    .await
}

/// The path of the page whose form this was, without anything in front that could lead elsewhere.
fn path_before(headers: &HeaderMap) -> String {
    headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .and_then(|address| address.split_once("://"))
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .filter(|path| !path.starts_with("//") && !path.contains('\\'))
        .unwrap_or("/")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{TIPS, path_before};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn tips_are_short() {
        for (page, text) in TIPS {
            assert!(text.len() <= 100, "{page}: {} letters", text.len());
        }
    }

    #[test]
    fn the_way_back_stays_in_the_house() {
        for (referer, back) in [
            ("http://127.0.0.1:1/grid?show=past", "/grid?show=past"),
            ("http://127.0.0.1:1", "/"),
            ("http://127.0.0.1:1//evil.example/x", "/"),
            ("http://127.0.0.1:1/\\evil.example", "/"),
            ("nonsense", "/"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            assert_eq!(path_before(&headers), back, "{referer}");
        }
        assert_eq!(path_before(&HeaderMap::new()), "/");
    }
}
