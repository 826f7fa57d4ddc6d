//! The rules a strategy has to keep, and where it breaks one.

use terms::Channel;

use crate::place::{Step, line_of, toml_problem, way_words};
use crate::texts::{PLAN_FIELDS, TEXT_FIELDS, TextField, text_problem};
use crate::{Strategy, StrategyError, TouchTemplate};

/// Fewest touches of a micro campaign: one message alone is a mailing, not a campaign.
pub(crate) const FEWEST_TOUCHES: usize = 2;

/// Most touches of a micro campaign; more in one quarter is pestering. Own choice.
const MOST_TOUCHES: usize = 8;

/// Longest window: beyond a year nothing can be laid at the door of one campaign. Own choice.
const WINDOW_DAYS_MAX: i32 = 365;

/// A broken rule: where, and what would be right.
pub(crate) struct Broken {
    pub(crate) way: Vec<Step>,
    pub(crate) why: String,
}

pub(crate) fn broken(way: impl Into<Vec<Step>>, why: impl Into<String>) -> Option<Broken> {
    Some(Broken {
        way: way.into(),
        why: why.into(),
    })
}

impl Strategy {
    /// Reads a strategy from the text of its file and checks every rule.
    ///
    /// # Errors
    /// Names file, line and field of the first thing that is wrong.
    pub fn from_toml(file: &str, text: &str) -> Result<Strategy, StrategyError> {
        let mut strategy: Strategy =
            toml::from_str(text).map_err(|error| toml_problem(file, text, &error))?;
        strategy.text = text.to_owned();
        strategy.check(file)?;
        Ok(strategy)
    }

    /// Checks every rule; what is allowed but worth a thought comes back in words.
    ///
    /// # Errors
    /// Names line and field of the first rule that is broken.
    pub fn validate(&self) -> Result<Vec<String>, StrategyError> {
        self.check(&format!("{}.toml", self.cell))?;
        Ok(self.warnings())
    }

    fn check(&self, file: &str) -> Result<(), StrategyError> {
        let Some(Broken { way, why }) = self.first_broken() else {
            return Ok(());
        };
        let line = line_of(&self.text, &way);
        Err(StrategyError {
            file: file.to_owned(),
            line,
            field: way_words(&way),
            why,
        })
    }

    fn first_broken(&self) -> Option<Broken> {
        self.broken_head()
            .or_else(|| self.broken_plan())
            .or_else(|| self.broken_sequence())
            .or_else(|| self.broken_offer())
            .or_else(|| {
                self.touches
                    .iter()
                    .enumerate()
                    .find_map(|(at, touch)| broken_touch(at, touch, TEXT_FIELDS))
            })
    }

    fn broken_head(&self) -> Option<Broken> {
        for (key, value) in [("name", &self.name), ("why", &self.why)] {
            if value.trim().is_empty() {
                return broken([Step::Key(key)], "is empty; say it in a few words");
            }
        }
        if !(1..=WINDOW_DAYS_MAX).contains(&self.window_days) {
            return broken(
                [Step::Key("window_days")],
                format!("must be 1 to {WINDOW_DAYS_MAX} days"),
            );
        }
        if !(0.0..=1.0).contains(&self.response_share) {
            return broken(
                [Step::Key("response_share")],
                "must be a share from 0 to 1, as in 0.05",
            );
        }
        if self.contact && self.response_share == 0.0 {
            return broken(
                [Step::Key("response_share")],
                "must be above 0: why contact them otherwise?",
            );
        }
        None
    }

    fn broken_plan(&self) -> Option<Broken> {
        self.plan
            .fields()
            .into_iter()
            .find_map(|(code, word, text)| {
                let way = [Step::Key("plan"), Step::Key(code)];
                if text.trim().is_empty() {
                    return broken(
                        way,
                        format!("is empty; a plan says its {}", word.to_lowercase()),
                    );
                }
                text_problem(text, PLAN_FIELDS).and_then(|why| broken(way, why))
            })
    }

