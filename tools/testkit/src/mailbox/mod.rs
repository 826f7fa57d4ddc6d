//! A local mailbox: messages over real SMTP in; the same messages, in memory or as files, out.
//!
//! It listens on the loopback address only, on a thread of its own, so that blocking and
//! asynchronous callers use it alike, and it can be told to misbehave the ways real servers do.

mod script;
mod session;
mod tray;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub use script::Fault;
pub use tray::Message;

use crate::error::PracticeError;
use script::Script;
use tray::Tray;

/// Where messages go and how the mailbox misbehaves. By default they are only counted.
#[derive(Clone, Debug, Default)]
pub struct MailboxOptions {
    /// Writes every message here as an `.eml` file, complete as soon as it is visible.
    pub dir: Option<PathBuf>,
    /// Keeps every message for [`Mailbox::messages`].
    pub keep_in_memory: bool,
    /// What goes wrong.
    pub faults: Vec<Fault>,
}

/// A mailbox that is open until it is stopped or dropped.
#[derive(Debug)]
pub struct Mailbox {
    address: SocketAddr,
    tray: Arc<Tray>,
    closing: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Mailbox {
    /// Opens a mailbox on a free port of the loopback address.
    ///
    /// # Errors
    /// When there is no free port or the folder cannot be made.
    pub fn start(options: MailboxOptions) -> Result<Mailbox, PracticeError> {
        let tray =
            Tray::new(options.dir, options.keep_in_memory).map_err(PracticeError::Mailbox)?;
        let tray = Arc::new(tray);
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
            .map_err(PracticeError::Mailbox)?;
        let address = listener.local_addr().map_err(PracticeError::Mailbox)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()
            .map_err(PracticeError::Mailbox)?;
        let (closing, closed) = oneshot::channel();
        let (letters, script) = (Arc::clone(&tray), Arc::new(Script::new(options.faults)));
        let thread = std::thread::spawn(move || {
            runtime.block_on(receive(listener, letters, script, closed));
        });
        Ok(Mailbox {
            address,
            tray,
            closing: Some(closing),
            thread: Some(thread),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many messages have been accepted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.tray.count()
    }

    /// The messages so far, in the order in which they came; none unless kept in memory.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.tray.messages()
    }

    /// Closes the mailbox and gives what was kept in memory.
    #[must_use]
    pub fn stop(mut self) -> Vec<Message> {
        self.close();
        self.tray.messages()
    }

    fn close(&mut self) {
        if let Some(closing) = self.closing.take() {
            // The thread may have ended by itself; then nobody is left to be told.
            let _ = closing.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.close();
    }
}

/// Takes calls until told to close; sessions under way are cut off then.
async fn receive(
    listener: std::net::TcpListener,
    tray: Arc<Tray>,
    script: Arc<Script>,
    mut closed: oneshot::Receiver<()>,
) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    loop {
        tokio::select! {
            _ = &mut closed => return,
            call = listener.accept() => {
                let Ok((stream, _)) = call else { continue };
                let (tray, script) = (Arc::clone(&tray), Arc::clone(&script));
                tokio::spawn(async move {
                    // A caller that hangs up in the middle is the caller's affair.
                    let _ = session::serve(stream, &tray, &script).await;
                });
            }
        }
    }
}
