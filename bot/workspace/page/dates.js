// Days and times in the zone and language of whom one acts as, by the workspace's clock. `context` holds `me`
// (`tz`, `locale`) and `now()` in milliseconds.

import { link, make, unescape } from "/page/dom.js";

const DAY = 86_400_000;
const HALF_YEAR = 183 * DAY;

/** Give the moment that a message's ts names. */
export function momentOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** Write a moment in the reader's zone and language. */
export function inZone(moment, options, context) {
  return new Intl.DateTimeFormat(context.me.locale, { ...options, timeZone: context.me.tz }).format(moment);
}

export function timeOf(moment, context) {
  return inZone(moment, { hour: "numeric", minute: "2-digit" }, context);
}

/** Give the reader's local day as `YYYY-MM-DD`. */
export function dayOf(moment, context) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: context.me.tz }).format(moment);
}

/** Say "today", "yesterday" or "tomorrow" in the reader's language, or nothing for other days. */
export function nearDay(moment, context) {
  const distance = (Date.parse(dayOf(moment, context)) - Date.parse(dayOf(context.now(), context))) / DAY;
  return Math.abs(distance) > 1 ? "" : new Intl.RelativeTimeFormat(context.me.locale, { numeric: "auto" }).format(distance, "day");
}

/** Draw `<!date^seconds^{date} at {time}^link|fallback>`, or its fallback where it cannot be read. */
export function date(target, fallback, context) {
  const [, seconds, format, address] = target.split("^");
  const moment = new Date(Number(seconds || NaN) * 1000);
  if (Number.isNaN(moment.getTime()) || !format) return document.createTextNode(unescape(fallback ?? ""));
  const words = written(unescape(format), moment, context);
  return address ? link(unescape(address), words) : make("time", { datetime: moment.toISOString(), title: inZone(moment, { dateStyle: "full", timeStyle: "medium" }, context) }, words);
}

/** Fill in the tokens of a date format. A day's name that begins the text is capitalised, as in Slack. */
export function written(format, moment, context) {
  return format.replace(/\{(\w+)\}/g, (token, name, at) => {
    const words = (TOKENS[name.replace(/_pretty$/, "")] ?? (() => null))(moment, context);
    const near = words !== null && name.endsWith("_pretty") ? nearDay(moment, context) : "";
    return (near && at === 0 ? capital(near) : near) || (words ?? token);
  });
}

export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const TOKENS = {
  date_num: (moment, context) => dayOf(moment, context),
  date_slash: (moment, context) => inZone(moment, { year: "numeric", month: "2-digit", day: "2-digit" }, context),
  date: (moment, context) => long(moment, { month: "long", day: "numeric" }, context),
  date_short: (moment, context) => inZone(moment, { month: "short", day: "numeric", ...yearOf(moment, context) }, context),
  date_long: (moment, context) => long(moment, { weekday: "long", month: "long", day: "numeric" }, context),
  date_long_full: (moment, context) => long(moment, { month: "long", day: "numeric", year: "numeric" }, context),
  day_divider: (moment, context) => long(moment, { weekday: "long", month: "long", day: "numeric" }, context),
  time: timeOf,
  time_secs: (moment, context) => inZone(moment, { hour: "numeric", minute: "2-digit", second: "2-digit" }, context),
  ago: (moment, context) => ago(moment, context),
};

/** Slack leaves the year out where the date is less than six months away ("Formatting text", "Date formatting"). */
function yearOf(moment, context) {
  return Math.abs(moment - context.now()) < HALF_YEAR ? {} : { year: "numeric" };
}

/** Write a day at length; English counts the days as 1st, 2nd, 3rd, 4th. */
export function long(moment, options, context) {
  const wanted = { ...yearOf(moment, context), ...options };
  const format = new Intl.DateTimeFormat(context.me.locale, { ...wanted, timeZone: context.me.tz });
  if (!context.me.locale.startsWith("en")) return format.format(moment);
  return format.formatToParts(moment).map((part) => (part.type === "day" ? part.value + ending(Number(part.value)) : part.value)).join("");
}

function ending(day) {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

function ago(moment, context) {
  const seconds = (moment - context.now()) / 1000;
  const steps = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps.at(-1);
  return new Intl.RelativeTimeFormat(context.me.locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** Give the Unix seconds of a local day (`YYYY-MM-DD`) and time (`HH:MM`) in the reader's zone. */
export function secondsOf(day, time, context) {
  const wanted = Date.parse(`${day}T${time}Z`);
  let guess = wanted;
  for (let step = 0; step < 3; step += 1) guess += wanted - asUtc(guess, context); // offsets change on the way
  return Math.round(guess / 1000);
}

/** Give the local day and time of some Unix seconds in the reader's zone, as date and time inputs hold them. */
export function localOf(seconds, context) {
  const text = new Date(asUtc(seconds * 1000, context)).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

/** Read the reader's local time at a moment as if it were UTC. */
function asUtc(milliseconds, context) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: context.me.tz, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(new Date(milliseconds));
  const of = (type) => parts.find((part) => part.type === type).value;
  return Date.parse(`${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}Z`) + (((milliseconds % 60_000) + 60_000) % 60_000);
}
