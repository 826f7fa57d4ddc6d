//! The Run page: the dry run, the button, live progress, the hold and its undo.

use askama::Template;
use axum::Json;
use axum::extract::{Query, RawForm, State};
use axum::response::Response;
use desk::{Choices, Rehearsal};
use plan::{Check, LeftOut, SegmentLine, TouchLine};
use serde::{Deserialize, Serialize};
use terms::ValueSegment;

use crate::button::Doing;
use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "run.html")]
struct RunPage {
    frame: Frame,
    m: Paint,
    heading: &'static str,
    lead: String,
    state: RunState,
    refresh: bool,
    idle: bool,
    plan: Option<PlanView>,
    receipt: Option<ReceiptView>,
    problem: Option<String>,
    hold: u32,
}

/// What is going on, ready to be drawn.
enum RunState {
    Idle,
    Working {
        words: String,
        left: String,
        done: u64,
        total: u64,
        code: &'static str,
    },
    Holding {
        turn_id: i64,
        until: String,
        words: String,
        code: &'static str,
    },
}

/// A rehearsal, ready to be drawn.
struct PlanView {
    contacted: u64,
    control: u64,
    cost_minor: i64,
    budget_minor: i64,
    expected_gain_minor: i64,
    checks: Vec<Check>,
    segments: Vec<SegmentView>,
    previews: Vec<SegmentExamples>,
    left_out: Vec<LeftOut>,
}

struct SegmentView {
    cell: String,
    strategy: String,
    lever: &'static str,
    why: String,
    why_not: Option<String>,
    chosen: bool,
    suggested: bool,
    can_choose: bool,
    accounts: u64,
    touches: String,
    contacted: u64,
    control: u64,
    cost_minor: i64,
    expected_gain_minor: i64,
}

struct SegmentExamples {
    cell: String,
    first: bool,
    people: Vec<PersonExamples>,
}

struct PersonExamples {
    name: String,
    touches: Vec<TouchExample>,
}

struct TouchExample {
    when: String,
    to: String,
    subject: String,
    text: String,
}

/// A receipt, ready to be drawn.
struct ReceiptView {
    day: String,
    lines: Vec<String>,
    open: Vec<String>,
    files: Vec<(String, String)>,
}

/// What the progress bar asks for.
#[derive(Serialize)]
pub(crate) struct ProgressNow {
    state: &'static str,
    words: String,
    left: String,
    done: u64,
    total: u64,
}

/// The turn a form is about.
#[derive(Deserialize)]
pub(crate) struct OfTurn {
    turn: i64,
}

/// Whether a press was just taken back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    undone: Option<u8>,
}

/// GET /run
pub(crate) async fn show(State(app): State<App>, Query(wanted): Query<Wanted>) -> Response {
    app.page(move |app| {
        let undone = wanted
            .undone
            .map(|_| "Undone: nothing was sent.".to_owned());
        let page = draw(app)?;
        Ok(RunPage {
            frame: page.frame.with_notice(undone),
            ..page
        })
    })
    .await
}

/// GET /run/progress
pub(crate) async fn progress(State(app): State<App>) -> Json<ProgressNow> {
    Json(match state_of(&app) {
        RunState::Idle => ProgressNow {
            state: "idle",
            words: String::new(),
            left: String::new(),
            done: 0,
            total: 0,
        },
        RunState::Working {
            words,
            left,
            done,
            total,
            code,
        } => ProgressNow {
            state: code,
            words,
            left,
            done,
            total,
        },
        RunState::Holding { words, code, .. } => ProgressNow {
            state: code,
            words,
            left: String::new(),
            done: 0,
            total: 0,
        },
    })
}

/// POST /run/rehearse
pub(crate) async fn rehearse(State(app): State<App>, RawForm(form): RawForm) -> Response {
    app.then(move |app| {
        app.button.rehearse(choices(&form)?);
        Ok("/run".into())
    })
    .await
}

