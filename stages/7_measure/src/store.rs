//! Reads what happened, writes what it means.

use store::rusqlite::Connection;
use store::{Progress, Store};
use terms::{Arm, Day};

use crate::campaign::{Campaign, read_campaigns, read_codes, read_touched};
use crate::learning::{learned_factors, read_evidence, write_learned};
use crate::outcome::read_outcomes;
use crate::verdict::verdict;
use crate::{CampaignResult, KeyStatistics, MeasureError, Outcome, Period, ResultKind, result_of};

/// Measures every campaign begun by the as-of date, alone and with the others of its press, keeps
/// the results, and learns from the finished ones what to count with next time.
///
/// # Errors
/// When the database refuses.
pub fn measure(
    store: &Store,
    as_of: Day,
    progress: &dyn Progress,
) -> Result<Vec<CampaignResult>, MeasureError> {
    let margin_share = store.business()?.margin_share;
    let (results, learned) = store.read(|db| {
        let campaigns = read_campaigns(db, as_of)?;
        let total = campaigns.len() as u64;
        let mut results = Vec::with_capacity(campaigns.len());
        let mut evidence = Vec::new();
        for turn in campaigns.chunk_by(|one, next| one.turn_id == next.turn_id) {
            let mut measured = Vec::with_capacity(turn.len());
            for campaign in turn {
                progress.at("measuring", results.len() as u64, total);
                measured.push(measure_one(db, campaign, as_of, margin_share)?);
            }
            for one in &measured {
                evidence.extend(read_evidence(db, &one.result, &one.outcomes)?);
            }
            results.extend(together(&measured));
            results.extend(measured.into_iter().map(|one| one.result));
        }
        progress.at("measuring", total, total);
        let learned = learned_factors(&evidence, as_of)?;
        Ok::<_, MeasureError>((results, learned))
    })?;
    store.write(|db| {
        write_results(db, &results)?;
        write_learned(db, &learned)
    })?;
    Ok(results)
}

/// The newest result of every press and its campaigns, newest press first.
///
/// # Errors
/// When the database refuses or holds a result this program did not write.
pub fn read_results(db: &Connection) -> Result<Vec<CampaignResult>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/result.newest.sql"))?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
}

fn write_results(db: &Connection, results: &[CampaignResult]) -> Result<(), MeasureError> {
    let mut of_campaign = db.prepare_cached(include_str!("../sql/result.write.sql"))?;
    let mut of_turn = db.prepare_cached(include_str!("../sql/result.write_turn.sql"))?;
    for result in results {
        let kind = match result.kind {
            ResultKind::Experiment => "experiment",
            ResultKind::KeyStatistics => "key_statistics",
        };
        let (day, body) = (result.as_of.number(), serde_json::to_string(result)?);
        match result.campaign_id {
            Some(id) => of_campaign.execute((id, day, kind, body))?,
            None => of_turn.execute((result.turn_id, day, kind, body))?,
        };
    }
    Ok(())
}

/// One campaign's result with the outcomes it was made of, for measuring several together.
struct Measured {
    result: CampaignResult,
    outcomes: Vec<Outcome>,
}

fn measure_one(
    db: &Connection,
    campaign: &Campaign,
    as_of: Day,
    margin_share: f64,
) -> Result<Measured, MeasureError> {
    let until = campaign.end_day.min(as_of);
    let read = |from, until| read_outcomes(db, campaign.id, from, until, margin_share);
    let outcomes = read(campaign.start_day, until)?;
    let mut result = result_of(&outcomes, blank(campaign, as_of, until));
    let codes = read_codes(db, campaign.id, as_of)?;
    result.codes_issued = codes.issued;
    result.codes_redeemed = codes.redeemed;
    result.discount_minor = codes.discount_minor;
    result.code_revenue_minor = codes.revenue_minor;
    result.touched = read_touched(db, campaign.id)?;
    result.cost_minor = result
        .touched
        .iter()
        .map(|touched| touched.cost_minor)
        .sum();
    if result.kind == ResultKind::KeyStatistics {
        let length = until - campaign.start_day + 1;
        let (from, before_until) = (campaign.start_day - length, campaign.start_day - 1);
        result.key_statistics = Some(KeyStatistics {
            before: period(&read(from, before_until)?, from, before_until),
            after: period(&outcomes, campaign.start_day, until),
        });
    }
    add_money(&mut result);
    result.verdict = verdict(&result);
    Ok(Measured { result, outcomes })
}

