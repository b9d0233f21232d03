/** Announce texts to screen readers, and show errors. */

import { h } from "./dom.js";

/** Say a text once, politely. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.append(h("p", { text }));
  while (place.children.length > 6) place.firstChild.remove();
}

/** Show a message that goes away by itself. */
export function toast(text) {
  const one = h(
    "div",
    { class: "toast" },
    h("span", { text }),
    h("button", {
      type: "button",
      class: "text-button",
      "aria-label": "Dismiss",
      text: "×",
      on: { click: () => one.remove() },
    }),
  );
  document.getElementById("toasts").append(one);
  setTimeout(() => one.remove(), 9000);
}

/** Show what went wrong with something a person did. */
export const complain = (error) =>
  toast(error instanceof TypeError ? "The local server cannot be reached." : error.message);
