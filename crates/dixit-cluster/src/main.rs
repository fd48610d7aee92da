//! Steps for another program, over a pipe: `dixit-steps`.
//!
//! Each message is a letter, its length in eight bytes (little-endian) and so
//! many bytes. `S` and a name begins a step; `P` and a stream of Arrow batches
//! asks what becomes of them; `F` asks for what is left; `C` and a name asks for
//! a step's columns, with `grouped` in the metadata where it takes groups. The
//! answer is `O` and a stream, or `E` and a message. `K` asks for the constants
//! of candidates, as JSON. A model stays loaded from one step to the next.

use arrow_schema::Schema;
use dixit_cluster::{
    DAYS, Error, LEAST, LEAST_IN_COMMON, Model, RARE_IN_COMMON, Step, Worker, stream_of,
};
use serde_json::json;
use std::collections::HashMap;
use std::io::{self, BufReader, Read, Write};
use std::sync::Arc;

fn main() -> io::Result<()> {
    let mut steps = Steps::default();
    let mut messages = BufReader::new(io::stdin().lock());
    let mut out = io::stdout().lock();
    while let Some((letter, bytes)) = message(&mut messages)? {
        let (letter, answer) = match steps.answer(letter, &bytes) {
            Ok(stream) => (b'O', stream),
            Err(error) => (b'E', error.to_string().into_bytes()),
        };
        out.write_all(&[letter])?;
        out.write_all(&(answer.len() as u64).to_le_bytes())?;
        out.write_all(&answer)?;
        out.flush()?;
    }
    Ok(())
}

/// The next message; `None` where the other side has gone.
fn message(from: &mut impl Read) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut head = [0; 9];
    match from.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let [letter, length @ ..] = head;
    let mut bytes = Vec::new();
    from.take(u64::from_le_bytes(length))
        .read_to_end(&mut bytes)?;
    Ok(Some((letter, bytes)))
}

/// The step at work, and the models that were loaded for those before it.
#[derive(Default)]
struct Steps {
    worker: Option<Worker>,
    models: HashMap<String, Option<Arc<Model>>>,
}

impl Steps {
    fn answer(&mut self, letter: u8, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let name = || String::from_utf8_lossy(bytes).into_owned();
        match letter {
            b'S' => self.begin(&name()).map(|()| Vec::new()),
            b'C' => columns(Step::named(&name())?),
            b'K' => Ok(constants()),
            _ => {
                let Some(worker) = &mut self.worker else {
                    return Step::named("").map(|_| Vec::new());
                };
                match letter {
                    b'P' => worker.push_stream(bytes),
                    _ => worker.finish_stream(),
                }
            }
        }
    }

    fn begin(&mut self, name: &str) -> Result<(), Error> {
        let step = Step::named(name)?;
        if !self.models.contains_key(name) {
            self.models.insert(name.to_owned(), Model::of(step)?);
        }
        let model = self.models.get(name).cloned().flatten();
        self.worker = Some(Worker::with(step, model));
        Ok(())
    }
}

fn columns(step: Step) -> Result<Vec<u8>, Error> {
    let grouped = step
        .is_grouped()
        .then(|| ("grouped".to_owned(), String::new()));
    let fields = step.schema().fields().clone();
    let metadata: HashMap<String, String> = grouped.into_iter().collect();
    let schema = Schema::new_with_metadata(fields, metadata);
    stream_of(&Arc::new(schema), &[])
}

fn constants() -> Vec<u8> {
    let constants = json!({
        "DAYS": DAYS,
        "LEAST": LEAST,
        "LEAST_IN_COMMON": LEAST_IN_COMMON,
        "RARE_IN_COMMON": RARE_IN_COMMON,
    });
    constants.to_string().into_bytes()
}
