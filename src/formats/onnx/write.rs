//! A network as ONNX: IR version 7 and opset 13, which every reader of the last years takes.
//!
//! The graph goes from `input` `[N, inputs]`, or `[N, channels, height, width]`, to `logits` (the total inputs of the output
//! layer) and to what the network says: `probabilities`, `values`, or `classes` of a perceptron. Every edge has its shape.

use prost::Message;

use super::message::{
    Attribute, Dimension, Entry, GraphProto, ModelProto, NodeProto, OperatorSetId, TensorProto,
    TensorShape, TensorType, TypeProto, ValueInfo,
};
use crate::formats::kept::Kept;
use crate::formats::safetensors::KEY;
use crate::network::Model;
use crate::network::layout::{Step, input, steps};
use crate::pieces::activation::{Activation, LEAK};
use crate::pieces::features::Feature;
use crate::pieces::loss::Loss;
use crate::pieces::pooling::{Kind, Pooling};
use crate::pieces::shape::{Picture, Shape};

const IR_VERSION: i64 = 7;
const OPSET: i64 = 13;
/// ONNX's numbers for `f32` and `i64`.
const FLOAT: i32 = 1;
const INTEGER: i32 = 7;

/// The file of a network.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// # let kept = gradual::formats::kept::Kept::of(&race.contenders()[0], vec!["a".into(), "b".into()], "x₁, x₂", 1);
/// use gradual::formats::onnx;
///
/// let model = race.contenders()[0].trainer.model();
/// let file = onnx::write(model, &kept); // for any tool that runs ONNX
/// let carried = onnx::read(&file)?;
/// assert_eq!(carried.placed(model.network)?, model.parameters);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn write(model: Model, kept: &Kept) -> Vec<u8> {
    let entry = |key: &str, value: String| Entry {
        key: Some(key.into()),
        value: Some(value),
    };
    let file = ModelProto {
        ir_version: Some(IR_VERSION),
        producer_name: Some("gradual".into()),
        producer_version: Some(env!("CARGO_PKG_VERSION").into()),
        graph: Some(Graph::of(&model, &kept.model.name)),
        opset_import: vec![OperatorSetId {
            domain: Some(String::new()),
            version: Some(OPSET),
        }],
        metadata_props: vec![
            entry(KEY, kept.written()),
            entry("classes", kept.classes.join(", ")),
            entry("input", kept.input.clone()),
            entry("seed", kept.seed.to_string()),
        ],
    };
    file.encode_to_vec()
}

/// A graph that grows at its end.
struct Graph<'a> {
    proto: GraphProto,
    model: &'a Model<'a>,
    /// The edge at its end, and its shape without the batch.
    edge: String,
    shape: Vec<usize>,
    /// Layers with weights so far.
    layers: usize,
}

impl<'a> Graph<'a> {
    fn of(model: &'a Model<'a>, name: &str) -> GraphProto {
        let shape = dimensions(input(model.network));
        let mut graph = Graph {
            proto: GraphProto {
                name: Some(if name.is_empty() { "network" } else { name }.into()),
                input: vec![edge_info("input", &shape)],
                ..GraphProto::default()
            },
            model,
            edge: "input".into(),
            shape,
            layers: 0,
        };
        let steps = steps(model.network);
        let count = steps.iter().filter_map(Step::laid).count();
        for step in &steps {
            graph.add(step, count);
        }
        graph.end();
        graph.proto
    }

    fn add(&mut self, step: &Step, count: usize) {
        match step {
            Step::Features(features) => self.add_features(features),
            Step::Linear(..) | Step::Convolution(..) => self.add_weighed(step, count),
            Step::Pool(pool) => self.add_pool(pool),
            Step::Flatten => {
                let shape = vec![self.shape.iter().product()];
                self.extend("Flatten", &[], vec![integer("axis", 1)], shape);
            }
            Step::Dropout(_) => {} // nothing happens outside training
            Step::Activation(activation) => {
                let (kind, attributes) = operator(*activation);
                self.extend(kind, &[], attributes, self.shape.clone());
            }
        }
    }

