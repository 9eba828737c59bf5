//! Arrays as views on this module's memory: nothing is copied, and a view is good until the next call.

use js_sys::{ArrayBuffer, Float32Array, Uint8Array, Uint32Array, WebAssembly::Memory};
use wasm_bindgen::JsCast;

fn buffer() -> ArrayBuffer {
    wasm_bindgen::memory()
        .unchecked_into::<Memory>()
        .buffer()
        .unchecked_into()
}

/// The address of a slice's first value, as JavaScript counts.
fn offset<T>(values: &[T]) -> u32 {
    values.as_ptr() as u32
}

pub fn floats(values: &[f32]) -> Float32Array {
    Float32Array::new_with_byte_offset_and_length(&buffer(), offset(values), values.len() as u32)
}

pub fn bytes(values: &[u8]) -> Uint8Array {
    Uint8Array::new_with_byte_offset_and_length(&buffer(), offset(values), values.len() as u32)
}

pub fn integers(values: &[u32]) -> Uint32Array {
    Uint32Array::new_with_byte_offset_and_length(&buffer(), offset(values), values.len() as u32)
}
