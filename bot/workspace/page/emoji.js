// Emoji by Slack's short names. A name that is none stays as it was typed, as in Slack.

const { about: _, ...NAMES } = await (await fetch("/page/emoji.json")).json();
const NAMED = /:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g;
const MOST_USED = ["+1", "white_check_mark", "eyes", "raised_hands", "heart", "tada", "joy", "thinking_face", "fire", "rocket", "clap", "pray",
  "100", "bulb", "newspaper", "chart_with_upwards_trend", "question", "exclamation", "x", "-1", "sob", "wave", "bookmark", "memo"];

/** Give the emoji of a short name (`wave` or `wave::skin-tone-3`), or nothing. */
export function emoji(name) {
  const [plain, tone] = name.split("::skin-tone-");
  if (!Object.hasOwn(NAMES, plain)) return null;
  return NAMES[plain] + (tone ? String.fromCodePoint(0x1f3f9 + Number(tone)) : "");
}

/** Replace short names by their emoji. */
export function withEmoji(text) {
  return text.replace(NAMED, (written, name, tone) => emoji(tone ? `${name}::skin-tone-${tone}` : name) ?? written);
}

/** Give the short names that begin with some letters or hold them, the likeliest first; the most used for none. */
export function findEmoji(letters, limit = 48) {
  if (!letters) return MOST_USED;
  const names = Object.keys(NAMES);
  const first = names.filter((name) => name.startsWith(letters));
  return [...first, ...names.filter((name) => !name.startsWith(letters) && name.includes(letters))].slice(0, limit);
}