    fn broken_sequence(&self) -> Option<Broken> {
        if self.contact && self.touches.len() < FEWEST_TOUCHES {
            let why = format!(
                "a campaign has at least {FEWEST_TOUCHES} touches; add one, or set contact = false"
            );
            return broken([Step::Key("touches")], why);
        }
        if self.touches.len() > MOST_TOUCHES {
            return broken(
                [Step::Key("touches")],
                format!("at most {MOST_TOUCHES} touches"),
            );
        }
        let late = self
            .touches
            .windows(2)
            .position(|pair| pair[1].wait_days <= pair[0].wait_days);
        if let Some(at) = late {
            let way = [
                Step::Key("touches"),
                Step::Item(at + 1),
                Step::Key("wait_days"),
            ];
            return broken(way, "must be later than the touch before it");
        }
        let outside = self
            .touches
            .iter()
            .position(|touch| touch.wait_days >= self.window_days);
        outside.and_then(|at| {
            let way = [Step::Key("touches"), Step::Item(at), Step::Key("wait_days")];
            broken(
                way,
                format!(
                    "must lie within the {} days in which orders count",
                    self.window_days
                ),
            )
        })
    }

    fn broken_offer(&self) -> Option<Broken> {
        if !(0..=100).contains(&self.offer_percent) {
            return broken([Step::Key("offer_percent")], "must be 0 to 100");
        }
        let last = self.touches.last().map_or(0, |touch| touch.wait_days);
        if self.has_offer() && self.offer_days <= last {
            let why =
                format!("the offer would end before the last touch on day {last}; give it longer");
            return broken([Step::Key("offer_days")], why);
        }
        if self.has_offer() && self.offer_days >= self.window_days {
            let why = format!(
                "must end within the {} days in which orders count",
                self.window_days
            );
            return broken([Step::Key("offer_days")], why);
        }
        None
    }

    fn warnings(&self) -> Vec<String> {
        let on_screen = |touch: &TouchTemplate| touch.channel == Channel::Email;
        let touches = self.used_touches();
        let mut warnings = Vec::new();
        if !touches.is_empty() && touches.iter().all(on_screen) {
            warnings.push(format!(
                "{} is only online; a letter or a call reaches others too",
                self.cell
            ));
        }
        if !touches.is_empty() && !touches.iter().any(on_screen) {
            warnings.push(format!(
                "{} is only on paper or by phone; an e-mail costs next to nothing",
                self.cell
            ));
        }
        warnings
    }
}

/// What is wrong with a touch whose texts may use these fields.
pub(crate) fn broken_touch(
    at: usize,
    touch: &TouchTemplate,
    known: &[TextField],
) -> Option<Broken> {
    let way = |key: &'static str| [Step::Key("touches"), Step::Item(at), Step::Key(key)];
    if touch.wait_days < 0 {
        return broken(way("wait_days"), "must be 0 or more days after the start");
    }
    if touch.expiry_days < 1 {
        return broken(way("expiry_days"), "must be at least 1 day");
    }
    if touch.cost_minor < 0 {
        return broken(way("cost_minor"), "must be 0 or more");
    }
    if touch.subject.trim().is_empty() {
        return broken(way("subject"), "is empty; say what it is about");
    }
    if let Some(why) = text_problem(&touch.subject, known) {
        return broken(way("subject"), why);
    }
    match touch.channel {
        Channel::Call if touch.guide.is_empty() => {
            return broken(way("guide"), "a call needs its steps");
        }
        Channel::Email | Channel::Letter if touch.paragraphs.is_empty() => {
            return broken(way("paragraphs"), "a message needs at least one paragraph");
        }
        _ => {}
    }
    broken_text(at, touch, known)
}

fn broken_text(at: usize, touch: &TouchTemplate, known: &[TextField]) -> Option<Broken> {
    let lists = [
        ("paragraphs", &touch.paragraphs),
        ("guide", &touch.guide),
        ("ask", &touch.ask),
    ];
    lists.into_iter().find_map(|(key, texts)| {
        texts.iter().enumerate().find_map(|(item, text)| {
            let way = [
                Step::Key("touches"),
                Step::Item(at),
                Step::Key(key),
                Step::Item(item),
            ];
            text_problem(text, known).and_then(|why| broken(way, why))
        })
    })
}
