/* Before the first paint, so that nothing flashes: colours, side by side, fonts, language. */
(function (page, self) {
  "use strict";
  var shown = page.dataset.languages.split(" "), wish;
  try {
    if (localStorage.getItem("briefings.theme")) page.dataset.theme = localStorage.getItem("briefings.theme");
    if (localStorage.getItem("briefings.pairs") === "on") page.dataset.pairs = "on";
    wish = localStorage.getItem("briefings.language");
  } catch (refused) { /* private mode */ }
  page.classList.remove("no-js");

  // The first page sends the reader on to the language chosen last, else to the browser's.
  if (page.dataset.kind === "pick") {
    var spoken = [wish].concat(navigator.languages || [navigator.language]).map(function (one) {
      return String(one || "").slice(0, 2).toLowerCase();
    });
    wish = spoken.filter(function (one) { return shown.indexOf(one) >= 0; })[0] || shown[0];
    page.style.visibility = "hidden";
    location.replace(wish + "/index.html");
    return;
  }

  // A browser refuses to preload from disk, and says so: only where a server answers.
  var fonts = ["newsreader-latin-wght", "be-vietnam-pro-latin-400"];
  if (page.lang === "vi") fonts.push("newsreader-vietnamese-wght", "be-vietnam-pro-vietnamese-400");
  if (location.protocol !== "file:") fonts.forEach(function (font) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.crossOrigin = "";
    link.href = new URL("fonts/" + font + "-normal.woff2", self.src);
    document.head.appendChild(link);
  });
})(document.documentElement, document.currentScript);
