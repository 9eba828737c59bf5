//! A network for NumPy alone: forward as one reads it in a book.

use std::fmt::Write;

use super::{Said, WEIGHTS, features, heading, needs_file, within};
use crate::formats::kept::Kept;
use crate::network::Model;
use crate::network::layout::{Step, input, steps};
use crate::pieces::activation::{Activation, LEAK};
use crate::pieces::pooling::Kind;
use crate::pieces::shape::Shape;

pub fn write(model: &Model, kept: &Kept) -> String {
    let steps = steps(model.network);
    let mut text = heading(
        model,
        kept,
        "It needs NumPy alone: predict(x) for a batch x.",
    );
    let file = needs_file(model);
    text += if file { "import json\n\n" } else { "" };
    text += "import numpy as np\n\n";
    text += &weights(model, file);
    let slides = |step: &Step| matches!(step, Step::Convolution(..) | Step::Pool(_));
    if steps.iter().any(slides) {
        text += SLIDING;
    }
    text += "\ndef logits(x):\n    \"\"\"The total inputs of the output layer.\"\"\"\n";
    text += "    h = np.asarray(x, np.float32)\n";
    if let Shape::Picture(picture) = input(model.network) {
        let (channels, height, width) = (picture.channels, picture.height, picture.width);
        let _ = writeln!(text, "    h = h.reshape(-1, {channels}, {height}, {width})");
    }
    for (index, step) in steps.iter().enumerate() {
        for line in lines(index, step) {
            let _ = writeln!(text, "    {line}");
        }
    }
    text + "    return h\n" + said(model)
}

fn weights(model: &Model, file: bool) -> String {
    match file {
        true => format!("{READER}\nw = load(\"{WEIGHTS}\")\n"),
        false => {
            let as_arrays =
                "w = {name: np.array(value, np.float32) for name, value in weights.items()}\n";
            within(model) + as_arrays
        }
    }
}

const READER: &str = "\
def load(path):
    \"\"\"The tensors of a safetensors file: the length of its header, the header, the numbers.\"\"\"
    with open(path, \"rb\") as file:
        data = file.read()
    start = 8 + int.from_bytes(data[:8], \"little\")
    header = json.loads(data[8:start])
    header.pop(\"__metadata__\", None)
    return {
        name: np.frombuffer(data[start + at[\"data_offsets\"][0] : start + at[\"data_offsets\"][1]], \"<f4\").reshape(at[\"shape\"])
        for name, at in header.items()
    }

";

const SLIDING: &str = "

def windows(x, size, stride):
    \"\"\"[batch, channels, y, x, size, size]: what each place of a window shows.\"\"\"
    slid = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
    return slid[:, :, ::stride, ::stride]


def convolve(x, weight, bias, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    seen = windows(x, weight.shape[2], stride)
    return np.einsum(\"ncyxij,ocij->noyx\", seen, weight, optimize=True) + bias[:, None, None]

";

fn lines(index: usize, step: &Step) -> Vec<String> {
    let [weight, bias] = ["weight", "bias"].map(|part| format!("w[\"{index}.{part}\"]"));
    match step {
        Step::Features(list) => vec![
            "x1, x2 = h[:, ::2], h[:, 1::2]".into(),
            format!(
                "h = np.stack([{}], axis=2).reshape(len(h), -1)",
                features(list, "np.sin")
            ),
        ],
        Step::Linear(..) => vec![format!("h = h @ {weight}.T + {bias}")],
        Step::Convolution(layer, _) => {
            let (stride, padding) = (layer.stride, layer.padding);
            vec![format!(
                "h = convolve(h, {weight}, {bias}, {stride}, {padding})"
            )]
        }
        Step::Pool(pool) => {
            let of = if pool.kind == Kind::Max {
                "max"
            } else {
                "mean"
            };
            let (size, stride) = (pool.size, pool.stride);
            vec![format!(
                "h = windows(h, {size}, {stride}).{of}(axis=(4, 5))"
            )]
        }
        Step::Flatten => vec!["h = h.reshape(len(h), -1)".into()],
        Step::Dropout(rate) => vec![format!("# dropout of {rate}, while training")],
        Step::Activation(activation) => vec![format!("h = {}", applied(*activation))],
    }
}

fn applied(activation: Activation) -> String {
    match activation {
        Activation::Sigmoid => "1 / (1 + np.exp(-h))".into(),
        Activation::Tanh => "np.tanh(h)".into(),
        Activation::Relu => "np.maximum(h, 0)".into(),
        Activation::LeakyRelu => format!("np.where(h > 0, h, {LEAK} * h)"),
        Activation::Softplus => "np.logaddexp(h, 0)".into(),
        Activation::Elu(a) => format!("np.where(h > 0, h, {a} * np.expm1(np.minimum(h, 0)))"),
        Activation::Identity => "h".into(),
    }
}

fn said(model: &Model) -> &'static str {
    match Said::of(model) {
        Said::Sigmoid => {
            "\n\ndef predict(x):\n    \"\"\"The probability of each output.\"\"\"\n    return 1 / (1 + np.exp(-logits(x)))\n"
        }
        Said::Softmax => {
            "\n\ndef predict(x):\n    \"\"\"The probability of each class.\"\"\"\n    z = logits(x)\n    e = np.exp(z - z.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1, keepdims=True)\n"
        }
        Said::Values => "\n\ndef predict(x):\n    \"\"\"The values.\"\"\"\n    return logits(x)\n",
        Said::Fires => {
            "\n\ndef predict(x):\n    \"\"\"1 where it fires, else 0.\"\"\"\n    return (logits(x) > 0).astype(np.float32)\n"
        }
        Said::Largest => {
            "\n\ndef predict(x):\n    \"\"\"1 for the class with the largest total input.\"\"\"\n    z = logits(x)\n    return np.eye(z.shape[1], dtype=np.float32)[z.argmax(axis=1)]\n"
        }
    }
}
