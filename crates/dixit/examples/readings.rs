//! Readings in the form in which a ledger stores them, one JSON line each, for
//! measuring what comes after reading alone: `readings accurate|fast PATH...`.

use dixit_intake::{Intake, Options};
use dixit_language::{Analyzer, ModelKind};
use std::io::Write;
use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let kind = match arguments.next().as_deref() {
        Some("accurate") => ModelKind::Accurate,
        Some("fast") => ModelKind::Fast,
        _ => anyhow::bail!("usage: readings accurate|fast PATH..."),
    };
    let paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let analyzer = Analyzer::load(kind)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for article in Intake::new(Options::default()).read(&paths) {
        let article = article?;
        let analysis = analyzer.analyze(&article);
        let reading = dixit_attribution::read(article, &analysis);
        serde_json::to_writer(&mut out, &reading)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
