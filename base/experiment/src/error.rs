//! Enters: nothing. Leaves: the one error of this package, in words a reader can act on.
//!
//! A question the data cannot answer is an error here, never a NaN or an infinity further on.

/// Why a figure cannot be given.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// There are not enough observations for the question.
    #[error("{what}: {found} seen, at least {needed} needed; wait for more before asking")]
    TooFew {
        /// What there is too little of.
        what: &'static str,
        /// How many there are.
        found: u64,
        /// How many the method needs.
        needed: u64,
    },
    /// A value is NaN or infinite, or a result would be.
    #[error("{what} is not a finite number; find the value that is missing or far too large")]
    NotFinite {
        /// Where the value stands.
        what: &'static str,
    },
    /// An argument lies outside the range in which the question makes sense.
    #[error("{what} is {value}, but must be {range}; pass a value in that range")]
    OutOfRange {
        /// The argument.
        what: &'static str,
        /// What was passed.
        value: f64,
        /// What is allowed, in words.
        range: &'static str,
    },
    /// Two columns that belong together have different lengths.
    #[error("{what} has {found} rows, but {expected} were expected; pass columns of equal length")]
    LengthsDiffer {
        /// The column that does not fit.
        what: &'static str,
        /// Rows expected.
        expected: usize,
        /// Rows found.
        found: usize,
    },
    /// Every observation is the same, so nothing says how uncertain the figure is.
    #[error("{what} does not vary, so its uncertainty is unknown; wait until outcomes differ")]
    NoVariation {
        /// The column that is constant.
        what: &'static str,
    },
    /// A change relative to nothing, or to a loss, means nothing.
    #[error("the base is {base}, not above zero; report the absolute difference instead")]
    BaseNotPositive {
        /// The control mean, or the cost, that should be above zero.
        base: f64,
    },
    /// An exact answer would need more cases than is reasonable.
    #[error(
        "{what} needs {count} cases, more than {limit}; use the method for large samples instead"
    )]
    TooLarge {
        /// The exact method.
        what: &'static str,
        /// Cases it would have to visit.
        count: f64,
        /// The most it visits.
        limit: f64,
    },
}

/// `value` if it is finite.
pub(crate) fn finite(what: &'static str, value: f64) -> Result<f64, Error> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Error::NotFinite { what })
    }
}

/// `value` if it lies strictly between 0 and 1, as levels, powers and error rates must.
pub(crate) fn open_share(what: &'static str, value: f64) -> Result<f64, Error> {
    if value > 0.0 && value < 1.0 {
        Ok(value)
    } else {
        Err(Error::OutOfRange {
            what,
            value,
            range: "above 0 and below 1",
        })
    }
}

/// `value` if it is finite and above zero, as spreads must be.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64, Error> {
    if value > 0.0 && value.is_finite() {
        Ok(value)
    } else {
        Err(Error::OutOfRange {
            what,
            value,
            range: "a finite number above 0",
        })
    }
}

/// Nothing, if two columns have the same length.
pub(crate) fn same_length(what: &'static str, expected: usize, found: usize) -> Result<(), Error> {
    if expected == found {
        Ok(())
    } else {
        Err(Error::LengthsDiffer {
            what,
            expected,
            found,
        })
    }
}
