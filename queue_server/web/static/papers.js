// The papers of an application: one page large, the others beside it; next, previous, turn and enlarge by button or key.
(function () {
  "use strict";
  var turned = 0;
  var large = false;
  var drawn = null;
  var reading = "";

  function find(name) { return document.getElementById(name); }
  function thumbs() { return Array.prototype.slice.call(document.querySelectorAll("[data-show]")); }
  function current() {
    var shown = find("page").getAttribute("src");
    return thumbs().findIndex(function (thumb) { return thumb.dataset.show === shown; });
  }

  // A turned picture keeps its own box: its sheet gets the size that is seen, and the stage scrolls over that.
  function fit() {
    var page = find("page"), stage = find("stage");
    if (!page || !page.naturalWidth) return;
    var lies = turned % 180 !== 0;
    var width = lies ? page.naturalHeight : page.naturalWidth, height = lies ? page.naturalWidth : page.naturalHeight;
    var whole = Math.min(stage.clientWidth / width, stage.clientHeight / height);
    var scale = large ? Math.max(2 * whole, Math.min(1, 3 * whole)) : whole;
    var sheet = page.parentElement;
    sheet.style.width = width * scale + "px";
    sheet.style.height = height * scale + "px";
    page.style.width = page.naturalWidth * scale + "px";
    page.style.height = page.naturalHeight * scale + "px";
    page.style.transform = "translate(-50%, -50%) rotate(" + turned + "deg)";
    stage.classList.toggle("large", large);
    var button = document.querySelector('[data-page="enlarge"]');
    if (button) button.setAttribute("aria-pressed", String(large));
    mark();
  }

  function mark() {
    var at = current();
    thumbs().forEach(function (thumb, place) {
      if (place === at) thumb.setAttribute("aria-current", "true"); else thumb.removeAttribute("aria-current");
    });
  }

  function show(thumb) {
    if (!thumb || !find("page")) return;
    turned = 0;
    open(thumb);
    find("stage").scrollTo(0, 0);
  }

  function open(thumb) {
    var page = find("page");
    page.src = reading = thumb.dataset.show;
    page.alt = thumb.getAttribute("aria-label");
    find("page-name").textContent = page.alt;
    mark();
  }

  // The papers were drawn, at first or because somebody did a step: whoever reads a page goes on reading it.
  function resume(page) {
    var thumb = thumbs().find(function (each) { return each.dataset.show === reading; });
    drawn = page;
    if (!thumb) {
      turned = 0;
      reading = page.getAttribute("src");
    } else if (page.getAttribute("src") !== reading) open(thumb);
  }

  function step(name) {
    var all = thumbs(), at = current();
    if (name === "next") show(all[(at + 1) % all.length]);
    if (name === "previous") show(all[(at + all.length - 1) % all.length]);
    if (name === "turn") { turned = (turned + 90) % 360; fit(); }
    if (name === "enlarge") { large = !large; fit(); }
  }

  document.addEventListener("click", function (event) {
    var thumb = event.target.closest("[data-show]"), tool = event.target.closest("[data-page]");
    if (thumb) show(thumb);
    else if (tool) step(tool.dataset.page);
    else if (event.target.closest("#stage")) step("enlarge");
  });
  document.addEventListener("load", function (event) {
    if (event.target.id !== "page") return;
    if (event.target !== drawn) resume(event.target);
    fit();
  }, true);
  document.addEventListener("error", function (event) {
    if (event.target.id === "page") find("page-name").textContent = find("stage").dataset.gone;
  }, true);
  window.addEventListener("resize", fit);
  fit();
})();
