/** On a narrow screen, keep servers, channels and people in a drawer. */

export class Side {
  #app;
  #side;
  #button;
  #scrim;
  #narrow = matchMedia("(max-width: 760px)");

  constructor(app, side, button, scrim) {
    [this.#app, this.#side, this.#button, this.#scrim] = [app, side, button, scrim];
    button.addEventListener("click", () => (this.#isOpen ? this.close(true) : this.#open()));
    scrim.addEventListener("click", () => this.close(true));
    side.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    this.#narrow.addEventListener("change", () => this.close());
    this.close();
  }

  get #isOpen() {
    return this.#app.classList.contains("side-open");
  }

  #open() {
    this.#app.classList.add("side-open");
    this.#side.inert = false;
    document.getElementById("main").inert = true;
    this.#scrim.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    (
      this.#side.querySelector("[aria-current=page]") ?? this.#side.querySelector("a, button, input")
    )?.focus();
  }

  close(back = false) {
    const was = this.#isOpen;
    this.#app.classList.remove("side-open");
    this.#side.inert = this.#narrow.matches;
    document.getElementById("main").inert = false;
    this.#scrim.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    if (was && back) this.#button.focus();
  }
}
