// One open page: where it is, what the workspace says one sees there, and what one does. Everything that is drawn is
// drawn again from what `refresh` brings, whenever something changed.

import { say as words } from "/page/words.js";

const asked = new URLSearchParams(location.search);

/** Where the page is. `since` is when it was opened: ephemeral messages from before are gone, as in Slack. */
export const place = {
  as: asked.get("as") ?? "",
  channel: asked.get("channel") ?? "",
  thread: asked.get("thread") ?? "",
  tab: asked.get("tab") ?? "messages",
  traffic: asked.has("traffic"),
  since: "",
};

let view = null;
let skew = 0; // milliseconds by which the workspace's clock is ahead of this machine's
let asking = null;
const listeners = [];
const forms = {}; // what elements show, by message or view, by action id

/** Call a function after every answer of the workspace. */
export function onView(listener) {
  listeners.push(listener);
}

/** Ask for what the person sees here, and draw it. Calls that come while one is under way are joined into one more. */
export async function refresh() {
  if (asking) {
    asking.again = true;
    return;
  }
  asking = { again: false };
  const { as, channel, thread, since } = place;
  try {
    const answer = await fetch(`/page/view?${new URLSearchParams({ as, channel, thread, since })}`);
    view = await answer.json();
    skew = view.now * 1000 - Date.now();
    place.since = view.since;
    if (place.as === as && place.channel === channel && place.thread === thread) settle();
    for (const listener of listeners) listener(view);
    warn("");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // fetch says so of a server that is gone
    warn(t("silent"));
  } finally {
    const { again } = asking;
    asking = null;
    if (again) await refresh();
  }
}

/** Take over what the workspace made of the place, such as the first channel for an unknown one. */
function settle() {
  place.as = view.me.id;
  place.channel = view.channel.id;
  if (!view.thread.length) place.thread = "";
  if (view.channel.kind !== "im" || !view.bot.has_home) place.tab = "messages";
  const name = view.channel.kind === "im" ? "im" : view.channel.name;
  const parts = { as: view.me.name, channel: name, thread: place.thread, tab: place.tab === "home" ? "home" : "", traffic: place.traffic ? "1" : "" };
  history.replaceState(null, "", `?${new URLSearchParams(Object.entries(parts).filter(([, value]) => value))}`);
}

/** Go elsewhere: to another channel, person, thread or pane. */
export function go(changes) {
  if (changes.thread) changes.traffic = false;
  if (changes.traffic) changes.thread = "";
  Object.assign(place, changes);
  return refresh();
}

/** Show a thread beside its channel. */
export async function openThread(thread) {
  await go({ thread });
  focusBox("reply-typed");
}

/** Go to a box one types in, but not on a phone, where that would bring the keyboard up. */
export function focusBox(id) {
  if (matchMedia("(min-width: 681px)").matches) document.getElementById(id).focus();
}

/** Do something as the person. Gives the workspace's answer, or null with the reason shown when it did not work. */
export async function send(what, details) {
  const body = JSON.stringify({ as: view.me.id, channel: view.channel.id, ...details });
  try {
    const answer = await (await fetch(`/page/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body })).json();
    warn(answer.error ?? "");
    return answer.error ? null : answer;
  } catch {
    warn(t("silent"));
    return null;
  }
}

/** Say something of the page's own in the language of the person one acts as. */
export function t(key, values) {
  return words(view?.me.locale, key, values);
}

export function warn(problem) {
  document.getElementById("problem").textContent = problem;
}

/** Give the workspace's time in milliseconds. */
export function now() {
  return Date.now() + skew;
}

/** Give what drawing needs to know: who reads, whom and what there is, and what time it is. */
export function context() {
  return { ...view, t, now, open: (channel) => go({ channel, thread: "" }) };
}

/** Give what the elements of a message or view show, by action id; kept while the page is open. */
export function valuesOf(form) {
  return (forms[form] ??= {});
}