/// POST /run/press: a second press while one holds or runs changes nothing.
pub(crate) async fn press(State(app): State<App>, RawForm(form): RawForm) -> Response {
    app.then(move |app| {
        app.button.press(&choices(&form)?)?;
        Ok("/run".into())
    })
    .await
}

/// POST /run/undo
pub(crate) async fn undo(State(app): State<App>, axum::Form(form): axum::Form<OfTurn>) -> Response {
    app.then(move |app| {
        if app.button.undo(form.turn)? {
            return Ok("/run?undone=1".into());
        }
        Err(PageError::Invalid(
            "Too late to undo: the run has started or was undone before.".into(),
        ))
    })
    .await
}

/// POST /run/now
pub(crate) async fn start_now(
    State(app): State<App>,
    axum::Form(form): axum::Form<OfTurn>,
) -> Response {
    app.then(move |app| {
        app.button.start_now(form.turn);
        Ok("/run".into())
    })
    .await
}

/// The ticked segments of the form; none ticked means the suggestion.
fn choices(form: &[u8]) -> Result<Choices, PageError> {
    let text = String::from_utf8_lossy(form);
    let cells: Vec<ValueSegment> = text
        .split('&')
        .filter_map(|pair| pair.strip_prefix("cell="))
        .map(|cell| {
            cell.parse()
                .map_err(|error: terms::ValueSegmentError| PageError::Invalid(error.to_string()))
        })
        .collect::<Result<_, _>>()?;
    Ok(Choices {
        cells: (!cells.is_empty()).then_some(cells),
        ..Choices::default()
    })
}

fn draw(app: &App) -> Result<RunPage, PageError> {
    let state = state_of(app);
    let idle = matches!(state, RunState::Idle);
    let rehearsal = app.button.rehearsal();
    let (heading, lead) = match (&state, &rehearsal) {
        (RunState::Working { .. }, _) => ("Working", "Regulars is at it.".to_owned()),
        (RunState::Holding { .. }, _) => ("Pressed", "Nothing has left the house yet.".to_owned()),
        (_, Some(plan)) => (
            "What will happen",
            format!(
                "A dry run as of {}. Nothing has been sent.",
                plan.proposal.as_of.words()
            ),
        ),
        _ => (
            "Run",
            "Score everybody, place everybody, write to the right few.".to_owned(),
        ),
    };
    Ok(RunPage {
        frame: Frame::new(&app.house, "run"),
        m: Paint::new(app.house.business()?.currency),
        heading,
        lead,
        refresh: !idle,
        idle,
        plan: rehearsal.map(|rehearsal| PlanView::of(&rehearsal)),
        receipt: if idle { last_receipt(app)? } else { None },
        problem: app.button.problem(),
        hold: app.house.config.run.hold_minutes,
        state,
    })
}

fn state_of(app: &App) -> RunState {
    match app.button.doing() {
        Doing::Idle => RunState::Idle,
        Doing::Working {
            step,
            done,
            total,
            since,
        } => {
            let left = time_left(done, total, since.elapsed().as_secs_f64());
            RunState::Working {
                words: sentence(&step),
                left,
                done,
                total,
                code: "working",
            }
        }
        Doing::Holding(turn) => {
            let seconds = turn
                .hold_until
                .parse::<jiff::Timestamp>()
                .map_or(0, |until| {
                    (until.as_second() - jiff::Timestamp::now().as_second()).max(0)
                });
            let words = match seconds {
                0 => "Starting now.".into(),
                s if s < 90 => format!("Starts in {s} seconds."),
                s => format!("Starts in {} minutes.", s.div_euclid(60) + 1),
            };
            let clock = turn.hold_until.get(11..16).unwrap_or_default();
            RunState::Holding {
                turn_id: turn.id,
                until: format!("at {clock} UTC"),
                words,
                code: "holding",
            }
        }
    }
}

