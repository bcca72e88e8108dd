// What Streamlit has no setting for: its own words in Swedish, the page's language as the address
// says it, and links between our pages that do not load everything anew.
(() => {
  "use strict";

  const SWEDISH = {
    "Fullscreen": "Helskärm",
    "Close fullscreen": "Stäng helskärm",
    "View fullscreen": "Visa i helskärm",
    "Exit fullscreen": "Lämna helskärm",
    "Search": "Sök",
    "Download as CSV": "Ladda ner som CSV",
    "Show/hide columns": "Visa eller dölj kolumner",
    "Main menu": "Huvudmeny",
    "Rerun": "Kör om",
    "Settings": "Inställningar",
    "Print": "Skriv ut",
    "Record a screencast": "Spela in skärmen",
    "Record screen": "Spela in skärmen",
    "Theme": "Tema",
    "Appearance": "Utseende",
    "App theme": "Utseende",
    "Light": "Ljust",
    "Dark": "Mörkt",
    "System": "Som datorn",
    "Use system setting": "Som datorn",
    "Custom Theme Light": "Ljust",
    "Custom Theme Dark": "Mörkt",
    "Custom Light": "Ljust",
    "Custom Dark": "Mörkt",
    "Custom theme": "Eget",
    "Wide mode": "Hela bredden",
    "Close": "Stäng",
    "Cancel": "Avbryt",
    "Stop": "Stoppa",
    "Running...": "Arbetar …",
    "Running": "Arbetar",
    "Loading": "Läser in",
    "Connecting": "Ansluter",
    "Please wait...": "Vänta …",
    "Connection error": "Ingen förbindelse",
    "Choose an option": "Välj",
    "Choose options": "Välj",
    "No results": "Inga träffar",
    "No options to select": "Inget att välja",
    "No options to select.": "Inget att välja",
    "Select all": "Välj alla",
    "Clear all": "Rensa",
    "Clear value": "Rensa",
    "Clear selection": "Rensa valet",
    "Upload": "Välj fil",
    "Browse files": "Välj fil",
    "Drag and drop file here": "Dra och släpp filen här",
    "Drag and drop files here": "Dra och släpp filer här",
    "Remove file": "Ta bort filen",
    "Open sidebar": "Visa menyn",
    "Close sidebar": "Dölj menyn",
    "Expand sidebar": "Visa menyn",
    "Collapse sidebar": "Dölj menyn",
    "Sidebar": "Meny",
    "Page navigation": "Sidor",
    "Sidebar navigation": "Sidor",
    "Skip to main content": "Hoppa till innehållet",
    "Main content": "Innehåll",
    "View more": "Visa fler",
    "View less": "Visa färre",
    "Page not found": "Sidan finns inte",
    "Error": "Fel",
    "Warning": "Varning",
    "Alert": "Meddelande",
    "Help": "Hjälp",
    "Copy to clipboard": "Kopiera",
    "Copied": "Kopierat",
    "You need to enable JavaScript to run this app.": "Sidan behöver JavaScript.",
  };
  const PATTERNS = [
    [
      /^Limit (.+) per file(?: • (.*))?$/,
      (m) => `Högst ${m[1]} per fil${m[2] ? ` • ${m[2]}` : ""}`,
    ],
    [/^Selected (.+)\. (.+)$/, (m) => `Valt: ${m[1]}. ${m[2]}`],
    [/^View (\d+) more$/, (m) => `Visa ${m[1]} till`],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];

  const language = () => (new URL(location.href).searchParams.get("sprak") === "en" ? "en" : "sv");

  const swedish = (text) => {
    const own = text.trim();
    if (Object.hasOwn(SWEDISH, own)) return text.replace(own, SWEDISH[own]);
    for (const [pattern, told] of PATTERNS) {
      const match = own.match(pattern);
      if (match) return told(match);
    }
    return text;
  };

  // Only Streamlit's own parts: what our pages say is translated where it is made.
  const OURS = ".stHtml, [data-testid='stMarkdownContainer'], [data-testid='stTable']";

  const translate = (root) => {
    if (language() !== "sv" || !root.isConnected) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.parentElement?.closest(OURS)) continue;
        const told = swedish(node.data);
        if (told !== node.data) node.data = told;
        continue;
      }
      for (const name of ATTRIBUTES) {
        const value = node.getAttribute?.(name);
        if (!value) continue;
        const told = swedish(value);
        if (told !== value) node.setAttribute(name, told);
      }
    }
  };

  const follow = () => {
    if (document.documentElement.lang !== language()) document.documentElement.lang = language();
  };

  new MutationObserver((changes) => {
    follow();
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    }
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });

  // Streamlit opens a page first and gets its selection a moment later; without this each page would
  // be two steps back, the first of them to an address that says nothing.
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, url) => {
    const to = new URL(url ?? location.href, location.href);
    const completes = to.pathname === location.pathname && !location.search && to.search;
    return completes ? history.replaceState(state, unused, url) : push(state, unused, url);
  };

  // A link of ours within the app: Streamlit opens it as it opens "back", without a new session.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href^='./']");
    if (
      !link ||
      event.defaultPrevented ||
      event.button ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey
    )
      return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid='stMain']")?.scrollTo({ top: 0 });
    document.querySelector("h1")?.focus?.();
  });

  follow();
  translate(document.documentElement);
})();
