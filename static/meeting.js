// Meeting mode: a dialog that ui/page/meeting.py has made is opened, turned and left without the server.
// The presenter's window is filled and listened to from here, so it always shows the same slide.
(() => {
  "use strict";
  const openDeck = () => document.querySelector("dialog.bb-meeting[open]");
  const slides = (deck) => [...deck.querySelectorAll("section.bb-slide")];
  const place = (deck) => Number(deck.dataset.place || 0);

  const show = (deck, wanted) => {
    const all = slides(deck);
    const now = Math.max(0, Math.min(all.length - 1, wanted));
    all.forEach((slide, number) => {
      slide.hidden = number !== now;
    });
    deck.dataset.place = now;
    all[now].querySelector("h2").focus({ preventScroll: true });
    tell(deck);
  };
  const turn = (deck, by) => show(deck, place(deck) + by);
  const notes = (deck, wanted) => {
    const shown = deck.classList.toggle("bb-with-notes", wanted);
    deck.querySelectorAll(".bb-notes").forEach((aside) => {
      aside.hidden = !shown;
    });
  };
  const full = (deck) => {
    if (document.fullscreenElement) document.exitFullscreen();
    else deck.requestFullscreen?.().catch(() => {});
  };
  const leave = (deck) => {
    if (document.fullscreenElement) document.exitFullscreen();
    deck.close();
  };
  const open = (deck) => {
    if (!deck.open) deck.showModal();
    show(deck, place(deck));
  };

  // The presenter's window: an empty one of our own origin, so the page's policy holds in it too.
  const STYLE = `
    :root { color-scheme: light dark; }
    body { box-sizing: border-box; height: 100vh; margin: 0; padding: 1rem 1.6rem;
      display: flex; flex-direction: column; font: 1.25rem/1.5 "Source Sans", "Segoe UI", sans-serif;
      background: var(--bb-page); color: var(--bb-text); }
    header { display: flex; flex-wrap: wrap; gap: .4rem 2rem; align-items: baseline; }
    header h1 { font-size: 1rem; font-weight: 600; margin: 0; flex: 1 1 auto; }
    .clock { font-size: 1.7rem; font-weight: 700; font-variant-numeric: tabular-nums; }
    h2 { font-size: 1rem; font-weight: 600; margin: .7rem 0 .1rem; color: var(--bb-muted); }
    .now { font-size: 1.5rem; font-weight: 700; line-height: 1.25; margin: 0; }
    main { flex: 1 1 auto; min-height: 0; display: flex; flex-direction: column; }
    .notes { flex: 1 1 auto; min-height: 0; overflow: auto; margin-top: .5rem; }
    .notes p { margin: 0 0 .5rem; }
    .next { font-weight: 600; margin: 0; }
    nav { display: flex; gap: .6rem; margin-top: .7rem; }
    button { font: inherit; padding: .3rem 1rem; color: inherit; background: transparent;
      border: 1px solid var(--bb-unsure); border-radius: 6px; cursor: pointer; }
    button:focus-visible { outline: 3px solid var(--bb-better); outline-offset: 2px; }`;
  const made = (page, name, text, style) => {
    const element = page.createElement(name);
    if (text) element.textContent = text;
    if (style) element.className = style;
    return element;
  };
  const their = () => {
    const window_ = window.behovsbildPresenter;
    return window_ && !window_.closed ? window_ : null;
  };
  const minutes = (deck) => Math.floor((Date.now() - Number(deck.dataset.started)) / 60000);
  const tick = () => {
    const deck = openDeck();
    const clock = their()?.document.querySelector(".clock");
    if (!deck || !clock) return;
    clock.textContent = new Date().toTimeString().slice(0, 5);
    their().document.querySelector(".since").textContent = deck.dataset.since.replace(
      "{minutes}",
      minutes(deck),
    );
  };
  const tell = (deck) => {
    const page = their()?.document;
    if (!page?.body) return;
    const all = slides(deck);
    const now = all[place(deck)];
    const next = all[place(deck) + 1];
    page.querySelector(".count").textContent = `${place(deck) + 1} / ${all.length}`;
    page.querySelector(".now").textContent = now.querySelector("h2").textContent;
    page.querySelector(".next").textContent = next
      ? next.querySelector("h2").textContent
      : deck.dataset.last;
    const told = [...now.querySelectorAll(".bb-notes p")].map((p) =>
      made(page, "p", p.textContent),
    );
    page
      .querySelector(".notes")
      .replaceChildren(...(told.length ? told : [made(page, "p", deck.dataset.empty)]));
    tick();
  };
  // The window has no address of its own to find the style sheet by, but is of the same origin.
  const colours = (page) => {
    const { href } = document.querySelector("link[href*='/colours.css']");
    return Object.assign(page.createElement("link"), { rel: "stylesheet", href });
  };
  const fill = (deck, page) => {
    const words = deck.dataset;
    page.title = words.presenter;
    page.documentElement.lang = document.documentElement.lang;
    page.documentElement.className = "bb-coloured";
    const head = made(page, "header");
    head.append(
      made(page, "h1", words.presenter),
      made(page, "span", "", "count"),
      made(page, "span", "", "since"),
      made(page, "span", "", "clock"),
    );
    head.querySelector(".count").setAttribute("aria-live", "polite");
    const turning = made(page, "nav");
    for (const [name, by] of [
      ["back", -1],
      ["on", 1],
    ]) {
      const button = made(page, "button", words[name]);
      button.addEventListener("click", () => openDeck() && turn(openDeck(), by));
      turning.append(button);
    }
    const main = made(page, "main");
    const told = made(page, "div", "", "notes");
    told.tabIndex = 0; // it scrolls where the notes are long
    main.append(
      made(page, "h2", words.now),
      made(page, "p", "", "now"),
      told,
      made(page, "h2", words.next),
      made(page, "p", "", "next"),
      turning,
    );
    page.head.replaceChildren(
      colours(page),
      made(page, "style", STYLE),
      made(page, "title", words.presenter),
    );
    page.body.replaceChildren(head, main);
    page.onkeydown = pressed;
  };
  const presenter = (deck) => {
    const their_ = window.open("", "behovsbild-presenter", "popup,width=900,height=700");
    if (!their_) return notes(deck, true); // a browser that lets no window open: below, then
    window.behovsbildPresenter = their_;
    deck.dataset.started ||= Date.now();
    fill(deck, their_.document);
    tell(deck);
    their_.focus();
  };

  const DO = {
    back: (d) => turn(d, -1),
    on: (d) => turn(d, 1),
    notes: (d) => notes(d),
    presenter,
    full,
    leave,
  };
  const KEYS = {
    ArrowRight: DO.on,
    ArrowDown: DO.on,
    PageDown: DO.on,
    " ": DO.on,
    ArrowLeft: DO.back,
    ArrowUp: DO.back,
    PageUp: DO.back,
    Home: (d) => show(d, 0),
    End: (d) => show(d, Infinity),
    n: DO.notes,
    N: DO.notes,
    p: presenter,
    P: presenter,
    f: full,
    F: full,
  };
  const pressed = (event) => {
    const deck = openDeck();
    if (!deck || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (!act || (event.key === " " && event.target.closest?.("button"))) return;
    event.preventDefault();
    event.stopPropagation(); // Streamlit has keys of its own (R, C)
    act(deck);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.bb-meet");
    if (button) return open(button.parentElement.querySelector("dialog.bb-meeting"));
    const wanted = event.target.closest?.("dialog.bb-meeting [data-do]");
    if (wanted) DO[wanted.dataset.do](openDeck());
  });
  document.addEventListener("keydown", pressed, true);
  document.addEventListener(
    "close",
    (event) => {
      if (!event.target.matches?.("dialog.bb-meeting")) return;
      their()?.close();
      event.target.parentElement.querySelector("button.bb-meet")?.focus();
    },
    true,
  );
  window.addEventListener("pagehide", () => their()?.close());
  setInterval(tick, 1000);

  // A link with mote=1 opens the slides as soon as they are there, but only once: whoever left them
  // has left them.
  const waiting = new MutationObserver(() => {
    const deck = document.querySelector("dialog.bb-meeting[data-open]");
    if (!deck) return;
    waiting.disconnect();
    open(deck);
  });
  if (new URL(location.href).searchParams.get("mote") === "1") {
    waiting.observe(document.documentElement, { childList: true, subtree: true });
  }
})();
