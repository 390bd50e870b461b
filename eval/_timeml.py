# SPDX-License-Identifier: Apache-2.0
"""Reading TimeML: the text of an element, and where each element in it stands."""


def marked_text(node):
    """(text, [(element, begin, end)]): the text below `node`, and its elements as they end, with offsets in it."""
    text, elements = [], []

    def walk(at):
        begin = sum(map(len, text))
        text.append(at.text or "")
        for child in at:
            walk(child)
            text.append(child.tail or "")
        elements.append((at, begin, sum(map(len, text))))

    walk(node)
    return "".join(text), elements
