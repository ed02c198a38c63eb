/* Search in the reader's browser, for Vietnamese typed with or without marks.

   Texts are kept twice: as written (lower case, composed) and folded (no marks, đ as d). A word
   typed with marks looks for itself first and for its folded form after; a word typed without
   marks finds all. Words match from their beginning; words that stand together as typed rank
   first, so that `han quoc` means Hàn Quốc and not "hạn" here and "quốc" there. */
(function () {
  "use strict";

  var SAID = {
    en: {
      label: "Search the briefings", placeholder: "A name or a topic", close: "Close",
      hint: "Vietnamese with or without tone marks, or English", searching: "Searching…",
      none: "Nothing found. Try fewer words, or without tone marks.", one: "1 result",
      many: "# results", other: "In Vietnamese", more: "Show more", names: "Names",
      year: "Year", outlet: "Outlet", storyline: "Storyline", any: "All",
      failed: "The search data could not be loaded."
    },
    vi: {
      label: "Tìm trong các bản tóm lược", placeholder: "Tên riêng hoặc chủ đề", close: "Đóng",
      hint: "Gõ tiếng Việt có dấu hoặc không dấu, hoặc tiếng Anh", searching: "Đang tìm…",
      none: "Không tìm thấy. Hãy thử ít từ hơn hoặc gõ không dấu.", one: "1 kết quả",
      many: "# kết quả", other: "Bằng tiếng Anh", more: "Xem thêm", names: "Tên riêng",
      year: "Năm", outlet: "Tờ báo", storyline: "Dòng sự kiện", any: "Tất cả",
      failed: "Không tải được dữ liệu tìm kiếm."
    }
  };

  var TITLE = 1, DATE = 2, YEAR = 3, OUTLETS = 4, STORYLINES = 5, SUMMARY = 6, SOURCES = 7;
  var FIRST = 20;

  // All texts go through these two before the first result, so they are written to be fast: ranges
  // of characters and a table take a third of the time of \p{L} and of decomposing every text.
  var BETWEEN_WORDS = /[\0-\x2f\x3a-\x60\x7b-\xbf\xd7\xf7\u2000-\u206f\u20a0-\u2bff\u3000-\u303f]+/g;
  var plain = new Map();
  function written(text) {
    return " " + text.normalize("NFC").toLowerCase().replace(BETWEEN_WORDS, " ").trim() + " ";
  }
  function folded(text) {
    return text.replace(/[^\0-\x7f]/g, function (letter) {
      if (!plain.has(letter)) {
        plain.set(letter, letter.normalize("NFD").replace(/\p{M}+/gu, "").replace("đ", "d"));
      }
      return plain.get(letter);
    });
  }
  function words(text) { return written(text).trim().split(" ").filter(Boolean); }

  function prepared(data) {
    if (!data.ready) {
      data.ready = data.events.map(function (row) {
        var fields = [row[TITLE], row[SUMMARY], row[SOURCES]].map(written);
        return { row: row, written: fields, folded: fields.map(folded) };
      });
      data.names.forEach(function (name) {
        name.written = name[2].map(written);
        name.folded = name.written.map(folded);
      });
    }
    return data;
  }

  /* How well a text answers: 0 for not at all. The last word may be unfinished. */
  function score(fields, terms, phrase, weights) {
    var total = 0;
    for (var i = 0; i < terms.length; i++) {
      var best = 0;
      for (var f = 0; f < fields.length; f++) {
        if (weights[f] <= best) continue;
        if (fields[f].indexOf(" " + terms[i] + " ") >= 0) best = weights[f];
        else if (fields[f].indexOf(" " + terms[i]) >= 0 && weights[f] / 2 > best) best = weights[f] / 2;
      }
      if (!best) return 0;
      total += best;
    }
    if (terms.length > 1) {
      for (var g = 0; g < fields.length; g++) {
        if (fields[g].indexOf(phrase) >= 0) { total += 20 * weights[g] * terms.length; break; }
      }
    }
    return total;
  }

  /* The query in the words of the reader's language: `han quoc ten lua` asks an English page for
     "South Korea ten lua" as well. Empty when no name of the glossary is in it. */
  function renamed(data, bare) {
    var forms = [], text = " " + bare.join(" ") + " ", right = [];
    data.names.forEach(function (name) {
      name.folded.forEach(function (form) { forms.push([form, folded(written(name[1]))]); });
    });
    forms.sort(function (a, b) { return b[0].length - a[0].length; }).forEach(function (form) {
      if (text.indexOf(form[0]) < 0) return;
      text = text.replace(form[0], " #" + right.length + " "); // "Korea" is no name within "North Korea"
      right.push(form[1].trim());
    });
    var said = text.trim().replace(/#(\d+)/g, function (_, number) { return right[number]; }).split(" ");
    return said.join(" ") === bare.join(" ") ? [] : said;
  }

  function find(data, query, filter) {
    var typed = words(query);
    if (!typed.length && !filter.any) return { events: [], names: [] };
    var bare = typed.map(folded);
    var marked = typed.some(function (word, i) { return word !== bare[i]; });
    var phrase = " " + typed.join(" "), barePhrase = " " + bare.join(" ");
    var weights = [8, 3, 1];
    var events = [];
    prepared(data);
    var said = renamed(data, bare), saidPhrase = " " + said.join(" ");
    data.ready.forEach(function (entry, position) {
      if (filter.year && entry.row[YEAR] !== filter.year) return;
      if (filter.outlet >= 0 && entry.row[OUTLETS].indexOf(filter.outlet) < 0) return;
      if (filter.storyline >= 0 && entry.row[STORYLINES].indexOf(filter.storyline) < 0) return;
      if (!typed.length) { events.push({ row: entry.row, points: 0, position: position, query: "" }); return; }
      var points = marked ? score(entry.written, typed, phrase, weights) : 0;
      if (points) points += 100000;
      else points = score(entry.folded, bare, barePhrase, weights);
      var by = query;
      if (!points && said.length) {
        points = score(entry.folded, said, saidPhrase, weights) / 10000; // after what was typed
        by = said.join(" ");
      }
      if (points) events.push({ row: entry.row, points: points, position: position, query: by });
    });
    events.sort(function (a, b) { return b.points - a.points || a.position - b.position; });
    var names = !typed.length ? [] : data.names.filter(function (name) {
      return (marked ? name.written : name.folded).some(function (form) {
        return form.indexOf(marked ? phrase : barePhrase) >= 0;
      });
    });
    return { events: events, names: names.slice(0, 6) };
  }

  /* Showing ------------------------------------------------------------------------------ */
  function element(name, attributes, content) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (content !== undefined) made.textContent = content;
    return made;
  }

  /* `text` with what answers the query marked: the words together as typed where they stand so,
     else each word. */
  function highlighted(into, text, query) {
    var bare = words(query).map(folded);
    var parts = text.split(/([\p{L}\p{N}\p{M}]+)/u); // every second part is a word
    var bald = parts.map(function (part, i) { return i % 2 ? folded(part.normalize("NFC").toLowerCase()) : ""; });
    function together(from) {
      return bare.every(function (word, n) {
        var found = bald[from + 2 * n] || "";
        return n < bare.length - 1 ? found === word : found.indexOf(word) === 0;
      });
    }
    var hits = [];
    for (var i = 1; bare.length && i < parts.length; i += 2) {
      if (together(i)) for (var n = 0; n < 2 * bare.length - 1; n++) hits[i + n] = true;
    }
    if (!hits.length) bald.forEach(function (part, i) {
      hits[i] = Boolean(part) && bare.some(function (word) { return part.indexOf(word) === 0; });
    });
    for (var at = 0; at < parts.length; at++) {
      var run = parts[at];
      while (at + 1 < parts.length && Boolean(hits[at + 1]) === Boolean(hits[at])) run += parts[++at];
      into.appendChild(hits[at] ? element("mark", {}, run) : document.createTextNode(run));
    }
    return into;
  }

  /* Some thirty words around the place that answers best. */
  function excerpt(row, query) {
    var bare = words(query).map(folded);
    var text = row[SUMMARY];
    function hits(at) {
      return at.map(function (word) {
        var base = folded(written(word)).trim();
        return bare.some(function (term) { return base.indexOf(term) === 0; }) ? 1 : 0;
      });
    }
    var parts = text.split(/\s+/), marks = hits(parts);
    if (marks.indexOf(1) < 0 && row[SOURCES]) { parts = row[SOURCES].split(/\s+/); marks = hits(parts); }
    var best = 0, start = 0, width = 32;
    for (var i = 0; i < parts.length; i++) {
      if (!marks[i]) continue;
      var from = Math.max(0, i - 6), sum = 0;
      for (var j = from; j < Math.min(parts.length, from + width); j++) sum += marks[j];
      if (sum > best) { best = sum; start = from; }
    }
    return (start ? "… " : "") + parts.slice(start, start + width).join(" ") + (start + width < parts.length ? " …" : "");
  }

  var box;
  window.briefingsSearchBox = function (options) {
    box = box || build(options);
    return box;
  };

  function build(options) {
    var said = SAID[options.lang] || SAID.en;
    var lang = options.lang;
    var other = options.languages.filter(function (one) { return one !== lang; })[0];
    var loads = {};
    function load(which) {
      loads[which] = loads[which] || new Promise(function (done, fail) {
        var script = element("script", { src: options.root + which + "/search-index.js" });
        script.onload = function () { done(window.briefingsSearch[which]); };
        script.onerror = fail;
        document.head.appendChild(script);
      });
      return loads[which];
    }

    var form = element("form", { "class": "search-box", role: "search" });
    var line = element("div", { "class": "search-line" });
    var input = element("input", {
      type: "search", name: "q", "aria-label": said.label, placeholder: said.placeholder,
      autocomplete: "off", autocapitalize: "off", spellcheck: "false"
    });
    line.appendChild(input);
    form.appendChild(line);
    form.appendChild(element("p", { "class": "search-hint" }, said.hint));
    var filters = element("div", { "class": "search-filters" });
    form.appendChild(filters);
    var status = element("p", { "class": "search-status", role: "status" });
    form.appendChild(status);
    var results = element("div", { "class": "search-found" });
    form.appendChild(results);
    var selects = {};
    var shown = FIRST;
    var dialog;

    function fill(data) {
      if (filters.firstChild) return;
      var years = data.events.map(function (row) { return row[YEAR]; });
      years = years.filter(function (year, i) { return year && years.indexOf(year) === i; });
      [["year", years, years],
       ["outlet", data.outlets.map(function (_, i) { return i; }), data.outlets],
       ["storyline", data.storylines.map(function (_, i) { return i; }), data.storylines.map(function (line) { return line[1]; })]
      ].forEach(function (group) {
        if (group[1].length < 1) return;
        var label = element("label", {}, said[group[0]]);
        var select = element("select", { name: group[0] });
        select.appendChild(element("option", { value: "" }, said.any));
        group[1].forEach(function (value, i) {
          select.appendChild(element("option", { value: value }, group[2][i]));
        });
        select.addEventListener("change", function () { shown = FIRST; run(); });
        label.appendChild(select);
        filters.appendChild(label);
        selects[group[0]] = select;
      });
      var asked = new URLSearchParams(location.search);
      Object.keys(selects).forEach(function (name) {
        if (box && box.onPage && asked.get(name)) selects[name].value = asked.get(name);
      });
    }
    function chosen(name) { return selects[name] && selects[name].value !== "" ? Number(selects[name].value) : -1; }

    function list(found, which, into) {
      var items = element("ol", { "class": "search-results" });
      if (which !== lang) items.setAttribute("lang", which);
      found.forEach(function (hit) {
        var item = element("li");
        var link = element("a", { href: options.root + which + "/" + hit.row[0] });
        var title = element("span", { "class": "hit-title" });
        link.appendChild(element("span", { "class": "hit-date" }, hit.row[DATE]));
        link.appendChild(highlighted(title, hit.row[TITLE], hit.query));
        link.appendChild(document.createTextNode(" "));
        link.appendChild(highlighted(element("span", { "class": "hit-text" }), excerpt(hit.row, hit.query), hit.query));
        item.appendChild(link);
        items.appendChild(item);
      });
      into.appendChild(items);
    }

    var turn = 0;
    function run() {
      var mine = ++turn;
      var query = input.value;
      status.textContent = said.searching;
      load(lang).then(function (data) {
        fill(data);
        var filter = { year: Math.max(0, chosen("year")), outlet: chosen("outlet"), storyline: chosen("storyline") };
        filter.any = Boolean(filter.year) || filter.outlet >= 0 || filter.storyline >= 0;
        var found = find(data, query, filter);
        var wantOther = other && query.trim() && !filter.any && found.events.length < 5;
        return (wantOther ? load(other) : Promise.resolve(null)).then(function (more) {
          if (mine !== turn) return;
          var known = found.events.map(function (hit) { return hit.row[0]; });
          var extra = !more ? [] : find(more, query, { outlet: -1, storyline: -1 }).events.filter(function (hit) {
            return known.indexOf(hit.row[0]) < 0;
          });
          show(query, filter, found, extra);
        });
      }).catch(function () { status.textContent = said.failed; });
    }

    function show(query, filter, found, extra) {
      results.textContent = "";
      var count = found.events.length + extra.length;
      var idle = !query.trim() && !filter.any;
      status.textContent = idle ? "" : count === 0 ? said.none : count === 1 ? said.one : said.many.replace("#", String(count));
      if (found.names.length) {
        results.appendChild(element("p", { "class": "search-group" }, said.names));
        var chips = element("ul", { "class": "chips" });
        found.names.forEach(function (name) {
          var item = element("li");
          item.appendChild(element("a", { href: options.root + lang + "/" + name[0] }, name[1]));
          chips.appendChild(item);
        });
        results.appendChild(chips);
      }
      if (found.events.length) list(found.events.slice(0, shown), lang, results);
      if (found.events.length > shown) {
        var more = element("button", { type: "button", "class": "search-more" }, said.more);
        more.addEventListener("click", function () { shown += 2 * FIRST; show(query, filter, found, extra); });
        results.appendChild(more);
      }
      if (extra.length) {
        results.appendChild(element("p", { "class": "search-group" }, said.other));
        list(extra.slice(0, shown), other, results);
      }
      if (box.onPage) {
        var address = new URLSearchParams();
        if (query.trim()) address.set("q", query.trim());
        Object.keys(selects).forEach(function (name) { if (selects[name].value !== "") address.set(name, selects[name].value); });
        try { history.replaceState(null, "", location.pathname + (String(address) ? "?" + address : "")); } catch (refused) { /* from disk */ }
      }
    }

    input.addEventListener("input", function () { shown = FIRST; run(); });
    form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
    form.addEventListener("keydown", function (event) {
      // One Escape closes: a search field would only empty itself on the first.
      if (event.key === "Escape" && dialog) { event.preventDefault(); dialog.close(); return; }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      var stops = [input].concat(Array.from(results.querySelectorAll("a")));
      var at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      (stops[at + (event.key === "ArrowDown" ? 1 : -1)] || input).focus();
    });

    return {
      onPage: false,
      mount: function (place) {
        this.onPage = true;
        place.appendChild(form);
        input.value = new URLSearchParams(location.search).get("q") || "";
        run();
        input.focus();
      },
      open: function () {
        if (!dialog) {
          dialog = element("dialog", { "class": "search", "aria-label": said.label });
          var close = element("button", { type: "button", "class": "search-close" }, said.close);
          close.addEventListener("click", function () { dialog.close(); });
          line.appendChild(close);
          dialog.appendChild(form);
          dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
          document.body.appendChild(dialog);
        }
        dialog.showModal();
        input.focus();
        input.select();
        // Made ready while the reader types the first word.
        load(lang).then(function (data) { fill(data); prepared(data); }).catch(function () { status.textContent = said.failed; });
      },
      focus: function () { input.focus(); }
    };
  }
})();
