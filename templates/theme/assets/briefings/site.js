/* What a page does beyond being read: colours, two languages side by side, lighting up a sentence
   with its source, remembering the language, opening the search. Every page works without it. */
(function () {
  "use strict";
  var page = document.documentElement;
  var root = new URL("../../", document.currentScript.src).href;

  function remember(key, value) {
    try { localStorage.setItem("briefings." + key, value); } catch (refused) { /* private mode */ }
  }

  /* Colours ------------------------------------------------------------------------------ */
  var tools = document.querySelector(".tools");
  if (tools) {
    var theme = document.createElement("button");
    theme.className = "tool tool-theme";
    theme.title = page.lang === "vi" ? "Đổi nền sáng hoặc tối" : "Switch between light and dark";
    theme.setAttribute("aria-label", theme.title);
    theme.dataset.themeToggle = "";
    tools.insertBefore(theme, tools.querySelector(".language"));
    theme.addEventListener("click", function () {
      var dark = page.dataset.theme
        ? page.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      page.dataset.theme = dark ? "light" : "dark";
      remember("theme", page.dataset.theme);
      colourBar();
    });
  }

  // The frame of the browser takes the colour of the paper.
  var bar = document.head.appendChild(document.createElement("meta"));
  bar.name = "theme-color";
  function colourBar() { bar.content = getComputedStyle(document.body).backgroundColor; }
  colourBar();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", colourBar);

  /* Language ----------------------------------------------------------------------------- */
  if (page.dataset.kind !== "missing") remember("language", page.lang);
  document.querySelectorAll("[data-language]").forEach(function (link) {
    link.addEventListener("click", function () {
      // The other page has the same anchors: keep the reader's place.
      if (location.hash) link.hash = location.hash;
    });
  });

  /* Two languages ------------------------------------------------------------------------ */
  document.querySelectorAll("[data-pair-toggle]").forEach(function (button) {
    function show() { button.setAttribute("aria-pressed", String(page.dataset.pairs === "on")); }
    button.hidden = false;
    show();
    button.addEventListener("click", function () {
      page.dataset.pairs = page.dataset.pairs === "on" ? "off" : "on";
      remember("pairs", page.dataset.pairs);
      show();
    });
  });

  /* A sentence, its partner and its source ------------------------------------------------- */
  function unlight() {
    document.querySelectorAll(".lit").forEach(function (lit) { lit.classList.remove("lit"); });
  }
  function light(claim) {
    unlight();
    claim.classList.add("lit");
    claim.querySelectorAll(".cite").forEach(function (cite) {
      var sentence = document.getElementById(cite.hash.slice(1));
      if (sentence) sentence.classList.add("lit");
    });
  }
  document.querySelectorAll(".claim").forEach(function (claim) {
    claim.addEventListener("click", function (event) {
      if (event.target.closest("a") || String(getSelection())) return;
      if (claim.classList.contains("lit")) unlight(); else light(claim);
    });
    claim.addEventListener("focusin", function () { light(claim); });
  });
  document.querySelectorAll("a.back").forEach(function (link) {
    link.addEventListener("click", function () {
      var claim = document.getElementById(link.hash.slice(1));
      if (claim && claim.classList.contains("claim")) light(claim);
    });
  });

  /* Improving a translation: the lit sentence, else the first that a machine translated ------- */
  function load(address) {
    return new Promise(function (done, fail) {
      var script = document.createElement("script");
      script.src = root + address;
      script.onload = done;
      script.onerror = fail;
      document.head.appendChild(script);
    });
  }
  document.querySelectorAll("[data-improve]").forEach(function (link) {
    function open(places) {
      var doubtful = document.querySelector(".claim .mark-machine");
      var claim = document.querySelector(".claim.lit") || (doubtful && doubtful.closest(".claim"));
      var place = claim && places[Number(claim.id.slice(1))];
      place = place || places.filter(Boolean)[0];
      location.href = place ? new URL(place, link.href).href : link.href;
    }
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      load("edit-lines.js").then(
        function () { open(window.briefingsLines[link.dataset.improve] || []); },
        function () { location.href = link.href; }
      );
    });
  });

  /* Search ------------------------------------------------------------------------------- */
  var loading;
  function withSearch(then) {
    loading = loading || load("assets/briefings/search.js");
    loading.then(function () {
      then(window.briefingsSearchBox({
        root: root,
        lang: page.lang,
        languages: page.dataset.languages.split(" ")
      }));
    });
  }
  var place = document.querySelector("[data-search-page]");
  if (place) withSearch(function (box) { box.mount(place); });
  function open() {
    withSearch(function (box) { if (place) box.focus(); else box.open(); });
  }
  document.querySelectorAll("[data-search-open]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && event.key === "/") {
      event.preventDefault();
      open();
    }
  });
})();
