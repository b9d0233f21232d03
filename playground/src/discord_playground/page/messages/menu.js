/** Show a menu at a message. */

import { h } from "../dom.js";

/**
 * Open a menu; `groups` are `{ title?, items: [{ label, danger?, run }] }`. `at` is an element, or
 * `{ x, y }`; the focus returns to `home` when nothing is chosen.
 */
export function openMenu(groups, at, home) {
  const run = new Map();
  const menu = h(
    "div",
    { class: "menu", role: "menu", "aria-label": "Message" },
    groups
      .filter((group) => group.items.length)
      .map((group) =>
        h(
          "div",
          { class: "menu-group", role: "group", "aria-label": group.title ?? null },
          group.title ? h("div", { class: "menu-title", "aria-hidden": "true", text: group.title }) : null,
          group.items.map((item) => {
            const one = h("button", {
              type: "button",
              role: item.checked === undefined ? "menuitem" : "menuitemcheckbox",
              "aria-checked": item.checked === undefined ? null : String(item.checked),
              class: item.danger ? "menu-item danger" : item.small ? "menu-item small" : "menu-item",
              tabindex: "-1",
              text: item.label,
              "aria-label": item.name ?? null,
            });
            run.set(one, item.run);
            return one;
          }),
        ),
      ),
  );
  const items = [...run.keys()];
  const close = (back) => {
    document.removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", gone);
    menu.remove();
    if (at instanceof Element) at.setAttribute("aria-expanded", "false");
    if (back && home.isConnected) home.focus();
  };
  const gone = () => close(false);
  const outside = (event) => !menu.contains(event.target) && close(false);
  const focus = (index) => items[(index + items.length) % items.length].focus();
  menu.addEventListener("keydown", (event) => {
    const here = items.indexOf(document.activeElement);
    const keys = {
      ArrowDown: () => focus(here + 1),
      ArrowUp: () => focus(here - 1),
      Home: () => focus(0),
      End: () => focus(-1),
      Escape: () => close(true),
      Tab: () => close(true),
    };
    const next = () =>
      (
        items.find((item, index) => index > here && starts(item, event.key)) ??
        items.find((item) => starts(item, event.key))
      )?.focus();
    const act = keys[event.key] ?? (event.key.length === 1 && event.key !== " " ? next : null);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  menu.addEventListener("click", (event) => {
    const item = event.target.closest("[role^=menuitem]");
    if (!item) return;
    close(true);
    run.get(item)();
  });
  document.getElementById("layer").append(menu);
  if (at instanceof Element) at.setAttribute("aria-expanded", "true");
  put(menu, at instanceof Element ? under(at) : at);
  document.addEventListener("pointerdown", outside, true);
  addEventListener("resize", gone);
  items[0].focus({ preventScroll: true });
}

const starts = (item, letter) => item.textContent.toLowerCase().startsWith(letter.toLowerCase());

const under = (element) => {
  const { right, bottom } = element.getBoundingClientRect();
  return { x: right, y: bottom + 4, fromRight: true };
};

function put(menu, { x, y, fromRight }) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  menu.style.left = `${Math.max(8, Math.min(fromRight ? x - width : x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
}
