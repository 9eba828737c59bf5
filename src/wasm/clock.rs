//! The page's clock.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Performance;

thread_local! {
    static PERFORMANCE: Option<Performance> = performance();
}

/// A page has it, and so has a worker.
fn performance() -> Option<Performance> {
    let found = js_sys::Reflect::get(&js_sys::global(), &"performance".into());
    found.ok().filter(JsValue::is_object)?.dyn_into().ok()
}

/// Seconds since the page began; 0 where nothing tells the time.
pub fn seconds() -> f64 {
    PERFORMANCE.with(|clock| clock.as_ref().map_or(0.0, |clock| clock.now() / 1000.0))
}
