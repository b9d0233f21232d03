/** Write times for people. */

import { h } from "../dom.js";

const FORMATS = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

const STEPS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

const write = (date, format) => new Intl.DateTimeFormat(undefined, format).format(date);

/** Say how far a moment is from another: "2 hours ago", "in 3 days". */
export function relative(date, now = new Date()) {
  const seconds = Math.round((date - now) / 1000);
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** Return the element of a `<t:…>` mark. */
export function timestamp(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return h("span", { text: "an impossible date" });
  const text = style === "R" ? relative(date) : write(date, FORMATS[style]);
  return h(
    "time",
    {
      class: "stamp",
      datetime: date.toISOString(),
      title: write(date, FORMATS.F),
      "data-relative": style === "R",
    },
    text,
  );
}

/** Return the time of a message: the hour today, else the date with it. */
export function clock(date, now = new Date()) {
  const today = date.toDateString() === now.toDateString();
  return h("time", {
    class: "clock",
    datetime: date.toISOString(),
    title: write(date, FORMATS.F),
    text: write(date, today ? FORMATS.t : FORMATS.s),
  });
}

/** Write the relative times under `root` again. */
export function refreshTimes(root) {
  for (const element of root.querySelectorAll("time[data-relative]"))
    element.textContent = relative(new Date(element.dateTime));
}
