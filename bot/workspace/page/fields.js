// The boxes one types into in modals, and what is wrong with what was typed, as Slack says it before it submits.

import { make, unescape } from "/page/dom.js";

const PLAIN = (part, block, context, label) => field(part, block, context, label, part.multiline ? "textarea" : "input", { type: part.multiline ? null : "text" });

/** Draw a field by its kind; `context.values` keeps its text. */
export const FIELDS = {
  plain_text_input: PLAIN,
  rich_text_input: (part, block, context, label) => field(part, block, context, label, "textarea", {}),
  email_text_input: (part, block, context, label) => field(part, block, context, label, "input", { type: "email" }),
  url_text_input: (part, block, context, label) => field(part, block, context, label, "input", { type: "url", placeholder: "https://" }),
  number_input: (part, block, context, label) => field(part, block, context, label, "input", { type: "text", inputmode: part.is_decimal_allowed ? "decimal" : "numeric" }),
  file_input: (_, __, context) => make("p", { class: "unknown" }, context.t("noFiles")),
};

function field(part, block, context, label, tag, properties) {
  if (!(part.action_id in context.values)) context.values[part.action_id] = first(part);
  const box = make(tag, {
    class: "field", rows: tag === "textarea" ? 4 : null, autocomplete: "off", "aria-label": label, "aria-describedby": context.describedBy,
    autofocus: Boolean(part.focus_on_load), "data-action": part.action_id, ...properties,
    placeholder: part.placeholder ? unescape(part.placeholder.text) : properties.placeholder,
  });
  box.value = context.values[part.action_id] ?? "";
  const dispatches = block.dispatch_action ? part.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"] : [];
  box.addEventListener("input", () => {
    context.values[part.action_id] = box.value || null;
    if (dispatches.includes("on_character_entered")) context.act(part, block, box.value);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (tag === "textarea" && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    if (dispatches.includes("on_enter_pressed")) context.act(part, block, box.value);
    else box.form?.requestSubmit();
  });
  return box;
}

function first(part) {
  if (part.type === "rich_text_input") return null;
  return part.initial_value === undefined ? null : String(part.initial_value);
}

/** Say what is wrong with the value of an input block, or nothing. */
export function problemOf(block, value, t) {
  const part = block.element;
  const isEmpty = value === null || value === undefined || value.length === 0;
  if (isEmpty) return block.optional || part.type === "file_input" ? "" : t("required");
  if (part.min_length && value.length < part.min_length) return t("tooShort", { n: part.min_length });
  if (part.max_length && value.length > part.max_length) return t("tooLong", { n: part.max_length });
  return (CHECKS[part.type] ?? (() => ""))(value, part, t);
}

const CHECKS = {
  email_text_input: (value, _, t) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? "" : t("notEmail")),
  url_text_input: (value, _, t) => (URL.canParse(value) && /^https?:/i.test(value) ? "" : t("notAddress")),
  number_input: (value, part, t) => {
    const number = Number(value);
    if (Number.isNaN(number) || !value.trim()) return t("notNumber");
    if (!part.is_decimal_allowed && !Number.isInteger(number)) return t("notWhole");
    if (part.min_value !== undefined && number < Number(part.min_value)) return t("tooLow", { n: part.min_value });
    return part.max_value !== undefined && number > Number(part.max_value) ? t("tooHigh", { n: part.max_value }) : "";
  },
};
