//! Starting and stopping the server.
//!
//! Enters: a house and an address. Leaves: a running [`Server`] that says where it listens.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use desk::House;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::button::Button;
use crate::router::{App, router};

/// A running server; it stops when told to, or when dropped.
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
    keeping_up: tokio::task::JoinHandle<()>,
    listening: tokio::task::JoinHandle<()>,
}

/// How often the server looks whether a touch has come due; the days of a campaign are what
/// counts, so minutes do not.
const LOOK_EVERY: Duration = Duration::from_secs(10 * 60);

/// The first look after a start: what was missed while the program was closed should not wait, but
/// whoever opens it should see the pages first.
const FIRST_LOOK: Duration = Duration::from_secs(60);

/// How often the server looks whether events wait: one look at one folder.
const LISTEN_EVERY: Duration = Duration::from_secs(10);

/// Starts serving a workspace. Only loopback addresses are accepted: there is no login yet, so
/// whoever reaches the port may do everything.
///
/// # Errors
/// When the address is not on this machine or the port is taken.
pub async fn start(house: Arc<House>, address: SocketAddr) -> Result<Server> {
    if !address.ip().is_loopback() {
        bail!(
            "{address} is not on this machine; Regulars listens on loopback only, because it has no login"
        );
    }
    let taken = || format!("{address} cannot be used; choose another port with --port");
    let listener = TcpListener::bind(address).await.with_context(taken)?;
    let address = listener.local_addr()?;
    let button = Arc::new(Button::new(Arc::clone(&house)));
    button.resume_what_was_left();
    let keeping_up = tokio::spawn(keep_up(Arc::clone(&button)));
    let listening = tokio::spawn(listen(Arc::clone(&button)));
    let app = App {
        house,
        button,
        port: address.port(),
    };
    let (stop, stopped) = oneshot::channel();
    let serving = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
        // A dropped sender means the same as a sent one: time to stop.
        let _ = stopped.await;
    });
    let task = tokio::spawn(async move { serving.await });
    Ok(Server {
        address,
        stop: Some(stop),
        task,
        keeping_up,
        listening,
    })
}

/// Does what has come due while the pages are served, so that the second touch of a campaign leaves
/// and Monday's score is made although nobody presses anything.
async fn keep_up(button: Arc<Button>) {
    let mut wait = FIRST_LOOK;
    loop {
        tokio::time::sleep(wait).await;
        wait = LOOK_EVERY;
        let button = Arc::clone(&button);
        let done = tokio::task::spawn_blocking(move || button.keep_up()).await;
        if let Ok(Err(error)) = done {
            tracing::warn!(
                error = format!("{error:#}"),
                "what is due could not be read"
            );
        }
    }
}

/// Takes in what was told while something else was going on: a message that answers what a customer
/// just did leaves within a minute.
async fn listen(button: Arc<Button>) {
    loop {
        tokio::time::sleep(LISTEN_EVERY).await;
        let button = Arc::clone(&button);
        let _ = tokio::task::spawn_blocking(move || button.take_happenings()).await;
    }
}

impl Server {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets open requests finish, then stops.
    pub async fn stop(mut self) {
        self.keeping_up.abort();
        self.listening.abort();
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Ok(Err(error)) = (&mut self.task).await {
            tracing::error!(%error, "the server stopped with an error");
        }
    }

    /// Serves until something else ends the program.
    pub async fn wait(mut self) {
        let _ = (&mut self.task).await;
    }
}
