//! Workspaces to serve: empty, imported, pressed and measured, of one practice business.
//!
//! The business is read, pressed and measured once for all tests of this binary; each test serves
//! a copy of its own, so that no test sees what another did.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use desk::{Choices, House, SmtpConfig};
use store::Silent;
use tempfile::TempDir;
use terms::{Arm, CallOutcome, Channel, Day};
use testkit::{
    Mailbox, MailboxOptions, Market, PracticeBusiness, ReceivedTouch, returned_mails, write_files,
    write_more_files,
};
use tokio::runtime::Runtime;

use crate::client;

/// Enough for a campaign with a control group, few enough for seconds.
const ACCOUNTS: u32 = 600;

/// The day the button is pressed: 2 March 2026, a Monday.
pub(crate) const PRESS_DAY: Day = Day::from_number(20_514);

/// The day the calls of that press are due.
pub(crate) const CALL_DAY: Day = Day::from_number(20_514 + 14);

/// The day after the response window.
pub(crate) const RESULT_DAY: Day = Day::from_number(20_514 + 92);

/// Longest that work on a few hundred accounts may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// The prepared workspaces; their folders are made anew by every run of the tests.
pub(crate) struct Prepared {
    pub(crate) imported: PathBuf,
    pub(crate) pressed: PathBuf,
    pub(crate) measured: PathBuf,
    /// Measured, then filled with what comes later: happenings, doubles, returned mail, a question.
    pub(crate) filled: PathBuf,
    #[expect(
        dead_code,
        reason = "held, so that a second run of the tests waits for the folders"
    )]
    lock: File,
}

/// The workspaces of this run.
pub(crate) static PREPARED: LazyLock<Prepared> = LazyLock::new(prepare_all);

/// A workspace that is being served; it ends with the test.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    // Dropped in this order: the server first, then what it works on.
    #[expect(dead_code, reason = "held for its drop")]
    server: web::Server,
    #[expect(dead_code, reason = "held for its drop")]
    runtime: Runtime,
    pub(crate) mailbox: Mailbox,
    pub(crate) house: Arc<House>,
    pub(crate) folder: TempDir,
}

/// Serves an empty workspace.
pub(crate) fn serve_empty(day: Day) -> Served {
    serve_folder(tempfile::tempdir().unwrap(), day)
}

/// Serves a copy of a prepared workspace.
pub(crate) fn serve(workspace: &Path, day: Day) -> Served {
    let folder = tempfile::tempdir().unwrap();
    copy_all(workspace, folder.path());
    serve_folder(folder, day)
}

fn serve_folder(folder: TempDir, day: Day) -> Served {
    let mut house = House::open(folder.path(), Some(day), None).unwrap();
    let mailbox = use_mailbox(&mut house);
    let house = Arc::new(house);
    let runtime = Runtime::new().unwrap();
    let server = runtime
        .block_on(web::start(
            Arc::clone(&house),
            "127.0.0.1:0".parse().unwrap(),
        ))
        .unwrap();
    Served {
        address: server.address(),
        house,
        mailbox,
        server,
        runtime,
        folder,
    }
}

impl Served {
    /// A page of it.
    pub(crate) fn get(&self, path: &str) -> client::Answer {
        client::get(self.address, path)
    }

    /// A form of its own pages.
    pub(crate) fn post(&self, path: &str, form: &str) -> client::Answer {
        client::post(self.address, path, form)
    }

