/** Let a person choose in a menu component, in a message or in a form. */

import { h } from "./dom.js";
import { entities, matching } from "./entities.js";
import { COMPONENT } from "./flags.js";
import { pick } from "./picker.js";
import { emojiText } from "./render/components.js";

const SHORT = 12; // options that need no search

/** Return what may be chosen in a menu; `place` is `{ store, channel }`. */
export function itemsOf(component, { store, channel }) {
  if (component.type !== COMPONENT.STRING_SELECT)
    return entities("menu", component.type, store, channel, component.channel_types);
  return component.options.map(({ value, label, description, emoji }) => ({
    value,
    label,
    description,
    before: emoji ? h("span", { class: "option-mark", "aria-hidden": "true", text: emojiText(emoji) }) : null,
  }));
}

/** Open a menu at its button; resolves to the values, or to null where the choice was given up. */
export function choose(button, component, { label, values, least, place }) {
  const items = itemsOf(component, place).map((item) => ({ ...item, selected: values.includes(item.value) }));
  const searched = items.length > SHORT || component.type !== COMPONENT.STRING_SELECT;
  return pick(button, {
    label,
    items,
    min: least,
    max: component.max_values ?? 1,
    search: searched ? (text) => matching(items, text) : null,
  });
}
