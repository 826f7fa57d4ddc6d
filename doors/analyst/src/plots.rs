//! The plots of a fitted base: maps, tracking, calibration, Pareto curve, one customer's chance.
//!
//! Enters: a base with its models. Leaves: charts with the names of their files.

use chart::{
    Axis, BarSeries, Chart, GroupedBars, HeatMap, Line, Look, Mark, ParetoCurve, Plot, Size, Unit,
    Words,
};
use clv::{
    BaseModel, DAYS_PER_WEEK, FoldedHistories, History, OrdersByDay, ParetoNbd, Purchase, Seasoned,
    count_order_days, summarise,
};
use terms::Day;

use crate::base::Base;
use crate::engine::Engine;
use crate::error::AnalystError;
use crate::model_name::ModelName;
use crate::tracking::Tracking;

/// Columns of a map: as fine as its steps can be told apart.
const MAP_COLUMNS: usize = 52;

/// Steps of repeat orders that a map shows at most.
const MAP_ROWS_MOST: u32 = 30;

/// Repeat orders from which customers are put together in a calibration, as in the papers.
const CALIBRATION_LAST: u32 = 7;

/// Days between the points of a history of the chance.
const HISTORY_STEP: usize = 3;

/// A drawing and the name of its file, without the ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The name of the file.
    pub name: &'static str,
    /// The SVG document.
    pub svg: String,
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct PlotOptions<'a> {
    /// Days to look ahead.
    pub horizon_days: i32,
    /// Light or dark.
    pub look: Look,
    /// The customer whose chance is drawn over time.
    pub customer: Option<&'a str>,
}

/// Draws everything that can be drawn from this file; a summary table has no tracking.
///
/// # Errors
/// When a customer asked for is not there, or a chart cannot be drawn.
pub fn draw_all(
    base: &Base,
    engine: &Engine,
    options: &PlotOptions<'_>,
) -> Result<Vec<Drawing>, AnalystError> {
    let mut drawings = Vec::new();
    let mut add = |name, chart: &dyn Chart| -> Result<(), AnalystError> {
        let svg = chart.svg(options.look, Size::FILE)?;
        drawings.push(Drawing { name, svg });
        Ok(())
    };
    let model = engine.at_zero();
    add("chance_map", &chance_map(base, &model))?;
    add(
        "orders_map",
        &orders_map(base, &model, options.horizon_days),
    )?;
    if let Some(curve) = pareto(base) {
        add("pareto", &curve)?;
    }
    if let (Some(log), Some(as_of)) = (&base.log, base.as_of) {
        let tracking = Tracking::of(base, &model, log, as_of);
        add("tracking_weekly", &tracking.weekly())?;
        add("tracking_total", &tracking.total())?;
        if let Some(curve) = season(base, log, as_of) {
            add("season", &curve)?;
        }
        if let Some(bars) = calibration(base, &model, log, as_of, options.horizon_days)? {
            add("calibration", &bars)?;
        }
        if let Some(customer) = options.customer {
            add(
                "chance_history",
                &chance_history(base, engine, log, as_of, customer)?,
            )?;
        }
    } else if options.customer.is_some() {
        base.orders("the history of a customer's chance")?;
    }
    Ok(drawings)
}

/// The chance active for every pair of repeat orders and age at last order.
fn chance_map(base: &Base, model: &BaseModel) -> HeatMap {
    let mut map = map_of(base, |history| model.p_alive(history));
    map.words = Words::new(
        "Chance still active",
        format!(
            "By the {}: how likely a customer of this age is still active, by repeat orders and age at last order.",
            model.name()
        ),
    );
    map.unit = Unit::Percent;
    map
}

/// Expected orders for every such pair.
fn orders_map(base: &Base, model: &BaseModel, horizon_days: i32) -> HeatMap {
    let weeks = f64::from(horizon_days) / DAYS_PER_WEEK;
    let mut map = map_of(base, |history| model.expected_orders(history, weeks));
    map.words = Words::new(
        format!("Expected orders in the next {horizon_days} days"),
        format!(
            "By the {}: how many orders to expect of a customer of this age, by repeat orders and age at last order.",
            model.name()
        ),
    );
    map.unit = Unit::Number;
    map
}

