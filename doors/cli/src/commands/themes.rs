//! `regulars themes`: what was written, what it brought, a customer's link to it.

use act::Theme;
use anyhow::{Context, Result};
use desk::House;

use crate::commands::Show;
use crate::commands::referrals::print_spread;
use crate::output::{Table, say, say_json};
use crate::reward_args::Themes;

pub(crate) fn run(house: &House, show: Show, wanted: &Themes) -> Result<()> {
    match wanted {
        Themes::List => list(house, show),
        Themes::Show { id } => print_theme(house, show, *id),
        Themes::Save { file } => {
            let written =
                std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            let theme: Theme = serde_json::from_str(&written).map_err(|error| {
                desk::Refusal::Usage(format!("{} is no theme: {error}", file.display()))
            })?;
            let id = desk::save_theme(house, &theme)?;
            print_theme(house, show, id)
        }
        Themes::Link { id, customer } => {
            let link = desk::theme_link(house, *id, *customer)?;
            if show.json {
                return say_json(&link);
            }
            say(&link.address);
            Ok(())
        }
    }
}

fn list(house: &House, show: Show) -> Result<()> {
    let themes = desk::list_themes(house)?;
    if show.json {
        return say_json(&themes);
    }
    let mut table = Table::new(&["Id", "Theme", "Kind", "Title"], 4);
    for theme in themes {
        let kind = theme.kind.code().to_owned();
        table.row(vec![theme.id.to_string(), theme.name, kind, theme.title]);
    }
    table.print();
    Ok(())
}

fn print_theme(house: &House, show: Show, id: i64) -> Result<()> {
    let one = desk::read_theme(house, id)?;
    if show.json {
        return say_json(&one);
    }
    let business = house.business()?;
    say(&format!("{}: {}", one.theme.name, one.theme.title));
    say(&act::theme_address(&business, &one.theme.token));
    print_spread(
        &one.spread.generations,
        &one.spread.total,
        business.currency,
    );
    if one.theme.kind == act::ThemeKind::Flyer {
        let change = one.categories;
        say(&format!(
            "{} calls; categories a customer: {:.2} before, {:.2} after, {:.2} of them new ({} customers).",
            one.calls, change.before, change.after, change.new, change.customers
        ));
    }
    Ok(())
}
