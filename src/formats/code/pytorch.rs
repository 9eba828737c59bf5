//! A network for PyTorch: the same layers, the weights, and a loop that goes on training, alone or under `torchrun`.

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
use crate::pieces::shape::Shape;
use crate::trainer::settings::ModelConfig;

const HOW: &str = "\
predict(x) tells what it says of a batch. To go on training it on a table of points (columns x1, x2 and the class or value),
or on the arrays x and t of an .npz file:

    python network.py points.csv
    torchrun --nproc-per-node 2 network.py points.csv";

pub fn write(model: &Model, kept: &Kept) -> String {
    let steps = steps(model.network);
    let file = needs_file(model);
    let mut text = heading(model, kept, HOW);
    text += "import os\nimport sys\n\nimport numpy as np\nimport torch\n";
    text += if file {
        "from safetensors.torch import load_file\n"
    } else {
        ""
    };
    text += "from torch import nn\nfrom torch.nn import functional as F\n";
    text += "from torch.utils.data import DataLoader, DistributedSampler, TensorDataset\n\n";
    text += &state(model, file);
    let lists = steps.iter().find_map(|step| match step {
        Step::Features(list) => Some(list),
        _ => None,
    });
    text += &lists.map_or(String::new(), |list| class(list));
    text += "\nmodel = nn.Sequential(\n";
    for step in &steps {
        let _ = writeln!(text, "    {},", module(step));
    }
    text += ")\nmodel.load_state_dict(state)\n";
    text += &ready(model);
    text += &said(model);
    text + &training(model, &kept.model) + RUN
}

fn state(model: &Model, file: bool) -> String {
    match file {
        true => format!("state = load_file(\"{WEIGHTS}\")\n"),
        false => {
            within(model)
                + "state = {name: torch.tensor(value) for name, value in weights.items()}\n"
        }
    }
}

fn class(list: &[Feature]) -> String {
    let list = features(list, "torch.sin");
    format!(
        "\n\nclass Features(nn.Module):\n    \"\"\"Functions of a point.\"\"\"\n\n    def forward(self, x):\n        \
         x1, x2 = x[:, ::2], x[:, 1::2]\n        return torch.stack([{list}], dim=2).flatten(1)\n\n"
    )
}

fn module(step: &Step) -> String {
    match step {
        Step::Features(_) => "Features()".into(),
        Step::Linear(dense, _) => format!("nn.Linear({}, {})", dense.inputs, dense.outputs),
        Step::Convolution(layer, _) => format!(
            "nn.Conv2d({}, {}, {}, stride={}, padding={})",
            layer.input.channels, layer.output.channels, layer.kernel, layer.stride, layer.padding
        ),
        Step::Pool(pool) => {
            let kind = if pool.kind == Kind::Max { "Max" } else { "Avg" };
            format!("nn.{kind}Pool2d({}, {})", pool.size, pool.stride)
        }
        Step::Flatten => "nn.Flatten()".into(),
        Step::Dropout(rate) => format!("nn.Dropout({rate})"),
        Step::Activation(activation) => match activation {
            Activation::Sigmoid => "nn.Sigmoid()".into(),
            Activation::Tanh => "nn.Tanh()".into(),
            Activation::Relu => "nn.ReLU()".into(),
            Activation::LeakyRelu => format!("nn.LeakyReLU({LEAK})"),
            Activation::Softplus => "nn.Softplus()".into(),
            Activation::Elu(a) => format!("nn.ELU({a})"),
            Activation::Identity => "nn.Identity()".into(),
        },
    }
}

/// How a batch has to lie for the first layer.
fn ready(model: &Model) -> String {
    let shape = match input(model.network) {
        Shape::Picture(p) => format!("-1, {}, {}, {}", p.channels, p.height, p.width),
        Shape::Units(units) => format!("-1, {units}"),
    };
    format!(
        "\n\ndef batch(x):\n    return torch.as_tensor(np.asarray(x), dtype=torch.float32).reshape({shape})\n"
    )
}

fn said(model: &Model) -> String {
    let expression = match Said::of(model) {
        Said::Sigmoid => "torch.sigmoid(z)",
        Said::Softmax => "torch.softmax(z, dim=1)",
        Said::Values => "z",
        Said::Fires => "(z > 0).float()",
        Said::Largest => "F.one_hot(z.argmax(dim=1), z.shape[1]).float()",
    };
    format!(
        "\n\ndef predict(x):\n    model.eval()\n    with torch.no_grad():\n        z = model(batch(x))\n        return {expression}\n"
    )
}

