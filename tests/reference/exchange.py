"""Opens the files and runs the programs that tests/exchange.rs writes into a folder, with the tools they are for.

    pip install numpy torch onnx onnxruntime safetensors keras
    GRADUAL_RECORD=1 cargo test --test exchange      (runs this, and keeps what was said in exchange.json)
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import numpy as np
import onnx
import onnxruntime
from onnx.reference import ReferenceEvaluator
from safetensors.numpy import load_file

MOST = 1e-5


def program(path):
    """A program of the folder it stands in, run there."""
    os.chdir(path.parent)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_onnx(path, x):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    shape = [side.dim_value for side in model.graph.input[0].type.tensor_type.shape.dim][1:]
    x = x.reshape(-1, *shape)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
    assert len(inferred.graph.value_info) >= len(model.graph.value_info)
    runs = onnxruntime.InferenceSession(path).run(None, {"input": x})
    refers = ReferenceEvaluator(model).run(None, {"input": x})
    return {"onnxruntime": runs[1], "reference evaluator": refers[1]}


def check(folder):
    examples = load_file(folder / "examples.safetensors")
    x, y = examples["x"], examples["y"]
    says = by_onnx(folder / "network.onnx", x)
    for tool in ["numpy", "pytorch", "keras"]:
        says[tool] = np.asarray(program(folder / f"{tool}_network.py").predict(x))
    # The safetensors file fits the sequence that the program builds.
    from safetensors.torch import load_file as load_torch

    torch_program = program(folder / "pytorch_network.py")
    torch_program.model.load_state_dict(load_torch(folder / "network.safetensors"))
    says["safetensors"] = np.asarray(torch_program.predict(x))
    for tool, said in says.items():
        largest = np.abs(said - y).max()
        assert said.shape == y.shape and largest < MOST, f"{folder.name}, {tool}: off by {largest}"
    return max(np.abs(said - y).max() for said in says.values())


def check_training(folder):
    """The PyTorch program goes on training, alone and under torchrun."""
    x = np.random.default_rng(1).normal(size=(200, 2))
    t = (x[:, 0] * x[:, 1] > 0).astype(int)
    rows = [f"{a},{b},{'yes' if c else 'no'}" for (a, b), c in zip(x, t)]
    (folder / "points.csv").write_text("\n".join(["x1,x2,class", *rows]))
    alone = [sys.executable, "pytorch_network.py", "points.csv"]
    many = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", *alone[1:]]
    for command in [alone, many]:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        losses = [float(line.split()[-1]) for line in done.stdout.splitlines() if "loss" in line]
        assert min(losses[-3:]) < losses[0], losses


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    for network in sorted(path for path in folder.iterdir() if path.is_dir()):
        print(f"{network.name}: off by at most {check(network):.1e}")
    check_training(folder / "dense-tanh")
    print("PyTorch trains on, alone and under torchrun")
