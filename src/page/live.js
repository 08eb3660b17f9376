// The live page: the controls say a question, the address holds it, the server answers it.
(() => {
  const byId = (id) => document.getElementById(id);
  const problem = byId("problem");
  const USUAL = { by: "time", alternatives: "3", load: "teu" };
  const WAIT = 80;

  // The token comes in the part of the address that is never sent, and stays in this browser, so that bookmarks need not hold it.
  const KEY = "corridor-token";
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  let token = given ?? "";
  try {
    if (given) localStorage.setItem(KEY, given);
    else token = localStorage.getItem(KEY) ?? "";
  } catch {
    // A browser that keeps nothing asks for the whole address each time.
  }
  if (given) history.replaceState(null, "", location.pathname + location.search);

  const send = async (path, signal) => {
    const answer = await fetch(path, { headers: { Authorization: "Bearer " + token }, signal });
    if (answer.ok) return answer;
    const { error } = await answer.json().catch(() => ({ error: { message: `the server says ${answer.status}` } }));
    throw Object.assign(new Error(error.message), { help: error.help ?? "" });
  };
  const tell = (error) => {
    problem.hidden = !error;
    problem.textContent = error ? [error.message, error.help].filter(Boolean).join(": ") : "";
  };
  // Parts of the page come as text that its template escaped; a parser that runs no script makes them.
  const put = (place, html) => place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  const make = (name, text, ...classes) => {
    const part = document.createElement(name);
    part.textContent = text;
    part.classList.add(...classes);
    if (name === "button") part.type = "button";
    return part;
  };

  const run = async () => {
    const start = await (await send("/page/start")).json();
    put(byId("controls-here"), start.controls);
    if (matchMedia("(max-width: 62rem)").matches) byId("controls").open = false;
    put(byId("map-here"), start.map);
    byId("live").hidden = false;
    const drawn = page.map(start.hover);
    const form = byId("ask");
    const ends = [form.elements.from, form.elements.to];
    const lists = new Map([...form.querySelectorAll("[data-list]")].map((part) => [part.dataset.list, []]));
    const names = new Map([...start.hover.places.map((place) => [place.id, place.name]), ...Object.entries(start.hover.countries)]);
    let others = []; // Links that the address names and no box stands for.

    // What is asked, as the address says it.
    const asked = () => {
      const question = new URLSearchParams();
      const say = (name, value, usual = "") => value !== usual && question.append(name, value);
      for (const end of ends) say(end.name, end.dataset.value ?? end.value.trim());
      for (const name of ["by", "alternatives", "load", "scenario", "as_of", "bounds", "corridor"]) say(name, form.elements[name]?.value ?? "", USUAL[name]);
      const modes = [...form.querySelectorAll("input[name=mode]")];
      if (modes.some((box) => box.checked !== box.defaultChecked)) for (const box of modes.filter((box) => box.checked)) say("mode", box.value);
      const links = [...form.querySelectorAll("input[name=with]:checked")];
      for (const link of [...links.map((box) => box.value), ...others]) say("with", link);
      const reopened = links.flatMap((box) => box.dataset.reopen.split(" ").filter(Boolean));
      for (const [name, list] of lists) for (const value of new Set(name === "reopen" ? [...list, ...reopened] : list)) say(name, value);
      for (const box of form.querySelectorAll("input[name=beside]:checked")) say("beside", box.value);
      return question;
    };
    const fill = (question) => {
      form.reset();
      for (const end of ends) {
        const value = question.get(end.name) ?? "";
        end.value = names.get(value) ?? value;
        end.dataset.value = value;
      }
      for (const name of ["by", "alternatives", "load", "scenario", "as_of", "bounds", "corridor"]) {
        if (question.get(name) && form.elements[name]) form.elements[name].value = question.get(name);
      }
      if (question.has("mode")) for (const box of form.querySelectorAll("input[name=mode]")) box.checked = question.getAll("mode").includes(box.value);
      const links = [...form.querySelectorAll("input[name=with]")];
      for (const box of links) box.checked = question.getAll("with").includes(box.value);
      others = question.getAll("with").filter((link) => !links.some((box) => box.value === link));
      const reopened = links.filter((box) => box.checked).flatMap((box) => box.dataset.reopen.split(" "));
      for (const name of lists.keys()) lists.set(name, question.getAll(name).filter((value) => name !== "reopen" || !reopened.includes(value)));
      for (const box of form.querySelectorAll("input[name=beside]")) box.checked = question.getAll("beside").includes(box.value);
      for (const name of lists.keys()) chips(name);
    };

    // Lists: what stands in one is a button that takes it away.
    const chips = (name) => {
      const place = form.querySelector(`[data-list=${name}] .chips`);
      place.replaceChildren(...lists.get(name).map((value) => {
        const item = document.createElement("li");
        const chip = make("button", `${names.get(value) ?? value} ×`);
        chip.setAttribute("aria-label", `Take away ${names.get(value) ?? value}`);
        chip.addEventListener("click", () => toggle(name, value));
        item.append(chip);
        return item;
      }));
    };
    const toggle = (name, value) => {
      const list = lists.get(name);
      lists.set(name, list.includes(value) ? list.filter((other) => other !== value) : [...list, value]);
      chips(name);
      ask();
    };

    // The answer.
    let waiting = null;
    let known = "";
    const ask = async (how = "push") => {
      const question = asked();
      if (!question.get("from") || !question.get("to")) return;
      waiting?.abort();
      const own = (waiting = new AbortController());
      byId("live").classList.add("asking");
      try {
        const answer = await (await send(`/page/answer?${question}`, own.signal)).json();
        const address = `${location.pathname}?${question}`;
        if (how !== "stay" && address !== location.pathname + location.search) history[how + "State"](null, "", address);
        tell(null);
        show(answer);
      } catch (error) {
        if (error.name !== "AbortError") tell(error);
      } finally {
        if (waiting === own) byId("live").classList.remove("asking");
      }
    };
    const show = (answer) => {
      document.title = `${answer.title} – corridor`;
      byId("title").textContent = answer.title;
      put(byId("question"), answer.question);
      put(byId("lead"), answer.lead);
      put(byId("evidence"), answer.evidence);
      byId("command").textContent = `The same as a file: ${answer.command}`;
      byId("said").textContent = `${answer.title}: ${byId("lead").querySelector(".lead").textContent}`;
      ends.forEach((end, i) => {
        end.dataset.value ??= end.value.trim();
        end.value = answer.ends[i];
      });
      const ways = new DOMParser().parseFromString(answer.ways, "text/html").querySelector("svg");
      byId("ways").replaceChildren(...ways.childNodes);
      const isOther = known !== answer.title;
      known = answer.title;
      drawn.look(answer.view, isOther);
      drawn.renew();
      page.scenarios(drawn, answer.shut);
      const closed = new Set(lists.get("close"));
      for (const land of drawn.svg.querySelectorAll("[data-k]")) land.classList.toggle("closed", closed.has(land.dataset.k));
      for (const dot of drawn.svg.querySelectorAll("[data-p]")) dot.classList.toggle("closed", closed.has(start.hover.places[dot.dataset.p].id));
      days.show(answer.as_of);
    };

    // Names that are begun.
    const ahead = (input) => {
      const box = byId(input.getAttribute("aria-controls"));
      const list = input.closest("[data-list]")?.dataset.list;
      let offered = [];
      let chosen = -1;
      let late = 0;
      let asking = null;
      const close = () => {
        box.hidden = true;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
        chosen = -1;
      };
      const take = (one) => {
        close();
        names.set(one.id, one.name);
        if (list) {
          input.value = "";
          if (!lists.get(list).includes(one.id)) toggle(list, one.id);
        } else {
          input.value = one.name;
          input.dataset.value = one.id;
          ask();
        }
      };
      const mark = (next) => {
        chosen = (next + offered.length) % offered.length;
        [...box.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
        input.setAttribute("aria-activedescendant", box.children[chosen].id);
        box.children[chosen].scrollIntoView({ block: "nearest" });
      };
      const offer = async () => {
        const begun = input.value.trim();
        if (!begun) return close();
        asking?.abort();
        asking = new AbortController();
        try {
          const question = new URLSearchParams({ q: begun, kind: input.dataset.kind });
          offered = await (await send(`/api/names?${question}`, asking.signal)).json();
        } catch (error) {
          if (error.name !== "AbortError") tell(error);
          return;
        }
        box.replaceChildren(...offered.map((one, i) => {
          const item = make("li", one.alias ? `${one.name} – ${one.alias}` : one.name);
          item.id = `${box.id}-${i}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          if (one.about) item.append(make("small", ` ${one.about}`));
          item.addEventListener("pointerdown", (event) => {
            event.preventDefault();
            take(one);
          });
          return item;
        }));
        chosen = -1;
        box.hidden = offered.length === 0;
        input.setAttribute("aria-expanded", String(offered.length > 0));
      };
      input.addEventListener("input", () => {
        delete input.dataset.value;
        clearTimeout(late);
        late = setTimeout(offer, WAIT);
      });
      input.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          event.preventDefault();
          if (box.hidden) offer();
          else mark(event.key === "ArrowDown" ? chosen + 1 : chosen - 1);
        } else if (event.key === "Enter") {
          event.preventDefault();
          clearTimeout(late);
          if (!box.hidden && chosen >= 0) take(offered[chosen]);
          else if (!input.value.trim()) return;
          else if (list) {
            close();
            const text = input.value.trim();
            input.value = "";
            toggle(list, text);
          } else {
            close();
            delete input.dataset.value;
            ask();
          }
        } else if (event.key === "Escape") {
          close();
        }
      });
      // What was written and not chosen counts as it stands, when its field is left.
      input.addEventListener("change", (event) => event.stopPropagation());
      input.addEventListener("blur", () => {
        clearTimeout(late);
        asking?.abort();
        close();
        if (!list && input.value.trim() && input.dataset.value === undefined) ask();
      });
    };
    for (const input of form.querySelectorAll("[role=combobox]")) ahead(input);

    // Days.
    const days = (() => {
      const DAY = 86400000;
      const [slider, written, told] = [byId("day"), form.elements.as_of, byId("in-force")];
      const first = Date.parse(slider.dataset.from);
      slider.max = String((Date.parse(slider.dataset.until) - first) / DAY);
      const events = [...document.querySelectorAll("#events li")];
      const show = (day) => {
        slider.value = String((Date.parse(day) - first) / DAY);
        slider.setAttribute("aria-valuetext", day);
        const inForce = events.filter(({ dataset }) => dataset.effect !== "note" && dataset.from <= day && (!dataset.until || dataset.until >= day));
        for (const event of events) event.classList.toggle("in-force", inForce.includes(event));
        told.textContent = `${day}: ${inForce.length} closures and restrictions in force`;
      };
      let late = 0;
      slider.addEventListener("input", () => {
        written.value = new Date(first + Number(slider.value) * DAY).toISOString().slice(0, 10);
        show(written.value);
        clearTimeout(late);
        late = setTimeout(() => ask("replace"), WAIT);
      });
      slider.addEventListener("change", (event) => {
        event.stopPropagation();
        clearTimeout(late);
        ask();
      });
      for (const button of document.querySelectorAll("#events button")) {
        button.addEventListener("click", () => {
          written.value = button.dataset.day;
          ask();
        });
      }
      return { show };
    })();

    // The map: a click closes countries, straits and border posts; of another place it asks what it is to be.
    drawn.svg.addEventListener("click", ({ target }) => {
      if (drawn.svg.classList.contains("moved")) return;
      if (target.dataset.k) toggle("close", target.dataset.k);
      if (!target.dataset.p) return;
      const place = start.hover.places[target.dataset.p];
      if (place.kind === "strait" || place.kind === "border") return toggle("close", place.id);
      const be = (text, done) => {
        const button = make("button", text);
        button.addEventListener("click", done);
        return button;
      };
      const end = (i) => () => {
        ends[i].dataset.value = place.id;
        ask();
      };
      drawn.told.replaceChildren(`${place.said} `, be("From here", end(0)), be("To here", end(1)), be("By way of it", () => toggle("via", place.id)), be("Close it", () => toggle("close", place.id)));
    });

    // The rest.
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => ask());
    byId("swap").addEventListener("click", () => {
      const [from, to] = ends.map((end) => end.dataset.value ?? end.value.trim());
      [ends[0].dataset.value, ends[1].dataset.value] = [to, from];
      ask();
    });
    byId("anew").addEventListener("click", () => {
      fill(usual());
      ask();
    });
    byId("copy").addEventListener("click", () => navigator.clipboard.writeText(location.href).then(() => (byId("said").textContent = "Copied."), tell));
    for (const button of form.querySelectorAll("[data-file]")) {
      button.addEventListener("click", async () => {
        try {
          const file = await (await send(`/download/${button.dataset.file}?${asked()}`)).blob();
          const link = document.createElement("a");
          link.href = URL.createObjectURL(file);
          link.download = button.dataset.file;
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 10000);
          tell(null);
        } catch (error) {
          tell(error);
        }
      });
    }
    document.addEventListener("click", (event) => {
      // Examples lead to questions of this page.
      const link = event.target.closest("a.example");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      fill(new URL(link.href).searchParams);
      ask();
    });
    const usual = () => new URLSearchParams(start.first ? { from: start.first[0], to: start.first[1] } : {});
    const fromAddress = () => {
      const question = new URLSearchParams(location.search);
      const isAsked = question.has("from") && question.has("to");
      fill(isAsked ? question : usual());
      return ask(isAsked ? "stay" : "replace");
    };
    window.addEventListener("popstate", fromAddress);
    await fromAddress();
  };
  run().catch(tell);
})();
