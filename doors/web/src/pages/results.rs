//! GET /results: each campaign against those left alone.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use measure::{ArmResult, CampaignResult, Estimate, Period, ResultKind};

use crate::chart::range;
use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    frame: Frame,
    results: Vec<OneResult>,
}

/// One result, ready to be drawn.
struct OneResult {
    short: &'static str,
    colour: &'static str,
    /// Whether the table is of one account on average or of all together.
    of_whom: &'static str,
    heads: Vec<&'static str>,
    rows: Vec<Row>,
    chart: String,
    facts: Vec<(&'static str, String)>,
    result: CampaignResult,
}

struct Row {
    name: &'static str,
    values: Vec<(&'static str, String)>,
}

/// GET /results
pub(crate) async fn show(State(app): State<App>) -> Response {
    app.page(|app| {
        let results = read(app)?;
        let m = Paint::new(app.house.business()?.currency);
        let results = results
            .into_iter()
            .map(|result| OneResult::of(result, m))
            .collect();
        Ok(ResultsPage {
            frame: Frame::new(&app.house, "results"),
            results,
        })
    })
    .await
}

pub(crate) fn read(app: &App) -> Result<Vec<CampaignResult>, PageError> {
    Ok(app
        .house
        .store
        .read(|db| Ok::<_, anyhow::Error>(measure::read_results(db)?))?)
}

impl OneResult {
    fn of(result: CampaignResult, m: Paint) -> Self {
        let lift = result.lift();
        let (short, colour) = match lift {
            _ if result.kind == ResultKind::KeyStatistics => ("before and after", ""),
            Some(lift) if lift.low > 0.0 => ("better than leaving alone", "good"),
            Some(lift) if lift.high < 0.0 => ("worse than leaving alone", "bad"),
            _ => ("too small to tell", "warn"),
        };
        let (heads, rows) = match (&result.key_statistics, result.arms.as_slice()) {
            (Some(key), _) => before_after(&key.before, &key.after, m),
            (None, [contacted, control]) => arms(&result, contacted, control, m),
            _ => (Vec::new(), Vec::new()),
        };
        let chart = lift.map(|lift| lift_chart(lift, m)).unwrap_or_default();
        OneResult {
            short,
            colour,
            of_whom: match result.key_statistics {
                Some(_) => "All accounts together",
                None => "Per account",
            },
            heads,
            rows,
            chart,
            facts: facts(&result, lift, m),
            result,
        }
    }
}

type Table = (Vec<&'static str>, Vec<Row>);

/// What stands in a table where there is nothing to say.
const NOTHING: &str = "–";

fn arms(result: &CampaignResult, contacted: &ArmResult, control: &ArmResult, m: Paint) -> Table {
    let heads = vec!["Contacted", "Left alone", "Difference", "Plausible range"];
    let both = |of: &dyn Fn(&ArmResult) -> String| {
        [of(contacted), of(control), String::new(), String::new()]
    };
    let money = |of: fn(&ArmResult) -> f64, lift| money_cells(of(contacted), of(control), lift, m);
    let lines = [
        ("Accounts", both(&|arm| m.count(arm.accounts))),
        ("Became active", both(&|arm| became_active(arm, m))),
        (
            "Ordered again (stays longer)",
            came_back_cells(result, contacted, control, m),
        ),
        (
            "Orders each (more often)",
            order_cells(contacted, control, m),
        ),
        (
            "Order size (more per order)",
            size_cells(contacted, control, m),
        ),
        (
            "Revenue each",
            money(|arm| arm.revenue_each_minor, result.revenue_lift),
        ),
        (
            "Profit each",
            money(|arm| arm.contribution_each_minor, result.contribution_lift),
        ),
    ];
    let row = |(name, values): (&'static str, [String; 4])| Row {
        name,
        values: heads.iter().copied().zip(values).collect(),
    };
    let rows = lines.into_iter().map(row).collect();
    (heads, rows)
}

/// Past customers and prospects who ordered, of those there were.
fn became_active(arm: &ArmResult, m: Paint) -> String {
    match arm.were_inactive {
        0 => "all were".to_owned(),
        some => format!("{} of {}", m.count(arm.became_active), m.count(some)),
    }
}

fn minor(value: f64) -> i64 {
    value.round() as i64
}

fn money_cells(contacted: f64, control: f64, lift: Option<Estimate>, m: Paint) -> [String; 4] {
    let range = lift.map_or_else(
        || NOTHING.to_owned(),
        |lift| {
            format!(
                "{} to {}",
                m.signed(minor(lift.low)),
                m.signed(minor(lift.high))
            )
        },
    );
    let difference = m.signed(minor(contacted - control));
    [
        m.exact(minor(contacted)),
        m.exact(minor(control)),
        difference,
        range,
    ]
}

fn came_back_cells(
    result: &CampaignResult,
    contacted: &ArmResult,
    control: &ArmResult,
    m: Paint,
) -> [String; 4] {
    let points = |share: f64| format!("{} points", m.signed_number(share * 100.0, 1));
    let percent = |share: f64| format!("{} %", m.one_place(share * 100.0));
    let (one, other) = (contacted.came_back_share, control.came_back_share);
    let range = result.came_back_lift.map_or_else(
        || NOTHING.to_owned(),
        |lift| format!("{} to {}", points(lift.low), points(lift.high)),
    );
    [percent(one), percent(other), points(one - other), range]
}

fn order_cells(contacted: &ArmResult, control: &ArmResult, m: Paint) -> [String; 4] {
    let each = |arm: &ArmResult| arm.orders as f64 / arm.accounts.max(1) as f64;
    let (one, other) = (each(contacted), each(control));
    let difference = m.signed_number(one - other, 2);
    [m.decimal(one), m.decimal(other), difference, NOTHING.into()]
}

fn size_cells(contacted: &ArmResult, control: &ArmResult, m: Paint) -> [String; 4] {
    let (one, other) = (contacted.order_size_minor, control.order_size_minor);
    let shown = |minor: Option<i64>, words: fn(Paint, i64) -> String| {
        minor.map_or_else(|| NOTHING.into(), |minor| words(m, minor))
    };
    let difference = one.zip(other).map(|(one, other)| minor(one - other));
    [
        shown(one.map(minor), |m, minor| m.exact(minor)),
        shown(other.map(minor), |m, minor| m.exact(minor)),
        shown(difference, |m, minor| m.signed(minor)),
        NOTHING.into(),
    ]
}

fn before_after(before: &Period, after: &Period, m: Paint) -> Table {
    let heads = vec!["Before", "Since", "Change"];
    let row = |name, values: [String; 3]| Row {
        name,
        values: heads.iter().copied().zip(values).collect(),
    };
    let money = |name, before: i64, after: i64| {
        row(
            name,
            [m.exact(before), m.exact(after), m.signed(after - before)],
        )
    };
    let size = |period: &Period| period.order_size_minor.unwrap_or(0.0).round() as i64;
    let rows = vec![
        money("Revenue", before.revenue_minor, after.revenue_minor),
        money(
            "Profit",
            before.contribution_minor,
            after.contribution_minor,
        ),
        row(
            "Orders",
            [
                m.count(before.orders),
                m.count(after.orders),
                m.signed_number(after.orders as f64 - before.orders as f64, 0),
            ],
        ),
        money("Order size", size(before), size(after)),
    ];
    (heads, rows)
}

fn lift_chart(lift: Estimate, m: Paint) -> String {
    range(lift.low, lift.estimate, lift.high, |minor| {
        m.signed(minor.round() as i64)
    })
}

/// What all contacted accounts brought beyond what they would have, as a range where there is one.
fn in_all(result: &CampaignResult, extra: i64, lift: Option<Estimate>, m: Paint) -> String {
    let contacted = result.arms.first().map_or(0, |arm| arm.accounts) as f64;
    match lift {
        Some(lift) => format!(
            "{}, plausibly {} to {}",
            m.signed(extra),
            m.signed(minor(lift.low * contacted)),
            m.signed(minor(lift.high * contacted))
        ),
        None => m.signed(extra),
    }
}

fn facts(result: &CampaignResult, lift: Option<Estimate>, m: Paint) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(lift) = lift {
        let each = |value: f64| m.signed(value.round() as i64);
        facts.push((
            "Extra profit each",
            format!(
                "{}, plausibly {} to {}, allowing for what each brought before",
                each(lift.estimate),
                each(lift.low),
                each(lift.high)
            ),
        ));
    }
    if let Some(extra) = result.extra_contribution_minor {
        facts.push(("Extra profit in all", in_all(result, extra, lift, m)));
    }
    facts.push(("Cost of the touches", m.exact(result.cost_minor)));
    if let (Some(roi), Some(low), Some(high)) = (result.roi, result.roi_low, result.roi_high)
        && result.is_certain()
    {
        let sign = |value: f64| if value > 0.0 { "+" } else { "" };
        let percent = |value: f64| {
            format!(
                "{}{} %",
                sign(value),
                m.count((value * 100.0).round() as i64)
            )
        };
        facts.push((
            "Return on it",
            format!(
                "{}, plausibly {} to {}",
                percent(roi),
                percent(low),
                percent(high)
            ),
        ));
    }
    if result.codes_issued > 0 {
        let used = format!(
            "{} of {} used",
            m.count(result.codes_redeemed),
            m.count(result.codes_issued)
        );
        facts.push((
            "Codes",
            format!(
                "{used}, {} revenue with a code, {} discount given",
                m.exact(result.code_revenue_minor),
                m.exact(result.discount_minor)
            ),
        ));
    }
    for touched in &result.touched {
        if touched.state != "done" && touched.rows > 0 {
            continue;
        }
        let word = match touched.channel.as_str() {
            "email" => "E-mails delivered",
            "letter" => "Letters printed",
            _ => "Calls made",
        };
        facts.push((word, m.count(touched.rows)));
    }
    facts
}
