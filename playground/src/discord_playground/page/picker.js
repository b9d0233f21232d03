/** Open the list of a menu over the page, and return what was chosen. */

import { h } from "./dom.js";
import { Listbox } from "./listbox.js";

/**
 * Let a person choose of `items` (see Listbox; `selected` marks what is chosen already). Resolves to
 * the values, or to null where the choice was given up. `search(text)` gives other items while typing.
 */
export function pick(anchor, { label, items, min = 1, max = 1, search = null }) {
  const multiple = max > 1;
  const chosen = new Map(items.filter((item) => item.selected).map((item) => [item.value, item]));
  const host = anchor.closest("dialog") ?? document.getElementById("layer");
  return new Promise((resolve) => {
    const list = new Listbox({ label, multiple, onPick: picked });
    const box = search
      ? h("input", {
          class: "picker-search",
          type: "text",
          role: "combobox",
          "aria-expanded": "true",
          "aria-controls": list.id,
          "aria-autocomplete": "list",
          "aria-label": `${label}: search`,
          placeholder: "Search",
          autocomplete: "off",
        })
      : list.element;
    if (!search) list.element.tabIndex = 0;
    const count = h("span", { class: "picker-count", role: "status" });
    const done = h("button", {
      type: "button",
      class: "button primary",
      text: "Done",
      on: { click: () => finish() },
    });
    const popup = h(
      "div",
      { class: "picker" },
      search && box,
      list.element,
      multiple ? h("div", { class: "picker-foot" }, count, done) : null,
    );
    list.onActive = (id) =>
      id ? box.setAttribute("aria-activedescendant", id) : box.removeAttribute("aria-activedescendant");

    function show(wanted, active = 0) {
      list.set(
        wanted.map((item) => ({
          ...item,
          selected: chosen.has(item.value),
          disabled: multiple && chosen.size >= max && !chosen.has(item.value),
        })),
        active,
      );
      if (!wanted.length) list.element.append(h("li", { class: "option-none", text: "Nothing found" }));
      count.textContent = chosen.size < min ? `Choose at least ${min}` : `${chosen.size} of ${max} chosen`;
      done.setAttribute("aria-disabled", chosen.size < min ? "true" : "false");
    }

    let shown = items;
    function picked(item) {
      if (!multiple) {
        if (chosen.has(item.value) && min === 0) return close([]);
        return close([item.value]);
      }
      if (chosen.has(item.value)) chosen.delete(item.value);
      else chosen.set(item.value, item);
      return show(
        shown,
        shown.findIndex((one) => one.value === item.value),
      );
    }

    function finish() {
      if (chosen.size >= min) close([...chosen.keys()]);
    }

    function close(values) {
      document.removeEventListener("pointerdown", outside, true);
      removeEventListener("resize", place);
      popup.remove();
      anchor.setAttribute("aria-expanded", "false");
      anchor.removeAttribute("aria-controls");
      anchor.focus();
      resolve(values);
    }

    function outside(event) {
      if (popup.contains(event.target)) return;
      if (anchor.contains(event.target)) event.preventDefault();
      close(multiple && chosen.size >= min ? [...chosen.keys()] : null);
    }

    let typed = "",
      typedAt = 0;
    popup.addEventListener("keydown", (event) => {
      const keys = {
        ArrowDown: () => list.move(1),
        ArrowUp: () => list.move(-1),
        Escape: () => close(null),
        Enter: () => list.pick(),
      };
      if (!search)
        Object.assign(keys, {
          Home: () => list.activate(0),
          End: () => list.activate(list.size - 1),
          " ": () => list.pick(),
        });
      if (event.target === done && event.key !== "Escape") return;
      if (event.isComposing) return;
      if (event.key === "Tab" && !multiple) {
        event.preventDefault();
        return close(null);
      }
      if (keys[event.key]) {
        event.preventDefault();
        event.stopPropagation();
        keys[event.key]();
      } else if (!search && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
        typed = event.timeStamp - typedAt < 800 ? typed + event.key.toLowerCase() : event.key.toLowerCase();
        typedAt = event.timeStamp;
        list.seek(typed);
      }
    });
    if (search) box.addEventListener("input", () => show((shown = search(box.value))));

    function place() {
      const at = anchor.getBoundingClientRect();
      const width = Math.min(Math.max(at.width, 260), innerWidth - 16);
      popup.style.width = `${width}px`;
      popup.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
      const below = innerHeight - at.bottom - 12,
        above = at.top - 12;
      const under = below >= 240 || below >= above;
      popup.style.maxHeight = `${Math.min(380, under ? below : above)}px`;
      popup.style.top = under ? `${at.bottom + 4}px` : "";
      popup.style.bottom = under ? "" : `${innerHeight - at.top + 4}px`;
    }

    host.append(popup);
    anchor.setAttribute("aria-expanded", "true");
    anchor.setAttribute("aria-controls", list.id);
    place();
    show(
      items,
      Math.max(
        0,
        items.findIndex((item) => item.selected),
      ),
    );
    document.addEventListener("pointerdown", outside, true);
    addEventListener("resize", place);
    box.focus();
  });
}
