//! What the page asks for when something is taken away or brought back: these classes make the third part of the core.

mod taken;
