/** Let a text box grow with its text. */

const TALLEST = 240; // pixels

/** Make a textarea as tall as its text, up to a point. */
export function autosize(box) {
  const fit = () => {
    box.style.height = "auto";
    if (box.scrollHeight) box.style.height = `${Math.min(box.scrollHeight, TALLEST)}px`;
  };
  box.addEventListener("input", fit);
  new ResizeObserver((entries) => {
    // only the width, or it would answer to itself
    const { width } = entries[0].contentRect;
    if (box.dataset.width !== String(width)) {
      box.dataset.width = String(width);
      fit();
    }
  }).observe(box);
  return fit;
}
