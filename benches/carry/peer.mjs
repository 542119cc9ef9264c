// How fast `obelus carry --pairs` is beside the way in which web annotation finds a quotation again:
// approximate matching of the quotation, its contexts compared, the old place as a hint.
//
//     npm install --prefix FOLDER approx-string-match@2
//     node benches/carry/peer.mjs OBELUS PAIRS.jsonl FOLDER
//
// PAIRS is what `carry --pairs` reads. Both read the same file in one run, five times each in turn;
// of the peer only the matching is timed, of Obelus the whole process.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const LIMIT = 20; // times as many marks a second
const [obelus, pairsPath, folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node peer.mjs OBELUS PAIRS.jsonl FOLDER_WITH_NODE_MODULES");
  process.exit(2);
}
const module = resolve(folder, "node_modules/approx-string-match/build/src/index.js");
const { default: approximately } = await import(pathToFileURL(module).href);

/** Exact occurrences of `words`, or the best approximate ones. */
function occurrences(text, words, mostErrors) {
  const found = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    found.push({ start: at, end: at + words.length, errors: 0 });
  }
  return found.length > 0 ? found : approximately(text, words, mostErrors);
}

/** How much of `words` stands in `text`, from 0 to 1. */
function likeness(text, words) {
  if (!words || !text) return words ? 0 : 1;
  const found = occurrences(text, words, words.length);
  return found.length === 0 ? 0 : 1 - found[0].errors / words.length;
}

/** The best place for a mark: its words count most, then their contexts, then where it was. */
function place(text, { quote, prefix, suffix, start }) {
  const found = occurrences(text, quote, Math.min(256, quote.length / 2));
  let best = null;
  for (const at of found) {
    const before = text.slice(Math.max(0, at.start - prefix.length), at.start);
    const behind = text.slice(at.end, at.end + suffix.length);
    const near = 1 - Math.abs(at.start - start) / text.length;
    const score =
      50 * (1 - at.errors / quote.length) +
      20 * likeness(before, prefix) +
      20 * likeness(behind, suffix) +
      2 * near;
    if (best === null || score > best.score) best = { ...at, score };
  }
  return best;
}

const lines = readFileSync(pairsPath, "utf8").split("\n").filter(Boolean);
const pairs = lines.map((line) => JSON.parse(line));
const count = pairs.reduce((sum, pair) => sum + pair.marks.length, 0);

/** Milliseconds a mark, the least of five runs each. */
const least = { peer: Infinity, obelus: Infinity };
for (let run = 0; run < 5; run++) {
  const start = performance.now();
  for (const pair of pairs) for (const mark of pair.marks) place(pair.new_text, mark);
  const between = performance.now();
  execFileSync(obelus, ["carry", "--pairs", pairsPath], { maxBuffer: 1 << 30 });
  const end = performance.now();
  least.peer = Math.min(least.peer, (between - start) / count);
  least.obelus = Math.min(least.obelus, (end - between) / count);
}

const times = least.peer / least.obelus;
console.log(`${count} marks in ${pairs.length} pairs, milliseconds a mark, least of five runs`);
console.log(`approximate matching   ${least.peer.toFixed(4)}`);
console.log(`obelus carry --pairs   ${least.obelus.toFixed(4)}`);
console.log(`  = times as fast      ${times.toFixed(1)}  (limit ${LIMIT})  ${times >= LIMIT ? "holds" : "TOO SLOW"}`);
process.exitCode = times >= LIMIT ? 0 : 1;
