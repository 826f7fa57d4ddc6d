//! The words of a touch in; a mail as subject, text and HTML out.
//!
//! The layout is compiled from MJML once; each mail is then one merge with HTML escaping on.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, context};
use terms::Business;

use crate::ActError;
use crate::accent::shades;
use crate::contact::one_line;
use crate::texts::{Fields, Words};

/// A mail ready to be made into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// Characters a line of the text part has at most (RFC 3676 recommends 78 or fewer).
const TEXT_WIDTH: usize = 72;

static LAYOUT: LazyLock<Result<Environment<'static>, String>> = LazyLock::new(compile);

fn compile() -> Result<Environment<'static>, String> {
    let mjml =
        mrml::parse(include_str!("template/mail.mjml")).map_err(|error| error.to_string())?;
    let options = mrml::prelude::render::RenderOptions::default();
    let html = mjml
        .element
        .render(&options)
        .map_err(|error| error.to_string())?;
    let mut layout = Environment::new();
    layout.set_auto_escape_callback(|name| {
        if name.ends_with(".html") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    layout
        .add_template_owned("mail.html", html)
        .map_err(|error| error.to_string())?;
    layout
        .add_template("mail.txt", include_str!("template/mail.txt"))
        .map_err(|error| error.to_string())?;
    Ok(layout)
}

/// The mail of these words for an account with these fields.
pub(crate) fn render(
    words: &Words,
    fields: &Fields,
    business: &Business,
    stop_address: &str,
) -> Result<Rendered, ActError> {
    let wrong = |why: String| ActError::Text {
        what: "the mail layout".to_owned(),
        why,
    };
    let layout = LAYOUT.as_ref().map_err(|error| wrong(error.clone()))?;
    let shades = shades(&business.accent);
    let merge = |name: &str, paragraphs: &[String]| {
        layout.get_template(name)?.render(context! {
            subject => words.subject.as_str(),
            glance => words.paragraphs.first().map_or("", String::as_str),
            salutation => words.salutation.as_str(),
            paragraphs => paragraphs.to_vec(),
            needs_signature => words.needs_signature,
            name => fields.name.as_str(),
            offer_percent => fields.offer_percent,
            offer_until => fields.offer_until.as_str(),
            code => fields.code.as_str(),
            page_address => fields.page_address.as_str(),
            share_address => fields.share_address.as_str(),
            friend_percent => fields.friend_percent,
            theme_title => fields.theme_title.as_str(),
            theme_address => fields.theme_address.as_str(),
            asks => fields.asks,
            business => fields.business.as_str(),
            signer => fields.signer.as_str(),
            sender_line => joined(&[&business.name, &business.street, &business.city, &business.country]),
            reach_line => joined(&[&business.phone, &business.email]),
            imprint => one_line(&business.imprint),
            stop_address => stop_address,
            accent => shades.accent.as_str(),
            ink => shades.ink.as_str(),
            tint => shades.tint.as_str(),
        })
    };
    let wrapped: Vec<String> = words
        .paragraphs
        .iter()
        .map(|text| wrapped(text, TEXT_WIDTH))
        .collect();
    let html = merge("mail.html", &words.paragraphs).map_err(|error| wrong(error.to_string()))?;
    let text = merge("mail.txt", &wrapped).map_err(|error| wrong(error.to_string()))?;
    Ok(Rendered {
        subject: words.subject.clone(),
        text,
        html,
    })
}

/// The parts that say something, with a middle dot between them.
fn joined(parts: &[&String]) -> String {
    let said: Vec<String> = parts.iter().map(|part| one_line(part)).collect();
    said.into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The text with lines of at most this many characters, where words allow it.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / width);
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut used = 0;
        for word in line.split(' ') {
            let long = word.chars().count();
            if used > 0 && used + 1 + long > width {
                out.push('\n');
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += long;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_wrap_between_words_only() {
        for (text, expected) in [
            ("aa bb cc", "aa bb\ncc"),
            ("a\nb", "a\nb"),
            ("http://very-long/address x", "http://very-long/address\nx"),
            ("", ""),
        ] {
            assert_eq!(wrapped(text, 5), expected);
        }
    }
}
