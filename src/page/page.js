"use strict";
// The page without this script says all it has to say; with it the map moves, one scenario is shown at a time, and what lies under the pointer is named.
(() => {
  const hover = JSON.parse(document.getElementById("hover").textContent);
  const map = document.getElementById("map");
  const told = document.getElementById("told");
  document.documentElement.classList.add("live");

  // Scenarios.
  const show = (number) => {
    for (const part of document.querySelectorAll(".of")) part.classList.toggle("away", part.dataset.scenario !== number);
  };
  for (const choice of document.querySelectorAll("input[name=scenario]")) choice.addEventListener("change", () => show(choice.value));
  const chosen = document.querySelector("input[name=scenario]:checked");
  show(chosen ? chosen.value : "0");

  // Layers.
  for (const box of document.querySelectorAll("input[data-mode]")) {
    const set = () => map.classList.toggle("no-" + box.dataset.mode, !box.checked);
    box.addEventListener("change", set);
    set();
  }
  const corridor = document.getElementById("corridor");
  if (corridor) {
    const net = map.querySelector(".net");
    const set = () => {
      net.classList.toggle("chosen", corridor.value !== "");
      for (const line of net.children) line.classList.toggle("in", line.dataset.c.split(" ").includes(corridor.value));
    };
    corridor.addEventListener("change", set);
    set();
  }

  // Names.
  const tell = (part) => {
    if (part.dataset.l) told.textContent = hover.lines[part.dataset.l];
    else if (part.dataset.p) told.textContent = hover.places[part.dataset.p];
  };
  map.addEventListener("pointerover", (event) => tell(event.target));

  // The view: left, top, width, height.
  const home = map.getAttribute("viewBox").split(" ").map(Number);
  let view = home.slice();
  const sized = [...map.querySelectorAll("circle")].map((dot) => [dot, Number(dot.getAttribute("r"))]);
  const texts = [...map.querySelectorAll("text")].map((text) => [text, Number(text.dataset.x), text.classList.contains("end") ? 14 : 12]);
  let asked = false;
  const draw = () => {
    asked = false;
    map.setAttribute("viewBox", view.map((x) => x.toFixed(2)).join(" "));
    const scale = view[2] / home[2];
    for (const [dot, r] of sized) dot.setAttribute("r", (r * scale).toFixed(2));
    for (const [text, x, size] of texts) {
      text.setAttribute("font-size", (size * scale).toFixed(2));
      text.setAttribute("x", (x + 8 * scale).toFixed(2));
      text.setAttribute("stroke-width", (3 * scale).toFixed(2));
    }
  };
  const redraw = () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(draw);
    }
  };
  const zoom = (times, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) => {
    const wide = Math.min(home[2] * 2.2, Math.max(home[2] / 40, view[2] * times));
    const by = wide / view[2];
    view = [x - (x - view[0]) * by, y - (y - view[1]) * by, wide, view[3] * by];
    redraw();
  };
  const move = (dx, dy) => {
    view = [view[0] + dx, view[1] + dy, view[2], view[3]];
    redraw();
  };
  const at = (event) => {
    const box = map.getBoundingClientRect();
    const scale = Math.max(view[2] / box.width, view[3] / box.height);
    return [view[0] + view[2] / 2 + (event.clientX - box.left - box.width / 2) * scale, view[1] + view[3] / 2 + (event.clientY - box.top - box.height / 2) * scale, scale];
  };
  document.getElementById("nearer").addEventListener("click", () => zoom(1 / 1.5));
  document.getElementById("farther").addEventListener("click", () => zoom(1.5));
  document.getElementById("home").addEventListener("click", () => {
    view = home.slice();
    redraw();
  });
  map.addEventListener("wheel", (event) => {
    // A page is scrolled over the map; with the key that zooms elsewhere the map zooms.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const [x, y] = at(event);
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, x, y);
  }, { passive: false });
  map.addEventListener("dblclick", (event) => {
    const [x, y] = at(event);
    zoom(1 / 1.8, x, y);
  });
  const pointers = new Map();
  map.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    map.setPointerCapture(event.pointerId);
    map.classList.add("moved");
  });
  map.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const scale = at(event)[2];
    if (pointers.size === 1) {
      move((before.clientX - event.clientX) * scale, (before.clientY - event.clientY) * scale);
    } else {
      const other = [...pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
      const far = (pointer) => Math.hypot(pointer.clientX - other.clientX, pointer.clientY - other.clientY) || 1;
      const [x, y] = at(other);
      zoom(far(before) / far(event), x, y);
    }
    pointers.set(event.pointerId, event);
  });
  const up = (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) map.classList.remove("moved");
  };
  map.addEventListener("pointerup", up);
  map.addEventListener("pointercancel", up);
  map.addEventListener("keydown", (event) => {
    const step = view[2] / 10;
    const keys = {
      ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
      "+": () => zoom(1 / 1.5), "=": () => zoom(1 / 1.5), "-": () => zoom(1.5), "0": () => { view = home.slice(); redraw(); },
    };
    const key = keys[event.key];
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    key();
  });
})();
