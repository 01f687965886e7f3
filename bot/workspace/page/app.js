// The page: asks the workspace what one person sees, draws it, and asks again whenever something changed.

import { composer } from "/page/composer.js";
import { make, reconcile } from "/page/dom.js";
import { dayLine, message, withDays } from "/page/messages.js";
import { say as words } from "/page/words.js";

const $ = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const place = { as: asked.get("as") ?? "", channel: asked.get("channel") ?? "", thread: asked.get("thread") ?? "" };
const read = {}; // person id → channel id → newest ts that was seen
const atEnd = new Set(); // the lists whose newest message is in sight
let view = null;
let asking = null;

/** Ask for what the person sees here, and draw it. Calls that come while one is under way are joined into one more. */
async function refresh() {
  if (asking) {
    asking.again = true;
    return;
  }
  asking = { again: false };
  try {
    const answer = await fetch(`/page/view?${new URLSearchParams(place)}`);
    view = await answer.json();
    draw();
    say("");
  } catch {
    say(t("silent"));
  }
  const { again } = asking;
  asking = null;
  if (again) refresh();
}

function go(changes) {
  Object.assign(place, changes);
  showMenu(false);
  return refresh();
}

/** Show or hide the channels where the page is too narrow for both. */
function showMenu(open) {
  $("sidebar").classList.toggle("open", open);
  $("menu").setAttribute("aria-expanded", String(open));
}

function context() {
  return {
    ...view,
    t,
    open: (channel) => go({ channel, thread: "" }),
    openThread: (thread) => go({ thread }).then(() => $("reply-typed").focus()),
    press: (item, actionId, blockId, value) =>
      send("click", { ts: item.ts, action_id: actionId, block_id: blockId, value }),
  };
}

