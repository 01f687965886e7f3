// What opens beside a button and closes by itself: on Escape, on a click elsewhere, or when something was chosen. The
// browser's own popovers do that, and give the focus back.

import { make } from "/page/dom.js";

const GAP = 6;

/** Open a popup at a button; the popup's `close()` closes it. Its first `[autofocus]` gets the focus. */
export function popup(button, properties, ...children) {
  const box = make("div", { popover: "auto", ...properties, class: `popup ${properties.class ?? ""}`.trim() }, ...children);
  (button.closest("dialog") ?? document.body).append(box);
  box.close = () => box.isConnected && box.hidePopover();
  box.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    button.setAttribute("aria-expanded", "false");
    box.remove();
  });
  button.setAttribute("aria-expanded", "true");
  box.showPopover();
  place(box, button);
  return box;
}

/** Put a popup below its button, or above where there is more room. */
function place(box, button) {
  const at = button.getBoundingClientRect();
  const below = innerHeight - at.bottom - 2 * GAP;
  const above = at.top - 2 * GAP;
  const goesUp = below < box.offsetHeight && above > below;
  box.style.maxHeight = `${goesUp ? above : below}px`;
  box.style.top = goesUp ? `${Math.max(GAP, at.top - GAP - box.offsetHeight)}px` : `${at.bottom + GAP}px`;
  box.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - box.offsetWidth - GAP))}px`;
}

/** Open a menu of things to do: `items` are `{label, act, danger, note}`. Arrow keys move, Enter chooses. */
export function menu(button, label, items, { title = false } = {}) {
  const drawn = items.map((item) => make("button", { type: "button", role: "menuitem", tabindex: -1, class: item.danger ? "danger" : null, on: { click: () => {
    box.close();
    item.act();
  } } }, item.label, item.note ? make("small", {}, item.note) : null));
  const box = popup(button, { class: "menu", role: "menu", "aria-label": label, on: { keydown: (event) => roam(event, drawn) } },
    title ? make("p", { class: "menu-title", "aria-hidden": "true" }, label) : null, ...drawn);
  drawn[0]?.focus();
  return box;
}

/** Move the focus among some elements by the arrow keys, Home and End. */
export function roam(event, elements, columns = 1) {
  const here = elements.indexOf(document.activeElement);
  const to = {
    ArrowDown: here + columns, ArrowUp: here - columns, Home: 0, End: elements.length - 1,
    ...(columns > 1 ? { ArrowRight: here + 1, ArrowLeft: here - 1 } : {}),
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  elements[columns > 1 ? Math.max(0, Math.min(to, elements.length - 1)) : (to + elements.length) % elements.length]?.focus();
}

/** Ask by a dialog before something is done; resolves to whether it is to be. `words` are plain texts and a style. */
export function ask({ title, text, confirm, deny, danger }) {
  return new Promise((resolve) => {
    const answer = (yes) => () => {
      dialog.close();
      resolve(yes);
    };
    const dialog = make("dialog", { class: "modal small", "aria-labelledby": "ask-title", on: { close: () => dialog.remove(), cancel: () => resolve(false) } },
      make("header", {}, make("h2", { id: "ask-title" }, title)),
      make("div", { class: "modal-body" }, text),
      make("footer", {},
        make("button", { type: "button", class: "button", on: { click: answer(false) } }, deny),
        make("button", { type: "button", class: `button ${danger ? "danger" : "primary"}`, autofocus: true, on: { click: answer(true) } }, confirm)));
    document.body.append(dialog);
    dialog.showModal();
  });
}
