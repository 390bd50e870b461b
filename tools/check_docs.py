#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: check_docs.py [--update] [FILE...]

Checks every Markdown file of the repository, or those named:
- a path in backquotes or in a link exists (from the root, or from the file's folder). Words in CAPITALS, `*` and `...`
  stand for something else; `build/...` and `../shared/...` are looked at only where they are;
- `make X` names a target of the Makefile, `build/dragoman X --y` a command and option that its --help knows;
- a fenced block under `<!-- output of: COMMAND -->` is what COMMAND prints. --update writes it anew.
Outputs and options are checked only when build/dragoman is there; what is left out is said.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUFFIX = r"\.(?:cc|h|md|tsv|txt|py|sh|json|jsonl|S|in|cmake|log)"
PATH_LIKE = re.compile(rf"[\w.*<>-]+(?:/[\w.*<>-]+)*(?:/|{SUFFIX})|[\w.*<>-]+(?:/[\w.*<>-]+)+|Makefile|LICENSE")
OUTPUT = re.compile(r"<!-- output of: (?P<command>.+?) -->\n+```\w*\n(?P<text>.*?)^```$", re.S | re.M)


class Docs:
    def __init__(self, root):
        self.root = root
        self.program = root / "build" / "dragoman"
        self.faults, self.skipped, self.helps = [], [], {}
        makefile = root / "Makefile"
        listed = subprocess.run(["git", "-C", str(root), "ls-files"], capture_output=True, text=True).stdout.splitlines()
        self.names = {name.rsplit("/", 1)[-1] for name in listed}  # a file may be named without its folder
        self.targets = set(re.findall(r"^([a-z]+):", makefile.read_text(), re.M)) if makefile.exists() else set()

    def fault(self, path, text, at, what):
        self.faults.append(f"{path.relative_to(self.root)}:{text.count(chr(10), 0, at) + 1}: {what}")

    def check_file(self, path, update):
        text = path.read_text(encoding="utf-8")
        if update:
            text = OUTPUT.sub(lambda m: self.renew(path, m), text)
            path.write_text(text, encoding="utf-8")
        for match in OUTPUT.finditer(text):
            self.check_output(path, text, match)
        prose = re.sub(r"^```.*?^```$", lambda m: self.commands_only(m.group(0)), text, flags=re.S | re.M)
        for match in re.finditer(r"`([^`\n]+)`|\]\(([^)\s]+)\)", prose):
            self.check_reference(path, prose, match)

    @staticmethod
    def commands_only(block):
        """A fenced block of the shell keeps its lines as if each stood in backquotes; others become blank lines."""
        shell = re.match(r"```(sh|bash|console)\n", block)
        def keep(line):
            line = re.sub(r"\s+#.*", "", line.removeprefix("$ "))
            return f"`{line}`" if shell and line and "`" not in line else ""

        return "\n".join(keep(line) for line in block.split("\n"))

    def check_reference(self, path, text, match):
        code, link = match.groups()
        at = match.start()
        if link is not None:
            if not re.match(r"https?:|#|mailto:", link):
                self.check_path(path, text, at, link.split("#")[0])
            return
        words = code.split()
        if not words:
            return
        if words[0] == "make":
            for target in words[1:]:
                if target not in self.targets and "=" not in target:
                    self.fault(path, text, at, f"the Makefile has no target '{target}'")
            return
        if words[0] in ("build/dragoman", "dragoman") and len(words) > 1:
            self.check_command(path, text, at, words)
        for word in words:
            if PATH_LIKE.fullmatch(word) and not word.startswith("article"):  # what the reader has
                self.check_path(path, text, at, word)

    def check_path(self, path, text, at, name):
        if name.startswith("../shared") and not (self.root.parent / "shared").is_dir():
            return
        if re.match(r"build(-\w+)?/", name) and not (self.root / name.split("/")[0]).is_dir():
            return
        if re.search(r"[*<>]|\.\.\.|(^|/)[A-Z]+(/|$)|/[A-Z]{3,}\.", name) and not re.search(r"[A-Z]{2,}\.md|LICENSE", name):
            return
        if re.fullmatch(r"[\d.]+|\w+/\w+", name) and not re.match(r"(src|data|docs|tests|tools|apps|eval|bench|fuzz|models|examples)/", name):
            return  # "and/or", "CC/BY", "1.0": no path of ours
        near = [self.root / name, path.parent / name, self.root / "src" / name]
        alone = "/" not in name and name in self.names
        if not alone and not any(p.exists() for p in near) and not any(True for p in self.root.glob(f"*/{name}")):
            self.fault(path, text, at, f"there is no {name}")

    def help_of(self, command):
        if command not in self.helps:
            done = subprocess.run([str(self.program), *command, "--help"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
            self.helps[command] = done.stdout if done.returncode == 0 else None
        return self.helps[command]

    def check_command(self, path, text, at, words):
        if not self.program.exists():
            self.skipped.append("commands")
            return
        command = tuple(w for w in words[1:2] if re.fullmatch(r"[a-z-]+", w) and not w.startswith("-"))
        known = self.help_of(command)
        if known is None:
            self.fault(path, text, at, f"dragoman has no command '{' '.join(command)}'")
            return
        for word in words[1:]:
            option = word.strip("[]|").split("=")[0]
            if re.fullmatch(r"--[a-z-]+", option) and not re.search(rf"(?<![\w-]){option}(?![\w-])", known):
                self.fault(path, text, at, f"dragoman {' '.join(command)} has no option {option}")

    def output_of(self, command):
        """What the command prints, or None where it cannot run here."""
        needs_shared = "../shared" in command and not (self.root.parent / "shared").is_dir()
        if needs_shared or ("build/" in command and not self.program.exists()):
            self.skipped.append(command)
            return None
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=self.root, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout.decode("utf-8", "replace").rstrip("\n") + "\n"

    def check_output(self, path, text, match):
        actual = self.output_of(match["command"])
        if actual is None or actual == match["text"]:
            return
        want, got = match["text"].splitlines(), actual.splitlines()
        first = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
        line = lambda lines: lines[first] if first < len(lines) else "(nothing)"
        self.fault(path, text, match.start(), f"'{match['command']}' prints something else, from line {first + 1}:\n"
                   f"  - {line(want)}\n  + {line(got)}")

    def renew(self, path, match):
        actual = self.output_of(match["command"])
        whole = match.group(0)
        if actual is None:
            return whole
        begin, end = match.start("text") - match.start(), match.end("text") - match.start()
        return whole[:begin] + actual + whole[end:]


def markdown_files(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "*.md"], capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [root / name for name in listed.stdout.splitlines() if (root / name).is_file()]
    return sorted(root.rglob("*.md"))


def main():
    arguments = sys.argv[1:]
    update = "--update" in arguments
    named = [Path(a).resolve() for a in arguments if a != "--update"]
    docs = Docs(ROOT)
    files = named or markdown_files(ROOT)
    for path in files:
        docs.check_file(path, update)
    for fault in docs.faults:
        print(fault)
    if docs.skipped:
        print(f"docs: left out, for want of the program or ../shared: {', '.join(sorted(set(docs.skipped)))}")
    print(f"docs: {len(files)} files, {len(docs.faults)} faults")
    return 1 if docs.faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
