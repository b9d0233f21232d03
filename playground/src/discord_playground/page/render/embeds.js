/** Render embeds. */

import { h } from "../dom.js";
import { cssColor } from "../flags.js";
import { link, markdown } from "./markdown.js";
import { attachmentOf, pictureButton } from "./media.js";
import { clock } from "./time.js";

/** Return the embeds of a message. */
export function embeds(message, names) {
  return (message.embeds ?? []).map((one) => embed(one, message, names));
}

function embed(one, message, names) {
  const accent = cssColor(one.color);
  const md = (text) => markdown(text, names);
  const linked = (text, url) => (url && /^https?:/.test(url) ? link(url, [text]) : text);
  const picture = (image, className) => {
    if (!image) return null;
    const attachment = attachmentOf(image.url, message);
    return pictureButton(
      {
        width: image.width,
        height: image.height,
        description: image.description,
        ...attachment,
        url: attachment?.url ?? image.url,
      },
      className,
    );
  };
  return h(
    "article",
    { class: "embed", style: accent ? { "--accent-bar": accent } : {}, "aria-label": one.title || "Embed" },
    h(
      "div",
      { class: "embed-body" },
      one.provider?.name && h("div", { class: "embed-provider", text: one.provider.name }),
      one.author && h("div", { class: "embed-author" }, linked(one.author.name, one.author.url)),
      one.title &&
        h("div", { class: "embed-title md" }, one.url ? link(one.url, [md(one.title)]) : md(one.title)),
      one.description && h("div", { class: "embed-text md" }, md(one.description)),
      one.fields?.length
        ? h(
            "dl",
            { class: "embed-fields" },
            one.fields.map((field) =>
              h(
                "div",
                { class: field.inline ? "embed-field inline" : "embed-field" },
                h("dt", { class: "md" }, md(field.name)),
                h("dd", { class: "md" }, md(field.value)),
              ),
            ),
          )
        : null,
      picture(one.image, "embed-image"),
      (one.footer || one.timestamp) &&
        h(
          "div",
          { class: "embed-footer" },
          one.footer?.text ?? "",
          one.footer && one.timestamp ? " · " : "",
          one.timestamp ? clock(new Date(one.timestamp)) : "",
        ),
    ),
    picture(one.thumbnail, "embed-thumbnail"),
  );
}
