/** Render one message. */

import { h, icon } from "../dom.js";
import { FLAGS, MESSAGE } from "../flags.js";
import { components, textOf } from "../render/components.js";
import { embeds } from "../render/embeds.js";
import { markdown } from "../render/markdown.js";
import { attachments } from "../render/media.js";
import { namesFor } from "../render/names.js";
import { clock } from "../render/time.js";
import { timeOf } from "../snowflake.js";

const GROUPED_WITHIN = 7 * 60_000; // milliseconds

/** Return whether a message goes on what the same author just said. */
export function goesOn(message, before) {
  return Boolean(before) && before.author?.id === message.author?.id && message.type === MESSAGE.DEFAULT && [MESSAGE.DEFAULT, MESSAGE.REPLY].includes(before.type)
    && !message.interaction_metadata && !message.message_reference && !message.local && !before.local
    && (message.flags & FLAGS.EPHEMERAL) === (before.flags & FLAGS.EPHEMERAL)
    && timeOf(message.id) - timeOf(before.id) < GROUPED_WITHIN;
}

/**
 * Return the list item of a message. `view`: `{ store, guild, chosen(customId), busy(customId),
 * failed, editing, active }` — what the person did with this message on this page.
 */
export function renderMessage(message, grouped, view) {
  const names = namesFor(view.store, view.guild);
  const content = [MESSAGE.THREAD_CREATED, MESSAGE.JOIN, MESSAGE.PIN].includes(message.type) ? system(message, view, names)
    : message.local ? h("p", { class: "note-text", text: message.text })
    : body(message, view, names);
  const classes = ["message", grouped && "grouped", message.flags & FLAGS.EPHEMERAL && "ephemeral", mentionsMe(message, view) && "for-me"].filter(Boolean).join(" ");
  const name = nameOf(message, view);
  return h("li", { class: classes, "data-key": message.id, "data-id": message.id },
    h("article", { class: "message-frame", id: `message-${message.id}`, tabindex: view.active ? "0" : "-1", "aria-label": `${name}, ${spokenTime(message)}` },
      aboveLine(message, view, names),
      grouped ? h("span", { class: "side-clock", "aria-hidden": "true" }, clock(timeOf(message.id))) : avatar(message.author, name),
      h("div", { class: "message-main" },
        grouped ? null : h("div", { class: "message-head" }, h("span", { class: "author", text: name, style: authorColour(message, view) }), message.author?.bot && h("span", { class: "badge", text: "APP" }), clock(timeOf(message.id))),
        content, threadChip(message, view), reactions(message), belowLine(message, view)),
      message.local ? null : actions(message, view.active ? "0" : "-1")));
}

/** Return the name of who wrote a message, as the guild knows them. */
export const nameOf = (message, { store, guild }) => (message.webhook_id && !message.application_id ? message.author.username : store.nameOf(message.author, guild));

const spokenTime = (message) => clock(timeOf(message.id)).textContent;

function body(message, view, names) {
  if (message.type === MESSAGE.THREAD_STARTER) return starter(message, view, names);
  if (message.flags & FLAGS.LOADING) return h("div", { class: "thinking" }, dots(), `${nameOf(message, view)} is thinking…`);
  if (view.editing) return h("div", { class: "editor", "data-key": "editor", "data-own": message.id });
  const context = { store: view.store, names, message, chosen: view.chosen, busy: view.busy };
  const edited = message.edited_timestamp && !(message.flags & FLAGS.COMPONENTS_V2) ? h("span", { class: "edited", title: new Date(message.edited_timestamp).toLocaleString(), text: "(edited)" }) : null;
  const text = message.content ? h("div", { class: "content md" }, markdown(message.content, names), edited && " ", edited) : null;
  return [text, attachments(message), message.flags & FLAGS.SUPPRESS_EMBEDS ? [] : embeds(message, names), components(message.components, context), message.content ? null : edited];
}

/** Return three dots that move, or stand where motion is unwanted. */
export const dots = () => h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));

function starter(message, view, names) {
  const first = message.referenced_message;
  return h("div", { class: "starter" }, first ? [h("span", { class: "author", text: nameOf(first, view) }), h("div", { class: "md" }, markdown(first.content || textOf(first.components) || "A message without text", names))] : "The first message of this thread was deleted.");
}

function system(message, view, names) {
  if (message.type === MESSAGE.THREAD_CREATED) {
    const thread = message.thread?.id ?? message.message_reference?.channel_id;
    return h("div", { class: "system" }, "started a thread: ", h("a", { href: `#${thread}`, text: message.content }));
  }
  return h("div", { class: "system" }, message.type === MESSAGE.PIN ? "pinned a message." : "joined.", markdown(message.content, names));
}

