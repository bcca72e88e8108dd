/* How does a reader draw round areas? With a mouse or a finger: dragged round, clicked corner by
   corner, or as a box. What is inside is told by the server; nothing is cut here.

   behovsbildDraw(map, words, done)   puts the tools on the map; done gets [[longitude, latitude],
                                      ...] and the line stays until behovsbildDrawn(map) clears it */
(() => {
  "use strict";
  const STEP_PX = 6; // between two places of a dragged line
  const DRAG_PX = 40; // a shorter drag is a click with an unsteady hand
  const NEAR_PX = 16; // of the first corner: a click there closes the line
  const LEAST_PX = 6; // side of a box

  window.behovsbildDraw = (map, words, done) => {
    const tools = L.control({ position: "topleft" });
    tools.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar bb-draw");
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", words.tools);
      L.DomEvent.disableClickPropagation(bar);
      for (const kind of ["line", "box"]) {
        bar.append(tool(kind, words[kind], () => begin(map, kind, words, done)));
      }
      return bar;
    };
    tools.addTo(map);
  };

  window.behovsbildDrawn = (map) => {
    map.bbLine?.remove();
    map.bbLine = null;
  };

  const ICONS = {
    line: '<path d="M4 15 2 7l7-5 8 4-2 8-7 3z"/>',
    box: '<path d="M3 4h13v11H3z"/>',
  };

  function tool(kind, text, act) {
    const made = button(text, act);
    made.innerHTML = `<svg viewBox="0 0 19 19" aria-hidden="true">${ICONS[kind]}</svg>`;
    made.append(Object.assign(document.createElement("span"), { textContent: text }));
    made.title = text;
    made.setAttribute("aria-label", text);
    return made;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  const apart = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]);
  const length = (line) => line.slice(1).reduce((sum, p, i) => sum + apart(line[i], p), 0);
  const boxOf = ([x, y], [u, v]) => [
    [x, y],
    [u, y],
    [u, v],
    [x, v],
  ];

  /* A pad over the map takes all that the pointer does until the drawing is done. */
  function begin(map, kind, words, done) {
    map.bbPad?.end();
    window.behovsbildDrawn(map);
    const pad = document.createElement("div");
    pad.className = "bb-pad";
    pad.innerHTML = `<svg aria-hidden="true"><polygon/><g></g></svg><div class="bb-how"></div>`;
    const [shape, dots, how] = ["polygon", "g", ".bb-how"].map((part) => pad.querySelector(part));
    const before = document.activeElement;
    let corners = [];
    let stroke = null; // of a pressed pointer, from where it went down

    const end = () => {
      pad.remove();
      document.removeEventListener("keydown", heard, true);
      map.bbPad = null;
      before?.focus?.();
    };
    const finish = () => {
      if (corners.length < 3) return;
      const places = corners.map((p) => map.containerPointToLatLng(L.point(p)));
      end();
      const style = { className: "bb-line", weight: 3, dashArray: "6 5", fillOpacity: 0.08 };
      map.bbLine = L.polygon(places, { ...style, interactive: false }).addTo(map);
      done(places.map((p) => [p.lng, p.lat]));
    };
    const ready = button(words.done, finish);
    const heard = (event) => {
      if (event.key === "Escape") end();
      else if (event.key === "Enter" && event.target.tagName !== "BUTTON") finish();
      else return;
      event.preventDefault();
    };
    const show = (more) => {
      shape.setAttribute("points", [...corners, ...more].join(" "));
      const marked = kind === "line" ? corners : [];
      dots.innerHTML = marked.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4"/>`).join("");
      ready.disabled = corners.length < 3;
    };
    const at = (event) => {
      const frame = pad.getBoundingClientRect();
      return [event.clientX - frame.left, event.clientY - frame.top];
    };
    const isOnWords = (event) => how.contains(event.target);

    pad.addEventListener("pointerdown", (event) => {
      if (isOnWords(event)) return;
      event.preventDefault();
      pad.setPointerCapture(event.pointerId);
      stroke = [at(event)];
    });
    pad.addEventListener("pointermove", (event) => {
      const here = at(event);
      if (!stroke) return show(kind === "line" && corners.length ? [here] : []);
      if (kind === "box") return show(boxOf(stroke[0], here));
      if (apart(stroke[stroke.length - 1], here) >= STEP_PX) stroke.push(here);
      show(stroke);
    });
    pad.addEventListener("pointerup", (event) => {
      if (!stroke) return;
      const [drawn, here] = [stroke, at(event)];
      stroke = null;
      if (kind === "box") {
        const sides = [Math.abs(here[0] - drawn[0][0]), Math.abs(here[1] - drawn[0][1])];
        if (Math.min(...sides) < LEAST_PX) return show([]);
        corners = boxOf(drawn[0], here);
        return finish();
      }
      if (length(drawn) > DRAG_PX) {
        corners.push(...drawn);
        return finish();
      }
      if (corners.length > 2 && apart(corners[0], drawn[0]) < NEAR_PX) return finish();
      corners.push(drawn[0]);
      show([]);
    });
    pad.addEventListener("pointercancel", () => {
      stroke = null;
      show([]);
    });
    pad.addEventListener("dblclick", (event) => isOnWords(event) || finish());
    for (const kept of ["click", "dblclick", "mousedown", "touchstart", "wheel"]) {
      pad.addEventListener(kept, (event) => event.stopPropagation());
    }
    const said = document.createElement("span");
    said.textContent = words[`${kind}How`];
    said.setAttribute("role", "status");
    how.append(said, ...(kind === "line" ? [ready] : []), button(words.cancel, end));
    document.addEventListener("keydown", heard, true);
    map.getContainer().append(pad);
    map.bbPad = { end };
    show([]);
  }
})();
