/** Make elements, and change one tree into another in place. */

/**
 * Make an element. `props`: `class`, `text`, `on` (listeners), `style` (custom properties), and
 * attributes; null and false are left out, true is an empty attribute. Text is never markup.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name === "on")
      for (const [event, call] of Object.entries(value)) element.addEventListener(event, call);
    else if (name === "style")
      for (const [key, val] of Object.entries(value)) element.style.setProperty(key, val);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make a line icon from one path, 24 by 24. */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/**
 * Change `from` into `to` in place, so that focus, selection and scroll stay where they are.
 * Children with `data-key` are matched by it. Attributes named in `data-keep` are left alone: they
 * hold what the person did (an opened spoiler), which the new tree does not know.
 */
export function morph(from, to) {
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) {
    from.replaceWith(to);
    return to;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return from;
  }
  // what lies in an element with `data-own` is put there by others
  if (from.isEqualNode(to) || (to.dataset?.own && from.dataset.own === to.dataset.own)) return from;
  morphAttributes(from, to);
  morphChildren(from, [...to.childNodes]);
  return from;
}

function morphAttributes(from, to) {
  const kept = (to.dataset?.keep ?? "").split(" ");
  for (const { name } of [...from.attributes]) {
    if (name !== "style" && !to.hasAttribute(name) && !kept.includes(name)) from.removeAttribute(name);
  }
  for (const { name, value } of [...to.attributes]) {
    if (name === "style" || kept.includes(name)) continue;
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  // by the object model, because the page's policy forbids style attributes
  if (from.style && from.style.cssText !== to.style.cssText) from.style.cssText = to.style.cssText;
}

/** Make the children of `parent` the wanted nodes, keeping those that can be kept. */
export function morphChildren(parent, wanted) {
  const kept = pairs(parent, wanted);
  const claimed = new Set(kept.values());
  let place = parent.firstChild;
  for (const node of wanted) {
    const old = kept.get(node);
    // a keyed child is spent on nothing but its own
    while (place && place !== old && place.dataset?.key && !claimed.has(place)) place = removed(place);
    if (old) {
      while (place && place !== old && !claimed.has(place)) place = removed(place);
      if (place === old) place = place.nextSibling;
      else parent.insertBefore(old, place);
      morph(old, node);
    } else if (!node.dataset?.key && place && !place.dataset?.key) {
      const next = place.nextSibling;
      morph(place, node);
      place = next;
    } else {
      parent.insertBefore(node, place);
    }
  }
  while (place) place = removed(place);
}

/**
 * Say which child each wanted node is to become: one of the same key and alias, or else of the same
 * alias (the button "Next" leads elsewhere on every page), or else of the same key.
 */
function pairs(parent, wanted) {
  const children = [...parent.children].filter((child) => child.dataset.key);
  const found = new Map();
  const taken = new Set();
  const both = ({ dataset }) => `${dataset.key} ${dataset.alias}`;
  for (const name of [both, ({ dataset }) => dataset.alias, ({ dataset }) => dataset.key]) {
    const free = new Map(
      children.filter((child) => !taken.has(child) && name(child)).map((child) => [name(child), child]),
    );
    for (const node of wanted) {
      const child = node.dataset?.key && !found.has(node) ? free.get(name(node)) : null;
      if (!child || taken.has(child)) continue;
      taken.add(child);
      found.set(node, child);
    }
  }
  return found;
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/** Return a new id for wiring a label or a list to its control. */
export const newId = (
  (count) => (kind) =>
    `${kind}-${++count}`
)(0);
