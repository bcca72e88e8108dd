/* How are areas drawn? Shapes are fetched once from this server and kept by the browser; figures
   come over the socket, so that another indicator, year or choice sends no shape again.

   behovsbildMap(map, place)   begins: where the shapes are, and how the map behaves
   behovsbildShow(map, shown, chosen)  gives it figures, for one year or two side by side, and
                              the areas to outline                                          */
(() => {
  "use strict";
  const LABEL_PX = 26; // an area must be this wide and high for the mark of its class
  const HATCH = "bb-hatch";

  window.behovsbildMap = (map, place) => {
    map.bb = { place, shown: null, collection: null, others: {} };
    map.attributionControl.setPrefix(false);
    style(place);
    if (place.tiles) tiles(map, place.tiles);
    const shapes = place.shapes
      ? Promise.resolve(place.shapes)
      : fetch(place.address).then((answer) => answer.json());
    shapes.then((collection) => {
      map.bb.collection = collection;
      if (map.bb.shown) draw(map);
    });
  };

  window.behovsbildShow = (map, shown, chosen) => {
    map.bb.shown = shown;
    shown.chosen = chosen;
    window.behovsbildDrawn?.(map);
    if (map.bb.collection) draw(map);
  };

  function tiles(map, given) {
    const options = { attribution: given.attribution };
    (given.layers
      ? L.tileLayer.wms(given.address, { ...options, layers: given.layers })
      : L.tileLayer(given.address, options)
    ).addTo(map);
  }

  function draw(map) {
    const { shown } = map.bb;
    const lacking = shown.figures.map((f) => f.address).find((a) => a && !map.bb.others[a]);
    if (lacking) {
      fetch(lacking)
        .then((answer) => answer.json())
        .then((collection) => {
          map.bb.others[lacking] = collection;
          draw(map);
        });
      return;
    }
    const maps = [map, ...(shown.figures.length > 1 ? [secondMap(map)] : [])];
    if (shown.figures.length < 2 && map.bb.second) removeSecond(map);
    document.body.style.background = shown.ink.page;
    for (const [number, one] of maps.entries()) drawOne(one, map, shown.figures[number], shown);
    document.body.dataset.bbDrawn = String(shown.stamp);
  }

  function drawOne(one, main, figures, shown) {
    one.getContainer().style.background = shown.ink.page;
    name(one, figures.name);
    hatch(shown.ink);
    const collection = main.bb.others[figures.address] || main.bb.collection;
    if (one.bbLayer && one.bbCollection !== collection) forget(one);
    const layer = one.bbLayer || begin(one, main, shown, collection);
    const at = new Map(figures.codes.map((code, row) => [code, row]));
    layer.eachLayer((path) => {
      const row = at.get(path.feature.properties.c);
      path.bbRow = row;
      path.bbFigures = figures;
      path.bbChosen = shown.chosen.includes(path.feature.properties.c);
      path.setStyle(styleOf(path, shown));
      describe(path, shown);
    });
    outline(one, shown);
    mark(one, shown);
  }

  function forget(one) {
    one.bbLayer.remove();
    one.bbMarks.remove();
    one.bbOutlines.remove();
    one.bbLayer = null;
  }

  function begin(one, main, shown, collection) {
    const renderer = collection.features.length > shown.mostPaths ? L.canvas() : L.svg();
    const layer = L.geoJSON(collection, { renderer, style: { weight: 1 } }).addTo(one);
    one.bbLayer = layer;
    one.bbCollection = collection;
    one.bbOutlines = L.layerGroup().addTo(one);
    one.bbMarks = L.layerGroup().addTo(one);
    fit(one);
    layer.bindTooltip(tip, { sticky: true, className: "bb-tip", opacity: 1 });
    layer.on("click", (event) => choose(event.layer || event.sourceTarget));
    layer.on("mouseover", (event) => event.layer.setStyle({ weight: 3 }));
    layer.on("mouseout", (event) => event.layer.setStyle({ weight: 0.8 }));
    if (!one.bbZooms) {
      one.bbZooms = true;
      L.control
        .zoom({ zoomInTitle: main.bb.place.zoomIn, zoomOutTitle: main.bb.place.zoomOut })
        .addTo(one);
      if (one === main) tools(main);
      one.on("zoomend", () => mark(one, main.bb.shown));
    }
    layer.eachLayer((path) => {
      path.toGeoJSON = () => last();
    });
    return layer;
  }

  /* The tools to draw with come when the map stands: it does not wait for them. */
  function tools(main) {
    const script = document.createElement("script");
    script.src = main.bb.place.draw.script;
    script.onload = () => window.behovsbildDraw(main, main.bb.place.draw, drew);
    document.head.append(script);
  }

  function styleOf(path, shown) {
    const kind = shown.kinds[path.bbFigures.kinds[path.bbRow]] || shown.nothing;
    return {
      color: shown.ink.border,
      weight: 0.8,
      dashArray: kind.dashed ? "4 3" : null,
      fillColor: kind.hatched ? hatched(path, shown.ink) : kind.fill,
      fillOpacity: kind.dashed ? 0 : 1,
    };
  }

  const ringOf = (path) => (path.bbRow === undefined ? "" : path.bbFigures.rings[path.bbRow]);

  /* Outlines lie on top as lines of their own: areas keep their order, and with it the focus. */
  function outline(one, shown) {
    one.bbOutlines.clearLayers();
    const lines = (kept, color, weight) =>
      one.bbLayer.eachLayer((path) => {
        if (!kept(path)) return;
        const options = { interactive: false, style: { fill: false, color, weight } };
        L.geoJSON(path.feature, { ...options, renderer: path.options.renderer }).addTo(
          one.bbOutlines,
        );
      });
    lines((path) => ringOf(path), shown.ink.ring, 3);
    lines((path) => path.bbChosen, shown.ink.chosen, 4);
  }

  /* Withheld areas: a pattern, for SVG by its name and for canvas as an object. */
  function hatched(path, ink) {
    if (!path.options.renderer || path.options.renderer instanceof L.SVG) return `url(#${HATCH})`;
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.fillStyle = ink.page;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = ink.hatch;
    pen.lineWidth = 1.6;
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
    pen.stroke();
    return pen.createPattern(tile, "repeat");
  }

  function hatch(ink) {
    document.getElementById("bb-patterns")?.remove();
    const holder = document.createElement("div");
    holder.id = "bb-patterns";
    holder.innerHTML =
      `<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>` +
      `<pattern id="${HATCH}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
      `<rect width="7" height="7" fill="${ink.page}"/><rect width="2.2" height="7" fill="${ink.hatch}"/>` +
      `</pattern></defs></svg>`;
    document.body.append(holder);
  }

  /* What the area is called and what is known of it: for eyes in the tip, for ears as its name. */
  function lines(path) {
    const { bbFigures: figures, bbRow: row } = path;
    return row === undefined ? [] : [figures.names[row], ...figures.texts[row].split("\n")];
  }

  function tip(path) {
    const box = document.createElement("div");
    lines(path).forEach((line, place) => {
      const part = document.createElement(place ? "div" : "strong");
      part.textContent = line;
      box.append(part);
    });
    return box;
  }

  function describe(path, shown) {
    const element = path.getElement?.();
    if (!element) return;
    if (!shown.focusable || path.bbRow === undefined) {
      element.setAttribute("tabindex", "-1");
      element.setAttribute("aria-hidden", "true");
      return;
    }
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-pressed", String(path.bbChosen));
    element.setAttribute("aria-label", lines(path).join(", "));
    if (element.bbHeard) return;
    element.bbHeard = true;
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(path);
    });
    const heard = L.tooltip({ className: "bb-tip", opacity: 1, direction: "top" });
    element.addEventListener("focus", () =>
      heard.setLatLng(middle(path)).setContent(tip(path)).addTo(path._map),
    );
    element.addEventListener("blur", () => heard.remove());
  }

  const middle = (path) => L.latLng(path.feature.properties.p[1], path.feature.properties.p[0]);

  /* The class of each area as a mark on it, so that colour is never alone. */
  function mark(one, shown) {
    one.bbMarks.clearLayers();
    if (!shown.marked) return;
    one.bbLayer.eachLayer((path) => {
      const kind = path.bbRow === undefined ? null : shown.kinds[path.bbFigures.kinds[path.bbRow]];
      if (!kind?.mark || !path._pxBounds) return;
      const size = path._pxBounds.getSize();
      if (Math.min(size.x, size.y) < LABEL_PX) return;
      const icon = L.divIcon({
        className: "bb-mark",
        html: `<span aria-hidden="true" style="color:${kind.text}">${kind.mark}${ringOf(path)}</span>`,
        iconSize: [20, 16],
      });
      L.marker(middle(path), { icon, interactive: false, keyboard: false }).addTo(one.bbMarks);
    });
  }

  /* A chosen area goes to Python at once, past the quarter of a second that the component waits. */
  let lastChosen = null;
  const last = () => lastChosen;

  function choose(path) {
    if (!path || path.bbRow === undefined) return;
    const main = path._map.bb ? path._map : window.map;
    path.setStyle({ color: main.bb.shown.ink.chosen, weight: 4 }); // answered before Python is
    tell({ code: path.feature.properties.c }, null);
  }

  function drew(corners) {
    tell({}, { type: "Polygon", coordinates: [corners] });
  }

  function tell(properties, geometry) {
    lastChosen = { type: "Feature", geometry, properties: { ...properties, at: Date.now() } };
    const component = window.__GLOBAL_DATA__;
    component.last_active_drawing = lastChosen;
    component.previous_data = { last_active_drawing: lastChosen };
    window.Streamlit.setComponentValue(component.previous_data);
  }

  /* Two years: a second map beside the first, or under it on a phone; they move together. */
  function secondMap(map) {
    if (map.bb.second) return map.bb.second;
    const first = map.getContainer();
    const container = document.createElement("div");
    container.id = "bb-second";
    first.after(container);
    document.body.classList.add("bb-two");
    const second = L.map(container, { ...map.options, renderer: undefined, layers: [] });
    second.attributionControl.setPrefix(false);
    second.setView(map.getCenter(), map.getZoom());
    if (map.bb.place.tiles) tiles(second, map.bb.place.tiles);
    let following = false;
    const follow = (leader, other) =>
      leader.on("moveend", () => {
        if (following) return;
        following = true;
        other.setView(leader.getCenter(), leader.getZoom(), { animate: false });
        following = false;
      });
    map.bb.second = second;
    map.invalidateSize();
    fit(map);
    follow(map, second);
    follow(second, map);
    return second;
  }

  function removeSecond(map) {
    map.bb.second.remove();
    document.getElementById("bb-second").remove();
    document.body.classList.remove("bb-two");
    map.bb.second = null;
    map.invalidateSize();
    fit(map);
  }

  function fit(one) {
    const bounds = one.bbLayer?.getBounds();
    if (bounds?.isValid()) one.fitBounds(bounds, { padding: [8, 8], animate: false });
  }

  function name(one, text) {
    const container = one.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", text);
    container.dataset.title = text;
  }

  function style(place) {
    document.documentElement.lang = place.language;
    document.documentElement.classList.add("bb-coloured");
    document.documentElement.style.setProperty("--bb-height", `${place.height}px`);
  }
})();
