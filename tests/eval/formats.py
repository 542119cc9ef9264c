#!/usr/bin/env python3
"""How well files of other programs are read: `obelus text` against a reference, over public corpora.

    formats.py [--obelus PATH] docx|odt FOLDER...      word and 4-gram F1 against pandoc's plain text
    formats.py [--obelus PATH] rtf FOLDER...           against text/NAME.txt beside the folder, else pandoc
    formats.py [--obelus PATH] pdf FOLDER...           word and 4-gram F1 against pdftotext
    formats.py [--obelus PATH] decode tests            chardet's files: decoded exactly
    formats.py [--obelus PATH] comments FOLDER...      comments and notes of .docx against LibreOffice
    formats.py [--obelus PATH] pages test-pages        Mozilla's readability pages against expected.html
    formats.py [--obelus PATH] open ENDING FOLDER...   files that are opened: epub (unpacked ones too), eml, mht
    formats.py [--obelus PATH] sturdy FOLDER...        every file: panics, runs over 10 s or 1 GiB

Only Python's own library; `docx`, `odt`, `rtf` want pandoc, `pdf` wants pdftotext and `comments` wants soffice. The
corpora (apache/poi, apache/tika, jgm/pandoc, python-openxml/python-docx, dotnet/Open-XML-SDK,
mozilla/pdf.js, joshy/striprtf, chardet/chardet) are fetched by hand and named as folders; none of them is part of this
repository. `-v` lists the worst files, `--most N` takes N of them, always the same.
"""

import argparse
import collections
import hashlib
import itertools
import json
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import xml.etree.ElementTree as tree

SECONDS, BYTES = 10, 1 << 30


def run(command, seconds=SECONDS, most=None):
    """Exit code, output, and what went wrong in a word."""
    limit = (lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most))) if most else None
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return None, b"", "time"
    problem = "panic" if done.returncode == 101 or done.returncode < 0 else ""
    return done.returncode, done.stdout, problem or done.stderr.decode("utf-8", "replace")


def read(options, path, *more):
    """The JSON of a file; None when it was refused."""
    code, out, why = run([options.obelus, "text", "--json", *more, str(path)], most=BYTES)
    return (json.loads(out), why) if code == 0 else (None, why)


def words(text):
    return re.findall(r"\w+", text.lower())


def letters(text):
    """Words of a PDF: shapes of letters, ligatures and marks of direction are no difference in words."""
    text = unicodedata.normalize("NFKC", text)
    return words(re.sub("[\u200b-\u200f\u202a-\u202e\u00ad\ufeff]", "", text))


def grams(found, n):
    return collections.Counter(zip(*(found[i:] for i in range(n))))


def score(ours, theirs, n):
    a, b = grams(ours, n), grams(theirs, n)
    both = sum((a & b).values())
    if not a and not b:
        return 1.0
    return 2 * both / (sum(a.values()) + sum(b.values()))


def files(folders, ending):
    for folder in folders:
        yield from sorted(p for p in pathlib.Path(folder).rglob("*" + ending) if p.is_file())


def mean(values):
    return sum(values) / len(values) if values else 0.0


def text_of(article):
    """What a reader sees: the signs of list items are beside the text, so they are put back."""
    return "\n".join(f"{b.get('item') or ''} {b['text']}" for b in article["blocks"])


def pandoc(path):
    """What pandoc says a file says; None where it cannot read it."""
    code, out, _ = run(["pandoc", "-t", "plain", "--wrap=none", str(path)], seconds=60)
    return words(out.decode("utf-8", "replace")) if code == 0 else None


def expected(path):
    """What somebody wrote down as the text of a file, else what pandoc says, which reads no code pages."""
    beside = path.parent.parent / "text" / (path.stem + ".txt")
    return words(beside.read_text("utf-8", "replace")) if beside.exists() else pandoc(path)


def pdftotext(path):
    code, out, _ = run(["pdftotext", "-q", str(path), "-"], seconds=60)
    return letters(out.decode("utf-8", "replace")) if code == 0 else None


# For each format: the words of another program, ours of a text, and how many words a file has at least.
PEERS = {"docx": (pandoc, words, 5), "odt": (pandoc, words, 5), "rtf": (expected, words, 2),
         "pdf": (pdftotext, letters, 5)}


def some(options, paths):
    """So many of the files, picked by their names alone."""
    if not options.most:
        return list(paths)
    return sorted(paths, key=lambda p: hashlib.md5(p.name.encode()).hexdigest())[: options.most]


