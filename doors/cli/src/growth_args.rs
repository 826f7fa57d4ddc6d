//! What can be asked on the command line about growth.

/// What can be set while looking at growth.
#[derive(Debug, clap::Args)]
pub(crate) struct GrowthArgs {
    /// Set a goal from today on: so many times as many active customers.
    #[arg(long, value_name = "TIMES")]
    pub(crate) goal: Option<f64>,
    /// Within how many months.
    #[arg(long, value_name = "MONTHS", default_value_t = 12)]
    pub(crate) months: u32,
    /// Forget the goal.
    #[arg(long, conflicts_with = "goal")]
    pub(crate) forget_goal: bool,
}
