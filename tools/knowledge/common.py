# SPDX-License-Identifier: Apache-2.0
"""Reading and writing of tables, and the folding of names, for build_knowledge.py and build_places.py."""
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
SPECIAL = str.maketrans({
    "ı": "i", "İ": "i", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ł": "l",
    "Ł": "l", "ħ": "h", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th",
    "ə": "a", "Ə": "a", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "–": "-",
})


# Where names are written in another script: what GeoNames has is a transcription, of which English drops the marks.
# Written in Latin letters of its own, a name keeps them: "Eskişehir", "São Paulo".
TRANSCRIBED = set("AE AF AM BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA "
                  "MK MM MN MR MV NP OM PK PS QA RU SA SD SO SY TH TJ TN TW UA UZ YE".split())


def english(name, iso2):
    """ "Rafaḩ" -> "Rafah"."""
    if iso2 not in TRANSCRIBED:
        return name
    name = re.sub("[‘’`ʻʼ]", "'", name.translate({ord("ə"): "a"}))
    name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return name.strip("'")


def read(path):
    """Rows of a fact table or hand table as dicts: comment lines, a header, rows. Header cells may
    carry a type (`name:text!`), which is dropped."""
    with open(path, encoding="utf-8") as f:
        lines = [l.rstrip("\n") for l in f if not l.startswith("#") and l.strip()]
    header = [c.split(":")[0] for c in lines[0].split("\t")]
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        cells += [""] * (len(header) - len(cells))
        rows.append(dict(zip(header, cells)))
    return rows


def hand(name):
    return read(os.path.join(HERE, name))


def items(cell):
    return [i.strip() for i in cell.split(" | ") if i.strip()]


def join(names):
    return " | ".join(names)


def fold(name):
    """Like Fold in src/entities/knowledge_index.cc."""
    s = unicodedata.normalize("NFD", name.translate(SPECIAL))
    s = "".join(c for c in s if not unicodedata.combining(c)).lower()
    s = re.sub(r"'s\b", " s", s).replace("'", "").replace(".", "")
    return re.sub(r"[-\s]+", " ", s).strip()


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def unique(names, but=()):
    """Names in order, without those that fold alike and those that fold like one of `but`."""
    seen = {fold(b) for b in but}
    out = []
    for n in names:
        f = fold(n)
        if f and f not in seen:
            seen.add(f)
            out.append(n)
    return out


class Output:
    def __init__(self, folder, maker="tools/build_knowledge.py"):
        self.folder = folder
        self.maker = maker
        os.makedirs(folder, exist_ok=True)

    def write(self, name, comment, header, rows):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8", newline="\n") as f:
            f.write("# SPDX-License-Identifier: CC-BY-4.0\n")
            f.write(f"# Made by {self.maker}; do not edit. {comment}\n")
            f.write("\t".join(header) + "\n")
            for row in rows:
                cells = [str(c) for c in row]
                assert not any("\t" in c or "\n" in c for c in cells), cells
                f.write("\t".join(cells).rstrip("\t") + "\n")
        print(f"{path}: {len(rows)} rows, {os.path.getsize(path) // 1024} kB")
