/** Render what surrounds a message's text: above, below and beside it. */

import { h, icon } from "../dom.js";
import { FLAGS, MESSAGE } from "../flags.js";
import { nameOf } from "./author.js";
import { preview } from "./preview.js";

/** Return the line above a message: who used which command, or what it replies to. */
export function aboveLine(message, view, names) {
  const used = message.interaction_metadata;
  if (used && !message.message_reference) {
    const command =
      message.interaction?.name ??
      used.name ??
      (message.type === MESSAGE.MENU ? "a message command" : "a command");
    const slash = used.type === 2 && message.type !== MESSAGE.MENU ? "/" : "";
    if (used.type === 2)
      return h(
        "div",
        { class: "above" },
        h("span", { class: "mention", text: view.store.nameOf(used.user, view.guild) }),
        " used ",
        h("span", { class: "command-name", text: slash + command }),
      );
  }
  if (
    !message.message_reference ||
    message.message_reference.type === 1 ||
    [MESSAGE.THREAD_CREATED, MESSAGE.THREAD_STARTER].includes(message.type)
  )
    return null;
  const first = message.referenced_message;
  if (!first) return h("div", { class: "above reply" }, "Original message was deleted");
  const text =
    preview(first, names) || (first.flags & FLAGS.LOADING ? "thinking…" : "Press to see the message");
  return h(
    "button",
    {
      type: "button",
      class: "above reply",
      "data-action": "jump",
      "data-target": first.id,
      "aria-label": `Reply to ${nameOf(first, view)}: ${text}. Go there`,
    },
    h("span", { class: "author", text: nameOf(first, view) }),
    h("span", { class: "reply-text", text }),
  );
}

/** Return the link to the thread that hangs on a message. */
export function threadChip(message, { store }) {
  if (!message.thread && !(message.flags & FLAGS.HAS_THREAD)) return null;
  const thread = store.channels.get(message.thread?.id ?? message.id) ?? message.thread;
  if (!thread) return null;
  const count = thread.message_count ?? 0;
  return h(
    "a",
    { class: "thread-chip", href: `#${thread.id}` },
    h("span", { class: "thread-name", text: thread.name }),
    h("span", { class: "thread-count", text: `${count} ${count === 1 ? "message" : "messages"} ›` }),
  );
}

/** Return the reactions as buttons. */
export function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions", role: "group", "aria-label": "Reactions" },
    message.reactions.map(({ emoji, count, me }) => {
      const key = emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name;
      return h(
        "button",
        {
          type: "button",
          class: "reaction",
          "data-key": `r-${key}`,
          "data-action": "react",
          "data-emoji": key,
          "aria-pressed": me ? "true" : "false",
          "aria-label": `${emoji.name}, ${count} ${count === 1 ? "reaction" : "reactions"}`,
        },
        h("span", { "aria-hidden": "true", text: emoji.id ? `:${emoji.name}:` : emoji.name }),
        h("span", { "aria-hidden": "true", text: String(count) }),
      );
    }),
  );
}

/** Return the line below a message: a control that failed, and who can see it. */
export function belowLine(message, view) {
  const lines = [];
  if (view.failed) lines.push(h("p", { class: "failed", "data-key": "failed" }, view.failed));
  if (message.flags & FLAGS.EPHEMERAL)
    lines.push(
      h(
        "p",
        { class: "only-you", "data-key": "only-you" },
        "Only you can see this",
        message.flags & FLAGS.LOADING
          ? null
          : [
              " · ",
              h("button", {
                type: "button",
                class: "text-button",
                "data-action": "dismiss",
                text: "Dismiss message",
              }),
            ],
      ),
    );
  return lines;
}

/** Return the buttons that appear beside a message. */
export function actions(message, tabindex) {
  const more = h(
    "button",
    {
      type: "button",
      class: "icon-button more",
      tabindex,
      "data-action": "menu",
      "data-keep": "aria-expanded",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": "More about this message",
    },
    icon("M5.5 12h1M11.5 12h1M17.5 12h1"),
  );
  const reply =
    message.flags & (FLAGS.EPHEMERAL | FLAGS.LOADING)
      ? null
      : h(
          "button",
          { type: "button", class: "icon-button", tabindex, "data-action": "reply", "aria-label": "Reply" },
          icon("M10 8 5 13l5 5M5 13h9a6 6 0 0 0 6-6V6"),
        );
  return h("div", { class: "message-actions" }, reply, more);
}
