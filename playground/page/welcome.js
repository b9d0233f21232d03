/** Say at the head of a channel what it is, and in an empty one what to try. */

import { h } from "./dom.js";
import { CHANNEL, OPTION, isThread } from "./flags.js";

/** Questions that the starter library can answer; the last one shows a refusal. */
export const EXAMPLES = [
  "How can few-shot learning work across animal species?",
  "Why train a vision transformer with masked autoencoding on several modalities?",
  "What is the best recipe for sourdough bread?",
];

/** Return the head of a channel. `index` has its commands, or is null while they are fetched. */
export function intro(channel, empty, index, titled) {
  if (isThread(channel))
    return h(
      "div",
      { class: "welcome" },
      h("h2", { text: channel.name }),
      h("p", { text: "A thread: follow-up questions here keep the context." }),
    );
  const ask = index?.named("ask");
  const asks = ask?.options[0]?.type === OPTION.STRING;
  return h(
    "div",
    { class: "welcome" },
    h("h2", { text: channel.type === CHANNEL.DM ? titled : `Welcome to ${titled}` }),
    h("p", { text: channel.topic || "This is the beginning of the conversation." }),
    empty && asks
      ? [
          h("p", {
            text: "Ask a question and every sentence of the answer carries a footnote to the abstract that says so. Try one:",
          }),
          h(
            "ul",
            { class: "examples" },
            EXAMPLES.map((text) =>
              h(
                "li",
                { "data-key": text },
                h("button", { type: "button", class: "example", "data-example": text, text }),
              ),
            ),
          ),
          h(
            "p",
            { class: "hint" },
            "Or type ",
            h("kbd", { text: "/" }),
            " for all commands, or ",
            h("kbd", { text: `@${ask.application?.name ?? "the bot"}` }),
            " and a question.",
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
