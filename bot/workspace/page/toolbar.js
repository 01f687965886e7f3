// What one may do to a message: react, reply, use the app's shortcuts, change, delete. One row of buttons follows the
// pointer and the focus; in the list itself the arrow keys go from message to message.

import { deletionConfirmed } from "/page/confirm.js";
import { make, unescape } from "/page/dom.js";
import { emoji, findEmoji } from "/page/emoji.js";
import { icon } from "/page/icons.js";
import { menu, popup, roam } from "/page/popup.js";
import { openThread, send, t } from "/page/session.js";

const COLUMNS = 8;

/** Give a list of messages its toolbar. `seen()` gives the view that is drawn. */
export function toolbar(list, seen, inThread) {
  let bar = null;
  const drop = () => {
    const old = bar;
    bar = null; // first: removing what has the focus calls `leave` again
    old?.remove();
  };
  const leave = () => {
    if (!bar?.querySelector("[aria-expanded=true]")) drop();
  };
  const follow = (target) => {
    const article = target.closest?.("article.message");
    if (!article || (bar?.parentElement === article && bar.isConnected)) return;
    drop();
    const item = itemOf(article, seen());
    if (!item || item.is_ephemeral || article.querySelector(".editing")) return;
    bar = draw(item, article, seen(), inThread);
    article.append(bar);
  };
  list.addEventListener("pointerover", (event) => follow(event.target));
  list.addEventListener("focusin", (event) => follow(event.target));
  list.addEventListener("pointerleave", () => bar && !bar.parentElement?.contains(document.activeElement) && leave());
  list.addEventListener("focusout", (event) => !list.contains(event.relatedTarget) && leave());
  list.addEventListener("keydown", (event) => {
    const isList = event.target === list || event.target.matches("article.message");
    if (isList && ["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) move(event, list);
  });
}

function move(event, list) {
  const articles = [...list.querySelectorAll("article.message")];
  if (event.target === list && event.key === "ArrowUp") {
    event.preventDefault();
    articles.at(-1)?.focus();
  } else roam(event, articles);
}

function itemOf(article, view) {
  return [...view.messages, ...view.thread].find((item) => item.ts === article.dataset.ts);
}

function draw(item, article, view, inThread) {
  const react = (name) => () => send("react", { ts: item.ts, name });
  const one = (name, label, act, more = {}) => make("button", { type: "button", class: "icon", title: label, "aria-label": label, ...more, on: { click: act } }, name.length > 2 ? icon(name) : name);
  const quick = ["white_check_mark", "eyes", "raised_hands"].map((name) => one(emoji(name), t("reactWith", { name }), react(name)));
  const own = item.user === view.me.id;
  return make("div", { class: "toolbar", role: "toolbar", "aria-label": t("messageActions") },
    ...quick,
    one("smile", t("addReaction"), (event) => pickEmoji(event.currentTarget, item), { "aria-haspopup": "dialog" }),
    inThread ? null : one("reply", t("replyInThread"), () => openThread(item.thread_ts ?? item.ts)),
    own || view.shortcuts.length ? one("more", t("more"), (event) => menu(event.currentTarget, t("more"), [
      ...view.shortcuts.map((shortcut) => (
        { label: shortcut.name, note: view.bot.name, act: () => send("shortcut", { ts: item.ts, callback_id: shortcut.callback_id }) })),
      ...(own ? ownActions(item, article, view) : []),
    ]), { "aria-haspopup": "menu" }) : null);
}

function ownActions(item, article, view) {
  return [
    { label: t("edit"), act: () => edit(article, item, view) },
    { label: t("delete"), danger: true, act: async () => (await deletionConfirmed()) && send("delete", { ts: item.ts }) },
  ];
}

/** Let one choose an emoji by its name. */
function pickEmoji(button, item) {
  const grid = make("div", { class: "emoji-grid", on: { keydown: (event) => roam(event, [...grid.children], COLUMNS) } });
  const filter = make("input", { type: "text", class: "filter", "aria-label": t("findEmoji"), placeholder: t("findEmoji"), autocomplete: "off" });
  const fill = () => grid.replaceChildren(...findEmoji(filter.value.trim().toLowerCase().replaceAll(":", "").replaceAll(" ", "_")).map((name) =>
    make("button", { type: "button", class: "icon", title: `:${name}:`, "aria-label": name.replaceAll("_", " "), on: { click: () => {
      box.close();
      send("react", { ts: item.ts, name });
    } } }, emoji(name))));
  filter.addEventListener("input", fill);
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.firstElementChild?.click();
    else if (event.key === "ArrowDown") grid.firstElementChild?.focus();
    else return;
    event.preventDefault();
  });
  fill();
  const box = popup(button, { class: "emoji-picker", role: "dialog", "aria-label": t("addReaction") }, filter, grid);
  filter.focus();
}

/** Change one's own message where it stands: Enter saves, Escape leaves it. */
function edit(article, item, view) {
  const body = article.querySelector(".body");
  const box = make("textarea", { class: "field", rows: 2, "aria-label": t("edit") });
  const stop = () => {
    form.remove();
    body.hidden = false;
  };
  const save = async (event) => {
    event.preventDefault();
    if (box.value.trim() === typed(item.text, view) || (await send("edit", { ts: item.ts, text: box.value }))) stop();
  };
  const form = make("form", { class: "editing", on: { submit: save } }, box,
    make("div", { class: "actions" },
      make("button", { type: "button", class: "button", on: { click: stop } }, t("cancel")),
      make("button", { type: "submit", class: "button primary" }, t("save"))));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) form.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  article.querySelector(".toolbar")?.remove();
  body.hidden = true;
  body.after(form);
  box.value = typed(item.text, view);
  box.focus();
}

/** Change the newest message that one wrote oneself, as the up arrow does in Slack. */
export function editLast(list, view) {
  const own = [...list.querySelectorAll("article.message")].reverse().map((article) => [article, itemOf(article, view)])
    .find(([, item]) => item?.user === view.me.id);
  if (own) edit(...own, view);
}

/** Give back what a person typed for a text as Slack keeps it. */
function typed(text, view) {
  const plain = text.replace(/<([@#]?)([^<>|]+)(?:\|([^<>]*))?>/g, (_, sign, target, label) => {
    if (sign === "@") return `@${view.people[target]?.real_name ?? target}`;
    return sign === "#" ? `#${label ?? target}` : target;
  });
  return unescape(plain);
}
