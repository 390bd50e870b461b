#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: check_layers.py [ROOT]

Fails when a source file includes what its layer may not know. LAYERS is the whole rule: which folders of src/
each folder may include besides itself. Also fails on a cycle between folders or between headers, on an include
in quotes that is no file of ours, and on a folder that LAYERS does not name. CMake alone notices none of these.
"""
import re
import sys
from pathlib import Path

STAGE = {"base", "model", "lexicon"}
STAGES = ["ingest", "segment", "parse", "entities", "times", "attribution", "events"]
LAYERS = {
    "base": {"dragoman"},
    "model": {"base"},
    "lexicon": {"base"},
    "formats": {"base", "model", "dragoman"},
    **{stage: STAGE for stage in STAGES},
    "pipeline": STAGE | set(STAGES) | {"formats", "dragoman"},
    "record": {"base", "model", "lexicon", "formats", "dragoman"},
}
# "dragoman" is include/dragoman, the public interface; its Result and Error are base's, too. Programs know the
# order of the stages, not the stages; tests and tools may look anywhere.
APPS = {"base", "model", "lexicon", "formats", "ingest", "pipeline", "record", "dragoman"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.M)


def source_files(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in (".h", ".cc") and p.is_file())


def find_cycle(graph):
    """One cycle of a {node: successors} graph as a list, or None. Depth first, without recursion."""
    done = set()
    for start in sorted(graph):
        path, on_path, todo = [], set(), [(start, False)]
        while todo:
            node, leaving = todo.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
                continue
            if node in on_path:
                return path[path.index(node):] + [node]
            if node in done:
                continue
            path.append(node)
            on_path.add(node)
            todo.append((node, True))
            todo += [(n, False) for n in sorted(graph.get(node, ()), reverse=True)]
    return None


def includes_of(path, roots):
    """(line, included file or None, text) of every include in quotes, and of those in <> that are ours."""
    text = path.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        name = match.group(2)
        found = next((r / name for r in [*roots, path.parent] if (r / name).is_file()), None)
        if found or match.group(1) == '"':
            yield text.count("\n", 0, match.start(2)) + 1, found, name


def folder_of(path, root):
    """The layer a file belongs to: its folder in src/, "dragoman" for the public headers, or its app."""
    parts = path.resolve().relative_to(root.resolve()).parts
    if parts[0] == "src":
        return parts[1] if len(parts) > 2 else "src"
    return "dragoman" if parts[0] == "include" else parts[0]


def check(root):
    root = Path(root)
    faults, folders, headers = [], {}, {}
    roots = [root / "src", root / "include"]
    files = [p for top in ("src", "include", "apps") for p in source_files(root / top)]
    for path in files:
        folder = folder_of(path, root)
        where = path.relative_to(root)
        if folder == "apps":
            allowed = APPS
        elif folder == "dragoman":
            allowed = set()
        elif folder in LAYERS:
            allowed = LAYERS[folder]
        else:
            faults.append(f"{where}: the folder '{folder}' has no line in LAYERS of tools/check_layers.py")
            continue
        for line, found, name in includes_of(path, roots):
            if found is None:
                faults.append(f"{where}:{line}: \"{name}\" is no file of ours; write <...> for a library's header")
                continue
            if found.suffix != ".h":
                faults.append(f"{where}:{line}: includes {name}, which is no header")
            target = folder_of(found, root)
            if target != folder and target not in allowed:
                faults.append(f"{where}:{line}: {folder} may not include {target} ({name})")
            folders.setdefault(folder, set()).add(target)
            headers.setdefault(str(where), set()).add(str(found.resolve().relative_to(root.resolve())))
    for graph in ({k: v - {k} for k, v in folders.items()}, headers):
        cycle = find_cycle(graph)
        if cycle:
            faults.append("cycle: " + " -> ".join(cycle))
    return files, faults


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    files, faults = check(root)
    for fault in faults:
        print(fault)
    print(f"layers: {len(files)} files, {len(faults)} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