/// All campaigns of one press together; none when there is only one, or nobody was left alone.
///
/// Every campaign of a press draws its control group with the same chance, so the accounts of all
/// of them can be compared as one. A campaign too small to leave anybody alone takes no part.
fn together(measured: &[Measured]) -> Option<CampaignResult> {
    let with_control = |one: &&Measured| one.result.arms.len() == 2;
    let parts: Vec<&Measured> = measured.iter().filter(with_control).collect();
    let first = &parts.first().filter(|_| parts.len() > 1)?.result;
    let outcomes: Vec<Outcome> = parts
        .iter()
        .flat_map(|one| one.outcomes.iter().copied())
        .collect();
    let cells: Vec<&str> = parts.iter().map(|one| one.result.cell.as_str()).collect();
    let mut all = CampaignResult {
        campaign_id: None,
        name: format!("All campaigns of {} together", first.from_day.words()),
        cell: cells.join(", "),
        finished: parts.iter().all(|one| one.result.finished),
        until_day: parts
            .iter()
            .map(|one| one.result.until_day)
            .max()
            .unwrap_or(first.until_day),
        touched: Vec::new(),
        key_statistics: None,
        ..first.clone()
    };
    let sum = |of: fn(&CampaignResult) -> i64| parts.iter().map(|one| of(&one.result)).sum();
    all.cost_minor = sum(|one| one.cost_minor);
    all.codes_issued = sum(|one| one.codes_issued);
    all.codes_redeemed = sum(|one| one.codes_redeemed);
    all.discount_minor = sum(|one| one.discount_minor);
    all.code_revenue_minor = sum(|one| one.code_revenue_minor);
    let mut all = result_of(&outcomes, all);
    if all.kind == ResultKind::KeyStatistics {
        return None;
    }
    add_money(&mut all);
    all.verdict = verdict(&all);
    Some(all)
}

/// Extra contribution in all and ROI, from the adjusted lift where there is one.
fn add_money(result: &mut CampaignResult) {
    let Some(lift) = result.lift() else { return };
    let contacted = result
        .arms
        .iter()
        .find(|arm| arm.arm == Arm::Contacted)
        .map_or(0, |arm| arm.accounts);
    result.extra_contribution_minor = Some((lift.estimate * contacted as f64).round() as i64);
    if result.cost_minor > 0 {
        let cost = result.cost_minor as f64;
        let roi = |each: f64| Some((each * contacted as f64 - cost) / cost);
        (result.roi, result.roi_low, result.roi_high) =
            (roi(lift.estimate), roi(lift.low), roi(lift.high));
    }
}

fn blank(campaign: &Campaign, as_of: Day, until: Day) -> CampaignResult {
    CampaignResult {
        campaign_id: Some(campaign.id),
        turn_id: campaign.turn_id,
        name: campaign.name.clone(),
        cell: campaign.cell.clone(),
        as_of,
        from_day: campaign.start_day,
        until_day: until,
        finished: as_of > campaign.end_day,
        kind: ResultKind::KeyStatistics,
        arms: Vec::new(),
        contribution_lift: None,
        adjusted_lift: None,
        came_back_lift: None,
        revenue_lift: None,
        extra_contribution_minor: None,
        cost_minor: 0,
        roi: None,
        roi_low: None,
        roi_high: None,
        codes_issued: 0,
        codes_redeemed: 0,
        discount_minor: 0,
        code_revenue_minor: 0,
        touched: Vec::new(),
        verdict: String::new(),
        key_statistics: None,
    }
}

fn period(outcomes: &[Outcome], from: Day, until: Day) -> Period {
    let revenue_minor = outcomes.iter().map(|one| one.revenue_minor).sum();
    let orders = outcomes.iter().map(|one| u64::from(one.orders)).sum();
    Period {
        from,
        until,
        revenue_minor,
        contribution_minor: outcomes
            .iter()
            .map(|one| one.contribution_minor)
            .sum::<f64>()
            .round() as i64,
        orders,
        accounts_buying: outcomes.iter().filter(|one| one.orders > 0).count() as u64,
        order_size_minor: (orders > 0).then(|| revenue_minor as f64 / orders as f64),
    }
}
