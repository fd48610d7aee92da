//! What a cluster does between the steps, done by hand.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Float32Array, Int64Array, RecordBatch, StringArray,
    UInt32Array,
};
use arrow_schema::Schema;
use arrow_select::concat::concat_batches;
use arrow_select::take::take_record_batch;
use dixit_cluster::{Step, Worker};
use dixit_model::Record;
use dixit_record::{LEAST, Profile};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The steps taken on some articles.
pub struct Cluster {
    cut: usize,
    backwards: bool,
    readings: RecordBatch,
}

impl Cluster {
    /// With batches of so many rows, each group in its order or backwards.
    pub fn of(lines: &[String], cut: usize, backwards: bool) -> Cluster {
        let rows = batch(vec![("line", texts(lines.iter().map(String::as_str)))]);
        let mut cluster = Cluster {
            cut,
            backwards,
            readings: rows.clone(),
        };
        cluster.readings = cluster.step("read-fast", &rows);
        cluster
    }

    /// Ids and problems of what was not read.
    pub fn problems(&self) -> Vec<(Option<String>, String)> {
        let (ids, problems) = (self.readings.column(0), self.readings.column(1));
        let (ids, problems) = (ids.as_string::<i32>(), problems.as_string::<i32>());
        let rows = ids.iter().zip(problems);
        rows.filter_map(|(id, problem)| Some((id.map(str::to_owned), problem?.to_owned())))
            .collect()
    }

    /// The records of all stories, by their ids.
    pub fn records(&self) -> Vec<Record> {
        let ids = strings(&self.readings, "id");
        let pairs = self.pairs(1);
        let components = components(&ids, &pairs);
        let alone = ids.iter().map(|id| (id.as_str(), None, None));
        let within = pairs
            .iter()
            .filter(|(a, b, _)| components[a.as_str()] == components[b.as_str()])
            .map(|(a, b, likeness)| (a.as_str(), Some(b.as_str()), Some(*likeness)));
        let rows: Vec<_> = alone.chain(within).collect();
        let likeness = rows.iter().map(|row| row.2).collect::<Float32Array>();
        let stories = self.step(
            "stories",
            &batch(vec![
                ("component", texts(rows.iter().map(|row| components[row.0]))),
                ("a", texts(rows.iter().map(|row| row.0))),
                (
                    "b",
                    Arc::new(rows.iter().map(|row| row.1).collect::<StringArray>()),
                ),
                ("likeness", Arc::new(likeness)),
            ]),
        );
        let told = self.tell(&ids, &stories);
        let known = self.known(&told);
        self.place(&told, known)
    }

    /// Pairs with anything in common, found in groups of which each is in so many parts.
    pub fn pairs(&self, parts: u32) -> Vec<(String, String, f32)> {
        let postings = self.step("postings", &self.readings);
        let own = postings.column_by_name("own").expect("own").as_boolean();
        let mut rows: Vec<(String, u32, bool, Option<i64>)> = Vec::new();
        let articles = strings(&self.readings, "id");
        let groups = strings(&postings, "group").into_iter();
        for (row, (group, id)) in groups.zip(strings(&postings, "id")).enumerate() {
            let at = articles.iter().position(|article| *article == id);
            let at = at.expect("the article") as u32;
            let part = at % parts;
            for other in 0..parts {
                let group = format!("{group} {} {}", part.min(other), part.max(other));
                let side = (part != other).then_some(i64::from(part));
                rows.push((group, at, own.value(row), side));
            }
        }
        let at = UInt32Array::from_iter_values(rows.iter().map(|row| row.1));
        let articles = take_record_batch(&self.readings, &at).expect("articles");
        let column = |name| Arc::clone(articles.column_by_name(name).expect("a column"));
        let own: BooleanArray = rows.iter().map(|row| Some(row.2)).collect();
        let sides: Int64Array = rows.iter().map(|row| row.3).collect();
        let alike = self.step(
            "alike",
            &batch(vec![
                ("group", texts(rows.iter().map(|row| row.0.as_str()))),
                ("id", column("id")),
                ("own", Arc::new(own)),
                ("side", Arc::new(sides)),
                ("profile", column("profile")),
            ]),
        );
        let likeness = alike.column(2).as_primitive::<Float32Type>();
        let (a, b) = (strings(&alike, "a"), strings(&alike, "b"));
        let joins = alike.column(3).as_boolean().values().iter();
        let joins = joins.zip(likeness.values());
        joins.for_each(|(joins, &likeness)| assert_eq!(joins, likeness >= LEAST));
        let pairs = a.into_iter().zip(b).zip(likeness.values());
        pairs.map(|((a, b), &l)| (a, b, l)).collect()
    }

