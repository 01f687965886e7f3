// The `table` block: its first row is the heading; columns may be aligned, and wrap only where they say so.

import { make } from "/page/dom.js";
import { withEmoji } from "/page/emoji.js";
import { richText } from "/page/rich.js";

/** Draw a table that scrolls sideways by itself, so that the page never does. */
export function table(block, context) {
  const settings = block.column_settings ?? [];
  const row = (cells, tag) => make("tr", {}, ...cells.map((each, column) => cell(each, tag, settings[column] ?? {}, context)));
  const [head, ...rest] = block.rows;
  return make("div", { class: "table", tabindex: 0 },
    make("table", {}, make("thead", {}, row(head, "th")), make("tbody", {}, ...rest.map((cells) => row(cells, "td")))));
}

function cell(content, tag, setting, context) {
  const look = `align-${setting.align ?? "left"}${setting.is_wrapped ? " wrapped" : ""}`;
  return make(tag, { class: look, scope: tag === "th" ? "col" : null }, inside(content, context));
}

function inside(content, context) {
  if (content?.type === "rich_text") return richText(content, context);
  if (content?.type === "raw_number") return content.text ?? new Intl.NumberFormat(context.me.locale).format(content.value);
  return withEmoji(content?.text ?? "");
}