def against_peer(options):
    """Files with words; what is refused by us and read by the other counts as nothing read."""
    peer, split, least = PEERS[options.what]
    scores, refused = [], []
    for path in some(options, files(options.folder, "." + options.what)):
        theirs = peer(path)
        if theirs is None or len(theirs) < least:
            continue
        article, why = read(options, path)
        if article is None:
            refused.append((path, why.strip()))
        ours = split(text_of(article)) if article else []
        scores.append((score(ours, theirs, 1), score(ours, theirs, 4), path.name, len(theirs)))
    print(f"{options.what}: {len(scores)} files, word F1 {mean([s[0] for s in scores]):.3f}, "
          f"4-gram F1 {mean([s[1] for s in scores]):.3f}, refused {len(refused)}")
    for path, why in refused:
        print("  refused", path.name, why)
    worst(options, scores)


def worst(options, scores):
    if options.verbose:
        for row in sorted(scores, key=lambda s: s[0])[:60]:
            print("  " + " ".join(f"{v:.3f}" if isinstance(v, float) else str(v) for v in row))


# Where the web's decoders, which are ours, and Python's take another of two signs that look alike.
ALIKE = str.maketrans("〜‖−¥‾—¢£¬", "～∥－\\~―￠￡￢")
WEB = {"SHIFT_JIS": "cp932", "GB2312": "gb18030", "Big5": "big5hkscs"}


def decode(options):
    """A folder of chardet's tests is named after the encoding of its files."""
    good = total = marked = marked_good = 0
    for path in files(options.folder, ""):
        name = re.sub(r"-(arabic|bulgarian|czech|greek|hebrew|hungarian|russian|thai|turkish|\w+)$", "",
                      path.parent.name) if path.parent.name.count("-") > 1 else path.parent.name
        raw = path.read_bytes()
        try:
            wanted = raw.decode(WEB.get(name, name))
        except (LookupError, UnicodeError):
            continue
        article, _ = read(options, path, "--format", "text")
        wanted = " ".join(wanted.lstrip("\ufeff").split()).translate(ALIKE)
        ours = " ".join(text_of(article).split()).translate(ALIKE) if article else ""
        total, good = total + 1, good + (ours == wanted)
        if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
            marked, marked_good = marked + 1, marked_good + (ours == wanted)
        if options.verbose and ours != wanted:
            print("  not exact", path.parent.name, path.name)
    print(f"decode: {good} of {total} exact ({good / max(total, 1):.1%}), with a mark {marked_good} of {marked}")


