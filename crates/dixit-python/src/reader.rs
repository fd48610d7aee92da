//! Readings, as they come.

use crate::fault::{self, ReadError};
use crate::source::Sources;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use dixit_engine::{Engine, Outcome, Sitting, Timings};
use dixit_language::ModelKind;
use dixit_model::Reading;
use dixit_model::wire::ReadingLine;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

/// How long Ctrl-C may have to wait.
const PATIENCE: Duration = Duration::from_millis(50);

/// Readings that may wait to be asked for.
const WAITING: usize = 64;

/// What comes of one article.
pub enum Message {
    /// Its reading.
    Reading(Box<Reading>),
    /// Why it has none.
    Skipped(String),
    /// What somebody should know.
    Note(String),
}

/// The engine of a model, loaded once in a process.
pub fn engine(model: &str) -> PyResult<Arc<Engine>> {
    static ACCURATE: OnceLock<Arc<Engine>> = OnceLock::new();
    static FAST: OnceLock<Arc<Engine>> = OnceLock::new();
    let (once, kind) = match model {
        "accurate" => (&ACCURATE, ModelKind::Accurate),
        "fast" => (&FAST, ModelKind::Fast),
        other => {
            let message = format!("model={other:?}: there are \"accurate\" and \"fast\"");
            return Err(PyValueError::new_err(message));
        }
    };
    if let Some(engine) = once.get() {
        return Ok(engine.clone());
    }
    let engine = Arc::new(Engine::load(kind).map_err(fault::dixit)?);
    Ok(once.get_or_init(|| engine).clone())
}

/// Articles being read on threads of their own.
pub struct Run {
    messages: Receiver<Message>,
}

impl Run {
    /// Starts; ends by itself when it is dropped.
    pub fn start(
        engine: Arc<Engine>,
        sources: Sources,
        jobs: usize,
        together: bool,
    ) -> PyResult<Self> {
        let (to, messages) = bounded(WAITING);
        let work = move || {
            let mut sitting = Sitting::default();
            // Whoever dates a record dates it as a whole.
            let mut pass = |reading: Reading| match together {
                true => send(&to, Message::Reading(Box::new(reading))),
                false => sitting.take(reading, |reading| {
                    send(&to, Message::Reading(Box::new(reading)))
                }),
            };
            let each = |outcome| match outcome {
                Outcome::Read(kept) => {
                    if let Some(note) = kept.note {
                        send(&to, Message::Note(note))?;
                    }
                    pass(kept.result)
                }
                Outcome::Skipped(why) => send(&to, Message::Skipped(why)),
            };
            let timings = Timings::start();
            let done = engine.run(
                || sources.arrivals(),
                jobs,
                &timings,
                |reading| reading,
                each,
            );
            if let Err(error) = done {
                let _ = send(&to, Message::Skipped(error.to_string()));
            }
            let _ = sitting.finish(|reading| send(&to, Message::Reading(Box::new(reading))));
        };
        let started = thread::Builder::new().name("dixit".to_owned()).spawn(work);
        started.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        Ok(Run { messages })
    }

    /// What comes next; nothing at the end. Lets others run, and lets Ctrl-C end it.
    pub fn next(&self, py: Python<'_>) -> PyResult<Option<Message>> {
        loop {
            match py.detach(|| self.messages.recv_timeout(PATIENCE)) {
                Ok(message) => return Ok(Some(message)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            }
        }
    }
}

fn send(to: &Sender<Message>, message: Message) -> ControlFlow<()> {
    match to.send(message) {
        Ok(()) => ControlFlow::Continue(()),
        // Nobody asks any more.
        Err(_) => ControlFlow::Break(()),
    }
}

/// Readings as lines of JSON, each with what should be known about its article.
#[pyclass(module = "dixit._dixit")]
pub struct Reader {
    run: Run,
    with_text: bool,
    skip: bool,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (paths, held, model, jobs, outlet, published, with_text, skip))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        paths: Vec<PathBuf>,
        held: Vec<u8>,
        model: &str,
        jobs: usize,
        outlet: Option<String>,
        published: Option<&str>,
        with_text: bool,
        skip: bool,
    ) -> PyResult<Self> {
        let sources = Sources::new(paths, held, outlet, published)?;
        let engine = py.detach(|| engine(model))?;
        Ok(Reader {
            run: Run::start(engine, sources, jobs, false)?,
            with_text,
            skip,
        })
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    /// A line of JSON and nothing, or nothing and a message.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<(Option<String>, Option<String>)>> {
        Ok(match self.run.next(py)? {
            None => None,
            Some(Message::Reading(reading)) => {
                let line = py
                    .detach(|| serde_json::to_string(&ReadingLine::new(&reading, self.with_text)));
                Some((Some(line.map_err(fault::dixit)?), None))
            }
            Some(Message::Note(note)) => Some((None, Some(note))),
            Some(Message::Skipped(why)) if self.skip => {
                Some((None, Some(format!("skipped {why}"))))
            }
            Some(Message::Skipped(why)) => return Err(ReadError::new_err(why)),
        })
    }
}
