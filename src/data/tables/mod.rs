//! Points out of tables that people bring.

pub mod table;
