// Keeps the board up to date. Written for old televisions: ES5, no library.
(function () {
  "use strict";
  var board = document.getElementById("board");
  var clock = document.getElementById("clock");
  var address = board.getAttribute("data-live");
  var LOST_MS = 12000; // the server says something every 5 s
  var BROKEN_MS = 2000; // a line that comes back within this was not lost
  var AGAIN_MS = 5000;
  var FLASH_MS = 6000;
  var PAGE_MS = 8000;
  var MINUTE_MS = 60000;
  var AWAKE_MS = 600000; // whoever is called in the dark hours is shown so long
  var REACH = [8, 5]; // as far as the picture moves to either side and up or down, in pixels: no edge burns in
  var DARK = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(board.getAttribute("data-dark"));
  var ROWS = +board.getAttribute("data-rows");
  var shown = {};
  var seen = {};
  var source = null;
  var heard = 0;
  var tried = 0;
  var broken = 0;
  var ahead = 0;
  var offset = 0;

  function now() {
    return new Date().getTime();
  }

  function setClock(at, away) {
    ahead = at * 1000 - now();
    offset = away * 1000;
  }

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function showClock() {
    var local = new Date(now() + ahead + offset);
    var text = two(local.getUTCHours()) + ":" + two(local.getUTCMinutes());
    if (clock.innerHTML !== text) {
      clock.innerHTML = text;
    }
  }

  function swing(step, reach) {
    var place = step % (4 * reach);
    return place <= 2 * reach ? place - reach : 3 * reach - place;
  }

  // A pixel a minute in both directions, as the other screens do it.
  function move() {
    var minute = Math.floor(now() / MINUTE_MS);
    board.style.left = swing(minute, REACH[0]) + "px";
    board.style.top = swing(minute, REACH[1]) + "px";
  }

  function calledJustNow() {
    var newest = document.getElementById("calls").getElementsByTagName("div")[0];
    var key = newest && newest.getAttribute("data-key");
    return !!key && now() + ahead - 1000 * key.split(" ")[2] < AWAKE_MS;
  }

  // By the hall's own clock. Hours that begin later than they end go over midnight.
  function darken() {
    var local, minute, from, until, within;
    if (DARK) {
      local = new Date(now() + ahead + offset);
      minute = 60 * local.getUTCHours() + local.getUTCMinutes();
      from = 60 * DARK[1] + +DARK[2];
      until = 60 * DARK[3] + +DARK[4];
      within = from < until ? minute >= from && minute < until : minute >= from || minute < until;
      document.documentElement.className = within && !calledJustNow() ? "dark" : "";
    }
  }

  function heardNow() {
    heard = now();
    broken = 0;
    board.className = "";
  }

  // A call that was not seen before flashes; whoever has just been switched on has seen nothing and flashes nothing.
  function lookAtCalls(flash) {
    var calls = document.getElementById("calls").getElementsByTagName("div");
    var key, place;
    for (place = 0; place < calls.length; place += 1) {
      key = calls[place].getAttribute("data-key");
      if (key) {
        if (!seen[key]) {
          seen[key] = flash ? now() : 1;
        }
        if (now() - seen[key] < FLASH_MS) {
          calls[place].className += " flash";
        }
      }
    }
  }

  function settle() {
    var calls = document.getElementById("calls").getElementsByTagName("div");
    var key, place;
    for (place = 0; place < calls.length; place += 1) {
      key = calls[place].getAttribute("data-key");
      if (key && now() - seen[key] >= FLASH_MS) {
        calls[place].className = calls[place].className.replace(" flash", "");
      }
    }
  }

  function stand(parts, from, until) {
    var place;
    for (place = 0; place < parts.length; place += 1) {
      parts[place].style.display = place >= from && place < until ? "" : "none";
    }
  }

  // Earlier calls a page at a time, but for those that flash: they stand on every page. Notices one at a time.
  function turn() {
    var turns = Math.floor(now() / PAGE_MS);
    var calls = document.getElementById("calls").getElementsByTagName("div");
    var notices = document.getElementById("notices").getElementsByTagName("div");
    var calm = [];
    var room = ROWS;
    var pages, page, place;
    for (place = 0; place < calls.length; place += 1) {
      if (/ row /.test(" " + calls[place].className + " ")) {
        if (/ flash/.test(calls[place].className)) {
          calls[place].style.display = "";
          room -= 1;
        } else {
          calm.push(calls[place]);
        }
      }
    }
    room = Math.max(room, 0);
    pages = room ? Math.ceil(calm.length / room) : 1;
    page = pages > 1 ? turns % pages : 0;
    stand(calm, page * room, (page + 1) * room);
    document.getElementById("page").innerHTML = pages > 1 ? "第 " + (page + 1) + "/" + pages + " 页" : "";
    page = notices.length ? turns % notices.length : 0;
    stand(notices, page, page + 1);
  }

  function show(text) {
    var told = JSON.parse(text);
    var name;
    heardNow();
    for (name in told.parts) {
      if (shown[name] !== told.parts[name]) {
        shown[name] = told.parts[name];
        document.getElementById(name).innerHTML = told.parts[name];
        if (name === "calls") {
          lookAtCalls(true);
        }
      }
    }
    turn();
    darken();
  }

  function beat(event) {
    var told = JSON.parse(event.data);
    heardNow();
    setClock(told.at_s, told.offset_s);
  }

  function listen() {
    tried = now();
    if (source) {
      source.close();
    }
    source = new EventSource(address);
    source.onopen = heardNow;
    source.onmessage = function (event) {
      show(event.data);
    };
    source.addEventListener("beat", beat);
    source.onerror = function () {
      broken = broken || now();
    };
  }

  function ask() {
    var request = new XMLHttpRequest();
    tried = now();
    request.open("GET", address);
    request.setRequestHeader("Accept", "application/json");
    request.onreadystatechange = function () {
      if (request.readyState === 4 && request.status === 200) {
        show(request.responseText);
      }
    };
    request.send();
  }

  function lookAfter() {
    var streams = !!window.EventSource;
    showClock();
    move();
    darken();
    settle();
    turn();
    if (now() - heard > LOST_MS || (broken && now() - broken > BROKEN_MS)) {
      board.className = "lost";
    }
    if (now() - tried > AGAIN_MS && (!streams || source.readyState === 2 || now() - heard > LOST_MS)) {
      (streams ? listen : ask)();
    }
  }

  setClock(+board.getAttribute("data-at"), +board.getAttribute("data-offset"));
  heardNow();
  lookAtCalls(false);
  turn();
  move();
  darken();
  (window.EventSource ? listen : ask)();
  showClock();
  window.setInterval(lookAfter, 1000);
})();