/// A map over the histories that customers of the base's greatest age can have.
fn map_of(base: &Base, value: impl Fn(&History) -> f64) -> HeatMap {
    let rows = base.folded.rows();
    let oldest = rows
        .iter()
        .map(|row| row.history.t_obs())
        .fold(0.0, f64::max);
    let most = many_repeats(&base.folded).max(5);
    let rows_of = || (0..=most).step_by(most.div_ceil(MAP_ROWS_MOST) as usize);
    let step = (oldest / MAP_COLUMNS as f64).max(1.0 / DAYS_PER_WEEK);
    let columns: Vec<f64> = (0..=(oldest / step) as usize)
        .map(|at| at as f64 * step)
        .collect();
    let cells = rows_of().flat_map(|x| {
        let value = &value;
        columns.iter().map(move |t_x| {
            // Whoever came again did so later than at first.
            let can_be = (x == 0) == (*t_x == 0.0);
            let history = History::new(x, *t_x, oldest.max(*t_x)).ok();
            history.filter(|_| can_be).map(|history| value(&history))
        })
    });
    HeatMap {
        x: Axis::number("age at last order, weeks"),
        y: Axis::new("repeat orders", Unit::Count),
        cells: cells.collect(),
        rows: rows_of().map(f64::from).collect(),
        gap: "cannot be".into(),
        columns,
        ..HeatMap::default()
    }
}

/// The repeat orders that all but the busiest hundredth of the repeaters stay below.
fn many_repeats(base: &FoldedHistories) -> u32 {
    let repeaters = base.repeaters() as f64;
    let mut above = 0.0;
    for row in base.rows().iter().rev() {
        above += f64::from(row.count);
        if above > 0.01 * repeaters {
            return row.history.x();
        }
    }
    0
}

/// How much busier each week of the year is than the average one; none where no season is seen.
fn season(base: &Base, log: &[Purchase], as_of: Day) -> Option<Plot> {
    let by_day = OrdersByDay::of_repeats(log.iter().copied(), as_of.number());
    let learnt = Seasoned::<ParetoNbd>::learn(&base.folded, &by_day, as_of.number()).ok()?;
    if learnt.season.is_none() {
        return None;
    }
    let weeks = (1_u32..).zip(learnt.season.multipliers());
    let points = weeks.map(|(week, times)| (f64::from(week), *times));
    Some(Plot {
        words: Words::new(
            "Season",
            format!("By the Pareto/NBD with season: {}.", learnt.finding),
        ),
        x: Axis::number("week of the year"),
        y: Axis::number("orders, times those of the average week"),
        lines: vec![Line {
            steps: true,
            ..Line::solid("season", points.collect())
        }],
        ..Plot::default()
    })
}

/// How much of all spend the best customers brought; none without money.
fn pareto(base: &Base) -> Option<ParetoCurve> {
    if !base.has_money {
        return None;
    }
    let spends = base.summary.all_spends.iter();
    let values = spends
        .map(|spend| f64::from(spend.count()) * spend.mean())
        .collect();
    let words = Words::new(
        "Who brought the revenue",
        "Customers by what they spent so far.",
    );
    Some(ParetoCurve {
        what: "revenue".into(),
        ..ParetoCurve::new(words, values)
    })
}

