"""Write crates/dixit-record/data/words.bin: record_words.py CORPORA MODEL OUT

CORPORA  the folder with stories/ and polnear/; document frequencies are counted over both.
MODEL    the folder of the MiniLM-L6 sentence encoder; each word of the table is encoded alone, and the vectors are
         reduced to 64 dimensions (principal components) of one byte each."""
import collections, json, re, struct, sys
import numpy as np
from sentence_transformers import SentenceTransformer

WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")

def main(corpora, model, out):
    counts, documents = collections.Counter(), 0
    for name in ("stories/allsides.jsonl", "polnear/train.jsonl"):
        for line in open(f"{corpora}/{name}", encoding="utf8"):
            article = json.loads(line); text = (article.get("title") or "") + "\n" + article["text"]
            counts.update({re.sub(r"[’']s$", "", w.lower()).replace("’", "'") for w in WORD.findall(text)}); documents += 1
    fits = lambda w, c: c >= 4 and len(w) <= 24 and w.isascii() and not any(ch.isdigit() for ch in w)
    words = sorted(w for w, c in counts.items() if fits(w, c))
    vectors = SentenceTransformer(model, device="cpu").encode(words, batch_size=256, normalize_embeddings=True)
    vectors = vectors - vectors.mean(0); axes = np.linalg.svd(vectors, full_matrices=False)[2][:64]
    small = vectors @ axes.T; small /= np.linalg.norm(small, axis=1, keepdims=True)
    small = np.round(small * (127 / np.abs(small).max())).astype(np.int8)
    with open(out, "wb") as f:
        f.write(b"DXWORDS1" + struct.pack("<III", len(words), small.shape[1], documents))
        for word, vector in zip(words, small):
            f.write(bytes([len(word)]) + word.encode() + struct.pack("<H", counts[word]) + vector.tobytes())

if __name__ == "__main__":
    if len(sys.argv) != 4: sys.exit(__doc__)
    main(*sys.argv[1:])
