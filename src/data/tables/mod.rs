//! Points out of tables that people bring.

pub mod info;
pub mod table;
