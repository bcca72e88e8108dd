// Streamlit's script for charts takes half a second to run, and a map in a frame of the same page
// waits for it. So it is run once the first page stands and nothing else is going on.
(() => {
  "use strict";
  const charts = new URL(document.currentScript.dataset.charts, document.baseURI).href;
  const idle = window.requestIdleCallback || ((act) => setTimeout(act, 200));
  if (navigator.connection?.saveData) return;

  const wait = setInterval(() => {
    if (!document.querySelector("footer.bb-footer")) return;
    clearInterval(wait);
    idle(() => import(charts));
  }, 200);
})();
