#!/usr/bin/env python3
"""Writes the trained network as the file that Dixit embeds: export.py CHECKPOINT MINILM CORPORA OUT [options]

The file begins with `DIXITNET`, a version (u32, little-endian), the length of a JSON header (u32) and the header;
then come the parts that the header's `parts` lists as [name, offset from the file's start, length]:

  vocabulary  the word pieces, one a line
  words       the pieces' vectors as i8, row by row
  scales      f32 per piece: a vector is its i8 row times its scale
  surface     f32 rows: 512 positions, then the cases, quotation states and breaks
  norm.gain, norm.shift, layers.N.norm1.*, layers.N.norm2.*     f32
  layers.N.qkv|out|up|down.weights     i8, a row per output; .scales and .bias: f32 per output.
              output = (input * weights) * scales + bias; queries carry attention's scale
  scores.weights, scores.bias     f32, a row per score of a word: roles, names, parts of speech, links

Weights are quantised to 7 bits and a sign, so that processors with and without VNNI count the same; inputs are rounded
by the program, row by row.
"""

import argparse
import hashlib
import json
import os
import struct

import numpy as np
import torch

from data import KINDS, POS, ROLES, cut, polnear
from model import LINK, SCALE, Reader
from train import fragment_f1
from words import read_vocabulary

VERSION = 2
LEVELS = 63


def rounded_weights(weight):
    """Each row as integers of up to LEVELS and their scale: the one, clipping the greatest weights or not, that leaves
    the least squared error."""
    top = weight.abs().amax(1).clamp(min=1e-8)
    tries = []
    for share in np.arange(0.6, 1.01, 0.05):
        scale = top * float(share) / LEVELS
        whole = (weight / scale[:, None]).round().clamp(-LEVELS, LEVELS)
        tries.append((whole, scale, ((whole * scale[:, None] - weight) ** 2).sum(1)))
    best = torch.stack([error for *_, error in tries]).argmin(0)
    rows = torch.arange(len(top))
    return torch.stack([whole for whole, *_ in tries])[best, rows], torch.stack([scale for _, scale, _ in tries])[best, rows]


def parts_of(model):
    """The arrays of the file's parts; the model's own weights are rounded on the way."""
    parts = {}
    width = model.word.weight.shape[1]
    heads = model.layers[0].heads

    def norm(layer, name):
        parts[name + ".gain"] = layer.weight.numpy()
        parts[name + ".shift"] = layer.bias.numpy()

    norm(model.norm, "norm")
    for i, layer in enumerate(model.layers):
        for name in ("qkv", "out", "up", "down"):
            linear, part = getattr(layer, name), f"layers.{i}.{name}"
            weight, scale = rounded_weights(linear.weight)
            linear.weight.copy_(weight * scale[:, None])
            scale, bias = scale.clone(), linear.bias.clone()
            if name == "qkv":
                scale[:width] *= (width // heads) ** -0.5
                bias[:width] *= (width // heads) ** -0.5
            parts[part + ".weights"] = weight.numpy().astype(np.int8)
            parts[part + ".scales"], parts[part + ".bias"] = scale.numpy(), bias.numpy()
        norm(layer.norm1, f"layers.{i}.norm1")
        norm(layer.norm2, f"layers.{i}.norm2")
    heads = [model.roles, model.names, model.pos, model.link]
    weight, bias = torch.cat([l.weight for l in heads]).clone(), torch.cat([l.bias for l in heads]).clone()
    at = sum(l.out_features for l in heads[:3])
    for query in (1, 2):  # the scale of link scores goes into the queries
        weight[at + query * LINK : at + (query + 1) * LINK] *= SCALE
        bias[at + query * LINK : at + (query + 1) * LINK] *= SCALE
    parts["scores.weights"], parts["scores.bias"] = weight.numpy(), bias.numpy()
    return parts


def surface_of(model):
    return torch.cat([model.position.weight, model.case.weight, model.quote.weight, model.brk.weight]).detach().numpy()


def quantised_words(model):
    w = model.word.weight.detach().numpy()
    scale = np.maximum(np.abs(w).max(1), 1e-8) / 127
    return np.rint(w / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "minilm", "corpora", "out"):
        ap.add_argument(name)
    ap.add_argument("--average", nargs="*", default=[], metavar="CHECKPOINT", help="further runs from the same start, whose "
                    "weights are averaged with the first's (Wortsman et al., ICML 2022)")
    ap.add_argument("--name", default="en-accurate 2")
    a = ap.parse_args()
    model = Reader()
    runs = [torch.load(path) for path in (a.checkpoint, *a.average)]
    model.load_state_dict({name: sum(run[name] for run in runs) / len(runs) for name in runs[0]})
    model.eval()
    vocabulary = read_vocabulary(os.path.join(a.minilm, "vocab.txt"))
    folder = os.path.join(a.corpora, "polnear")
    dev = [window for article in polnear(folder, "dev", vocabulary) for window in cut(article, 384)]
    print("dev before rounding", json.dumps(fragment_f1(model, dev)), flush=True)

    def rounded(_, inputs):
        """A layer's input as the program rounds it: each row to 256 levels of its own."""
        x = inputs[0]
        least, most = x.amin(-1, keepdim=True).clamp(max=0), x.amax(-1, keepdim=True).clamp(min=0)
        scale = ((most - least) / 255).clamp(min=1e-12)
        zero = (-least / scale).round()
        return (((x / scale).round() + zero).clamp(0, 255) - zero) * scale

    words, scales = quantised_words(model)
    with torch.no_grad():
        arrays = parts_of(model)
        model.word.weight.copy_(torch.tensor(words * scales[:, None]))
    for layer in model.layers:
        for part in (layer.qkv, layer.out, layer.up, layer.down):
            part.register_forward_pre_hook(rounded)
    print("dev as the program computes", json.dumps(fragment_f1(model, dev)), flush=True)
    parts = {
        "vocabulary": "\n".join(sorted(vocabulary, key=vocabulary.get)).encode(),
        "words": words.tobytes(), "scales": scales.tobytes(), "surface": surface_of(model).astype(np.float32).tobytes(),
        **{name: np.ascontiguousarray(array).tobytes() for name, array in arrays.items()},
    }
    detach = lambda p: [round(float(v), 5) for v in p.detach().flatten()]
    header = {
        "name": a.name, "width": words.shape[1], "layers": len(model.layers), "heads": model.layers[0].heads, "pieces": words.shape[0], "link": LINK, "roles": ROLES, "kinds": KINDS, "pos": POS,
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
