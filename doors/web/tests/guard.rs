//! Who may ask what: foreign hosts and foreign forms are refused, and nothing happens by them.

use crate::address_book::{FORMS, ONE_CLICK, every_page, token};
use crate::client::{self, Answer};
use crate::fixture::{CALL_DAY, PREPARED, PRESS_DAY, RESULT_DAY, Served, serve, serve_empty};

/// What a page of another site, another port or a local file sends along.
const FOREIGN: [&[(&str, &str)]; 6] = [
    &[("origin", "http://evil.example")],
    &[("origin", "http://127.0.0.1:1")],
    &[("origin", "null")],
    &[("sec-fetch-site", "cross-site")],
    &[
        ("sec-fetch-site", "same-site"),
        ("origin", "http://localhost"),
    ],
    &[
        ("sec-fetch-site", "cross-site"),
        ("referer", "http://127.0.0.1/"),
    ],
];

#[test]
fn a_foreign_form_is_refused_on_every_route_and_changes_nothing() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let before = traces(&served);
    for form in FORMS {
        for headers in FOREIGN {
            let path = form.replace("{id}", "1").replace("{step}", "1");
            let answer = send_form(&served, &path, headers);
            assert_eq!(answer.status, 403, "{form} with {headers:?}");
            check_headers(&answer, form);
        }
    }
    assert_eq!(traces(&served), before);
}

#[test]
fn a_form_of_our_own_page_and_a_program_without_browser_are_let_through() {
    let served = serve_empty(PRESS_DAY);
    let ours = format!("http://{}", served.address);
    let localhost = format!("http://localhost:{}", served.address.port());
    for headers in [
        &[("sec-fetch-site", "same-origin"), ("origin", ours.as_str())][..],
        &[("origin", ours.as_str())],
        &[("origin", localhost.as_str())],
        &[],
    ] {
        assert_eq!(
            send_form(&served, "/run/now", headers).status,
            303,
            "{headers:?}"
        );
    }
}

#[test]
fn a_foreign_host_is_refused_on_pages_api_and_forms() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let port = served.address.port();
    let hosts = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".into(),
        format!("127.0.0.1.evil:{port}"),
    ];
    for host in &hosts {
        for path in ["/", "/customers", "/api/v1/customers", "/static/icon.svg"] {
            let answer = client::send(served.address, "GET", path, &[("host", host)], b"");
            assert_eq!(answer.status, 421, "{host}{path}");
            check_headers(&answer, path);
        }
        let answer = client::send(served.address, "POST", "/run/press", &[("host", host)], b"");
        assert_eq!(answer.status, 421, "{host}");
    }
    for host in [
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
        "tarnhollow.example".into(),
    ] {
        let answer = client::send(served.address, "GET", "/", &[("host", &host)], b"");
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[test]
fn every_answer_carries_the_headers_that_keep_a_page_to_itself() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let mut paths = every_page(&served);
    paths.extend(
        [
            "/nothing",
            "/run/progress",
            "/workbook",
            "/api/v1/today",
            "/static/icon.svg",
            "/customers/0",
        ]
        .map(str::to_owned),
    );
    for path in paths {
        check_headers(&served.get(&path), &path);
    }
}

fn check_headers(answer: &Answer, path: &str) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{path}: {policy}");
    assert_eq!(
        answer.header("x-content-type-options"),
        Some("nosniff"),
        "{path}"
    );
    assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
    assert!(answer.header("referrer-policy").is_some(), "{path}");
    assert!(answer.header("cache-control").is_some(), "{path}");
}

#[test]
fn looking_at_the_opt_out_page_changes_nothing() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let before = traces(&served);
    let address = ONE_CLICK.replace("{token}", &token(&served));
    let answer = served.get(&address);
    assert!(answer.text().contains("Yes, stop"));
    assert_eq!(traces(&served), before, "mail scanners follow links");
}

#[test]
fn one_click_from_a_mail_program_opts_out_of_everything() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let address = ONE_CLICK.replace("{token}", &token(&served));
    // RFC 8058 section 3.2: this body, no cookie, and no origin that we know.
    let host = served.address.to_string();
    let headers = [
        ("host", host.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let account = "SELECT e.account_id FROM offer_codes c JOIN enrolments e ON e.id = c.enrolment_id ORDER BY c.id LIMIT 1";
    for _ in 0..2 {
        let answer = client::send(
            served.address,
            "POST",
            &address,
            &headers,
            b"List-Unsubscribe=One-Click",
        );
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let refused = served.number(&format!(
        "SELECT COUNT(*) FROM consents WHERE basis = 'refused' AND account_id = ({account})"
    ));
    assert_eq!(refused, 3, "e-mail, letter and call are refused, once each");
    let page = served
        .get(&format!("/customers/{}", served.number(account)))
        .text();
    assert!(
        page.contains("not to be used"),
        "the customer's page shows it"
    );
}

#[test]
fn a_personal_page_says_nothing_but_first_name_offer_and_code() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let page = served.get(&format!("/p/{}", token(&served))).text();
    let of = "FROM offer_codes c JOIN enrolments e ON e.id = c.enrolment_id";
    let last = served.word(&format!(
        "SELECT COALESCE((SELECT last_name FROM people p WHERE p.account_id = e.account_id AND last_name <> ''), '(none)')
         {of} ORDER BY c.id LIMIT 1"
    ));
    let email = served.word(&format!(
        "SELECT COALESCE((SELECT value FROM contact_points k WHERE k.account_id = e.account_id AND kind = 'email'), '(none)')
         {of} ORDER BY c.id LIMIT 1"
    ));
    assert!(!page.contains(&last) && !page.contains(&email));
    assert!(page.contains("noindex"));
}

#[test]
fn only_listed_files_can_be_taken_away() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let listed = served.get("/campaigns").text();
    let address = listed
        .split('"')
        .find(|part| part.starts_with("/files/letters/"))
        .unwrap();
    let letters = served.get(address);
    assert_eq!(letters.status, 200);
    assert!(letters.body.starts_with(b"%PDF-"));
    assert!(
        letters
            .header("content-disposition")
            .unwrap()
            .starts_with("attachment")
    );
    for climbing in [
        "/files/letters/..%2fregulars.db",
        "/files/letters/..%2F..%2Fetc%2Fpasswd",
        "/files/..%2f/regulars.db",
        "/files/.../regulars.db",
        "/files/letters/%2fetc%2fpasswd",
        "/files/letters/..%5cregulars.db",
        "/files/letters/%00",
        "/files/./regulars.db",
        "/files/strategies/P1F1.toml",
        "/static/..%2f..%2fCargo.toml",
    ] {
        assert_eq!(served.get(climbing).status, 404, "{climbing}");
    }
}

fn send_form(served: &Served, path: &str, headers: &[(&str, &str)]) -> Answer {
    let host = served.address.to_string();
    let mut all = vec![
        ("host", host.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    all.extend_from_slice(headers);
    client::send(served.address, "POST", path, &all, b"turn=1")
}

/// Everything a form could change, counted.
fn traces(served: &Served) -> [i64; 12] {
    let counts = [
        "turns",
        "suppressions",
        "consents",
        "call_results",
        "sources",
        "planned_touches",
        "settings",
        "steps",
        "verdicts",
        "edits",
        "call_tasks",
        "waiting_files",
    ];
    counts.map(|table| served.number(&format!("SELECT COUNT(*) FROM {table}")))
}
