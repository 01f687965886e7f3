// The box one types in: Enter sends, Shift+Enter breaks the line, `/` offers commands, `@` people and `#` channels. After
// a command its usage stays in sight. The up arrow in an empty box changes one's last message.

import { make } from "/page/dom.js";

/** Make a form's text area a composer. `offers()` gives `{commands, people, channels}`; `send(text)` says if it went. */
export function composer(form, offers, send, editLast) {
  const box = form.querySelector("textarea");
  const list = form.querySelector(".choices");
  const usage = form.querySelector(".usage");
  const state = { choices: [], chosen: 0 };

  const show = (choices) => {
    state.choices = choices;
    state.chosen = 0;
    draw(list, box, state, pick);
    usage.replaceChildren(...usageOf(box.value, offers().commands));
    usage.hidden = usage.childElementCount === 0 || choices.length > 0;
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
    } else if (event.key === "ArrowUp" && !box.value) {
      event.preventDefault();
      editLast();
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
function find(box, { commands, people, channels }) {
  const typed = box.value.slice(0, box.selectionEnd);
  if (/^\/\S*$/.test(typed)) {
    return commands.filter((command) => command.name.startsWith(typed.toLowerCase())).map((command) => ({
      insert: command.name, from: 0, title: command.name, hint: command.usage_hint, note: command.description,
      typedOut: command.name === typed.toLowerCase(),
    }));
  }
  const at = /(?:^|[\s(（])([@#])([\p{L}\p{N}_-]*)$/u.exec(typed);
  if (!at) return [];
  const [, sign, wanted] = at;
  const names = (sign === "@" ? people : channels).filter((name) => name.toLowerCase().startsWith(wanted.toLowerCase()));
  return names.map((name) => ({
    insert: `${sign}${name}`, from: typed.length - wanted.length - 1, title: `${sign}${name}`, hint: "", note: "",
    typedOut: name.toLowerCase() === wanted.toLowerCase(),
  }));
}

/** Say how the command is used that was typed out. */
function usageOf(typed, commands) {
  const command = commands.find(({ name }) => typed.toLowerCase().startsWith(`${name} `));
  return command ? [make("strong", {}, command.name), ` ${command.usage_hint}`].slice(0, 2).map((part) => (typeof part === "string" ? make("span", {}, part) : part)) : [];
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
      make("strong", {}, choice.title), choice.hint ? make("span", { class: "hint" }, choice.hint) : null, choice.note ? make("span", { class: "note" }, choice.note) : null);
  }));
  if (list.hidden) box.removeAttribute("aria-activedescendant");
  else box.setAttribute("aria-activedescendant", `${list.id}-${state.chosen}`);
  list.children[state.chosen]?.scrollIntoView({ block: "nearest" });
}

/** Make the box as high as what stands in it. */
function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
