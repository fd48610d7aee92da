//! A step at work on a stream of batches.

use crate::columns::Columns;
use crate::error::{Error, Result};
use crate::read::Reader;
use crate::step::Step;
use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;
use dixit_language::ModelKind;
use std::sync::{Arc, Mutex, PoisonError};

/// A step at work: batches go in, cut anywhere, batches come out.
///
/// Of a grouped step it keeps the rows of the group that may still go on, and
/// nothing else.
///
/// ```
/// use dixit_cluster::{Step, Worker};
/// # fn main() -> Result<(), dixit_cluster::Error> {
/// let mut worker = Worker::new(Step::named("tell")?)?;
/// assert_eq!(worker.finish()?.num_rows(), 0);
/// # Ok(())
/// # }
/// ```
pub struct Worker {
    step: Step,
    reader: Option<Arc<Reader>>,
    open: Vec<RecordBatch>,
    key: String,
}

/// The model that a step reads with, loaded once in a process.
fn model(step: Step) -> Result<Option<Arc<Reader>>> {
    static ACCURATE: Mutex<Option<Arc<Reader>>> = Mutex::new(None);
    static FAST: Mutex<Option<Arc<Reader>>> = Mutex::new(None);
    let (loaded, kind) = match step {
        Step::Read(kind @ ModelKind::Accurate) => (&ACCURATE, kind),
        Step::Read(kind) => (&FAST, kind),
        _ => return Ok(None),
    };
    // Whoever failed while loading left nothing behind.
    let mut loaded = loaded.lock().unwrap_or_else(PoisonError::into_inner);
    if loaded.is_none() {
        *loaded = Some(Arc::new(Reader::load(kind)?));
    }
    Ok(loaded.clone())
}

impl Worker {
    /// A worker that has seen nothing. The model that it needs is loaded for the
    /// first of its kind and serves all that come after.
    ///
    /// # Errors
    /// If the model cannot be loaded.
    pub fn new(step: Step) -> Result<Worker> {
        Ok(Worker {
            step,
            reader: model(step)?,
            open: Vec::new(),
            key: String::new(),
        })
    }

    /// What becomes of some more rows, as far as it is known by now.
    ///
    /// # Errors
    /// If columns are missing, or hold what no step made.
    pub fn push(&mut self, rows: &RecordBatch) -> Result<RecordBatch> {
        if !self.step.is_grouped() {
            return self.run(rows);
        }
        let schema = rows.schema();
        let key = schema.fields().first().map_or("", |field| field.name());
        let keys = rows.all_texts(key)?;
        let mut done = Vec::new();
        let mut from = 0;
        for run in keys.chunk_by(|a, b| a == b) {
            if !self.open.is_empty() && self.key != run[0] {
                done.push(self.close()?);
            }
            run[0].clone_into(&mut self.key);
            self.open.push(rows.slice(from, run.len()));
            from += run.len();
        }
        Ok(concat_batches(&self.step.schema(), &done)?)
    }

    /// What becomes of the last rows.
    ///
    /// # Errors
    /// As [`Worker::push`].
    pub fn finish(&mut self) -> Result<RecordBatch> {
        match self.open.is_empty() {
            true => Ok(RecordBatch::new_empty(self.step.schema())),
            false => self.close(),
        }
    }

    /// As [`Worker::push`], on Arrow's stream format, which every language reads.
    ///
    /// # Errors
    /// As [`Worker::push`], or if these bytes are no such stream.
    pub fn push_stream(&mut self, stream: &[u8]) -> Result<Vec<u8>> {
        let unread = |error| Error::damaged("a stream of Arrow batches").because(error);
        let mut done = Vec::new();
        for rows in StreamReader::try_new(stream, None).map_err(unread)? {
            done.push(self.push(&rows.map_err(unread)?)?);
        }
        stream_of(&self.step.schema(), &done)
    }

    /// As [`Worker::finish`], on Arrow's stream format.
    ///
    /// # Errors
    /// As [`Worker::push`].
    pub fn finish_stream(&mut self) -> Result<Vec<u8>> {
        let last = self.finish()?;
        stream_of(&self.step.schema(), &[last])
    }

    /// The group that was open.
    fn close(&mut self) -> Result<RecordBatch> {
        let open = std::mem::take(&mut self.open);
        let group = concat_batches(&open[0].schema(), &open)?;
        drop(open);
        self.run(&group)
    }

    fn run(&self, rows: &RecordBatch) -> Result<RecordBatch> {
        self.step.run(self.reader.as_deref(), rows)
    }
}

/// Batches in Arrow's stream format; without any, the columns alone.
///
/// # Errors
/// If a batch is of another schema.
pub fn stream_of(schema: &SchemaRef, batches: &[RecordBatch]) -> Result<Vec<u8>> {
    let mut writer = StreamWriter::try_new(Vec::new(), schema)?;
    for batch in batches.iter().filter(|batch| batch.num_rows() > 0) {
        writer.write(batch)?;
    }
    writer.finish()?;
    Ok(writer.into_inner()?)
}
