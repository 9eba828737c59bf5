//! A function of x typed as text, such as `sin(2x) + 0.5`, for points above and below a curve.
//!
//! ```text
//! sum     = term { ("+" | "-") term }
//! term    = factor { ("*" | "/") factor | factor }      2x is 2 · x
//! factor  = "-" factor | atom [ "^" factor ]            −x² is −(x²)
//! number  = digits [ "." digits ] [ "e" [ sign ] digits ]
//! atom    = number | "x" | "pi" | "e" | name "(" sum ")" | "(" sum ")"
//! ```
//!
//! The text is only ever read, never run: it becomes a tree of these operations and nothing else.

use crate::decimal;
use crate::error::{Error, Result};

/// The longest text, in characters: more is no formula that somebody typed.
const LONGEST: usize = 200;

type Function = fn(f64) -> f64;
type Operation = fn(f64, f64) -> f64;

/// The functions that have names.
const FUNCTIONS: [(&str, Function); 9] = [
    ("sin", libm::sin),
    ("cos", libm::cos),
    ("tan", libm::tan),
    ("exp", libm::exp),
    ("ln", libm::log),
    ("sqrt", libm::sqrt),
    ("abs", libm::fabs),
    ("tanh", libm::tanh),
    ("sign", sign),
];

fn sign(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x.signum() }
}

/// A formula, ready to be reckoned.
#[derive(Clone, Debug)]
enum Node {
    Number(f64),
    X,
    Function(Function, Box<Node>),
    Operation(Operation, Box<Node>, Box<Node>),
}

impl Node {
    fn at(&self, x: f64) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::X => x,
            Self::Function(function, inner) => function(inner.at(x)),
            Self::Operation(operation, left, right) => operation(left.at(x), right.at(x)),
        }
    }
}

/// y = f(x).
///
/// ```
/// use gradual::data::formulas::formula::Formula;
///
/// let formula = Formula::read("2x^2 - 3x + 1")?;
/// assert_eq!(formula.at(2.0), 3.0);
/// assert!(Formula::read("ln(x)")?.at(-1.0).is_nan()); // it has no value there
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Formula(Node);

impl Formula {
    /// Reads a formula; what can't be read is told with its place.
    ///
    /// ```
    /// use gradual::data::formulas::formula::Formula;
    ///
    /// assert!(Formula::read("sin(2x) + 0.5").is_ok());
    /// let refused = Formula::read("2 $ 3").unwrap_err().to_string();
    /// assert!(refused.starts_with("The formula can't be read at character 3"));
    /// ```
    pub fn read(text: &str) -> Result<Self> {
        let typed = text.trim_end().chars();
        let characters: Vec<char> = typed.take(LONGEST + 1).collect();
        let mut reader = Reader {
            characters: &characters,
            place: 0,
        };
        if characters.is_empty() || characters.len() > LONGEST {
            return Err(reader.refuse(&format!("it must have 1 to {LONGEST} characters")));
        }
        let sum = reader.sum()?;
        match reader.peek() {
            None => Ok(Self(sum)),
            Some(_) => Err(reader.refuse("an operation was expected")),
        }
    }

    /// f(x); not finite where the formula has no value.
    ///
    /// ```
    /// use gradual::data::formulas::formula::Formula;
    ///
    /// assert_eq!(Formula::read("sqrt(abs(x))")?.at(-9.0), 3.0);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn at(&self, x: f64) -> f64 {
        self.0.at(x)
    }
}

struct Reader<'a> {
    characters: &'a [char],
    place: usize,
}

