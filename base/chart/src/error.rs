//! Why a chart cannot be drawn.

/// Why a chart cannot be drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// A number that no place on an axis belongs to.
    #[error("number {place} of «{series}» is {value}; leave it out or correct it")]
    NotANumber {
        /// The series it stands in.
        series: String,
        /// Its place there, the first is 1.
        place: usize,
        /// What it is: NaN or an infinity.
        value: f64,
    },
    /// A column that does not fit the others.
    #[error("«{series}» has {given} values where {wanted} belong; give one for each place")]
    Length {
        /// The series.
        series: String,
        /// Values it has.
        given: usize,
        /// Values it should have.
        wanted: usize,
    },
    /// Nothing could be read at this size.
    #[error("{wide} by {high} is too small for a chart; give at least 120 by 80")]
    TooSmall {
        /// The width asked for.
        wide: u32,
        /// The height asked for.
        high: u32,
    },
    /// The picture could not be painted.
    #[error("the picture could not be painted ({0}); ask for a smaller one")]
    Paint(String),
}

/// Refuses the first value of a series that is not finite.
pub(crate) fn check_finite(
    series: &str,
    values: impl IntoIterator<Item = f64>,
) -> Result<(), ChartError> {
    match values
        .into_iter()
        .enumerate()
        .find(|(_, value)| !value.is_finite())
    {
        Some((at, value)) => Err(ChartError::NotANumber {
            series: series.to_owned(),
            place: at + 1,
            value,
        }),
        None => Ok(()),
    }
}

/// Refuses a series that has another number of values than there are places.
pub(crate) fn check_length(series: &str, given: usize, wanted: usize) -> Result<(), ChartError> {
    if given == wanted {
        return Ok(());
    }
    Err(ChartError::Length {
        series: series.to_owned(),
        given,
        wanted,
    })
}
