/** Say at the head of a channel what it is, and to who has not asked yet what to try. */

import { h } from "./dom.js";
import { CHANNEL, isThread } from "./flags.js";

/** Return the head of a channel. `index` has its commands, or is null while they are fetched. */
export function intro(channel, empty, index, titled) {
  if (isThread(channel))
    return h(
      "div",
      { class: "welcome" },
      h("p", { text: "A thread: follow-up questions here keep the context." }),
    );
  return h(
    "div",
    { class: "welcome" },
    h("h2", { text: channel.type === CHANNEL.DM ? titled : `Welcome to ${titled}` }),
    h("p", { text: channel.topic || "This is the beginning of the conversation." }),
    empty ? examples(index, "Try one of these:") : null,
    empty && index && !index.slash.length
      ? h("p", {
          text: "No application has commands here yet. Once the bot has logged in, type / to see them.",
        })
      : null,
  );
}

/** Return what stands below the messages of others for those who have not asked anything yet. */
export function outro(channel, index) {
  const offered = isThread(channel) ? null : examples(index, "Now you: try one of these.");
  return offered && h("div", { class: "welcome" }, offered);
}

function examples(index, title) {
  if (!index?.examples.length) return null;
  return [
    h("p", { text: title }),
    h(
      "ul",
      { class: "examples" },
      index.examples.map(({ line, rest }) =>
        h(
          "li",
          { "data-key": line },
          h("button", { type: "button", class: "example", "data-example": line, text: rest }),
        ),
      ),
    ),
    h(
      "p",
      { class: "hint" },
      "Or type ",
      h("kbd", { text: "/" }),
      " for all commands.",
    ),
  ];
}
