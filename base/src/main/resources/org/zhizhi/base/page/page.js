
(function () {
  var root = document.documentElement;
  function show(language) {
    root.setAttribute("data-lang", language);
    root.lang = language;
  }
  document.querySelectorAll("button[data-to]").forEach(function (button) {
    button.addEventListener("click", function () {
      show(button.getAttribute("data-to"));
    });
  });
  show((navigator.language || "en").toLowerCase().indexOf("zh") === 0 ? "zh" : "en");
})();
