/** Render one message. */

import { h } from "../dom.js";
import { FLAGS, MESSAGE } from "../flags.js";
import { components, textOf } from "../render/components.js";
import { embeds } from "../render/embeds.js";
import { markdown } from "../render/markdown.js";
import { attachments } from "../render/media.js";
import { namesFor } from "../render/names.js";
import { clock } from "../render/time.js";
import { dots } from "../status.js";
import { timeOf } from "../snowflake.js";
import { aboveLine, actions, belowLine, reactions, threadChip } from "./frame.js";
import { authorColor, avatar, nameOf } from "./author.js";

const GROUPED_WITHIN = 7 * 60_000; // milliseconds

/** Return whether a message goes on what the same author just said. */
export function goesOn(message, before) {
  return (
    Boolean(before) &&
    before.author?.id === message.author?.id &&
    message.type === MESSAGE.DEFAULT &&
    [MESSAGE.DEFAULT, MESSAGE.REPLY].includes(before.type) &&
    !message.interaction_metadata &&
    !message.message_reference &&
    !message.local &&
    !before.local &&
    (message.flags & FLAGS.EPHEMERAL) === (before.flags & FLAGS.EPHEMERAL) &&
    timeOf(message.id) - timeOf(before.id) < GROUPED_WITHIN
  );
}

/**
 * Return the list item of a message. `view`: `{ store, guild, chosen(customId), busy(customId),
 * failed, editing, active }` — what the person did with this message on this page.
 */
export function renderMessage(message, grouped, view) {
  const names = namesFor(view.store, view.guild);
  const content = [MESSAGE.THREAD_CREATED, MESSAGE.JOIN, MESSAGE.PIN].includes(message.type)
    ? system(message, view, names)
    : message.local
      ? h("p", { class: "note-text", text: message.text })
      : body(message, view, names);
  const classes = [
    "message",
    grouped && "grouped",
    message.flags & FLAGS.EPHEMERAL && "ephemeral",
    mentionsMe(message, view) && "for-me",
  ]
    .filter(Boolean)
    .join(" ");
  const name = nameOf(message, view);
  return h(
    "li",
    { class: classes, "data-key": message.id, "data-id": message.id },
    h(
      "article",
      {
        class: "message-frame",
        id: `message-${message.id}`,
        tabindex: view.active ? "0" : "-1",
        "aria-label": `${name}, ${spokenTime(message)}`,
      },
      aboveLine(message, view, names),
      grouped
        ? h("span", { class: "side-clock", "aria-hidden": "true" }, clock(timeOf(message.id)))
        : avatar(message.author, name),
      h(
        "div",
        { class: "message-main" },
        grouped
          ? null
          : h(
              "div",
              { class: "message-head" },
              h("span", { class: "author", text: name, style: authorColor(message, view) }),
              message.author?.bot && h("span", { class: "badge", text: "APP" }),
              clock(timeOf(message.id)),
            ),
        content,
        threadChip(message, view),
        reactions(message),
        belowLine(message, view),
      ),
      message.local ? null : actions(message, view.active ? "0" : "-1"),
    ),
  );
}

const spokenTime = (message) => clock(timeOf(message.id)).textContent;

function body(message, view, names) {
  if (message.type === MESSAGE.THREAD_STARTER) return starter(message, view, names);
  if (message.flags & FLAGS.LOADING)
    return h("div", { class: "thinking" }, dots(), `${nameOf(message, view)} is thinking…`);
  if (view.editing) return h("div", { class: "editor", "data-key": "editor", "data-own": message.id });
  const context = { store: view.store, names, message, chosen: view.chosen, busy: view.busy };
  const edited =
    message.edited_timestamp && !(message.flags & FLAGS.COMPONENTS_V2)
      ? h("span", {
          class: "edited",
          title: new Date(message.edited_timestamp).toLocaleString(),
          text: "(edited)",
        })
      : null;
  const text = message.content
    ? h("div", { class: "content md" }, markdown(message.content, names), edited && " ", edited)
    : null;
  return [
    text,
    attachments(message),
    message.flags & FLAGS.SUPPRESS_EMBEDS ? [] : embeds(message, names),
    components(message.components, context),
    message.content ? null : edited,
  ];
}

function starter(message, view, names) {
  const first = message.referenced_message;
  return h(
    "div",
    { class: "starter" },
    first
      ? [
          h("span", { class: "author", text: nameOf(first, view) }),
          h(
            "div",
            { class: "md" },
            markdown(first.content || textOf(first.components) || "A message without text", names),
          ),
        ]
      : "The first message of this thread was deleted.",
  );
}

function system(message, view, names) {
  if (message.type === MESSAGE.THREAD_CREATED) {
    const thread = message.thread?.id ?? message.message_reference?.channel_id;
    return h(
      "div",
      { class: "system" },
      "started a thread: ",
      h("a", { href: `#${thread}`, text: message.content }),
    );
  }
  return h(
    "div",
    { class: "system" },
    message.type === MESSAGE.PIN ? "pinned a message." : "joined.",
    markdown(message.content, names),
  );
}

function mentionsMe(message, { store }) {
  return (
    message.author?.id !== store.me?.id &&
    ((message.mentions ?? []).some((user) => user.id === store.me?.id) || message.mention_everyone)
  );
}
