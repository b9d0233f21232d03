/** Open a dialog, and give the focus back when it closes. */

import { h, newId } from "../dom.js";

/** Show `content` under a title; returns the dialog. Closing it removes it. */
export function openDialog(title, className, ...content) {
  const before = document.activeElement;
  const id = newId("title");
  const dialog = h(
    "dialog",
    { class: className, "aria-labelledby": id },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", { id, text: title }),
      h("button", {
        type: "button",
        class: "icon-button",
        "aria-label": "Close",
        text: "×",
        on: { click: () => dialog.close() },
      }),
    ),
    ...content,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Return the buttons below a dialog: one that cancels, then `action`. */
export function dialogFoot(cancel, action) {
  return h(
    "div",
    { class: "dialog-foot" },
    h("button", { type: "button", class: "button secondary", text: "Cancel", on: { click: cancel } }),
    action,
  );
}

/** Ask before something that cannot be undone; resolves to whether to do it. */
export function confirmed(title, text, action) {
  return new Promise((resolve) => {
    let answer = false;
    const close = (yes) => () => {
      answer = yes;
      dialog.close();
    };
    const yes = h("button", {
      type: "button",
      class: "button danger",
      text: action,
      on: { click: close(true) },
    });
    const dialog = openDialog(
      title,
      "dialog",
      h("p", { class: "dialog-text", text }),
      dialogFoot(close(false), yes),
    );
    dialog.addEventListener("close", () => resolve(answer));
    yes.focus();
  });
}

/** Ask for one line; resolves to it, or to null. */
export function asked(title, label, value, action, maxlength) {
  return new Promise((resolve) => {
    let answer = null;
    const input = h("input", {
      type: "text",
      class: "text-input",
      id: newId("input"),
      value,
      maxlength: String(maxlength),
      required: true,
      autocomplete: "off",
    });
    const form = h(
      "form",
      {
        on: {
          submit: (event) => {
            event.preventDefault();
            answer = input.value.trim() || null;
            dialog.close();
          },
        },
      },
      h("label", { class: "form-label", for: input.id, text: label }),
      input,
      dialogFoot(() => dialog.close(), h("button", { type: "submit", class: "button primary", text: action })),
    );
    const dialog = openDialog(title, "dialog", form);
    dialog.addEventListener("close", () => resolve(answer));
    input.select();
  });
}

/** Show a picture large, with its description as text. */
export function enlarge(url, description) {
  openDialog(
    "Picture",
    "dialog lightbox",
    h("div", { class: "lightbox-picture" }, h("img", { src: url, alt: description })),
    h(
      "div",
      { class: "dialog-foot" },
      h("p", { class: "lightbox-text", text: description }),
      h("a", {
        class: "button secondary",
        href: url,
        target: "_blank",
        rel: "noopener noreferrer",
        text: "Open in a new tab",
      }),
    ),
  );
}
