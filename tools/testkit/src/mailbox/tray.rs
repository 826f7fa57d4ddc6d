//! Where accepted messages lie: a message in; a count, the message in memory, or a file out.

use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A message as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Envelope sender; empty for bounces.
    pub from: String,
    /// Envelope recipients.
    pub to: Vec<String>,
    /// Headers and body, byte for byte, dots unstuffed.
    pub raw: Vec<u8>,
}

/// Where accepted messages lie.
#[derive(Debug)]
pub(super) struct Tray {
    dir: Option<PathBuf>,
    kept: Option<Mutex<Vec<Message>>>,
    count: AtomicUsize,
}

impl Tray {
    pub(super) fn new(dir: Option<PathBuf>, keep_in_memory: bool) -> io::Result<Tray> {
        if let Some(dir) = &dir {
            std::fs::create_dir_all(dir)?;
        }
        let kept = keep_in_memory.then(Mutex::default);
        Ok(Tray {
            dir,
            kept,
            count: AtomicUsize::new(0),
        })
    }

    pub(super) fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    pub(super) fn messages(&self) -> Vec<Message> {
        let Some(kept) = &self.kept else {
            return Vec::new();
        };
        // A panic elsewhere cannot leave a half-written message behind a push.
        kept.lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// Puts a message down; it is counted only when it is safely there.
    pub(super) fn put(&self, message: Message) -> io::Result<()> {
        if let Some(dir) = &self.dir {
            write_eml(dir, &message)?;
        }
        if let Some(kept) = &self.kept {
            kept.lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push(message);
        }
        self.count.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Writes a file with the envelope on top, as a delivering server does, under a name that appears
/// only when the file is complete.
fn write_eml(dir: &std::path::Path, message: &Message) -> io::Result<()> {
    // Numbers go on over several mailboxes of one process that share a folder.
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let name = format!("{:08}-{number:07}", std::process::id());
    let mut text = format!("Return-Path: <{}>\r\n", message.from).into_bytes();
    for recipient in &message.to {
        text.extend_from_slice(format!("Delivered-To: {recipient}\r\n").as_bytes());
    }
    text.extend_from_slice(&message.raw);
    let part = dir.join(format!("{name}.part"));
    std::fs::write(&part, text)?;
    std::fs::rename(part, dir.join(format!("{name}.eml")))
}
