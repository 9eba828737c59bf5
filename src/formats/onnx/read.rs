//! A network from ONNX: ours by their settings, and other tools' as a chain of the layers that there are here.

use std::collections::HashMap;

use prost::Message;

use super::message::{Attribute, GraphProto, ModelProto, NodeProto, TensorProto};
use crate::architecture::HiddenLayer;
use crate::error::Result;
use crate::formats::kept::Kept;
use crate::formats::safetensors::{KEY, check_length};
use crate::kernels::reduce::all_finite;
use crate::network::layout::{Brought, Carried, by, refused};
use crate::pieces::activation::{Activation, LEAK};

/// The most nodes of a graph that is looked at.
const MOST_NODES: usize = 4096;

/// The network of a file.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
/// use gradual::formats::onnx;
///
/// race.step(20)?;
/// let learned = race.contenders()[0].trainer.parameters().to_vec();
/// let file = onnx::write(race.contenders()[0].trainer.model(), &kept);
/// race.restart();
/// race.take_network(0, &onnx::read(&file)?)?; // the model goes on from what the file holds
/// assert_eq!(race.contenders()[0].trainer.parameters(), learned);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Carried> {
    check_length(bytes)?;
    let file = ModelProto::decode(bytes)
        .map_err(|error| refused(format!("this is no ONNX file, or a damaged one ({error})")))?;
    let settings = file.metadata_props.iter().find(|entry| entry.key() == KEY);
    let settings = settings.map(|entry| entry.value().to_string());
    let graph = file
        .graph
        .ok_or_else(|| refused("the ONNX file holds no graph".into()))?;
    if graph.node.len() > MOST_NODES {
        let nodes = graph.node.len();
        return Err(refused(format!(
            "the graph has {nodes} nodes, and {MOST_NODES} are the most"
        )));
    }
    match settings {
        Some(settings) => Ok(Kept::read(&settings)?.carried(ours(&graph)?)),
        None => Chain::of(&graph),
    }
}

/// The weights of a graph that was written here.
fn ours(graph: &GraphProto) -> Result<Vec<Brought>> {
    let find = |name: &str| graph.initializer.iter().find(|t| t.name() == name);
    let weighed = graph.node.iter().filter(|node| node.input.len() == 3);
    let weighed = weighed.filter(|node| matches!(node.op_type(), "Gemm" | "Conv"));
    weighed
        .map(|node| {
            let [weight, bias] = [1, 2].map(|i| find(&node.input[i]));
            let missing = || refused(format!("the file lacks {}", node.input[1]));
            let (weight, bias) = weight.zip(bias).ok_or_else(missing)?;
            Ok(Brought {
                name: node.input[1].clone(),
                shape: shape(weight)?,
                weights: numbers(weight)?,
                biases: numbers(bias)?,
            })
        })
        .collect()
}

/// What has been read of a graph whose nodes follow one another.
struct Chain<'a> {
    tensors: HashMap<&'a str, &'a TensorProto>,
    edge: &'a str,
    /// Layers with weights, each with what comes behind it.
    hidden: Vec<HiddenLayer>,
    layers: Vec<Brought>,
    is_softmax: bool,
}

impl<'a> Chain<'a> {
    fn of(graph: &'a GraphProto) -> Result<Carried> {
        let tensors: HashMap<&str, &TensorProto> =
            graph.initializer.iter().map(|t| (t.name(), t)).collect();
        let mut inputs = graph.input.iter().map(|info| info.name());
        let input = inputs.find(|name| !tensors.contains_key(name));
        let mut chain = Self {
            edge: input.ok_or_else(|| refused("the graph has no input".into()))?,
            tensors,
            hidden: Vec::new(),
            layers: Vec::new(),
            is_softmax: false,
        };
        for node in &graph.node {
            chain.take(node)?;
        }
        chain.end()
    }

    fn take(&mut self, node: &'a NodeProto) -> Result<()> {
        let follows = node.input.first().is_some_and(|name| name == self.edge);
        let adds = node.op_type() == "Add" && node.input.iter().any(|name| name == self.edge);
        if !follows && !adds {
            return Err(refused(format!(
                "its node {} does not follow the one before it, and only chains of layers can be opened",
                said(node)
            )));
        }
        match node.op_type() {
            "Gemm" => self.gemm(node)?,
            "MatMul" => self.matmul(node)?,
            "Add" => self.bias(node)?,
            "Conv" => self.convolution(node)?,
            kind @ ("MaxPool" | "AveragePool") => self.pool(node, kind == "MaxPool")?,
            "Flatten" | "Reshape" => self.hidden.push(HiddenLayer::Flatten),
            "Softmax" => self.is_softmax = true,
            "Dropout" | "Identity" => {}
            _ => self.activation(node)?,
        }
        self.edge = node.output.first().map_or("", String::as_str);
        Ok(())
    }

