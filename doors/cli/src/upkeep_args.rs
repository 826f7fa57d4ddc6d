//! What can be asked on the command line to keep the customer database true.

use std::path::PathBuf;

use clap::Subcommand;

/// Keeping the customer database true.
#[derive(Debug, Subcommand)]
pub(crate) enum Upkeep {
    /// Customers that may be listed twice: list them, say what is so.
    #[command(subcommand)]
    Review(Review),
    /// Make two customers one; the first keeps its number.
    Merge {
        /// The account that stays.
        keep: i64,
        /// The account that goes into it.
        gone: i64,
    },
    /// Make some rows of a customer a customer of their own.
    Split {
        /// The account.
        id: i64,
        /// Its rows, as FILE-ID:ROW; `customers show` lists them.
        #[arg(required = true, value_name = "FILE:ROW")]
        rows: Vec<String>,
    },
    /// Correct a customer by hand; the correction wins over every file.
    Edit {
        /// The account.
        id: i64,
        /// name, number, industry, country, tag, title, first_name, last_name, role, email, phone, post.
        field: String,
        /// What shall stand there; empty takes it away. Lines of an address are parted by a bar.
        value: String,
        /// Which tag or address it replaces.
        #[arg(long, default_value = "")]
        was: String,
        /// The person, where it is about one.
        #[arg(long)]
        person: Option<i64>,
    },
    /// What was done to the base, or to one customer; `undo` takes a step back.
    History {
        /// The account.
        id: Option<i64>,
    },
    /// How good the data is, and what each defect costs.
    Health,
    /// The customer list as a workbook, and corrections back in.
    #[command(subcommand)]
    Workbook(Workbook),
    /// Take in returned mails: a message, a mailbox file or a folder of them.
    Bounces {
        /// The file or folder.
        path: PathBuf,
    },
    /// Take in returned letters by the numbers at their foot.
    Returned {
        /// Numbers such as L-000123.
        letters: Vec<String>,
        /// A file with one number a line, and the reason where it is known.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// Why they came back: unknown, moved, not_there, deceased, incomplete, refused.
        #[arg(long, default_value = "unknown")]
        reason: String,
    },
    /// Customers that neither mail nor post reaches.
    #[command(subcommand)]
    Archive(Archive),
    /// Postal addresses out to an address checker and back in.
    #[command(subcommand)]
    Addresses(Addresses),
}

/// Pairs that may be one customer.
#[derive(Debug, Subcommand)]
pub(crate) enum Review {
    /// The pairs, the most valuable first.
    List {
        /// Most pairs.
        #[arg(long, default_value_t = 20)]
        most: u32,
    },
    /// They are the same.
    Same {
        /// One account; it stays.
        one: i64,
        /// The other.
        other: i64,
    },
    /// They are not the same, now and whatever is imported.
    Apart {
        /// One account.
        one: i64,
        /// The other.
        other: i64,
    },
    /// Ask again after the others.
    Later {
        /// One account.
        one: i64,
        /// The other.
        other: i64,
    },
}

/// The workbook.
#[derive(Debug, Subcommand)]
pub(crate) enum Workbook {
    /// Write the customer list.
    Out {
        /// The file to write.
        file: PathBuf,
    },
    /// Show what was changed in a workbook; apply it when asked.
    In {
        /// The workbook.
        file: PathBuf,
        /// Apply the changes as one step.
        #[arg(long)]
        apply: bool,
    },
}

/// Archiving.
#[derive(Debug, Subcommand)]
pub(crate) enum Archive {
    /// Who is proposed, and what to consider.
    List,
    /// Erase name, people and addresses; can be taken back for thirty days.
    Confirm {
        /// The account.
        id: i64,
    },
    /// Leave the customer as it is.
    Keep {
        /// The account.
        id: i64,
    },
}

/// Address files.
#[derive(Debug, Subcommand)]
pub(crate) enum Addresses {
    /// Write every postal address in use.
    Export {
        /// The file to write.
        file: PathBuf,
    },
    /// Take the checked file in.
    Import {
        /// The checked file.
        file: PathBuf,
    },
}

/// Messages that leave by themselves when something happens to one customer.
#[derive(Debug, Subcommand)]
pub(crate) enum Triggers {
    /// All of them, on or off, with what became of each.
    List,
    /// One: what it does, who would get it today, what was answered.
    Show {
        /// Its name, as the list has it.
        code: String,
    },
    /// Turn one on from today; whatever happened before is left alone.
    On {
        /// Its name.
        code: String,
    },
    /// Turn one off: what has not left stays here.
    Off {
        /// Its name.
        code: String,
    },
    /// Keep a text as its file; a new name makes a new one.
    Save {
        /// Its name: small letters, digits and hyphens.
        code: String,
        /// The file to read, - for standard input.
        file: PathBuf,
    },
    /// Write to everybody who is on a list today.
    Alert {
        /// The list.
        list: String,
        /// The subject.
        #[arg(long)]
        subject: String,
        /// What is new; an empty line begins a new paragraph.
        #[arg(long)]
        text: String,
    },
}

/// The owner's own segments.
#[derive(Debug, Subcommand)]
pub(crate) enum Segments {
    /// The segments that have a name, with how many are in them now.
    List,
    /// Give a rule a name; the same name again replaces its rule.
    Save {
        /// Its name.
        name: String,
        /// The rule.
        rule: String,
    },
    /// Who is in it now.
    Show {
        /// Its name.
        name: String,
        /// Most rows.
        #[arg(long, default_value_t = 20)]
        most: u32,
    },
    /// Forget it; its customers stay what they are.
    Remove {
        /// Its name.
        name: String,
    },
    /// Put tags on everybody a rule is true of.
    Label {
        /// The rule, or the name of a segment.
        rule: String,
        /// The tags.
        #[arg(required = true)]
        labels: Vec<String>,
    },
    /// Call a tag something else, on everybody who has it.
    Rename {
        /// The tag.
        was: String,
        /// What it is called from now on.
        now: String,
    },
    /// The tags there are, with how many have each.
    Labels,
    /// What rules can ask for.
    Words,
}
