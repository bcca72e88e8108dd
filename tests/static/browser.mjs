// A browser as small as the map's scripts need it: elements that hold what is put on them and hear
// what is sent to them, and a Leaflet that notes what is drawn.
import { readFileSync } from "node:fs";
import vm from "node:vm";

export class FakeElement {
  constructor(tagName) {
    Object.assign(this, {
      tagName: tagName.toUpperCase(),
      children: [],
      heard: {},
      attributes: {},
    });
    Object.assign(this, { style: {}, dataset: {}, textContent: "", className: "", parts: {} });
    this.classList = new Set();
  }
  append(...more) {
    this.children.push(...more);
    for (const child of more) child.parent = this;
  }
  after(next) {
    this.parent = new FakeElement("div");
    this.parent.append(next);
  }
  remove() {
    this.gone = true;
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  querySelector(selector) {
    this.parts[selector] ??= new FakeElement(selector.replace(".", ""));
    return this.parts[selector];
  }
  contains(other) {
    return other === this || this.children.includes(other);
  }
  addEventListener(name, act) {
    this.heard[name] = [...(this.heard[name] ?? []), act];
  }
  removeEventListener(name, act) {
    this.heard[name] = (this.heard[name] ?? []).filter((other) => other !== act);
  }
  send(name, more = {}) {
    const event = { target: this, preventDefault() {}, stopPropagation() {}, ...more };
    for (const act of this.heard[name] ?? []) act(event);
  }
  getBoundingClientRect() {
    return { left: 100, top: 50 };
  }
  setPointerCapture() {}
  getContext() {
    const pen = { fillRect() {}, moveTo() {}, lineTo() {}, stroke() {} };
    pen.createPattern = () => `pattern of ${pen.strokeStyle}`;
    return pen;
  }
  focus() {
    this.focused = true;
  }
}

class Group {
  layers = [];
  addTo(map) {
    map.layers?.push(this);
    return this;
  }
  clearLayers() {
    this.layers = [];
  }
  remove() {
    this.gone = true;
  }
}

class Area {
  constructor(feature, renderer) {
    Object.assign(this, { feature, options: { renderer }, element: new FakeElement("path") });
    this._pxBounds = { getSize: () => ({ x: feature.px, y: feature.px }) };
  }
  setStyle(style) {
    this.style = { ...this.style, ...style };
  }
  getElement() {
    return this.element;
  }
}

class AreaLayer extends Group {
  heard = {};
  constructor(data, options) {
    super();
    const features = data.features ?? [data];
    Object.assign(this, { data, options });
    this.layers = features.map((feature) => new Area(feature, options.renderer));
  }
  addTo(map) {
    for (const area of this.layers) area._map = map;
    return super.addTo(map);
  }
  eachLayer(act) {
    this.layers.forEach((area) => {
      act(area);
    });
  }
  bindTooltip(tip) {
    this.tip = tip;
  }
  on(name, act) {
    this.heard[name] = act;
  }
  getBounds() {
    return { isValid: () => true };
  }
}

export class FakeMap {
  layers = [];
  heard = {};
  options = {};
  container = new FakeElement("div");
  attributionControl = { setPrefix() {} };
  fitted = 0;
  view = [[62, 16], 10];
  getContainer() {
    return this.container;
  }
  containerPointToLatLng([x, y]) {
    return { lng: x / 10, lat: y / 10 };
  }
  fitBounds() {
    this.fitted += 1;
  }
  getCenter() {
    return this.view[0];
  }
  getZoom() {
    return this.view[1];
  }
  setView(...view) {
    this.view = view;
    this.heard.moveend?.();
  }
  on(name, act) {
    this.heard[name] = act;
  }
  invalidateSize() {}
  remove() {
    this.gone = true;
  }
}

class Svg {}
class Canvas {}

function leaflet() {
  const L = {
    SVG: Svg,
    maps: [],
    tiles: [],
    svg: () => new Svg(),
    canvas: () => new Canvas(),
    point: (place) => place,
    latLng: (lat, lng) => ({ lat, lng }),
    DomEvent: { disableClickPropagation() {} },
    DomUtil: { create: () => new FakeElement("div") },
    control: () => ({
      addTo(map) {
        map.tools = this.onAdd();
      },
    }),
    geoJSON: (data, options) => new AreaLayer(data, options),
    layerGroup: () => new Group(),
    polygon: (corners, options) => Object.assign(new Group(), { corners, options }),
    tooltip: () => new Group(),
    divIcon: (icon) => icon,
    marker: (place, { icon }) => ({ addTo: (group) => group.layers.push({ place, icon }) }),
    tileLayer: (address, options) => ({ addTo: () => L.tiles.push({ address, ...options }) }),
    map(container, options) {
      const made = Object.assign(new FakeMap(), { container, options });
      L.maps.push(made);
      return made;
    },
  };
  L.control.zoom = () => ({ addTo() {} });
  L.tileLayer.wms = (address, options) => L.tileLayer(address, { ...options, wms: true });
  return L;
}

/** A page with these scripts of static/map/ in it; `answers`: address -> what fetching it gives. */
export function page(scripts, answers = {}) {
  const document = new FakeElement("document");
  Object.assign(document, {
    body: new FakeElement("body"),
    head: new FakeElement("head"),
    documentElement: new FakeElement("html"),
    activeElement: new FakeElement("button"),
    createElement: (name) => new FakeElement(name),
    getElementById: (id) => document.body.children.find((child) => child.id === id) ?? second(id),
  });
  // The second map's place stands beside the first's, outside the body's own children.
  const second = (id) => world.L.maps.map((map) => map.container).find((c) => c.id === id) ?? null;
  document.documentElement.style.setProperty = (name, value) => {
    document.documentElement.style[name] = value;
  };
  const told = [];
  const fetched = [];
  const world = vm.createContext({
    L: leaflet(),
    document,
    told,
    fetched,
    console,
    fetch: async (address) => {
      fetched.push(address);
      return { json: async () => answers[address] };
    },
    Streamlit: { setComponentValue: (value) => told.push(value) },
    __GLOBAL_DATA__: {},
  });
  world.window = world;
  document.body.classList.remove = document.body.classList.delete;
  for (const name of scripts) {
    const file = new URL(`../../static/map/${name}`, import.meta.url);
    vm.runInContext(readFileSync(file, "utf8"), world, { filename: name });
  }
  return world;
}

/** Values out of the page's own world, to be compared with ours. */
export const plain = (value) => JSON.parse(JSON.stringify(value));
/** What was asked for has come when this is over. */
export const arrived = () => new Promise((resolve) => setImmediate(resolve));
