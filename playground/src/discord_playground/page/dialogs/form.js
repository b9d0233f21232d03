/** Show the form that an application opens, check it, and submit it. */

import { h, newId } from "../dom.js";
import { COMPONENT } from "../flags.js";
import { markdown } from "../render/markdown.js";
import { namesFor } from "../render/names.js";
import { dialogFoot, openDialog } from "./dialog.js";
import { input } from "./inputs.js";

/** Open a form in a channel, for a session. */
export function openForm(form, session, channel) {
  const parts = form.components.map((one) => part(one, { store: session.store, channel })).filter(Boolean);
  const trouble = h("p", { class: "form-trouble", role: "alert" });
  const send = h("button", { type: "submit", class: "button primary", text: "Submit" });
  const element = h(
    "form",
    { class: "form", novalidate: true, on: { submit: submit } },
    h("p", {
      class: "form-from",
      text: `A form by ${form.application?.name ?? "an application"}. Do not put passwords into it.`,
    }),
    parts.map((one) => one.element),
    trouble,
    dialogFoot(() => dialog.close(), send),
  );
  const dialog = openDialog(form.title, "dialog", element);
  parts.find((one) => one.control)?.control.focusable?.focus();

  async function submit(event) {
    event.preventDefault();
    if (send.getAttribute("aria-busy")) return;
    const wrong = parts.filter((one) => one.control && one.check());
    if (wrong.length) return void wrong[0].control.focusable.focus();
    const files = [];
    const components = parts.filter((one) => one.control).map((one) => one.answer(files));
    send.setAttribute("aria-busy", "true");
    trouble.textContent = "";
    try {
      await session.interactions.submit(channel, form, components, files);
      dialog.close();
    } catch (error) {
      trouble.textContent = `${error.message} Your text is still here: try again.`;
    } finally {
      send.removeAttribute("aria-busy");
    }
  }
}

/** Return `{ element, control?, check(), answer(files) }` for a top-level component of a form;
 * a text has an element alone. */
function part(one, place) {
  if (one.type === COMPONENT.TEXT)
    return {
      element: h(
        "div",
        { class: "md form-text" },
        markdown(one.content, namesFor(place.store, place.channel.guild_id)),
      ),
    };
  const inner = one.type === COMPONENT.LABEL ? one.component : one.components?.[0];
  if (!inner) return null;
  const label = one.label ?? inner.label ?? "";
  const describedBy = newId("about");
  const error = h("p", { class: "field-error", id: newId("error"), hidden: true });
  const control = input(inner, { label, describedBy: `${describedBy} ${error.id}`, place });
  if (!control)
    return {
      element: h("p", {
        class: "form-text",
        text: `A component of type ${inner.type}, which this page cannot show`,
      }),
    };
  const optional = inner.required === false || inner.type === COMPONENT.CHECKBOX;
  const title = h(
    control.id ? "label" : "span",
    { class: "form-label", for: control.id },
    label,
    optional ? null : h("span", { class: "required", "aria-hidden": "true", text: " *" }),
  );
  const element = h(
    "div",
    { class: "form-part" },
    title,
    one.description ? h("p", { class: "form-about", id: describedBy, text: one.description }) : null,
    control.element,
    error,
  );
  return {
    element,
    control,
    check() {
      const text = control.error();
      error.textContent = text;
      error.hidden = !text;
      if (text) control.focusable.setAttribute("aria-invalid", "true");
      else control.focusable.removeAttribute("aria-invalid");
      return text;
    },
    answer: (files) =>
      one.type === COMPONENT.LABEL
        ? { type: one.type, id: one.id, component: control.answer(files) }
        : { type: one.type, id: one.id, components: [control.answer(files)] },
  };
}
