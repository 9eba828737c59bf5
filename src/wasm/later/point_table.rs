//! `PointTable` for JavaScript.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::data::source::Source;
use crate::data::tables::file;
use crate::data::tables::table::{Chosen, Table};
use crate::data::target::Learned;
use crate::error::Result;
use crate::wasm::config::read;
use crate::wasm::to_js::to_js;

/// Points as text: a header or none, separated by commas, semicolons, tabs, bars or blanks.
#[wasm_bindgen]
pub struct PointTable(Table);

#[wasm_bindgen]
impl PointTable {
    /// Reads the text; what is no table with three columns is an error. `progress` is told again and again which share of the
    /// text has been read.
    #[wasm_bindgen(constructor)]
    pub fn new(
        text: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "(share: number) => void")] progress: Option<
            Function,
        >,
    ) -> Result<Self> {
        let mut tell = |share: f64| {
            if let Some(progress) = &progress {
                let _ = progress.call1(&JsValue::NULL, &share.into());
            }
        };
        Ok(Self(Table::read_telling(text, &mut tell)?))
    }

    /// The text of a file; what is no text is refused by its name.
    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(bytes: &[u8]) -> Result<String> {
        file::text(bytes)
    }

    /// How it was understood: in words, with the first rows.
    #[wasm_bindgen(unchecked_return_type = "TablePreview")]
    pub fn preview(&self) -> JsValue {
        to_js(&self.0.preview())
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
        let found = self.0.points(chosen.columns, chosen.seed)?;
        Ok(to_js(&Source::Table(self.0.own(found, &chosen)?)))
    }
}