/// The loss of a batch whose targets are numbers of classes, or values.
fn loss(model: &Model) -> &'static str {
    let several = model.outputs() > 1;
    match model.loss() {
        Loss::CrossEntropy if several => "F.cross_entropy(z, t)",
        Loss::CrossEntropy => "F.binary_cross_entropy_with_logits(z[:, 0], t.float())",
        Loss::Perceptron if several => {
            "(z.max(dim=1).values - z.gather(1, t[:, None])[:, 0]).mean()"
        }
        Loss::Perceptron => "F.relu((1 - 2 * t.float()) * z[:, 0]).mean()",
        Loss::SquaredErrorLinear => "0.5 * ((z - wanted(z, t)) ** 2).sum(dim=1).mean()",
        Loss::SquaredErrorLinearWhole => "((z - wanted(z, t)) ** 2).sum(dim=1).mean()",
        Loss::SquaredError => "0.5 * ((torch.sigmoid(z) - wanted(z, t)) ** 2).sum(dim=1).mean()",
        Loss::SquaredErrorWhole => "((torch.sigmoid(z) - wanted(z, t)) ** 2).sum(dim=1).mean()",
    }
}

fn optimizer(config: &ModelConfig) -> String {
    let rate = config.learning_rate;
    match config.optimizer {
        Rule::GradientDescent | Rule::Sgd => format!("torch.optim.SGD(groups, lr={rate})"),
        Rule::Momentum => format!("torch.optim.SGD(groups, lr={rate}, momentum=0.9)"),
        Rule::Nesterov => {
            format!("torch.optim.SGD(groups, lr={rate}, momentum=0.9, nesterov=True)")
        }
        Rule::RmsProp => format!("torch.optim.RMSprop(groups, lr={rate})"),
        Rule::Adam => format!("torch.optim.Adam(groups, lr={rate})"),
        // PyTorch has no conjugate gradient.
        Rule::ConjugateGradient | Rule::Lbfgs => {
            "torch.optim.LBFGS(model.parameters(), line_search_fn=\"strong_wolfe\")".into()
        }
    }
}

fn training(model: &Model, config: &ModelConfig) -> String {
    let size = match config.optimizer.takes_all() {
        true => "len(data)".to_string(),
        false => config.batch_size.to_string(),
    };
    let mut text = String::new();
    if loss(model).contains("wanted") {
        text += "\n\ndef wanted(z, t):\n    \"\"\"Targets of all outputs.\"\"\"\n    \
                 return t.float()[:, None] if z.shape[1] == 1 else F.one_hot(t, z.shape[1]).float()\n";
    }
    let _ = write!(
        text,
        "\n\ndef train(x, t, epochs=10):\n    \"\"\"Goes on from the weights above.\"\"\"\n    \
         many = \"RANK\" in os.environ  # torchrun says so\n    \
         if many:\n        torch.distributed.init_process_group(\"gloo\")\n    \
         net = nn.parallel.DistributedDataParallel(model) if many else model\n    \
         data = TensorDataset(batch(x), torch.as_tensor(t))\n    \
         sampler = DistributedSampler(data) if many else None\n    \
         batches = DataLoader(data, batch_size={size}, shuffle=sampler is None, sampler=sampler)\n    \
         biases = [p for name, p in model.named_parameters() if name.endswith(\"bias\")]\n    \
         weights = [p for name, p in model.named_parameters() if name.endswith(\"weight\")]\n    \
         groups = [{{\"params\": weights, \"weight_decay\": {}}}, {{\"params\": biases}}]\n    \
         optimizer = {}\n    net.train()\n    for epoch in range(epochs):\n        \
         if sampler:\n            sampler.set_epoch(epoch)\n        for x, t in batches:\n\n            \
         def closure():\n                optimizer.zero_grad()\n                z = net(x)\n                \
         loss = {}{}\n                loss.backward()\n{}                return loss\n\n            \
         loss = optimizer.step(closure)\n        print(f\"epoch {{epoch + 1}}: loss {{loss.item():.4f}}\")\n",
        config.l2,
        optimizer(config),
        loss(model),
        penalty(config),
        clipping(config),
    );
    text
}

fn penalty(config: &ModelConfig) -> String {
    match config.l1 {
        0.0 => String::new(),
        l1 => format!(" + {l1} * sum(w.abs().sum() for w in weights)"),
    }
}

fn clipping(config: &ModelConfig) -> String {
    match config.clip {
        0.0 => String::new(),
        clip => format!("                nn.utils.clip_grad_norm_(model.parameters(), {clip})\n"),
    }
}

const RUN: &str = "

def load(path):
    \"\"\"Inputs, and classes or values.\"\"\"
    if path.endswith(\".npz\"):
        file = np.load(path)
        return file[\"x\"], file[\"t\"]
    table = np.genfromtxt(path, delimiter=\",\", names=True, dtype=None, encoding=\"utf-8\")
    columns = table.dtype.names
    if \"held_out\" in columns:
        table = table[table[\"held_out\"] == 0]
    t = table[columns[2]]
    if t.dtype.kind in \"US\":  # names of classes
        t = np.unique(t, return_inverse=True)[1]
    return np.stack([table[columns[0]], table[columns[1]]], axis=1), t


if __name__ == \"__main__\" and len(sys.argv) > 1:
    train(*load(sys.argv[1]))
    if os.environ.get(\"RANK\", \"0\") == \"0\":
        torch.save(model.state_dict(), \"trained.pt\")
        print(\"trained.pt has the new weights\")
    if \"RANK\" in os.environ:
        torch.distributed.destroy_process_group()
";