    /// One number of its database.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.house
            .store
            .read(|db| Ok::<_, anyhow::Error>(db.query_row(sql, [], |row| row.get(0))?))
            .unwrap()
    }

    /// One text of its database.
    pub(crate) fn word(&self, sql: &str) -> String {
        self.house
            .store
            .read(|db| Ok::<_, anyhow::Error>(db.query_row(sql, [], |row| row.get(0))?))
            .unwrap()
    }

    /// Waits until nothing is going on any more.
    pub(crate) fn wait_until_idle(&self) {
        self.wait_for("idle");
    }

    /// Waits until the button is in this state.
    pub(crate) fn wait_for(&self, state: &str) {
        let until = Instant::now() + PATIENCE;
        while self.get("/run/progress").json()["state"] != state {
            assert!(Instant::now() < until, "the button never became {state}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }
}

fn prepare_all() -> Prepared {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web-workspaces");
    std::fs::create_dir_all(&folder).unwrap();
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let [imported, pressed, measured, filled] =
        ["imported", "pressed", "measured", "filled"].map(|name| folder.join(name));
    for old in [&imported, &pressed, &measured, &filled] {
        let _ = std::fs::remove_dir_all(old);
    }
    let business = PracticeBusiness::new(ACCOUNTS, desk::USUAL_SEED, PRESS_DAY).unwrap();
    import_files(&business, &imported);
    copy_all(&imported, &pressed);
    press_the_button(&pressed);
    copy_all(&pressed, &measured);
    let_three_months_pass(&business, &measured);
    copy_all(&measured, &filled);
    find_more_in_the_drawers(&business, &filled);
    Prepared {
        imported,
        pressed,
        measured,
        filled,
        lock,
    }
}

fn import_files(business: &PracticeBusiness, folder: &Path) {
    let house = House::open(folder, Some(PRESS_DAY), None).unwrap();
    house.store.set_business(&testkit::owner()).unwrap();
    house
        .store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    let files = write_files(business, &folder.join("practice")).unwrap();
    for path in files.sources() {
        desk::import_file(&house, path, &Silent).unwrap();
    }
    desk::prepare(&house, &Silent).unwrap();
}

fn press_the_button(folder: &Path) {
    let mut house = House::open(folder, Some(PRESS_DAY), None).unwrap();
    let _mailbox = use_mailbox(&mut house);
    // Large enough that a part can be left alone: more than the tenth of the base that is usual.
    let choices = Choices {
        allow_large: true,
        ..Choices::default()
    };
    let turn = desk::press(&house, &choices, 0).unwrap();
    assert!(house.store.start_turn(turn.id).unwrap());
    desk::take(&house, &turn, &Silent).unwrap();
}

fn let_three_months_pass(business: &PracticeBusiness, folder: &Path) {
    let mut house = House::open(folder, Some(PRESS_DAY), None).unwrap();
    let _mailbox = use_mailbox(&mut house);
    for day in numbers(
        &house,
        "SELECT DISTINCT due_day FROM planned_touches ORDER BY 1",
    ) {
        let day = Day::from_number(i32::try_from(day).unwrap());
        house.pretended = Some(day);
        desk::catch_up(&house, &Silent).unwrap();
        make_calls(&house, day);
    }
    let window = Market::of(business).write_window(
        &folder.join("practice"),
        &received(&house),
        PRESS_DAY + 1,
        RESULT_DAY + -1,
    );
    house.pretended = Some(RESULT_DAY);
    desk::import_file(&house, &window.unwrap().path, &Silent).unwrap();
    desk::prepare(&house, &Silent).unwrap();
    desk::catch_up(&house, &Silent).unwrap();
}

/// What a business finds later: files from other drawers, mails and letters that came back.
fn find_more_in_the_drawers(business: &PracticeBusiness, folder: &Path) {
    let house = House::open(folder, Some(RESULT_DAY), None).unwrap();
    let more = write_more_files(business, &folder.join("practice")).unwrap();
    for path in more.sources() {
        desk::import_file(&house, path, &Silent).unwrap();
    }
    let asked = desk::import_path(&house, &more.asked_about, &Silent).unwrap();
    assert!(asked[0].is_err(), "a file that waits for an answer");
    let letters = numbers(
        &house,
        "SELECT MIN(id) FROM ledger WHERE channel = 'letter' AND state = 'done' AND arm = 'contacted'
         GROUP BY account_id ORDER BY 1 LIMIT 6",
    );
    let dead = house.store.read(|db| {
        let mut statement = db.prepare(
            "SELECT c.value FROM ledger l JOIN contact_points c ON c.account_id = l.account_id
               AND c.kind = 'email' AND c.gone_at IS NULL
             WHERE l.channel = 'letter' AND l.state = 'done' ORDER BY l.id LIMIT 4",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok::<Vec<String>, anyhow::Error>(rows.collect::<Result<_, _>>()?)
    });
    let mails = returned_mails(dead.unwrap().iter().map(String::as_str), RESULT_DAY);
    let mut report = clean::BounceReport::default();
    clean::take_bounce_bytes(&house.store, mails.as_bytes(), &house.now(), &mut report).unwrap();
    let letters: Vec<_> = letters
        .into_iter()
        .map(|id| (id.to_string(), clean::ReturnReason::Unknown))
        .collect();
    clean::take_returned(&house.store, &letters, &house.now()).unwrap();
    desk::prepare(&house, &Silent).unwrap();
}

fn make_calls(house: &House, day: Day) {
    let calls = house
        .store
        .read(|db| Ok::<_, anyhow::Error>(act::read_calls(db, day)?))
        .unwrap();
    for call in calls.iter().filter(|call| call.due_day <= day) {
        let spoke = act::CallResult::new(CallOutcome::Spoke, day);
        act::record_call(&house.store, call.planned_touch_id, &spoke, &house.now()).unwrap();
    }
}

/// What reached the contacted, as their market is told of it.
fn received(house: &House) -> Vec<ReceivedTouch> {
    let sql = "SELECT a.number, l.channel, l.due_day, c.code FROM ledger l JOIN accounts a ON a.id = l.account_id
               JOIN offer_codes c ON c.enrolment_id = l.enrolment_id WHERE l.state = 'done' AND l.arm = ?1";
    let touches = house.store.read(|db| {
        let mut statement = db.prepare(sql)?;
        let rows = statement.query_map([Arm::Contacted.code()], |row| {
            let channel: Channel = row.get::<_, String>(1)?.parse().unwrap();
            let (number, day, code): (String, i32, String) =
                (row.get(0)?, row.get(2)?, row.get(3)?);
            Ok(ReceivedTouch::to_account(
                &number,
                Day::from_number(day),
                channel,
                Some(&code),
            ))
        })?;
        Ok::<_, anyhow::Error>(rows.collect::<Result<_, _>>()?)
    });
    touches.unwrap()
}

fn numbers(house: &House, sql: &str) -> Vec<i64> {
    let read = house.store.read(|db| {
        let mut statement = db.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok::<_, anyhow::Error>(rows.collect::<Result<_, _>>()?)
    });
    read.unwrap()
}

/// A mailbox that takes everything; mails of this house go to it.
fn use_mailbox(house: &mut House) -> Mailbox {
    let options = MailboxOptions {
        keep_in_memory: true,
        ..MailboxOptions::default()
    };
    let mailbox = Mailbox::start(options).unwrap();
    house.config.smtp =
        Some(SmtpConfig::from_address(&mailbox.address().to_string(), None).unwrap());
    mailbox
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
