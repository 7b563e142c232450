package org.zhizhi.data.build;

import java.util.List;
import org.zhizhi.data.Document;

/** How hard documents are for a reference model: its bits per byte, say. */
public interface Difficulty {
  /** Says what the values are made with, so that a build is not resumed with another. */
  String identity();

  /** A finite value for each of the documents, the higher the harder; called by several threads. */
  double[] of(List<Document> documents);
}
