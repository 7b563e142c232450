package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the dots of a {@link DotChart} stand on its drawing, which all its panels share. */
final class DotPlane {
  static final int WIDTH = 520;
  static final int HEIGHT = 576;
  static final int LEFT = 56;
  static final int RIGHT = 512;
  static final int TOP = 26;
  static final int BOTTOM = 530;

  /** Room for the names of the quarters, above and below the dots. */
  private static final int NAMES = 50;

  /** Room between the ends of the axes and the edges, into which dots at the ends spread. */
  private static final int ROOM = 24;

  /** Each half of the upward axis has at least this share of it, wherever the parting line is. */
  private static final double LEAST_HALF = 0.38;

  /** How far apart dots at one place are set. */
  private static final double APART = 2.3;

  /** How far a dot is moved at most, to either side and up or down. */
  private static final double MOST_X = 26;

  private static final double MOST_Y = 15;

  /** Dots this near to each other are taken to be at one place. */
  private static final double CELL_X = 8;

  private static final double CELL_Y = 12;

  /** How near to a parting line a dot may stand: it should be seen on which side it is. */
  private static final double CLEAR = 3;

  /** Sunflowers set seeds at this angle: no two ever line up. */
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  private static final Axis ACROSS = new Axis(0, 1, false, LEFT + ROOM, RIGHT - ROOM);

  private final List<DotChart.Panel> panels;
  private final List<DotChart.Dot> dots;
  private final Axis low;
  private final Axis high;
  private final int[][] x;
  private final int[][] y;

  /** Places {@code dots}; the parting line of the last panel divides the upward axis of all. */
  DotPlane(List<DotChart.Panel> panels, List<DotChart.Dot> dots) {
    this.panels = panels;
    this.dots = dots;
    double parting = panels.isEmpty() ? 0.5 : panels.getLast().y();
    double share = Math.clamp(parting, LEAST_HALF, 1 - LEAST_HALF);
    double bottom = BOTTOM - NAMES - ROOM;
    double top = TOP + NAMES + ROOM;
    double middle = bottom + share * (top - bottom);
    boolean inside = parting > 0 && parting < 1;
    low = inside ? new Axis(0, parting, false, bottom, middle) : new Axis(0, 1, false, bottom, top);
    high = inside ? new Axis(parting, 1, false, middle, top) : low;
    x = new int[panels.size()][dots.size()];
    y = new int[panels.size()][dots.size()];
    for (int p = 0; p < panels.size(); p++) {
      place(p);
    }
  }

  /** From the left, in tenths of a unit of the drawing; -1 where the dot is not in the panel. */
  int x(int panel, int dot) {
    return x[panel][dot];
  }

  /** From the top, likewise. */
  int y(int panel, int dot) {
    return y[panel][dot];
  }

  /** Where a share of the axis across stands. */
  static double across(double share) {
    return ACROSS.at(share);
  }

  /** Where a share of the axis upwards stands. */
  double up(double share) {
    return (share < low.high() ? low : high).at(share);
  }

  /** Which quarter a place is in: 0 top left, 1 top right, 2 bottom left, 3 bottom right. */
  int quarter(int panel, DotChart.Place at) {
    return (isHigh(panel, at) ? 0 : 2) + (isRight(panel, at) ? 1 : 0);
  }

  /** Radius of a dot: smaller where there are many. */
  double radius() {
    return dots.size() > 3000 ? 1.8 : dots.size() > 800 ? 2.3 : 3.2;
  }

  private record Cell(long column, long row) {}

  private void place(int panel) {
    Map<Cell, List<Integer>> cells = new LinkedHashMap<>();
    for (int i = 0; i < dots.size(); i++) {
      x[panel][i] = -1;
      y[panel][i] = -1;
      Optional<DotChart.Place> at = dots.get(i).places().get(panel);
      if (at.isPresent()) {
        long column = Math.round(across(at.get().x()) / CELL_X);
        long row = Math.round(up(at.get().y()) / CELL_Y);
        cells.computeIfAbsent(new Cell(column, row), cell -> new ArrayList<>()).add(i);
      }
    }
    for (List<Integer> cell : cells.values()) {
      spread(panel, cell);
    }
  }

  /** Sets the dots of a cell like the seeds of a sunflower, a single one where it is. */
  private void spread(int panel, List<Integer> cell) {
    double radius = APART * Math.sqrt(cell.size());
    double across = cell.size() == 1 ? 0 : Math.min(1, MOST_X / radius);
    double upwards = cell.size() == 1 ? 0 : Math.min(1, MOST_Y / radius);
    for (int k = 0; k < cell.size(); k++) {
      double r = APART * Math.sqrt(k + 0.5);
      double dx = across * r * Math.cos(k * GOLDEN_ANGLE);
      double dy = upwards * r * Math.sin(k * GOLDEN_ANGLE);
      move(panel, cell.get(k), dx, dy);
    }
  }

  private void move(int panel, int dot, double dx, double dy) {
    DotChart.Place at = dots.get(dot).places().get(panel).orElseThrow();
    double left = beside(across(panels.get(panel).x()), isRight(panel, at), across(at.x()) + dx);
    double top = beside(up(panels.get(panel).y()), !isHigh(panel, at), up(at.y()) + dy);
    x[panel][dot] = (int) Math.round(10 * Math.clamp(left, LEFT + 4.0, RIGHT - 4.0));
    y[panel][dot] = (int) Math.round(10 * Math.clamp(top, TOP + NAMES - 2.0, BOTTOM - NAMES + 2.0));
  }

  /** {@code at} on its side of a line; what would cross is mirrored, so that a pile stays one. */
  private static double beside(double line, boolean beyond, double at) {
    double edge = beyond ? line + CLEAR : line - CLEAR;
    double off = Math.abs(at - edge);
    return beyond ? edge + off : edge - off;
  }

  private boolean isRight(int panel, DotChart.Place at) {
    return at.x() >= panels.get(panel).x();
  }

  private boolean isHigh(int panel, DotChart.Place at) {
    return at.y() >= panels.get(panel).y();
  }
}