    /// The profiles of all articles, with their ids.
    pub fn profiles(&self) -> Vec<(String, Profile)> {
        let bytes = self.column("profile").as_binary::<i32>().iter().flatten();
        let profiles = bytes.map(|bytes| Profile::from_bytes(bytes).expect("a profile"));
        let ids = strings(&self.readings, "id").into_iter();
        ids.zip(profiles).collect()
    }

    fn column(&self, name: &str) -> &ArrayRef {
        self.readings.column_by_name(name).expect("a column")
    }

    fn tell(&self, ids: &[String], stories: &RecordBatch) -> RecordBatch {
        let readings = self.column("reading").as_binary::<i32>();
        let articles = strings(stories, "article");
        let of = articles.iter().map(|id| {
            let row = ids.iter().position(|own| own == id).expect("the article");
            readings.value(row)
        });
        let members = batch(vec![
            ("story", Arc::clone(stories.column(0))),
            ("article", Arc::clone(stories.column(1))),
            ("reading", Arc::new(BinaryArray::from_iter_values(of))),
            ("alike", Arc::clone(stories.column(2))),
        ]);
        self.step("tell", &members)
    }

    /// By story and local entity: who it is.
    fn known(&self, told: &RecordBatch) -> Vec<(String, i64, String, String, String)> {
        let forms = self.step("rows-forms", told);
        let uses = forms.column_by_name("uses").expect("uses");
        let uses = uses.as_primitive::<Int64Type>();
        let (blocks, names) = (strings(&forms, "block"), strings(&forms, "text"));
        let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
        for row in 0..names.len() {
            let form = (blocks[row].clone(), names[row].clone());
            *sums.entry(form).or_default() += uses.value(row);
        }
        let settled = self.step(
            "settle",
            &batch(vec![
                ("block", texts(sums.keys().map(|(block, _)| block.as_str()))),
                ("text", texts(sums.keys().map(|(_, text)| text.as_str()))),
                (
                    "uses",
                    Arc::new(Int64Array::from_iter_values(sums.values().copied())),
                ),
            ]),
        );
        let of: BTreeMap<(String, String), String> = strings(&settled, "block")
            .into_iter()
            .zip(strings(&settled, "text"))
            .zip(strings(&settled, "entity"))
            .collect();
        let named = self.named(told, &of);
        let stories = strings(&forms, "story");
        let locals = forms.column_by_name("local").expect("locals");
        let locals = locals.as_primitive::<Int64Type>();
        let rows = (0..names.len()).map(|row| {
            let entity = &of[&(blocks[row].clone(), names[row].clone())];
            let (name, kind) = named[entity].clone();
            (
                stories[row].clone(),
                locals.value(row),
                entity.clone(),
                name,
                kind,
            )
        });
        rows.collect()
    }

    fn named(
        &self,
        told: &RecordBatch,
        of: &BTreeMap<(String, String), String>,
    ) -> BTreeMap<String, (String, String)> {
        let facts = self.step("rows-facts", told);
        let (blocks, names) = (strings(&facts, "block"), strings(&facts, "text"));
        let forms = blocks.into_iter().zip(names);
        let entities: Vec<String> = forms.map(|form| of[&form].clone()).collect();
        let mut columns = vec![("entity", texts(entities.iter().map(String::as_str)))];
        for name in ["what", "value", "count", "place"] {
            let column = facts.column_by_name(name).expect("a column");
            columns.push((name, Arc::clone(column)));
        }
        let named = self.step("name", &batch(columns));
        let names = strings(&named, "name")
            .into_iter()
            .zip(strings(&named, "kind"));
        strings(&named, "entity").into_iter().zip(names).collect()
    }

