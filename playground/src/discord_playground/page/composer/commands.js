/** Know the commands that may be used in a channel, and find them by what is typed. */

import { COMMAND, OPTION } from "../flags.js";

const named = (one) => one.name_localized || one.name;
const about = (one) => one.description_localized || one.description || "";

/** The commands of one channel, flattened: a sub-command is an entry of its own. */
export class CommandIndex {
  constructor({ applications = [], application_commands = [], examples = [] }) {
    const byId = new Map(applications.map((one) => [one.id, one]));
    this.slash = application_commands
      .filter((one) => (one.type ?? COMMAND.SLASH) === COMMAND.SLASH)
      .flatMap((command) => entries(command, byId.get(command.application_id)));
    this.messageMenu = application_commands
      .filter((one) => one.type === COMMAND.MESSAGE)
      .map((command) => ({ command, title: named(command), application: byId.get(command.application_id) }));
    // what an empty channel offers to try, as far as the commands for it are there
    this.examples = examples
      .map((line) => ({ line, ...this.typed(line) }))
      .filter(({ entry }) => entry);
  }

  /** Return the entries that match the text after the slash, best first. */
  matching(text) {
    const wanted = text.toLowerCase();
    const rank = (entry) => {
      const names = [entry.title.toLowerCase(), entry.path];
      if (names.some((name) => name.startsWith(wanted))) return 0;
      if (names.some((name) => name.split(" ").some((word) => word.startsWith(wanted)))) return 1;
      return names.some((name) => name.includes(wanted)) ||
        (wanted.length > 2 && entry.about.toLowerCase().includes(wanted))
        ? 2
        : 3;
    };
    return this.slash
      .filter((entry) => rank(entry) < 3)
      .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
  }

  /** Return the entry whose whole name the text starts with, and the rest of the text. */
  typed(text) {
    const found = this.slash.flatMap((entry) =>
      [entry.title, entry.path]
        .filter((name) => text.toLowerCase().startsWith(`${name.toLowerCase()} `))
        .map((name) => ({ entry, rest: text.slice(name.length + 1) })),
    );
    return found.sort((a, b) => a.rest.length - b.rest.length)[0] ?? null;
  }
}

function entries(command, application) {
  const make = (path, titles, node, wrap) => ({
    command,
    application,
    path: path.join(" "),
    title: titles.join(" "),
    about: about(node),
    wrap,
    options: (node.options ?? [])
      .filter((one) => one.type > OPTION.GROUP)
      .map((one) => ({ ...one, title: named(one), about: about(one) })),
  });
  const subs = (node) => (node.options ?? []).filter((one) => one.type <= OPTION.GROUP);
  const walk = (node, path, titles, wrap) => {
    const inside = subs(node);
    if (!inside.length) return [make(path, titles, node, wrap)];
    return inside.flatMap((sub) =>
      walk(sub, [...path, sub.name], [...titles, named(sub)], (options) =>
        wrap([{ type: sub.type, name: sub.name, options }]),
      ),
    );
  };
  return walk(command, [command.name], [named(command)], (options) => options);
}

/** Return an interaction's data for an entry with the given options. */
export function dataOf(entry, options, attachments = []) {
  const { command } = entry;
  return {
    id: command.id,
    name: command.name,
    type: command.type ?? COMMAND.SLASH,
    version: command.version,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    options: entry.wrap(options),
    attachments,
  };
}
