//! Workspaces that are served: each test serves a copy of its own, so that no test sees what another did.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::{House, SmtpConfig};
use tempfile::TempDir;
use terms::Day;
use testkit::{Mailbox, MailboxOptions};
use tokio::runtime::Runtime;

use crate::client;
pub(crate) use crate::prepared::PREPARED;

/// The day the button is pressed: 2 March 2026, a Monday.
pub(crate) const PRESS_DAY: Day = Day::from_number(20_514);

/// The day the calls of that press are due.
pub(crate) const CALL_DAY: Day = Day::from_number(20_514 + 14);

/// The day after the response window.
pub(crate) const RESULT_DAY: Day = Day::from_number(20_514 + 92);

/// Longest that work on a few hundred accounts may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

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

/// Serves a workspace that has read these orders and nothing else.
pub(crate) fn serve_orders(day: Day, orders: &str) -> Served {
    let served = serve_empty(day);
    served
        .house
        .store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    client::upload(served.address, "orders.csv", orders);
    served.wait_until_idle();
    served
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

/// A mailbox that takes everything; mails of this house go to it.
pub(crate) fn use_mailbox(house: &mut House) -> Mailbox {
    let options = MailboxOptions {
        keep_in_memory: true,
        ..MailboxOptions::default()
    };
    let mailbox = Mailbox::start(options).unwrap();
    house.config.smtp =
        Some(SmtpConfig::from_address(&mailbox.address().to_string(), None).unwrap());
    mailbox
}

pub(crate) fn copy_all(from: &Path, to: &Path) {
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
