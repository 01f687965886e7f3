// The elements one acts with in messages, modals and the Home: buttons, menus, selects, pickers, checkboxes and radios.
// `context.values` keeps what each shows, by action id; `context.act(part, block, value)` tells the app, after asking
// where the element says so. Inside an input block nothing is told before the modal is submitted.

import { localOf, secondsOf } from "/page/dates.js";
import { link, make, unescape } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";
import { FIELDS } from "/page/fields.js";
import { icon } from "/page/icons.js";
import { mrkdwn } from "/page/mrkdwn.js";
import { picker } from "/page/picker.js";
import { menu } from "/page/popup.js";

const PAUSE = 600; // milliseconds without a change after which a date or time counts as entered

/** Draw an element of a block. `label` names it where nothing else does. */
export function element(part, block, context, label = "") {
  return (ELEMENTS[part.type] ?? FIELDS[part.type] ?? unknown)(part, block, context, label);
}

/** Draw a text object: mrkdwn, or plain words. */
export function text(object, context) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, { ...context, verbatim: object.verbatim }) : document.createTextNode(plain(object));
}

export function plain(object) {
  return object ? withEmoji(unescape(object.text)) : "";
}

const ELEMENTS = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  overflow,
  checkboxes: (part, block, context, label) => choices(part, block, context, label, "checkbox"),
  radio_buttons: (part, block, context, label) => choices(part, block, context, label, "radio"),
  datepicker: (part, block, context, label) => moment(part, block, context, label, "date"),
  timepicker: (part, block, context, label) => moment(part, block, context, label, "time"),
  datetimepicker: dateAndTime,
  ...Object.fromEntries(["static", "users", "channels", "conversations", "external"].flatMap((source) => [
    [`${source}_select`, (part, block, context, label) => select(part, block, context, label, source, 1)],
    [`multi_${source}_select`, (part, block, context, label) => select(part, block, context, label, source, part.max_selected_items ?? Infinity)],
  ])),
};

function unknown(part) {
  return make("span", { class: "unknown" }, `[${part.type}]`);
}

function button(part, block, context) {
  const look = { class: `button ${part.style ?? ""}`.trim(), "aria-label": part.accessibility_label };
  const press = () => context.act(part, block, part.value);
  if (!part.url) return make("button", { type: "button", ...look, "data-action": part.action_id, on: { click: press } }, plain(part.text));
  const address = link(unescape(part.url), plain(part.text));
  for (const [name, value] of Object.entries(look)) if (value) address.setAttribute(name, value);
  address.addEventListener("click", press);
  return address;
}

function iconButton(part, block, context) {
  if (part.visible_to_user_ids && !part.visible_to_user_ids.includes(context.me.id)) return null;
  const name = part.accessibility_label ?? plain(part.text);
  const press = () => context.act(part, block, part.value);
  return make("button", { type: "button", class: "icon", title: plain(part.text), "aria-label": name, on: { click: press } }, icon("trash"));
}

/** Draw thumbs up and down, of which one stays pressed. */
function feedback(part, block, context) {
  const drawn = ["positive_button", "negative_button"].map((name) => {
    const { text: words, value, accessibility_label: label } = part[name];
    const press = () => {
      context.values[part.action_id] = value;
      for (const other of drawn) other.setAttribute("aria-pressed", String(other === drawn[name === "positive_button" ? 0 : 1]));
      context.act(part, block, value);
    };
    const isPressed = String(context.values[part.action_id] === value);
    return make("button", { type: "button", class: "icon feedback", "aria-pressed": isPressed, "aria-label": label, on: { click: press } }, plain(words));
  });
  return make("span", { class: "pair" }, ...drawn);
}

