// The `rich_text` block: sections, lists, quotes and code, made of styled leaves.

import { written } from "/page/dates.js";
import { link, make } from "/page/dom.js";
import { emoji } from "/page/emoji.js";
import { channel, group, mention } from "/page/mrkdwn.js";

const MAX_INDENT = 8;
const TAGS = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u", highlight: "mark", client_highlight: "mark" };

/** Draw a rich_text block. */
export function richText(block, context) {
  return make("div", { class: "rich" }, ...block.elements.map((part) => (PARTS[part.type] ?? unknown)(part, context)));
}

const PARTS = {
  rich_text_section: (part, context) => make("p", {}, ...leaves(part, context)),
  rich_text_quote: (part, context) => make("blockquote", {}, ...leaves(part, context)),
  rich_text_preformatted: (part, context) => make("pre", {}, ...leaves(part, context)),
  rich_text_list: list,
};

function list(part, context) {
  const indent = Math.min(part.indent ?? 0, MAX_INDENT);
  const properties = { class: `indent-${indent} mark-${indent % 3}${part.border ? " bordered" : ""}`, start: part.offset ? part.offset + 1 : null };
  return make(part.style === "ordered" ? "ol" : "ul", properties, ...part.elements.map((each) => make("li", {}, ...leaves(each, context))));
}

function leaves(part, context) {
  return part.elements.map((leaf) => styled(leaf, context));
}

function styled(leaf, context) {
  let node = (LEAVES[leaf.type] ?? unknown)(leaf, context);
  for (const [style, tag] of Object.entries(TAGS)) if (leaf.style?.[style]) node = make(tag, {}, node);
  return node;
}

const LEAVES = {
  text: (leaf) => document.createTextNode(leaf.text),
  link: (leaf) => link(leaf.url, leaf.text || leaf.url),
  emoji: (leaf) => document.createTextNode(emoji(leaf.skin_tone ? `${leaf.name}::skin-tone-${leaf.skin_tone}` : leaf.name) ?? `:${leaf.name}:`),
  user: (leaf, context) => mention(leaf.user_id, null, context),
  channel: (leaf, context) => channel(leaf.channel_id, null, context),
  usergroup: (leaf) => group(leaf.usergroup_id),
  team: (leaf) => group(leaf.team_id),
  broadcast: (leaf) => group(leaf.range),
  color: (leaf) => document.createTextNode(leaf.value),
  date,
};

function date(leaf, context) {
  const moment = new Date(leaf.timestamp * 1000);
  if (Number.isNaN(moment.getTime())) return document.createTextNode(leaf.fallback ?? "");
  const words = written(leaf.format, moment, context);
  return leaf.url ? link(leaf.url, words) : make("time", { datetime: moment.toISOString() }, words);
}

function unknown(part) {
  return make("span", { class: "unknown" }, `[${part.type}]`);
}
