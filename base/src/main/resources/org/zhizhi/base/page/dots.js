
(function () {
  var UNITS = 520; // width of the drawing that the canvas lies over
  var DRAWN = [2, 0, 1]; // the second kind is the one to see

  function shape(pen, kind, x, y, r) {
    pen.beginPath();
    if (kind === 0) {
      pen.arc(x, y, r, 0, 7);
      pen.fill();
    } else if (kind === 1) {
      pen.moveTo(x - r, y - r);
      pen.lineTo(x + r, y + r);
      pen.moveTo(x + r, y - r);
      pen.lineTo(x - r, y + r);
      pen.stroke();
    } else {
      var d = 1.3 * r;
      pen.moveTo(x - d, y);
      pen.lineTo(x, y - d);
      pen.lineTo(x + d, y);
      pen.lineTo(x, y + d);
      pen.closePath();
      pen.stroke();
    }
  }

  function chart(figure) {
    var data = JSON.parse(figure.querySelector("script").textContent);
    var size = data.panels[0].kind.length;
    var words = [];
    for (var i = 0; i < size; i++) {
      words.push(data.texts.map(function (t) { return t[i]; })
        .concat(data.panels.map(function (p) { return p.told[i]; }))
        .join("\n").toLowerCase());
    }
    var boxes = Array.from(figure.querySelectorAll(".controls input[type=checkbox]"));
    var lists = Array.from(figure.querySelectorAll("select"));
    var field = figure.querySelector(".controls input[type=search]");
    var total = figure.querySelector("output");
    var card = figure.querySelector(".card");
    var shown = [];
    var told = -1; // the dot that is told of
    var pinned = false;
    var panels = Array.from(figure.querySelectorAll(".plane")).map(function (plane, p) {
      var canvas = plane.querySelector("canvas");
      return {
        of: data.panels[p], plane: plane, canvas: canvas, pen: canvas.getContext("2d"),
        still: document.createElement("canvas"), // all dots, without the mark on the one told of
        counts: Array.from(plane.querySelectorAll(".count")).map(function (node) {
          return { node: node, all: node.textContent };
        })
      };
    });

    function choose() {
      var kinds = boxes.map(function (box) { return box.checked; });
      var picked = lists.map(function (list) { return [Number(list.dataset.facet), Number(list.value)]; });
      var query = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var all = kinds.every(Boolean) && query.length === 0 && picked.every(function (c) { return c[1] < 0; });
      var n = 0;
      for (var i = 0; i < size; i++) {
        shown[i] = picked.every(function (c) { return c[1] < 0 || data.facets[c[0]][i] === c[1]; }) &&
          query.every(function (word) { return words[i].includes(word); });
        n += shown[i] ? 1 : 0;
      }
      panels.forEach(function (panel) {
        var counts = [0, 0, 0, 0];
        var sum = 0;
        panel.shown = shown.map(function (is, i) {
          var kind = panel.of.kind[i];
          var here = is && kind !== "-" && kinds[kind] !== false;
          if (here) {
            counts[panel.of.quarter[i]]++;
            sum++;
          }
          return here;
        });
        panel.counts.forEach(function (count, q) {
          count.node.textContent = all ? count.all
            : counts[q] + (sum ? " · " + (100 * counts[q] / sum).toFixed(1) + " %" : "");
        });
      });
      total.textContent = all ? "" : n + " / " + size;
      draw();
    }

    function draw() {
      var style = getComputedStyle(figure);
      var colours = [0, 1, 2].map(function (k) { return style.getPropertyValue("--k" + k).trim(); });
      panels.forEach(function (panel) {
        var wide = panel.plane.clientWidth;
        var ratio = window.devicePixelRatio || 1;
        var high = panel.plane.clientHeight;
        [panel.canvas, panel.still].forEach(function (canvas) {
          canvas.width = Math.round(wide * ratio);
          canvas.height = Math.round(high * ratio);
        });
        panel.scale = wide / UNITS;
        panel.radius = Math.max(1.5, Number(data.radius) * panel.scale);
        var pen = panel.still.getContext("2d");
        pen.scale(ratio, ratio);
        DRAWN.forEach(function (kind) {
          pen.fillStyle = pen.strokeStyle = colours[kind];
          pen.globalAlpha = kind === 0 ? 0.62 : 0.9;
          pen.lineWidth = Math.max(1, 0.5 * panel.radius);
          for (var i = 0; i < size; i++) {
            if (panel.shown[i] && Number(panel.of.kind[i]) === kind) {
              shape(pen, kind, panel.of.x[i] / 10 * panel.scale, panel.of.y[i] / 10 * panel.scale, panel.radius);
            }
          }
        });
      });
      mark();
    }

    function mark() {
      var ink = getComputedStyle(figure).color;
      panels.forEach(function (panel) {
        var pen = panel.pen;
        var ratio = window.devicePixelRatio || 1;
        pen.setTransform(1, 0, 0, 1, 0, 0);
        pen.clearRect(0, 0, panel.canvas.width, panel.canvas.height);
        if (panel.still.width === 0) {
          return;
        }
        pen.drawImage(panel.still, 0, 0);
        if (told >= 0 && panel.shown[told]) {
          pen.scale(ratio, ratio);
          pen.strokeStyle = ink;
          pen.lineWidth = 2;
          pen.beginPath();
          pen.arc(panel.of.x[told] / 10 * panel.scale, panel.of.y[told] / 10 * panel.scale,
            panel.radius + 4, 0, 7);
          pen.stroke();
        }
      });
    }

    function tell(dot, panel) {
      if (dot === told && !card.hidden) {
        return;
      }
      told = dot;
      card.hidden = dot < 0;
      mark();
      if (dot < 0) {
        return;
      }
      card.querySelectorAll(".text dd").forEach(function (node, t) {
        node.textContent = data.texts[t][dot];
        node.parentNode.hidden = data.texts[t][dot] === "";
      });
      card.querySelectorAll(".told").forEach(function (node, p) {
        var of = data.panels[p];
        node.hidden = of.kind[dot] === "-";
        node.querySelectorAll(".said > span").forEach(function (kind, k) {
          kind.hidden = String(k) !== of.kind[dot];
        });
        node.querySelector("bdi").textContent = of.told[dot];
        node.querySelector(".x").textContent = of.right[dot] / 10 + " %";
        node.querySelector(".y").textContent = of.high[dot] / 10 + " %";
      });
      place(dot, panel);
    }

    /** Beside the dot, within the figure; a narrow screen has the card at its foot, by the style. */
    function place(dot, panel) {
      var box = figure.getBoundingClientRect();
      var plane = panel.canvas.getBoundingClientRect();
      var x = plane.left - box.left + panel.of.x[dot] / 10 * panel.scale;
      var y = plane.top - box.top + panel.of.y[dot] / 10 * panel.scale;
      var room = box.width - card.offsetWidth;
      var left = x + 16 > room ? x - 16 - card.offsetWidth : x + 16;
      card.style.left = Math.max(0, Math.min(room, left)) + "px";
      card.style.top = Math.max(0, Math.min(box.height - card.offsetHeight, y - card.offsetHeight / 2)) + "px";
    }

    function nearest(panel, event, reach) {
      var box = panel.canvas.getBoundingClientRect();
      var x = (event.clientX - box.left) / panel.scale * 10;
      var y = (event.clientY - box.top) / panel.scale * 10;
      var best = -1;
      var least = Math.pow(reach / panel.scale * 10, 2);
      for (var i = 0; i < size; i++) {
        if (panel.shown[i]) {
          var distance = Math.pow(panel.of.x[i] - x, 2) + Math.pow(panel.of.y[i] - y, 2);
          if (distance <= least) {
            least = distance;
            best = i;
          }
        }
      }
      return best;
    }

    /** The next dot down the scale, or up it. */
    function step(panel, by) {
      var order = [];
      for (var i = 0; i < size; i++) {
        if (panel.shown[i]) {
          order.push(i);
        }
      }
      order.sort(function (a, b) {
        return panel.of.high[b] - panel.of.high[a] || panel.of.right[b] - panel.of.right[a] || a - b;
      });
      var at = order.indexOf(told) + by;
      if (order.length) {
        tell(order[Math.max(0, Math.min(order.length - 1, at))], panel);
        pinned = true;
      }
    }

    panels.forEach(function (panel) {
      panel.canvas.addEventListener("pointermove", function (event) {
        if (event.pointerType === "mouse" && !pinned) {
          tell(nearest(panel, event, 14), panel);
        }
      });
      panel.canvas.addEventListener("pointerleave", function (event) {
        if (event.pointerType === "mouse" && !pinned) {
          tell(-1, panel);
        }
      });
      panel.canvas.addEventListener("click", function (event) {
        var dot = nearest(panel, event, 22);
        pinned = dot >= 0;
        tell(dot, panel);
      });
      panel.canvas.addEventListener("keydown", function (event) {
        var by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (by) {
          event.preventDefault();
          step(panel, by);
        }
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        pinned = false;
        tell(-1, panels[0]);
      }
    });
    boxes.concat(lists).forEach(function (control) { control.addEventListener("change", choose); });
    field.addEventListener("input", choose);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new ResizeObserver(draw).observe(figure);
    figure.classList.add("live");
    choose();
  }

  document.querySelectorAll("figure.dots").forEach(chart);
})();