function overflow(part, block, context) {
  const choose = (option) => () => {
    if (option.url) link(unescape(option.url)).click?.();
    context.act(part, block, option.value);
  };
  const items = part.options.map((option) => ({ label: plain(option.text), note: plain(option.description), act: choose(option) }));
  const open = (event) => menu(event.currentTarget, context.t("more"), items);
  return make("button", { type: "button", class: "button overflow", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": context.t("more"), "data-action": part.action_id, on: { click: open } }, icon("more"));
}

/** Keep what an element shows, and tell the app of it where it acts by itself. */
function keep(part, block, context, value) {
  context.values[part.action_id] = value;
  if (tells(block)) context.act(part, block, value);
}

function tells(block) {
  return block.type !== "input" || block.dispatch_action;
}

function initial(part, context, first) {
  if (!(part.action_id in context.values)) context.values[part.action_id] = first;
  return context.values[part.action_id];
}

function select(part, block, context, label, source, many) {
  const kind = source === "static" || source === "external" ? "option" : { users: "user", channels: "channel", conversations: "conversation" }[source];
  const first = many === 1 ? asValue(part[`initial_${kind}`]) : (part[`initial_${kind}s`] ?? []).map(asValue);
  const value = initial(part, context, first ?? null);
  const minimum = part.min_query_length ?? 3;
  return picker({
    load: source === "external" ? (typed) => (typed.length < minimum ? [] : context.suggest(part, typed).then(offered)) : null,
    options: SOURCES[source](part, context),
    chosen: many === 1 ? [value].filter((each) => each !== null) : value,
    many,
    placeholder: plain(part.placeholder) || context.t("choose"),
    label: label || plain(part.placeholder),
    action: part.action_id,
    describedBy: context.describedBy,
    t: context.t,
    change: (chosen) => keep(part, block, context, many === 1 ? chosen[0] : chosen),
  });
}

function asValue(option) {
  return option?.value ?? option ?? null;
}

const SOURCES = {
  static: (part) => (part.option_groups ?? [{ options: part.options ?? [] }]).flatMap((group) => group.options.map((option) =>
    ({ value: option.value, label: plain(option.text), note: plain(option.description), group: plain(group.label) }))),
  external: (part, context) => [
    ...[part.initial_option, ...(part.initial_options ?? [])].filter(Boolean).map((option) => ({ value: option.value, label: plain(option.text) })),
    ...[context.values[part.action_id] ?? []].flat().filter((value) => value.startsWith("{")).map((value) => ({ value, label: plain(JSON.parse(value).text) })),
  ],
  users: (_, context) => Object.values(context.people).map((person) => ({ value: person.id, label: person.real_name })),
  channels: (_, context) => context.channels.filter((channel) => channel.kind === "public").map(channelOption),
  conversations: (part, context) => context.channels.filter((channel) => !part.filter?.include || part.filter.include.includes(channel.kind)).map(channelOption),
};

/** Write what the app offers as options whose values are the whole option, which only the app knows. */
function offered(answer) {
  const groups = answer?.option_groups ?? [{ options: answer?.options ?? [] }];
  return groups.flatMap((group) => group.options.map((option) => ({ value: JSON.stringify(option), label: plain(option.text), note: plain(option.description), group: plain(group.label) })));
}

function channelOption(channel) {
  return { value: channel.id, label: channel.kind === "im" ? channel.name : `#${channel.name}` };
}

function choices(part, block, context, label, type) {
  const many = type === "checkbox";
  const value = initial(part, context, many ? (part.initial_options ?? []).map(asValue) : asValue(part.initial_option));
  const name = `${context.form}-${part.action_id}`;
  const change = () => {
    const chosen = [...group.querySelectorAll("input:checked")].map((input) => input.value);
    keep(part, block, context, many ? chosen : (chosen[0] ?? null));
  };
  const group = make("fieldset", { class: "choices-of", "aria-describedby": context.describedBy, on: { change } }, label ? make("legend", { class: "hidden" }, label) : null,
    ...part.options.map((option) => make("label", { class: "choice" },
      make("input", { type, name, value: option.value, checked: many ? value.includes(option.value) : value === option.value }),
      make("span", {}, text(option.text, context), option.description ? make("small", {}, text(option.description, context)) : null))));
  return group;
}

function moment(part, block, context, label, type) {
  const value = initial(part, context, part[`initial_${type}`] ?? null);
  return box(type, value, label || plain(part.placeholder), part, block, context, (chosen) => keep(part, block, context, chosen || null));
}

function dateAndTime(part, block, context, label) {
  const value = initial(part, context, part.initial_date_time ? String(part.initial_date_time) : null);
  const local = value ? localOf(Number(value), context) : { day: "", time: "" };
  const change = (changes) => {
    Object.assign(local, changes);
    keep(part, block, context, local.day && local.time ? String(secondsOf(local.day, local.time, context)) : null);
  };
  return make("span", { class: "pair" },
    box("date", local.day, `${label} ${context.t("day")}`.trim(), part, block, context, (day) => change({ day })),
    box("time", local.time, `${label} ${context.t("time")}`.trim(), part, block, context, (time) => change({ time })));
}

/** Draw a date or time box. What the app is told of at once counts only when it is whole and has rested. */
function box(type, value, label, part, block, context, change) {
  let waiting = 0;
  let told = value ?? "";
  const tell = () => {
    clearTimeout(waiting);
    if (!input.validity.valid || input.value === told) return;
    told = input.value;
    change(told);
  };
  const input = make("input", {
    type, class: "field", value, "aria-label": label, "aria-describedby": context.describedBy, "data-action": part.action_id,
    ...(type === "date" ? { min: "1970-01-01", max: "9999-12-31" } : {}),
    on: { blur: tell, input: () => {
      clearTimeout(waiting);
      if (tells(block)) waiting = setTimeout(tell, PAUSE);
      else tell();
    } },
  });
  return input;
}
