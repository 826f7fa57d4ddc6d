//! What is set outside the database: `regulars.toml` in the workspace, then the environment.
//!
//! Enters: the workspace's folder and `REGULARS_*` variables. Leaves: one checked [`Config`].
//! Secrets come from the environment only; they are in no file, page, log or backup.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use terms::Business;

/// What the owner set in `regulars.toml`; every part may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The business itself; overrides what the pages were told.
    pub business: Option<Business>,
    /// The mail server that mails leave through.
    pub smtp: Option<SmtpConfig>,
    /// Limits of one press of the button.
    pub run: RunConfig,
}

/// The mail server that mails leave through.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// Its name or address.
    pub host: String,
    /// Its port.
    #[serde(default = "submission_port")]
    pub port: u16,
    /// The account on it, if it asks for one.
    #[serde(default)]
    pub user: Option<String>,
    /// The password; only ever from `REGULARS_SMTP_PASSWORD`.
    #[serde(skip)]
    pub password: Option<Secret>,
    /// Refuse to send without encryption. Without this it is used where the server offers it.
    #[serde(default)]
    pub require_tls: bool,
}

/// A password that no debug print shows.
#[derive(Clone)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

/// Limits of one press of the button.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RunConfig {
    /// Most that the touches of one press may cost, in major units.
    pub budget: f64,
    /// Most letters of one press.
    pub letters: usize,
    /// Most calls of one press.
    pub calls: usize,
    /// Minutes in which a press can be undone.
    pub hold_minutes: u32,
}

impl Default for RunConfig {
    fn default() -> Self {
        // An owner has about an hour a month: what fits in one evening of folding letters and
        // one week of calls, with ten minutes to change one's mind.
        RunConfig {
            budget: 500.0,
            letters: 200,
            calls: 60,
            hold_minutes: 10,
        }
    }
}

/// The port for handing mail to a server (RFC 6409).
fn submission_port() -> u16 {
    587
}

impl Config {
    /// Reads the workspace's `regulars.toml`, if there is one, and the environment over it.
    ///
    /// # Errors
    /// When the file cannot be read or says something this program does not know.
    pub fn read(folder: &Path) -> Result<Config> {
        let file = folder.join("regulars.toml");
        let mut config: Config = match std::fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).with_context(|| file.display().to_string())?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config::default(),
            Err(error) => return Err(error).with_context(|| file.display().to_string()),
        };
        if let Ok(server) = std::env::var("REGULARS_SMTP") {
            config.smtp = Some(SmtpConfig::from_address(&server, config.smtp.take())?);
        }
        if let Some(smtp) = &mut config.smtp {
            smtp.password = std::env::var("REGULARS_SMTP_PASSWORD").ok().map(Secret);
        }
        Ok(config)
    }
}

impl SmtpConfig {
    /// A server given as `host:port`, keeping account and encryption of the one before it.
    ///
    /// # Errors
    /// When the port is no number.
    pub fn from_address(server: &str, before: Option<SmtpConfig>) -> Result<SmtpConfig> {
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) => {
                let wrong =
                    || format!("«{server}» is no mail server; write it as mail.example:587");
                (host, port.parse().with_context(wrong)?)
            }
            None => (server, submission_port()),
        };
        let before = before.unwrap_or(SmtpConfig {
            host: String::new(),
            port: 0,
            user: None,
            password: None,
            require_tls: false,
        });
        Ok(SmtpConfig {
            host: host.to_owned(),
            port,
            ..before
        })
    }
}
