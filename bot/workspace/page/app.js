// The page: puts its parts together, draws them from what the workspace says, and asks again whenever something changed.

import { composer } from "/page/composer.js";
import { drawClock } from "/page/clock.js";
import { make, reconcile } from "/page/dom.js";
import { keyOf, rowOf, rowsOf } from "/page/messages.js";
import { context, focusBox, go, onView, place, refresh, send, t, warn } from "/page/session.js";
import { drawSidebar, markRead, showMenu } from "/page/sidebar.js";
import { editLast, toolbar } from "/page/toolbar.js";
import { drawTraffic, refreshTraffic } from "/page/traffic.js";
import { drawHome, drawModals } from "/page/views.js";

const $ = (id) => document.getElementById(id);
const atEnd = new Set(); // the lists whose newest message is in sight
let view = null;

onView((seen) => {
  view = seen;
  const read = markRead(view);
  drawWords();
  const unread = drawSidebar(view);
  document.title = `${unread ? `(${unread}) ` : ""}${titleOf(view.channel)} · ${view.team}`;
  drawChannel(read);
  drawThread();
  drawTraffic();
  $("desk").classList.toggle("with-pane", !$("thread").hidden || !$("traffic").hidden);
  drawModals(view.modals);
  drawClock();
});

function drawWords() {
  document.documentElement.lang = view.me.locale;
  for (const element of document.querySelectorAll("[data-says]")) element.textContent = t(element.dataset.says, view.bot);
  for (const element of document.querySelectorAll("[data-labels]")) {
    element.setAttribute("aria-label", t(element.dataset.labels));
    if (element.matches("button")) element.title = t(element.dataset.labels);
  }
  for (const element of document.querySelectorAll("[data-hints]")) element.placeholder = t(element.dataset.hints);
}

function titleOf(channel) {
  return channel.kind === "im" ? channel.name : `#${channel.name}`;
}

function drawChannel(read) {
  const { channel } = view;
  const isHome = place.tab === "home";
  $("title").textContent = titleOf(channel);
  const about = [channel.purpose, t("members", { n: channel.members }), channel.has_bot ? "" : t("noBot", view.bot)];
  $("purpose").textContent = channel.kind === "im" ? t("directWith") : about.filter(Boolean).join(" · ");
  $("typed").placeholder = channel.archived ? t("archived") : t("place", { place: titleOf(channel) });
  $("typed").disabled = channel.archived;
  $("tabs").hidden = channel.kind !== "im" || !view.bot.has_home;
  for (const tab of $("tabs").children) tab.setAttribute("aria-selected", String(tab.dataset.tab === place.tab));
  $("home").hidden = !isHome;
  $("messages").hidden = $("composer").hidden = isHome;
  if (isHome) drawHome($("home"), view.home);
  else drawMessages($("messages"), view.messages, `${view.me.id} ${channel.id}`, false, read);
}

function drawThread() {
  $("thread").hidden = view.thread.length === 0;
  if (view.thread.length === 0) return;
  $("thread-place").textContent = titleOf(view.channel);
  drawMessages($("replies"), view.thread, `${view.me.id} ${place.thread}`, true, "");
}

/** Draw a list of messages, going to its end where the list is new. */
function drawMessages(list, items, where, inThread, read) {
  const isNew = list.dataset.where !== where;
  if (isNew) {
    list.replaceChildren();
    atEnd.add(list);
  }
  list.setAttribute("aria-live", isNew ? "off" : "polite");
  list.dataset.where = where;
  const here = context();
  reconcile(list, rowsOf(items, here, read), keyOf, (row) => rowOf(row, here, inThread));
  if (items.length === 0) list.append(make("p", { class: "empty" }, t("empty")));
  stayAtEnd(list);
}

/** Keep a reader who is at the end of a list there, whatever is added or resized; one who reads further up stays too. */
function stayAtEnd(list) {
  if (atEnd.has(list)) list.scrollTop = list.scrollHeight;
}

for (const [list, inThread] of [[$("messages"), false], [$("replies"), true]]) {
  list.addEventListener("scroll", () => {
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    if (isAtEnd) atEnd.add(list);
    else atEnd.delete(list);
  });
  new ResizeObserver(() => stayAtEnd(list)).observe(list);
  toolbar(list, () => view, inThread);
}

function offers() {
  return {
    commands: view.commands,
    people: [view.bot.name, ...view.actors.map((actor) => actor.real_name)],
    channels: view.channels.filter((channel) => channel.kind !== "im").map((channel) => channel.name),
  };
}

composer($("composer"), offers, (text) => send("say", { text }), () => editLast($("messages"), view));
composer($("reply-composer"), offers, (text) => send("say", { text, thread_ts: place.thread }), () => editLast($("replies"), view));

/** Close the pane at the right, and go back to the box one types in. */
function closePane() {
  return go({ thread: "", traffic: false }).then(() => focusBox("typed"));
}

/** Show the app's Home, and tell the app that it is being looked at. */
async function openHome() {
  await go({ tab: "home" });
  if (place.tab === "home") await send("home", {});
}

$("actor").addEventListener("change", async (event) => {
  await go({ as: event.target.value, channel: view.channel.kind === "im" ? "im" : view.channel.id, thread: "" });
  if (place.tab === "home") await openHome();
});
$("thread-close").addEventListener("click", closePane);
$("traffic-close").addEventListener("click", closePane);
for (const tab of $("tabs").children) {
  tab.addEventListener("click", () => (tab.dataset.tab === "home" ? openHome() : go({ tab: "messages" })));
}
$("menu").addEventListener("click", (event) => {
  event.stopPropagation();
  showMenu($("menu").getAttribute("aria-expanded") === "false");
});
$("main").addEventListener("click", () => showMenu(false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(":popover-open, dialog[open]")) return;
  if ($("sidebar").classList.contains("open")) showMenu(false);
  else if (place.thread || place.traffic) closePane();
});
document.addEventListener("visibilitychange", () => document.hidden || refresh());

await refresh();
if (place.tab === "home") await openHome();
if (!place.thread) focusBox("typed");
const changes = new EventSource("/page/changes");
changes.addEventListener("message", ({ data }) => (JSON.parse(data).kind === "traffic" ? refreshTraffic() : refresh()));
changes.addEventListener("open", refresh);
changes.addEventListener("error", () => warn(t("silent")));
