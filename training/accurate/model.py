"""The network: MiniLM-L6 with surface features, four heads and a linear-chain CRF over roles."""

import math
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

from data import NAMES, POS, ROLES
from words import BREAKS, CASES, QUOTES

LINK = 64  # width of the vectors that links are scored with


class Dropout(nn.Module):
    """Dropout whose masks are slices of one pool of random numbers, drawn once: drawing them afresh takes longer
    on a CPU than the matrix products do."""

    pool = None

    def __init__(self, rate, size=1 << 23):
        super().__init__()
        self.rate = rate
        if Dropout.pool is None:
            Dropout.pool = (torch.rand(size) >= rate).float() / (1 - rate)

    def forward(self, x):
        if not self.training or not self.rate:
            return x
        n = x.numel()
        start = random.randrange(Dropout.pool.numel() - n)
        return x * Dropout.pool[start : start + n].view(x.shape)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads, self.drop = heads, Dropout(dropout)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = a.transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.drop(self.out(a)))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + self.drop(h))


class Reader(nn.Module):
    def __init__(self, vocabulary=30522, width=384, layers=6, heads=12, inner=1536, dropout=0.1):
        super().__init__()
        self.drop = Dropout(dropout)
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(512, width)
        self.case = nn.Embedding(CASES, width)
        self.quote = nn.Embedding(QUOTES, width)
        self.brk = nn.Embedding(BREAKS, width)
        for e in (self.case, self.quote, self.brk):
            nn.init.zeros_(e.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.roles = nn.Linear(width, len(ROLES))
        self.names = nn.Linear(width, len(NAMES))
        self.pos = nn.Linear(width, len(POS))
        # source key, cue query for sources, content query, cue key for contents, and the score of no source
        self.link = nn.Linear(width, 4 * LINK + 1)
        n = len(ROLES)
        self.transition = nn.Parameter(torch.zeros(n, n))
        self.first = nn.Parameter(torch.zeros(n))
        self.last = nn.Parameter(torch.zeros(n))
        bad = torch.zeros(n, n)
        for a in range(n):
            for b in range(2, n, 2):
                if a not in (b, b - 1):
                    bad[a, b] = -1e4  # I of a role follows only B or I of the same
        self.register_buffer("bad", bad)
        start = torch.zeros(n)
        start[2::2] = -1e4
        self.register_buffer("bad_first", start)

    def load_minilm(self, path):
        from safetensors.torch import load_file

        w = load_file(path)
        with torch.no_grad():
            self.word.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                s = p + "attention.self."
                for part in ("weight", "bias"):
                    getattr(layer.qkv, part).copy_(torch.cat([w[f"{s}{k}.{part}"] for k in ("query", "key", "value")]))
                    getattr(layer.out, part).copy_(w[f"{p}attention.output.dense.{part}"])
                    getattr(layer.norm1, part).copy_(w[f"{p}attention.output.LayerNorm.{part}"])
                    getattr(layer.up, part).copy_(w[f"{p}intermediate.dense.{part}"])
                    getattr(layer.down, part).copy_(w[f"{p}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(w[f"{p}output.LayerNorm.{part}"])

    def hidden(self, ids, case, quote, brk, mask):
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.case(case) + self.quote(quote) + self.brk(brk)
        x = self.drop(self.norm(x))
        bias = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def heads(self, x):
        x = self.drop(x)
        return self.roles(x), self.names(x), self.pos(x), self.link(x)

    def crf_loss(self, emission, label, mask):
        """Negative log-likelihood of `label` (Lafferty et al., 2001), summed over sequences; mask is words."""
        trans = self.transition + self.bad
        # A window may begin amid a role that runs on from the window before.
        amid = (label[:, :1] > 0) & (label[:, :1] % 2 == 0)
        first = self.first + torch.where(amid, 0.0, self.bad_first)
        b, t, n = emission.shape
        rows = torch.arange(b)
        gold = (first + emission[:, 0]).gather(1, label[:, :1]).squeeze(1)
        step = emission[:, 1:].gather(2, label[:, 1:, None]).squeeze(2) + trans[label[:, :-1], label[:, 1:]]
        gold = gold + (step * mask[:, 1:]).sum(1)
        ends = mask.sum(1).long() - 1
        gold = gold + self.last[label[rows, ends]]
        alpha = first + emission[:, 0]
        for i in range(1, t):
            nxt = torch.logsumexp(alpha[:, :, None] + trans, dim=1) + emission[:, i]
            alpha = torch.where(mask[:, i : i + 1] > 0, nxt, alpha)
        return (torch.logsumexp(alpha + self.last, dim=1) - gold).sum()

    def viterbi(self, emission):
        """Best labels of one sequence [T, n] as a list."""
        trans = (self.transition + self.bad).detach()
        score = self.first.detach() + self.bad_first + emission[0]
        back = []
        for e in emission[1:]:
            best, arg = (score[:, None] + trans).max(0)
            back.append(arg)
            score = best + e
        tag = int((score + self.last.detach()).argmax())
        out = [tag]
        for arg in reversed(back):
            tag = int(arg[tag])
            out.append(tag)
        return out[::-1]

    @staticmethod
    def link_scores(link):
        """Splits link vectors [T, 4L+1] of words into their parts."""
        return link[:, :LINK], link[:, LINK : 2 * LINK], link[:, 2 * LINK : 3 * LINK], link[:, 3 * LINK : 4 * LINK], link[:, 4 * LINK]


SCALE = 1 / math.sqrt(LINK)
