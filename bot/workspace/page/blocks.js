// Block Kit as Slack draws it. What is not drawn here says so by its name, so that nothing is silently missing.

import { link, make, unescape } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";
import { channel, mention, mrkdwn } from "/page/mrkdwn.js";
import { markdown } from "/page/markdown.js";

const DRAWN = {
  header: (block, context) => make("h3", { class: "block-header" }, text(block.text, context)),
  divider: () => make("hr"),
  section,
  context: (block, context) => make("div", { class: "block-context" }, ...block.elements.map((each) => contextual(each, context))),
  actions: (block, context) => make("div", { class: "block-actions" }, ...block.elements.map((each) => element(each, block, context))),
  image: (block, context) => picture(block, context),
  rich_text: (block, context) => make("div", { class: "block-rich" }, ...block.elements.map((each) => rich(each, context))),
  markdown: (block, context) => make("div", { class: "block-markdown" }, markdown(block.text, context)),
};

/** Draw a message's blocks. `context.act(action_id, block_id, value)` is called when something is pressed. */
export function blocks(list, context) {
  return list.map((block) => (DRAWN[block.type] ?? unknown)(block, context));
}

function unknown(block) {
  return make("p", { class: "unknown" }, `[${block.type}]`);
}

function text(object, context) {
  if (object.type === "mrkdwn") return mrkdwn(object.text, context);
  return document.createTextNode(withEmoji(unescape(object.text)));
}

function section(block, context) {
  const words = make("div", { class: "words" });
  if (block.text) words.append(make("div", {}, text(block.text, context)));
  if (block.fields) {
    words.append(make("div", { class: "fields" }, ...block.fields.map((field) => make("div", {}, text(field, context)))));
  }
  const beside = block.accessory ? make("div", { class: "accessory" }, element(block.accessory, block, context)) : null;
  return make("div", { class: "block-section" }, words, beside);
}

function contextual(part, context) {
  return part.type === "image" ? picture(part, context) : make("span", {}, text(part, context));
}

/** Say what a picture shows; the page loads nothing from elsewhere. */
function picture(block, context) {
  const title = block.title ? make("figcaption", {}, text(block.title, context)) : null;
  return make("figure", { class: "picture" }, title, make("span", { role: "img", "aria-label": block.alt_text }, `🖼 ${block.alt_text}`));
}

const ELEMENTS = {
  button,
  overflow: (part, block, context) => menu(part, block, context, "⋯"),
  static_select: (part, block, context) => menu(part, block, context, part.placeholder ? unescape(part.placeholder.text) : context.t("choose")),
  image: (part, _, context) => picture(part, context),
};

function element(part, block, context) {
  return (ELEMENTS[part.type] ?? unknown)(part, block, context);
}

function button(part, block, context) {
  const label = text(part.text, context);
  const press = () => context.act(part.action_id, block.block_id);
  const look = { class: `button ${part.style ?? ""}`.trim(), "aria-label": part.accessibility_label, on: { click: press } };
  if (!part.url) return make("button", { type: "button", ...look }, label);
  const address = link(part.url, label);
  address.className = look.class;
  address.addEventListener("click", press);
  return address;
}

/** Draw an overflow or select as the browser's own menu: one choice, sent at once. */
function menu(part, block, context, label) {
  const choose = (event) => {
    if (event.target.value) context.act(part.action_id, block.block_id, event.target.value);
    if (part.type === "overflow") event.target.value = "";
  };
  const groups = part.option_groups ?? [{ options: part.options }];
  const options = groups.map((group) => {
    const drawn = group.options.map((option) => make("option", { value: option.value }, withEmoji(unescape(option.text.text))));
    return group.label ? make("optgroup", { label: group.label.text }, ...drawn) : drawn;
  });
  const name = part.type === "overflow" ? context.t("more") : label;
  const select = make("select", { class: part.type, "aria-label": name, on: { change: choose } }, make("option", { value: "" }, label), ...options.flat());
  select.value = part.initial_option?.value ?? "";
  return select;
}

const RICH = {
  rich_text_section: (part, context) => make("p", {}, ...inline(part, context)),
  rich_text_quote: (part, context) => make("blockquote", {}, ...inline(part, context)),
  rich_text_preformatted: (part, context) => make("pre", {}, ...inline(part, context)),
  rich_text_list: (part, context) =>
    make(part.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(part.indent ?? 0, 4)}`, start: part.offset ? part.offset + 1 : null },
      ...part.elements.map((each) => make("li", {}, ...inline(each, context)))),
};

function rich(part, context) {
  return (RICH[part.type] ?? unknown)(part, context);
}

function inline(part, context) {
  return part.elements.map((each) => styledPart(each, context));
}

function styledPart(part, context) {
  let node = leaf(part, context);
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };
  for (const [style, tag] of Object.entries(tags)) if (part.style?.[style]) node = make(tag, {}, node);
  return node;
}

function leaf(part, context) {
  switch (part.type) {
    case "text": return document.createTextNode(part.text);
    case "link": return link(part.url, part.text ?? part.url);
    case "emoji": return document.createTextNode(withEmoji(`:${part.name}:`));
    case "user": return mention(part.user_id, null, context);
    case "channel": return channel(part.channel_id, null, context);
    case "broadcast": return make("span", { class: "mention me" }, `@${part.range}`);
    case "date": return mrkdwn(`<!date^${part.timestamp}^${part.format}|${part.fallback ?? ""}>`, context);
    default: return document.createTextNode(`[${part.type}]`);
  }
}
