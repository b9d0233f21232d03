/** Parse Discord's Markdown into a tree of plain objects. */

const FENCE = /^```(?:([\w+.#-]{1,30})\n)?\n?([\s\S]+?)\n?```/;
const QUOTE_REST = /^>>> ([\s\S]*)/;
const QUOTE = /^> [^\n]*(?:\n> [^\n]*)*\n?/;
const HEADING = /^(#{1,3}) +([^\n]+?)(?:\n|$)/;
const SUBTEXT = /^-# +([^\n]+?)(?:\n|$)/;
const ITEM = /^( *)([-*]|\d{1,9}\.) +([^\n]*)(?:\n|$)/;

/** Return the nodes of a text. */
export function parse(text) {
  return blocks(text.replaceAll("\r\n", "\n"), false);
}

function blocks(text, quoted) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) nodes.push({ type: "paragraph", children: inline(plain) });
    plain = "";
  };
  const add = (node) => {
    flush();
    nodes.push(node);
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const fresh = at === 0 || text[at - 1] === "\n";
    let found;
    if (rest[0] === "\\" && rest.length > 1) {
      plain += rest.slice(0, 2);
      at += 2;
    } else if (rest[0] === "`" && (found = FENCE.exec(rest))) {
      plain = plain.replace(/\n$/, "");
      add({ type: "codeblock", language: found[1] ?? "", text: found[2] });
      at += found[0].length;
      if (text[at] === "\n") at += 1;
    } else if (rest[0] === "`" && (found = CODE.exec(rest))) {
      plain += found[0];
      at += found[0].length;
    } else if (fresh && !quoted && (found = QUOTE_REST.exec(rest))) {
      add({ type: "quote", children: blocks(found[1], true) });
      at = text.length;
    } else if (fresh && !quoted && (found = QUOTE.exec(rest))) {
      add({ type: "quote", children: blocks(found[0].replace(/^> /gm, "").replace(/\n$/, ""), true) });
      at += found[0].length;
    } else if (fresh && (found = HEADING.exec(rest))) {
      add({ type: "heading", level: found[1].length, children: inline(found[2]) });
      at += found[0].length;
    } else if (fresh && (found = SUBTEXT.exec(rest))) {
      add({ type: "subtext", children: inline(found[1]) });
      at += found[0].length;
    } else if (fresh && ITEM.test(rest)) {
      const [lists, length] = listsAt(rest);
      lists.forEach(add);
      at += length;
    } else {
      plain += rest[0];
      at += 1;
    }
  }
  flush();
  return nodes;
}

/** Return the lists at the start of a text, and how many characters they took. */
function listsAt(text) {
  let at = 0;
  let found;
  const root = { indent: -1, items: [] };
  const open = [root];
  while ((found = ITEM.exec(text.slice(at)))) {
    const indent = found[1].length;
    while (open.length > 1 && open.at(-1).indent >= indent) open.pop();
    const item = { indent, mark: found[2], text: found[3], items: [] };
    open.at(-1).items.push(item);
    open.push(item);
    at += found[0].length;
  }
  return [listsOf(root.items), at];
}

/** Return one list for each run of items of the same kind. */
function listsOf(items) {
  const lists = [];
  for (const item of items) {
    const ordered = /\d/.test(item.mark);
    if (lists.at(-1)?.ordered !== ordered)
      lists.push({
        type: "list",
        ordered,
        start: ordered ? Number.parseInt(item.mark, 10) : 1,
        children: [],
      });
    lists.at(-1).children.push({ type: "item", children: [...inline(item.text), ...listsOf(item.items)] });
  }
  return lists;
}

const CODE = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/;
const ESCAPE = /^\\([^0-9A-Za-z\s])/;
const MASKED =
  /^\[((?:\\.|\[[^\]]*\]|[^\\[\]])+)\]\(\s*<?(https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))+)>?(?:\s+"([^"]*)")?\s*\)/;
const URL_ANGLED = /^<(https?:\/\/[^\s<>]+)>/;
const URL_BARE = /^https?:\/\/[^\s<]+[^<.,:;"'\]\s]/;
const SPECIALS = [
  [/^<@!?(\d+)>/, (m) => ({ type: "user", id: m[1] })],
  [/^<@&(\d+)>/, (m) => ({ type: "role", id: m[1] })],
  [/^<#(\d+)>/, (m) => ({ type: "channel", id: m[1] })],
  [/^<\/([^:>]+):\d+>/, (m) => ({ type: "command", name: m[1] })],
  [/^<a?:(\w+):\d+>/, (m) => ({ type: "emoji", name: m[1] })],
  [
    /^<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/,
    (m) => ({ type: "time", seconds: Number(m[1]), style: m[2] ?? "f" }),
  ],
];
const EVERYONE = /^@(everyone|here)\b/;

// [pattern, node type]; the longest marks first
const MARKS = [
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, "strong"],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, "underline"],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/, "strike"],
  [/^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/, "spoiler"],
  [/^\*(?=\S)((?:\*\*|\\[\s\S]|[^\\*])+?)(?<!\s)\*(?!\*)/, "em"],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_(?![\w])/, "em"],
];

function inline(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const add = (node, length) => {
    if (plain) nodes.push({ type: "text", text: plain });
    plain = "";
    if (node) nodes.push(node);
    at += length;
  };
  outer: while (at < text.length) {
    const rest = text.slice(at);
    let found;
    switch (rest[0]) {
      case "\\":
        found = ESCAPE.exec(rest);
        plain += found ? found[1] : "\\";
        at += found ? 2 : 1;
        continue;
      case "`":
        if ((found = CODE.exec(rest)))
          add({ type: "code", text: found[2].replace(/^ (?=`)|(?<=`) $/g, "") }, found[0].length);
        else {
          plain += "`";
          at += 1;
        }
        continue;
      case "<":
        for (const [pattern, make] of SPECIALS)
          if ((found = pattern.exec(rest))) {
            add(make(found), found[0].length);
            continue outer;
          }
        if ((found = URL_ANGLED.exec(rest)) && safe(found[1])) {
          add({ type: "link", url: found[1] }, found[0].length);
          continue;
        }
        break;
      case "[":
        if ((found = MASKED.exec(rest)) && safe(found[2])) {
          add(
            { type: "link", url: found[2], title: found[3] ?? null, children: inline(found[1]) },
            found[0].length,
          );
          continue;
        }
        break;
      case "h":
        if ((found = URL_BARE.exec(rest)) && !/\w$/.test(plain)) {
          const url = balanced(found[0]);
          if (safe(url)) {
            add({ type: "link", url }, url.length);
            continue;
          }
        }
        break;
      case "@":
        if ((found = EVERYONE.exec(rest))) {
          add({ type: "everyone", text: found[0] }, found[0].length);
          continue;
        }
        break;
      case "*":
      case "_":
      case "~":
      case "|":
        if (rest[0] === "_" && /\w$/.test(plain)) break;
        for (const [pattern, type] of MARKS)
          if ((found = pattern.exec(rest))) {
            add({ type, children: inline(found[1]) }, found[0].length);
            continue outer;
          }
        break;
      default:
    }
    plain += rest[0];
    at += 1;
  }
  add(null, 0);
  return nodes;
}

/** Give back a closing bracket that belongs to the sentence and not to the address. */
function balanced(url) {
  while (url.endsWith(")") && url.split(")").length > url.split("(").length) url = url.slice(0, -1);
  return url;
}

const safe = (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
