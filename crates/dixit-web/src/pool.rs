//! Read-only handles on the ledger, each used by one request at a time.

use crate::fault::{Error, Fault};
use axum::http::StatusCode;
use dixit_ledger::Ledger;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a request waits for a handle.
const PATIENCE: Duration = Duration::from_secs(10);

/// The handles that are free.
pub(crate) struct Pool {
    path: PathBuf,
    free: Mutex<Vec<Ledger>>,
    places: Arc<Semaphore>,
}

impl Pool {
    /// A pool of at most `places` handles on the ledger at `path`; one is
    /// opened now, so that a file that is no ledger is refused at once.
    pub(crate) fn open(path: PathBuf, places: usize) -> Result<Self, Error> {
        let first = Ledger::open_read_only(&path).map_err(|e| Error::new(e.to_string()))?;
        Ok(Pool {
            path,
            free: Mutex::new(vec![first]),
            places: Arc::new(Semaphore::new(places)),
        })
    }

    /// What `work` makes of the ledger as it is at one moment, on a thread that
    /// may block.
    ///
    /// A handle that `work` panicked with is not used again.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Ledger) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let permit = self.permit().await?;
        let pool = Arc::clone(self);
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let ledger = pool.take()?;
            let result = ledger.at_once(work);
            pool.give(ledger);
            result
        });
        task.await
            .unwrap_or_else(|_| Err(Fault::broken("This is a fault of Dixit’s, not yours.")))
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, Fault> {
        let places = Arc::clone(&self.places);
        match tokio::time::timeout(PATIENCE, places.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Fault::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "Too many readers ask at the same time. Try again in a moment.",
            )),
        }
    }

    fn take(&self) -> Result<Ledger, Fault> {
        let free = self
            .free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match free {
            Some(ledger) => Ok(ledger),
            None => Ledger::open_read_only(&self.path).map_err(Fault::from),
        }
    }

    fn give(&self, ledger: Ledger) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(ledger);
    }
}
