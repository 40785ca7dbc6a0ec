// Closer looks at a map: by its buttons, Ctrl or ⌘ with the wheel, dragging, arrow keys. Nothing moves by itself, and
// the wheel alone scrolls the page as ever. Without this file the map stands still and its views are links.
(() => {
  const CLOSEST = 4;
  const STEP = 2;
  const WHEEL_STEP = 1.25;
  // Pixels that a hand may shake before a press on a mark becomes a drag.
  const SHAKE = 5;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const between = (least, value, most) => Math.min(Math.max(value, least), most);

  const bring = (figure) => {
    const svg = figure.querySelector(":scope > svg");
    const buttons = [...figure.querySelectorAll("[data-zoom]")];
    const { width, height } = svg.viewBox.baseVal;
    // Doors and words keep their size, whatever the scale.
    const marks = [...svg.querySelectorAll("a[transform], .map__label")];
    const places = marks.map((mark) => mark.getAttribute("transform") ?? "");
    let [scale, x, y] = [1, 0, 0];
    let held = null;

    const isLast = (way) => scale === (way === "in" ? CLOSEST : 1);
    const show = (left, top) => {
      x = between(0, left, width - width / scale);
      y = between(0, top, height - height / scale);
      svg.setAttribute("viewBox", [x, y, width / scale, height / scale].join(" "));
      marks.forEach((mark, each) => mark.setAttribute("transform", `${places[each]} scale(${1 / scale})`));
      figure.classList.toggle("map--close", scale > 1);
      // There is something to move by arrow keys only now.
      if (scale > 1) svg.setAttribute("tabindex", "0");
      else svg.removeAttribute("tabindex");
      for (const button of buttons) button.setAttribute("aria-disabled", isLast(button.dataset.zoom));
    };
    // Looks closer, or from farther off, at what lies at a share of the width and of the height.
    const zoom = (factor, across = 0.5, down = 0.5) => {
      const [px, py] = [x + (across * width) / scale, y + (down * height) / scale];
      scale = between(1, scale * factor, CLOSEST);
      show(px - (across * width) / scale, py - (down * height) / scale);
    };

    for (const button of buttons) {
      button.addEventListener("click", () => zoom(button.dataset.zoom === "in" ? STEP : 1 / STEP));
    }
    svg.addEventListener("wheel", (event) => {
      const way = event.deltaY < 0 ? "in" : "out";
      if (!(event.ctrlKey || event.metaKey) || isLast(way)) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
      zoom(way === "in" ? WHEEL_STEP : 1 / WHEEL_STEP, ...at);
    }, { passive: false });
    svg.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      if (event.target !== svg || !way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      show(x + (way[0] * width) / scale / 4, y + (way[1] * height) / scale / 4);
    });
    // On the figure: a drawing that listens for the focus would be given it.
    figure.addEventListener("focusin", ({ target }) => {
      // A mark that the Tab key reaches beyond the edge is brought into sight.
      const mark = marks.indexOf(target);
      if (mark < 0 || scale === 1 || !target.matches(":focus-visible")) return;
      const [left, top] = places[mark].match(/-?[\d.]+/g).map(Number);
      show(left - width / scale / 2, top - height / scale / 2);
    });

    svg.addEventListener("pointerdown", (event) => {
      held = scale > 1 && event.isPrimary && event.button === 0 && { at: event, x, y, isDrag: false };
    });
    svg.addEventListener("pointermove", (event) => {
      if (!held || !event.buttons) return;
      const [across, down] = [event.clientX - held.at.clientX, event.clientY - held.at.clientY];
      if (!held.isDrag && Math.hypot(across, down) < SHAKE) return;
      held.isDrag = true;
      svg.setPointerCapture(event.pointerId);
      const unit = width / scale / svg.clientWidth;
      show(held.x - across * unit, held.y - down * unit);
    });
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("click", (event) => {
      if (held?.isDrag && event.detail) event.preventDefault();
      held = null;
    }, true);

    show(0, 0);
    buttons[0].parentElement.hidden = false;
  };
  document.querySelectorAll("figure.map").forEach(bring);
})();