    /// The last layer of units is the output layer: what stands behind it is said by the loss here.
    fn end(mut self) -> Result<Carried> {
        let Some(HiddenLayer::Dense { activation, .. }) = self.hidden.pop() else {
            return Err(refused("its last layer is not one of units".into()));
        };
        match activation {
            Activation::Identity | Activation::Sigmoid => Ok(Carried {
                hidden: self.hidden,
                is_linear: (self.is_softmax || activation == Activation::Sigmoid).then_some(false),
                layers: self.layers,
            }),
            other => Err(refused(format!(
                "its output layer has {}, and only sigmoid, softmax or none is known there",
                other.name()
            ))),
        }
    }

    fn tensor(&self, node: &NodeProto, place: usize) -> Result<&'a TensorProto> {
        let name = node.input.get(place).map_or("", String::as_str);
        let tensor = self.tensors.get(name).copied();
        tensor.ok_or_else(|| {
            refused(format!(
                "the weights {name} of its node {} are not in the file",
                said(node)
            ))
        })
    }

    /// Of a node that may have some after its weights.
    fn biases(&self, node: &NodeProto) -> Result<Vec<f32>> {
        match node.input.len() > 2 {
            true => numbers(self.tensor(node, 2)?),
            false => Ok(Vec::new()),
        }
    }

    fn gemm(&mut self, node: &NodeProto) -> Result<()> {
        let plain = |name| number(node, name).is_none_or(|value| value == 1.0);
        if !plain("alpha") || !plain("beta") || whole(node, "transA", 0) != 0 {
            return Err(refused(format!(
                "its node {} scales what it adds",
                said(node)
            )));
        }
        let weight = self.tensor(node, 1)?;
        let biases = self.biases(node)?;
        self.dense(weight, whole(node, "transB", 0) == 1, biases)
    }

    fn matmul(&mut self, node: &NodeProto) -> Result<()> {
        self.dense(self.tensor(node, 1)?, false, Vec::new())
    }

    /// `is_ours` tells `[outputs, inputs]` from `[inputs, outputs]`.
    fn dense(&mut self, tensor: &TensorProto, is_ours: bool, biases: Vec<f32>) -> Result<()> {
        let (shape, values) = (shape(tensor)?, numbers(tensor)?);
        let [rows, columns] = shape[..] else {
            let name = tensor.name();
            return Err(refused(format!("{name} is {}, and no matrix", by(&shape))));
        };
        let (outputs, inputs) = if is_ours {
            (rows, columns)
        } else {
            (columns, rows)
        };
        let weights = match is_ours {
            true => values,
            false => (0..outputs)
                .flat_map(|o| values.iter().skip(o).step_by(outputs.max(1)).copied())
                .collect(),
        };
        self.hidden.push(HiddenLayer::Dense {
            units: outputs,
            activation: Activation::Identity,
        });
        self.layers.push(Brought {
            name: tensor.name().into(),
            shape: vec![outputs, inputs],
            weights,
            biases,
        });
        Ok(())
    }

    /// What is added behind a product.
    fn bias(&mut self, node: &NodeProto) -> Result<()> {
        let place = usize::from(node.input.first().is_some_and(|name| name == self.edge));
        let biases = numbers(self.tensor(node, place)?)?;
        match self.layers.last_mut() {
            Some(layer) if layer.biases.is_empty() => layer.biases = biases,
            _ => return Err(refused(format!("its node {} adds to no layer", said(node)))),
        }
        Ok(())
    }

    fn convolution(&mut self, node: &NodeProto) -> Result<()> {
        let weight = self.tensor(node, 1)?;
        let shape = shape(weight)?;
        let [channels, _, kernel, width] = shape[..] else {
            let name = weight.name();
            return Err(refused(format!("{name} is {}, and no filters", by(&shape))));
        };
        if width != kernel || whole(node, "group", 1) != 1 {
            return Err(refused(format!(
                "the filters of its node {} are not square, or in groups",
                said(node)
            )));
        }
        self.hidden.push(HiddenLayer::Convolution {
            channels,
            kernel,
            stride: same(node, "strides", 1)?,
            padding: same(node, "pads", 0)?,
            activation: Activation::Identity,
        });
        self.layers.push(Brought {
            name: weight.name().into(),
            weights: numbers(weight)?,
            shape,
            biases: self.biases(node)?,
        });
        Ok(())
    }

    fn pool(&mut self, node: &NodeProto, is_max: bool) -> Result<()> {
        if same(node, "pads", 0)? != 0 || whole(node, "ceil_mode", 0) != 0 {
            return Err(refused(format!(
                "its node {} pools beyond the edge",
                said(node)
            )));
        }
        let (size, stride) = (same(node, "kernel_shape", 1)?, same(node, "strides", 1)?);
        self.hidden.push(match is_max {
            true => HiddenLayer::MaxPool { size, stride },
            false => HiddenLayer::AveragePool { size, stride },
        });
        Ok(())
    }

    fn activation(&mut self, node: &NodeProto) -> Result<()> {
        let known = known(node)?;
        match self.hidden.last_mut() {
            Some(
                HiddenLayer::Dense { activation, .. } | HiddenLayer::Convolution { activation, .. },
            ) if *activation == Activation::Identity => *activation = known,
            _ => {
                return Err(refused(format!(
                    "its node {} is an activation behind no layer with weights",
                    said(node)
                )));
            }
        }
        Ok(())
    }
}

