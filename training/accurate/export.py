#!/usr/bin/env python3
"""Writes the trained network as the file that Dixit embeds: export.py CHECKPOINT MINILM CORPORA OUT [--name NAME]

The file begins with `DIXITNET`, a version (u32, little-endian), the length of a JSON header (u32) and the header;
then come the parts that the header's `parts` lists as [name, offset from the file's start, length]:

  vocabulary  the word pieces, one a line
  words       the pieces' vectors as i8, row by row
  scales      f32 per piece: a vector is its i8 row times its scale
  surface     f32 rows: 512 positions, then the cases, quotation states and breaks
  network     ONNX: `x` [pieces, width] and `bias` [pieces, pieces] to `y` [pieces, labels]; its matrices are int8

Weights are quantised to 7 bits and a sign, activations as the program runs (dynamically), so that processors with and
without VNNI count the same.
"""

import argparse
import hashlib
import json
import os
import struct
import tempfile

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from data import KINDS, POS, ROLES, polnear
from model import LINK, SCALE, Reader
from train import CLS, SEP, batch_of
from words import read_vocabulary

VERSION = 1
SMOOTHING = 0.7


@torch.no_grad()
def greatest(model, samples):
    """Per linear layer, the greatest activation of each input channel over `samples`."""
    found, hooks = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, torch.nn.Linear):
            def see(_, inputs, name=name):
                top = inputs[0].abs().amax(tuple(range(inputs[0].dim() - 1)))
                found[name] = torch.maximum(found.get(name, top), top)
            hooks.append(layer.register_forward_pre_hook(see))
    for sample in samples:
        ids, feats, *_ = batch_of([sample])
        model.hidden(ids, *feats, None)
    for hook in hooks:
        hook.remove()
    return found


