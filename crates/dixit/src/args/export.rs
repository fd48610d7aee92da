//! What is exported, as what, and where to.

use super::flags::{ExportFlags, ExportFormat, ExportWhat};
use super::{Inputs, inputs, writable};
use crate::output::Destination;
use dixit_cluster::Selection;
use dixit_export::{GraphKind, Table};
use std::path::{Path, PathBuf};

/// An export.
#[derive(Debug)]
pub struct Export {
    pub inputs: Inputs,
    pub shape: Shape,
    /// Which stories of a folder that Spark wrote.
    pub selection: Selection,
    pub with_text: bool,
}

/// What is written.
#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    /// Several tables, one file each, in a folder.
    Folder(ExportFormat, PathBuf),
    /// One table.
    Table(ExportFormat, Table, Destination),
    /// Readings as JSON lines.
    Readings(Destination),
    /// The log of corrections, as CSV or as JSON lines.
    Corrections(ExportFormat, Destination),
    /// A graph, of routes or of who cites whom.
    Graph(ExportFormat, GraphKind, Destination),
    /// A format that holds everything.
    Whole(ExportFormat, Destination),
}

pub(super) fn resolve(flags: ExportFlags) -> Result<Export, String> {
    let inputs = inputs(flags.inputs)?;
    let output = flags.output.filter(|path| path != Path::new("-"));
    let format = flags.format.or_else(|| format_of(output.as_deref()?));
    let shape = shape(format.unwrap_or(ExportFormat::Jsonl), flags.what, output)?;
    match (&shape, shape.destination()) {
        (Shape::Folder(_, path), _) => folder(path)?,
        (_, Destination::File(path)) => writable(path, &inputs.paths)?,
        (_, Destination::Stdout) => {}
    }
    Ok(Export {
        inputs,
        shape,
        selection: flags.selection.into(),
        with_text: !flags.no_text,
    })
}

fn shape(
    format: ExportFormat,
    what: Option<ExportWhat>,
    output: Option<PathBuf>,
) -> Result<Shape, String> {
    use ExportFormat as F;
    use ExportWhat as W;
    let to = |output: Option<PathBuf>| output.map_or(Destination::Stdout, Destination::File);
    let tables = matches!(format, F::Jsonl | F::Csv | F::Parquet);
    let graph = matches!(format, F::Graphml | F::Gexf);
    match what {
        None if format == F::Jsonl => Ok(Shape::Readings(to(output))),
        None | Some(W::Tables) if tables => match output {
            Some(folder) => Ok(Shape::Folder(format, folder)),
            None => Err(
                "several tables need a folder: name one with -o, or one table with --what"
                    .to_owned(),
            ),
        },
        None if graph => Ok(Shape::Graph(format, GraphKind::Citations, to(output))),
        None => Ok(Shape::Whole(format, to(output))),
        Some(W::Citations) if graph => Ok(Shape::Graph(format, GraphKind::Citations, to(output))),
        Some(W::Routes) if graph => Ok(Shape::Graph(format, GraphKind::Routes, to(output))),
        Some(W::Readings) if format == F::Jsonl => Ok(Shape::Readings(to(output))),
        Some(W::Corrections) if matches!(format, F::Jsonl | F::Csv) => {
            Ok(Shape::Corrections(format, to(output)))
        }
        Some(what) => match (table(what), tables) {
            (Some(table), true) => Ok(Shape::Table(format, table, to(output))),
            _ => Err(refusal(format, what)),
        },
    }
}

/// Refuses, before anything is read, a folder that could not be written.
fn folder(path: &Path) -> Result<(), String> {
    let shown = path.display();
    if path.exists() && !path.is_dir() {
        return Err(format!(
            "'{shown}' is a file, and several tables need a folder: name another, \
             or one table with --what"
        ));
    }
    let within = crate::output::folder_of(path);
    match within.is_dir() {
        true => Ok(()),
        false => Err(format!(
            "'{shown}' cannot be made: there is no folder '{}'; create it or name another",
            within.display()
        )),
    }
}

fn refusal(format: ExportFormat, what: ExportWhat) -> String {
    use clap::ValueEnum;
    let name = |value: Option<clap::builder::PossibleValue>| {
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    };
    let (shown, format) = (
        name(what.to_possible_value()),
        name(format.to_possible_value()),
    );
    format!("--format {format} cannot hold '{shown}': leave --what out, or name another format")
}

fn table(what: ExportWhat) -> Option<Table> {
    Some(match what {
        ExportWhat::Articles => Table::Articles,
        ExportWhat::Attributions => Table::Attributions,
        ExportWhat::Statements => Table::Statements,
        ExportWhat::Routes => Table::Routes,
        ExportWhat::Entities => Table::Entities,
        ExportWhat::Stories => Table::Stories,
        ExportWhat::Copies => Table::Copies,
        ExportWhat::Positions => Table::Positions,
        ExportWhat::Readings
        | ExportWhat::Tables
        | ExportWhat::Citations
        | ExportWhat::Corrections => return None,
    })
}

impl Shape {
    /// Where it goes; a folder is a matter of its own.
    fn destination(&self) -> &Destination {
        match self {
            Shape::Folder(..) => &Destination::Stdout,
            Shape::Table(_, _, to)
            | Shape::Readings(to)
            | Shape::Corrections(_, to)
            | Shape::Graph(_, _, to)
            | Shape::Whole(_, to) => to,
        }
    }
}

fn format_of(path: &Path) -> Option<ExportFormat> {
    Some(
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => ExportFormat::Jsonl,
            "csv" => ExportFormat::Csv,
            "parquet" => ExportFormat::Parquet,
            "jsonld" => ExportFormat::Jsonld,
            "graphml" => ExportFormat::Graphml,
            "gexf" => ExportFormat::Gexf,
            "tei" | "xml" => ExportFormat::Tei,
            _ => return None,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use ExportFormat as F;
    use ExportWhat as W;

    fn at(format: F, what: Option<W>, output: Option<&str>) -> Result<Shape, String> {
        shape(format, what, output.map(PathBuf::from))
    }

    #[test]
    fn several_tables_need_a_folder() {
        assert!(at(F::Csv, None, None).unwrap_err().contains("-o"));
        let folder = Shape::Folder(F::Csv, "t".into());
        assert_eq!(at(F::Csv, None, Some("t")), Ok(folder));
        let one = Shape::Table(F::Csv, Table::Routes, Destination::Stdout);
        assert_eq!(at(F::Csv, Some(W::Routes), None), Ok(one));
    }

    #[test]
    fn what_a_format_cannot_hold_is_refused() {
        let error = at(F::Tei, Some(W::Routes), None).unwrap_err();
        assert!(
            error.contains("--format tei cannot hold 'routes'"),
            "{error}"
        );
        assert!(at(F::Parquet, Some(W::Readings), None).is_err());
        assert!(at(F::Parquet, Some(W::Corrections), None).is_err());
        assert!(at(F::Gexf, Some(W::Routes), None).is_ok());
    }

    #[test]
    fn the_ending_gives_the_format() {
        let of = |name| format_of(Path::new(name));
        assert_eq!(of("a.parquet"), Some(F::Parquet));
        assert_eq!((of("a.XML"), of("tables")), (Some(F::Tei), None));
    }
}
