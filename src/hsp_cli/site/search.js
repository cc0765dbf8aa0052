// Searches the index of the site, `hspIndex`, in the page itself: no server is asked, so it works from disk too.
// `search-index.js` says what an entry has. All text reaches the page as text, never as HTML.
"use strict";

(function () {
  const SHOWN = 100;
  const WITHOUT_BLANKS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

  // Letters without accents and case: "Café" and "CAFE" are the same, and "ß" is "ss".
  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
  }

  function wordsOf(text) {
    return folded(text).match(/[\p{L}\p{N}]+/gu) || [];
  }

  // "ni126" is also "ni" and "126", so that a code is found however it is spaced.
  function withParts(words) {
    return words.flatMap((word) => [word, ...word.match(/\p{L}+|\p{N}+/gu).filter((part) => part !== word)]);
  }

  function prepared([title, code, kind, where, path, others]) {
    const codes = wordsOf(code);
    return {
      title, code, kind, where, path,
      code_: codes.join(""),
      codes: withParts(codes),
      titles: withParts(wordsOf(title)),
      others: withParts(wordsOf(`${others} ${where} ${kind}`)),
      start: folded(title),
    };
  }

  // The points of one word of the search: most for the code, fewer for the title, fewest for the rest. 0 without a match.
  function fit(word, entry) {
    const begins = (one) => one.startsWith(word);
    if (entry.code_ === word) return 100;
    if (entry.code_.startsWith(word) || entry.codes.includes(word)) return 50;
    if (entry.titles.includes(word)) return 20;
    if (entry.codes.some(begins) || entry.titles.some(begins)) return 10;
    if (WITHOUT_BLANKS.test(word) && entry.start.includes(word)) return 10;
    if (entry.others.includes(word)) return 4;
    return entry.others.some(begins) ? 2 : 0;
  }

  // The points of an entry: those of all words. 0 if a word does not match.
  function score(question, words, entry) {
    let sum = entry.code_ && entry.code_ === words.join("") ? 1000 : entry.start.startsWith(question) ? 30 : 0;
    for (const word of words) {
      const points = fit(word, entry);
      if (!points) return 0;
      sum += points;
    }
    return sum;
  }

  function search(entries, text) {
    const words = wordsOf(text);
    const question = folded(text).trim();
    if (!words.length) return [];
    return entries
      .map((entry, place) => ({ entry, place, points: score(question, words, entry) }))
      .filter((one) => one.points)
      .sort((one, other) => other.points - one.points || one.place - other.place)
      .map((one) => one.entry);
  }

  function item(entry) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.path;
    link.textContent = entry.code ? `${entry.code} ${entry.title}` : entry.title;
    line.append(link, document.createElement("br"), entry.where ? `${entry.kind}, ${entry.where}` : entry.kind);
    return line;
  }

  function told(text, found) {
    if (!wordsOf(text).length) return "Write a word or the code of an indicator in the search box.";
    if (!found.length) return `Nothing is found for “${text}”. ${hspIndex.note}`;
    const count = found.length === 1 ? "1 result" : `${found.length.toLocaleString("en-GB")} results`;
    return found.length > SHOWN ? `${count} for “${text}”; the first ${SHOWN} are shown.` : `${count} for “${text}”.`;
  }

  function start() {
    const entries = hspIndex.entries.map(prepared);
    const form = document.getElementById("search");
    const field = form.elements.q;
    // The paragraph that says that search needs a script becomes the one that says what was found.
    const status = document.getElementById("lists").previousElementSibling;
    const list = document.createElement("ol");
    list.id = "results";
    status.setAttribute("role", "status");
    status.after(list);

    function show() {
      const text = field.value.trim();
      const found = search(entries, text);
      status.textContent = told(text, found);
      list.replaceChildren(...found.slice(0, SHOWN).map(item));
    }

    function fromAddress() {
      field.value = new URLSearchParams(location.search).get("q") || "";
      show();
    }

    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 200);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      history.pushState(null, "", `?q=${encodeURIComponent(field.value.trim())}`);
      show();
    });
    window.addEventListener("popstate", fromAddress);
    fromAddress();
  }

  if (typeof document === "undefined") module.exports = { prepared, search };
  else if (typeof hspIndex !== "undefined") start();
})();
