// What a reader draws becomes an area: dragged round, clicked corner by corner, or as a box.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeMap, page, plain } from "./browser.mjs";

const WORDS = { tools: "Rita", line: "Runt", box: "Ruta", done: "Klar", cancel: "Avbryt" };
let world;
let map;
let drawn;

beforeEach(() => {
  world = page(["draw.js"]);
  map = new FakeMap();
  drawn = [];
  world.behovsbildDraw(map, { ...WORDS, lineHow: "Dra", boxHow: "Dra" }, (corners) =>
    drawn.push(plain(corners)),
  );
});

const begin = (kind) => {
  map.tools.children[kind === "line" ? 0 : 1].send("click");
  return map.container.children.at(-1);
};
// The pad begins 100 to the right and 50 down, so that a place on it is not one on the screen.
const at = ([x, y]) => ({ clientX: x + 100, clientY: y + 50, pointerId: 1 });
const drag = (pad, [first, ...rest]) => {
  pad.send("pointerdown", at(first));
  for (const place of rest) pad.send("pointermove", at(place));
  pad.send("pointerup", at(rest.at(-1) ?? first));
};
const click = (pad, place) => drag(pad, [place]);
const key = (name, tagName = "BODY") =>
  world.document.send("keydown", { key: name, target: { tagName } });
const shape = (pad) => pad.querySelector("polygon").attributes.points;
const ready = (pad) => pad.querySelector(".bb-how").children[1];

test("the tools are named for those who do not see them", () => {
  assert.equal(map.tools.attributes["aria-label"], "Rita");
  assert.deepEqual(
    map.tools.children.map((tool) => tool.attributes["aria-label"]),
    ["Runt", "Ruta"],
  );
});

test("a box is its four corners, from where the drag began", () => {
  drag(begin("box"), [
    [10, 20],
    [110, 220],
  ]);
  assert.deepEqual(drawn, [
    [
      [1, 2],
      [11, 2],
      [11, 22],
      [1, 22],
    ],
  ]);
  assert.equal(map.bbLine.options.className, "bb-line");
});

test("a box that is thinner than six pixels is a slip of the hand", () => {
  const pad = begin("box");
  drag(pad, [
    [10, 20],
    [200, 25],
  ]);
  assert.deepEqual(drawn, []);
  assert.equal(shape(pad), "");
  drag(pad, [
    [10, 20],
    [200, 26],
  ]);
  assert.equal(drawn.length, 1);
});

test("a dragged line ends when the finger lifts, and keeps no two places nearer than six pixels", () => {
  drag(begin("line"), [
    [0, 0],
    [50, 0],
    [53, 0],
    [50, 50],
    [0, 50],
  ]);
  assert.deepEqual(drawn, [
    [
      [0, 0],
      [5, 0],
      [5, 5],
      [0, 5],
    ],
  ]);
});

test("a drag of forty pixels or less is a click with an unsteady hand", () => {
  const pad = begin("line");
  drag(pad, [
    [0, 0],
    [20, 0],
    [0, 0],
    [0, 0],
  ]);
  assert.equal(shape(pad), "0,0");
  assert.deepEqual(drawn, []);
});

test("corners are clicked, and a click near the first closes the line", () => {
  const pad = begin("line");
  for (const corner of [
    [0, 0],
    [90, 0],
    [90, 90],
  ]) {
    click(pad, corner);
  }
  click(pad, [16, 0]);
  assert.deepEqual(drawn, [], "sixteen pixels away is a corner of its own");
  click(pad, [15, 0]);
  assert.equal(drawn.length, 1);
  assert.deepEqual(drawn[0].at(-1), [1.6, 0]);
});

test("two corners are no area: Done waits for a third", () => {
  const pad = begin("line");
  click(pad, [0, 0]);
  click(pad, [90, 0]);
  assert.equal(ready(pad).disabled, true);
  key("Enter");
  assert.deepEqual(drawn, []);
  click(pad, [90, 90]);
  assert.equal(ready(pad).disabled, false);
  ready(pad).send("click");
  assert.equal(drawn.length, 1);
});

test("Enter ends the line, but not on a button, which it presses", () => {
  const pad = begin("line");
  for (const x of [0, 90, 180]) click(pad, [x, x === 90 ? 90 : 0]);
  key("Enter", "BUTTON");
  assert.deepEqual(drawn, []);
  key("Enter");
  assert.equal(drawn.length, 1);
});

test("Escape leaves without an area, and gives the keyboard back to where it was", () => {
  const before = world.document.activeElement;
  const pad = begin("line");
  for (const x of [0, 90, 180]) click(pad, [x, x === 90 ? 90 : 0]);
  key("Escape");
  assert.ok(pad.gone && before.focused);
  assert.equal(map.bbPad, null);
  key("Enter");
  assert.deepEqual(drawn, []);
});

test("a drag that the system takes over leaves the corners that were there", () => {
  const pad = begin("line");
  click(pad, [0, 0]);
  pad.send("pointerdown", at([50, 50]));
  pad.send("pointermove", at([80, 80]));
  pad.send("pointercancel");
  assert.equal(shape(pad), "0,0");
});

test("what is clicked among the words is no corner", () => {
  const pad = begin("line");
  const how = pad.querySelector(".bb-how");
  pad.send("pointerdown", { ...at([5, 5]), target: how.children[0] });
  pad.send("pointerup", { ...at([5, 5]), target: how.children[0] });
  assert.equal(shape(pad), "");
});

test("one drawing at a time: the next takes away the pad and the line of the one before", () => {
  const first = begin("box");
  const second = begin("line");
  assert.ok(first.gone && !second.gone);
  drag(second, [
    [0, 0],
    [50, 0],
    [50, 50],
  ]);
  const line = map.bbLine;
  world.behovsbildDrawn(map);
  assert.ok(line.gone);
  assert.equal(map.bbLine, null);
});
