/** Say at the head of a channel what it is, and in an empty one what to try. */

import { h } from "./dom.js";
import { CHANNEL, isThread } from "./flags.js";

/** Return the head of a channel. `index` has its commands, or is null while they are fetched. */
export function intro(channel, empty, index, titled) {
  if (isThread(channel))
    return h(
      "div",
      { class: "welcome" },
      h("h2", { text: channel.name }),
      h("p", { text: "A thread: follow-up questions here keep the context." }),
    );
  const examples = index?.examples ?? [];
  return h(
    "div",
    { class: "welcome" },
    h("h2", { text: channel.type === CHANNEL.DM ? titled : `Welcome to ${titled}` }),
    h("p", { text: channel.topic || "This is the beginning of the conversation." }),
    empty && examples.length
      ? [
          h("p", { text: "Try one of these:" }),
          h(
            "ul",
            { class: "examples" },
            examples.map(({ line, rest }) =>
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
        ]
      : null,
    empty && index && !index.slash.length
      ? h("p", {
          text: "No application has commands here yet. Once the bot has logged in, type / to see them.",
        })
      : null,
  );
}
