// The `markdown` block: standard Markdown in the measure that Slack draws it (headings, lists, tasks, quotes, code,
// tables, rules, emphasis, links; images as links). It becomes the same nodes as everything else, never HTML text.

import { link, make } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const TABLE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const INLINE = new RegExp([
  String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
  "(?<ticks>`+)(?<code>.+?)(?<!`)\\k<ticks>(?!`)",
  String.raw`(?<image>!?)\[(?<label>(?:[^\[\]]|\[[^\]]*\])*)\]\((?<address>[^()\s]+(?:\([^()\s]*\))?)(?:\s+"[^"]*")?\)`,
  String.raw`<(?<auto>(?:https?://|mailto:)[^<>\s]+)>`,
  String.raw`(?<bare>\bhttps?://[^\s<>]*[^\s<>.,;:!?'")\]*_~])`,
  String.raw`(?<strong>\*\*|__)(?=\S)(?<bold>.+?[*_]*)(?<=\S)\k<strong>`,
  String.raw`~~(?=\S)(?<struck>.+?)(?<=\S)~~`,
  String.raw`\*(?=[^\s*])(?<italic>.+?)(?<=[^\s*])\*(?!\*)`,
  String.raw`(?<![\p{L}\p{N}_])_(?=[^\s_])(?<slanted>.+?)(?<=[^\s_])_(?![\p{L}\p{N}_])`,
].join("|"), "gsu");

/** Draw a Markdown text. */
export function markdown(text) {
  return make("div", { class: "markdown" }, ...blocks(text.replaceAll("\t", "    ").split("\n")));
}

function blocks(lines) {
  const nodes = [];
  for (let i = 0; i < lines.length;) {
    const [node, next] = blockAt(lines, i);
    if (node) nodes.push(node);
    i = next;
  }
  return nodes;
}

/** Draw the block that begins at a line; where the next one begins is given with it. */
function blockAt(lines, i) {
  const line = lines[i];
  const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  if (!line.trim()) return [null, i + 1];
  if (/^ {0,3}(```|~~~)/.test(line)) return fence(lines, i);
  if (heading) return [make(`h${Math.min(heading[1].length + 2, 6)}`, { class: `size-${heading[1].length}` }, ...inline(heading[2])), i + 1];
  if (RULE.test(line)) return [make("hr"), i + 1];
  if (/^ {0,3}>/.test(line)) return quote(lines, i);
  if (ITEM.test(line)) return list(lines, i);
  if (line.includes("|") && TABLE.test(lines[i + 1] ?? "")) return table(lines, i);
  return paragraph(lines, i);
}

function fence(lines, i) {
  const sign = /^ {0,3}(`{3,}|~{3,})/.exec(lines[i])[1];
  let end = i + 1;
  while (end < lines.length && !lines[end].trim().startsWith(sign)) end += 1;
  return [make("pre", {}, lines.slice(i + 1, end).join("\n")), end + 1];
}

function quote(lines, i) {
  let end = i;
  while (end < lines.length && /^ {0,3}>/.test(lines[end])) end += 1;
  return [make("blockquote", {}, ...blocks(lines.slice(i, end).map((line) => line.replace(/^ {0,3}> ?/, "")))), end];
}

/** Draw a list with the lists inside its items, which are indented further. */
function list(lines, i) {
  const [, indent, sign] = ITEM.exec(lines[i]);
  const numbered = /\d/.test(sign);
  const items = [];
  let end = i;
  for (; end < lines.length; end += 1) {
    const item = ITEM.exec(lines[end]);
    const depth = /^\s*/.exec(lines[end])[0].length;
    if (!lines[end].trim()) {
      if (!ITEM.test(lines[end + 1] ?? "") && !/^\s{2,}\S/.test(lines[end + 1] ?? "")) break;
      continue;
    }
    if (item && depth <= indent.length) {
      if (depth < indent.length || /\d/.test(item[2]) !== numbered) break;
      items.push([item[3]]);
    } else if (depth > indent.length) items.at(-1).push(lines[end].slice(Math.min(depth, indent.length + 2)));
    else break;
  }
  const drawn = items.map(([first, ...rest]) => make("li", {}, ...task(first), ...blocks(rest)));
  return [make(numbered ? "ol" : "ul", { start: numbered ? Number.parseInt(sign, 10) : null }, ...drawn), end];
}

function task(text) {
  const found = /^\[([ xX])\]\s+(.*)$/.exec(text);
  return found ? [make("span", { "aria-hidden": "true" }, found[1] === " " ? "☐ " : "☑ "), ...inline(found[2])] : inline(text);
}

function table(lines, i) {
  const aligns = cells(lines[i + 1]).map((cell) => (/^:-+:$/.test(cell) ? "center" : /-:$/.test(cell) ? "right" : "left"));
  let end = i + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const row = (line, tag) => make("tr", {}, ...aligns.map((align, n) => make(tag, { class: `align-${align}` }, ...inline(cells(line)[n] ?? ""))));
  const body = make("tbody", {}, ...lines.slice(i + 2, end).map((line) => row(line, "td")));
  return [make("div", { class: "table", tabindex: 0 }, make("table", {}, make("thead", {}, row(lines[i], "th")), body)), end];
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function paragraph(lines, i) {
  let end = i + 1;
  while (end < lines.length && lines[end].trim() && !/^ {0,3}(#{1,6}\s|>|```|~~~)/.test(lines[end]) && !ITEM.test(lines[end]) && !RULE.test(lines[end])) end += 1;
  return [make("p", {}, ...inline(lines.slice(i, end).join("\n"))), end];
}

function inline(text) {
  const nodes = [];
  let start = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(withEmoji(text.slice(start, found.index)), styled(found.groups));
    start = found.index + found[0].length;
  }
  return [...nodes, withEmoji(text.slice(start))].filter((node) => node !== "");
}

function styled({ escaped, code, label, address, auto, bare, bold, struck, italic, slanted }) {
  if (escaped) return escaped;
  if (code) return make("code", {}, code.trim() || code);
  if (address) return link(address, ...(label ? inline(label) : [address]));
  if (auto ?? bare) return link(auto ?? bare, (auto ?? bare).replace(/^mailto:/, ""));
  if (bold) return make("strong", {}, ...inline(bold));
  if (struck) return make("s", {}, ...inline(struck));
  return make("em", {}, ...inline(italic ?? slanted));
}
