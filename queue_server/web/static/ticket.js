// Keeps a ticket's page up to date. Written for old phones: ES5, no library. Without it the page renews itself.
(function () {
  "use strict";
  var page = document.getElementById("ticket");
  var address = page.getAttribute("data-live");
  var offline = document.getElementById("offline");
  var LOST_MS = 40000; // the server says something every 15 s
  var RENEW_MS = 15000;
  var tried = 0;
  var shown = {};
  var source = null;
  var heard = 0;
  var over = false;

  function heardNow() {
    heard = new Date().getTime();
    offline.hidden = true;
  }

  function show(event) {
    var told = JSON.parse(event.data);
    var name;
    heardNow();
    if (told.gone) {
      location.reload();
      return;
    }
    for (name in told.parts) {
      if (shown[name] !== told.parts[name]) {
        shown[name] = told.parts[name];
        document.getElementById(name).innerHTML = told.parts[name];
      }
    }
    if (told.state === "called" && page.className.indexOf("called") < 0 && navigator.vibrate) {
      navigator.vibrate([400, 200, 400]);
    }
    page.className = "card ticket " + told.state;
    document.title = told.title;
    if (told.over) {
      over = true;
      source.close();
    }
  }

  function listen() {
    if (source) {
      source.close();
    }
    tried = new Date().getTime();
    source = new EventSource(address);
    source.onopen = heardNow;
    source.onmessage = show;
    source.addEventListener("beat", heardNow);
  }

  function lookAfter() {
    var now = new Date().getTime();
    var silent = now - heard > LOST_MS;
    if (over) {
      return;
    }
    if (silent || source.readyState !== 1) {
      offline.hidden = false;
    }
    if ((silent || source.readyState === 2) && now - tried > RENEW_MS) {
      listen();
    }
  }

  if (!window.EventSource) {
    window.setTimeout(function () {
      location.reload();
    }, RENEW_MS);
    return;
  }
  heardNow();
  listen();
  window.setInterval(lookAfter, 5000);
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) {
      lookAfter(); // a phone that slept may have missed everything
    }
  });
})();
