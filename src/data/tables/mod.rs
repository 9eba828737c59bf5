//! Points out of tables that people bring: a file's text (`file`), cut into cells (`cut`) of numbers (`number`) and labels
//! (`labels`); columns of it (`table`), of few enough rows (`thin`), as coordinates (`scale`).

pub mod cut;
pub mod file;
pub mod info;
pub mod labels;
pub mod number;
pub mod scale;
pub mod table;
pub mod thin;
