/** List people, roles and channels as items that can be chosen. */

import { h } from "./dom.js";
import { COMPONENT, OPTION, isThread } from "./flags.js";
import { avatar } from "./messages/author.js";

/** Which kinds an option or a menu may name. */
const KINDS = {
  [`option ${OPTION.USER}`]: ["users"],
  [`option ${OPTION.ROLE}`]: ["roles"],
  [`option ${OPTION.CHANNEL}`]: ["channels"],
  [`option ${OPTION.MENTIONABLE}`]: ["users", "roles"],
  [`menu ${COMPONENT.USER_SELECT}`]: ["users"],
  [`menu ${COMPONENT.ROLE_SELECT}`]: ["roles"],
  [`menu ${COMPONENT.CHANNEL_SELECT}`]: ["channels"],
  [`menu ${COMPONENT.MENTIONABLE_SELECT}`]: ["users", "roles"],
};

/** Return what an option (`"option"`) or menu (`"menu"`) of a type may name in a channel. */
export function entities(what, type, store, channel, channelTypes = null) {
  return (KINDS[`${what} ${type}`] ?? []).flatMap((kind) => LISTS[kind](store, channel, channelTypes));
}

const LISTS = {
  users: (store, channel) =>
    peopleOf(store, channel).map((user) => ({
      value: user.id,
      kind: "user",
      label: store.nameOf(user, channel.guild_id),
      description: user.username,
      before: avatar(user, store.nameOf(user, channel.guild_id)),
    })),
  roles: (store, channel) =>
    store.roles(channel.guild_id).map((role) => ({
      value: role.id,
      kind: "role",
      label: role.name.startsWith("@") ? role.name : `@${role.name}`,
    })),
  channels: (store, channel, types) =>
    [...store.channels.values()]
      .filter(
        (one) =>
          one.guild_id && one.guild_id === channel.guild_id && (!types?.length || types.includes(one.type)),
      )
      .map((one) => ({
        value: one.id,
        kind: "channel",
        label: `#${one.name}`,
        description: isThread(one) ? "thread" : one.topic || undefined,
      })),
};

/** Return who is in a channel: members of its server, or both ends of a direct message. */
export function peopleOf(store, channel) {
  if (channel.guild_id)
    return store.members(channel.guild_id).map((member) => store.users.get(member.user.id));
  return [...(channel.recipients ?? []).map((user) => store.users.get(user.id) ?? user), store.me];
}

/** Return the items that match, those that begin with the text first. */
export function matching(items, text) {
  const wanted = text.trim().toLowerCase();
  const rank = (item) => {
    const label = item.label.toLowerCase().replace(/^[@#/]/, "");
    if (label.startsWith(wanted)) return 0;
    if (label.includes(wanted)) return 1;
    return item.description?.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return items.filter((item) => rank(item) < 3).sort((a, b) => rank(a) - rank(b));
}

/** Return a small mark before an item. */
export const mark = (text) => h("span", { class: "option-mark", "aria-hidden": "true", text });
