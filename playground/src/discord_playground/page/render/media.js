/** Render pictures and files. */

import { h } from "../dom.js";

const PICTURE = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)$/;
const PICTURE_NAME = /\.(png|jpe?g|gif|webp|avif)$/i;

export const isPicture = (attachment) =>
  attachment.content_type
    ? PICTURE.test(attachment.content_type.split(";")[0])
    : PICTURE_NAME.test(attachment.filename ?? attachment.url ?? "");

/** Return the attachment that `attachment://name` or an address means. */
export function attachmentOf(url, message) {
  const name = /^attachment:\/\/(.+)$/.exec(url ?? "")?.[1];
  return (
    (message?.attachments ?? []).find((one) =>
      name ? one.filename === decodeURIComponent(name) : one.url === url || one.proxy_url === url,
    ) ?? null
  );
}

/** Return whether the page may load an address: only what the local server has. */
function ours(url) {
  return (
    URL.canParse(url, location.href) &&
    /^(127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(url, location.href).hostname)
  );
}

// the page may be open as localhost, and the server says 127.0.0.1
export const here = (url) => {
  const address = new URL(url, location.href);
  return ours(url) && address.port === location.port ? address.pathname + address.search : address.href;
};

/** Return a thumbnail or a gallery's item: a picture that opens large, with its description. */
export function mediaItem({ media, description, spoiler, className }, message) {
  const attachment = attachmentOf(media.url, message);
  const source = attachment?.url ?? media.url;
  const picture = pictureButton(
    {
      url: source,
      description: description ?? attachment?.description,
      width: media.width ?? attachment?.width,
      height: media.height ?? attachment?.height,
      filename: attachment?.filename,
    },
    className,
  );
  return spoiler
    ? h("details", { class: "c-spoiler", "data-keep": "open" }, h("summary", { text: "Spoiler" }), picture)
    : picture;
}

/** Return a picture as a button that opens it large; a picture of another machine as a link. */
export function pictureButton({ url, description, width, height, filename }, className) {
  const text = description || filename || "Picture without a description";
  if (!ours(url)) {
    return h("a", {
      class: `${className} elsewhere`,
      href: /^https?:/.test(url) ? url : null,
      target: "_blank",
      rel: "noopener noreferrer",
      "aria-label": `Picture elsewhere: ${text}`,
      text: description || "Picture",
    });
  }
  const image = h("img", {
    src: here(url),
    alt: text,
    loading: "lazy",
    width: width ? String(width) : null,
    height: height ? String(height) : null,
  });
  return h(
    "button",
    {
      type: "button",
      class: `picture ${className}`,
      "data-action": "enlarge",
      "data-url": here(url),
      "data-description": text,
      "aria-label": `${text} (press to enlarge)`,
    },
    image,
  );
}

/** Return the attachments of a message that no component shows. */
export function attachments(message) {
  const shown = message.flags & 32768 ? [] : (message.attachments ?? []);
  if (!shown.length) return null;
  return h(
    "div",
    { class: "attachments" },
    shown.map((one) => (isPicture(one) ? pictureButton(one, "attachment-picture") : fileCard(one))),
  );
}

/** Return a card that downloads a file. */
export function fileCard({ url, filename, size, description }) {
  return h(
    "a",
    {
      class: "file",
      href: ours(url) ? here(url) : null,
      download: filename,
      "aria-label": `Download ${filename}${size ? `, ${sizeOf(size)}` : ""}`,
    },
    h("span", { class: "file-icon", "aria-hidden": "true" }),
    h("span", { class: "file-name", text: filename }),
    h("span", {
      class: "file-size",
      text: [size ? sizeOf(size) : "", description].filter(Boolean).join(" · "),
    }),
  );
}

/** Write a size in bytes. */
export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
