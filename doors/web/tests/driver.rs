//! A real Chromium, spoken to over WebDriver; started for one test and ended with it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::prelude::*;

use crate::fixture::Served;

/// Where Debian's packages put the browser and its driver.
const CHROMIUM: &str = "/usr/bin/chromium";
const CHROMEDRIVER: &str = "/usr/bin/chromedriver";

/// Nothing but pages: no pictures of a screen, no calls home.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// Longest that a page may take to show something on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(100);

/// One browser at a time, whichever process started it: several at once only slow each other down.
fn take_turn() -> File {
    let turn = File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-turn")).unwrap();
    turn.lock().unwrap();
    turn
}

/// The widths every page is looked at in: a small phone and a desk.
pub(crate) const WIDTHS: [u32; 2] = [320, 1280];

/// A running browser.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    home: String,
    axe: String,
    process: Child,
    #[expect(dead_code, reason = "held for its drop")]
    profile: TempDir,
}

/// The axe-core script, where browser, driver and axe are all on this machine.
///
/// # Panics
/// When one is missing and `REGULARS_E2E=required` says that it must not be.
fn find_axe() -> Option<String> {
    let axe = std::env::var_os("REGULARS_AXE").map_or_else(
        || PathBuf::from("/tmp/regulars-axe/node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    );
    let missing: Vec<_> = [Path::new(CHROMIUM), Path::new(CHROMEDRIVER), &axe]
        .into_iter()
        .filter(|path| !path.exists())
        .collect();
    if missing.is_empty() {
        return Some(std::fs::read_to_string(axe).unwrap());
    }
    let required = std::env::var("REGULARS_E2E").is_ok_and(|value| value == "required");
    assert!(
        !required,
        "the browser tests are required, but these are missing: {missing:?}"
    );
    println!("skipped: no browser (missing {missing:?})");
    None
}

/// Runs a story in a browser of its own, or says that it was skipped.
pub(crate) fn in_browser(
    served: &Served,
    story: impl AsyncFnOnce(&Browser) -> WebDriverResult<()>,
) {
    let Some(axe) = find_axe() else { return };
    let _turn = take_turn();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let browser = runtime.block_on(Browser::start(served, axe));
    // A story that fails must not leave its browser running.
    let told = catch_unwind(AssertUnwindSafe(|| runtime.block_on(story(&browser))));
    runtime.block_on(browser.driver.clone().quit()).unwrap();
    match told {
        Ok(told) => told.unwrap(),
        Err(panic) => resume_unwind(panic),
    }
}

impl Browser {
    async fn start(served: &Served, axe: String) -> Browser {
        let profile = tempfile::tempdir().unwrap();
        let mut process = Command::new(CHROMEDRIVER)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port_of(&mut process);
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(CHROMIUM).unwrap();
        for flag in FLAGS {
            wanted.add_arg(flag).unwrap();
        }
        wanted
            .add_arg(&format!("--user-data-dir={}", profile.path().display()))
            .unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted)
            .await
            .unwrap();
        let home = format!("http://{}", served.address);
        Browser {
            driver,
            home,
            axe,
            process,
            profile,
        }
    }

    /// Opens a page of the workspace.
    pub(crate) async fn open(&self, page: &str) -> WebDriverResult<()> {
        self.driver.goto(format!("{}{page}", self.home)).await
    }

    /// Waits until something is there; gives it.
    pub(crate) async fn find(&self, css: &str) -> WebDriverResult<WebElement> {
        self.find_words(css, "").await
    }

    /// Waits until something with these words is there; gives it.
    pub(crate) async fn find_words(&self, css: &str, words: &str) -> WebDriverResult<WebElement> {
        on_its_way(async || {
            let words = words.to_owned();
            let query = self.driver.query(By::Css(css)).wait(PATIENCE, LOOK);
            if words.is_empty() {
                return query.first().await;
            }
            query
                .with_text(move |text: &str| text.contains(&words))
                .first()
                .await
        })
        .await
    }

    /// Clicks what bears these words; none mean whatever is there.
    pub(crate) async fn click(&self, css: &str, words: &str) -> WebDriverResult<()> {
        on_its_way(async || self.find_words(css, words).await?.click().await).await
    }

    /// Presses a key on whatever has the keyboard.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        self.driver.action_chain().send_keys(keys).perform().await
    }

    /// Presses a key that leads to a page and waits until that page, or the same one anew, is there.
    /// Looking at once would see the page that is about to go, and a key pressed then is lost.
    pub(crate) async fn press_and_leave(&self, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        self.ask("window.isOld = true").await?;
        match self.press(keys).await {
            Err(error) if !is_on_its_way(&error) => return Err(error),
            _ => {}
        }
        let since = Instant::now();
        while self.ask(ASK_OLD).await? == true {
            assert!(since.elapsed() < PATIENCE, "the key led nowhere");
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// What a script says about the page.
    pub(crate) async fn ask(&self, script: &str) -> WebDriverResult<Value> {
        let said = on_its_way(async || self.driver.execute(script, Vec::new()).await).await?;
        Ok(said.json().clone())
    }

    /// Shows pages as wide as this.
    pub(crate) async fn set_width(&self, width: u32) -> WebDriverResult<()> {
        let size =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", size).await
    }

    /// Shows pages as somebody who likes it dark, or light, sees them.
    pub(crate) async fn set_dark(&self, dark: bool) -> WebDriverResult<()> {
        let value = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.tell("Emulation.setEmulatedMedia", media).await
    }

    /// Lets pages run scripts, or not; questions of the test are always answered.
    pub(crate) async fn set_script(&self, runs: bool) -> WebDriverResult<()> {
        self.tell(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": !runs }),
        )
        .await
    }

    async fn tell(&self, command: &str, values: Value) -> WebDriverResult<()> {
        self.driver.cdp().send_raw(command, values).await.map(drop)
    }

    /// Everything axe-core finds on the open page, in light and dark, narrow and wide; and a
    /// word for every width at which the page has to be moved sideways.
    pub(crate) async fn find_faults(&self) -> WebDriverResult<Vec<String>> {
        self.driver.execute(&self.axe, Vec::new()).await?;
        let mut faults = Vec::new();
        for width in WIDTHS {
            self.set_width(width).await?;
            for dark in [false, true] {
                self.set_dark(dark).await?;
                let found = self.driver.execute_async(ASK_AXE, Vec::new()).await?;
                let found: Vec<String> = found.convert()?;
                let shade = if dark { "dark" } else { "light" };
                faults.extend(
                    found
                        .into_iter()
                        .map(|one| format!("{width} px, {shade}: {one}")),
                );
            }
            let reach = self
                .ask("return document.documentElement.scrollWidth")
                .await?;
            if reach.as_u64() > Some(u64::from(width)) {
                let what = self.ask(ASK_WIDE).await?;
                faults.push(format!("{width} px: reaches to {reach} px by {what}"));
            }
            let spilt: Vec<String> = serde_json::from_value(self.ask(ASK_SPILT).await?).unwrap();
            let spilt = spilt.into_iter();
            faults.extend(spilt.map(|one| format!("{width} px: out of its card: {one}")));
        }
        Ok(faults)
    }
}

/// A page that asks for itself again may do so between finding and clicking; what went away with it
/// is looked for once more.
async fn on_its_way<T>(mut what: impl AsyncFnMut() -> WebDriverResult<T>) -> WebDriverResult<T> {
    /// More pages than follow each other anywhere.
    const TRIES: usize = 20;
    for _ in 1..TRIES {
        match what().await {
            Err(error) if is_on_its_way(&error) => {}
            outcome => return outcome,
        }
    }
    what().await
}

fn is_on_its_way(error: &WebDriverError) -> bool {
    let words = error.to_string();
    let signs = [
        "stale element",
        "aborted by navigation",
        "does not belong to the document",
    ];
    signs.iter().any(|sign| words.contains(sign))
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends its browser with itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether the page that was marked still stands, or the next one is not whole yet.
const ASK_OLD: &str = "return window.isOld === true || document.readyState !== 'complete'";

/// Asks axe-core for violations only: the full list takes several times as long.
const ASK_AXE: &str = "
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
  (found) => done(found.violations.flatMap((one) => one.nodes.slice(0, 3).map((node) =>
    `${one.id}: ${node.html.slice(0, 160)}: ${node.failureSummary}`))),
  (error) => done([`axe-core failed: ${error}`]));";

/// Names the elements that stick out on the right.
const ASK_WIDE: &str = "
const wide = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > wide + 1)
  .slice(0, 4).map((one) => one.outerHTML.slice(0, 120));";

/// Names what sticks out of the card it is in, where it would lie over its neighbour.
const ASK_SPILT: &str = "
return [...document.querySelectorAll('.card *')].filter((one) => {
  const edge = one.closest('.card').getBoundingClientRect().right;
  return one.getBoundingClientRect().right > edge + 1 && getComputedStyle(one).position !== 'absolute' && one.closest('thead') === null;
}).slice(0, 3).map((one) => one.outerHTML.slice(0, 120));";

/// The port the driver chose, read from what it says when it is ready.
fn port_of(process: &mut Child) -> u16 {
    let mut lines = BufReader::new(process.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let line = lines
        .find(|line| line.contains("started successfully on port"))
        .unwrap();
    let port = line
        .rsplit(' ')
        .next()
        .unwrap()
        .trim_end_matches('.')
        .parse()
        .unwrap();
    // What else it says is read and dropped, so that it never waits for a reader.
    std::thread::spawn(move || lines.count());
    port
}
