"""The joint SentencePiece vocabulary: the pretrained encoder's, pruned to what news needs."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import sentencepiece

PAD, UNKNOWN, BEGIN, END, TO_ENGLISH, TO_VIETNAMESE, BACK_TRANSLATED = range(7)
SPECIAL = ("<pad>", "<unk>", "<s>", "</s>", "<2en>", "<2vi>", "<bt>")
_SPACE = "\u2581"
# Typography that only varies a space or hides in the text; everything else stays as written.
_RULES = {
    **dict.fromkeys((0x09, 0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000), (0x20,)),
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), ()),
    0x2026: (0x2E, 0x2E, 0x2E),
    0x2011: (0x2D,),
}


def usable(piece: str) -> bool:
    """Whether a pretrained piece may stay: digits stand alone, so that numbers are copied."""
    if not piece or piece in ("<s>", "<pad>", "</s>", "<unk>", "<mask>"):
        return False
    digits = sum(c.isdigit() for c in piece)
    return digits == 0 or (piece.removeprefix(_SPACE).isdigit() and digits == 1)


def count_pieces(model: bytes, lines: Iterable[str]) -> Counter[str]:
    """How often each piece is used to write the lines."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    counts: Counter[int] = Counter()
    for line in lines:
        counts.update(processor.encode(line))
    return Counter({processor.id_to_piece(piece): count for piece, count in counts.items()})


def build_model(pieces: Sequence[tuple[str, float]], charsmap: bytes = b"") -> bytes:
    """A SentencePiece Unigram model with byte fallback over scored pieces.

    Ids: `SPECIAL`, then 256 byte pieces, then `pieces` in order.
    """
    # Here, because the machine that trains needs none of it.
    from sentencepiece import sentencepiece_model_pb2

    proto = sentencepiece_model_pb2.ModelProto()
    kinds = sentencepiece_model_pb2.ModelProto.SentencePiece
    for index, name in enumerate(SPECIAL):
        kind = kinds.UNKNOWN if index == UNKNOWN else kinds.CONTROL
        proto.pieces.add(piece=name, score=0.0, type=kind)
    for byte in range(256):
        proto.pieces.add(piece=f"<0x{byte:02X}>", score=0.0, type=kinds.BYTE)
    for piece, score in pieces:
        proto.pieces.add(piece=piece, score=score, type=kinds.NORMAL)
    trainer = proto.trainer_spec
    trainer.model_type = sentencepiece_model_pb2.TrainerSpec.UNIGRAM
    trainer.vocab_size = len(proto.pieces)
    trainer.byte_fallback = True
    trainer.pad_id, trainer.unk_id, trainer.bos_id, trainer.eos_id = PAD, UNKNOWN, BEGIN, END
    trainer.pad_piece, trainer.unk_piece = SPECIAL[PAD], SPECIAL[UNKNOWN]
    trainer.bos_piece, trainer.eos_piece = SPECIAL[BEGIN], SPECIAL[END]
    normaliser = proto.normalizer_spec
    normaliser.name = "user_defined" if charsmap else "identity"
    normaliser.precompiled_charsmap = charsmap
    normaliser.add_dummy_prefix = True
    normaliser.remove_extra_whitespaces = True
    normaliser.escape_whitespaces = True
    return bytes(proto.SerializeToString())


def spacing_charsmap() -> bytes:
    """SentencePiece's compiled form of the rules above, taken from a throw-away training."""
    from sentencepiece import sentencepiece_model_pb2

    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.tsv"
        rules.write_text(
            "".join(
                f"{code:X}\t{' '.join(f'{c:X}' for c in to)}\n"
                for code, to in sorted(_RULES.items())
            ),
            encoding="utf-8",
        )
        corpus = Path(folder) / "corpus.txt"
        corpus.write_text("a b c d e f g\n" * 20, encoding="utf-8")
        prefix = str(Path(folder) / "rules")
        sentencepiece.SentencePieceTrainer.train(
            input=str(corpus),
            model_prefix=prefix,
            vocab_size=12,
            model_type="char",
            normalization_rule_tsv=str(rules),
            minloglevel=2,
        )
        proto = sentencepiece_model_pb2.ModelProto()
        proto.ParseFromString(Path(prefix + ".model").read_bytes())
        return bytes(proto.normalizer_spec.precompiled_charsmap)


def prune(
    pieces: Sequence[str], scores: Sequence[float], lines: Sequence[str], size: int
) -> list[tuple[str, float]]:
    """Keep the pieces that write `lines` best, re-scored on them.

    Dropping a piece changes how its words are cut, so the cut to `size` takes several rounds,
    each counted anew. Characters seen at least 20 times always stay.

    Args:
        pieces: The pretrained vocabulary.
        scores: Its log probabilities.
        lines: Text in both languages, in the proportion that matters.
        size: Pieces to keep, special and byte pieces not counted.

    Returns:
        Pieces with log probabilities, likeliest first.
    """
    characters = Counter(c for line in lines for c in line.replace(" ", _SPACE))
    kept = {p: s for p, s in zip(pieces, scores, strict=True) if usable(p)}
    lowest = min(kept.values())
    needed = {c for c, count in characters.items() if count >= 20} | {_SPACE}
    for character in sorted(needed - kept.keys()):
        kept[character] = lowest
    for target in (size * 4, size * 2, int(size * 1.4), int(size * 1.15), size, size):
        counts = count_pieces(build_model(list(kept.items())), lines)
        order = sorted(kept, key=lambda p: (p not in needed, -counts[p], p))[:target]
        total = sum(counts[p] for p in order) + len(order)
        kept = {p: math.log((counts[p] + 1) / total) for p in order}
    return sorted(kept.items(), key=lambda item: (-item[1], item[0]))


def pieces_of(model: bytes) -> list[str]:
    """The pieces of a SentencePiece model in id order."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
