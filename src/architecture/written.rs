//! A layer as it is written.

use serde::Deserialize;

use super::HiddenLayer;
use crate::pieces::activation::Activation;
use crate::pieces::features::Feature;
use crate::written::{nothing_left, some_integer, take};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Features,
    Dense,
    Convolution,
    MaxPool,
    AveragePool,
    Flatten,
    Dropout,
}

/// All that any kind of layer has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    kind: Kind,
    features: Option<Vec<Feature>>,
    activation: Option<Activation>,
    #[serde(default, deserialize_with = "some_integer")]
    units: Option<usize>,
    #[serde(default, deserialize_with = "some_integer")]
    channels: Option<usize>,
    #[serde(default, deserialize_with = "some_integer")]
    kernel: Option<usize>,
    #[serde(default, deserialize_with = "some_integer")]
    stride: Option<usize>,
    #[serde(default, deserialize_with = "some_integer")]
    padding: Option<usize>,
    #[serde(default, deserialize_with = "some_integer")]
    size: Option<usize>,
    rate: Option<f32>,
}

impl TryFrom<Written> for HiddenLayer {
    type Error = String;

    fn try_from(mut written: Written) -> Result<Self, String> {
        let layer = written.layer()?;
        nothing_left(&[
            ("features", written.features.is_some()),
            ("activation", written.activation.is_some()),
            ("units", written.units.is_some()),
            ("channels", written.channels.is_some()),
            ("kernel", written.kernel.is_some()),
            ("stride", written.stride.is_some()),
            ("padding", written.padding.is_some()),
            ("size", written.size.is_some()),
            ("rate", written.rate.is_some()),
        ])?;
        Ok(layer)
    }
}

impl Written {
    fn layer(&mut self) -> Result<HiddenLayer, String> {
        Ok(match self.kind {
            Kind::Features => HiddenLayer::Features {
                features: take(&mut self.features, "features")?,
            },
            Kind::Dense => HiddenLayer::Dense {
                units: take(&mut self.units, "units")?,
                activation: take(&mut self.activation, "activation")?,
            },
            Kind::Convolution => HiddenLayer::Convolution {
                channels: take(&mut self.channels, "channels")?,
                kernel: take(&mut self.kernel, "kernel")?,
                stride: take(&mut self.stride, "stride")?,
                padding: take(&mut self.padding, "padding")?,
                activation: take(&mut self.activation, "activation")?,
            },
            Kind::MaxPool => HiddenLayer::MaxPool {
                size: take(&mut self.size, "size")?,
                stride: take(&mut self.stride, "stride")?,
            },
            Kind::AveragePool => HiddenLayer::AveragePool {
                size: take(&mut self.size, "size")?,
                stride: take(&mut self.stride, "stride")?,
            },
            Kind::Flatten => HiddenLayer::Flatten,
            Kind::Dropout => HiddenLayer::Dropout {
                rate: take(&mut self.rate, "rate")?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<HiddenLayer, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn every_kind_reads_back_as_it_was_written() {
        let (activation, stride) = (Activation::Relu, 2);
        let layers = [
            HiddenLayer::Features {
                features: vec![Feature::X1],
            },
            HiddenLayer::Dense {
                units: 4,
                activation,
            },
            HiddenLayer::Convolution {
                channels: 8,
                kernel: 3,
                stride,
                padding: 1,
                activation,
            },
            HiddenLayer::MaxPool { size: 2, stride },
            HiddenLayer::AveragePool { size: 2, stride },
            HiddenLayer::Flatten,
            HiddenLayer::Dropout { rate: 0.5 },
        ];
        for layer in layers {
            let json = serde_json::to_string(&layer).unwrap();
            assert_eq!(read(&json), Ok(layer), "{json}");
        }
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_is_named() {
        let refused = |json| read(json).unwrap_err();
        let missing = refused(r#"{"kind":"dense","units":4}"#);
        assert!(missing.contains("missing field `activation`"), "{missing}");
        let other = refused(r#"{"kind":"flatten","stride":1}"#);
        assert!(other.contains("unknown field `stride`"), "{other}");
        let odd = refused(r#"{"kind":"max-pool","size":1.5,"stride":1}"#);
        assert!(odd.contains("whole number"), "{odd}");
    }
}
