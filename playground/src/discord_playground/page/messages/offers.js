/** List what the menu of a message offers to a person. */

import { CHANNEL, FLAGS } from "../flags.js";
import { MAY, may } from "../permissions.js";

const EMOJI = ["👍", "👎", "❤️", "🎉", "👀", "✅"];

/** Return the groups of the menu; `does` has a function for everything that can be done. */
export function offers(message, page, does) {
  const only = Boolean(message.flags & FLAGS.EPHEMERAL);
  return [
    { items: general(message, page, does, only) },
    { title: "Apps", items: only ? [] : apps(page, does) },
    { title: "React", items: only ? [] : emoji(message, does) },
  ];
}

function general(message, page, does, only) {
  const { store } = page.session();
  const channel = page.channel();
  const mine = message.author?.id === store.me.id;
  const threadable =
    channel.type === CHANNEL.TEXT &&
    !message.thread &&
    !(message.flags & FLAGS.HAS_THREAD) &&
    may(store, channel, MAY.PUBLIC_THREADS);
  const erasable = mine || may(store, channel, MAY.MANAGE_MESSAGES);
  return [
    !only && { label: "Reply", run: does.reply },
    !only && mine && { label: "Edit message", run: does.edit },
    { label: "Copy text", run: does.copy },
    !only && threadable && { label: "Create thread", run: does.thread },
    !only && erasable && { label: "Delete message", danger: true, run: does.erase },
    only && { label: "Dismiss message", run: does.dismiss },
  ].filter(Boolean);
}

const apps = (page, does) =>
  (page.index()?.messageMenu ?? []).map(({ command, title }) => ({
    label: title,
    run: () => does.command(command),
  }));

function emoji(message, does) {
  const mine = new Set((message.reactions ?? []).filter((one) => one.me).map((one) => one.emoji.name));
  return EMOJI.map((one) => ({
    label: one,
    name: `React with ${one}`,
    small: true,
    checked: mine.has(one),
    run: () => does.react(one, !mine.has(one)),
  }));
}
