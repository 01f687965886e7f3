// A select menu as Slack has it: a button that opens a list with a box to filter it, for one choice or several.

import { make, spoken } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { popup } from "/page/popup.js";

let count = 0;

/**
 * Draw a select. `options` are `{value, label, note, group}`; `chosen` is a list of values; `change` hears the new one.
 * `many` is how many may be chosen (1 for a plain select); `load(typed)` gives further options, of the app's.
 */
export function picker({ options, load, chosen, many, placeholder, label, action, describedBy, t, change }) {
  const face = make("span", { class: "face" });
  const button = make("button", { type: "button", class: "picker", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-describedby": describedBy, "data-action": action },
    face, icon("down"));
  const labels = () => chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const redraw = () => {
    const words = many > 1 ? labels().map((each) => make("span", { class: "chip" }, each)) : labels();
    face.replaceChildren(...(words.length ? words : [make("span", { class: "placeholder" }, placeholder)]));
    button.setAttribute("aria-label", [label, labels().join(", ") || placeholder].filter(Boolean).join(": "));
  };
  const choose = (value) => {
    if (many === 1) chosen = [value];
    else if (chosen.includes(value)) chosen = chosen.filter((other) => other !== value);
    else if (chosen.length < many) chosen = [...chosen, value];
    else return;
    redraw();
    change(chosen);
  };
  button.addEventListener("click", () => open(button, { options, load, many, label: label || placeholder, t, choose, chosen: () => chosen }));
  redraw();
  return button;
}

function open(button, { options, load, many, label, t, choose, chosen }) {
  count += 1;
  const id = `list-${count}`;
  const state = { shown: [], here: 0 };
  const list = make("div", { role: "listbox", id, class: "options", "aria-label": label, "aria-multiselectable": many > 1 ? "true" : null });
  const box = make("input", {
    type: "text", class: "filter", role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list",
    "aria-label": t("filter"), placeholder: t("filter"), autocomplete: "off", autofocus: true,
  });
  const take = (value) => {
    choose(value);
    if (many === 1) panel.close();
    else draw();
  };
  const draw = () => {
    const letters = box.value.trim().toLowerCase();
    state.shown = load ? options : options.filter((option) => option.label.toLowerCase().includes(letters));
    state.here = Math.min(state.here, Math.max(0, state.shown.length - 1));
    list.replaceChildren(...drawn(state, id, chosen(), take));
    if (state.shown.length === 0) list.append(make("p", { class: "empty" }, t("nothingFound")));
    mark(box, list, state);
  };
  const ask = async () => {
    const asked = box.value.trim();
    const found = await load(asked);
    if (box.value.trim() !== asked) return; // an answer to what was typed before
    const kept = options.filter((option) => chosen().includes(option.value) && !found.some(({ value }) => value === option.value));
    options.splice(0, options.length, ...kept, ...found);
    draw();
  };
  box.addEventListener("input", () => {
    state.here = 0;
    if (load) ask();
    else draw();
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && state.shown.length) {
      state.here = (state.here + step + state.shown.length) % state.shown.length;
      mark(box, list, state);
    } else if (event.key === "Enter" && state.shown[state.here]) take(state.shown[state.here].value);
    else return;
    event.preventDefault();
  });
  state.here = Math.max(0, options.findIndex((option) => option.value === chosen()[0]));
  draw();
  const panel = popup(button, { class: "picking" }, box, list);
  mark(box, list, state);
  box.focus();
  if (load) ask();
}

/** Draw the options with a heading before each group. */
function drawn(state, id, chosen, take) {
  const nodes = [];
  state.shown.forEach((option, i) => {
    if (option.group && option.group !== state.shown[i - 1]?.group) nodes.push(make("p", { class: "group", role: "presentation" }, option.group));
    const pick = (event) => {
      event.preventDefault();
      state.here = i;
      take(option.value);
    };
    nodes.push(make("div", { role: "option", id: `${id}-${i}`, "aria-selected": String(chosen.includes(option.value)), on: { mousedown: pick } },
      make("span", { class: "tick" }, chosen.includes(option.value) ? icon("check") : ""),
      make("span", {}, option.label, option.note ? make("small", {}, option.note) : null, option.group ? spoken(`, ${option.group}`) : null)));
  });
  return nodes;
}

/** Show which option the arrow keys are at. */
function mark(box, list, state) {
  const options = [...list.querySelectorAll("[role=option]")];
  options.forEach((option, i) => option.classList.toggle("here", i === state.here));
  const here = options[state.here];
  if (here) box.setAttribute("aria-activedescendant", here.id);
  else box.removeAttribute("aria-activedescendant");
  here?.scrollIntoView({ block: "nearest" });
}
