//! What a base says about the parameters: a fit enters, checked draws leave.

pub(crate) mod chain;
pub(crate) mod nuts;
pub(crate) mod posterior;
pub(crate) mod posterior_method;
pub(crate) mod smoothed_weights;