impl Reader<'_> {
    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        self.while_next(char::is_whitespace);
        self.characters.get(self.place).copied()
    }

    /// Passes over a character, if it is the next one.
    fn takes(&mut self, wanted: char) -> bool {
        let is_next = self.peek() == Some(wanted);
        self.place += usize::from(is_next);
        is_next
    }

    fn sum(&mut self) -> Result<Node> {
        let mut sum = self.term()?;
        loop {
            let operation: Operation = match self.peek() {
                Some('+') => |a, b| a + b,
                Some('-' | '−') => |a, b| a - b,
                _ => return Ok(sum),
            };
            self.place += 1;
            sum = Node::Operation(operation, sum.into(), self.term()?.into());
        }
    }

    fn term(&mut self) -> Result<Node> {
        let mut term = self.factor()?;
        loop {
            let operation: Operation = match self.peek() {
                Some('*' | '·' | '×') => |a, b| a * b,
                Some('/') => |a, b| a / b,
                Some(next) if next.is_ascii_alphanumeric() || next == '(' => {
                    term = Node::Operation(|a, b| a * b, term.into(), self.factor()?.into());
                    continue;
                }
                _ => return Ok(term),
            };
            self.place += 1;
            term = Node::Operation(operation, term.into(), self.factor()?.into());
        }
    }

    fn factor(&mut self) -> Result<Node> {
        if self.takes('-') || self.takes('−') {
            return Ok(Node::Function(|a| -a, self.factor()?.into()));
        }
        let base = self.atom()?;
        if self.takes('²') {
            return Ok(Node::Function(|a| a * a, base.into()));
        }
        if self.takes('^') {
            return Ok(Node::Operation(
                libm::pow,
                base.into(),
                self.factor()?.into(),
            ));
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<Node> {
        match self.peek() {
            Some('(') => self.in_brackets(),
            Some(next) if next.is_ascii_digit() || next == '.' => self.number(),
            Some(next) if next.is_ascii_alphabetic() => self.name(),
            _ => Err(self.refuse("a number, x or a function was expected")),
        }
    }

    fn in_brackets(&mut self) -> Result<Node> {
        if !self.takes('(') {
            return Err(self.refuse("a bracket was expected"));
        }
        let sum = self.sum()?;
        if !self.takes(')') {
            return Err(self.refuse("a closing bracket is missing"));
        }
        Ok(sum)
    }

    fn number(&mut self) -> Result<Node> {
        let digits = self.while_next(|c| c.is_ascii_digit() || c == '.');
        let power = self.power_of_ten().unwrap_or(0);
        let number = decimal::read(&digits, power);
        number
            .map(Node::Number)
            .ok_or_else(|| self.refuse("it holds a number with two points"))
    }

    /// What follows a number without a blank as in 1.5e-3; "2exp(x)" and "2 e" are products.
    fn power_of_ten(&mut self) -> Option<i32> {
        let after = self.characters.get(self.place..)?;
        let (e, after) = after.split_first()?;
        let (sign, after) = match after.split_first()? {
            ('-' | '−', after) => (-1, after),
            ('+', after) => (1, after),
            _ => (0, after),
        };
        if !e.eq_ignore_ascii_case(&'e') || !after.first()?.is_ascii_digit() {
            return None;
        }
        self.place += if sign == 0 { 1 } else { 2 };
        let digits = self.while_next(|c| c.is_ascii_digit());
        let size = digits.parse().unwrap_or(i32::MAX);
        Some(if sign < 0 { -size } else { size })
    }

    fn name(&mut self) -> Result<Node> {
        if self.takes('x') {
            return Ok(Node::X);
        }
        let name = self.while_next(|c| c.is_ascii_alphabetic());
        match (
            name.as_str(),
            FUNCTIONS.iter().find(|(known, _)| *known == name),
        ) {
            ("pi", _) => Ok(Node::Number(std::f64::consts::PI)),
            ("e", _) => Ok(Node::Number(std::f64::consts::E)),
            (_, Some((_, function))) => Ok(Node::Function(*function, self.in_brackets()?.into())),
            _ => {
                let known = FUNCTIONS.map(|(name, _)| name).join(", ");
                Err(self.refuse(&format!("{name} is none of x, pi, e, {known}")))
            }
        }
    }

    fn while_next(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let rest = self.characters[self.place..].iter();
        let taken: String = rest.take_while(|&&c| wanted(c)).collect();
        self.place += taken.chars().count();
        taken
    }

    fn refuse(&self, problem: &str) -> Error {
        Error::Formula {
            place: self.place + 1,
            problem: problem.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(text: &str, x: f64) -> f64 {
        Formula::read(text)
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .at(x)
    }

    #[test]
    fn formulas_mean_what_they_mean_on_paper() {
        let cases = [
            ("1 + 2 * 3", 7.0),
            ("-x^2", -4.0),
            ("2^-x", 0.25),
            ("2x^2 - 3x + 1", 3.0),
            ("(1 + x)(1 - x)", -3.0),
            ("6 / 2 / 3", 1.0),
            ("2^3^2", 512.0),
            ("sin(pi x / 4)", 1.0),
            ("x²", 4.0),
            ("exp(0) + ln(e) + sqrt(abs(-9)) + sign(-x)", 4.0),
            (".5x", 1.0),
            ("1e-1 x", 0.2),
            ("1e0 x", 2.0),
            ("1.5E-1 x^3", 1.2),
            ("1e−1 + 2.5e+1", 25.1),
            ("2exp(0)", 2.0),
            ("2e - 1", 2.0 * std::f64::consts::E - 1.0),
        ];
        for (text, expected) in cases {
            assert!((value(text, 2.0) - expected).abs() < 1e-12, "{text}");
        }
    }

    #[test]
    fn what_is_no_formula_is_told_with_its_place() {
        for (text, place, problem) in [
            ("", 1, "1 to 200 characters"),
            ("1 +", 4, "was expected"),
            ("2 $ 3", 3, "operation"),
            ("(x", 3, "closing bracket"),
            ("sin x", 5, "bracket was expected"),
            ("alert(1)", 6, "alert is none of x, pi"),
            ("1.2.3", 6, "two points"),
            (&"(".repeat(1_000_000), 1, "1 to 200 characters"),
            (&"-".repeat(200), 201, "was expected"),
        ] {
            let said = Formula::read(text).unwrap_err().to_string();
            let place = format!("character {place}");
            assert!(
                said.contains(problem) && said.contains(&place),
                "{text}: {said}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in ".{0,220}") {
            if let Ok(formula) = Formula::read(&text) {
                formula.at(0.5);
            }
        }

        #[test]
        fn nor_do_the_letters_of_formulas(text in "[-x0-9.()+*/^² sincoepqrt]{0,220}") {
            if let Ok(formula) = Formula::read(&text) {
                formula.at(0.5);
            }
        }
    }
}
