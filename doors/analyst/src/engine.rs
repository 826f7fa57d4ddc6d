//! One name for whatever answers about customers: a model of the whole base, or one that knows
//! covariates.

use clv::{
    BaseModel, ComingOrders, CovariateParetoNbd, CovariatePath, Discounting, History, OrderSize,
    OrdersAhead, ParamError, ParetoNbd, Purchase, TimedCustomer, TimedParetoNbd, timed_customers,
};

/// What answers about customers.
#[derive(Clone, Debug, PartialEq)]
pub enum Engine {
    /// One model for all.
    Base(BaseModel),
    /// A Pareto/NBD whose rates depend on what is known of each customer.
    Covariates {
        /// The model.
        model: CovariateParetoNbd,
        /// The covariates of each customer, in the order of the base.
        rows: Vec<Vec<f64>>,
    },
    /// The same with covariates that change over time.
    Timed(Box<TimedBase>),
}

/// A Pareto/NBD under covariates that change over time, and the customers seen through it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimedBase {
    /// The model.
    pub model: TimedParetoNbd,
    /// The customers.
    pub seen: SeenOverTime,
}

/// Customers seen through covariates that change over time.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenOverTime {
    /// The customers, in the order of the base.
    pub customers: Vec<TimedCustomer>,
    /// The paths they follow.
    pub paths: Vec<CovariatePath>,
    /// The day up to which they were seen.
    pub as_of: i32,
}

/// What answers about one customer.
#[derive(Clone, Debug, PartialEq)]
pub enum CustomerModel {
    /// A model, asked with the customer's history.
    Plain(BaseModel),
    /// What is to come under covariates that change, which knows the customer's history.
    Ahead(OrdersAhead),
}

impl Engine {
    /// Whether equal histories get equal answers, so that folding them saves work.
    #[must_use]
    pub fn is_same_for_all(&self) -> bool {
        matches!(self, Engine::Base(_))
    }

    /// The model of somebody of whom all covariates are zero, for drawings of the whole base.
    #[must_use]
    pub fn at_zero(&self) -> BaseModel {
        match self {
            Engine::Base(model) => *model,
            Engine::Covariates { model, .. } => BaseModel::ParetoNbd(model.baseline()),
            Engine::Timed(timed) => {
                let [r, alpha, s, beta] = timed.model.baseline();
                match ParetoNbd::new(r, alpha, s, beta) {
                    Ok(model) => BaseModel::ParetoNbd(model),
                    Err(why) => unreachable!("a timed model has checked parameters: {why}"),
                }
            }
        }
    }

    /// The chance active of the customer in this row on an earlier day, with the orders and the
    /// history up to then; none where covariates drive a rate out of its range.
    pub(crate) fn chance_on(
        &self,
        day: i32,
        row: usize,
        orders: &[Purchase],
        history: &History,
    ) -> Option<f64> {
        if let Engine::Timed(timed) = self {
            let path = |_| timed.seen.customers[row].path;
            let then = timed_customers(orders, day, &timed.seen.paths, path).ok()?;
            return then.first().map(|own| timed.model.p_alive(own));
        }
        match self.of_customer(row, 0.0).ok()? {
            CustomerModel::Plain(model) => Some(model.p_alive(history)),
            CustomerModel::Ahead(ahead) => Some(ahead.p_alive()),
        }
    }

    /// What answers about the customer in this row, up to `weeks` ahead.
    ///
    /// # Errors
    /// When covariates drive a rate out of its range.
    pub fn of_customer(&self, row: usize, weeks: f64) -> Result<CustomerModel, ParamError> {
        match self {
            Engine::Base(model) => Ok(CustomerModel::Plain(*model)),
            Engine::Covariates { model, rows } => {
                let own = model.for_customer(&rows[row]).parameters();
                let [r, alpha, s, beta] = own.map(|(_, value)| value);
                let own = ParetoNbd::new(r, alpha, s, beta)?;
                Ok(CustomerModel::Plain(BaseModel::ParetoNbd(own)))
            }
            Engine::Timed(timed) => {
                let TimedBase { model, seen } = &**timed;
                let customer = &seen.customers[row];
                let path = &seen.paths[customer.path];
                let ahead = model.ahead(customer, path, seen.as_of, weeks);
                Ok(CustomerModel::Ahead(ahead))
            }
        }
    }
}

