//! Every address of the pages and the API, on one screen.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::House;
use tower_http::compression::CompressionLayer;

use crate::button::Button;
use crate::refusal::PageError;
use crate::{api, assets, guard, pages, tips};

/// Largest upload: about five million order lines. Larger files come by the command line.
const UPLOAD_BYTES_MAX: usize = 1 << 30;

/// What every page works with.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) house: Arc<House>,
    pub(crate) button: Arc<Button>,
    pub(crate) port: u16,
}

/// All pages.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/", get(pages::today::show))
        .route("/run", get(pages::run::show))
        .route("/run/progress", get(pages::run::progress))
        .route("/run/rehearse", post(pages::run::rehearse))
        .route("/run/press", post(pages::run::press))
        .route("/run/undo", post(pages::run::undo))
        .route("/run/now", post(pages::run::start_now))
        .route("/value", get(pages::value::show))
        .route("/value/{list}", get(pages::value::list))
        .route("/grid", get(pages::grid::show))
        .route("/campaigns", get(pages::campaigns::list))
        .route("/campaigns/{id}", get(pages::campaigns::show))
        .route("/campaigns/{id}/stop", post(pages::campaigns::stop))
        .route("/strategies", get(pages::strategies::list))
        .route(
            "/strategies/{cell}",
            get(pages::strategies::show).post(pages::strategies::save),
        )
        .route("/strategies/{cell}/use", post(pages::strategies::take_way))
        .route(
            "/strategies/{cell}/back",
            post(pages::strategies::bring_back),
        )
        .route("/calls", get(pages::calls::show))
        .route("/calls/{id}", post(pages::calls::record))
        .route("/results", get(pages::results::show))
        .route("/growth", get(pages::growth::show))
        .route("/growth/goal", post(pages::growth::set_goal))
        .route(
            "/settings",
            get(pages::settings::show).post(pages::settings::save),
        )
        .route("/settings/scores", post(pages::score_settings::save))
        .route("/tips", post(tips::put_away))
        .route("/files/{folder}/{name}", get(pages::files::fetch))
        .route("/scores.csv", get(pages::files::scores))
        .route("/p/{token}", get(pages::public::personal))
        .route(
            "/p/{token}/answer",
            post(pages::public::answer).layer(DefaultBodyLimit::max(pages::lead::BYTES_MAX)),
        )
        .route(
            "/stop/{token}",
            get(pages::public::ask_stop).post(pages::public::stop),
        )
        .route(
            "/lead",
            get(pages::lead::show)
                .post(pages::lead::send)
                .layer(DefaultBodyLimit::max(pages::lead::BYTES_MAX)),
        )
        .route("/static/{name}", get(assets::serve))
        .merge(customer_pages())
        .merge(work_pages())
        .merge(data_pages())
        .merge(sharing_pages())
        .merge(trigger_pages())
        .nest("/api/v1", api::routes())
        .fallback(pages::missing)
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Customers, alone and by rule, and what may be done to one.
fn customer_pages() -> Router<App> {
    Router::new()
        .route("/customers", get(pages::customers::show))
        .route("/customers/{id}", get(pages::customer::show))
        .route("/customers/{id}/stop", post(pages::customer::stop))
        .route("/customers/{id}/history", get(pages::history::show))
        .route("/customers/{id}/correct", post(pages::history::correct))
        .route("/customers/{id}/merge", post(pages::history::merge))
        .route("/customers/{id}/split", post(pages::history::split))
        .route("/customers/{id}/undo/{step}", post(pages::history::undo))
        .route(
            "/segments",
            get(pages::segments::show).post(pages::segments::save),
        )
        .route("/segments/label", post(pages::segments::label))
        .route("/segments/rename", post(pages::segments::rename))
        .route("/segments/{id}/remove", post(pages::segments::remove))
}

/// What people do by hand all day.
fn work_pages() -> Router<App> {
    use pages::work::{caller, contacts, opportunities, reminders};
    Router::new()
        .route("/caller", get(caller::show))
        .route("/caller/questions", post(caller::set_questions))
        .route("/caller/{id}", post(caller::keep))
        .route("/contacts", get(contacts::show).post(contacts::add))
        .route("/contacts/{id}/undo", post(contacts::undo))
        .route("/contacts/{id}/again", post(contacts::again))
        .route("/reminders", get(reminders::show).post(reminders::add))
        .route("/reminders/{id}/done", post(reminders::finish))
        .route("/reminders/{id}/snooze", post(reminders::snooze))
        .route("/reminders/pause/{id}", post(reminders::pause))
        .route("/reminders/stay", post(reminders::stay))
        .route("/reminders/stay/{id}/end", post(reminders::end))
        .route("/reminders/undo/{what}/{step}", post(reminders::undo))
        .route("/customers/{id}/log", post(reminders::log))
        .route(
            "/opportunities",
            get(opportunities::show).post(opportunities::add),
        )
        .route("/opportunities/chances", post(opportunities::set_chances))
        .route("/opportunities/undo/{step}", post(opportunities::undo))
        .route(
            "/opportunities/{id}",
            get(opportunities::one).post(opportunities::change),
        )
        .route("/opportunities/{id}/move", post(opportunities::move_on))
}

