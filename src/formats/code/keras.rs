//! A network for Keras 3, on any of its backends. Pictures lie `[height, width, channels]` there.

use std::fmt::Write;

use super::{Said, WEIGHTS, features, heading, needs_file, within};
use crate::formats::kept::Kept;
use crate::learning::optimizer::Rule;
use crate::network::Model;
use crate::network::layout::{Step, input, steps};
use crate::pieces::activation::{Activation, LEAK};
use crate::pieces::features::Feature;
use crate::pieces::loss::Loss;
use crate::pieces::pooling::Kind;
use crate::pieces::shape::{Picture, Shape};
use crate::trainer::settings::ModelConfig;

const HOW: &str = "predict(x) tells what it says of a batch; model.fit(x, t) goes on training.";

pub fn write(model: &Model, kept: &Kept) -> String {
    let steps = steps(model.network);
    let file = needs_file(model);
    let mut text = heading(model, kept, HOW);
    text += "import keras\nimport numpy as np\n";
    text += if file {
        "from safetensors.numpy import load_file\n"
    } else {
        ""
    };
    text += "\n";
    text += &match file {
        true => format!("weights = load_file(\"{WEIGHTS}\")\n"),
        false => within(model),
    };
    for step in &steps {
        if let Step::Features(list) = step {
            text += &class(list);
        }
    }
    text += &sequence(model, &steps);
    text += &filled(&steps);
    text += &compiled(model, &kept.model);
    text + &said(model)
}

fn class(list: &[Feature]) -> String {
    let list = features(list, "keras.ops.sin");
    format!(
        "\n\nclass Features(keras.layers.Layer):\n    \"\"\"Functions of a point.\"\"\"\n\n    def call(self, x):\n        \
         x1, x2 = x[:, ::2], x[:, 1::2]\n        h = keras.ops.stack([{list}], axis=2)\n        \
         return keras.ops.reshape(h, (-1, x.shape[1] // 2 * h.shape[2]))\n\n"
    )
}

fn sequence(model: &Model, steps: &[Step]) -> String {
    let shape = match input(model.network) {
        Shape::Picture(p) => format!("({}, {}, {})", p.height, p.width, p.channels),
        Shape::Units(units) => format!("({units},)"),
    };
    let mut text = format!("\nmodel = keras.Sequential([\n    keras.Input({shape}),\n");
    for step in steps {
        let _ = writeln!(text, "    {},", layer(step));
    }
    text + "])\n"
}

fn layer(step: &Step) -> String {
    match step {
        Step::Features(_) => "Features()".into(),
        Step::Linear(dense, _) => format!("keras.layers.Dense({})", dense.outputs),
        Step::Convolution(layer, _) => {
            let padded = match layer.padding {
                0 => String::new(),
                padding => format!("keras.layers.ZeroPadding2D({padding}),\n    "),
            };
            let (channels, kernel, stride) = (layer.output.channels, layer.kernel, layer.stride);
            format!("{padded}keras.layers.Conv2D({channels}, {kernel}, strides={stride})")
        }
        Step::Pool(pool) => {
            let kind = if pool.kind == Kind::Max {
                "Max"
            } else {
                "Average"
            };
            format!(
                "keras.layers.{kind}Pooling2D({}, {})",
                pool.size, pool.stride
            )
        }
        Step::Flatten => "keras.layers.Flatten()".into(),
        Step::Dropout(rate) => format!("keras.layers.Dropout({rate})"),
        Step::Activation(activation) => match activation {
            Activation::LeakyRelu => format!("keras.layers.LeakyReLU(negative_slope={LEAK})"),
            Activation::Elu(a) => format!("keras.layers.ELU(alpha={a})"),
            other => format!("keras.layers.Activation(\"{}\")", keras_name(*other)),
        },
    }
}

fn keras_name(activation: Activation) -> &'static str {
    match activation {
        Activation::Sigmoid => "sigmoid",
        Activation::Tanh => "tanh",
        Activation::Relu => "relu",
        Activation::Softplus => "softplus",
        _ => "linear",
    }
}

/// The weights in the order of Keras: kernels `[inputs, outputs]` and `[height, width, input channels, channels]`.
fn filled(steps: &[Step]) -> String {
    let mut text = String::from("kernels = [\n");
    let mut picture = None;
    for (index, step) in steps.iter().enumerate() {
        let weight = format!("np.array(weights[\"{index}.weight\"], np.float32)");
        let kernel = match step {
            Step::Convolution(layer, _) => {
                picture = Some(layer.output);
                format!("{weight}.transpose(2, 3, 1, 0)")
            }
            Step::Pool(pool) => {
                picture = Some(pool.output);
                continue;
            }
            Step::Linear(dense, _) => by_pixel(&weight, dense.outputs, picture.take()),
            _ => continue,
        };
        let bias = format!("np.array(weights[\"{index}.bias\"], np.float32)");
        let _ = writeln!(text, "    {kernel},\n    {bias},");
    }
    text + "]\nmodel.set_weights(kernels)\n"
}

/// The inputs of a dense layer that reads a picture come channel by channel in the file, and pixel by pixel in Keras.
fn by_pixel(weight: &str, outputs: usize, picture: Option<Picture>) -> String {
    match picture {
        None => format!("{weight}.T"),
        Some(p) => format!(
            "{weight}.reshape({outputs}, {}, {}, {}).transpose(2, 3, 1, 0).reshape(-1, {outputs})",
            p.channels, p.height, p.width
        ),
    }
}

fn compiled(model: &Model, config: &ModelConfig) -> String {
    let loss = match model.loss() {
        Loss::CrossEntropy if model.outputs() > 1 => {
            "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
        }
        Loss::CrossEntropy => "keras.losses.BinaryCrossentropy(from_logits=True)",
        Loss::Perceptron => "keras.losses.Hinge()",
        _ => "keras.losses.MeanSquaredError()",
    };
    let rate = config.learning_rate;
    let optimizer = match config.optimizer {
        Rule::Momentum => format!("SGD({rate}, momentum=0.9)"),
        Rule::Nesterov => format!("SGD({rate}, momentum=0.9, nesterov=True)"),
        Rule::RmsProp => format!("RMSprop({rate}, rho=0.99)"),
        Rule::Adam => format!("Adam({rate})"),
        _ => format!("SGD({rate})"),
    };
    format!("model.compile(optimizer=keras.optimizers.{optimizer}, loss={loss})\n")
}

fn said(model: &Model) -> String {
    let expression = match Said::of(model) {
        Said::Sigmoid => "keras.ops.sigmoid(z)",
        Said::Softmax => "keras.ops.softmax(z, axis=1)",
        Said::Values => "z",
        Said::Fires => "keras.ops.cast(z > 0, \"float32\")",
        Said::Largest => "keras.ops.one_hot(keras.ops.argmax(z, axis=1), z.shape[1])",
    };
    let shape = match input(model.network) {
        Shape::Picture(p) => format!("-1, {}, {}, {}", p.height, p.width, p.channels),
        Shape::Units(units) => format!("-1, {units}"),
    };
    format!(
        "\n\ndef predict(x):\n    z = model(np.asarray(x, np.float32).reshape({shape}))\n    \
         return keras.ops.convert_to_numpy({expression})\n"
    )
}
