/** The people that a visitor of this page can be. */

import { h } from "./dom.js";

export const PEOPLE = [
  { token: "user-mara", name: "Mara", role: "manager" },
  { token: "user-jonas", name: "Jonas", role: "member, in German" },
];

const KEPT = "person"; // per tab, so that two tabs can be two people

/** Return who this tab was last. */
export const lastPerson = () => PEOPLE.find((one) => one.token === sessionStorage.getItem(KEPT)) ?? PEOPLE[0];

/** Let one choose who to be; `onChange(person)` hears it. */
export function showPeople(place, current, onChange) {
  place.append(
    ...PEOPLE.map((person) =>
      h(
        "label",
        { class: "person" },
        h("input", {
          type: "radio",
          name: "person",
          value: person.token,
          checked: person === current,
          on: {
            change: () => {
              sessionStorage.setItem(KEPT, person.token);
              onChange(person);
            },
          },
        }),
        h("span", { class: "person-face", "aria-hidden": "true", text: person.name[0] }),
        h(
          "span",
          {},
          h("span", { class: "person-name", text: person.name }),
          h("span", { class: "person-role", text: person.role }),
        ),
      ),
    ),
  );
}
