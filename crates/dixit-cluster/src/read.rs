//! Articles to readings.

use crate::columns::{Columns, batch, binary, days, maybe_binary, maybe_text, schema, texts_of};
use crate::error::{Error, ErrorKind, Result};
use crate::key::day_number;
use crate::packed::pack;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use dixit_intake::{Intake, Options};
use dixit_language::{Analyzer, ModelKind};
use dixit_model::{Analysis, Article, Reading};
use dixit_record::Profiler;
use serde_json::{Map, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The column that holds an article whole, as a line of JSON.
const LINE: &str = "line";

/// What reads articles: the intake and a model, loaded once.
pub(crate) struct Reader {
    intake: Intake,
    analyzer: Analyzer,
}

/// What became of one article.
#[derive(Default)]
struct Read {
    id: Option<String>,
    problem: Option<String>,
    sha256: Option<String>,
    day: Option<i32>,
    reading: Option<Vec<u8>>,
    profile: Option<Vec<u8>>,
}

/// Readings, or what was wrong with articles.
pub(crate) fn columns() -> SchemaRef {
    schema(&[
        ("id", DataType::Utf8, true),
        ("problem", DataType::Utf8, true),
        ("sha256", DataType::Utf8, true),
        ("day", DataType::Int32, true),
        ("reading", DataType::Binary, true),
        ("profile", DataType::Binary, true),
    ])
}

impl Reader {
    /// Loads a model.
    pub(crate) fn load(model: ModelKind) -> Result<Reader> {
        let unloaded = |error| {
            let message =
                "the model that is part of this program cannot be loaded; install it anew";
            Error::new(ErrorKind::Model, message).because(error)
        };
        Ok(Reader {
            intake: Intake::new(Options::default()),
            analyzer: Analyzer::load(model).map_err(unloaded)?,
        })
    }

    /// Reads every row. A row is an article as a line of JSON, in the column
    /// `line`; or each column is a key of its JSON object.
    pub(crate) fn read(&self, articles: &RecordBatch) -> Result<RecordBatch> {
        let mut profiler = Profiler::new();
        let rows: Vec<Read> = lines(articles)?
            .into_iter()
            .map(|line| self.row(&line, &mut profiler))
            .collect();
        batch(
            columns(),
            vec![
                maybe_text(rows.iter().map(|row| row.id.as_ref())),
                maybe_text(rows.iter().map(|row| row.problem.as_ref())),
                maybe_text(rows.iter().map(|row| row.sha256.as_ref())),
                days(rows.iter().map(|row| row.day)),
                maybe_binary(rows.iter().map(|row| row.reading.as_ref())),
                maybe_binary(rows.iter().map(|row| row.profile.as_ref())),
            ],
        )
    }

    /// One bad article stops nothing, whatever is wrong with it.
    fn row(&self, line: &str, profiler: &mut Profiler) -> Read {
        let mut read = Read::default();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let article = self.article(line)?;
            read.id = Some(article.id.clone());
            read.sha256 = Some(article.sha256.clone());
            let reading = self.reading(article);
            let day = reading.article.published.as_ref();
            read.day = day.map(|day| day_number(day.value));
            read.profile = Some(profiler.profile(&reading).to_bytes());
            read.reading = Some(pack(&reading).map_err(|error| error.to_string())?);
            Ok(())
        }));
        let problem = match outcome {
            Ok(Ok(())) => return read,
            Ok(Err(problem)) => problem,
            Err(_) => "Dixit failed on it, through a fault of its own; please report this with \
                       the article, if you may share it"
                .to_owned(),
        };
        let id = read.id.or_else(|| id_of(line));
        Read {
            id,
            problem: Some(problem),
            ..Read::default()
        }
    }

    /// The article of a line, exactly as a file of such lines would give it.
    fn article(&self, line: &str) -> std::result::Result<Article, String> {
        let bytes = Box::new(std::io::Cursor::new(line.as_bytes().to_vec()));
        let file = Path::new("article.jsonl");
        let mut articles = self.intake.read_from(bytes, Some(file)).into_iter();
        match (articles.next(), articles.next()) {
            (Some(Ok(article)), None) => Ok(article),
            (Some(Err(error)), None) => Err(error.to_string()),
            _ => Err("is not one line of JSON; give one article a row".to_owned()),
        }
    }

    fn reading(&self, article: Article) -> Reading {
        let analysis = match is_read(&article) {
            true => self.analyzer.analyze(&article),
            false => Analysis::default(),
        };
        dixit_attribution::read(article, &analysis)
    }
}

/// Whether an article is not surely in a language that no model reads.
fn is_read(article: &Article) -> bool {
    let Some(language) = &article.language else {
        return true;
    };
    let primary = language.value.split(['-', '_']).next().unwrap_or_default();
    ["en", "eng", "english"].contains(&primary.to_ascii_lowercase().as_str())
}

fn id_of(line: &str) -> Option<String> {
    let value: Value = serde_json::from_str(line).ok()?;
    match value.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// Each article as a line of JSON.
fn lines(articles: &RecordBatch) -> Result<Vec<String>> {
    if articles.column_by_name(LINE).is_some() {
        let lines = articles.texts(LINE)?.into_iter();
        return Ok(lines
            .map(|line| line.unwrap_or_default().to_owned())
            .collect());
    }
    for name in ["id", "text"] {
        articles.texts(name)?;
    }
    let mut objects = vec![Map::new(); articles.num_rows()];
    for (field, array) in articles.schema().fields().iter().zip(articles.columns()) {
        let wanted = "text, numbers, days or lists of texts";
        for (row, object) in objects.iter_mut().enumerate() {
            let value = value(array, row).ok_or_else(|| Error::column(field.name(), wanted))?;
            if !value.is_null() {
                object.insert(field.name().clone(), value);
            }
        }
    }
    Ok(objects
        .into_iter()
        .map(|object| Value::Object(object).to_string())
        .collect())
}

/// A value of a column as JSON; `None` where it is of a kind that no key has.
fn value(array: &ArrayRef, row: usize) -> Option<Value> {
    if array.is_null(row) {
        return Some(Value::Null);
    }
    Some(match array.data_type() {
        DataType::Null => Value::Null,
        DataType::Utf8 => array.as_string::<i32>().value(row).into(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into(),
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into(),
        DataType::Date32 => {
            let days = array.as_primitive::<Date32Type>().value(row);
            let days = jiff::Span::new().try_days(days).ok()?;
            let day = dixit_model::Date::constant(1970, 1, 1).checked_add(days);
            day.ok()?.to_string().into()
        }
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            let texts = texts_of(&items)?.into_iter().flatten();
            texts.map(Value::from).collect::<Vec<_>>().into()
        }
        _ => return None,
    })
}

/// Readings to lines of JSON, the same that `dixit read` prints.
pub(crate) fn lines_of(readings: &RecordBatch) -> Result<RecordBatch> {
    let ids = readings.all_texts("id")?;
    let lines = readings.all_bytes("reading")?.into_iter().map(|bytes| {
        let reading: Reading = crate::packed::unpack(bytes, "a reading")?;
        let line = dixit_model::wire::ReadingLine::new(&reading, true);
        serde_json::to_vec(&line).map_err(|error| Error::damaged("a reading").because(error))
    });
    let lines: Vec<Vec<u8>> = lines.collect::<Result<_>>()?;
    batch(
        line_columns(),
        vec![crate::columns::text(ids), binary(lines)],
    )
}

/// Lines of JSON by id.
pub(crate) fn line_columns() -> SchemaRef {
    schema(&[
        ("id", DataType::Utf8, false),
        ("line", DataType::Binary, false),
    ])
}
