// Reloads a page of `hsp serve` when a record has been saved. The pages of `hsp site` do not have this script.
(() => {
  "use strict";
  const own = document.currentScript.src;
  const made = own.split("/").at(-2); // the state of the records from which this page was made
  const asked = new URL("../state.txt", own);
  const paused = "hsp-paused";
  const place = `hsp-place ${location.pathname}`;
  const second = 1000;

  const bar = document.createElement("aside");
  bar.setAttribute("aria-label", "Reloading");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const pause = document.createElement("button");
  const now = document.createElement("button");
  pause.type = now.type = "button";
  now.textContent = "Reload now";
  now.hidden = true;
  bar.append(said, pause, " ", now);
  Object.assign(bar.style, { maxWidth: "76rem", margin: "0 auto", padding: "0 1rem 1rem" });

  const isPaused = () => sessionStorage.getItem(paused) !== null;
  const say = (text) => {
    if (said.textContent !== text) said.textContent = text;
  };
  const name = () => {
    pause.textContent = isPaused() ? "Reload when a record is saved" : "Stop reloading when a record is saved";
  };
  const focusable = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  // A person who is writing or has marked some text would lose it.
  const isBusy = () => {
    const active = document.activeElement;
    return (active && active.matches("input, select, textarea") && active.value) || String(getSelection());
  };

  const reload = () => {
    const focused = focusable().indexOf(document.activeElement);
    sessionStorage.setItem(place, JSON.stringify([focused, scrollX, scrollY]));
    location.reload();
  };
  const restore = () => {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (kept === null) return;
    const [focused, x, y] = JSON.parse(kept);
    focusable()[focused]?.focus({ preventScroll: true });
    scrollTo(x, y);
  };

  const look = async () => {
    if (document.hidden) return;
    let state;
    try {
      const answer = await fetch(asked, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      state = (await answer.text()).trim();
    } catch {
      say("hsp serve does not answer, so this page may be out of date.");
      return;
    }
    if (state === made) {
      say("");
      now.hidden = true;
    } else if (isPaused() || isBusy()) {
      say("A record was saved after this page was made.");
      now.hidden = false;
    } else {
      reload();
    }
  };

  pause.addEventListener("click", () => {
    if (isPaused()) sessionStorage.removeItem(paused);
    else sessionStorage.setItem(paused, "");
    name();
  });
  now.addEventListener("click", reload);
  const again = async () => {
    await look();
    setTimeout(again, second);
  };
  name();
  document.body.append(bar);
  restore();
  again();
})();