impl CustomerModel {
    /// Expected orders in the next weeks.
    #[must_use]
    pub fn expected_orders(&self, history: &History, weeks: f64) -> f64 {
        match self {
            CustomerModel::Plain(model) => model.expected_orders(history, weeks),
            CustomerModel::Ahead(ahead) => ahead.expected_orders(weeks),
        }
    }

    /// Variance of the orders of the next weeks.
    pub(crate) fn order_variance(&self, history: &History, weeks: f64) -> f64 {
        match self {
            CustomerModel::Plain(model) => model.order_variance(history, weeks),
            CustomerModel::Ahead(ahead) => ahead.order_variance(weeks),
        }
    }

    /// The range of what the orders of the next weeks bring, at the level of what is expected.
    pub(crate) fn value_range(
        &self,
        history: &History,
        weeks: f64,
        outlook: &Outlook,
        size: &OrderSize,
        coverage: f64,
    ) -> (f64, f64) {
        match self {
            CustomerModel::Plain(model) => model
                .coming_orders_at(history, weeks, outlook.p_alive, outlook.orders)
                .value_range(size, coverage),
            CustomerModel::Ahead(ahead) => ahead.value_range(weeks, size, coverage),
        }
    }

    pub(crate) fn outlook(
        &self,
        history: &History,
        weeks: f64,
        discounting: &Discounting,
        with_ranges: bool,
    ) -> Outlook {
        match self {
            CustomerModel::Plain(model) => {
                Outlook::of(model, history, weeks, discounting, with_ranges)
            }
            CustomerModel::Ahead(ahead) => {
                let mut outlook = Outlook {
                    p_alive: ahead.p_alive(),
                    orders: ahead.expected_orders(weeks),
                    discounted: ahead.discounted_orders(discounting),
                    ..Outlook::default()
                };
                if with_ranges {
                    let [of_80, of_95] = [0.80, 0.95].map(|own| ahead.likely_orders(weeks, own));
                    outlook.ranges = [of_80.low, of_80.high, of_95.low, of_95.high];
                    outlook.median = ahead.median_orders(weeks);
                }
                outlook
            }
        }
    }
}

/// What a model says about one history.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Outlook {
    pub(crate) p_alive: f64,
    pub(crate) orders: f64,
    pub(crate) discounted: f64,
    /// Lower and upper ends of the 80 % and of the 95 % range of orders.
    pub(crate) ranges: [u32; 4],
    /// The whole number of orders to name; worked out with the ranges.
    pub(crate) median: u32,
}

impl Outlook {
    /// What an order of the horizon is worth today, as a share of what it brings.
    pub(crate) fn worth_of_an_order(&self) -> f64 {
        match self.orders > 0.0 {
            true => self.discounted / self.orders,
            false => 0.0,
        }
    }

    pub(crate) fn of(
        model: &BaseModel,
        history: &History,
        horizon_weeks: f64,
        discounting: &Discounting,
        with_ranges: bool,
    ) -> Outlook {
        let (ranges, median) = match with_ranges {
            false => ([0; 4], 0),
            true => (
                ranges_of(&model.coming_orders(history, horizon_weeks)),
                model.median_orders(history, horizon_weeks),
            ),
        };
        Outlook {
            p_alive: model.p_alive(history),
            orders: model.expected_orders(history, horizon_weeks),
            discounted: model.discounted_orders(history, discounting),
            ranges,
            median,
        }
    }
}

/// Lower and upper ends of the 80 % and of the 95 % range of orders.
pub(crate) fn ranges_of(orders: &ComingOrders<'_>) -> [u32; 4] {
    let [of_80, of_95] = [0.80, 0.95].map(|coverage| orders.range(coverage));
    [of_80.low, of_80.high, of_95.low, of_95.high]
}
