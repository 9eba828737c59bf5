//! A run as a file: its recipe and how far it has come. Read back on any machine, it goes on with the same bits.
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | the word `gradrun` and the format's version, 1 |
//! | n | the [`Session`] as MessagePack, a map by the names of its fields; long lists of numbers are little-endian `f32` |
//! | 4 | the checksum of all before it (FNV-1a) |
//!
//! Nothing is allocated for more values than the file has bytes for. Whether they are those of a run that could have been is
//! checked when it is opened: [`crate::trainer::race::Race::open`].

use serde::Deserialize;
use serde::Serialize;

use crate::checksum::fnv1a;
use crate::error::{Error, Result};
use crate::trainer::session::Session;

/// What such a file begins with, before its version.
const MAGIC: &[u8] = b"gradrun";

/// The version that is written, and the only one so far.
const VERSION: u8 = 1;

/// The most bytes of a file; the past of a run takes a tenth of that.
const MOST_BYTES: usize = 320 << 20;

/// The file of a session.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::Race;
/// use gradual::formats::run;
///
/// race.step(10)?;
/// let file = run::write(&race.session()?)?;
/// let session = run::read(&file)?; // on another machine, perhaps
/// let mut again = Race::from_recipe(&session.recipe)?;
/// again.open(session)?;
/// (race.step(10)?, again.step(10)?);
/// let [one, other] = [&race, &again].map(|race| race.contenders()[0].trainer.parameters());
/// assert_eq!(one, other); // to the last bit
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn write(session: &Session) -> Result<Vec<u8>> {
    let mut bytes = [MAGIC, &[VERSION]].concat();
    let mut serializer = rmp_serde::Serializer::new(&mut bytes).with_struct_map();
    session
        .serialize(&mut serializer)
        .map_err(|error| refused(format!("it can't be written: {error}")))?;
    bytes.extend(fnv1a(&bytes).to_le_bytes());
    Ok(bytes)
}

/// The session of a file.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// use gradual::formats::run;
///
/// let mut file = run::write(&race.session()?)?;
/// assert_eq!(run::read(&file)?.recipe, recipe);
/// file[50] ^= 1;
/// assert!(run::read(&file).unwrap_err().to_string().contains("damaged or incomplete"));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Session> {
    let (version, rest) = match bytes.strip_prefix(MAGIC) {
        Some([version, rest @ ..]) if bytes.len() <= MOST_BYTES => (*version, rest),
        _ => return Err(refused("the file is not one of a run".into())),
    };
    if version != VERSION {
        let problem = format!("it is of version {version}, and this page reads version {VERSION}");
        return Err(refused(problem));
    }
    let damaged = || {
        refused(format!(
            "the file of {} bytes is damaged or incomplete",
            bytes.len()
        ))
    };
    let (content, sum) = rest.split_last_chunk().ok_or_else(damaged)?;
    let sealed = &bytes[..bytes.len() - sum.len()];
    if fnv1a(sealed).to_le_bytes() != *sum {
        return Err(damaged());
    }
    let mut deserializer = rmp_serde::Deserializer::from_read_ref(content);
    Session::deserialize(&mut deserializer)
        .map_err(|error| refused(format!("it is not understood: {error}")))
}

fn refused(problem: String) -> Error {
    Error::Session { problem }
}
