/** Complete @names and #channels in a text, and write them as the protocol wants. */

import { entities, mark, matching, peopleOf } from "../entities.js";
import { OPTION } from "../flags.js";

const OPEN = /(?:^|\s)([@#])([^\s@#]{0,32})$/;

/** Return what is being named at the end of `before`: `{ title, items, length }`, or null. */
export function naming(before, store, channel) {
  const found = OPEN.exec(before);
  if (!found) return null;
  const [, sign, text] = found;
  if (sign === "#" && !channel.guild_id) return null;
  const all =
    sign === "@"
      ? [...entities("option", OPTION.USER, store, channel), ...roles(store, channel)]
      : entities("option", OPTION.CHANNEL, store, channel).map((one) => ({
          ...one,
          before: mark("#"),
          label: one.label,
        }));
  const items = matching(all, text).slice(0, 10);
  // a name that is written out needs no choosing, and Enter may send
  if (items.length === 1 && shownAs(items[0]).slice(1).toLowerCase() === text.toLowerCase()) return null;
  return items.length
    ? { title: sign === "@" ? "Members" : "Channels", items, length: text.length + 1 }
    : null;
}

const roles = (store, channel) =>
  channel.guild_id
    ? entities("option", OPTION.ROLE, store, channel).filter((one) => one.value !== channel.guild_id)
    : [];

/** Return the text for an item in the box. */
export const shownAs = (item) => (/^[@#]/.test(item.label) ? item.label : `@${item.label}`);

/** Return the text with names written as ids; the longest names first. */
export function encode(text, store, channel) {
  const names = [
    ...peopleOf(store, channel).flatMap((user) =>
      [store.nameOf(user, channel.guild_id), user.username].map((name) => [`@${name}`, `<@${user.id}>`]),
    ),
    ...(channel.guild_id ? roles(store, channel).map((one) => [shownAs(one), `<@&${one.value}>`]) : []),
    ...[...store.channels.values()]
      .filter((one) => one.guild_id && one.guild_id === channel.guild_id)
      .map((one) => [`#${one.name}`, `<#${one.id}>`]),
  ].sort((a, b) => b[0].length - a[0].length);
  let encoded = text;
  for (const [name, id] of names) {
    const pattern = new RegExp(`(^|[\\s(])${escaped(name)}(?![\\w-])`, "giu");
    encoded = encoded.replace(pattern, (_, start) => start + id);
  }
  return encoded;
}

/** Return the text with ids written as names, for editing. */
export function decode(text, store, channel) {
  return text
    .replace(/<@!?(\d+)>/g, (all, id) =>
      store.users.has(id) ? `@${store.nameOf({ id }, channel.guild_id)}` : all,
    )
    .replace(/<@&(\d+)>/g, (all, id) => (store.role(id) ? `@${store.role(id).name}` : all))
    .replace(/<#(\d+)>/g, (all, id) => (store.channels.has(id) ? `#${store.channels.get(id).name}` : all));
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
