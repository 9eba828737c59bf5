//! A race's numbers as tables: comma-separated values with a header, points for decimals, as every tool reads them.

use csv::Writer;

use crate::error::{Error, Result};
use crate::insight::judgement;
use crate::network::Workspace;
use crate::pieces::signals::Input;
use crate::trainer::contender::Contender;
use crate::trainer::history::QUANTITIES;
use crate::trainer::race::Race;

/// A table that grows by rows.
struct Table(Writer<Vec<u8>>);

impl Table {
    fn new() -> Self {
        Self(Writer::from_writer(Vec::new()))
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) -> Result<()> {
        let cells: Vec<String> = cells.into_iter().collect();
        self.0.write_record(cells).map_err(|error| Error::Table {
            problem: format!("a row can't be written: {error}"),
        })
    }

    fn text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Every point: x1, x2, its class by its label or its value, and whether it is held out.
pub fn points(race: &Race, labels: &[String]) -> Result<String> {
    let data = race.data();
    let Some(points) = data.points() else {
        let what = "Only points can be written as a table of inputs, and these are pictures".into();
        return Err(Error::Unsuitable { what });
    };
    let learned = if data.is_regression() {
        "value"
    } else {
        "class"
    };
    let mut table = Table::new();
    table.row(["x1", "x2", learned, "held_out"].map(String::from))?;
    for (i, [x1, x2]) in points.iter().enumerate() {
        let (target, held_out) = (target(race, i, labels), is_held_out(race, i));
        table.row([x1.to_string(), x2.to_string(), target, held_out])?;
    }
    Ok(table.text())
}

/// 1 where an example is held out, else 0.
fn is_held_out(race: &Race, example: usize) -> String {
    u8::from(example >= race.data().train_count()).to_string()
}

/// What an example is to be taken for.
fn target(race: &Race, example: usize, labels: &[String]) -> String {
    let data = race.data();
    match data.labels().get(example) {
        Some(&label) => named(labels, label.into()),
        None => data
            .targets()
            .get(example)
            .map_or(String::new(), f32::to_string),
    }
}

fn named(labels: &[String], class: usize) -> String {
    labels.get(class).cloned().unwrap_or(class.to_string())
}

/// What every model says: of all points, or of all pictures that are held out and have been scored.
pub fn predictions(race: &Race, labels: &[String]) -> Result<String> {
    let first = match race.data().points() {
        Some(_) => 0,
        None => race.data().train_count(),
    };
    let all = said(race);
    let mut table = Table::new();
    table.row(heads(race, labels, &all))?;
    for i in 0..all.first().map_or(0, Vec::len) {
        let example = first + i;
        let (target, held_out) = (target(race, example, labels), is_held_out(race, example));
        let outputs = all.iter().flat_map(|model| &model[i]);
        let outputs = outputs.map(f32::to_string);
        table.row(
            [example.to_string(), target, held_out]
                .into_iter()
                .chain(outputs),
        )?;
    }
    Ok(table.text())
}

/// The outputs of every model for the examples of such a table.
fn said(race: &Race) -> Vec<Vec<Vec<f32>>> {
    let models = race.contenders().iter();
    if race.data().points().is_some() {
        return models.map(outputs).collect();
    }
    let count = scored(race);
    let of = |model: &Contender, i| model.predictions().probabilities(i).to_vec();
    models
        .map(|model| (0..count).map(|i| of(model, i)).collect())
        .collect()
}

/// Held-out examples that every model has been scored on.
fn scored(race: &Race) -> usize {
    let counts = race
        .contenders()
        .iter()
        .map(|model| model.predictions().count());
    counts.min().unwrap_or(0)
}

/// A column for each output of each model.
fn heads(race: &Race, labels: &[String], said: &[Vec<Vec<f32>>]) -> Vec<String> {
    let mut heads = ["example", "target", "held_out"].map(String::from).to_vec();
    for (model, said) in race.contenders().iter().zip(said) {
        let name = &model.trainer.config().name;
        let outputs = said.first().map_or(0, Vec::len);
        heads.extend((0..outputs).map(|k| match outputs {
            1 => name.clone(),
            _ => format!("{name}: {}", named(labels, k)),
        }));
    }
    heads
}

/// The outputs of a model for each example.
fn outputs(contender: &Contender) -> Vec<Vec<f32>> {
    let (model, data) = (contender.trainer.model(), contender.trainer.data());
    let mut workspace = Workspace::new(model.network);
    let mut x = vec![0.0; model.inputs()];
    let examples = 0..data.count();
    examples
        .map(|i| {
            data.copy_input(i, &mut x);
            model.predict(Input::Rows(&x), &mut workspace).to_vec()
        })
        .collect()
}

/// The curves of every model; nothing stands where there was no score.
pub fn history(race: &Race) -> Result<String> {
    let mut table = Table::new();
    let (history, models) = (race.history(), race.contenders());
    let name =
        |model: &Contender, quantity: &str| format!("{}: {quantity}", model.trainer.config().name);
    let heads = models
        .iter()
        .flat_map(|model| QUANTITIES.map(|quantity| name(model, quantity)));
    table.row(std::iter::once("epoch".to_string()).chain(heads))?;
    let mut columns = Vec::new();
    for model in 0..models.len() {
        for quantity in QUANTITIES {
            columns.push(history.column(model, quantity)?);
        }
    }
    let cell = |value: f32| {
        if value.is_nan() {
            String::new()
        } else {
            value.to_string()
        }
    };
    for (i, epoch) in history.epochs().iter().enumerate() {
        let cells = columns.iter().map(|column| cell(column[i]));
        table.row(std::iter::once(epoch.to_string()).chain(cells))?;
    }
    Ok(table.text())
}

/// How often each class (rows) of the held-out examples was taken for each class (columns) by a model when it was last scored.
pub fn confusion(race: &Race, model: usize, labels: &[String]) -> Result<String> {
    let counts = judgement::confusion(race.contender(model)?.predictions());
    let classes = race.data().classes();
    let mut table = Table::new();
    let names = (0..classes).map(|class| named(labels, class));
    table.row(std::iter::once("true class".to_string()).chain(names.clone()))?;
    for (name, row) in names.zip(counts.chunks_exact(classes)) {
        table.row(std::iter::once(name).chain(row.iter().map(u32::to_string)))?;
    }
    Ok(table.text())
}
