// Keys, buttons and forms of the staff pages become acts; the server draws what comes of them.
(function () {
  "use strict";
  document.documentElement.lang = document.querySelector('meta[name="onedoor-language"]').content;
  var focused = "";
  var leaving = false;

  function fieldsOf(element) {
    var form = element.closest("form");
    var fields = {};
    if (form) new FormData(form).forEach(function (value, name) { fields[name] = fields[name] ? fields[name] + " " + value : String(value); });
    return fields;
  }

  // What is done while the line is down is not kept for later: nobody would remember what they had pressed. On a page
  // that has just been loaded it waits a moment for the line: what is to be seen can be used.
  function tell(element, act) {
    var surface = element.closest(".surface");
    if (!surface || document.body.classList.contains("lost")) return;
    var detail = { data: Object.assign({}, element.dataset, act ? { act: act } : {}), fields: fieldsOf(element) };
    surface.dispatchEvent(new CustomEvent("act", { detail: detail }));
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
    var button = event.target.closest("[data-act]");
    if (!button || button.tagName === "FORM" || button.disabled) return;
    event.preventDefault();
    if (!button.dataset.sure || window.confirm(button.dataset.sure)) tell(button);
  });

  document.addEventListener("submit", function (event) {
    if (!event.target.dataset.act) return;
    event.preventDefault();
    tell(event.target);
  });

  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-live]");
    if (form) tell(form, form.dataset.live);
  });

  function typing(target) {
    return target.closest && target.closest("input, textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    var name = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    if (typing(event.target) && !/^(F\d+|Escape)$/.test(event.key)) return;
    var button = document.querySelector('[data-key="' + CSS.escape(name) + '"]');
    if (!button) return;
    event.preventDefault();
    // A key that is held down is one press.
    if (!event.repeat && !button.disabled) button.click();
  });

  // A surface is drawn anew as a whole: whoever was at a button of it still is.
  document.addEventListener("focusin", function (event) {
    focused = event.target.id && event.target.closest(".surface") ? event.target.id : "";
  });
  new MutationObserver(function () {
    var first = document.querySelector("[data-first]");
    if (first) {
      first.removeAttribute("data-first");
      first.focus();
    } else if (focused && document.activeElement === document.body) {
      var again = document.getElementById(focused);
      if (again) again.focus();
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("DOMContentLoaded", function () {
    var popup = document.getElementById("popup");
    var sentence = document.querySelector('meta[name="onedoor-lost"]').content;
    popup.setAttribute("role", "alert");
    popup.replaceChildren();
    // A server that was started anew does not know this page, which then loads itself: until it has, nothing is heard.
    window.addEventListener("beforeunload", function () { leaving = document.body.classList.contains("lost"); });
    new MutationObserver(function () {
      var lost = leaving || popup.ariaHidden === "false";
      if (document.body.classList.toggle("lost", lost) !== Boolean(popup.textContent)) popup.textContent = lost ? sentence : "";
    }).observe(popup, { attributes: true });
  });
})();
