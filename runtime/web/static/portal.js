// Small helps for people whose browser runs scripts. Every page works without this file.
"use strict";

// A failed form: read the summary of what went wrong first.
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();

// Printing needs a script, so its button is there only with one.
const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// The rest of the menu closes by Escape and by a click beside it.
const more = document.querySelector(".more details");
if (more) {
  document.addEventListener("click", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    more.open = false;
    more.querySelector("summary").focus();
  });
}

// A form in which one answer decides about other questions: ask the server, as its button would, and take over
// what it says about the questions that nobody is answering at this moment.
const live = document.querySelector("form[data-live]");
if (live) {
  live.classList.add("is-live");
  live.addEventListener("change", (event) => {
    if (event.target.closest("[data-decides]")) refresh(live, event.target);
  });
}

let asked = 0;

async function refresh(form, changed) {
  const turn = ++asked;
  const answers = new FormData(form);
  for (const input of form.querySelectorAll("input[type=file]")) answers.delete(input.name);
  answers.set("_refresh", "1");
  const response = await fetch(form.action, { method: "POST", body: answers });
  if (!response.ok || response.redirected || turn !== asked) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const question of form.querySelectorAll(".question")) replace(question, fresh, changed);
}

function replace(question, fresh, changed) {
  const other = fresh.getElementById(question.id);
  const busy = question.contains(changed) || question.contains(document.activeElement);
  if (!other || busy || question.querySelector("input[type=file]")) return;
  const answered = other.querySelector("select") || other.hasAttribute("data-unneeded") !== question.hasAttribute("data-unneeded");
  if (answered) question.replaceWith(other);
}
