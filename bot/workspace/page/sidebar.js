// The channels and people at the left, and whom one acts as.

import { make, reconcile, spoken } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { focusBox, go, place, t } from "/page/session.js";

const $ = (id) => document.getElementById(id);
const LANGUAGES = { en: "English", zh: "中文" };
const read = {}; // person id → channel id → newest ts that was seen
const opened = { where: "", mark: "" }; // where one is, and what was read there before one came

/** Note what has been seen. Gives the ts up to which the open channel had been read before one opened it. */
export function markRead(view) {
  const mine = (read[view.me.id] ??= Object.fromEntries(view.channels.map((channel) => [channel.id, channel.latest])));
  const where = `${view.me.id} ${view.channel.id}`;
  const isHome = place.tab === "home";
  if (opened.where !== where) Object.assign(opened, { where, mark: isUnread(view, view.channel) ? mine[view.channel.id] : "" });
  if (!document.hidden && !isHome) mine[view.channel.id] = view.channel.latest;
  return opened.mark;
}

function isUnread(view, channel) {
  return channel.latest > (read[view.me.id][channel.id] ?? "");
}

/** Draw the sidebar. Gives how many channels hold something unread. */
export function drawSidebar(view) {
  $("team").textContent = view.team;
  drawActor(view);
  const rows = view.channels.map((channel) => ({ ...channel, unread: isUnread(view, channel), here: channel.id === view.channel.id, online: view.bot.online, words: t("unread") }));
  reconcile($("channels"), rows.filter((row) => row.kind !== "im"), (row) => row.id, channelRow);
  reconcile($("direct"), rows.filter((row) => row.kind === "im"), (row) => row.id, channelRow);
  $("status").textContent = t(view.bot.online ? "online" : "offline", view.bot);
  $("status").className = view.bot.online ? "online" : "offline";
  return rows.filter((row) => row.unread).length;
}

function drawActor(view) {
  const names = view.actors.map((actor) => make("option", { value: actor.id }, actor.real_name));
  if ($("actor").children.length === 0) $("actor").append(...names);
  $("actor").value = view.me.id;
  const role = t(view.me.is_admin ? "admin" : view.me.is_restricted ? "guest" : "member");
  $("actor-about").textContent = [role, LANGUAGES[view.me.locale.slice(0, 2)], view.me.tz.replaceAll("_", " ")].join(" · ");
}

function channelRow(row) {
  const sign = { public: icon("hash"), private: icon("lock"), im: make("span", { class: row.online ? "dot online" : "dot" }) }[row.kind];
  const open = async () => {
    await go({ channel: row.id, thread: "" });
    showMenu(false);
    focusBox("typed");
  };
  return make("li", {}, make("button", { type: "button", "aria-current": row.here ? "page" : null, class: row.unread ? "bold" : null, on: { click: open } },
    make("span", { class: "sign", "aria-hidden": "true" }, sign),
    make("span", { class: "name" }, row.name),
    row.unread ? make("span", { class: "unread" }, spoken(` ${row.words}`)) : null));
}

/** Show or hide the channels where the page is too narrow for both. */
export function showMenu(open) {
  $("sidebar").classList.toggle("open", open);
  $("menu").setAttribute("aria-expanded", String(open));
  if (open) $("actor").focus();
}