    fn add_weighed(&mut self, step: &Step, count: usize) {
        let Some(laid) = step.laid() else { return };
        self.layers += 1;
        let name = match self.layers == count {
            true => "output".to_string(),
            false => format!("hidden{}", self.layers),
        };
        let [weight, bias] = ["weight", "bias"].map(|part| format!("{name}.{part}"));
        let biases = laid.biases(self.model.parameters);
        let weights = laid.weights(self.model.parameters);
        self.put(tensor(&weight, &laid.shape, &weights));
        self.put(tensor(&bias, &[biases.len()], &biases));
        let (kind, attributes, shape) = match step {
            Step::Convolution(layer, _) => {
                let side = |length: usize| length as i64;
                let attributes = vec![
                    integers("kernel_shape", &[side(layer.kernel); 2]),
                    integers("pads", &[side(layer.padding); 4]),
                    integers("strides", &[side(layer.stride); 2]),
                ];
                ("Conv", attributes, by_channel(layer.output))
            }
            _ => ("Gemm", vec![integer("transB", 1)], vec![biases.len()]),
        };
        self.extend(kind, &[&weight, &bias], attributes, shape);
    }

    fn add_pool(&mut self, pool: &Pooling) {
        let kind = match pool.kind {
            Kind::Max => "MaxPool",
            Kind::Average => "AveragePool",
        };
        let attributes = vec![
            integers("kernel_shape", &[pool.size as i64; 2]),
            integers("strides", &[pool.stride as i64; 2]),
        ];
        self.extend(kind, &[], attributes, by_channel(pool.output));
    }

    fn add_features(&mut self, features: &[Feature]) {
        let mut names: Vec<String> = Vec::new();
        for first in (1..=self.shape[0]).step_by(2) {
            let [x1, x2] = [first, first + 1].map(|number| self.add_column(number));
            for &feature in features {
                names.push(format!("feature{}", names.len() + 1));
                self.add_feature(feature, [&x1, &x2], &names[names.len() - 1]);
            }
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let shape = vec![names.len()];
        self.node(
            "Concat",
            &names,
            "features",
            vec![integer("axis", 1)],
            &shape,
        );
        (self.edge, self.shape) = ("features".into(), shape);
    }

    /// One of the values at the end, counted from 1, under a name of its own.
    fn add_column(&mut self, number: usize) -> String {
        let [name, index] = ["x", "column"].map(|what| format!("{what}{number}"));
        self.put(whole_numbers(&index, &[number as i64 - 1]));
        let edge = self.edge.clone();
        let inputs = [edge.as_str(), &index];
        self.node("Gather", &inputs, &name, vec![integer("axis", 1)], &[1]);
        name
    }

    fn add_feature(&mut self, feature: Feature, [x1, x2]: [&str; 2], name: &str) {
        let (kind, inputs): (_, &[&str]) = match feature {
            Feature::X1 => ("Identity", &[x1]),
            Feature::X2 => ("Identity", &[x2]),
            Feature::X1Squared => ("Mul", &[x1, x1]),
            Feature::X2Squared => ("Mul", &[x2, x2]),
            Feature::Product => ("Mul", &[x1, x2]),
            Feature::SinX1 => ("Sin", &[x1]),
            Feature::SinX2 => ("Sin", &[x2]),
        };
        self.node(kind, inputs, name, Vec::new(), &[1]);
    }

    /// From the total inputs to what the network says.
    fn end(&mut self) {
        let shape = self.shape.clone();
        let total = std::mem::replace(&mut self.edge, "logits".into());
        self.proto.value_info.retain(|info| info.name() != total);
        if let Some(last) = self.proto.node.last_mut() {
            last.output = vec!["logits".into()];
        }
        let said = self.say(&shape);
        self.proto.value_info.retain(|info| info.name() != said);
        self.proto.output = vec![edge_info("logits", &shape), edge_info(said, &shape)];
    }

    fn say(&mut self, shape: &[usize]) -> &'static str {
        let (kind, name, attributes) = match self.model.loss() {
            Loss::Perceptron => return self.fire(shape),
            Loss::SquaredErrorLinear | Loss::SquaredErrorLinearWhole => {
                ("Identity", "values", Vec::new())
            }
            Loss::CrossEntropy if shape[0] > 1 => {
                ("Softmax", "probabilities", vec![integer("axis", -1)])
            }
            _ => ("Sigmoid", "probabilities", Vec::new()),
        };
        self.node(kind, &["logits"], name, attributes, shape);
        name
    }

