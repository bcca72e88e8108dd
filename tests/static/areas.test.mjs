// The map draws what Python says of each area, tells it to eyes and ears, and tells Python what is
// chosen; shapes are fetched once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrived, FakeMap, page, plain } from "./browser.mjs";

const area = (code, place = [13, 59], px = 60) => ({ properties: { c: code, p: place }, px });
const SHAPES = { features: [area("A"), area("B"), area("C"), area("D")] };
const INK = { page: "page", border: "border", hatch: "hatch", chosen: "chosen", ring: "ring" };
const KINDS = [
  { fill: "low", mark: "1", text: "ink", hatched: false, dashed: false },
  { fill: "high", mark: "2", text: "ink", hatched: false, dashed: false },
  { fill: "", mark: "", text: "", hatched: true, dashed: false },
];
const NOTHING = { fill: "", mark: "", text: "", hatched: false, dashed: true };
const PLACE = { address: "shapes.json", language: "sv", height: 500, draw: { script: "draw.js" } };

const figures = (name, more = {}) => ({
  name,
  address: null,
  codes: ["A", "B", "C"],
  names: ["Norr", "Öst", "Syd"],
  texts: ["10 %\n20 personer", "30 %", "för få"],
  kinds: [0, 1, 2],
  rings: ["", "▲", ""],
  ...more,
});
const shown = (...all) => ({
  stamp: 2024,
  figures: all,
  kinds: KINDS,
  nothing: NOTHING,
  ink: INK,
  focusable: true,
  marked: true,
  mostPaths: 1500,
});

async function drawn({ place = {}, shapes = SHAPES, chosen = [], others = {}, ...more } = {}) {
  const world = page(["areas.js"], { "shapes.json": shapes, ...others });
  const map = new FakeMap();
  world.map = map;
  world.behovsbildMap(map, { ...PLACE, ...place });
  world.behovsbildShow(map, { ...shown(figures("2024")), ...more }, chosen);
  await arrived();
  return { world, map };
}
const areasOf = (map) =>
  Object.fromEntries(map.bbLayer.layers.map((a) => [a.feature.properties.c, a]));
const noted = (world) => {
  const added = [];
  const { geoJSON } = world.L;
  world.L.geoJSON = (data, options) => {
    const layer = geoJSON(data, options);
    if (options.interactive === false) added.push([data.properties.c, options.style.color]);
    return layer;
  };
  return added;
};

test("an area has the colour of its class", async () => {
  const { A, B } = areasOf((await drawn()).map);
  assert.equal(A.style.fillColor, "low");
  assert.equal(B.style.fillColor, "high");
  assert.deepEqual([A.style.fillOpacity, A.style.dashArray], [1, null]);
});

test("a withheld area is a pattern, and one without a figure is empty with a dashed border", async () => {
  const { C, D } = areasOf((await drawn()).map);
  assert.equal(C.style.fillColor, "url(#bb-hatch)");
  assert.deepEqual([D.style.fillOpacity, D.style.dashArray], [0, "4 3"]);
});

test("an area is told to ears as to eyes, and one without a figure to nobody", async () => {
  const { map } = await drawn({ chosen: ["B"] });
  const { A, B, D } = areasOf(map);
  assert.equal(A.element.attributes["aria-label"], "Norr, 10 %, 20 personer");
  assert.equal(A.element.attributes["aria-pressed"], "false");
  assert.equal(B.element.attributes["aria-pressed"], "true");
  assert.equal(D.element.attributes["aria-hidden"], "true");
  assert.deepEqual(
    map.bbLayer.tip(A).children.map((line) => [line.tagName, line.textContent]),
    [
      ["STRONG", "Norr"],
      ["DIV", "10 %"],
      ["DIV", "20 personer"],
    ],
  );
});

test("where areas are many, none of them stops the keyboard", async () => {
  const { A } = areasOf((await drawn({ focusable: false })).map);
  assert.equal(A.element.attributes.tabindex, "-1");
});

test("areas that lie together, and the chosen ones, get a line of their own on top", async () => {
  const { world, map } = await drawn();
  const added = noted(world);
  world.behovsbildShow(map, shown(figures("2024")), ["A", "C"]);
  assert.deepEqual(added, [
    ["B", "ring"],
    ["A", "chosen"],
    ["C", "chosen"],
  ]);
});

test("the mark of a class stands on each area that has room for it", async () => {
  const shapes = {
    features: [area("A", [13, 59], 25), area("B", [14, 60], 26), area("C"), area("D")],
  };
  const { map } = await drawn({ shapes });
  const [mark, ...more] = map.bbMarks.layers;
  assert.deepEqual(more, []);
  assert.match(mark.icon.html, />2▲</);
  assert.deepEqual(plain(mark.place), { lat: 60, lng: 14 });
  assert.deepEqual((await drawn({ marked: false })).map.bbMarks.layers, []);
});

test("another figure over the same shapes fetches nothing and keeps the layer", async () => {
  const { world, map } = await drawn();
  const layer = map.bbLayer;
  world.behovsbildShow(map, shown(figures("2023", { kinds: [1, 0, 2] })), []);
  await arrived();
  assert.deepEqual(plain(world.fetched), ["shapes.json"]);
  assert.equal(map.bbLayer, layer);
  assert.equal(areasOf(map).A.style.fillColor, "high");
});

test("figures that come before the shapes are drawn when the shapes are there", async () => {
  const { world, map } = await drawn();
  assert.equal(world.document.body.dataset.bbDrawn, "2024");
  assert.equal(map.fitted, 1);
});

