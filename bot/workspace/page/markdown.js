// The `markdown` block: standard Markdown in the measure that bots write it (headings, lists, quotes, code, emphasis,
// links). It is turned into the same nodes as everything else, never into HTML text.

import { link, make } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";

const INLINE = /`([^`\n]+)`|\[([^\]\n]+)\]\(([^()\s]+)\)|\*\*([^*\n]+)\*\*|__([^_\n]+)__|~~([^~\n]+)~~|\*([^*\n]+)\*|(?<![\p{L}\p{N}])_([^_\n]+)_(?![\p{L}\p{N}])|(https?:\/\/[^\s<>()]+)/gu;

/** Draw a Markdown text. */
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  for (const part of text.split(/(```[^\n]*\n[\s\S]*?\n?```)/)) {
    const fence = /^```[^\n]*\n([\s\S]*?)\n?```$/.exec(part);
    if (fence) fragment.append(make("pre", {}, fence[1]));
    else for (const lines of paragraphs(part)) fragment.append(block(lines));
  }
  return fragment;
}

/** Split into runs of lines that belong together: headings alone, lists, quotes and paragraphs. */
function paragraphs(text) {
  const runs = [];
  let kind = null;
  for (const line of text.split("\n")) {
    const now = kindOf(line);
    if (now !== "blank") {
      if (now === kind && now !== "heading" && now !== "rule") runs.at(-1).push(line);
      else runs.push([line]);
    }
    kind = now;
  }
  return runs;
}

function kindOf(line) {
  if (!line.trim()) return "blank";
  if (/^#{1,6} /.test(line)) return "heading";
  if (/^\s*(---|\*\*\*|___)\s*$/.test(line)) return "rule";
  if (/^\s*[-*+] /.test(line)) return "bullets";
  if (/^\s*\d+[.)] /.test(line)) return "numbers";
  return line.startsWith(">") ? "quote" : "text";
}

function block(lines) {
  const stripped = (pattern) => lines.map((line) => make("li", {}, ...inline(line.replace(pattern, ""))));
  switch (kindOf(lines[0])) {
    case "heading": return make("h4", {}, ...inline(lines[0].replace(/^#+ /, "")));
    case "rule": return make("hr");
    case "bullets": return make("ul", {}, ...stripped(/^\s*[-*+] /));
    case "numbers": return make("ol", {}, ...stripped(/^\s*\d+[.)] /));
    case "quote": return make("blockquote", {}, ...inline(lines.map((line) => line.replace(/^> ?/, "")).join("\n")));
    default: return make("p", {}, ...inline(lines.join("\n")));
  }
}

function inline(text) {
  const nodes = [];
  let start = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(withEmoji(text.slice(start, found.index)), styled(found));
    start = found.index + found[0].length;
  }
  nodes.push(withEmoji(text.slice(start)));
  return nodes.filter((node) => node !== "");
}

function styled([, code, label, address, bold, boldToo, struck, italic, italicToo, bare]) {
  if (code) return make("code", {}, code);
  if (address) return link(address, ...inline(label));
  if (bare) return link(bare, bare);
  if (bold || boldToo) return make("strong", {}, ...inline(bold ?? boldToo));
  if (struck) return make("s", {}, ...inline(struck));
  return make("em", {}, ...inline(italic ?? italicToo));
}