def graph_of(model, tops):
    nodes, consts = [], []

    def const(name, array):
        consts.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(op, inputs, name, **attributes):
        nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def linear(x, layer, name):
        weight = layer.weight.detach()
        if name in tops:
            # A few channels are far greater than the rest and would take all of int8's range: their size moves into
            # the weights (SmoothQuant: Xiao et al., ICML 2023).
            size = tops[name].clamp(min=1e-5) ** SMOOTHING / weight.abs().amax(0).clamp(min=1e-5) ** (1 - SMOOTHING)
            size /= size.median()
            weight = weight * size
            x = add("Mul", [x, const(name + ".s", (1 / size).numpy())], name + ".smooth")
        w = const(name + ".w", weight.numpy().T)
        m = add("MatMul", [x, w], name + ".matmul")
        return add("Add", [m, const(name + ".b", layer.bias.detach().numpy())], name)

    def norm(x, layer, name):
        w, b = const(name + ".g", layer.weight.detach().numpy()), const(name + ".b", layer.bias.detach().numpy())
        return add("LayerNormalization", [x, w, b], name, axis=-1, epsilon=1e-12)

    width = model.word.weight.shape[1]
    heads = model.layers[0].heads
    const("split", np.array([-1, 3, heads, width // heads], dtype=np.int64))
    const("join", np.array([-1, width], dtype=np.int64))
    const("one", np.array([1, 1, 1], dtype=np.int64))
    const("axis", np.array([0], dtype=np.int64))
    x = norm("x", model.norm, "norm")
    for i, layer in enumerate(model.layers):
        p = f"layers.{i}."
        with torch.no_grad():
            # The scale of attention goes into the queries.
            layer.qkv.weight[:width] *= (width // heads) ** -0.5
            layer.qkv.bias[:width] *= (width // heads) ** -0.5
        qkv = add("Reshape", [linear(x, layer.qkv, p + "qkv"), "split"], p + "split")
        qkv = add("Transpose", [qkv], p + "heads", perm=[1, 2, 0, 3])
        names = [p + k for k in "qkv"]
        nodes.append(helper.make_node("Split", [qkv, "one"], [n + ".part" for n in names], name=p + "parts", axis=0))
        q, k, v = (add("Squeeze", [n + ".part", "axis"], n) for n in names)
        kt = add("Transpose", [k], p + "kt", perm=[0, 2, 1])
        a = add("Add", [add("MatMul", [q, kt], p + "scores"), "bias"], p + "masked")
        a = add("MatMul", [add("Softmax", [a], p + "softmax", axis=-1), v], p + "mix")
        a = add("Reshape", [add("Transpose", [a], p + "back", perm=[1, 0, 2]), "join"], p + "joined")
        x = norm(add("Add", [x, linear(a, layer.out, p + "out")], p + "sum1"), layer.norm1, p + "norm1")
        h = add("Gelu", [linear(x, layer.up, p + "up")], p + "gelu")
        x = norm(add("Add", [x, linear(h, layer.down, p + "down")], p + "sum2"), layer.norm2, p + "norm2")
    parts = [model.roles, model.names, model.pos, model.link]
    last = torch.nn.Linear(width, sum(l.out_features for l in parts))
    with torch.no_grad():
        last.weight.copy_(torch.cat([l.weight for l in parts]))
        last.bias.copy_(torch.cat([l.bias for l in parts]))
        # The scale of link scores goes into the queries.
        at = sum(l.out_features for l in parts[:3])
        for query in (1, 2):
            last.weight[at + query * LINK : at + (query + 1) * LINK] *= SCALE
            last.bias[at + query * LINK : at + (query + 1) * LINK] *= SCALE
    y = linear(x, last, "y")
    graph = helper.make_graph(
        nodes, "reader",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", width]),
         helper.make_tensor_value_info("bias", TensorProto.FLOAT, ["n", "n"])],
        [helper.make_tensor_value_info(y, TensorProto.FLOAT, ["n", last.out_features])], consts)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def surface_of(model):
    return torch.cat([model.position.weight, model.case.weight, model.quote.weight, model.brk.weight]).detach().numpy()


def quantised_words(model):
    w = model.word.weight.detach().numpy()
    scale = np.maximum(np.abs(w).max(1), 1e-8) / 127
    return np.rint(w / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def input_of(words, scales, surface, ids, feats):
    x = words[ids].astype(np.float32) * scales[ids][:, None]
    x += surface[: len(ids)] + surface[512 + feats[0]] + surface[517 + feats[1]] + surface[519 + feats[2]]
    return x.astype(np.float32)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "minilm", "corpora", "out"):
        ap.add_argument(name)
    ap.add_argument("--name", default="en-accurate 1")
    a = ap.parse_args()
    model = Reader()
    model.load_state_dict(torch.load(a.checkpoint))
    model.eval()
    vocabulary = read_vocabulary(os.path.join(a.minilm, "vocab.txt"))
    # What the network says of some windows before anything is rounded.
    dev, _ = polnear(os.path.join(a.corpora, "polnear"), "dev", vocabulary, 384, 8)
    before = []
    with torch.no_grad():
        for sample in dev:
            ids, feats, mask, first, *_ = batch_of([sample])
            roles = model.roles(model.hidden(ids, *feats, None))[0]
            before.append((ids[0].numpy(), feats[:, 0].numpy(), first[0].numpy(), roles.numpy()))
    words, scales = quantised_words(model)
    surface = surface_of(model).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        plain, small = os.path.join(folder, "plain.onnx"), os.path.join(folder, "small.onnx")
        train, _ = polnear(os.path.join(a.corpora, "polnear"), "train", vocabulary, 384, 10)
        onnx.save(graph_of(model, greatest(model, train)), plain)
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                         op_types_to_quantize=["MatMul"], nodes_to_exclude=["y.matmul"],
                         extra_options={"MatMulConstBOnly": True})
        for path in (plain, small):
            session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
            worst = agree = n = 0
            for ids, feats, first, roles in before:
                t = len(ids)
                (y,) = session.run(None, {"x": input_of(words, scales, surface, ids, feats), "bias": np.zeros((t, t), np.float32)})
                # Only the first piece of a word was trained to mean anything, and only in a sequence.
                y, roles = torch.tensor(y[first, : len(ROLES)]), torch.tensor(roles[first])
                worst = max(worst, float((y - roles).abs().max()))
                agree += sum(a == b for a, b in zip(model.viterbi(y), model.viterbi(roles)))
                n += len(first)
            print(f"{os.path.basename(path)}: {os.path.getsize(path) / 1e6:.1f} MB, labels as before {agree / n:.4f}, greatest difference {worst:.3f}")
        network = open(small, "rb").read()
    parts = {
        "vocabulary": "\n".join(sorted(vocabulary, key=vocabulary.get)).encode(),
        "words": words.tobytes(), "scales": scales.tobytes(), "surface": surface.tobytes(), "network": network,
    }
    detach = lambda p: [round(float(v), 5) for v in p.detach().flatten()]
    header = {
        "name": a.name, "width": words.shape[1], "pieces": words.shape[0], "link": LINK, "roles": ROLES, "kinds": KINDS, "pos": POS,
        "transition": detach(model.transition), "first": detach(model.first), "last": detach(model.last), "parts": [],
    }
    size = 0
    for _ in range(3):  # the header's length depends on the offsets in it
        offset = 16 + size
        header["parts"] = []
        for name, data in parts.items():
            offset = (offset + 63) // 64 * 64
            header["parts"].append([name, offset, len(data)])
            offset += len(data)
        size = len(json.dumps(header).encode())
    text = json.dumps(header).encode()
    assert len(text) == size
    blob = bytearray(b"DIXITNET" + struct.pack("<II", VERSION, size) + text)
    for name, offset, _ in header["parts"]:
        blob += b"\0" * (offset - len(blob)) + parts[name]
    with open(a.out + ".part", "wb") as f:
        f.write(blob)
    os.replace(a.out + ".part", a.out)
    print(f"{a.out}: {len(blob) / 1e6:.1f} MB, sha256 {hashlib.sha256(blob).hexdigest()}")


if __name__ == "__main__":
    main()