/// The step as the start of a sentence.
fn sentence(step: &str) -> String {
    let mut letters = step.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn time_left(done: u64, total: u64, seconds: f64) -> String {
    if total == 0 || done == 0 || seconds < 1.0 {
        return String::new();
    }
    let left = seconds / done as f64 * total.saturating_sub(done) as f64;
    match left {
        s if s < 60.0 => format!("about {s:.0} seconds left"),
        s => format!("about {:.0} minutes left", s / 60.0),
    }
}

/// The receipt of the newest finished turn, with its files.
fn last_receipt(app: &App) -> Result<Option<ReceiptView>, PageError> {
    let turns = app.house.store.turns(1)?;
    let Some((turn, words)) = turns
        .first()
        .and_then(|turn| Some((turn, desk::read_receipt(turn)?)))
    else {
        return Ok(None);
    };
    let files = words.files.into_iter().map(|(folder, name)| {
        let address = format!("/files/{folder}/{name}");
        (name, address)
    });
    Ok(Some(ReceiptView {
        day: turn.as_of.words(),
        files: files.collect(),
        lines: words.lines,
        open: words.open,
    }))
}

impl PlanView {
    fn of(rehearsal: &Rehearsal) -> Self {
        let plan = &rehearsal.proposal;
        let suggested = plan.suggested().map(|line| line.cell);
        PlanView {
            contacted: plan.contacted,
            control: plan.control,
            cost_minor: plan.cost_minor,
            budget_minor: plan.budget_minor,
            expected_gain_minor: plan.expected_gain_minor,
            checks: rehearsal.checks.clone(),
            segments: plan
                .segments
                .iter()
                .map(|line| segment_view(line, suggested))
                .collect(),
            previews: rehearsal
                .previews
                .iter()
                .enumerate()
                .map(|(at, one)| examples(one, plan, at == 0))
                .collect(),
            left_out: plan.left_out.clone(),
        }
    }
}

fn segment_view(line: &SegmentLine, suggested: Option<ValueSegment>) -> SegmentView {
    SegmentView {
        cell: line.cell.to_string(),
        strategy: line.strategy.clone(),
        lever: line.lever.word(),
        why: line.why.clone(),
        why_not: line.why_not.clone(),
        chosen: line.chosen,
        suggested: suggested == Some(line.cell),
        can_choose: line.reachable > 0 && !line.touches.is_empty(),
        accounts: line.accounts,
        touches: touch_words(&line.touches),
        contacted: line.contacted,
        control: line.control,
        cost_minor: line.cost_minor,
        expected_gain_minor: line.expected_gain_minor,
    }
}

fn touch_words(touches: &[TouchLine]) -> String {
    if touches.is_empty() {
        return "none".into();
    }
    let words = touches.iter().map(|touch| match touch.wait_days {
        0 => touch.channel.to_string(),
        days => format!(
            "{} after {days} days",
            touch.channel.to_string().to_lowercase()
        ),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn examples(
    segment: &desk::SegmentPreviews,
    plan: &plan::Proposal,
    first: bool,
) -> SegmentExamples {
    let line = plan
        .segments
        .iter()
        .find(|line| line.cell.to_string() == segment.cell);
    let wait = |step: u32| {
        line.and_then(|line| line.touches.iter().find(|touch| touch.step == step))
            .map_or(0, |touch| touch.wait_days)
    };
    let people = segment.people.iter().map(|person| PersonExamples {
        name: person.name.clone(),
        touches: person
            .touches
            .iter()
            .map(|touch| TouchExample {
                when: format!(
                    "{} on {}",
                    touch.channel,
                    (plan.as_of + wait(touch.step)).words()
                ),
                to: touch.to.clone(),
                subject: touch.subject.clone(),
                text: touch.text.clone(),
            })
            .collect(),
    });
    SegmentExamples {
        cell: segment.cell.clone(),
        first,
        people: people.collect(),
    }
}
