//! How fast mails leave: a workspace with this many due e-mails in, mails a second out.
//!
//! `cargo run --release -p act --example mail_speed -- 20000 4`: rows and connections.

#![allow(clippy::unwrap_used, dead_code)]

#[path = "../tests/world.rs"]
mod world;

use std::time::Instant;

use act::{ActOptions, Smtp, act};
use store::Silent;
use testkit::{Mailbox, MailboxOptions};
use world::{START, World, email};

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|text| text.parse::<usize>().unwrap());
    let (rows, connections) = (
        arguments.next().unwrap_or(20_000),
        arguments.next().unwrap_or(4),
    );
    let world = World::with(&[email()]);
    world.add_many(rows);
    // The practice mailbox only counts, so that the sender is measured and not the mailbox.
    let mailbox = Mailbox::start(MailboxOptions::default()).unwrap();
    let (host, port) = (mailbox.address().ip().to_string(), mailbox.address().port());
    let smtp = Some(Smtp {
        host,
        port,
        ..Smtp::default()
    });
    let options = ActOptions {
        smtp,
        connections,
        ..world.options(START)
    };
    let begun = Instant::now();
    let report = act(&world.store, &options, &Silent).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("")
        .to_owned();
    println!(
        "{} mails in {seconds:.1} s, {:.0} a second, {} arrived; {peak}",
        report.emails_sent,
        report.emails_sent as f64 / seconds,
        mailbox.count(),
    );
}
