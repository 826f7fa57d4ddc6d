//! `regulars campaigns`: list, show, stop.

use anyhow::{Result, bail};
use plan::{CampaignView, PlanError};

use crate::args::{Campaigns, Place};
use crate::commands::Show;
use crate::exit::Exit;
use crate::output::{Table, say, say_json};
use crate::workspace;

pub(crate) fn run(place: &Place, show: Show, wanted: &Campaigns) -> Result<Exit> {
    let house = workspace::open(place)?;
    match wanted {
        Campaigns::List => {
            let campaigns = house.store.read(desk::list_campaigns)?;
            if show.json {
                say_json(&campaigns)?;
                return Ok(Exit::Done);
            }
            let heads = [
                "Id",
                "Campaign",
                "Segment",
                "From",
                "Until",
                "Contacted",
                "Left alone",
                "Touches done",
            ];
            let mut table = Table::new(&heads, 5);
            for progress in campaigns {
                let one = progress.campaign;
                table.row(vec![
                    one.id.to_string(),
                    one.name,
                    one.cell.to_string(),
                    one.start_day.to_string(),
                    one.end_day.to_string(),
                    one.contacted.to_string(),
                    one.control.to_string(),
                    format!("{} of {}", progress.done, progress.rows),
                ]);
            }
            table.print();
        }
        Campaigns::Show { id } => {
            let view = found(house.store.read(|db| plan::read_campaign(db, *id)))?;
            if show.json {
                say_json(&view)?
            } else {
                print(&view)
            }
        }
        Campaigns::Stop { id } => {
            found(plan::stop_campaign(&house.store, *id, &house.now()))?;
            say("Stopped: what has not left stays here.");
        }
    }
    Ok(Exit::Done)
}

fn found<T>(outcome: Result<T, PlanError>) -> Result<T> {
    match outcome {
        Err(PlanError::NoCampaign(id)) => bail!(desk::Refusal::NotFound(format!(
            "there is no campaign {id}"
        ))),
        other => Ok(other?),
    }
}

fn print(view: &CampaignView) {
    say(&format!(
        "{}  {}  drawn with seed {}",
        view.campaign.name, view.campaign.cell, view.campaign.seed
    ));
    for (_, name, text) in view.plan.fields() {
        say(&format!("  {name}: {text}"));
    }
    for (day, text) in &view.checklist {
        say(&format!("  [ ] {day}  {text}"));
    }
}
