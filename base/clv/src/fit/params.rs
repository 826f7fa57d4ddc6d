//! The check every model's parameters pass. Enters: names and values. Leaves: the same, or
//! the first one that is out of range.

/// A parameter that no customer base can have.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("parameter {name} is {value}; it must be a finite number above {above}")]
pub struct ParamError {
    /// The parameter, by the papers' name.
    pub name: &'static str,
    /// Its value as given.
    pub value: f64,
    /// The largest value that is too small.
    pub above: f64,
}

/// Refuses any parameter that is not finite or not positive.
pub(crate) fn check_positive(named: &[(&'static str, f64)]) -> Result<(), ParamError> {
    named
        .iter()
        .try_for_each(|&(name, value)| check_above(name, value, 0.0))
}

/// Refuses a parameter that is not finite or not above `above`.
pub(crate) fn check_above(name: &'static str, value: f64, above: f64) -> Result<(), ParamError> {
    if value.is_finite() && value > above {
        Ok(())
    } else {
        Err(ParamError { name, value, above })
    }
}

/// Reads a model from a file through its own `new`, so that what is read is checked like what
/// is given.
macro_rules! read_checked {
    ($model:ident { $($parameter:ident),+ }, $new:path) => {
        /// The parameters as they stand in a file, before they are checked.
        #[derive(serde::Deserialize)]
        struct Unchecked {
            $($parameter: f64),+
        }

        impl TryFrom<Unchecked> for $model {
            type Error = $crate::fit::params::ParamError;

            fn try_from(raw: Unchecked) -> Result<Self, Self::Error> {
                let Unchecked { $($parameter),+ } = raw;
                $new($($parameter),+)
            }
        }
    };
}
pub(crate) use read_checked;
