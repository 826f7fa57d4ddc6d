//! Progress on stderr: the step, a bar, the time left; silent when nobody looks.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use store::Progress;

/// Set once the person pressed Ctrl-C; work stops at the next safe place.
pub(crate) static STOPPED: AtomicBool = AtomicBool::new(false);

/// A bar for work that takes longer than a moment.
pub(crate) struct Bar {
    bar: ProgressBar,
    step: Mutex<String>,
}

impl Bar {
    /// A bar that draws itself at most eight times a second, and only on a terminal.
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = ProgressBar::no_length();
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(8)
        };
        bar.set_draw_target(target);
        // The template is a constant, so it is either right or found by the first test.
        if let Ok(style) = ProgressStyle::with_template(
            "{msg:28} {wide_bar:.cyan/dim} {human_pos}/{human_len} {eta:>4} left",
        ) {
            bar.set_style(style);
        }
        Bar {
            bar,
            step: Mutex::default(),
        }
    }

    /// Takes the bar off the screen.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn at(&self, step: &str, done: u64, total: u64) {
        if let Ok(mut shown) = self.step.lock()
            && *shown != step
        {
            step.clone_into(&mut shown);
            self.bar.reset();
            self.bar.set_message(step.to_owned());
        }
        if total > 0 {
            self.bar.set_length(total);
        }
        self.bar.set_position(done);
    }

    fn cancelled(&self) -> bool {
        STOPPED.load(Ordering::Relaxed)
    }
}