/// Actual beside expected orders after an earlier day, by repeat orders up to then; none when too
/// few had ordered by then.
fn calibration(
    base: &Base,
    model: &BaseModel,
    log: &[Purchase],
    as_of: Day,
    horizon_days: i32,
) -> Result<Option<GroupedBars>, AnalystError> {
    let first = base.summary.first_days.iter().copied().min().unwrap_or(0);
    let last = log.iter().map(|one| one.day).max().unwrap_or(first);
    let (origin, until) = match as_of.number() {
        day if day < last => (day, last),
        day => (day - horizon_days.min((day - first) / 3), day),
    };
    let known = summarise(log.iter().copied(), origin)?;
    let past = FoldedHistories::fold(&known.histories);
    let gaps = known.ln_gap_sums.iter().sum();
    let refitted = match ModelName::of(model) {
        // What was fitted up to this very day is judged as it is.
        Some(_) if origin == as_of.number() => *model,
        Some(name) => match name.fit(&past, gaps) {
            Ok(fitted) => fitted.params,
            Err(_) => return Ok(None),
        },
        None => return Ok(None),
    };
    let came = count_order_days(log.iter().copied(), &known.customers, origin, until);
    let weeks = f64::from(until - origin) / DAYS_PER_WEEK;
    let expected = past.expand(&past.map(|history| refitted.expected_orders(history, weeks)));
    let groups = CALIBRATION_LAST as usize + 1;
    let mut sums = vec![[0.0; 3]; groups];
    for ((history, came), expected) in known.histories.iter().zip(came).zip(expected) {
        let sum = &mut sums[history.x().min(CALIBRATION_LAST) as usize];
        *sum = [sum[0] + 1.0, sum[1] + f64::from(came), sum[2] + expected];
    }
    let mean = |of: usize| {
        sums.iter()
            .map(|sum| sum[of] / f64::max(sum[0], 1.0))
            .collect()
    };
    let days = until - origin;
    let mut places: Vec<String> = (0..groups).map(|x| x.to_string()).collect();
    places[groups - 1] = format!("{CALIBRATION_LAST} or more");
    Ok(Some(GroupedBars {
        words: Words::new(
            "Calibration",
            format!(
                "Mean orders per customer in the {days} days after {}, actual beside expected by the {}, by repeat orders up to then.",
                Day::from_number(origin),
                model.name()
            ),
        ),
        x_label: format!("repeat orders up to {}", Day::from_number(origin)),
        places,
        y: Axis::number(format!("orders per customer in {days} days")),
        series: vec![
            BarSeries {
                name: "actual".into(),
                values: mean(1),
            },
            BarSeries {
                name: "expected".into(),
                values: mean(2),
            },
        ],
    }))
}

/// One customer's chance from the first order on.
fn chance_history(
    base: &Base,
    engine: &Engine,
    log: &[Purchase],
    as_of: Day,
    customer: &str,
) -> Result<Plot, AnalystError> {
    let row = (0..base.customers()).find(|row| base.key(*row) == customer);
    let Some(row) = row else {
        return Err(AnalystError::NoSuchCustomer {
            path: base.name.clone(),
            customer: customer.to_owned(),
        });
    };
    let number = base.summary.customers[row];
    let own = log.iter().filter(|one| one.customer == number);
    let own: Vec<Purchase> = own.copied().collect();
    let known = own.iter().map(|one| one.day);
    let mut days: Vec<i32> = known.filter(|day| *day <= as_of.number()).collect();
    days.dedup();
    let first = base.summary.first_days[row];
    let weeks = |from: i32, to: i32| f64::from(to - from) / DAYS_PER_WEEK;
    let points = (first..=as_of.number()).filter(|day| {
        ((day - first) as usize).is_multiple_of(HISTORY_STEP)
            || days.contains(day)
            || *day == as_of.number()
    });
    let points = points.filter_map(|day| {
        let so_far = days.partition_point(|own| *own <= day);
        let history = History::new(
            so_far as u32 - 1,
            weeks(first, days[so_far - 1]),
            weeks(first, day),
        );
        let chance = engine.chance_on(day, row, &own, &history.ok()?)?;
        Some((f64::from(day), chance))
    });
    Ok(Plot {
        words: Words::new(
            format!("Chance still active: customer {customer}"),
            format!(
                "By the {}; it rises with every order and falls with silence.",
                engine.at_zero().name()
            ),
        ),
        x: Axis::new("", Unit::Day),
        y: Axis::new("chance still active", Unit::Percent),
        lines: vec![Line {
            filled: true,
            steps: true,
            ..Line::solid("chance", points.collect())
        }],
        marks: vec![Mark {
            at: f64::from(days.last().copied().unwrap_or(first)),
            name: "last order".into(),
        }],
        ..Plot::default()
    })
}
