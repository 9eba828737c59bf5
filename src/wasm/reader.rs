//! JavaScript values for serde, with the way to what is wrong in them.
//!
//! One deserialiser for both, since serde makes its code for each type anew for every layer of deserialisers: with
//! `serde_wasm_bindgen` under `serde_path_to_error` the page would wait for as much again. Settings are read now and then, so
//! all of it is called cold: small code is worth more here than fast code, and a first load waits for it.

use std::cell::RefCell;
use std::fmt::{self, Display};

use js_sys::{Array, Object, Reflect};
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::prelude::*;

/// Where one is in a value: ".hidden[1].units".
#[derive(Default)]
pub struct Path(RefCell<String>);

impl Path {
    /// A step further, before what stands there is read; the length of the path before it.
    #[inline(never)]
    fn enter(&self, step: &str) -> usize {
        let mut path = self.0.borrow_mut();
        let length = path.len();
        path.push_str(step);
        length
    }

    /// Back again, once it has been read: where it could not be, the path stays.
    #[inline(never)]
    fn leave(&self, length: usize) {
        self.0.borrow_mut().truncate(length);
    }

    /// How one would write it in JavaScript; "." for the whole value.
    pub fn written(&self) -> String {
        let path = self.0.borrow();
        match path.strip_prefix('.') {
            Some(rest) => rest.into(),
            None if path.is_empty() => ".".into(),
            None => path.clone(),
        }
    }
}

/// What is wrong, in words.
#[derive(Debug)]
pub struct Wrong(String);

impl Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: Display>(problem: T) -> Self {
        Self(problem.to_string())
    }
}

/// A value, and where it stands.
pub struct Reader<'a> {
    pub value: JsValue,
    pub path: &'a Path,
}

impl<'a> Reader<'a> {
    fn fields(self, names: &'static [&'static str]) -> Fields<'a> {
        Fields {
            object: self.value.unchecked_into(),
            names: names.iter(),
            next: None,
            path: self.path,
        }
    }

    #[inline(never)]
    fn invalid(&self, expected: &dyn de::Expected) -> Wrong {
        let text = self.value.as_string();
        let unexpected = match &text {
            Some(text) => Unexpected::Str(text),
            None if self.value.is_null() || self.value.is_undefined() => Unexpected::Unit,
            None if Array::is_array(&self.value) => Unexpected::Seq,
            None => match (self.value.as_bool(), self.value.as_f64()) {
                (Some(flag), _) => Unexpected::Bool(flag),
                (_, Some(number)) => Unexpected::Float(number),
                _ => Unexpected::Other("an object"),
            },
        };
        Wrong::invalid_type(unexpected, expected)
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Wrong;

    #[cold]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        Err(self.invalid(&visitor))
    }

    #[cold]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.value.as_f64() {
            Some(number) => visitor.visit_f64(number),
            None => Err(self.invalid(&visitor)),
        }
    }

    #[cold]
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_f64(visitor)
    }

    #[cold]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.value.as_bool() {
            Some(flag) => visitor.visit_bool(flag),
            None => Err(self.invalid(&visitor)),
        }
    }

    #[cold]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.value.as_string() {
            Some(text) => visitor.visit_string(text),
            None => Err(self.invalid(&visitor)),
        }
    }

    #[cold]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.value.is_null() || self.value.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    #[cold]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if !Array::is_array(&self.value) {
            return Err(self.invalid(&visitor));
        }
        visitor.visit_seq(List {
            values: self.value.unchecked_into(),
            next: 0,
            path: self.path,
        })
    }

    #[cold]
    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    #[cold]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        if !self.value.is_object() {
            return Err(self.invalid(&visitor));
        }
        visitor.visit_map(self.fields(fields))
    }

    /// A choice is its name, or an object with what belongs to it under that name.
    #[cold]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        match self.value.as_string() {
            Some(name) => visitor.visit_enum(name.into_deserializer()),
            None if self.value.is_object() => {
                visitor.visit_enum(MapAccessDeserializer::new(self.fields(variants)))
            }
            None => Err(self.invalid(&visitor)),
        }
    }

    // Settings have no other kinds of values; integers come as numbers.
    forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 u32 u64 char str bytes byte_buf unit unit_struct newtype_struct tuple_struct map identifier
        ignored_any
    }
}

/// The elements of an array.
struct List<'a> {
    values: Array,
    next: u32,
    path: &'a Path,
}

impl<'de> SeqAccess<'de> for List<'_> {
    type Error = Wrong;

    #[cold]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        if self.next >= self.values.length() {
            return Ok(None);
        }
        let (index, path) = (self.next, self.path);
        self.next += 1;
        let value = self.values.get(index);
        let length = path.enter(&format!("[{index}]"));
        let element = seed.deserialize(Reader { value, path })?;
        path.leave(length);
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        Some((self.values.length() - self.next) as usize)
    }
}

/// Those fields of an object that are asked for and are there.
struct Fields<'a> {
    object: Object,
    names: std::slice::Iter<'static, &'static str>,
    next: Option<(&'static str, JsValue)>,
    path: &'a Path,
}

impl Fields<'_> {
    #[inline(never)]
    fn advance(&mut self) -> Option<(&'static str, JsValue)> {
        let object = &self.object;
        self.names.find_map(|&name| {
            let value = Reflect::get(object, &name.into()).ok()?;
            (!value.is_undefined()).then_some((name, value))
        })
    }
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Wrong;

    #[cold]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        self.next = self.advance();
        match &self.next {
            Some((name, _)) => seed.deserialize(name.into_deserializer()).map(Some),
            None => Ok(None),
        }
    }

    #[cold]
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Wrong> {
        let (name, value) = self.next.take().unwrap_or_default();
        let path = self.path;
        let length = path.enter(".");
        path.enter(name);
        let read = seed.deserialize(Reader { value, path })?;
        path.leave(length);
        Ok(read)
    }
}
