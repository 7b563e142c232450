/**
 * The operations that networks are made of, forward and backward, on blocks that their caller owns:
 * {@link org.zhizhi.engine.ops.Ops}. On the processor products are libtorch's and all else own
 * kernels; elsewhere everything is libtorch's. Knows no networks and no training.
 */
package org.zhizhi.engine.ops;
