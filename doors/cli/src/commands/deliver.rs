//! `regulars deliver`: what has come due. `regulars mailbox`: a local mail server.

use std::path::Path;

use act::ActReport;
use anyhow::{Context, Result};
use desk::{House, SmtpConfig};
use testkit::{Mailbox, MailboxOptions};

use crate::args::{Delivery, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{say, say_json};
use crate::progress::Bar;
use crate::workspace;

/// Hands over what has come due and measures again; plans nothing.
pub(crate) fn run(place: &Place, show: Show, wanted: &Delivery) -> Result<Exit> {
    let mut house = workspace::open(place)?;
    let lock = house.lock()?;
    let mailbox = choose_server(&mut house, wanted)?;
    let bar = Bar::new(show.quiet);
    let acted = desk::catch_up(&house, &bar);
    bar.clear();
    let acted = acted?;
    if show.json {
        say_json(&acted)?;
    } else {
        say(&format!(
            "{} e-mails, {} letters, {} calls.",
            acted.emails_sent, acted.letters, acted.calls
        ));
        if acted.waiting_for_smtp > 0 {
            let why = acted
                .smtp_problem
                .as_deref()
                .unwrap_or("no mail server is set");
            say(&format!("{} e-mails wait: {why}.", acted.waiting_for_smtp));
        }
    }
    drop((mailbox, lock));
    Ok(exit_of(&acted))
}

/// Serves a local mailbox until it is stopped.
pub(crate) fn mailbox(dir: &Path) -> Result<Exit> {
    let mailbox = start_mailbox(dir)?;
    say(&format!(
        "Mails to {} are kept in {}. Ctrl-C ends it.",
        mailbox.address(),
        dir.display()
    ));
    loop {
        std::thread::park();
    }
}

/// Puts the mail server a command names into the house; the mailbox lives as long as it is held.
pub(crate) fn choose_server(house: &mut House, wanted: &Delivery) -> Result<Option<Mailbox>> {
    if let Some(server) = &wanted.smtp {
        let before = house.config.smtp.take();
        house.config.smtp = Some(SmtpConfig::from_address(server, before)?);
    }
    if !wanted.to_mailbox {
        return Ok(None);
    }
    let mailbox = start_mailbox(&house.store.folder().join("mailbox"))?;
    let address = mailbox.address().to_string();
    house.config.smtp = Some(SmtpConfig::from_address(&address, None)?);
    Ok(Some(mailbox))
}

/// The exit code that fits what left the house.
pub(crate) fn exit_of(acted: &ActReport) -> Exit {
    if acted.rejected + acted.in_doubt > 0 {
        Exit::SomeSendsFailed
    } else {
        Exit::Done
    }
}

pub(crate) fn start_mailbox(dir: &Path) -> Result<Mailbox> {
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    let options = MailboxOptions {
        dir: Some(dir.to_owned()),
        ..MailboxOptions::default()
    };
    Ok(Mailbox::start(options)?)
}
