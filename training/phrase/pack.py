"""What `training.phrase.joint` learned, of either language or both → the `.joint` file."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import numpy as np

from generator.model import LANGS
from generator.translation.phrase.archive import joint_path, read_model, write_joint
from generator.translation.phrase.joint_model import JointWeights
from training.phrase import WEIGHTS

_NAMES = {
    "source": "source.weight",
    "target": "target.weight",
    "hidden": "hidden.weight",
    "hidden_bias": "hidden.bias",
    "out": "out.weight",
    "out_bias": "bias.weight",
}


def read_network(path: Path) -> JointWeights:
    """The arrays that `training.phrase.joint` saved."""
    with np.load(path) as saved:
        arrays = {ours: saved[theirs].astype(np.float32) for ours, theirs in _NAMES.items()}
    arrays["out_bias"] = arrays["out_bias"].reshape(-1)
    return JointWeights(**arrays)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the .phrases file")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of joint.*.npz")
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    # A joint model of before is not read: it may be broken.
    joint_path(options.model).unlink(missing_ok=True)
    model = read_model(options.model)
    settings = json.loads(WEIGHTS.read_text("utf-8"))
    learned = {lang: options.corpus / f"joint.{lang}.npz" for lang in LANGS}
    joint = {lang: read_network(path) for lang, path in learned.items() if path.is_file()}
    weights = {lang: tuple(settings["weights"][lang]) for lang in LANGS}
    metadata = {**model.metadata, "version": options.version}
    del metadata["weights"], metadata["format"]
    write_joint(
        dataclasses.replace(model, metadata=metadata, joint=joint, weights=weights), options.model
    )


if __name__ == "__main__":
    main()
