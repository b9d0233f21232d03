/** Say who wrote a message: name, picture, color. */

import { h } from "../dom.js";
import { cssColor } from "../flags.js";

/** Return the name of who wrote a message, as the guild knows them. */
export const nameOf = (message, { store, guild }) =>
  message.webhook_id && !message.application_id
    ? message.author.username
    : store.nameOf(message.author, guild);

/** Return a round picture made of initials, in a color of its own. */
export function avatar(user, name) {
  const hue = user?.id ? Number(BigInt(user.id) % 12n) * 30 : 0;
  return h("span", {
    class: user?.bot ? "avatar bot" : "avatar",
    "aria-hidden": "true",
    style: { "--hue": String(hue) },
    text: user?.bot ? "" : initials(name),
  });
}

/** Return the first letters of up to two words. */
export const initials = (name) =>
  (name ?? "?")
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");

/** Return the color of the author's highest role, as a custom property. */
export function authorColor(message, { store, guild }) {
  const roles = (store.member(guild, message.author?.id)?.roles ?? [])
    .map((id) => store.role(id))
    .filter((role) => role?.color);
  const top = roles.sort((a, b) => b.position - a.position)[0];
  return top ? { "--role": cssColor(top.color) } : {};
}
