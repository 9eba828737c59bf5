"""PyTorch, NumPy and scikit-learn on one thread, for the benchmark: reads one question a line, as JSON, and answers each with a line.

The layers, the first weights and the order of the batches are those of the contenders in the browser (see network.js).
"""

import gzip
import json
import pathlib
import sys
import time

try:
    import numpy as np
except ImportError:
    print(json.dumps({"names": [], "missing": ["NumPy", "PyTorch", "scikit-learn"]}))
    sys.exit()

try:
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(1)
except ImportError:
    torch = None

import rbm  # beside this file

DIGITS = pathlib.Path(sys.argv[1])
WARM_UP = 0.4  # seconds


def read_digits(name):
    """The images [n, 784], from 0 to 1, and labels of a pair of IDX files."""
    images, labels = (gzip.decompress((DIGITS / f"{name}-{kind}.idx.gz").read_bytes()) for kind in ("images", "labels"))
    pixels = np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255
    return pixels, np.frombuffer(labels, np.uint8, offset=8).astype(np.int64)


class Task:
    """A workload with its data and first weights."""

    def __init__(self, workload, layers, start, train, test, grid):
        self.workload, self.layers, self.batch = workload, layers, workload["batch"]
        self.start = np.array(start, np.float32)
        points = workload["data"] == "points"
        if points:
            self.train, self.test = self.points(train), self.points(test)
            self.questions = [np.array(grid, np.float32).reshape(-1, 2)]
        else:
            self.train, (images, labels) = read_digits("train"), read_digits("test")
            self.test = images[::10], labels[::10]
            self.questions = [self.test[0][i : i + 1] for i in range(64)]
        if workload["data"] == "noise":
            noise = np.random.default_rng(1).integers(1, 256, self.train[0].shape)
            self.train = noise.astype(np.float32) / 255, self.train[1]
        self.outputs = 1 if points else 10

    @staticmethod
    def points(examples):
        return np.array(examples["inputs"], np.float32).reshape(-1, 2), np.array(examples["labels"])

    def parameters(self):
        """Weights and biases of each layer that has any."""
        for layer in self.layers:
            w, b = layer["weights"], layer["biases"]
            if layer["weightCount"]:
                yield layer, self.start[w : w + layer["weightCount"]], self.start[b : b + layer["biasCount"]]

    def starts(self):
        """Where each batch begins, round and round."""
        while True:
            yield from range(0, len(self.train[0]) - self.batch + 1, self.batch)


class Model:
    """A network at work; `update(start)` trains on the batch that begins there, `outputs(x)` gives probabilities."""

    def __init__(self, task):
        self.task, self.starts = task, task.starts()

    def run(self, steps):
        if self.task.workload["task"] == "train":
            for _ in range(steps):
                self.update(next(self.starts))
        else:
            for step in range(steps):
                self.outputs(self.task.questions[step % len(self.task.questions)])

    def accuracy(self):
        inputs, labels = self.task.test
        y = self.outputs(inputs)
        answers = y[:, 0] > 0.5 if self.task.outputs == 1 else y.argmax(1)
        return float((answers == labels).mean())


