"""A screen reader for tests: it answers questions about what AT-SPI tells of the window.

Turns assistive technology on for this session and says so with a line on standard output. Each line
on standard input is then a question; the answer is a line of JSON. What the program announces in
the meantime is kept until `heard` asks for it.

Needs Debian's python3-gi and gir1.2-atspi-2.0; it knows nothing of Obelus but its name.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PROGRAM = "obelus"
heard = []


def enable():
    """What a desktop does when somebody starts a screen reader; programs wait for it."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        properties = "org.freedesktop.DBus.Properties"
        bus.call_sync("org.a11y.Bus", "/org/a11y/bus", properties, "Set", value, None, 0, -1)


def children(node):
    return (node.get_child_at_index(n) for n in range(node.get_child_count()))


def walk(node, depth=0):
    if node is not None:
        yield depth, node
        for child in children(node):
            yield from walk(child, depth + 1)


def program():
    for node in children(Atspi.get_desktop(0)):
        if node is not None and node.get_name() == PROGRAM:
            # Answers come from the program, not from what was read before.
            node.set_cache_mask(Atspi.Cache.NONE)
            return node
    return None


def with_role(role):
    return [node for _, node in walk(program()) if node.get_role_name() == role]


def document():
    found = with_role("document frame")
    return found[0] if found else None


def piece(node, offset, granularity):
    return Atspi.Text.get_string_at_offset(node, offset, granularity).content


def text_of(node):
    """What the Text interface says, or nothing where there is none."""
    if "Text" not in node.get_interfaces():
        return None
    count = Atspi.Text.get_character_count(node)
    caret = Atspi.Text.get_caret_offset(node)
    at = max(caret, 0)
    selected = [Atspi.Text.get_selection(node, n) for n in range(Atspi.Text.get_n_selections(node))]
    return {
        "count": count,
        "caret": caret,
        "text": Atspi.Text.get_text(node, 0, count),
        "character": piece(node, at, Atspi.TextGranularity.CHAR),
        "word": piece(node, at, Atspi.TextGranularity.WORD),
        "line": piece(node, at, Atspi.TextGranularity.LINE),
        "paragraph": piece(node, at, Atspi.TextGranularity.PARAGRAPH),
        "selected": [[one.start_offset, one.end_offset] for one in selected],
    }


def state(node, which):
    return node.get_state_set().contains(which)


def tree():
    lines = []
    for depth, node in walk(program()):
        text = text_of(node)
        shown = "" if text is None else " [{count} characters, caret {caret}]".format(**text)
        name, about = node.get_name() or "", node.get_description() or ""
        about = f" ({about[:60]})" if about else ""
        lines.append(f"{'  ' * depth}{node.get_role_name()} “{name[:72]}”{about}{shown}")
    return lines


def blocks():
    """Each block of the article with the text that its own label tells."""
    found = []
    for block in children(document()):
        label = next(children(block), None)
        text = label and text_of(label)
        found.append({"role": block.get_role_name(), "name": block.get_name(), "text": text})
    return found


def marks():
    return [
        {
            "name": node.get_name(),
            "words": node.get_description(),
            "selected": state(node, Atspi.StateType.SELECTED),
        }
        for _, node in walk(document())
        if node.get_role_name() == "static"
    ]


def press(name):
    for _, node in walk(program()):
        if node.get_name() == name and "Action" in node.get_interfaces():
            return Atspi.Action.do_action(node, 0)
    return False


def answer(question):
    what, _, rest = question.partition(" ")
    if program() is None or (document() is None and what != "heard"):
        return None
    if what == "tree":
        return tree()
    if what == "document":
        return text_of(document())
    if what == "focus":
        return [n.get_name() for _, n in walk(program()) if state(n, Atspi.StateType.FOCUSED)]
    if what == "blocks":
        return blocks()
    if what == "marks":
        return marks()
    if what == "press":
        return press(rest)
    if what == "caret":
        return Atspi.Text.set_caret_offset(document(), int(rest))
    if what == "heard":
        return list(heard)
    raise ValueError(f"no such question: {what}")


def on_announcement(event):
    heard.append(str(event.any_data))


def on_question(source, _condition):
    question = source.readline()
    if not question:
        loop.quit()
        return False
    try:
        given = answer(question.strip())
    except GLib.Error as error:
        # The window is changing under the walk: whoever asked looks again.
        print(f"{question.strip()}: {error.message}", file=sys.stderr)
        given = None
    print(json.dumps(given, ensure_ascii=False), flush=True)
    return True


enable()
Atspi.init()
listener = Atspi.EventListener.new(on_announcement)
listener.register("object:announcement")
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_question)
print("ready", flush=True)
loop.run()
