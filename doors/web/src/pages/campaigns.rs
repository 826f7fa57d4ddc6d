//! GET /campaigns: all of them. GET /campaigns/{id}: one plan with its checklist. POST …/stop: what
//! has not left stays here.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::CampaignProgress;
use plan::{CampaignView, PlanError};
use terms::{Arm, Day};

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "campaigns.html")]
struct CampaignsPage {
    frame: Frame,
    m: Paint,
    campaigns: Vec<CampaignProgress>,
    files: Vec<FileLine>,
}

/// A letter or call file in the list.
pub(crate) struct FileLine {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) size: String,
}

#[derive(Template)]
#[template(path = "campaign.html")]
struct CampaignPage {
    frame: Frame,
    m: Paint,
    one: OneCampaign,
}

/// One campaign, ready to be drawn.
struct OneCampaign {
    name: String,
    cell: String,
    start_day: Day,
    end_day: Day,
    seed: u64,
    contacted: u64,
    control: u64,
    plan: Vec<(&'static str, String)>,
    checklist: Vec<(Day, String)>,
    touches: Vec<(String, String, String)>,
    id: i64,
    stopped: Option<String>,
    is_over: bool,
}

/// GET /campaigns
pub(crate) async fn list(State(app): State<App>) -> Response {
    app.page(|app| {
        Ok(CampaignsPage {
            frame: Frame::new(&app.house, "campaigns"),
            m: Paint::new(app.house.business()?.currency),
            campaigns: app.house.store.read(desk::list_campaigns)?,
            files: file_lines(app),
        })
    })
    .await
}

/// GET /campaigns/{id}
pub(crate) async fn show(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.page(move |app| {
        let view = read(app, id)?;
        Ok(CampaignPage {
            frame: Frame::new(&app.house, "campaigns"),
            m: Paint::new(app.house.business()?.currency),
            one: OneCampaign::of(view, app.house.as_of()),
        })
    })
    .await
}

/// POST /campaigns/{id}/stop
pub(crate) async fn stop(State(app): State<App>, Path(id): Path<i64>) -> Response {
    app.then(move |app| {
        plan::stop_campaign(&app.house.store, id, &app.house.now()).map_err(told)?;
        Ok(format!("/campaigns/{id}"))
    })
    .await
}

pub(crate) fn read(app: &App, id: i64) -> Result<CampaignView, PageError> {
    let view = app.house.store.read(|db| plan::read_campaign(db, id));
    view.map_err(told)
}

fn told(error: PlanError) -> PageError {
    match error {
        PlanError::NoCampaign(id) => {
            PageError::NotFound(format!("There is no campaign {id} here."))
        }
        other => anyhow::Error::from(other).into(),
    }
}

fn file_lines(app: &App) -> Vec<FileLine> {
    desk::list_files(&app.house)
        .into_iter()
        .map(|file| FileLine {
            address: format!("/files/{}/{}", file.folder, file.name),
            size: format!(
                "{} KB",
                terms::count_words(file.bytes.div_ceil(1024).cast_signed())
            ),
            name: file.name,
        })
        .collect()
}

impl OneCampaign {
    fn of(view: CampaignView, today: Day) -> Self {
        let touches = view.touches.iter().map(|touch| {
            let of_arm = |arm| touch.states.iter().filter(move |state| state.arm == arm);
            let rows: u64 = of_arm(Arm::Contacted).map(|state| state.rows).sum();
            let done: u64 = of_arm(Arm::Contacted)
                .filter(|state| state.state == terms::TouchState::Done)
                .map(|state| state.rows)
                .sum();
            let name = format!("{}. {}", touch.step, touch.template.channel);
            (
                name,
                format!("on {}", touch.due_day.words()),
                format!("{done} of {rows}"),
            )
        });
        OneCampaign {
            touches: touches.collect(),
            id: view.campaign.id,
            stopped: view.campaign.stopped_at,
            is_over: today > view.campaign.end_day,
            name: view.campaign.name,
            cell: view.campaign.cell.to_string(),
            start_day: view.campaign.start_day,
            end_day: view.campaign.end_day,
            seed: view.campaign.seed,
            contacted: view.campaign.contacted,
            control: view.campaign.control,
            plan: view
                .plan
                .fields()
                .map(|(_, name, text)| (name, text.to_owned()))
                .to_vec(),
            checklist: view.checklist,
        }
    }
}
