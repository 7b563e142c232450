
(function () {
  document.querySelectorAll(".search").forEach(function (search) {
    var rows = Array.from(search.querySelectorAll("tbody tr"));
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var field = search.querySelector("input");
    var found = search.querySelector("output");
    var more = search.querySelector(".more");
    var first = Number(search.dataset.first);
    function show() {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var hits = 0;
      rows.forEach(function (row, i) {
        var hit = words.every(function (word) { return texts[i].includes(word); });
        hits += hit ? 1 : 0;
        row.hidden = !hit || hits > first;
      });
      found.textContent = hits + " / " + rows.length;
      more.hidden = hits <= first;
    }
    field.addEventListener("input", show);
    more.querySelector("button").addEventListener("click", function () {
      first = rows.length;
      show();
    });
    search.classList.add("live");
    show();
  });
})();
