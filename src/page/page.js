"use strict";
// The page without this script says all it has to say; with it the map moves, one scenario is shown at a time, and what lies under the pointer is named.
const page = (() => {
  // The width of a map at which its letters and dots have their own size.
  const USUAL = 960;

  // A map: what moves it, names what lies under the pointer, and dashes what is shut.
  const map = (hover) => {
    const svg = document.getElementById("map");
    const told = document.getElementById("told");
    const lines = new Map([...svg.querySelectorAll("[data-l]")].map((line) => [Number(line.dataset.l), line]));

    // Layers.
    for (const box of document.querySelectorAll("input[data-layer]")) {
      box.addEventListener("change", () => svg.classList.toggle("no-" + box.dataset.layer, !box.checked));
      svg.classList.toggle("no-" + box.dataset.layer, !box.checked);
    }
    const corridor = document.getElementById("corridor");
    if (corridor) {
      const net = svg.querySelector(".net");
      const set = () => {
        net.classList.toggle("chosen", corridor.value !== "");
        for (const line of net.children) line.classList.toggle("in", line.dataset.c.split(" ").includes(corridor.value));
      };
      corridor.addEventListener("change", set);
      set();
    }

    // Names.
    svg.addEventListener("pointerover", ({ target }) => {
      if (target.dataset.l) told.textContent = hover.lines[target.dataset.l];
      else if (target.dataset.p) told.textContent = hover.places[target.dataset.p].said;
      else if (target.dataset.k) told.textContent = hover.countries[target.dataset.k];
    });

    // The view: left, top, width, height.
    let home = svg.getAttribute("viewBox").split(" ").map(Number);
    let view = home.slice();
    const widest = () => Math.max(home[2], USUAL) * 3.5;
    let sized = [];
    let texts = [];
    let asked = false;
    const draw = () => {
      asked = false;
      svg.setAttribute("viewBox", view.map((x) => x.toFixed(2)).join(" "));
      const scale = view[2] / USUAL;
      for (const [dot, r] of sized) dot.setAttribute("r", (r * scale).toFixed(2));
      for (const [text, x, y, size] of texts) {
        text.setAttribute("font-size", (size * scale).toFixed(2));
        text.setAttribute("x", (x + 8 * scale).toFixed(2));
        text.setAttribute("y", (y + 4 * scale).toFixed(2));
        text.setAttribute("stroke-width", (3 * scale).toFixed(2));
      }
    };
    const redraw = () => {
      if (!asked) {
        asked = true;
        requestAnimationFrame(draw);
      }
    };
    // What is drawn was exchanged.
    const renew = () => {
      sized = [...svg.querySelectorAll("circle")].map((dot) => [dot, Number(dot.dataset.r ??= dot.getAttribute("r"))]);
      texts = [...svg.querySelectorAll("text")].map((text) => [text, Number(text.dataset.x), Number(text.dataset.y), text.classList.contains("end") ? 14 : 12]);
      redraw();
    };
    const zoom = (times, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) => {
      const wide = Math.min(widest(), Math.max(USUAL / 60, view[2] * times));
      const by = wide / view[2];
      view = [x - (x - view[0]) * by, y - (y - view[1]) * by, wide, view[3] * by];
      redraw();
    };
    const move = (dx, dy) => {
      view = [view[0] + dx, view[1] + dy, view[2], view[3]];
      redraw();
    };
    const goHome = () => {
      view = home.slice();
      redraw();
    };
    const at = (event) => {
      const box = svg.getBoundingClientRect();
      const scale = Math.max(view[2] / box.width, view[3] / box.height);
      return [view[0] + view[2] / 2 + (event.clientX - box.left - box.width / 2) * scale, view[1] + view[3] / 2 + (event.clientY - box.top - box.height / 2) * scale, scale];
    };
    document.getElementById("nearer").addEventListener("click", () => zoom(1 / 1.5));
    document.getElementById("farther").addEventListener("click", () => zoom(1.5));
    document.getElementById("home").addEventListener("click", goHome);
    svg.addEventListener("wheel", (event) => {
      // A page is scrolled over the map; with the key that zooms elsewhere the map zooms.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const [x, y] = at(event);
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, x, y);
    }, { passive: false });
    svg.addEventListener("dblclick", (event) => {
      const [x, y] = at(event);
      zoom(1 / 1.8, x, y);
    });
    const pointers = new Map();
    let start = null;
    svg.addEventListener("pointerdown", (event) => {
      pointers.set(event.pointerId, event);
      start = [event.clientX, event.clientY];
    });
    svg.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      // A hand that clicks shakes a little.
      if (pointers.size === 1 && !svg.classList.contains("moved") && Math.hypot(event.clientX - start[0], event.clientY - start[1]) < 5) return;
      if (!svg.classList.contains("moved")) {
        svg.classList.add("moved");
        svg.setPointerCapture(event.pointerId);
      }
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
      // After the click that ends a move.
      if (pointers.size === 0) setTimeout(() => svg.classList.remove("moved"));
    };
    svg.addEventListener("pointerup", up);
    svg.addEventListener("pointercancel", up);
    svg.addEventListener("pointerleave", (event) => svg.hasPointerCapture(event.pointerId) || up(event));
    svg.addEventListener("keydown", (event) => {
      const step = view[2] / 10;
      const keys = {
        ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
        "+": () => zoom(1 / 1.5), "=": () => zoom(1 / 1.5), "-": () => zoom(1.5), "0": goHome,
      };
      const key = keys[event.key];
      if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      key();
    });
    renew();

    return {
      svg,
      told,
      renew,
      shut: (numbers) => {
        const shut = new Set(numbers);
        for (const [number, line] of lines) line.classList.toggle("shut", shut.has(number));
      },
      // A new way: what the button leads to, and where to look if it is not seen.
      look: (next, always) => {
        const isSeen = next[0] >= view[0] && next[1] >= view[1] && next[0] + next[2] <= view[0] + view[2] && next[1] + next[3] <= view[1] + view[3];
        home = next.slice();
        if (always || !isSeen) goHome();
      },
    };
  };

  // One scenario at a time, and what is shut in it.
  const scenarios = (drawn, shut) => {
    const show = (number) => {
      for (const part of document.querySelectorAll(".of")) part.classList.toggle("away", part.dataset.scenario !== number);
      drawn.shut(shut[Number(number)] ?? []);
    };
    for (const choice of document.querySelectorAll("input[name=scenario]")) choice.addEventListener("change", () => show(choice.value));
    show(document.querySelector("input[name=scenario]:checked")?.value ?? "0");
  };

  document.documentElement.classList.add("live");
  const hover = document.getElementById("hover");
  if (hover) {
    const said = JSON.parse(hover.textContent);
    scenarios(map(said), said.shut);
  }
  return { map, scenarios };
})();
