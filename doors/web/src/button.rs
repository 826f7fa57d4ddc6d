//! The button behind the page: one piece of work at a time, watched, held and undone.
//!
//! Enters: what the person pressed. Leaves: the state every page and the progress bar read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use desk::{Choices, House, Rehearsal};
use jiff::Timestamp;
use store::{Progress, Turn, TurnState};

/// How often a hold looks whether it is over or was undone.
const LOOK: Duration = Duration::from_millis(200);

/// A hold that the program slept through for longer than this waits for a person instead.
const SLEPT_MOST_MINUTES: i64 = 120;

/// What is going on right now.
#[derive(Clone, Default)]
pub(crate) enum Doing {
    /// Nothing.
    #[default]
    Idle,
    /// Work, with its step and how far it is.
    Working {
        step: String,
        done: u64,
        total: u64,
        since: Instant,
    },
    /// A press that can still be undone.
    Holding(Box<Turn>),
}

/// What became of one uploaded file.
pub(crate) type ImportOutcome = Result<gather::Receipt, String>;

/// The button of one workspace.
pub(crate) struct Button {
    house: Arc<House>,
    doing: Mutex<Doing>,
    rehearsal: Mutex<Option<Arc<(Choices, Rehearsal)>>>,
    problem: Mutex<Option<String>>,
    imports: Mutex<Vec<ImportOutcome>>,
}

impl Button {
    pub(crate) fn new(house: Arc<House>) -> Self {
        Button {
            house,
            doing: Mutex::default(),
            rehearsal: Mutex::default(),
            problem: Mutex::default(),
            imports: Mutex::default(),
        }
    }

    pub(crate) fn doing(&self) -> Doing {
        held(&self.doing).clone()
    }

    /// The plan that is in view, with what it was made for.
    pub(crate) fn rehearsal(&self) -> Option<Arc<(Choices, Rehearsal)>> {
        held(&self.rehearsal).clone()
    }

    pub(crate) fn problem(&self) -> Option<String> {
        held(&self.problem).clone()
    }

    /// Starts a dry run; false when something is going on already.
    pub(crate) fn rehearse(self: &Arc<Self>, choices: Choices) -> bool {
        self.start("getting ready", move |button| {
            let _lock = button.house.lock()?;
            let rehearsal = desk::rehearse(&button.house, &choices, &**button)?;
            *held(&button.rehearsal) = Some(Arc::new((choices, rehearsal)));
            Ok(())
        })
    }

    /// Brings files in and cleans them; false when something is going on already.
    pub(crate) fn work(
        self: &Arc<Self>,
        step: &str,
        work: impl FnOnce(&Arc<Button>) -> anyhow::Result<()> + Send + 'static,
    ) -> bool {
        self.start(step, move |button| {
            let _lock = button.house.lock()?;
            *held(&button.rehearsal) = None;
            work(button)
        })
    }

    /// What the last import said, until the next.
    pub(crate) fn import_receipts(&self) -> Vec<ImportOutcome> {
        held(&self.imports).clone()
    }

    /// Reads every new file of the inbox and brings scores up to date.
    pub(crate) fn import_inbox(&self) -> anyhow::Result<()> {
        let outcomes = desk::gather_inbox(&self.house, self)?;
        let new = outcomes
            .into_iter()
            .filter(|one| !matches!(one, Ok(receipt) if receipt.already));
        *held(&self.imports) = new.collect();
        desk::prepare(&self.house, self)?;
        desk::look_at_triggers(&self.house, self)?;
        Ok(())
    }

    /// Takes answers about one file, reads it and brings scores up to date.
    pub(crate) fn answer_file(
        &self,
        file: &gather::WaitingFile,
        answers: &[gather::Answer],
    ) -> anyhow::Result<()> {
        let receipt = desk::answer_file(&self.house, file, answers, self)?;
        *held(&self.imports) = vec![Ok(receipt)];
        desk::prepare(&self.house, self)?;
        Ok(())
    }

    /// Takes one file back and brings scores up to date.
    pub(crate) fn undo_import(&self, source_id: i64) -> anyhow::Result<()> {
        gather::undo(&self.house.store, source_id, &self.house.now())?;
        held(&self.imports).clear();
        desk::prepare(&self.house, self)?;
        Ok(())
    }

    /// Takes in again a file that was taken back, and brings scores up to date.
    pub(crate) fn import_again(&self, source_id: i64) -> anyhow::Result<()> {
        let receipt = desk::import_again(&self.house, source_id, self)?;
        *held(&self.imports) = vec![Ok(receipt)];
        desk::prepare(&self.house, self)?;
        Ok(())
    }

    /// Does what has come due, unless something is going on already: the next look comes soon enough.
    pub(crate) fn keep_up(self: &Arc<Self>) -> anyhow::Result<()> {
        if desk::is_behind(&self.house)? {
            self.start("doing what has come due", |button| {
                // A command may hold the workspace; that is no problem to show anybody.
                let Ok(_lock) = button.house.lock() else {
                    return Ok(());
                };
                desk::keep_up(&button.house, &**button).map(drop)
            });
        }
        Ok(())
    }

    /// Takes in what was told, and hands over what starts with it; what is going on already is
    /// followed by the next look, which comes within seconds.
    pub(crate) fn take_happenings(self: &Arc<Self>) {
        if desk::happenings_wait(&self.house) {
            self.start("taking in what happened", |button| {
                let Ok(_lock) = button.house.lock() else {
                    return Ok(());
                };
                desk::take_happenings(&button.house, &**button).map(drop)
            });
        }
    }

