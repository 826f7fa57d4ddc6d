//! A strategy's file rewritten for a lighter way; every comment and every text stays as it is.

use terms::{Channel, ChannelMix};
use toml_edit::{DocumentMut, value};

use crate::ways::lighter_touch;
use crate::{Strategy, StrategyError};

/// The text of the strategy with only the channels of this mix.
///
/// # Errors
/// Never for a strategy that was read from its own text.
pub(crate) fn rewritten(
    strategy: &Strategy,
    way: &Strategy,
    mix: ChannelMix,
) -> Result<String, StrategyError> {
    let mut text: DocumentMut = strategy
        .text
        .parse()
        .map_err(|error: toml_edit::TomlError| StrategyError {
            file: format!("{}.toml", strategy.cell),
            line: 1,
            field: "the file".into(),
            why: error.message().to_owned(),
        })?;
    text["contact"] = value(way.contact);
    if mix.is_silent() {
        return Ok(text.to_string());
    }
    // Three digits: finer than anybody can assume.
    text["response_share"] = value((way.response_share * 1_000.0).round() / 1_000.0);
    let kept: Vec<Channel> = Channel::ALL
        .iter()
        .copied()
        .filter(|channel| mix.has(*channel))
        .collect();
    if let Some(tables) = text["touches"].as_array_of_tables_mut() {
        for (at, touch) in strategy.touches.iter().enumerate().rev() {
            match (lighter_touch(touch, &kept), tables.get_mut(at)) {
                (None, _) => tables.remove(at),
                (Some(lighter), Some(table)) if lighter != *touch => {
                    table["channel"] = value(lighter.channel.code());
                    table["cost_minor"] = value(lighter.cost_minor);
                }
                _ => {}
            }
        }
    }
    Ok(text.to_string())
}