function aboveLine(message, view, names) {
  const used = message.interaction_metadata;
  if (used && !message.message_reference) {
    const command = message.interaction?.name ?? used.name ?? (message.type === MESSAGE.MENU ? "a message command" : "a command");
    const slash = used.type === 2 && message.type !== MESSAGE.MENU ? "/" : "";
    if (used.type === 2) return h("div", { class: "above" }, h("span", { class: "mention", text: view.store.nameOf(used.user, view.guild) }), " used ", h("span", { class: "command-name", text: slash + command }));
  }
  if (!message.message_reference || message.message_reference.type === 1 || [MESSAGE.THREAD_CREATED, MESSAGE.THREAD_STARTER].includes(message.type)) return null;
  const first = message.referenced_message;
  if (!first) return h("div", { class: "above reply" }, "Original message was deleted");
  const text = preview(first, names) || (first.flags & FLAGS.LOADING ? "thinking…" : "Press to see the message");
  return h("button", { type: "button", class: "above reply", "data-action": "jump", "data-target": first.id, "aria-label": `Reply to ${nameOf(first, view)}: ${text}. Go there` }, h("span", { class: "author", text: nameOf(first, view) }), h("span", { class: "reply-text", text }));
}

/** Return a message's text in one line, without marks. */
export function preview(message, names) {
  const text = [message.content, ...(message.embeds ?? []).map((one) => [one.title, one.description].filter(Boolean).join(". ")), textOf(message.components)].filter(Boolean).join(" ");
  const holder = h("div", {}, markdown(text, names));
  for (const block of holder.querySelectorAll(".md-p, li, pre, blockquote, small, [role=heading]")) block.append(" ");
  return holder.textContent.replace(/\s+/g, " ").trim().slice(0, 400) || (message.attachments?.length ? message.attachments.map((one) => one.description || one.filename).join(", ") : "");
}

function threadChip(message, { store }) {
  if (!message.thread && !(message.flags & FLAGS.HAS_THREAD)) return null;
  const thread = store.channels.get(message.thread?.id ?? message.id) ?? message.thread;
  if (!thread) return null;
  const count = thread.message_count ?? 0;
  return h("a", { class: "thread-chip", href: `#${thread.id}` }, h("span", { class: "thread-name", text: thread.name }), h("span", { class: "thread-count", text: `${count} ${count === 1 ? "message" : "messages"} ›` }));
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, message.reactions.map(({ emoji, count, me }) => {
    const key = emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name;
    return h("button", { type: "button", class: "reaction", "data-key": `r-${key}`, "data-action": "react", "data-emoji": key, "aria-pressed": me ? "true" : "false", "aria-label": `${emoji.name}, ${count} ${count === 1 ? "reaction" : "reactions"}` }, h("span", { "aria-hidden": "true", text: emoji.id ? `:${emoji.name}:` : emoji.name }), h("span", { "aria-hidden": "true", text: String(count) }));
  }));
}

function belowLine(message, view) {
  const lines = [];
  if (view.failed) lines.push(h("p", { class: "failed", "data-key": "failed" }, view.failed));
  if (message.flags & FLAGS.EPHEMERAL) lines.push(h("p", { class: "only-you", "data-key": "only-you" }, "Only you can see this", message.flags & FLAGS.LOADING ? null : [" · ", h("button", { type: "button", class: "text-button", "data-action": "dismiss", text: "Dismiss message" })]));
  return lines;
}

function actions(message, tabindex) {
  const more = h("button", { type: "button", class: "icon-button more", tabindex, "data-action": "menu", "data-keep": "aria-expanded", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "More about this message" }, icon("M5.5 12h1M11.5 12h1M17.5 12h1"));
  const reply = message.flags & (FLAGS.EPHEMERAL | FLAGS.LOADING) ? null : h("button", { type: "button", class: "icon-button", tabindex, "data-action": "reply", "aria-label": "Reply" }, icon("M10 8 5 13l5 5M5 13h9a6 6 0 0 0 6-6V6"));
  return h("div", { class: "message-actions" }, reply, more);
}

function mentionsMe(message, { store }) {
  return message.author?.id !== store.me?.id && ((message.mentions ?? []).some((user) => user.id === store.me?.id) || message.mention_everyone);
}

/** Return a round picture made of initials, in a colour of its own. */
export function avatar(user, name) {
  const hue = user?.id ? Number(BigInt(user.id) % 12n) * 30 : 0;
  return h("span", { class: user?.bot ? "avatar bot" : "avatar", "aria-hidden": "true", style: { "--hue": String(hue) }, text: user?.bot ? "" : initials(name) });
}

export const initials = (name) => (name ?? "?").split(/\s+/).slice(0, 2).map((word) => [...word][0]?.toUpperCase() ?? "").join("");

function authorColour(message, { store, guild }) {
  const roles = (store.member(guild, message.author?.id)?.roles ?? []).map((id) => store.role(id)).filter((role) => role?.color);
  const top = roles.sort((a, b) => b.position - a.position)[0];
  return top ? { "--role": `#${top.color.toString(16).padStart(6, "0")}` } : {};
}
