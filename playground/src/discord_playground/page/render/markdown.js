/** Turn Discord's Markdown into elements. The text is never read as HTML. */

import { h } from "../dom.js";
import { parse } from "./markdown_parser.js";
import { timestamp } from "./time.js";

/**
 * Return a fragment for `text`. `names` says who and what is meant by ids:
 * `{ user(id), channel(id), role(id), me }`, each name or null.
 */
export function markdown(text, names = NOBODY) {
  const fragment = document.createDocumentFragment();
  fragment.append(...parse(text ?? "").map((node) => build(node, names)));
  return fragment;
}

const NOBODY = { user: () => null, channel: () => null, role: () => null, me: null };

const TAGS = {
  strong: "strong",
  em: "em",
  underline: "u",
  strike: "s",
  quote: "blockquote",
  item: "li",
  subtext: "small",
};

function build(node, names) {
  const inside = () => node.children.map((child) => build(child, names));
  switch (node.type) {
    case "text":
      return document.createTextNode(node.text);
    case "code":
      return h("code", { text: node.text });
    case "codeblock":
      return h("pre", {}, h("code", { text: node.text }));
    case "heading":
      return h(
        "div",
        { class: `md-h${node.level}`, role: "heading", "aria-level": String(node.level + 2) },
        ...inside(),
      );
    case "paragraph":
      return h("span", { class: "md-p" }, ...inside());
    case "list":
      return h(node.ordered ? "ol" : "ul", node.start > 1 ? { start: String(node.start) } : {}, ...inside());
    case "spoiler":
      return spoiler(inside());
    case "link":
      return link(node.url, node.children ? inside() : [node.url], node.title);
    case "user":
      return mention("@" + (names.user(node.id) ?? "unknown user"), node.id === names.me);
    case "role":
      return mention("@" + (names.role(node.id) ?? "unknown role"), false);
    case "everyone":
      return mention(node.text, true);
    case "channel":
      return channelLink(node.id, names.channel(node.id));
    case "command":
      return h("span", { class: "mention", text: "/" + node.name });
    case "emoji":
      return h("span", { class: "emoji-name", text: `:${node.name}:` });
    case "time":
      return timestamp(node.seconds, node.style);
    default:
      return h(TAGS[node.type], node.type === "subtext" ? { class: "md-sub" } : {}, ...inside());
  }
}

const MESSAGE_LINK =
  /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:@me|\d+)\/(\d+)(?:\/(\d+))?\/?$/;

/** Return the place within the page that a link to a message or a channel of Discord means. */
export function placeOf(url) {
  const found = MESSAGE_LINK.exec(url);
  return found ? `#${found[1]}${found[2] ? `/${found[2]}` : ""}` : null;
}

/** Return a link that leaves the page; one to a message stays in it. */
export function link(url, children, title = null) {
  const place = placeOf(url);
  if (place) return h("a", { href: place, title }, ...children);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title }, ...children);
}

function mention(text, mine) {
  return h("span", { class: mine ? "mention mine" : "mention", text });
}

function channelLink(id, name) {
  if (!name) return h("span", { class: "mention", text: "#unknown" });
  return h("a", { class: "mention", href: `#${id}`, text: "#" + name });
}

function spoiler(children) {
  return h(
    "span",
    {
      class: "spoiler",
      role: "button",
      tabindex: "0",
      "aria-expanded": "false",
      "data-action": "spoiler",
      "data-keep": "aria-expanded aria-label",
      "aria-label": "Spoiler, press to show",
    },
    h("span", {}, ...children),
  );
}
