package org.zhizhi.data.duplicate;

/**
 * Connected components of documents (union-find with path halving), named by their least ordinal.
 */
final class Components {
  private final int[] parent;

  Components(int documents) {
    parent = new int[documents];
    for (int i = 0; i < documents; i++) {
      parent[i] = i;
    }
  }

  /** For each document one nearer to the root of its component, the root for the root itself. */
  int[] parents() {
    return parent;
  }

  int find(int document) {
    int at = document;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  void join(int a, int b) {
    int rootA = find(a);
    int rootB = find(b);
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }
}
