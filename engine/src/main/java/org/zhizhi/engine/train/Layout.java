package org.zhizhi.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.engine.tensor.Memory;

/**
 * Where each parameter lies in one flat array. Weights, gradients and moments all share the layout;
 * neighbours in the list are neighbours in memory, so that several can be used as one matrix.
 */
public final class Layout {
  private final List<Parameter> parameters;
  private final Map<String, Long> offsets = new LinkedHashMap<>();
  private final long elements;

  public Layout(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    long at = 0;
    for (Parameter p : parameters) {
      if (offsets.put(p.name(), at) != null) {
        throw new IllegalArgumentException("two parameters are called " + p.name());
      }
      at += p.elements();
    }
    this.elements = at;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** Elements of all parameters together. */
  public long elements() {
    return elements;
  }

  /** Where {@code name} starts. */
  public long offset(String name) {
    Long offset = offsets.get(name);
    if (offset == null) {
      throw new IllegalArgumentException("no parameter is called " + name);
    }
    return offset;
  }

  /**
   * The part of {@code flat} that holds {@code name}, and what follows it as far as the shape goes.
   */
  public Block view(Memory memory, Block flat, String name, long... shape) {
    return memory.view(flat, offset(name), shape);
  }

  /** The part of {@code flat}, which lies on the host, that holds {@code parameter}; no copy. */
  HostTensor slice(Block flat, Parameter parameter) {
    int size = flat.dtype().bytes();
    return new HostTensor(
        flat.dtype(),
        parameter.shape(),
        flat.host().data().asSlice(offset(parameter.name()) * size, parameter.elements() * size));
  }
}
