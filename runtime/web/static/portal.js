// Small helps for people whose browser runs scripts. Every page works without this file.
"use strict";

// A failed form: read the summary of what went wrong first.
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