/** Do something as the person; false, with the reason shown, when it did not work. */
async function send(what, details) {
  const body = JSON.stringify({ as: view.me.id, channel: view.channel.id, ...details });
  try {
    const answer = await fetch(`/page/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const { error } = await answer.json();
    say(error ?? "");
    return !error;
  } catch {
    say(t("silent"));
    return false;
  }
}

/** Say something of the page's own in the language of the person one acts as. */
function t(key, values) {
  return words(view?.me.locale, key, values);
}

function say(problem) {
  $("problem").textContent = problem;
}

function draw() {
  place.as = view.me.id;
  place.channel = view.channel.id;
  if (!view.thread.length) place.thread = "";
  markRead();
  drawWords();
  drawSidebar();
  drawChannel();
  drawThread();
  const thread = place.thread ? `&thread=${place.thread}` : "";
  const name = view.channel.kind === "im" ? "im" : view.channel.name;
  history.replaceState(null, "", `?as=${view.me.name}&channel=${name}${thread}`);
}

function drawWords() {
  document.documentElement.lang = view.me.locale;
  for (const element of document.querySelectorAll("[data-says]")) element.textContent = t(element.dataset.says);
  for (const element of document.querySelectorAll("[data-labels]")) element.setAttribute("aria-label", t(element.dataset.labels));
  $("reply-typed").placeholder = t("reply");
}

function markRead() {
  const mine = (read[view.me.id] ??= Object.fromEntries(view.channels.map((channel) => [channel.id, channel.latest])));
  if (!document.hidden) mine[view.channel.id] = view.channel.latest;
}

function isUnread(channel) {
  return channel.latest > (read[view.me.id][channel.id] ?? "");
}

function drawSidebar() {
  $("team").textContent = view.team;
  if ($("actor").children.length === 0) {
    $("actor").append(...view.actors.map((actor) => make("option", { value: actor.id }, actor.real_name)));
  }
  $("actor").value = view.me.id;
  const rows = view.channels.map((channel) => ({ ...channel, unread: isUnread(channel), here: channel.id === view.channel.id, online: view.bot.online }));
  reconcile($("channels"), rows.filter((row) => row.kind !== "im"), (row) => row.id, channelRow);
  reconcile($("direct"), rows.filter((row) => row.kind === "im"), (row) => row.id, channelRow);
  $("status").textContent = t(view.bot.online ? "online" : "offline", view.bot);
  $("status").className = view.bot.online ? "online" : "offline";
  const unread = rows.filter((row) => row.unread).length;
  document.title = `${unread ? `(${unread}) ` : ""}${titleOf(view.channel)} · ${view.team}`;
}

function channelRow(row) {
  const sign = { public: "#", private: "🔒", im: row.online ? "●" : "○" }[row.kind];
  const name = make("span", { class: "name" }, row.name);
  const open = () => go({ channel: row.id, thread: "" }).then(() => $("typed").focus());
  const unread = row.unread ? make("span", { class: "unread" }, make("span", { class: "hidden" }, ` ${t("unread")}`)) : null;
  const button = make("button", { type: "button", "aria-current": row.here ? "page" : null, class: row.unread ? "bold" : null, on: { click: open } },
    make("span", { class: "sign", "aria-hidden": "true" }, sign), name, unread);
  return make("li", {}, button);
}

function titleOf(channel) {
  return channel.kind === "im" ? channel.name : `#${channel.name}`;
}

function drawChannel() {
  const channel = view.channel;
  $("title").textContent = titleOf(channel);
  const about = [channel.purpose, t("members", { n: channel.members }), channel.has_bot ? "" : t("noBot", view.bot)];
  $("purpose").textContent = channel.kind === "im" ? t("directWith") : about.filter(Boolean).join(" · ");
  $("typed").placeholder = channel.archived ? t("archived") : t("place", { place: titleOf(channel) });
  drawMessages($("messages"), view.messages, `${view.me.id} ${channel.id}`, false);
}

function drawThread() {
  const shown = view.thread.length > 0;
  $("thread").hidden = !shown;
  $("desk").classList.toggle("with-thread", shown);
  if (!shown) return;
  $("thread-place").textContent = titleOf(view.channel);
  drawMessages($("replies"), view.thread, `${view.me.id} ${place.thread}`, true);
}

/** Draw a list of messages, going to its end where the list is new. */
function drawMessages(list, items, where, inThread) {
  const isNew = list.dataset.where !== where;
  if (isNew) {
    list.replaceChildren();
    atEnd.add(list);
  }
  list.setAttribute("aria-live", isNew ? "off" : "polite");
  list.dataset.where = where;
  const here = context();
  reconcile(list, withDays(items, here), (row) => (row.kind === "day" ? `day ${row.day}` : row.item.ts),
    (row) => (row.kind === "day" ? dayLine(row, here) : message(row.item, here, inThread)));
  if (items.length === 0) list.append(make("p", { class: "empty" }, t("empty")));
  stayAtEnd(list);
}

/** Keep a reader who is at the end of a list there, whatever is added or resized; one who reads further up stays too. */
function stayAtEnd(list) {
  if (atEnd.has(list)) list.scrollTop = list.scrollHeight;
}

for (const list of [$("messages"), $("replies")]) {
  list.addEventListener("scroll", () => {
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    if (isAtEnd) atEnd.add(list);
    else atEnd.delete(list);
  });
  new ResizeObserver(() => stayAtEnd(list)).observe(list);
}

function offers() {
  return { commands: view.commands, people: [view.bot.name, ...view.actors.map((actor) => actor.real_name)] };
}

composer($("composer"), offers, (text) => send("say", { text }));
composer($("reply-composer"), offers, (text) => send("say", { text, thread_ts: place.thread }));
$("actor").addEventListener("change", (event) => go({ as: event.target.value, channel: view.channel.kind === "im" ? "im" : view.channel.id, thread: "" }));
$("thread-close").addEventListener("click", () => go({ thread: "" }).then(() => $("typed").focus()));
$("menu").addEventListener("click", (event) => {
  event.stopPropagation();
  showMenu($("menu").getAttribute("aria-expanded") === "false");
  $("actor").focus();
});
$("main").addEventListener("click", () => showMenu(false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  showMenu(false);
  if (place.thread) go({ thread: "" });
});
document.addEventListener("visibilitychange", () => document.hidden || refresh());

await refresh();
if (matchMedia("(min-width: 681px)").matches && !place.thread) $("typed").focus();
const changes = new EventSource("/page/changes");
changes.addEventListener("message", refresh);
changes.addEventListener("open", refresh);
changes.addEventListener("error", () => say(t("silent")));
