//! The lifecycle stage of one account: its order days enter, its stage leaves.

use terms::{Day, LifecycleStage};

use crate::SegmentError;

/// Silence that is never called a risk, however short the own gaps are: two weeks bridge
/// weekends, holidays and a delivery (owner's choice).
const HARMLESS_DAYS: f64 = 14.0;

/// When an account is in which stage; the owner may set it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageRules {
    /// Days without an order after which an account is inactive.
    pub inactive_days: i32,
    /// Days without an order after which it is lost.
    pub lost_days: i32,
    /// Days from its first order during which it is new.
    pub onboarding_days: i32,
    /// Own usual gaps of silence beyond which it is at risk.
    pub at_risk_gaps: f64,
}

impl Default for StageRules {
    /// A year, two years, a quarter, twice the usual gap.
    fn default() -> Self {
        Self {
            inactive_days: 365,
            lost_days: 730,
            onboarding_days: 90,
            at_risk_gaps: 2.0,
        }
    }
}

impl StageRules {
    /// Refuses rules under which a stage could never be reached.
    pub(crate) fn check(&self) -> Result<(), SegmentError> {
        if self.inactive_days < 1 {
            return Err(SegmentError::Rules(
                "inactive must begin after at least 1 day",
            ));
        }
        if self.lost_days <= self.inactive_days {
            return Err(SegmentError::Rules("lost must begin later than inactive"));
        }
        if self.onboarding_days < 0 {
            return Err(SegmentError::Rules(
                "the days of being new must be 0 or more",
            ));
        }
        if !self.at_risk_gaps.is_finite() || self.at_risk_gaps < 1.0 {
            return Err(SegmentError::Rules(
                "at risk must begin at 1 usual gap or more",
            ));
        }
        Ok(())
    }
}

/// The order days of a customer, as far as the stage needs them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderDays {
    pub(crate) first_day: Day,
    pub(crate) last_day: Day,
    /// The usual gap; none below three order days.
    pub(crate) gap_days_median: Option<f64>,
}

/// The stage by order days alone; nobody is growing, top or advocate yet, see `standings`.
///
/// The first that holds: no order is a lead; long silence is lost or inactive; a recent first
/// order is onboarding, for few orders tell no rhythm yet; silence beyond the own rhythm is at
/// risk; the rest are active.
pub(crate) fn stage_by_days(
    days: Option<&OrderDays>,
    as_of: Day,
    rules: &StageRules,
) -> LifecycleStage {
    let Some(days) = days else {
        return LifecycleStage::Lead;
    };
    let silent_days = as_of - days.last_day;
    let overdue = |gap: f64| f64::from(silent_days) > (rules.at_risk_gaps * gap).max(HARMLESS_DAYS);
    if silent_days >= rules.lost_days {
        LifecycleStage::Lost
    } else if silent_days >= rules.inactive_days {
        LifecycleStage::Inactive
    } else if as_of - days.first_day < rules.onboarding_days {
        LifecycleStage::Onboarding
    } else if days.gap_days_median.is_some_and(overdue) {
        LifecycleStage::AtRisk
    } else {
        LifecycleStage::Active
    }
}

#[cfg(test)]
mod tests {
    use super::{OrderDays, StageRules, stage_by_days};
    use terms::{Day, LifecycleStage};

    #[test]
    fn stages_by_days_follow_the_rules_to_the_day() {
        use LifecycleStage::{Active, AtRisk, Inactive, Lost, Onboarding};
        let rules = StageRules::default();
        for (first, last, gap, as_of, stage) in [
            (0, 0, None, 0, Onboarding),
            (0, 0, None, 89, Onboarding),
            (0, 0, None, 90, Active),
            (0, 0, None, 364, Active),
            (0, 0, None, 365, Inactive),
            (0, 0, None, 729, Inactive),
            (0, 0, None, 730, Lost),
            (0, 300, Some(30.0), 360, Active),
            (0, 300, Some(30.0), 361, AtRisk),
            (0, 300, Some(2.0), 314, Active),
            (0, 300, Some(2.0), 315, AtRisk),
            (0, 300, Some(200.0), 664, Active),
            (0, 300, Some(200.0), 665, Inactive),
            (0, 20, Some(10.0), 80, Onboarding),
        ] {
            let days = OrderDays {
                first_day: Day::from_number(first),
                last_day: Day::from_number(last),
                gap_days_median: gap,
            };
            let found = stage_by_days(Some(&days), Day::from_number(as_of), &rules);
            assert_eq!(found, stage, "{first} {last} {gap:?} {as_of}");
        }
        let lead = stage_by_days(None, Day::from_number(0), &rules);
        assert_eq!(lead, LifecycleStage::Lead);
    }

    #[test]
    fn rules_that_contradict_themselves_are_refused() {
        let good = StageRules::default();
        assert!(good.check().is_ok());
        for wrong in [
            StageRules {
                inactive_days: 0,
                ..good
            },
            StageRules {
                lost_days: 365,
                ..good
            },
            StageRules {
                onboarding_days: -1,
                ..good
            },
            StageRules {
                at_risk_gaps: f64::NAN,
                ..good
            },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }
}