fn known(node: &NodeProto) -> Result<Activation> {
    let alpha = number(node, "alpha");
    match node.op_type() {
        "Sigmoid" => Ok(Activation::Sigmoid),
        "Tanh" => Ok(Activation::Tanh),
        "Relu" => Ok(Activation::Relu),
        "Softplus" => Ok(Activation::Softplus),
        "LeakyRelu" if alpha.unwrap_or(LEAK) == LEAK => Ok(Activation::LeakyRelu),
        "Elu" => Ok(Activation::Elu(alpha.unwrap_or(1.0))),
        "LeakyRelu" => Err(refused(format!(
            "its leaky ReLU has another slope than {LEAK}, the one that there is here"
        ))),
        kind => Err(refused(format!(
            "it has {kind}, and there is no such layer here"
        ))),
    }
}

/// A node as an error names it.
fn said(node: &NodeProto) -> String {
    match node.name() {
        "" => node.op_type().into(),
        name => format!("{name} ({})", node.op_type()),
    }
}

fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a Attribute> {
    node.attribute.iter().find(|a| a.name() == name)
}

fn number(node: &NodeProto, name: &str) -> Option<f32> {
    attribute(node, name).map(|attribute| attribute.f())
}

fn whole(node: &NodeProto, name: &str, otherwise: i64) -> i64 {
    attribute(node, name).map_or(otherwise, |attribute| attribute.i())
}

/// A list of equal numbers, as one of them.
fn same(node: &NodeProto, name: &str, otherwise: usize) -> Result<usize> {
    let ints = attribute(node, name).map_or(&[][..], |attribute| &attribute.ints);
    let Some(&first) = ints.first() else {
        return Ok(otherwise);
    };
    let fits = ints.iter().all(|&int| int == first);
    usize::try_from(first)
        .ok()
        .filter(|_| fits)
        .ok_or_else(|| refused(format!("the {name} of its node {} differ", said(node))))
}

fn shape(tensor: &TensorProto) -> Result<Vec<usize>> {
    let sides = tensor.dims.iter().map(|&side| usize::try_from(side).ok());
    let wrong = || refused(format!("{} has a negative size", tensor.name()));
    sides.collect::<Option<Vec<usize>>>().ok_or_else(wrong)
}

/// The numbers of a tensor, as many as its shape says.
fn numbers(tensor: &TensorProto) -> Result<Vec<f32>> {
    let name = tensor.name();
    if tensor.data_location() == 1 {
        return Err(refused(format!(
            "the numbers of {name} stand in another file; save them in one"
        )));
    }
    let raw = tensor.raw_data();
    let values: Vec<f32> = match tensor.data_type() {
        1 if !tensor.float_data.is_empty() => tensor.float_data.clone(),
        1 => raw
            .as_chunks()
            .0
            .iter()
            .map(|&b| f32::from_le_bytes(b))
            .collect(),
        11 => raw
            .as_chunks()
            .0
            .iter()
            .map(|&b| f64::from_le_bytes(b) as f32)
            .collect(),
        other => {
            return Err(refused(format!(
                "{name} is of ONNX's type {other}; save it as float"
            )));
        }
    };
    let sides = shape(tensor)?;
    let count = sides
        .iter()
        .try_fold(1_usize, |product, &side| product.checked_mul(side));
    if values.is_empty() {
        return Err(refused(format!("{name} holds no numbers")));
    }
    if count != Some(values.len()) {
        let (is, has) = (by(&sides), values.len());
        return Err(refused(format!(
            "{name} should be {is}, but has {has} numbers"
        )));
    }
    match all_finite(&values) {
        true => Ok(values),
        false => Err(refused(format!("{name} holds what is no number"))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::ValueInfo;
    use super::*;

    /// No numbers at all fit a matrix of no rows, however many columns it claims to have.
    #[test]
    fn an_empty_matrix_is_refused_at_once() {
        let name = |name: &str| Some(name.to_string());
        let weights = TensorProto {
            dims: vec![0, 1 << 60],
            data_type: Some(1),
            name: name("w"),
            ..TensorProto::default()
        };
        let node = NodeProto {
            input: vec!["x".into(), "w".into()],
            output: vec!["y".into()],
            op_type: name("MatMul"),
            ..NodeProto::default()
        };
        let input = ValueInfo {
            name: name("x"),
            ..ValueInfo::default()
        };
        let graph = GraphProto {
            node: vec![node],
            initializer: vec![weights],
            input: vec![input],
            ..GraphProto::default()
        };
        let file = ModelProto {
            graph: Some(graph),
            ..ModelProto::default()
        };
        let said = read(&file.encode_to_vec()).unwrap_err().to_string();
        assert!(said.contains("w holds no numbers"), "{said}");
    }
}
