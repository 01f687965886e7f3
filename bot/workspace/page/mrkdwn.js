// Slack's mrkdwn as nodes. First what must not be styled is put aside (code and <…>), then *bold*, _italic_ and
// ~strike~ are read, which count only at the edge of a word: a letter of any script beside the sign leaves it a sign.

import { link, make, unescape } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";

const ASIDE = /```\n?([\s\S]+?)\n?```|`([^`\n]+)`|<([^<>\n]+)>/g;
const KEPT = /\uE000(\d+)\uE001/;
const STYLES = [["*", "strong"], ["_", "em"], ["~", "s"]].map(([sign, tag]) => {
  const apart = `[\\p{L}\\p{N}${sign}]`;
  return [new RegExp(`(?<!${apart})[${sign}]((?=[^\\s${sign}])[^${sign}\\n]*?[^\\s${sign}])[${sign}](?!${apart})`, "u"), tag];
});

/** Draw mrkdwn. `context` names people and channels and says who reads. */
export function mrkdwn(text, context) {
  const kept = [];
  const plain = text.replace(/[\uE000\uE001]/g, "").replace(ASIDE, (_, block, code, angle) => {
    if (block !== undefined) kept.push(make("pre", {}, unescape(block)));
    else if (code !== undefined) kept.push(make("code", {}, unescape(code)));
    else kept.push(angled(angle, context));
    return `\uE000${kept.length - 1}\uE001`;
  });
  const fragment = document.createDocumentFragment();
  for (const { quoted, lines } of quotes(plain.split("\n"))) {
    const drawn = styled(lines.join("\n"), kept);
    fragment.append(...(quoted ? [make("blockquote", {}, ...drawn)] : drawn));
  }
  return fragment;
}

/** Gather neighbouring lines into quotes (`&gt; …`) and the rest. */
function quotes(lines) {
  const groups = [];
  for (const line of lines) {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    const last = groups.at(-1);
    const words = quote ? line.slice(quote[0].length) : line;
    if (last && last.quoted === Boolean(quote)) last.lines.push(words);
    else groups.push({ quoted: Boolean(quote), lines: [words] });
  }
  return groups;
}

/** Draw a text whose code and links were put aside, styles within styles. */
function styled(text, kept) {
  let first = null;
  for (const [pattern, tag] of STYLES) {
    const found = pattern.exec(text);
    if (found && (!first || found.index < first.found.index)) first = { found, tag };
  }
  if (!first) return restored(text, kept);
  const { found, tag } = first;
  return [
    ...restored(text.slice(0, found.index), kept),
    make(tag, {}, ...styled(found[1], kept)),
    ...styled(text.slice(found.index + found[0].length), kept),
  ];
}

function restored(text, kept) {
  return text.split(KEPT).map((piece, i) => (i % 2 ? kept[Number(piece)] : withEmoji(unescape(piece)))).filter((p) => p !== "");
}

/** Draw what stands between angle brackets: a mention, a channel, a date or a link. */
function angled(inside, context) {
  const [target, label] = split(inside);
  if (target.startsWith("@")) return mention(target.slice(1), label, context);
  if (target.startsWith("#")) return channel(target.slice(1), label, context);
  if (target.startsWith("!date^")) return date(target, label, context);
  if (target.startsWith("!")) return make("span", { class: "mention me" }, `@${unescape(label ?? target.slice(1))}`);
  return link(unescape(target), withEmoji(unescape(label ?? target.replace(/^mailto:/, ""))));
}

function split(inside) {
  const bar = inside.indexOf("|");
  return bar < 0 ? [inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

export function mention(id, label, context) {
  const name = context.people[id]?.real_name ?? (label && unescape(label)) ?? id;
  return make("span", { class: id === context.me.id ? "mention me" : "mention" }, `@${name}`);
}

export function channel(id, label, context) {
  const known = context.channels.find((other) => other.id === id);
  const name = `#${known?.name ?? (label ? unescape(label) : "private channel")}`;
  if (!known) return make("span", { class: "mention" }, name);
  return make("button", { type: "button", class: "mention", on: { click: () => context.open(id) } }, name);
}

/** Draw `<!date^seconds^{date} at {time}^link|fallback>` in the reader's zone and language. */
function date(target, fallback, context) {
  const [, seconds, format, address] = target.split("^");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime()) || !format) return document.createTextNode(unescape(fallback ?? ""));
  const words = unescape(format).replace(/\{(\w+)\}/g, (written, name) => dated(name, moment, context) ?? written);
  return address ? link(unescape(address), words) : make("time", { datetime: moment.toISOString(), title: moment.toISOString() }, words);
}

const DATES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

function dated(name, moment, context) {
  if (name === "ago") return ago(moment, context.me.locale);
  const options = DATES[name.replace(/_pretty$/, "")];
  if (!options) return null;
  return (name.endsWith("_pretty") && nearDay(moment, context)) || inZone(moment, options, context);
}

export function inZone(moment, options, context) {
  return new Intl.DateTimeFormat(context.me.locale, { ...options, timeZone: context.me.tz }).format(moment);
}

/** Say "today", "yesterday" or "tomorrow" in the reader's language, or nothing for other days. */
export function nearDay(moment, context) {
  const dayOf = (time) => Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone: context.me.tz }).format(time)) / 86_400_000;
  const distance = dayOf(moment) - dayOf(new Date());
  return Math.abs(distance) > 1 ? "" : new Intl.RelativeTimeFormat(context.me.locale, { numeric: "auto" }).format(distance, "day");
}

function ago(moment, locale) {
  const seconds = (moment - Date.now()) / 1000;
  const steps = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