def localname(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def office_notes(path, folder):
    """The comments of a file as LibreOffice has them, each with its words; and how many notes."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
               "fodt", "--outdir", folder, str(path)]
    run(command, seconds=120)
    flat = pathlib.Path(folder) / (path.stem + ".fodt")
    if not flat.exists():
        return None
    found, open_ranges, notes = [], {}, 0
    body = next(e for e in tree.parse(flat).iter() if localname(e) == "body")
    flat.unlink()

    def add(text):
        for words_of in open_ranges.values():
            words_of.append(text or "")

    def walk(element):
        nonlocal notes
        name, attributes = localname(element), {k.rpartition("}")[2]: v for k, v in element.attrib.items()}
        if name in ("tracked-changes", "note-citation"):
            return add(element.tail)
        if name == "annotation":
            said = "".join(" ".join(e.itertext()) for e in element if localname(e) in ("p", "list"))
            found.append({"text": said, "words": []})
            if "name" in attributes:
                open_ranges[attributes["name"]] = found[-1]["words"]
            return add(element.tail)
        if name == "annotation-end":
            open_ranges.pop(attributes.get("name"), None)
        notes += name == "note"
        if name in ("s", "tab", "line-break"):
            add(" ")
        add(element.text)
        for child in element:
            walk(child)
        if name in ("p", "h"):
            add(" ")
        add(element.tail)

    walk(body)
    return found, notes


def comments(options):
    """Every comment with its words, and every note; replies stand under their thread in ours."""
    total = lost = elsewhere = notes = notes_lost = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in files(options.folder, ".docx"):
            article, _ = read(options, path)
            if article is None:
                continue
            theirs = office_notes(path, folder)
            if theirs is None:
                print("  not converted", path.name)
            if not theirs or not (theirs[0] or theirs[1]):
                continue
            ours = []
            for note in article["source_notes"]:
                if note["kind"] == "comment":
                    ours += [(words(said.get("text", "")), words(note["words"]), note)
                             for said in [note, *note["replies"]]]
            for comment in theirs[0]:
                said, under = words(comment["text"]), words("".join(comment["words"]))
                total += 1
                same = [o for o in ours if "".join(o[0]) == "".join(said)]
                if not same:
                    lost += 1
                    print("  lost", path.name, comment["text"][:60])
                elif under and not any("".join(o[1]) == "".join(under) for o in same):
                    elsewhere += 1
                    print("  elsewhere", path.name, under[:8], [o[1][:8] for o in same])
            mine = sum(n["kind"] != "comment" for n in article["source_notes"])
            notes, notes_lost = notes + theirs[1], notes_lost + max(0, theirs[1] - mine)
            if mine < theirs[1]:
                print("  notes", path.name, mine, "of", theirs[1])
    print(f"comments: {total}, lost {lost}, on other words {elsewhere}; notes {notes}, lost {notes_lost}")


def pages(options):
    """The story found in source.html against all of expected.html, read by the same walk.

    Mozilla leaves out some of headline, deck and byline: of those in front of ours, the ones it has count."""
    scores, exact = [], 0
    for path in files(options.folder, "source.html"):
        ours, why = read(options, path)
        theirs, _ = read(options, path.with_name("expected.html"), "--whole-page")
        if ours is None or theirs is None:
            print("  refused", path.parent.name, why.strip())
            scores.append((float(ours is theirs), path.parent.name))
            continue
        front = {"headline", "deck", "byline"}
        ours, theirs = ([(b["kind"], " ".join(words(b["text"]))) for b in a["blocks"]] for a in (ours, theirs))
        length = next((n for n, (kind, _) in enumerate(ours) if kind not in front), len(ours))
        kept = itertools.product([True, False], repeat=min(length, 4))
        ends = [list(itertools.compress(ours, keep)) + ours[len(keep):] for keep in kept]
        wanted = " ".join(t for _, t in theirs).split()
        best = max((" ".join(t for _, t in e).split() for e in ends), key=lambda t: score(t, wanted, 4))
        exact += best == wanted
        scores.append((score(best, wanted, 4), path.parent.name))
        if options.verbose and best != wanted:
            at = next((n for n, (a, b) in enumerate(zip(best, wanted)) if a != b), min(len(best), len(wanted)))
            print(f"  {scores[-1][0]:.4f} {path.parent.name} {len(best)} {len(wanted)}\n"
                  f"    ours   {' '.join(best[at - 3:at + 12])}\n    theirs {' '.join(wanted[at - 3:at + 12])}")
    print(f"pages: {len(scores)}, 4-gram F1 {mean([s[0] for s in scores]):.4f}, exact {exact}")


def packed(folder, into):
    """A book in a folder as one file: what says its type stands first, not packed."""
    path = pathlib.Path(into) / (folder.name + ".epub")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for part in sorted(folder.rglob("*")):
            if part.is_file() and part.name != "mimetype":
                book.write(part, part.relative_to(folder))
    return path


def opened(options):
    """Which files are opened, and why the others are not."""
    ending, count, refused = options.folder[0], 0, []
    with tempfile.TemporaryDirectory() as into:
        found = list(files(options.folder[1:], "." + ending))
        if ending == "epub":
            books = [c.parent.parent for c in files(options.folder[1:], "container.xml")]
            found += [packed(book, into) for book in books]
        for path in found:
            count += 1
            article, why = read(options, path)
            if article is None:
                refused.append((path.name, why.strip().splitlines()[-1] if why.strip() else "?"))
    print(f"open {ending}: {count - len(refused)} of {count}")
    for name, why in refused:
        print("  refused", name, why)


def sturdy(options):
    count, bad = 0, []
    for path in files(options.folder, ""):
        code, _, why = run([options.obelus, "text", str(path)], most=BYTES)
        count += 1
        if code is None or why in ("panic", "time"):
            bad.append((path, why))
    print(f"sturdy: {count} files, {len(bad)} bad")
    for path, why in bad:
        print("  ", why, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--obelus", default="target/debug/obelus")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--most", type=int, default=0)
    parser.add_argument("what", choices=["docx", "odt", "pdf", "rtf", "decode", "comments", "pages", "open", "sturdy"])
    parser.add_argument("folder", nargs="+")
    options = parser.parse_args()
    todo = {**dict.fromkeys(PEERS, against_peer), "decode": decode, "comments": comments, "pages": pages,
            "open": opened, "sturdy": sturdy}
    todo[options.what](options)


if __name__ == "__main__":
    sys.exit(main())
