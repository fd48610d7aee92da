//! The server: connections, their limits, and how it ends.

use crate::desk::Desk;
use crate::fault::Error;
use crate::router::router;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// Connections at the same time; further ones wait.
const CONNECTIONS: usize = 512;
/// How long a connection may take to say what it wants, and may then be idle.
const HEADERS: Duration = Duration::from_secs(15);
/// The most bytes of a request's headers, and how many there may be.
const HEADER_BYTES: usize = 32 * 1024;
const HEADER_COUNT: usize = 64;
/// How long those who are being answered have when the server ends.
const FAREWELL: Duration = Duration::from_secs(5);

/// A desk at an address.
pub struct Server {
    desk: Arc<Desk>,
    listener: std::net::TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes the address for a desk.
    pub fn bind(desk: Arc<Desk>, address: SocketAddr) -> Result<Server, Error> {
        let refused = |error: std::io::Error| {
            Error::new(match error.kind() {
                ErrorKind::AddrInUse => format!(
                    "port {} is taken: is another desk open? Name another with --port, \
                     or 0 for any that is free",
                    address.port()
                ),
                ErrorKind::PermissionDenied => format!(
                    "port {} needs rights that this user does not have: name one above 1023",
                    address.port()
                ),
                ErrorKind::AddrNotAvailable => {
                    format!("{} is no address of this computer", address.ip())
                }
                _ => format!("cannot listen on {address}: {error}"),
            })
        };
        let listener = std::net::TcpListener::bind(address).map_err(refused)?;
        listener.set_nonblocking(true).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        Ok(Server {
            desk,
            listener,
            address,
        })
    }

    /// The address as it came out, with the port that was free.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process is told to end (Ctrl-C, SIGTERM), then lets
    /// those who are being answered have their answer.
    pub fn run(self) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(64)
            .thread_keep_alive(Duration::from_secs(5))
            .enable_all()
            .build()
            .map_err(|error| Error::new(format!("cannot start: {error}")))?;
        let result = runtime.block_on(self.answer(told_to_end()));
        runtime.shutdown_timeout(FAREWELL);
        result
    }

    async fn answer(self, end: impl Future<Output = ()>) -> Result<(), Error> {
        let listener = TcpListener::from_std(self.listener)
            .map_err(|error| Error::new(format!("cannot listen: {error}")))?;
        let router = router(self.desk);
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        let (ending, ended) = watch::channel(());
        let mut end = pin!(end);
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                break;
            };
            let stream = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut end => break,
            };
            let Ok((stream, _)) = stream else {
                // Out of file handles, most likely: wait for some to come free.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let (router, ended) = (router.clone(), ended.clone());
            tokio::spawn(async move {
                let _place = place;
                converse(stream, router, ended).await;
            });
        }
        drop(listener);
        drop(ended);
        let _ = ending.send(());
        let _ = tokio::time::timeout(FAREWELL, ending.closed()).await;
        Ok(())
    }
}

/// One connection. What its other end does wrong is no concern of ours.
async fn converse(stream: TcpStream, router: Router, mut ended: watch::Receiver<()>) {
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(HEADER_BYTES)
        .max_headers(HEADER_COUNT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = ended.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Waits for Ctrl-C or, where there is such a thing, SIGTERM.
async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