class Torch(Model):
    """Eager PyTorch, as its tutorials write it."""

    def __init__(self, task):
        super().__init__(task)
        self.modules, rate = [], task.workload["rate"]
        for layer in task.layers:
            self.modules += self.made_of(layer)
        self.net = torch.nn.Sequential(*self.modules)
        self.fill()
        parameters = self.net.parameters()
        optimizers = {
            "sgd": lambda: torch.optim.SGD(parameters, lr=rate),
            "momentum": lambda: torch.optim.SGD(parameters, lr=rate, momentum=0.9),
            "adam": lambda: torch.optim.Adam(parameters, lr=rate),
        }
        self.optimizer = optimizers[task.workload["optimizer"]]()
        self.x, self.y = (torch.from_numpy(values) for values in task.train)
        if task.outputs == 1:
            self.y = self.y.float()[:, None]

    def made_of(self, layer):
        before, after = layer["from"], layer["to"]
        activations = {"relu": [torch.nn.ReLU()], "tanh": [torch.nn.Tanh()], "none": []}
        if layer["kind"] == "max-pool":
            return [torch.nn.MaxPool2d(layer["kernel"], layer["stride"])]
        if layer["kind"] == "convolution":
            shape = (before["channels"], after["channels"], layer["kernel"], layer["stride"], layer["padding"])
            return [torch.nn.Conv2d(*shape), *activations[layer["activation"]]]
        inputs = before["height"] * before["width"] * before["channels"]
        return [torch.nn.Flatten(), torch.nn.Linear(inputs, after["channels"]), *activations[layer["activation"]]]

    def fill(self):
        learning = [module for module in self.modules if hasattr(module, "weight")]
        for module, (layer, weights, biases) in zip(learning, self.task.parameters(), strict=True):
            before, after, kernel = layer["from"], layer["to"], layer["kernel"]
            if layer["kind"] == "convolution":
                values = weights.reshape(after["channels"], kernel, kernel, before["channels"]).transpose(0, 3, 1, 2)
            else:  # rows of channels-first pictures
                rows = weights.reshape(before["height"], before["width"], before["channels"], after["channels"])
                values = rows.transpose(3, 2, 0, 1).reshape(after["channels"], -1)
            module.weight.data = torch.from_numpy(values.copy())
            module.bias.data = torch.from_numpy(biases.copy())

    def logits(self, x):
        convolutional = self.task.layers[0]["kind"] == "convolution"
        return self.net(x.reshape(-1, 1, 28, 28) if convolutional else x)

    def update(self, start):
        x, y = self.x[start : start + self.task.batch], self.y[start : start + self.task.batch]
        z = self.logits(x)
        loss = F.binary_cross_entropy_with_logits(z, y) if self.task.outputs == 1 else F.cross_entropy(z, y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()

    def outputs(self, x):
        with torch.inference_mode():
            z = self.logits(torch.from_numpy(x))
            return (z.sigmoid() if self.task.outputs == 1 else z.softmax(1)).numpy()


class Numpy(Model):
    """Dense layers and plain descent by hand."""

    def __init__(self, task):
        super().__init__(task)
        self.layers = [(w.reshape(len(w) // len(b), len(b)).copy(), b.copy(), layer["activation"])
                       for layer, w, b in task.parameters()]
        inputs, labels = task.train
        self.targets = labels[:, None].astype(np.float32) if task.outputs == 1 else np.eye(10, dtype=np.float32)[labels]

    def forward(self, x):
        values = [x]
        for w, b, activation in self.layers:
            z = values[-1] @ w + b
            values.append(np.tanh(z) if activation == "tanh" else np.maximum(z, 0) if activation == "relu" else z)
        z = values.pop()
        if self.task.outputs == 1:
            return values, 1 / (1 + np.exp(-z))
        e = np.exp(z - z.max(1, keepdims=True))
        return values, e / e.sum(1, keepdims=True)

    def outputs(self, x):
        return self.forward(x)[1]

    def update(self, start):
        end = start + self.task.batch
        values, y = self.forward(self.task.train[0][start:end])
        d = (y - self.targets[start:end]) * np.float32(self.task.workload["rate"] / self.task.batch)
        for i in reversed(range(len(self.layers))):
            w, b, _ = self.layers[i]
            h, below = values[i], self.layers[i - 1][2] if i else None
            back = d @ w.T if i else None
            w -= h.T @ d
            b -= d.sum(0)
            if i:
                d = back * (1 - h * h) if below == "tanh" else back * (h > 0)


class Boltzmann(Model):
    """NumPy's Boltzmann machine."""

    def __init__(self, task):
        super().__init__(task)
        self.machine = rbm.Numpy(task.train[0], task.workload["machine"] == "pcd")

    def update(self, start):
        self.machine.update(self.task.train[0][start : start + self.task.batch])

    def accuracy(self):
        return rbm.kept(*self.machine.parameters, self.task.test[0])


class Sklearn(Model):
    """scikit-learn's, which has persistent chains alone; every block is a `fit` of its own."""

    def run(self, steps):
        x = self.task.train[0]
        epochs, rest = divmod(steps, len(x) // self.task.batch)
        if epochs:
            self.machine = rbm.sklearn_machine(epochs).fit(x)
        if rest:
            self.machine = rbm.sklearn_machine(1).fit(x[: rest * self.task.batch])

    def accuracy(self):
        fitted = self.machine
        return rbm.kept(fitted.components_.T, fitted.intercept_visible_, fitted.intercept_hidden_, self.task.test[0])


def refusal(name, workload):
    if "machine" in workload:
        return "it has no Boltzmann machine" if name == "PyTorch" else None
    if name == "scikit-learn":
        return "it is in the table for Boltzmann machines only"
    dense = all(layer["kind"] == "dense" for layer in workload["hidden"])
    if name == "NumPy" and not (dense and workload["optimizer"] == "sgd"):
        return "it is in the table for dense layers and plain descent only"
    return None


def seconds(model, steps):
    """While another program holds the processor the clock runs on: the lesser of both times counts."""
    began = time.perf_counter(), time.process_time()
    model.run(steps)
    return min(time.perf_counter() - began[0], time.process_time() - began[1])


def calibrate(model, block):
    """Warms up; how many steps make a block of so many milliseconds."""
    steps, took = 1, seconds(model, 1)
    warm = took
    while warm < WARM_UP:
        if took < block / 1000:
            steps = max(steps + 1, int(steps * min(4, block / 1000 / max(took, 1e-4))))
        took = seconds(model, steps)
        warm += took
    return max(1, round(steps * block / 1000 / took))


class Bench:
    """Answers the questions."""

    names = ["NumPy", *(["PyTorch"] if torch else []), *(["scikit-learn"] if rbm.BernoulliRBM else [])]
    networks, machines = {"NumPy": Numpy, "PyTorch": Torch}, {"NumPy": Boltzmann, "scikit-learn": Sklearn}

    def open(self, **task):
        self.task, self.players = Task(**task), {}
        self.kinds = self.machines if "machine" in self.task.workload else self.networks

    def enter(self, name, value):
        if no := refusal(name, self.task.workload):
            return no
        model = self.kinds[name](self.task)
        self.players[name] = model, calibrate(model, value)

    def block(self, name):
        model, steps = self.players[name]
        return 1e6 * seconds(model, steps) / steps

    def learn(self, name, value):
        model = self.players[name][0]
        if self.task.workload["task"] == "predict":
            return {"accuracy": model.accuracy(), "steps": 0}
        model = self.kinds[name](self.task)
        model.run(value)
        return {"accuracy": model.accuracy() if value else None, "steps": value}


bench = Bench()
missing = [name for name in ["PyTorch", "scikit-learn"] if name not in bench.names]
print(json.dumps({"names": bench.names, "missing": missing}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = getattr(bench, question.pop("do"))(**question)
    except Exception as error:  # told on the other side, where the run ends
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
