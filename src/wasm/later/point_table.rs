//! `PointTable` for JavaScript.

use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use crate::data::source::Source;
use crate::data::tables::table::{Chosen, Table};
use crate::data::target::Learned;
use crate::error::Result;
use crate::wasm::config::read;
use crate::wasm::to_js::to_js;

/// What a table gave.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TableReport {
    pub points: usize,
    /// Rows that hold no point, or no target.
    pub skipped: usize,
    /// Good rows beyond the most points there may be.
    pub left_out: usize,
    /// The classes' names; none where a number is learned.
    pub classes: Vec<String>,
    /// The numbers that the values −1 and 1 stand for, where a number is learned.
    pub range: Option<[f32; 2]>,
}

/// Points as text: a header or none, separated by commas, semicolons, tabs, bars or blanks.
#[wasm_bindgen]
pub struct PointTable(Table);

#[wasm_bindgen]
impl PointTable {
    /// Reads the text; what is no table with three columns is an error.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Result<Self> {
        Ok(Self(Table::read(text)?))
    }

    /// What each column holds.
    #[wasm_bindgen(unchecked_return_type = "ColumnSummary[]")]
    pub fn columns(&self) -> JsValue {
        to_js(&self.0.columns())
    }

    /// What is probably meant: classes or a number, and in which columns.
    #[wasm_bindgen(js_name = likelyColumns, unchecked_return_type = "Columns")]
    pub fn likely_columns(&self) -> JsValue {
        to_js(&self.0.likely_columns())
    }

    /// The columns that are probably meant, where one knows what is to be learned.
    #[wasm_bindgen(js_name = likelyColumnsFor, unchecked_return_type = "Columns")]
    pub fn likely_columns_for(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Learned")] learned: JsValue,
    ) -> Result<JsValue> {
        let learned: Learned = read(learned)?;
        Ok(to_js(&self.0.likely_columns_for(learned)))
    }

    /// The points of some columns, and what became of the table's rows.
    #[wasm_bindgen(unchecked_return_type = "Source & { kind: 'table' }")]
    pub fn source(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Chosen")] chosen: JsValue,
    ) -> Result<JsValue> {
        let chosen: Chosen = read(chosen)?;
        let found = self.0.points(chosen.columns)?;
        Ok(to_js(&Source::Table(self.0.own(found, &chosen)?)))
    }
}
