//! GET /loyalty: where the programme stands and its rules. The forms set the rules, pay a customer's
//! points out, and take such a voucher back.

use act::{LoyaltyRules, Perk, PointsStanding, Wish};
use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::response::Response;
use desk::Loyalty;
use serde::Deserialize;

use crate::frame::Frame;
use crate::paint::Paint;
use crate::refusal::PageError;
use crate::router::App;

#[derive(Template)]
#[template(path = "loyalty.html")]
struct LoyaltyPage {
    frame: Frame,
    m: Paint,
    one: Loyalty,
    worth: String,
    perks: String,
}

/// Whether the rules were just saved.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    saved: Option<u8>,
}

/// GET /loyalty
pub(crate) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Response {
    app.page(move |app| {
        let currency = app.house.business()?.currency;
        let one = desk::read_loyalty(&app.house)?;
        let places = currency.decimals() as usize;
        let unit = 10_f64.powi(currency.decimals() as i32);
        let perks = one.rules.perks.iter();
        let perks: Vec<String> = perks
            .map(|perk| format!("{} = {}", perk.name, perk.points))
            .collect();
        Ok(LoyaltyPage {
            frame: Frame::new(&app.house, "campaigns")
                .with_tip_of(&app.house, "loyalty")
                .with_notice(asked.saved.map(|_| "Saved.".into())),
            m: Paint::new(currency),
            worth: format!("{:.places$}", one.rules.point_worth_minor as f64 / unit),
            perks: perks.join("\n"),
            one,
        })
    })
    .await
}

/// The rules as the form gives them.
#[derive(Deserialize)]
pub(crate) struct Filled {
    #[serde(default)]
    is_on: String,
    points_per_unit: i64,
    worth: f64,
    least_points: i64,
    expire_days: i32,
    referral_points: i64,
    code_days: i32,
    perks: String,
}

/// POST /loyalty
pub(crate) async fn save(State(app): State<App>, Form(filled): Form<Filled>) -> Response {
    app.then(move |app| {
        let unit = 10_f64.powi(app.house.business()?.currency.decimals() as i32);
        let rules = LoyaltyRules {
            is_on: filled.is_on == "yes",
            since: None,
            points_per_unit: filled.points_per_unit,
            point_worth_minor: (filled.worth * unit).round() as i64,
            least_points: filled.least_points,
            expire_days: filled.expire_days,
            referral_points: filled.referral_points,
            code_days: filled.code_days,
            perks: perks_of(&filled.perks)?,
        };
        desk::set_loyalty_rules(&app.house, &rules)?;
        Ok("/loyalty?saved=1".into())
    })
    .await
}

/// One perk a line: a name, an equals sign, its points.
fn perks_of(text: &str) -> Result<Vec<Perk>, PageError> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let perk = |line: &str| {
        let (name, points) = line.rsplit_once('=').unwrap_or((line, ""));
        let points = points.trim().parse().map_err(|_| {
            PageError::Invalid(format!(
                "«{line}» is no perk; write it as: Skip the queue = 200"
            ))
        })?;
        Ok(Perk {
            name: name.trim().to_owned(),
            points,
        })
    };
    lines.map(perk).collect()
}

/// What a customer's points are to buy.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// Drawn with the form, so that sending it twice is once.
    request: String,
    /// The perk's name; empty for money.
    perk: String,
    #[serde(default)]
    points: String,
}

/// POST /customers/{id}/redeem
pub(crate) async fn redeem(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(wanted): Form<Wanted>,
) -> Response {
    app.then(move |app| {
        let wish = match wanted.perk.as_str() {
            "" => Wish::Money(wanted.points.trim().parse().map_err(|_| {
                PageError::Invalid("Say how many points are turned into money.".into())
            })?),
            perk => Wish::Perk(perk.to_owned()),
        };
        desk::redeem_points(&app.house, id, &wish, Some(wanted.request))?;
        Ok(format!("/customers/{id}#points"))
    })
    .await
}

/// Whose page to go back to.
#[derive(Deserialize)]
pub(crate) struct Of {
    account: i64,
}

/// POST /vouchers/{id}/cancel
pub(crate) async fn cancel(
    State(app): State<App>,
    Path(id): Path<i64>,
    Form(of): Form<Of>,
) -> Response {
    app.then(move |app| {
        desk::cancel_voucher(&app.house, id)?;
        Ok(format!("/customers/{}#points", of.account))
    })
    .await
}

/// What a customer's page says of points.
pub(crate) struct CustomerPoints {
    pub(crate) standing: PointsStanding,
    pub(crate) rules: LoyaltyRules,
    pub(crate) request: String,
}

impl CustomerPoints {
    /// Of this customer; nothing while there is no programme.
    pub(crate) fn of(app: &App, account_id: i64) -> Result<Option<Self>, PageError> {
        let Some(standing) = desk::read_points_standing(&app.house, account_id)? else {
            return Ok(None);
        };
        Ok(Some(CustomerPoints {
            standing,
            rules: act::read_loyalty_rules(&app.house.store).map_err(desk::told)?,
            request: act::draw_form_token().map_err(desk::told)?,
        }))
    }

    /// Whether anything can be bought with the points there are.
    pub(crate) fn can_pay(&self) -> bool {
        let (balance, rules) = (self.standing.balance, &self.rules);
        let money = rules.point_worth_minor > 0 && balance >= rules.least_points;
        money || rules.perks.iter().any(|perk| perk.points <= balance)
    }
}

/// What the personal page says of points; empty while there are none.
pub(crate) fn points_words(app: &App, account_id: i64) -> Result<String, PageError> {
    let Some(standing) = desk::read_points_standing(&app.house, account_id)? else {
        return Ok(String::new());
    };
    if standing.balance <= 0 {
        return Ok(String::new());
    }
    let m = Paint::new(app.house.business()?.currency);
    let points = m.counted(standing.balance, "point");
    Ok(match standing.worth_minor {
        0 => format!("You have {points}."),
        worth => format!("You have {points}, worth {}.", m.exact(worth)),
    })
}