    /// A perceptron's outputs: 1 where z > 0, or for the largest of several.
    fn fire(&mut self, shape: &[usize]) -> &'static str {
        if shape[0] == 1 {
            self.put(tensor("zero", &[], &[0.0]));
            self.untyped("Greater", &["logits", "zero"], "fires", Vec::new());
            let to = vec![integer("to", FLOAT.into())];
            self.node("Cast", &["fires"], "classes", to, shape);
        } else {
            let attributes = vec![integer("axis", -1), integer("keepdims", 0)];
            self.untyped("ArgMax", &["logits"], "winner", attributes);
            self.put(whole_numbers("outputs", &[shape[0] as i64]));
            self.put(tensor("off and on", &[2], &[0.0, 1.0]));
            let inputs = ["winner", "outputs", "off and on"];
            self.node("OneHot", &inputs, "classes", Vec::new(), shape);
        }
        "classes"
    }

    /// One more operator at the end.
    fn extend(
        &mut self,
        kind: &str,
        weights: &[&str],
        attributes: Vec<Attribute>,
        shape: Vec<usize>,
    ) {
        let output = format!("{}{}", kind.to_lowercase(), self.proto.node.len() + 1);
        let input = std::mem::replace(&mut self.edge, output.clone());
        let inputs = [&[input.as_str()], weights].concat();
        self.node(kind, &inputs, &output, attributes, &shape);
        self.shape = shape;
    }

    fn node(
        &mut self,
        kind: &str,
        inputs: &[&str],
        output: &str,
        attributes: Vec<Attribute>,
        shape: &[usize],
    ) {
        self.untyped(kind, inputs, output, attributes);
        self.proto.value_info.push(edge_info(output, shape));
    }

    /// A node whose output is of another type than `f32`, which readers find out by themselves.
    fn untyped(&mut self, kind: &str, inputs: &[&str], output: &str, attribute: Vec<Attribute>) {
        self.proto.node.push(NodeProto {
            input: inputs.iter().map(|&name| name.into()).collect(),
            output: vec![output.into()],
            name: Some(format!("{kind}_{output}")),
            op_type: Some(kind.into()),
            attribute,
        });
    }

    fn put(&mut self, tensor: TensorProto) {
        self.proto.initializer.push(tensor);
    }
}

fn dimensions(shape: Shape) -> Vec<usize> {
    match shape {
        Shape::Units(units) => vec![units],
        Shape::Picture(picture) => by_channel(picture),
    }
}

fn by_channel(picture: Picture) -> Vec<usize> {
    vec![picture.channels, picture.height, picture.width]
}

fn operator(activation: Activation) -> (&'static str, Vec<Attribute>) {
    match activation {
        Activation::Sigmoid => ("Sigmoid", Vec::new()),
        Activation::Tanh => ("Tanh", Vec::new()),
        Activation::Relu => ("Relu", Vec::new()),
        Activation::LeakyRelu => ("LeakyRelu", vec![float("alpha", LEAK)]),
        Activation::Softplus => ("Softplus", Vec::new()),
        Activation::Elu(a) => ("Elu", vec![float("alpha", a)]),
        Activation::Identity => ("Identity", Vec::new()),
    }
}

fn float(name: &str, f: f32) -> Attribute {
    Attribute {
        name: Some(name.into()),
        f: Some(f),
        r#type: Some(1),
        ..Attribute::default()
    }
}

fn integer(name: &str, i: i64) -> Attribute {
    Attribute {
        name: Some(name.into()),
        i: Some(i),
        r#type: Some(2),
        ..Attribute::default()
    }
}

fn integers(name: &str, ints: &[i64]) -> Attribute {
    Attribute {
        name: Some(name.into()),
        ints: ints.to_vec(),
        r#type: Some(7),
        ..Attribute::default()
    }
}

fn tensor(name: &str, shape: &[usize], values: &[f32]) -> TensorProto {
    let bytes = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    raw(name, shape, FLOAT, bytes)
}

fn whole_numbers(name: &str, values: &[i64]) -> TensorProto {
    let bytes = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    raw(name, &[values.len()], INTEGER, bytes)
}

fn raw(name: &str, shape: &[usize], kind: i32, bytes: Vec<u8>) -> TensorProto {
    TensorProto {
        dims: shape.iter().map(|&side| side as i64).collect(),
        data_type: Some(kind),
        name: Some(name.into()),
        raw_data: Some(bytes),
        ..TensorProto::default()
    }
}

/// An edge of numbers for a batch of any size N.
fn edge_info(name: &str, shape: &[usize]) -> ValueInfo {
    let batch = Dimension {
        dim_param: Some("N".into()),
        ..Dimension::default()
    };
    let sides = shape.iter().map(|&side| Dimension {
        dim_value: Some(side as i64),
        ..Dimension::default()
    });
    let dim = std::iter::once(batch).chain(sides).collect();
    ValueInfo {
        name: Some(name.into()),
        r#type: Some(TypeProto {
            tensor_type: Some(TensorType {
                elem_type: Some(FLOAT),
                shape: Some(TensorShape { dim }),
            }),
        }),
    }
}
