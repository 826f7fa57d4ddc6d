//! Questions about files on the Data page, and their answers. GET /data/gaps: what is missing.

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use gather::{Answer, Question, WaitingFile};

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

/// One file with what it asks, ready to be drawn.
pub(crate) struct AskView {
    pub(crate) sha256: String,
    pub(crate) title: String,
    /// Its rows are not read before it is answered.
    pub(crate) must: bool,
    pub(crate) questions: Vec<QuestionView>,
}

/// One question with its choices.
pub(crate) struct QuestionView {
    pub(crate) at: usize,
    pub(crate) words: String,
    pub(crate) choices: Vec<ChoiceView>,
}

/// One choice; the first is taken unless another is picked.
pub(crate) struct ChoiceView {
    pub(crate) answer: String,
    pub(crate) words: String,
    pub(crate) first: bool,
}

#[derive(Template)]
#[template(path = "gaps.html")]
struct GapsPage {
    frame: Frame,
    gaps: Vec<(String, String)>,
    is_empty: bool,
}

/// Everything that is asked.
pub(crate) fn read(app: &App) -> Result<Vec<AskView>, PageError> {
    Ok(waiting(app)?.iter().map(AskView::of).collect())
}

fn waiting(app: &App) -> Result<Vec<WaitingFile>, PageError> {
    Ok(app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(gather::read_waiting(db)?))?)
}

impl AskView {
    fn of(file: &WaitingFile) -> Self {
        let must = file.questions.iter().any(|question| question.must);
        AskView {
            sha256: file.sha256.clone(),
            title: if must {
                format!("{} waits for an answer", file.name)
            } else {
                format!("A question about {}", file.name)
            },
            must,
            questions: file
                .questions
                .iter()
                .enumerate()
                .map(QuestionView::of)
                .collect(),
        }
    }
}

impl QuestionView {
    fn of((at, question): (usize, &Question)) -> Self {
        let choices = question.choices.iter().enumerate();
        QuestionView {
            at,
            words: question.words(),
            choices: choices
                .map(|(place, choice)| ChoiceView {
                    answer: choice.answer.clone(),
                    words: choice.words.clone(),
                    first: place == 0,
                })
                .collect(),
        }
    }
}

/// POST /data/answer: keeps the answers and reads the file in the background.
pub(crate) async fn answer(
    State(app): State<App>,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    app.then(move |app| {
        let sha256 = form.get("sha256").map_or("", String::as_str);
        let file = waiting(app)?.into_iter().find(|file| file.sha256 == sha256);
        let file =
            file.ok_or_else(|| PageError::NotFound("This file asks nothing any more.".into()))?;
        let given = file
            .questions
            .iter()
            .enumerate()
            .filter_map(|(at, question)| {
                Some(Answer {
                    column: question.column.clone(),
                    asked: question.asked,
                    answer: form.get(&format!("q{at}"))?.clone(),
                })
            });
        let given: Vec<Answer> = given.collect();
        let started = app.button.work("reading the file", move |button| {
            button.answer_file(&file, &given)
        });
        if started {
            Ok("/run?then=data".into())
        } else {
            Err(PageError::Invalid(
                "Something else is running; try again when it is done.".into(),
            ))
        }
    })
    .await
}

/// GET /data/gaps
pub(crate) async fn gaps(State(app): State<App>) -> Response {
    app.page(|app| {
        let m = Paint::new(app.house.business()?.currency);
        let gaps = app
            .house
            .store
            .read(|db| Ok::<_, anyhow::Error>(gather::read_gaps(db, None)?))?;
        Ok(GapsPage {
            frame: Frame::new(&app.house, "data").without_tip(),
            is_empty: crate::pages::data::read(app)?.is_empty(),
            gaps: desk::gap_lines(&gaps, |minor| m.exact(minor)),
        })
    })
    .await
}