test("another figure leaves no line and no mark of the one before", async () => {
  const { world, map } = await drawn({ chosen: ["A"] });
  for (const group of [map.bbOutlines, map.bbMarks]) group.layers = ["of the one before"];
  world.behovsbildShow(map, shown(figures("2023")), []);
  assert.ok(![...map.bbOutlines.layers, ...map.bbMarks.layers].includes("of the one before"));
});

test("shapes may come with the map itself, where they could not be kept as a file", async () => {
  const { world, map } = await drawn({ place: { shapes: SHAPES } });
  assert.deepEqual(plain(world.fetched), []);
  assert.equal(areasOf(map).A.style.fillColor, "low");
});

test("two years are two maps that move together, and one again when one is asked for", async () => {
  const { world, map } = await drawn();
  world.behovsbildShow(map, shown(figures("2024"), figures("2014", { kinds: [1, 1, 2] })), []);
  const second = map.bb.second;
  assert.equal(areasOf(second).A.style.fillColor, "high");
  assert.equal(areasOf(map).A.style.fillColor, "low");
  map.setView([60, 14], 12);
  assert.deepEqual(second.view.slice(0, 2), [[60, 14], 12]);
  second.setView([61, 15], 11);
  assert.deepEqual(map.view.slice(0, 2), [[61, 15], 11]);
  world.behovsbildShow(map, shown(figures("2024")), []);
  assert.ok(second.gone);
  assert.equal(map.bb.second, null);
  assert.ok(!world.document.body.classList.has("bb-two"));
});

test("a year with other borders has shapes of its own, fetched once", async () => {
  const others = { "old.json": { features: [area("A")] } };
  const { world, map } = await drawn({ others });
  const both = shown(figures("2024"), figures("2014", { address: "old.json" }));
  for (let time = 0; time < 2; time += 1) {
    world.behovsbildShow(map, both, []);
    await arrived();
  }
  assert.deepEqual(plain(world.fetched), ["shapes.json", "old.json"]);
  assert.deepEqual(Object.keys(areasOf(map.bb.second)), ["A"]);
});

test("when the second year's borders change, the ones before are taken away", async () => {
  const others = { "old.json": { features: [area("A")] } };
  const { world, map } = await drawn({ others });
  world.behovsbildShow(map, shown(figures("2024"), figures("2020")), []);
  const before = map.bb.second.bbLayer;
  world.behovsbildShow(map, shown(figures("2024"), figures("2014", { address: "old.json" })), []);
  await arrived();
  assert.ok(before.gone);
  assert.deepEqual(Object.keys(areasOf(map.bb.second)), ["A"]);
});

test("a chosen area is told to Python at once; one without a figure cannot be chosen", async () => {
  const { world, map } = await drawn();
  const { A, D } = areasOf(map);
  map.bbLayer.heard.click({ layer: D });
  assert.deepEqual(plain(world.told), []);
  map.bbLayer.heard.click({ layer: A });
  const [{ last_active_drawing: told }] = plain(world.told);
  assert.deepEqual([told.properties.code, told.geometry], ["A", null]);
  assert.equal(A.style.color, "chosen");
  assert.equal(plain(A.toGeoJSON()).properties.code, "A");
});

test("Enter and space choose an area, other keys do not", async () => {
  const { world, map } = await drawn();
  const { B } = areasOf(map);
  for (const key of ["Tab", "a", "Enter", " "]) B.element.send("keydown", { key });
  assert.deepEqual(
    plain(world.told).map((told) => told.last_active_drawing.properties.code),
    ["B", "B"],
  );
});

test("a key is heard once, however often the figures change", async () => {
  const { world, map } = await drawn();
  for (let time = 0; time < 3; time += 1) {
    world.behovsbildShow(map, shown(figures("2024")), []);
  }
  areasOf(map).B.element.send("keydown", { key: "Enter" });
  assert.equal(world.told.length, 1);
});

test("what is drawn round areas is told as a closed polygon's corners", async () => {
  const { world } = await drawn();
  const [script] = world.document.head.children;
  const corners = [
    [13, 59],
    [14, 59],
    [14, 60],
  ];
  world.behovsbildDraw = (_map, _words, done) => done(corners);
  script.onload();
  const [{ last_active_drawing: told }] = plain(world.told);
  assert.deepEqual(told.geometry, { type: "Polygon", coordinates: [corners] });
  assert.equal(told.properties.code, undefined);
});

test("beyond a limit areas are drawn on a canvas, withheld ones still as a pattern", async () => {
  const { map } = await drawn({ mostPaths: 4 });
  const layer = map.bbLayer;
  assert.equal(layer.options.renderer.constructor.name, "Svg");
  const many = await drawn({ mostPaths: 3 });
  assert.equal(many.map.bbLayer.options.renderer.constructor.name, "Canvas");
  assert.equal(areasOf(many.map).C.style.fillColor, "pattern of hatch");
});

test("a background map is asked for only where one is set, as tiles or as WMS", async () => {
  assert.deepEqual((await drawn()).world.L.tiles, []);
  const tiles = { address: "https://kartor.exempelby.se", attribution: "Exempelby" };
  const plainly = (await drawn({ place: { tiles } })).world.L.tiles;
  assert.deepEqual(plain(plainly), [tiles]);
  const wms = (await drawn({ place: { tiles: { ...tiles, layers: "topo" } } })).world.L.tiles;
  assert.deepEqual(plain(wms), [{ ...tiles, layers: "topo", wms: true }]);
});