    /// Presses the button: a hold, then the turn. False when something is going on already.
    pub(crate) fn press(self: &Arc<Self>, choices: &Choices) -> anyhow::Result<bool> {
        let mut doing = held(&self.doing);
        if !matches!(*doing, Doing::Idle) {
            return Ok(false);
        }
        let turn = desk::press(&self.house, choices, self.house.config.run.hold_minutes)?;
        *doing = Doing::Holding(Box::new(turn.clone()));
        drop(doing);
        self.hold(turn);
        Ok(true)
    }

    /// Takes back the press that holds; false when it is too late.
    pub(crate) fn undo(&self, turn_id: i64) -> anyhow::Result<bool> {
        let mut doing = held(&self.doing);
        let undone = self.house.store.undo_turn(turn_id)?;
        if undone && matches!(&*doing, Doing::Holding(turn) if turn.id == turn_id) {
            *doing = Doing::Idle;
        }
        Ok(undone)
    }

    /// Ends the hold early.
    pub(crate) fn start_now(&self, turn_id: i64) {
        if let Doing::Holding(turn) = &mut *held(&self.doing)
            && turn.id == turn_id
        {
            turn.hold_until = turn.pressed_at.clone();
        }
    }

    /// After a start: takes up a turn that was killed, and a hold that was not slept through.
    pub(crate) fn resume_what_was_left(self: &Arc<Self>) {
        let Ok(Some(turn)) = self
            .house
            .store
            .turns(1)
            .map(|turns| turns.into_iter().next())
        else {
            return;
        };
        match turn.state {
            TurnState::Running => {
                self.start("going on where it was stopped", move |button| {
                    button.carry_out(&turn)
                });
            }
            TurnState::Holding if slept_minutes(&turn) <= SLEPT_MOST_MINUTES => {
                *held(&self.doing) = Doing::Holding(Box::new(turn.clone()));
                self.hold(turn);
            }
            TurnState::Holding => {
                let _ = self.house.store.undo_turn(turn.id);
                *held(&self.problem) = Some(
                    "A press was waiting when the program was closed. It was too long ago, so \
                     nothing was sent; look at the plan and press again."
                        .into(),
                );
            }
            _ => {}
        }
    }

    /// Waits for the end of the hold on a thread of its own, then takes the turn.
    fn hold(self: &Arc<Self>, turn: Turn) {
        let button = Arc::clone(self);
        std::thread::spawn(move || {
            while button.still_holds(turn.id) {
                std::thread::sleep(LOOK);
            }
            // Undone, or replaced by something newer, it is not this thread's any more.
            if !button.begin(turn.id) {
                return;
            }
            button.finish(button.carry_out(&turn));
        });
    }

    fn still_holds(&self, turn_id: i64) -> bool {
        matches!(self.doing(), Doing::Holding(turn) if turn.id == turn_id && slept_minutes(&turn) < 0)
    }

    /// Goes from the hold to work in one step, so that an undo comes before or after, never between.
    fn begin(&self, turn_id: i64) -> bool {
        let mut doing = held(&self.doing);
        let is_ours = matches!(&*doing, Doing::Holding(turn) if turn.id == turn_id);
        if is_ours {
            *doing = working("starting", 0, 0, Instant::now());
        }
        is_ours
    }

    fn carry_out(&self, turn: &Turn) -> anyhow::Result<()> {
        let _lock = self.house.lock()?;
        if self.house.store.start_turn(turn.id)? {
            desk::take(&self.house, turn, self)?;
            *held(&self.rehearsal) = None;
        }
        Ok(())
    }

    fn start(
        self: &Arc<Self>,
        step: &str,
        work: impl FnOnce(&Arc<Button>) -> anyhow::Result<()> + Send + 'static,
    ) -> bool {
        let mut doing = held(&self.doing);
        if !matches!(*doing, Doing::Idle) {
            return false;
        }
        *doing = working(step, 0, 0, Instant::now());
        drop(doing);
        *held(&self.problem) = None;
        let button = Arc::clone(self);
        std::thread::spawn(move || button.finish(work(&button)));
        true
    }

    fn finish(&self, outcome: anyhow::Result<()>) {
        if let Err(error) = outcome {
            tracing::error!(error = format!("{error:#}"), "the work stopped");
            *held(&self.problem) = Some(desk::tell_error(&error));
        }
        *held(&self.doing) = Doing::Idle;
    }

    fn set_working(&self, step: &str, done: u64, total: u64) {
        let mut doing = held(&self.doing);
        let since = match &*doing {
            Doing::Working {
                step: before,
                since,
                ..
            } if before == step => *since,
            _ => Instant::now(),
        };
        *doing = working(step, done, total, since);
    }
}

impl Progress for Button {
    fn at(&self, step: &str, done: u64, total: u64) {
        self.set_working(step, done, total);
    }
}

fn working(step: &str, done: u64, total: u64, since: Instant) -> Doing {
    Doing::Working {
        step: step.to_owned(),
        done,
        total,
        since,
    }
}

/// Minutes since the hold was over; negative while it holds.
fn slept_minutes(turn: &Turn) -> i64 {
    let Ok(until) = turn.hold_until.parse::<Timestamp>() else {
        return i64::MAX;
    };
    let seconds = Timestamp::now().as_second() - until.as_second();
    if seconds < 0 { -1 } else { seconds / 60 }
}

/// What a panicked holder left is still a whole value, so the lock goes on.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