    fn place(
        &self,
        told: &RecordBatch,
        known: Vec<(String, i64, String, String, String)>,
    ) -> Vec<Record> {
        let stories = strings(told, "story");
        let records = told.column(1).as_binary::<i32>();
        let (gap, gaps) = (stories.len(), known.len());
        let story = stories.iter().chain(known.iter().map(|row| &row.0));
        let record = records.iter().chain(std::iter::repeat_n(None, gaps));
        let local = std::iter::repeat_n(None, gap).chain(known.iter().map(|row| Some(row.1)));
        type Row = (String, i64, String, String, String);
        let text = |of: fn(&Row) -> &str| {
            let texts = std::iter::repeat_n(None, gap).chain(known.iter().map(|row| Some(of(row))));
            Arc::new(texts.collect::<StringArray>()) as ArrayRef
        };
        let rows = batch(vec![
            ("story", texts(story.map(String::as_str))),
            ("record", Arc::new(record.collect::<BinaryArray>())),
            ("local", Arc::new(local.collect::<Int64Array>())),
            ("entity", text(|row| &row.2)),
            ("name", text(|row| &row.3)),
            ("kind", text(|row| &row.4)),
        ]);
        let placed = self.step("place", &rows);
        let bytes = placed.column_by_name("record").expect("records");
        let records = bytes.as_binary::<i32>().iter().flatten().map(|bytes| {
            let json = zstd::stream::decode_all(bytes).expect("a frame");
            serde_json::from_slice(&json).expect("a record")
        });
        records.collect()
    }

    /// A step on rows; groups are brought together first.
    fn step(&self, name: &str, rows: &RecordBatch) -> RecordBatch {
        let step = Step::named(name).expect("a step");
        let mut order: Vec<u32> = (0..rows.num_rows() as u32).collect();
        if step.is_grouped() {
            let keys = rows.column(0).as_string::<i32>();
            if self.backwards {
                order.reverse();
            }
            order.sort_by_key(|&row| keys.value(row as usize));
        }
        let rows = take_record_batch(rows, &UInt32Array::from(order)).expect("rows");
        let mut worker = Worker::new(step).expect("a worker");
        let mut done = Vec::new();
        let mut from = 0;
        while from < rows.num_rows() {
            let piece = rows.slice(from, self.cut.min(rows.num_rows() - from));
            from += piece.num_rows();
            done.push(worker.push(&piece).expect("a step"));
        }
        done.push(worker.finish().expect("a step"));
        concat_batches(&step.schema(), &done).expect("batches")
    }
}

/// The first article of each one's component.
fn components<'i>(
    ids: &'i [String],
    pairs: &[(String, String, f32)],
) -> BTreeMap<&'i str, &'i str> {
    let mut of: BTreeMap<&str, &str> = ids.iter().map(|id| (id.as_str(), id.as_str())).collect();
    loop {
        let before = of.clone();
        for (a, b, _) in pairs.iter().filter(|pair| pair.2 >= LEAST) {
            let least = of[a.as_str()].min(of[b.as_str()]);
            for id in [a, b] {
                *of.get_mut(id.as_str()).expect("the article") = least;
            }
        }
        if of == before {
            return of;
        }
    }
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let fields = columns.iter();
    let fields = fields
        .map(|(name, array)| arrow_schema::Field::new(*name, array.data_type().clone(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, array)| array);
    RecordBatch::try_new(schema, arrays.collect()).expect("a batch")
}

fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(texts))
}

fn strings(batch: &RecordBatch, name: &str) -> Vec<String> {
    let column = batch
        .column_by_name(name)
        .expect("a column")
        .as_string::<i32>();
    column.iter().flatten().map(str::to_owned).collect()
}
