"""A phrase model of a few made-up pairs, small enough to read."""

import zipfile
from dataclasses import replace

import numpy as np

from generator.translation.phrase.archive import PhraseModel, write_joint, write_model
from generator.translation.phrase.joint_model import HISTORY, WINDOW, WORDS, JointWeights
from generator.translation.phrase.language_model import END, START, UNKNOWN
from generator.translation.phrase.table import MAX_WORDS, Pairs
from training.phrase import ngrams

PAIRS = [
    ("the minister", "bộ trưởng", 0.9),
    ("minister", "bộ trưởng", 0.5),
    ("meeting", "cuộc họp", 0.9),
    ("new", "mới", 0.9),
    ("new meeting", "cuộc họp mới", 0.3),
    ("said", "nói", 0.8),
    ("say", "nói", 0.2),
    ("on", "vào", 0.7),
    ("in <year>", "năm <year>", 0.9),
    ("<number> people", "<number> người", 0.9),
    ("people", "người", 0.6),
    ("and", "và", 0.9),
    (",", ",", 0.9),
    (".", ".", 0.9),
]
SENTENCES = {
    "en": [
        "the minister said",
        "the minister said on the new meeting .",
        "<number> people said",
        "in <year> the minister said .",
    ],
    "vi": [
        "bộ trưởng nói",
        "bộ trưởng nói vào cuộc họp mới .",
        "<number> người nói",
        "năm <year> bộ trưởng nói .",
    ],
}
WEIGHTS = (0.3, 0.2, 0.2, 0.2, 0.0, 0.8, -4.0, 0.5, 0.1, 0.3, 0.3)


def model():
    vocabularies = {
        lang: (
            "<s>",
            "</s>",
            "<unk>",
            *dict.fromkeys(" ".join([*(pair[side] for pair in PAIRS), *SENTENCES[lang]]).split()),
        )
        for side, lang in enumerate(("en", "vi"))
    }
    ids = {lang: {w: i for i, w in enumerate(words)} for lang, words in vocabularies.items()}
    grams = {}
    for lang in ("en", "vi"):
        stream = []
        for text in SENTENCES[lang] * 3:
            stream += [START, *(ids[lang][word] for word in text.split()), END]
        stream += [START, UNKNOWN, END]
        grams[lang] = ngrams.estimate(np.array(stream, np.uint16), (1, 1, 1, 1))
    words, sizes = {}, {}
    for side, lang in enumerate(("en", "vi")):
        phrases = [[ids[lang][word] for word in pair[side].split()] for pair in PAIRS]
        sizes[lang] = np.array([len(p) for p in phrases], np.uint8)
        words[lang] = np.array([p + [0] * (MAX_WORDS - len(p)) for p in phrases], np.uint16)
    scores = np.log(np.array([[p, p, p, p] for _, _, p in PAIRS], np.float32))
    orders = np.tile(np.array([0.6, 0.2, 0.2, 0.6], np.float32), (len(PAIRS), 1))
    return PhraseModel(
        {"name": "phrases", "version": "0.1", "licence": "sample", "credit": "sample"},
        vocabularies,
        grams,
        Pairs(words, sizes, scores, orders),
        {"en": WEIGHTS, "vi": WEIGHTS},
    )


def joint(favoured=(), seed=0):
    """A small random joint model; the words with the ids `favoured` are likelier than others."""
    random = np.random.default_rng(seed)
    width, hidden = 4, 6

    def table(rows, columns):
        return random.normal(0, 0.3, (rows, columns)).astype(np.float32)

    bias = np.full(WORDS, -4.0, np.float32)
    bias[list(favoured)] = -0.5
    return JointWeights(
        table(WORDS, width),
        table(WORDS, width),
        table(hidden, (HISTORY + WINDOW) * width),
        table(hidden, 1)[:, 0],
        table(WORDS, hidden),
        bias,
    )


def write_with_joint(folder, favoured):
    """The model with a joint model beside it that counts for much.

    Args:
        folder: Where.
        favoured: English words.
    """
    path = write(folder)
    plain = model()
    ids = [plain.vocabularies["en"].index(word) for word in favoured]
    judged = replace(
        plain,
        metadata={**plain.metadata, "version": "0.2"},
        weights=dict.fromkeys(("en", "vi"), (*WEIGHTS, 3.0)),
        joint=dict.fromkeys(("en", "vi"), joint(ids)),
    )
    write_joint(judged, path)
    return path


def damage(path, how, entry):
    """Spoil an archive: cut it, put text in its place, or take one entry out."""
    if how == "cut":
        path.write_bytes(path.read_bytes()[:500])
    elif how == "text":
        path.write_text("not a model")
    else:
        with zipfile.ZipFile(path) as old:
            entries = {name: old.read(name) for name in old.namelist() if name != entry}
        with zipfile.ZipFile(path, "w") as new:
            for name, data in entries.items():
                new.writestr(name, data)


def write(folder, name="phrases-0.1.phrases"):
    folder.mkdir(parents=True, exist_ok=True)
    write_model(model(), folder / name)
    return folder / name
