// One message as Slack draws it: who and when, blocks or text, reactions and the thread beneath.

import { blocks } from "/page/blocks.js";
import { make } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";
import { inZone, mrkdwn, nearDay } from "/page/mrkdwn.js";

const HUES = 8;

/** Give the moment that a message's ts names. */
export function momentOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** Draw a message. `inThread` leaves out what only makes sense in the channel. */
export function message(item, context, inThread) {
  const author = context.people[item.user] ?? { real_name: item.user, id: item.user };
  const acting = { ...context, act: (actionId, blockId, value) => context.press(item, actionId, blockId, value) };
  const body = item.blocks?.length ? blocks(item.blocks, acting) : [make("div", { class: "text" }, mrkdwn(item.text, acting))];
  return make("article", { class: item.is_ephemeral ? "message ephemeral" : "message", "aria-label": label(author, item, context) },
    avatar(author),
    make("div", { class: "content" },
      item.is_ephemeral ? make("p", { class: "only-you" }, eye(), ` ${context.t("onlyYou")}`) : null,
      heading(author, item, context),
      make("div", { class: "body" }, ...body),
      item.edited && !item.is_ephemeral ? make("span", { class: "edited" }, context.t("edited")) : null,
      reactions(item),
      inThread ? null : threadBelow(item, context)),
    inThread || item.is_ephemeral ? null : replyButton(item, context));
}

function label(author, item, context) {
  const when = inZone(momentOf(item.ts), { hour: "numeric", minute: "2-digit" }, context);
  return `${author.real_name}, ${when}${item.is_ephemeral ? `, ${context.t("onlyYou")}` : ""}`;
}

function avatar(author) {
  const hue = [...author.id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES;
  return make("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, [...author.real_name][0]);
}

function eye() {
  return make("span", { "aria-hidden": "true" }, "👁");
}

function heading(author, item, context) {
  const moment = momentOf(item.ts);
  const exact = inZone(moment, { dateStyle: "full", timeStyle: "medium" }, context);
  return make("header", {},
    make("strong", { class: "author" }, author.real_name),
    author.is_bot ? make("span", { class: "badge" }, "APP") : null,
    make("time", { datetime: moment.toISOString(), title: exact }, inZone(moment, { hour: "numeric", minute: "2-digit" }, context)));
}

function reactions(item) {
  if (!item.reactions) return null;
  const drawn = item.reactions.map((each) => make("span", { class: "reaction" }, `${withEmoji(`:${each.name}:`)} ${each.count}`));
  return make("div", { class: "reactions" }, ...drawn);
}

function threadBelow(item, context) {
  if (!item.reply_count) return null;
  const moment = momentOf(item.latest_reply);
  const day = nearDay(moment, context) || inZone(moment, { month: "short", day: "numeric" }, context);
  const last = context.t("lastReply", { day, time: inZone(moment, { hour: "numeric", minute: "2-digit" }, context) });
  const count = context.t(item.reply_count === 1 ? "oneReply" : "replies", { n: item.reply_count });
  return make("button", { type: "button", class: "thread-below", on: { click: () => context.openThread(item.ts) } },
    make("strong", {}, count), " ", make("span", {}, last));
}

function replyButton(item, context) {
  return make("button", { type: "button", class: "reply", on: { click: () => context.openThread(item.ts) } }, context.t("replyInThread"));
}

/** Draw the line that begins a day. */
export function dayLine(day, context) {
  const moment = momentOf(day.ts);
  const near = nearDay(moment, context);
  const full = inZone(moment, { weekday: "long", month: "long", day: "numeric" }, context);
  return make("div", { class: "day", role: "separator" }, make("span", {}, near ? `${near} · ${full}` : full));
}

/** Put a day line before the first message of each day. */
export function withDays(items, context) {
  const rows = [];
  let last = "";
  for (const item of items) {
    const day = inZone(momentOf(item.ts), { dateStyle: "short" }, context);
    if (day !== last) rows.push({ kind: "day", ts: item.ts, day });
    rows.push({ kind: "message", item });
    last = day;
  }
  return rows;
}
