// Asks before something is done, where the app or the page wants it asked.

import { plain } from "/page/elements.js";
import { ask } from "/page/popup.js";
import { t } from "/page/session.js";

/** Ask what an element's `confirm` object asks; true at once where it has none. */
export function confirmed(part) {
  const { confirm } = part;
  if (!confirm) return true;
  return ask({
    title: plain(confirm.title) || t("sure"),
    text: plain(confirm.text),
    confirm: plain(confirm.confirm) || t("yes"),
    deny: plain(confirm.deny) || t("cancel"),
    danger: confirm.style === "danger",
  });
}

/** Ask whether a message is to be deleted. */
export function deletionConfirmed() {
  return ask({ title: t("deleteTitle"), text: t("deleteText"), confirm: t("delete"), deny: t("cancel"), danger: true });
}
