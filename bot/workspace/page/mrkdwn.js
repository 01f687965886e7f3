// Slack's mrkdwn as nodes. First what must not be styled is put aside (code, <…>, addresses), then *bold*, _italic_ and
// ~strike~ are read. A sign counts only between the characters that Slack allows around it: never inside a word, nor
// beside a letter or full-width sign of Chinese, which needs a space, be it one of no width (measured by others: pocka/slack-message-parser#34,
// slackapi/node-slack-sdk#1698, seratch/ChatGPT-in-Slack#121). What does not count stays as it was typed.

import { date } from "/page/dates.js";
import { link, make, unescape } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";

const BEFORE = String.raw`(?<=^|[\s\u200b?.,\-!^;:{(\[%$#+="*_~\uE000-\uE002])`;
const AFTER = String.raw`(?=$|[\s\u200b?.,'\-!^;:})\]%$~{\[#+="/*_\uE000-\uE002])`;
const ASIDE = new RegExp([
  "\\n?```\\n?(?<block>[\\s\\S]+?)\\n?```\\n?",
  `${BEFORE}\`(?<code>[^\`\\n]+)\`${AFTER}`,
  "<(?<angle>[^<>\\n]+)>",
  String.raw`(?<bare>\bhttps?://[^\s<>|]*[^\s<>|.,;:!?'")\]，。；：！？）】」])`,
].join("|"), "gm");
const OPENS = /[\s\u200b?.,\-!^;:{([%$#+="]/;
const CLOSES = /[\s\u200b?.,'\-!^;:})\]%$~{[#+="/]/;
const SIGNS = { "*": "strong", _: "em", "~": "s" };
const KEPT = /[\uE000\uE002](\d+)\uE001/;
const BLOCK = /^\uE002(\d+)\uE001$/;

/** Draw mrkdwn. `context` names people and channels and says who reads. */
export function mrkdwn(text, context) {
  const kept = [];
  const keep = (node, sign) => `${sign}${kept.push(node) - 1}\uE001`;
  const plain = text.replace(/[\uE000-\uE002]/g, "").replace(ASIDE, (...found) => {
    const { block, code, angle, bare } = found.at(-1);
    if (bare !== undefined && context.verbatim) return bare;
    if (block !== undefined) return `\n${keep(make("pre", {}, unescape(block)), "\uE002")}\n`;
    if (code !== undefined) return keep(make("code", {}, unescape(code)), "\uE000");
    return keep(bare === undefined ? angled(angle, context) : link(unescape(bare), unescape(bare)), "\uE000");
  });
  const fragment = document.createDocumentFragment();
  for (const { kind, lines } of groups(plain)) {
    const drawn = kind === "block" ? [kept[Number(BLOCK.exec(lines[0])[1])]] : styled(lines.join("\n"), kept);
    fragment.append(...(kind === "quote" ? [make("blockquote", {}, ...drawn)] : drawn));
  }
  return fragment;
}

/** Gather neighbouring lines into quotes (`&gt; …`, and `&gt;&gt;&gt;` for all that follows), code blocks and the rest. */
function groups(text) {
  const found = [];
  let quoted = false;
  const lines = text.replace(/^\n(?=\uE002)|(?<=\uE001)\n$/g, "").split("\n");
  for (const line of lines) {
    const quote = /^(?:(?:&gt;|>){3}|&gt;|>) ?/.exec(line);
    const kind = BLOCK.test(line) ? "block" : quoted || quote ? "quote" : "text";
    const words = quote && !quoted ? line.slice(quote[0].length) : line;
    quoted ||= Boolean(quote && /^(&gt;|>){3}/.test(quote[0]));
    if (kind !== "block" && found.at(-1)?.kind === kind) found.at(-1).lines.push(words);
    else found.push({ kind, lines: [words] });
  }
  return found;
}

/** Draw a text whose code and links were put aside, styles within styles. */
function styled(text, kept) {
  const nodes = [];
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const end = SIGNS[text[i]] ? closing(text, i) : -1;
    if (end < 0) continue;
    nodes.push(...restored(text.slice(start, i), kept), make(SIGNS[text[i]], {}, ...styled(text.slice(i + 1, end), kept)));
    start = end + 1;
    i = end;
  }
  return [...nodes, ...restored(text.slice(start), kept)];
}

/** Find the sign that closes the one at `open` on its line, or -1 where that one opens nothing. */
function closing(text, open) {
  const sign = text[open];
  const begins = (open === 0 || OPENS.test(text[open - 1])) && /[^\s]/.test(text[open + 1] ?? " ") && text[open + 1] !== sign;
  if (!begins) return -1;
  for (let i = open + 2; i < text.length && text[i] !== "\n"; i += 1) {
    const inside = text[i - 1] !== sign && !/\s/.test(text[i - 1]);
    if (text[i] === sign && inside && closes(text[i + 1], sign)) return i;
  }
  return -1;
}

/** Tell whether a sign may close before some character; an italic may be followed by a bold. */
function closes(next, sign) {
  return next === undefined || CLOSES.test(next) || (sign === "_" && next === "*");
}

function restored(text, kept) {
  return text.split(KEPT).map((piece, i) => (i % 2 ? kept[Number(piece)] : withEmoji(unescape(piece)))).filter((p) => p !== "");
}

/** Draw what stands between angle brackets: a mention, a channel, a date or a link. */
function angled(inside, context) {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (target.startsWith("@")) return mention(target.slice(1), label, context);
  if (target.startsWith("#")) return channel(target.slice(1), label, context);
  if (target.startsWith("!date^")) return date(target, label, context);
  if (target.startsWith("!")) return group(label ? unescape(label) : target.slice(1).split("^")[0]);
  return link(unescape(target), withEmoji(unescape(label ?? target.replace(/^(mailto|tel):/, ""))));
}

/** Draw a mention of many: @here, @channel, @everyone or a user group. */
export function group(name) {
  return make("span", { class: "mention me" }, `@${name.replace(/^@/, "")}`);
}

export function mention(id, label, context) {
  const name = context.people[id]?.real_name ?? (label && unescape(label).replace(/^@/, "")) ?? id;
  return make("span", { class: id === context.me.id ? "mention me" : "mention" }, `@${name}`);
}

export function channel(id, label, context) {
  const known = context.channels.find((other) => other.id === id);
  const name = known?.name ?? (label ? unescape(label).replace(/^#/, "") : context.names[id]) ?? context.t("privateChannel");
  if (!known) return make("span", { class: "mention" }, `#${name}`);
  return make("button", { type: "button", class: "mention", on: { click: () => context.open(id) } }, `#${name}`);
}
