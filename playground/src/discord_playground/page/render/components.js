/**
 * Render message components, old (rows of controls) and new (containers, sections, galleries).
 * Nothing here listens: controls carry `data-action`, and the message list hears them.
 */

import { h } from "../dom.js";
import { BUTTON, COMPONENT, cssColor, isSelect } from "../flags.js";
import { attachmentOf, mediaItem, fileCard } from "./media.js";
import { markdown, placeOf } from "./markdown.js";

/**
 * Return the elements of `components`. `context`: `{ store, names, message, chosen(id), busy(id) }`,
 * the last two telling what a person has chosen in a menu and which control is being answered.
 */
export function components(list, context) {
  return (list ?? []).map((one) => component(one, context)).filter(Boolean);
}

const BUILD = {
  [COMPONENT.ROW]: row,
  [COMPONENT.BUTTON]: button,
  [COMPONENT.SECTION]: section,
  [COMPONENT.TEXT]: (one, context) => h("div", { class: "c-text md" }, markdown(one.content, context.names)),
  [COMPONENT.THUMBNAIL]: (one, context) => mediaItem({ ...one, className: "c-thumbnail" }, context.message),
  [COMPONENT.GALLERY]: gallery,
  [COMPONENT.FILE]: file,
  [COMPONENT.SEPARATOR]: (one) =>
    h(one.divider === false ? "div" : "hr", { class: one.spacing === 2 ? "c-gap large" : "c-gap" }),
  [COMPONENT.CONTAINER]: container,
};

function component(one, context) {
  if (isSelect(one.type)) return select(one, context);
  return (
    BUILD[one.type]?.(one, context) ??
    h("div", { class: "c-unknown", text: `A component of type ${one.type}, which this page cannot show` })
  );
}

function row(one, context) {
  return h("div", { class: "c-row" }, components(one.components, context));
}

function container(one, context) {
  const accent = cssColor(one.accent_color);
  const inside = h(
    "div",
    { class: accent ? "c-container accent" : "c-container", style: accent ? { "--accent-bar": accent } : {} },
    components(one.components, context),
  );
  return one.spoiler ? hidden(inside) : inside;
}

function section(one, context) {
  return h(
    "div",
    { class: "c-section" },
    h("div", { class: "c-section-text" }, components(one.components, context)),
    one.accessory && h("div", { class: "c-accessory" }, component(one.accessory, context)),
  );
}

function gallery(one, context) {
  return h(
    "div",
    { class: `c-gallery of-${Math.min(one.items.length, 4)}` },
    one.items.map((item) => mediaItem({ ...item, className: "c-gallery-item" }, context.message)),
  );
}

function file(one, context) {
  const attachment = attachmentOf(one.file.url, context.message) ?? one.file;
  const card = fileCard({ filename: one.name ?? "file", size: one.size, ...attachment });
  return one.spoiler ? hidden(card) : card;
}

function hidden(element) {
  return h(
    "details",
    { class: "c-spoiler", "data-keep": "open" },
    h("summary", { text: "Spoiler" }),
    element,
  );
}

const STYLES = {
  [BUTTON.PRIMARY]: "primary",
  [BUTTON.SECONDARY]: "secondary",
  [BUTTON.SUCCESS]: "success",
  [BUTTON.DANGER]: "danger",
  [BUTTON.LINK]: "link",
  [BUTTON.PREMIUM]: "primary",
};

function button(one, context) {
  const face = [
    one.emoji &&
      h("span", { class: "emoji", "aria-hidden": one.label ? "true" : null, text: emojiText(one.emoji) }),
    one.label && h("span", { text: one.label }),
  ];
  if (one.style === BUTTON.LINK) {
    const place = placeOf(one.url ?? "");
    if (place && !one.disabled) return h("a", { class: "button link", href: place }, face);
    const outside = h("span", { class: "outside", "aria-hidden": "true", text: "↗" });
    const there = /^(https?|discord):/.test(one.url ?? "") && !one.disabled;
    return h(
      "a",
      {
        class: "button link",
        href: there ? one.url : null,
        "aria-disabled": there ? null : "true",
        role: there ? null : "link",
        target: "_blank",
        rel: "noopener noreferrer",
      },
      face,
      outside,
    );
  }
  const busy = context.busy(one.custom_id);
  // aria-disabled, so that a button which is disabled by its own answer keeps the focus
  return h(
    "button",
    {
      type: "button",
      class: `button ${STYLES[one.style] ?? "secondary"}`,
      "data-key": one.custom_id,
      "data-alias": one.label ?? emojiText(one.emoji),
      "data-action": "press",
      "data-custom-id": one.custom_id,
      "aria-disabled": one.disabled ? "true" : null,
      "aria-busy": busy ? "true" : null,
      "aria-label": one.label ? null : emojiText(one.emoji) || "Button without a label",
    },
    face,
  );
}

const PLACEHOLDERS = {
  [COMPONENT.USER_SELECT]: "Choose a person",
  [COMPONENT.ROLE_SELECT]: "Choose a role",
  [COMPONENT.CHANNEL_SELECT]: "Choose a channel",
  [COMPONENT.MENTIONABLE_SELECT]: "Choose a person or role",
};

/** Return the closed menu; the list of its options opens over the page. */
export function select(one, context) {
  const values = context.chosen(one.custom_id) ?? defaultValues(one);
  const placeholder = one.placeholder || PLACEHOLDERS[one.type] || "Make a selection";
  const chosen = values.map((value) => labelOf(one, value, context));
  return h(
    "button",
    {
      type: "button",
      class: "select",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "data-key": one.custom_id,
      "data-alias": placeholder,
      "data-action": "select",
      "data-custom-id": one.custom_id,
      "data-keep": "aria-expanded aria-controls",
      "aria-label": placeholder,
      "aria-disabled": one.disabled ? "true" : null,
      "aria-busy": context.busy(one.custom_id) ? "true" : null,
    },
    h("span", {
      class: chosen.length ? "select-value" : "select-value placeholder",
      text: chosen.join(", ") || placeholder,
    }),
    h("span", { class: "select-arrow", "aria-hidden": "true" }),
  );
}

/** Return the values with which a menu begins. */
export function defaultValues(one) {
  if (one.type === COMPONENT.STRING_SELECT)
    return (one.options ?? []).filter((option) => option.default).map((option) => option.value);
  return (one.default_values ?? []).map((value) => value.id);
}

function labelOf(one, value, { names }) {
  if (one.type === COMPONENT.STRING_SELECT)
    return one.options.find((option) => option.value === value)?.label ?? value;
  const user = names.user(value),
    role = names.role(value),
    channel = names.channel(value);
  return user ? user : role ? `@${role}` : channel ? `#${channel}` : value;
}

export const emojiText = (emoji) => (!emoji ? "" : emoji.id ? `:${emoji.name}:` : emoji.name);

/** Return the component with a custom id, anywhere in the tree. */
export function findComponent(list, customId) {
  for (const one of list ?? []) {
    if (one.custom_id === customId) return one;
    const inside = findComponent(
      [
        ...(one.components ?? []),
        ...(one.accessory ? [one.accessory] : []),
        ...(one.component ? [one.component] : []),
      ],
      customId,
    );
    if (inside) return inside;
  }
  return null;
}

/** Return all text of components, for those who hear the page. */
export function textOf(list) {
  return (list ?? [])
    .flatMap((one) => [
      one.content,
      one.label && one.type !== COMPONENT.BUTTON ? one.label : null,
      textOf(one.components),
    ])
    .filter(Boolean)
    .join("\n");
}
