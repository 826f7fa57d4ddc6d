//! Runs the program in a workspace of its own and reads what it left there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rusqlite::{Connection, OpenFlags};

/// One workspace and the program that works on it.
pub(crate) struct Program {
    pub(crate) home: tempfile::TempDir,
}

/// What one command did.
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Program {
    pub(crate) fn new() -> Self {
        Program {
            home: tempfile::tempdir().unwrap(),
        }
    }

    /// A workspace with a practice business of this many accounts read in.
    pub(crate) fn with_practice(accounts: u32) -> Self {
        let (program, read) = Program::importing_practice(accounts);
        assert_eq!(
            read.code,
            Some(3),
            "practice files hold planted bad rows\n{}{}",
            read.out,
            read.err
        );
        program
    }

    /// The same with what the import said; the smallest businesses hold no bad row.
    pub(crate) fn importing_practice(accounts: u32) -> (Self, Done) {
        let program = Program::new();
        let out = program.home.path().join("practice");
        let count = accounts.to_string();
        let made = program.run(&[
            "practice",
            "--accounts",
            &count,
            "--out",
            out.to_str().unwrap(),
            "--as-of",
            DAY,
        ]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        program.set_sender();
        let mut import = vec!["import"];
        import.extend(made.out.lines());
        let read = program.run(&import);
        (program, read)
    }

    /// Says who writes; nothing is sent without it.
    pub(crate) fn set_sender(&self) {
        for (field, value) in [
            ("name", "Tarn & Hollow Supplies"),
            ("street", "4 Mill Lane"),
            ("city", "LA9 4QR Kendal"),
            ("email", "hello@tarn-hollow.example"),
            ("signer", "Ruth Hollow"),
        ] {
            assert_eq!(self.run(&["business", "set", field, value]).code, Some(0));
        }
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_regulars"));
        command
            .args(args)
            .env("REGULARS_HOME", self.home.path())
            .env_remove("REGULARS_SMTP");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Done {
        Done::of(&self.command(args).output().unwrap())
    }

    /// Runs a command that must end well and gives what it printed as JSON.
    pub(crate) fn json(&self, args: &[&str]) -> serde_json::Value {
        let mut with_json = args.to_vec();
        with_json.push("--json");
        let done = self.run(&with_json);
        assert!(
            matches!(done.code, Some(0 | 3 | 7)),
            "{args:?}: {:?} {}",
            done.code,
            done.err
        );
        serde_json::from_str(&done.out)
            .unwrap_or_else(|error| panic!("{args:?}: {error}\n{}", done.out))
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.home.path().join("main")
    }

    pub(crate) fn database(&self) -> Connection {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        Connection::open_with_flags(self.folder().join("regulars.db"), flags).unwrap()
    }

    /// One number out of the database.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.database()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    /// One number out of the database, or none while there is no such table or no database yet.
    pub(crate) fn try_number(&self, sql: &str) -> Option<i64> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let db = Connection::open_with_flags(self.folder().join("regulars.db"), flags).ok()?;
        db.query_row(sql, [], |row| row.get(0)).ok()
    }

    /// Every mail in the workspace's mailbox folder.
    pub(crate) fn mails(&self) -> Vec<Vec<u8>> {
        files_of(&self.folder().join("mailbox"), "eml")
            .iter()
            .map(|path| std::fs::read(path).unwrap())
            .collect()
    }
}

impl Done {
    pub(crate) fn of(output: &Output) -> Done {
        Done {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The day practice businesses are pressed on: a Monday.
pub(crate) const DAY: &str = "2026-03-02";

/// The files of a folder with this ending.
pub(crate) fn files_of(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(list) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = list.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    files
}

/// The Message-ID of a mail.
pub(crate) fn message_id(mail: &[u8]) -> String {
    mail_parser::MessageParser::default()
        .parse(mail)
        .unwrap()
        .message_id()
        .unwrap()
        .to_owned()
}

/// The folder with real data sets; none when it is not there, said on the test's output.
pub(crate) fn real_data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("REGULARS_DATA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no data sets at {}", folder.display());
    None
}
