//! Mails to post in; their outcomes out. Keeps a few lines to the mail server busy at once.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;

use terms::Business;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::ActError;
use crate::delivery::Delivery;
use crate::email::journal::{Journal, Trace};
use crate::email::message::{Cover, message_bytes};
use crate::email::render::render;
use crate::email::smtp::{Answer, Line};
use crate::options::Smtp;
use crate::texts::{Fields, TouchTexts};

/// A claimed mail on its way.
pub(crate) struct Outgoing {
    pub(crate) id: i64,
    pub(crate) cost_minor: i64,
    pub(crate) texts: Arc<TouchTexts>,
    pub(crate) fields: Fields,
    pub(crate) cover: Cover,
}

/// A mail that came to an outcome.
pub(crate) struct Sent {
    pub(crate) id: i64,
    pub(crate) cost_minor: i64,
    pub(crate) outcome: Outcome,
}

/// What became of a posted mail.
pub(crate) enum Outcome {
    /// The mail server, or the line to it, gave this answer.
    Answered(Answer),
    /// A text could not be filled in, for this reason.
    Unwritable(String),
    /// Nothing left the house: the mail server is out of reach.
    Returned,
}

/// An open office: lines to the mail server and the workers that use them.
pub(crate) struct Office {
    runtime: Runtime,
    queue: Option<UnboundedSender<Outgoing>>,
    outcomes: Receiver<Sent>,
    workers: Vec<tokio::task::JoinHandle<()>>,
    shared: Arc<Shared>,
}

/// What all workers share.
struct Shared {
    smtp: Smtp,
    accept_own_certificate: bool,
    business: Business,
    journal: Arc<Journal>,
    queue: tokio::sync::Mutex<UnboundedReceiver<Outgoing>>,
    /// Why the mail server is out of reach, once it is.
    problem: Mutex<Option<String>>,
}

impl Office {
    /// Opens the lines; says in plain words why not even one could be opened. Nothing has been
    /// claimed by then, so a server that is down leaves no trace.
    pub(crate) fn open(delivery: &Delivery<'_>, journal: &Arc<Journal>) -> Result<Self, String> {
        let smtp = delivery
            .options
            .smtp
            .clone()
            .ok_or("no mail server is set up yet")?;
        let accept_own = delivery.store.setting("smtp_accept_own_certificate");
        let (sender, receiver) = unbounded_channel();
        let shared = Arc::new(Shared {
            smtp,
            accept_own_certificate: accept_own.ok().flatten().unwrap_or(false),
            business: delivery.business.clone(),
            journal: Arc::clone(journal),
            queue: tokio::sync::Mutex::new(receiver),
            problem: Mutex::new(None),
        });
        let connections = delivery.options.connections.max(1);
        let threads = available_parallelism()
            .map_or(1, usize::from)
            .min(connections);
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let lines = runtime.block_on(open_lines(&shared, connections))?;
        let (outcome, outcomes) = channel();
        let workers = lines
            .into_iter()
            .map(|line| runtime.spawn(work(Arc::clone(&shared), line, outcome.clone())))
            .collect();
        Ok(Office {
            runtime,
            queue: Some(sender),
            outcomes,
            workers,
            shared,
        })
    }

    /// Posts a mail.
    pub(crate) fn post(&self, mail: Outgoing) {
        // It can only fail when every worker is gone, and then collecting says so.
        if let Some(queue) = &self.queue {
            let _ = queue.send(mail);
        }
    }

    /// Waits for this many outcomes.
    pub(crate) fn collect(&self, count: usize) -> Result<Vec<Sent>, ActError> {
        let outcomes: Vec<Sent> = self.outcomes.iter().take(count).collect();
        if outcomes.len() < count {
            Err(ActError::Stopped)
        } else {
            Ok(outcomes)
        }
    }

    /// Why the mail server is out of reach, if it is.
    pub(crate) fn problem(&self) -> Option<String> {
        self.shared.problem()
    }
}

impl Drop for Office {
    /// Lets the workers say goodbye to the mail server.
    fn drop(&mut self) {
        self.queue = None;
        for worker in self.workers.drain(..) {
            let _ = self.runtime.block_on(worker);
        }
    }
}

async fn open_lines(shared: &Shared, most: usize) -> Result<Vec<Line>, String> {
    let mut lines = vec![shared.open_line().await?];
    // A server may allow fewer lines than we would like; the first is enough to work.
    while lines.len() < most {
        match shared.open_line().await {
            Ok(line) => lines.push(line),
            Err(_) => break,
        }
    }
    Ok(lines)
}

/// One worker: takes mails from the queue until there are none, over a line of its own.
async fn work(shared: Arc<Shared>, line: Line, outcomes: Sender<Sent>) {
    let mut line = Some(line);
    loop {
        let next = shared.queue.lock().await.recv().await;
        let Some(mail) = next else { break };
        let outcome = shared.send(&mut line, &mail).await;
        let sent = Sent {
            id: mail.id,
            cost_minor: mail.cost_minor,
            outcome,
        };
        if outcomes.send(sent).is_err() {
            break;
        }
    }
    if let Some(line) = line {
        line.close().await;
    }
}

impl Shared {
    async fn open_line(&self) -> Result<Line, String> {
        Line::open(&self.smtp, self.accept_own_certificate).await
    }

    fn problem(&self) -> Option<String> {
        self.problem
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn close(&self, problem: String) {
        self.problem
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(problem);
    }

    /// Writes and sends one mail; a line that broke before anything left is replaced once.
    async fn send(&self, line: &mut Option<Line>, mail: &Outgoing) -> Outcome {
        if self.problem().is_some() {
            return Outcome::Returned;
        }
        let bytes = match self.write(mail) {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::Unwritable(error.to_string()),
        };
        let first = match self.try_once(line, mail, &bytes).await {
            Some(Answer::NotSent(_)) => self.try_once(line, mail, &bytes).await,
            other => other,
        };
        first.map_or(Outcome::Returned, Outcome::Answered)
    }

    /// One try; `None` when no line could be opened.
    async fn try_once(
        &self,
        line: &mut Option<Line>,
        mail: &Outgoing,
        bytes: &[u8],
    ) -> Option<Answer> {
        let mut open = match line.take() {
            Some(open) => open,
            None => self
                .open_line()
                .await
                .map_err(|problem| self.close(problem))
                .ok()?,
        };
        let Cover {
            from,
            to,
            message_id,
            ..
        } = &mail.cover;
        let leaves = || self.journal.started(mail.id, message_id);
        let answer = open.hand_over(&from.email, &to.email, bytes, leaves).await;
        // Should this line be lost, the mail is held as in doubt after a kill: safe, if less told.
        let _ = self.journal.answered(mail.id, &trace_of(&answer));
        if Line::is_sound_after(&answer) {
            *line = Some(open);
        }
        Some(answer)
    }

    fn write(&self, mail: &Outgoing) -> Result<Vec<u8>, ActError> {
        let words = mail.texts.words(&mail.fields)?;
        let stop = &mail.cover.stop_address;
        message_bytes(
            &mail.cover,
            render(&words, &mail.fields, &self.business, stop)?,
        )
    }
}

/// What the journal keeps of an answer; without one it says nothing more than that it started.
fn trace_of(answer: &Answer) -> Trace {
    match answer {
        Answer::Accepted(reply) => Trace::Accepted(reply.clone()),
        Answer::Rejected(reply) => Trace::Rejected(reply.clone()),
        Answer::Deferred(reply) => Trace::Deferred(reply.clone()),
        Answer::NotSent(_) | Answer::InDoubt(_) => Trace::Started,
    }
}