/// Messages that leave by themselves.
fn trigger_pages() -> Router<App> {
    Router::new()
        .route("/triggers", get(pages::triggers::list))
        .route("/triggers/alert", post(pages::triggers::alert))
        .route("/triggers/event", post(pages::triggers::tell))
        .route("/triggers/{code}", get(pages::triggers::show))
        .route("/triggers/{code}/on", post(pages::triggers::turn_on))
        .route("/triggers/{code}/off", post(pages::triggers::turn_off))
        .route("/triggers/{code}/text", post(pages::triggers::write))
}

/// Files in, and what keeps the base true: doubles, dead addresses, gaps, the workbook.
fn data_pages() -> Router<App> {
    Router::new()
        .route("/data", get(pages::data::show))
        .route("/data/import", post(pages::data::import))
        .route("/data/answer", post(pages::asks::answer))
        .route("/data/gaps", get(pages::asks::gaps))
        .route("/data/{id}", get(pages::source::show))
        .route("/data/{id}/undo", post(pages::data::undo))
        .route("/data/{id}/again", post(pages::data::again))
        .route("/data/{id}/rows/{row}", get(pages::source::row))
        .route("/review", get(pages::review::show).post(pages::review::say))
        .route("/reach", get(pages::reach::show))
        .route("/reach/letters", post(pages::reach::letters))
        .route("/reach/files", post(pages::reach::files))
        .route("/reach/tasks/{id}", post(pages::reach::close_task))
        .route("/reach/{id}/archive", post(pages::reach::archive))
        .route("/reach/{id}/keep", post(pages::reach::keep))
        .route("/health", get(pages::health::show))
        .route(
            "/workbook",
            get(pages::health::fetch).post(pages::health::compare),
        )
        .route("/workbook/apply", post(pages::health::apply))
}

/// Links that are passed on: what friends see, and what the owner sees of them.
fn sharing_pages() -> Router<App> {
    Router::new()
        .route(
            "/r/{token}",
            get(pages::outside::shared)
                .post(pages::outside::welcome)
                .layer(DefaultBodyLimit::max(pages::lead::BYTES_MAX)),
        )
        .route("/f/{token}", get(pages::outside::friend))
        .route("/f/{token}/forget", post(pages::outside::forget))
        .route("/referrals", get(pages::referrals::show))
        .route("/referrals/offer", post(pages::referrals::set_offer))
        .route("/errands/{id}", post(pages::referrals::close_errand))
        .route("/customers/{id}/link", post(pages::referrals::give_link))
        .route(
            "/loyalty",
            get(pages::loyalty::show).post(pages::loyalty::save),
        )
        .route("/customers/{id}/redeem", post(pages::loyalty::redeem))
        .route("/vouchers/{id}/cancel", post(pages::loyalty::cancel))
        .route(
            "/t/{token}",
            get(pages::microsite::show)
                .post(pages::microsite::welcome)
                .layer(DefaultBodyLimit::max(pages::lead::BYTES_MAX)),
        )
        .route("/picture/{token}", get(pages::microsite::picture))
        .route(
            "/themes",
            get(pages::themes::list).post(pages::themes::save),
        )
        .route("/themes/{id}", get(pages::themes::show))
        .route("/themes/{id}/link", post(pages::themes::give_link))
}

impl App {
    /// Draws a page off the network's thread, for reading the database takes its time.
    pub(crate) async fn page<T: Template + Send + 'static>(
        &self,
        work: impl FnOnce(&App) -> Result<T, PageError> + Send + 'static,
    ) -> Response {
        self.answer(move |app| Ok(Html(work(app)?.render()?).into_response()))
            .await
    }

    /// Does something a form asked for, then sends the browser on to a page.
    pub(crate) async fn then(
        &self,
        work: impl FnOnce(&App) -> Result<String, PageError> + Send + 'static,
    ) -> Response {
        self.answer(move |app| Ok(Redirect::to(&work(app)?).into_response()))
            .await
    }

    /// Any other answer.
    pub(crate) async fn answer(
        &self,
        work: impl FnOnce(&App) -> Result<Response, PageError> + Send + 'static,
    ) -> Response {
        let app = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            work(&app).unwrap_or_else(|error| error.answer(&app.house))
        });
        match done.await {
            Ok(response) => response,
            Err(error) => PageError::from(error).answer(&self.house),
        }
    }
}
