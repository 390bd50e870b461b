#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Raw text -> sentences of blank-separated tokens, one a line, for the cloze pre-training of
train_parser. Rough on purpose: nothing but word statistics is learnt from it.
usage: raw_lines.py ../shared/corpora/raw > lines.txt"""
import json
import lzma
import re
import sys

TOKEN = re.compile(r"""
    (?:[A-Z]\.){2,}            # initials
  | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?
  | (?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Gov|Lt|Col|Jr)\.
  | \w+(?=n['’]t\b)            # do|n't
  | n['’]t\b
  | ['’](?:s|re|ve|ll|d|m)\b
  | \w+
  | \.\.\.
  | --+
  | \S
""", re.X | re.I)
STOP = re.compile(r'(?<=[.!?])["”’)]*\s+(?=["“‘(]*[A-Z])')
ABBREVIATION = re.compile(r'(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Gov|Lt|Col|Jr|No)|\b[A-Z])\.$')


def sentences(text):
    for line in text.split('\n'):
        held = ''
        for part in STOP.split(line):
            held = (held + ' ' + part).strip()
            if ABBREVIATION.search(held):
                continue
            yield held
            held = ''
        if held:
            yield held


def main():
    folder = sys.argv[1]
    seen = set()
    for name in ('voa-sentences.txt.xz', 'frus-3000.jsonl.xz', 'un-general-debate-1000.jsonl.xz'):
        for line in lzma.open(f'{folder}/{name}', 'rt', encoding='utf-8'):
            text = json.loads(line)['text'] if name.endswith('jsonl.xz') else line
            for sentence in sentences(text.strip()):
                tokens = TOKEN.findall(sentence)
                if not 3 <= len(tokens) <= 100:
                    continue
                out = ' '.join(tokens)
                if out not in seen:
                    seen.add(out)
                    print(out)


main()
