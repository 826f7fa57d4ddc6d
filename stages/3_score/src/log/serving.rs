//! What it takes to serve an account: calls, visits, tickets and returns enter, money leaves.

use serde::{Deserialize, Serialize};

use crate::log::varint::{Unpacker, put, put_signed};

/// What serving costs where nothing better is known; the owner may set every one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServeRates {
    /// A minute of our own time, in minor units.
    pub minute_minor: f64,
    /// Minutes of a call whose length nobody wrote down.
    pub call_minutes: f64,
    /// Minutes of a visit, travel included.
    pub visit_minutes: f64,
    /// Minutes of a support ticket.
    pub support_minutes: f64,
    /// Taking back one parcel, besides our time, in minor units.
    pub return_minor: i64,
}

impl Default for ServeRates {
    /// Forty an hour, calls of ten minutes, visits of two hours, a quarter of an hour a ticket
    /// and seven a return: usual for a small trading business, shown to the owner to be set.
    fn default() -> Self {
        Self {
            minute_minor: 40.0 * 100.0 / 60.0,
            call_minutes: 10.0,
            visit_minutes: 120.0,
            support_minutes: 15.0,
            return_minor: 700,
        }
    }
}

/// The kinds of service that cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceKind {
    Call,
    Visit,
    Support,
    Return,
}

impl ServiceKind {
    const ALL: [ServiceKind; 4] = [Self::Call, Self::Visit, Self::Support, Self::Return];

    /// The kind of a stored event; none for what costs nothing.
    pub(crate) fn of_event(kind: &str) -> Option<Self> {
        match kind {
            "call" => Some(Self::Call),
            "visit" => Some(Self::Visit),
            "ticket" => Some(Self::Support),
            "return" => Some(Self::Return),
            _ => None,
        }
    }
}

/// One call, visit, ticket or return.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Service {
    pub(crate) day: i32,
    pub(crate) kind: ServiceKind,
    /// Where it was written down.
    pub(crate) minutes: Option<f64>,
}

/// What serving an account has cost, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Served {
    /// Calls.
    pub calls_minor: i64,
    /// Visits.
    pub visits_minor: i64,
    /// Support.
    pub support_minor: i64,
    /// Taking goods back.
    pub returns_minor: i64,
    /// Shipping, of the orders whose cost is known.
    pub shipping_minor: i64,
}

impl Served {
    /// Everything together.
    #[must_use]
    pub fn total_minor(&self) -> i64 {
        self.without_shipping_minor() + self.shipping_minor
    }

    /// Everything but the parcels' way out.
    pub(crate) fn without_shipping_minor(&self) -> i64 {
        self.calls_minor + self.visits_minor + self.support_minor + self.returns_minor
    }

    /// Adds one service at these rates.
    pub(crate) fn add(&mut self, service: &Service, rates: &ServeRates) {
        let time = |usual: f64| {
            (service.minutes.unwrap_or(usual).max(0.0) * rates.minute_minor).round() as i64
        };
        match service.kind {
            ServiceKind::Call => self.calls_minor += time(rates.call_minutes),
            ServiceKind::Visit => self.visits_minor += time(rates.visit_minutes),
            ServiceKind::Support => self.support_minor += time(rates.support_minutes),
            ServiceKind::Return => self.returns_minor += rates.return_minor + time(0.0),
        }
    }
}

/// Minutes are kept to a tenth, one more than they are; zero says that nobody wrote them down.
const TENTHS: f64 = 10.0;

/// Appends services that rise by day, packed.
pub(crate) fn pack_services(bytes: &mut Vec<u8>, services: &[Service]) {
    let mut before = 0;
    for service in services {
        put_signed(bytes, i64::from(service.day) - i64::from(before));
        before = service.day;
        let minutes = service
            .minutes
            .filter(|minutes| minutes.is_finite())
            .map_or(0, |minutes| 1 + (minutes.max(0.0) * TENTHS).round() as u64);
        put(bytes, minutes << 2 | service.kind as u64);
    }
}

/// The services of packed bytes.
pub(crate) fn services(bytes: &[u8]) -> impl Iterator<Item = Service> {
    let mut unpacker = Unpacker::new(bytes);
    let mut day = 0_i32;
    std::iter::from_fn(move || {
        if unpacker.is_done() {
            return None;
        }
        day = day.wrapping_add(unpacker.take_signed() as i32);
        let packed = unpacker.take();
        Some(Service {
            day,
            kind: ServiceKind::ALL[(packed & 3) as usize],
            minutes: (packed >> 2)
                .checked_sub(1)
                .map(|tenths| tenths as f64 / TENTHS),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{ServeRates, Served, Service, ServiceKind, pack_services, services};

    fn service(day: i32, kind: ServiceKind, minutes: Option<f64>) -> Service {
        Service { day, kind, minutes }
    }

    #[test]
    fn services_come_back_as_they_went() {
        let all = [
            service(-3, ServiceKind::Visit, None),
            service(5, ServiceKind::Call, Some(0.0)),
            service(5, ServiceKind::Return, Some(12.3)),
            service(20_000, ServiceKind::Support, Some(90.0)),
        ];
        let mut bytes = Vec::new();
        pack_services(&mut bytes, &all);
        assert_eq!(services(&bytes).collect::<Vec<_>>(), all);
    }

    #[test]
    fn serving_costs_what_the_rates_say() {
        let rates = ServeRates {
            minute_minor: 60.0,
            ..ServeRates::default()
        };
        let mut served = Served::default();
        for (kind, minutes) in [
            (ServiceKind::Call, None),
            (ServiceKind::Call, Some(4.0)),
            (ServiceKind::Visit, None),
            (ServiceKind::Support, Some(30.0)),
            (ServiceKind::Return, None),
            (ServiceKind::Return, Some(5.0)),
        ] {
            served.add(&service(1, kind, minutes), &rates);
        }
        assert_eq!(
            served,
            Served {
                calls_minor: 600 + 240,
                visits_minor: 7_200,
                support_minor: 1_800,
                returns_minor: 700 + 700 + 300,
                shipping_minor: 0,
            }
        );
        assert_eq!(served.total_minor(), 11_540);
    }
}
