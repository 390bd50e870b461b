#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tags, lemmas and trees on gold tokens, as CoNLL-18 scores them: LAS compares main relation types (subtypes are
ignored; the `subtypes` figures compare them too), all words count, punctuation as well. Prints figure<TAB>value,
higher is better. Needs ../shared/corpora and build/tools/parse_conllu.

  ewt_gum_dev   EWT dev and all of GUM dev, pooled      news   the two news documents of GUM dev
  partut        UD ParTUT dev: another annotation team, LAS a little lower for reasons of convention"""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / 'shared' / 'corpora'
PARSER = ROOT / 'build' / 'tools' / 'parse_conllu'
SETS = {
    'ewt_gum_dev': ['train/ewt-dev.conllu', 'dev/gum-dev-all.conllu'],
    'news': ['dev/gum-dev-news.conllu'],
    'partut': ['dev/partut-dev.conllu'],
}


def words(text):
    """Rows of words, sentence by sentence, without ranges and empty nodes."""
    out = []
    for line in text.splitlines():
        if line and line[0] != '#':
            cells = line.split('\t')
            if cells[0].isdigit():
                out.append(cells)
    return out


def kept_feats(feats, kept):
    return sorted(f for f in feats.split('|') if f.split('=')[0] in kept)


# What src/model/syntax.h keeps.
KEPT = {'Tense', 'Mood', 'VerbForm', 'Number', 'Degree', 'PronType', 'Gender', 'Person', 'Voice', 'Polarity',
        'Poss', 'Reflex'}


def score(files):
    n = 0
    hits = dict.fromkeys(['upos', 'xpos', 'feats', 'lemma', 'uas', 'las', 'las_subtypes'], 0)
    for name in files:
        path = CORPORA / name
        gold = words(path.read_text(encoding='utf-8'))
        ours = words(subprocess.run([PARSER, path], capture_output=True, check=True).stdout.decode('utf-8'))
        if len(gold) != len(ours):
            sys.exit(f'{name}: {len(gold)} words, parsed {len(ours)}')
        for g, o in zip(gold, ours):
            n += 1
            hits['upos'] += g[3] == o[3]
            hits['xpos'] += g[4] == o[4]
            g_feats = [f.replace('Polarity=Pos', '').replace('Ptan', 'Plur') for f in kept_feats(g[5], KEPT)]
            hits['feats'] += [f for f in g_feats if f] == kept_feats(o[5], KEPT)
            hits['lemma'] += g[2] == o[2] or g[2] == '_'
            if g[6] == o[6]:
                hits['uas'] += 1
                hits['las'] += g[7].split(':')[0] == o[7].split(':')[0]
                hits['las_subtypes'] += g[7] == o[7]
    return {name: 100 * value / n for name, value in hits.items()}


def main():
    for name, files in SETS.items():
        for figure, value in score(files).items():
            if (name, figure) != ('partut', 'xpos'):  # another tag set
                print(f'{name}.{figure}\t{value:.2f}')


main()
