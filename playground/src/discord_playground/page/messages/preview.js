/** Say what a message is in one line. */

import { h } from "../dom.js";
import { textOf } from "../render/components.js";
import { markdown } from "../render/markdown.js";

/** Return a message's text in one line, without marks. */
export function preview(message, names) {
  const text = [
    message.content,
    ...(message.embeds ?? []).map((one) => [one.title, one.description].filter(Boolean).join(". ")),
    textOf(message.components),
  ]
    .filter(Boolean)
    .join(" ");
  const holder = h("div", {}, markdown(text, names));
  for (const block of holder.querySelectorAll(".md-p, li, pre, blockquote, small, [role=heading]"))
    block.append(" ");
  return (
    holder.textContent.replace(/\s+/g, " ").trim().slice(0, 400) ||
    (message.attachments?.length
      ? message.attachments.map((one) => one.description || one.filename).join(", ")
      : "")
  );
}
