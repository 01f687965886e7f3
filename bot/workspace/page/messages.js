// One message as Slack draws it: who and when, blocks or text, reactions and the thread beneath.

import { blocks } from "/page/blocks.js";
import { capital, dayOf, inZone, long, momentOf, nearDay, timeOf } from "/page/dates.js";
import { make, spoken } from "/page/dom.js";
import { confirmed } from "/page/confirm.js";
import { emoji } from "/page/emoji.js";
import { icon } from "/page/icons.js";
import { mrkdwn } from "/page/mrkdwn.js";
import { openThread, send, valuesOf } from "/page/session.js";

const HUES = 8;
const TOGETHER = 300; // seconds

/** Draw a message. `inThread` leaves out what only makes sense in the channel; a compact one has its author above it. */
export function message(item, context, inThread, isCompact) {
  const author = context.people[item.user] ?? { real_name: item.user, id: item.user };
  const acting = { ...context, ...form(item) };
  const body = item.blocks?.length ? blocks(item.blocks, acting) : [make("div", { class: "text" }, mrkdwn(item.text, acting))];
  const look = ["message", item.is_ephemeral ? "ephemeral" : "", isCompact ? "compact" : ""].join(" ").trim();
  return make("article", { class: look, tabindex: -1, "data-ts": item.ts, "aria-label": label(author, item, context) },
    isCompact ? make("time", { class: "gutter", "aria-hidden": "true" }, timeOf(momentOf(item.ts), context)) : avatar(author),
    make("div", { class: "content" },
      item.is_ephemeral ? make("p", { class: "only-you" }, icon("eye"), context.t("onlyYou")) : null,
      item.subtype === "thread_broadcast" ? make("p", { class: "only-you" }, context.t("broadcast")) : null,
      isCompact ? null : heading(author, item, context),
      make("div", { class: "body" }, ...body,
        item.edited && !item.is_ephemeral ? make("span", { class: "edited" }, context.t("edited")) : null),
      reactions(item, context),
      inThread ? null : threadBelow(item, context)));
}

/** Give what the elements of a message work with. A changed message forgets what its elements showed. */
function form(item) {
  const key = `${item.ts} ${item.edited?.ts ?? ""}`;
  const values = valuesOf(key);
  const act = async (part, block, value) => {
    if (!(await confirmed(part))) return;
    send("click", { ts: item.ts, action_id: part.action_id, block_id: block.block_id, value: value ?? null, values });
  };
  const suggest = (part, value) => send("suggest", { ts: item.ts, action_id: part.action_id, value });
  return { form: `m${item.ts}`, values, act, suggest };
}

function label(author, item, context) {
  return [author.real_name, timeOf(momentOf(item.ts), context), item.is_ephemeral ? context.t("onlyYou") : ""].filter(Boolean).join(", ");
}

function avatar(author) {
  if (author.id === "USLACKBOT") return make("span", { class: "avatar house", "aria-hidden": "true" }, icon("home"));
  const hue = [...author.id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES;
  return make("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, [...author.real_name][0]);
}

function heading(author, item, context) {
  const moment = momentOf(item.ts);
  const exact = inZone(moment, { dateStyle: "full", timeStyle: "medium" }, context);
  return make("header", {},
    make("strong", { class: "author" }, author.real_name),
    author.is_bot ? make("span", { class: "badge" }, "APP") : null,
    make("time", { datetime: moment.toISOString(), title: exact }, timeOf(moment, context)));
}

function reactions(item, context) {
  if (!item.reactions) return null;
  return make("div", { class: "reactions" }, ...item.reactions.map(({ name, users, count }) => {
    const who = users.map((id) => context.people[id]?.real_name ?? id).join(", ");
    const react = () => send("react", { ts: item.ts, name });
    return make("button", { type: "button", class: "reaction", title: `${who} :${name}:`, "aria-pressed": String(users.includes(context.me.id)), on: { click: react } },
      make("span", { "aria-hidden": "true" }, emoji(name) ?? `:${name}:`), spoken(`${name}: `), ` ${count}`);
  }));
}

function threadBelow(item, context) {
  if (!item.reply_count) return null;
  const moment = momentOf(item.latest_reply);
  const day = nearDay(moment, context) || inZone(moment, { month: "short", day: "numeric" }, context);
  const last = context.t("lastReply", { day, time: timeOf(moment, context) });
  const count = context.t(item.reply_count === 1 ? "oneReply" : "replies", { n: item.reply_count });
  return make("button", { type: "button", class: "thread-below", on: { click: () => openThread(item.ts) } },
    make("strong", {}, count), make("span", {}, last));
}

/** Draw a row of a list: a day, the line above what is new, or a message. */
export function rowOf(row, context, inThread) {
  if (row.kind === "message") return message(row.item, context, inThread, row.compact);
  if (row.kind === "new") return make("div", { class: "day new", role: "separator" }, make("span", {}, context.t("new")));
  return make("div", { class: "day", role: "separator" }, make("span", {}, row.words));
}

export function keyOf(row) {
  return row.kind === "message" ? row.item.ts : `${row.kind} ${row.day ?? ""}`;
}

/**
 * Put a line before the first message of each day, and one before the first that came after `read`. What one author
 * says within five minutes stands together. Every row holds today's date, so that words like "yesterday" are drawn anew
 * when the day turns.
 */
export function rowsOf(items, context, read) {
  const rows = [];
  const today = dayOf(context.now(), context);
  let last = "";
  let before = null;
  for (const item of items) {
    const moment = momentOf(item.ts);
    const day = dayOf(moment, context);
    if (day !== last) rows.push({ kind: "day", day, today, words: capital(nearDay(moment, context)) || long(moment, { weekday: "long", month: "long", day: "numeric" }, context) });
    if (read && item.ts > read && item.user !== context.me.id && !rows.some((row) => row.kind === "new")) rows.push({ kind: "new" });
    rows.push({ kind: "message", item, today, compact: rows.at(-1)?.kind === "message" && belongs(item, before) });
    before = item;
    last = day;
  }
  return rows;
}

function belongs(item, before) {
  const isPlain = !item.is_ephemeral && !before.is_ephemeral && !item.subtype && !before.reply_count;
  return isPlain && item.user === before.user && Number(item.ts) - Number(before.ts) < TOGETHER;
}
