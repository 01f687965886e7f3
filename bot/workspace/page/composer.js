// The box one types in: Enter sends, Shift+Enter breaks the line, `/` offers commands and `@` offers people.

import { make } from "/page/dom.js";

/** Make a form's text area a composer. `offers()` gives `{commands, people}`; `send(text)` returns a promise. */
export function composer(form, offers, send) {
  const box = form.querySelector("textarea");
  const list = form.querySelector(".choices");
  const state = { choices: [], chosen: 0 };

  const show = (choices) => {
    state.choices = choices;
    state.chosen = 0;
    draw(list, box, state, pick);
  };
  const pick = (choice) => {
    const before = box.value.slice(0, choice.from);
    const after = box.value.slice(box.selectionEnd).replace(/^ /, "");
    box.value = `${before}${choice.insert} ${after}`;
    const caret = before.length + choice.insert.length + 1;
    box.setSelectionRange(caret, caret);
    show([]);
    grow(box);
    box.focus();
  };
  const submit = async () => {
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    grow(box);
    show([]);
    if (!(await send(text))) box.value = box.value || text;
    grow(box);
  };

  box.addEventListener("input", () => {
    grow(box);
    show(find(box, offers()));
  });
  box.addEventListener("blur", () => setTimeout(() => show([]), 150));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // an input method is choosing characters: Enter is its own
    if (state.choices.length && steer(event, state, pick, show)) draw(list, box, state, pick);
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}

/** Let the keyboard move through the choices; true when the key was meant for them. */
function steer(event, state, pick, show) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const choice = state.choices[state.chosen];
  const typedOut = event.key === "Enter" && choice.typedOut;
  if (!step && !(event.key === "Tab" || event.key === "Escape" || (event.key === "Enter" && !typedOut))) return false;
  event.preventDefault();
  if (step) state.chosen = (state.chosen + step + state.choices.length) % state.choices.length;
  else if (event.key === "Escape") show([]);
  else pick(choice);
  return true;
}

/** Find what may complete the word before the caret. */
function find(box, { commands, people }) {
  const typed = box.value.slice(0, box.selectionEnd);
  if (/^\/\S*$/.test(typed)) {
    return commands.filter((command) => command.name.startsWith(typed.toLowerCase())).map((command) => ({
      insert: command.name, from: 0, title: command.name, hint: command.usage_hint, note: command.description,
      typedOut: command.name === typed.toLowerCase(),
    }));
  }
  const at = /(?:^|[\s(（])@([\p{L}\p{N}_-]*)$/u.exec(typed);
  if (!at) return [];
  const wanted = at[1].toLowerCase();
  return people.filter((name) => name.toLowerCase().startsWith(wanted)).map((name) => ({
    insert: `@${name}`, from: typed.length - wanted.length - 1, title: `@${name}`, hint: "", note: "", typedOut: name.toLowerCase() === wanted,
  }));
}

function draw(list, box, state, pick) {
  list.hidden = state.choices.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
  list.replaceChildren(...state.choices.map((choice, i) => {
    const take = (event) => {
      event.preventDefault();
      pick(choice);
    };
    return make("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": String(i === state.chosen), on: { mousedown: take } },
      make("strong", {}, choice.title), " ", make("span", { class: "hint" }, choice.hint), make("span", { class: "note" }, choice.note));
  }));
  if (list.hidden) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", `${list.id}-${state.chosen}`);
}

function grow(box) {
  box.rows = Math.min(8, box.value.split("\n").length);
}
