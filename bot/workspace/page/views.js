// Modals and the App Home. A modal's text stays as one typed it until it is submitted or closed, whatever the app changes
// around it; what is plainly wrong is said before the app is asked, what the app finds wrong beside its field.

import { blocks } from "/page/blocks.js";
import { confirmed } from "/page/confirm.js";
import { make } from "/page/dom.js";
import { plain } from "/page/elements.js";
import { problemOf } from "/page/fields.js";
import { icon } from "/page/icons.js";
import { context, send, t, valuesOf } from "/page/session.js";

const dialog = document.getElementById("modal");
const problems = {}; // what the page found wrong, by view id, by block id
let banner = "";
let latest = []; // the modals to draw once a menu that is open in one is closed

/** Draw the topmost of the modals that are open, or none. */
export function drawModals(modals) {
  const view = modals.at(-1);
  if (!view) {
    dialog.close();
    dialog.dataset.print = "";
    return;
  }
  const print = JSON.stringify([modals.map(({ id }) => id), view, problems[view.id], banner]);
  if (dialog.dataset.print === print) return;
  const isNew = dialog.dataset.view !== view.id;
  latest = modals;
  if (!isNew && waitForMenu()) return;
  if (isNew) banner = "";
  const focus = isNew ? null : focusOf();
  dialog.dataset.print = print;
  dialog.dataset.view = view.id;
  dialog.replaceChildren(drawn(view, modals));
  if (!dialog.open) dialog.showModal();
  if (isNew) (dialog.querySelector("[autofocus]") ?? dialog.querySelector(".modal-body :is(.field, .picker, input, button)") ?? dialog.querySelector("footer .primary"))?.focus();
  else focus?.();
}

/** Tell whether a menu is open in the modal, which drawing it anew would close under one's hand; it is drawn after. */
function waitForMenu() {
  const menu = dialog.querySelector(".popup:popover-open");
  if (menu && !menu.dataset.awaited) {
    menu.dataset.awaited = "yes";
    menu.addEventListener("toggle", () => drawModals(latest));
  }
  return Boolean(menu);
}

/** Note where the focus is, and give how to put it back there once the modal is drawn anew. */
function focusOf() {
  const { action } = document.activeElement?.dataset ?? {};
  const { selectionStart: start, selectionEnd: end } = document.activeElement ?? {};
  const scrolled = dialog.querySelector(".modal-body")?.scrollTop ?? 0;
  return () => {
    dialog.querySelector(".modal-body").scrollTop = scrolled;
    const again = action && dialog.querySelector(`[data-action="${CSS.escape(action)}"]`);
    again?.focus();
    if (again && typeof start === "number") again.setSelectionRange(start, end);
  };
}

function drawn(view, modals) {
  const shown = { ...context(), ...form(view), problems: { ...view.errors, ...problems[view.id] } };
  const close = (everything) => () => send("close", { view_id: view.id, everything });
  const iconButton = (name, label, act) => make("button", { type: "button", class: "icon", "aria-label": label, on: { click: act } }, icon(name));
  return make("form", { novalidate: true, on: { submit: (event) => submit(event, view, modals) } },
    make("header", {},
      modals.length > 1 ? iconButton("back", t("back"), close(false)) : null,
      make("h2", { id: "modal-title" }, plain(view.title)),
      iconButton("close", t("close"), close(true))),
    banner ? make("p", { class: "alert error", role: "alert" }, icon("warning"), banner) : null,
    make("div", { class: "modal-body" }, ...blocks(view.blocks ?? [], shown)),
    view.submit || view.close ? make("footer", {},
      make("button", { type: "button", class: "button", on: { click: close(false) } }, plain(view.close) || t("cancel")),
      view.submit ? make("button", { type: "submit", class: "button primary" }, plain(view.submit)) : null) : null);
}

/** Give what the elements of a view work with. */
function form(view) {
  const values = valuesOf(view.id);
  const act = async (part, _, value) => {
    if (await confirmed(part)) send("use", { view_id: view.id, action_id: part.action_id, value: value ?? null, values });
  };
  const suggest = (part, value) => send("suggest", { view_id: view.id, action_id: part.action_id, value });
  return { form: view.id, values, act, suggest };
}

async function submit(event, view, modals) {
  event.preventDefault();
  const values = valuesOf(view.id);
  problems[view.id] = problemsOf(view, values);
  banner = "";
  if (Object.keys(problems[view.id]).length) {
    drawModals(modals);
    dialog.querySelector(".wrong :is(.field, .picker, input)")?.focus();
    return;
  }
  const button = dialog.querySelector("footer .primary");
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  const answer = await send("submit", { view_id: view.id, values });
  button.disabled = false;
  button.removeAttribute("aria-busy");
  if (answer?.failed) {
    banner = t("submitFailed", { reason: answer.failed });
    drawModals(modals);
  } else dialog.querySelector(".wrong :is(.field, .picker, input)")?.focus();
}

function problemsOf(view, values) {
  const found = (view.blocks ?? []).filter((block) => block.type === "input")
    .map((block) => [block.block_id, problemOf(block, values[block.element.action_id], t)]);
  return Object.fromEntries(found.filter(([, problem]) => problem));
}

/** Draw the App Home into its place. */
export function drawHome(box, view) {
  const print = JSON.stringify([view, context().me.id]);
  if (box.dataset.print === print) return;
  box.dataset.print = print;
  box.replaceChildren(...(view ? blocks(view.blocks ?? [], { ...context(), ...form(view) }) : [make("p", { class: "empty" }, t("noHome"))]));
}

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (event.target === dialog) send("close", { view_id: dialog.dataset.view, everything: true });
});
