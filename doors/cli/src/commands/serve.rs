//! `regulars serve`: the pages, until Ctrl-C.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Result;
use desk::House;

use crate::args::Place;
use crate::exit::Exit;
use crate::output::say;
use crate::workspace;

pub(crate) fn run(place: &Place, port: u16) -> Result<Exit> {
    pages(workspace::open(place)?, port)
}

/// Serves the pages of a house until Ctrl-C; open requests finish.
pub(crate) fn pages(house: House, port: u16) -> Result<Exit> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let server = web::start(Arc::new(house), address).await?;
        say(&format!(
            "Open http://{}  (Ctrl-C ends it)",
            server.address()
        ));
        tokio::signal::ctrl_c().await?;
        server.stop().await;
        Ok(Exit::Done)
    })
}
