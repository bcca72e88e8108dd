// Meeting mode: the dialog that ui/meeting.py has made is opened, turned and left without the server.
(() => {
  "use strict";
  const dialog = () => document.querySelector("dialog.bb-meeting");
  const slides = (deck) => [...deck.querySelectorAll("section.bb-slide")];

  const show = (deck, wanted) => {
    const all = slides(deck);
    const place = Math.max(0, Math.min(all.length - 1, wanted));
    all.forEach((slide, number) => { slide.hidden = number !== place; });
    deck.dataset.place = place;
    all[place].querySelector("h2").focus({ preventScroll: true });
  };
  const turn = (deck, by) => show(deck, Number(deck.dataset.place || 0) + by);
  const notes = (deck) => {
    deck.classList.toggle("bb-with-notes");
    const shown = deck.classList.contains("bb-with-notes");
    deck.querySelectorAll(".bb-notes").forEach((aside) => { aside.hidden = !shown; });
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
    show(deck, Number(deck.dataset.place || 0));
  };
  const DO = { back: (d) => turn(d, -1), on: (d) => turn(d, 1), notes, full, leave };
  const KEYS = {
    ArrowRight: DO.on, ArrowDown: DO.on, PageDown: DO.on, " ": DO.on,
    ArrowLeft: DO.back, ArrowUp: DO.back, PageUp: DO.back,
    Home: (d) => show(d, 0), End: (d) => show(d, Infinity),
    n: notes, N: notes, f: full, F: full,
  };

  // The page is drawn again and again; the listeners are put on once.
  if (!window.behovsbildMeeting) {
    window.behovsbildMeeting = true;
    document.addEventListener("click", (event) => {
      const deck = dialog();
      if (!deck) return;
      if (event.target.closest?.("button.bb-meet")) return open(deck);
      const pressed = event.target.closest?.("dialog.bb-meeting [data-do]");
      if (pressed) DO[pressed.dataset.do](deck);
    });
    document.addEventListener("keydown", (event) => {
      const deck = dialog();
      if (!deck?.open || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = KEYS[event.key];
      if (!act || (event.key === " " && event.target.closest?.("button"))) return;
      event.preventDefault();
      event.stopPropagation();  // Streamlit has keys of its own (R, C)
      act(deck);
    }, true);
    document.addEventListener("close", (event) => {
      if (!event.target.matches?.("dialog.bb-meeting")) return;
      document.querySelector("button.bb-meet")?.focus();
    }, true);
  }
  // A link with mote=1 opens the slides at once, but only once: whoever left them has left them.
  const page = location.pathname + location.search;
  if (window.behovsbildOpened !== page) {
    const started = Date.now();
    const wait = setInterval(() => {
      const deck = dialog();
      if (deck?.dataset.open) { window.behovsbildOpened = page; open(deck); }
      if (deck || Date.now() - started > 5000) clearInterval(wait);
    }, 50);
  }
})();
