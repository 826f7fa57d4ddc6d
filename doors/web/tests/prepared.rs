//! Workspaces made once for all tests: a practice business imported, pressed, measured and filled.
//!
//! Enters: the practice business. Leaves: four folders, and the right to copy them while it is held.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use desk::{Choices, House};
use store::Silent;
use terms::{Arm, CallOutcome, Channel, Day};
use testkit::{
    Market, PracticeBusiness, ReceivedTouch, returned_mails, write_files, write_more_files,
};

use crate::fixture::{PRESS_DAY, RESULT_DAY, copy_all, use_mailbox};

/// Enough for a campaign with a control group, few enough for seconds.
const ACCOUNTS: u32 = 600;

/// The prepared workspaces; their folders are made anew by every build of the tests.
pub(crate) struct Prepared {
    pub(crate) imported: PathBuf,
    pub(crate) pressed: PathBuf,
    pub(crate) measured: PathBuf,
    /// Measured, then filled with what comes later: happenings, doubles, returned mail, a question.
    pub(crate) filled: PathBuf,
    #[expect(
        dead_code,
        reason = "shared, so that no other build makes the folders anew while they are copied"
    )]
    lock: File,
}

/// The workspaces of this run.
pub(crate) static PREPARED: LazyLock<Prepared> = LazyLock::new(prepare_once);

/// Makes the workspaces unless this very binary has made them already: every test may be a process
/// of its own, and each would take ten seconds to do what the one before it did.
fn prepare_once() -> Prepared {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web-workspaces");
    std::fs::create_dir_all(&folder).unwrap();
    let made_by = folder.join("made-by");
    let lock = File::create(folder.join("lock")).unwrap();
    loop {
        lock.lock_shared().unwrap();
        if std::fs::read_to_string(&made_by).is_ok_and(|made| made == this_binary()) {
            let [imported, pressed, measured, filled] = workspaces(&folder);
            return Prepared {
                imported,
                pressed,
                measured,
                filled,
                lock,
            };
        }
        lock.unlock().unwrap();
        lock.lock().unwrap();
        // Another process may have made them while this one waited.
        if std::fs::read_to_string(&made_by).is_ok_and(|made| made == this_binary()) {
            lock.unlock().unwrap();
            continue;
        }
        let _ = std::fs::remove_file(&made_by);
        prepare_all(&folder);
        std::fs::write(&made_by, this_binary()).unwrap();
        lock.unlock().unwrap();
    }
}

/// What changes with every build of these tests or of anything they stand on.
fn this_binary() -> String {
    let path = std::env::current_exe().unwrap();
    let file = path.metadata().unwrap();
    format!("{path:?} {:?} {}", file.modified().unwrap(), file.len())
}

fn workspaces(folder: &Path) -> [PathBuf; 4] {
    ["imported", "pressed", "measured", "filled"].map(|name| folder.join(name))
}

fn prepare_all(folder: &Path) {
    let all = workspaces(folder);
    for old in &all {
        let _ = std::fs::remove_dir_all(old);
    }
    let [imported, pressed, measured, filled] = all;
    let business = PracticeBusiness::new(ACCOUNTS, desk::USUAL_SEED, PRESS_DAY).unwrap();
    import_files(&business, &imported);
    copy_all(&imported, &pressed);
    press_the_button(&pressed);
    copy_all(&pressed, &measured);
    let_three_months_pass(&business, &measured);
    copy_all(&measured, &filled);
    find_more_in_the_drawers(&business, &filled);
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
