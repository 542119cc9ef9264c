#!/usr/bin/env python3
"""How well `obelus carry --pairs` finds where marks went, against a set with the truth.

    obelus carry --pairs PAIRS.jsonl > placed.jsonl
    python3 benches/carry/score.py PAIRS.jsonl placed.jsonl [--misses N] [--half 0|1]

A line of PAIRS has, beside what `carry --pairs` reads, the true place of each mark in the new text or
null (`truth`), what happened to it (`cls`: intact, moved, edited, deleted, deleted_dup) and may have
what it is (`kind`). A place counts as right when it is the true one letter for letter (intact, moved),
or shares at least half, or eight tenths, of what both cover (edited). Python 3, standard library only.
"""

import argparse
import collections
import json
import re


def overlap(a, b):
    both = max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))
    either = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return both / either if either else 0.0


def digits(text):
    return re.findall(r"\d+", text)


class Score:
    def __init__(self):
        self.count = collections.Counter()
        self.fits = collections.Counter()
        self.misses = []

    def add(self, pair, n, place):
        mark, truth, cls = pair["marks"][n], pair["truth"][n], pair["cls"][n]
        count = self.count
        count["all", cls] += 1
        self.fits[cls, place["fit"] if place else "none"] += 1
        if place:
            words = pair["new_text"][place["start"] : place["end"]]
            is_number = mark.get("kind") == "number"
            count["other number"] += is_number and digits(words) != digits(mark["quote"])
            kept = place["fit"] in ("exact", "moved", "glance")
            count["false unchanged"] += kept and digits(words) != digits(mark["quote"])
        if truth is None:
            count["false", cls] += place is not None
            right = place is None
        elif place is None:
            count["lost", cls] += 1
            right = False
        else:
            share = overlap(place, truth)
            exact = (place["start"], place["end"]) == (truth["start"], truth["end"])
            count["exact", cls] += exact
            count["half", cls] += share >= 0.5
            count["tight", cls] += share >= 0.8
            count["wrong", cls] += share < 0.5
            right = exact if cls != "edited" else share >= 0.8
        if not right:
            self.misses.append((pair["id"], cls, mark, truth, place, pair["new_text"]))

    def rate(self, what, cls):
        whole = self.count["all", cls]
        return self.count[what, cls] / whole if whole else float("nan")

    def overall(self):
        right = self.count["exact", "intact"] + self.count["exact", "moved"]
        right += self.count["half", "edited"]
        for cls in ("deleted", "deleted_dup"):
            right += self.count["all", cls] - self.count["false", cls]
        return right / max(1, sum(n for key, n in self.count.items() if key[0] == "all"))


LIMITS = [
    # name, figure, the least it may be or the most
    ("intact, exact", lambda s: s.rate("exact", "intact"), None, None),
    ("moved, exact", lambda s: s.rate("exact", "moved"), None, None),
    ("edited, at least half", lambda s: s.rate("half", "edited"), None, None),
    ("edited, at least .8", lambda s: s.rate("tight", "edited"), 0.985, None),
    ("edited, wrong place", lambda s: s.rate("wrong", "edited"), None, 0.003),
    ("edited, lost", lambda s: s.rate("lost", "edited"), None, None),
    ("deleted, placed all the same", lambda s: s.rate("false", "deleted"), None, 0.01),
    ("deleted, placed on a double", lambda s: s.rate("false", "deleted_dup"), None, 0.04),
    ("numbers placed on other numbers", lambda s: s.count["other number"], None, 0),
    ("overall right", lambda s: s.overall(), 0.996, None),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs")
    parser.add_argument("placed")
    parser.add_argument("--misses", type=int, default=0, help="show so many of what went wrong")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only every other pair")
    arguments = parser.parse_args()
    with open(arguments.placed, encoding="utf-8") as lines:
        placed = {line["id"]: line["placed"] for line in map(json.loads, lines)}
    score = Score()
    with open(arguments.pairs, encoding="utf-8") as lines:
        for number, pair in enumerate(map(json.loads, lines)):
            if arguments.half in (None, number % 2):
                for n, place in enumerate(placed[pair["id"]]):
                    score.add(pair, n, place)
    missed_limit = False
    for name, figure, least, most in LIMITS:
        value = figure(score)
        bad = (least is not None and value < least) or (most is not None and value > most)
        limit = f"at least {least}" if least is not None else f"at most {most}"
        note = "" if least is None and most is None else f"   {limit}{'   MISSED' if bad else ''}"
        print(f"{name:34} {value:8.4f}{note}")
        missed_limit |= bad
    for (cls, fit), n in sorted(score.fits.items()):
        print(f"   {cls:12} {fit:8} {n}")
    for name, cls, mark, truth, place, new in score.misses[: arguments.misses]:
        told = [repr(new[p["start"] : p["end"]]) if p else "null" for p in (truth, place)]
        print(f"\n{cls} {mark.get('kind', '')} in {name}\n  was   {mark['quote']!r}")
        print(f"  truth {told[0]}\n  found {told[1]} {place and place['fit'] or ''}")
    return int(missed_limit)


if __name__ == "__main__":
    raise SystemExit(main())
