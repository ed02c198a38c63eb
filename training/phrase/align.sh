#!/usr/bin/env bash
# Word alignments both ways with eflomal (MIT licence): pip install eflomal.
# Usage: training/phrase/align.sh CORPUS_FOLDER
set -euo pipefail
cd "$1"
python3 -c "
import sys
from generator.translation.phrase.words import word_class
for lang in ('en', 'vi'):
    with open(f'pairs.{lang}') as lines, open(f'plain.{lang}', 'w') as out:
        out.writelines(' '.join(word_class(w).lower() for w in line.split()) + '\n' for line in lines)
"
eflomal-align --overwrite -s plain.en -t plain.vi --model 3 -f links.forward -r links.backward
