/**
 * Tensors: their element types ({@link org.zhizhi.engine.tensor.DType}), tensors in plain or mapped
 * memory ({@link org.zhizhi.engine.tensor.HostTensor}), and libtorch tensors with one clear owner.
 */
package org.zhizhi.engine.tensor;
