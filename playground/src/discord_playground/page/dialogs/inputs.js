/** The controls of an application's form: texts, menus, choices, files. */

import { choose, itemsOf } from "../menu_choice.js";
import { h, newId } from "../dom.js";
import { COMPONENT, isSelect } from "../flags.js";
import { defaultValues } from "../render/components.js";

/**
 * Return `{ element, focusable, error(), answer(files) }` for a component that takes an answer.
 * `answer` may add to `files` and returns the component as it is submitted.
 */
export function input(component, { label, describedBy, place }) {
  const kind = isSelect(component.type) ? menu : KINDS[component.type];
  return kind?.(component, { label, describedBy, place }) ?? null;
}

const KINDS = {
  [COMPONENT.TEXT_INPUT]: text,
  [COMPONENT.UPLOAD]: upload,
  [COMPONENT.RADIO_GROUP]: (one, more) => group(one, more, "radio"),
  [COMPONENT.CHECKBOX_GROUP]: (one, more) => group(one, more, "checkbox"),
  [COMPONENT.CHECKBOX]: checkbox,
};

function text(one, { describedBy, id = newId("input") }) {
  const common = {
    id,
    class: "text-input",
    "aria-describedby": describedBy,
    "aria-required": one.required === false ? null : "true",
    placeholder: one.placeholder,
    maxlength: String(one.max_length ?? 4000),
    autocomplete: "off",
  };
  const box =
    one.style === 2 ? h("textarea", { ...common, rows: "4" }) : h("input", { ...common, type: "text" });
  box.value = one.value ?? "";
  return {
    id,
    element: box,
    focusable: box,
    error() {
      const { length } = box.value;
      if (!box.value.trim()) return one.required === false ? "" : "This is required.";
      if (one.min_length && length < one.min_length) return `At least ${one.min_length} characters.`;
      return length > (one.max_length ?? 4000) ? `At most ${one.max_length ?? 4000} characters.` : "";
    },
    answer: () => ({ type: one.type, id: one.id, custom_id: one.custom_id, value: box.value }),
  };
}

function menu(one, { label, describedBy, place }) {
  const id = newId("menu");
  const least = one.required === false ? 0 : (one.min_values ?? 1);
  let values = defaultValues(one);
  const face = h("span", { class: "select-value" });
  const button = h(
    "button",
    {
      type: "button",
      id,
      class: "select",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-describedby": describedBy,
    },
    face,
    h("span", { class: "select-arrow", "aria-hidden": "true" }),
  );
  const show = () => {
    const chosen = itemsOf(one, place)
      .filter((item) => values.includes(item.value))
      .map((item) => item.label);
    face.textContent = chosen.join(", ") || one.placeholder || "Make a selection";
    face.classList.toggle("placeholder", !chosen.length);
    button.setAttribute("aria-label", chosen.length ? `${label}: ${chosen.join(", ")}` : label);
  };
  button.addEventListener("click", async () => {
    const picked = await choose(button, one, { label, values, least, place });
    if (picked) values = picked;
    show();
  });
  show();
  return {
    id,
    element: button,
    focusable: button,
    error: () => (values.length < least ? (least === 1 ? "Choose one." : `Choose at least ${least}.`) : ""),
    answer: () => ({ type: one.type, id: one.id, custom_id: one.custom_id, values }),
  };
}

function upload(one, { describedBy }) {
  const id = newId("file");
  const most = one.max_values ?? 1;
  const least = one.required === false ? 0 : (one.min_values ?? 1);
  const box = h("input", {
    id,
    type: "file",
    class: "text-input",
    multiple: most > 1,
    "aria-describedby": describedBy,
  });
  return {
    id,
    element: box,
    focusable: box,
    error: () =>
      box.files.length < least ? "Choose a file." : box.files.length > most ? `At most ${most} files.` : "",
    answer: (files) => ({
      type: one.type,
      id: one.id,
      custom_id: one.custom_id,
      values: [...box.files].map((file) => String(files.push(file) - 1)),
    }),
  };
}

function group(one, { label, describedBy }, kind) {
  const name = newId("group");
  const boxes = one.options.map((option) =>
    h("input", { type: kind, name, value: option.value, checked: option.default }),
  );
  const least = one.required === false ? 0 : (one.min_values ?? 1);
  const most = kind === "radio" ? 1 : (one.max_values ?? one.options.length);
  const element = h(
    "div",
    {
      class: "choices",
      role: kind === "radio" ? "radiogroup" : "group",
      "aria-label": label,
      "aria-describedby": describedBy,
    },
    one.options.map((option, index) =>
      h(
        "label",
        { class: "choice" },
        boxes[index],
        h("span", {}, option.label, option.description ? h("small", { text: option.description }) : null),
      ),
    ),
  );
  const values = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return {
    id: null,
    element,
    focusable: boxes[0],
    error: () =>
      values().length < least
        ? least === 1
          ? "Choose one."
          : `Choose at least ${least}.`
        : values().length > most
          ? `Choose at most ${most}.`
          : "",
    answer: () => ({
      type: one.type,
      id: one.id,
      custom_id: one.custom_id,
      ...(kind === "radio" ? { value: values()[0] ?? null } : { values: values() }),
    }),
  };
}

function checkbox(one, { describedBy }) {
  const id = newId("check");
  const box = h("input", { id, type: "checkbox", checked: one.default, "aria-describedby": describedBy });
  return {
    id,
    element: h("div", { class: "choices" }, box),
    focusable: box,
    error: () => "",
    answer: () => ({ type: one.type, id: one.id, custom_id: one.custom_id, value: box.checked }),
  };
}
